# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# usage: trace-files.py <folder> <tool> [argument ...]
#
# Runs a tool in a folder under strace and prints what it does to files, in
# order, and with the network: all of it but what any process does to the system's
# own files, and to libraries. The random part of a temporary file's name is
# printed as *.

import re
import subprocess
import sys

folder, *command = sys.argv[1:]
traced = subprocess.run(
    ["strace", "-f", "-qq", "-s", "4096", "-e", "trace=%file,%network", *command],
    cwd=folder,
    stdout=subprocess.DEVNULL,
    stderr=subprocess.PIPE,
    text=True,
)
SYSTEM = re.compile(r"/(proc|sys|etc/ld\.so\.|dev/(null|urandom)|(usr/)?lib)\b|.*\.so[.\d]*$")
LOOKS = {"access", "faccessat2", "getcwd", "newfstatat", "readlink", "readlinkat", "stat", "statfs"}
count = 0
for line in traced.stderr.splitlines():
    call = re.match(r"(?:\[pid +\d+\] )?(\w+)\((.*)\) += (-?\d+)", line)
    if not call:
        continue
    name, arguments, result = call.groups()
    paths = re.findall(r'"((?:[^"\\]|\\.)*)"', arguments)
    count += 1
    if count == 1:
        assert name == "execve", line
        continue
    if name in LOOKS or (paths and all(SYSTEM.match(path) for path in paths)):
        continue
    mode = next((word for word in ("O_RDONLY", "O_RDWR", "O_WRONLY") if word in arguments), "")
    paths = [re.sub(r"\bcoreai-[0-9a-f]{8}\.tmp$", "coreai-*.tmp", path) for path in paths]
    failed = "failed" if int(result) < 0 else ""
    print(*filter(None, [name, mode, *paths, failed]))
print("status", traced.returncode)

# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# usage: interrupt.py <signal> [--ignored] <folder> coreai-opt <program> [option ...]
#        interrupt.py truncate <folder> coreai-opt <program> [option ...]
#
# Sends a signal to a run that is in the middle of its pass: it waits for its
# rules, which are to come through a pipe. Or cuts off most of the program, and
# lets the run go on. Tells what is left in the folder.

import argparse
import os
import signal
import subprocess
import time

parser = argparse.ArgumentParser()
parser.add_argument("event")
parser.add_argument("--ignored", action="store_true")
parser.add_argument("folder")
parser.add_argument("tool")
parser.add_argument("program")
arguments, options = parser.parse_known_args()
folder = arguments.folder
truncate = arguments.event == "truncate"
number = signal.SIGTERM if truncate else signal.Signals[arguments.event]
handler = signal.SIG_IGN if arguments.ignored else signal.SIG_DFL

rules = os.path.join(folder, "rules.yaml")
output = os.path.join(folder, "out.mlir")
os.makedirs(folder, exist_ok=True)
os.mkfifo(rules)
with open(output, "w") as file:
    file.write("precious\n")
process = subprocess.Popen(
    [
        arguments.tool,
        arguments.program,
        f"--coreai-palettize=config={rules}",
        "-o",
        output,
        *options,
    ],
    stderr=subprocess.PIPE,
    text=True,
    preexec_fn=lambda: signal.signal(number, handler),
)
deadline = time.monotonic() + 60
pipe = None
while pipe is None:
    assert time.monotonic() < deadline and process.poll() is None, "no rules are read"
    try:
        pipe = os.open(rules, os.O_WRONLY | os.O_NONBLOCK)
    except OSError:  # Nobody reads it yet.
        time.sleep(0.005)
assert len(os.listdir(folder)) == 3, "no temporary file"
if truncate:
    os.truncate(arguments.program, 4096)
else:
    process.send_signal(number)
if truncate or arguments.ignored:
    os.write(pipe, b"rules: []\n")
    os.close(pipe)
print(process.communicate(timeout=60)[1], end="")
os.remove(rules)
status = process.returncode
print("ended by", signal.Signals(-status).name if status < 0 else status)
for name in sorted(os.listdir(folder)):
    with open(os.path.join(folder, name)) as file:
        print(f"{name}: {file.readline()}", end="")

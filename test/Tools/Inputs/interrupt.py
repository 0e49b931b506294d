# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# usage: interrupt.py <signal> [--ignored] <folder> coreai-opt <program>
#
# Sends a signal to a run that is in the middle of its pass: it waits for its
# rules, which are to come through a pipe. Tells what is left in the folder.

import os
import signal
import subprocess
import sys
import time

number = signal.Signals[sys.argv[1]]
ignored = sys.argv[2] == "--ignored"
folder, tool, program = sys.argv[2 + ignored :]

rules = os.path.join(folder, "rules.yaml")
output = os.path.join(folder, "out.mlir")
os.makedirs(folder, exist_ok=True)
os.mkfifo(rules)
with open(output, "w") as file:
    file.write("precious\n")
process = subprocess.Popen(
    [tool, program, f"--coreai-palettize=config={rules}", "-o", output],
    stderr=subprocess.PIPE,
    text=True,
    preexec_fn=lambda: signal.signal(number, signal.SIG_IGN if ignored else signal.SIG_DFL),
)
deadline = time.monotonic() + 60
while len(os.listdir(folder)) < 3:  # The temporary file.
    assert time.monotonic() < deadline and process.poll() is None, "no temporary file"
    time.sleep(0.005)
process.send_signal(number)
if ignored:
    with open(rules, "w") as file:
        file.write("rules: []\n")
print(process.communicate(timeout=60)[1], end="")
os.remove(rules)
print("ended by", signal.Signals(-process.returncode).name if process.returncode < 0 else process.returncode)
for name in sorted(os.listdir(folder)):
    with open(os.path.join(folder, name)) as file:
        print(f"{name}: {file.readline()}", end="")

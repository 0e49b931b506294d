# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# usage: verdicts.py <report>
#
# Prints a line per constant of a palettization report.

import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    report = json.load(file)
for weight in report["weights"]:
    line = f"{weight['name']}: {weight['verdict']}"
    if weight["verdict"] == "skipped":
        line += f" {weight['reason']} ({weight['explanation']}; {weight['help']})"
    print(line)

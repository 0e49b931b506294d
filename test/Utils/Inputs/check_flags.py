# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# usage: check_flags.py COMPILE_COMMANDS FOLDER...
#
# Checks that every source is compiled so that multiplications and additions round
# apart, and in the order in which they are written. Each folder has to have such a
# source, so that the check isn't of nothing.

import json
import os
import shlex
import sys

# What allows other roundings, or another order of sums, wherever it stands.
LOOSE = {
    "-Ofast",
    "-fassociative-math",
    "-ffast-math",
    "-freciprocal-math",
    "-funsafe-math-optimizations",
}


def find_problem(flags):
    """What is wrong with a command, or None."""
    contract = [flag for flag in flags if flag.startswith("-ffp-contract=")]
    if not contract:
        return "has no -ffp-contract=off"
    if contract[-1] != "-ffp-contract=off":
        return f"has {contract[-1]} behind -ffp-contract=off"
    for flag in flags:
        if flag in LOOSE or flag.startswith("-ffp-model="):
            return f"has {flag}"
    return None


def main(path, *folders):
    with open(path) as file:
        commands = json.load(file)
    status = 0
    missing = set(folders)
    for command in commands:
        source = os.path.normpath(os.path.join(command["directory"], command["file"]))
        missing -= {folder for folder in missing if source.startswith(folder + os.sep)}
        flags = command.get("arguments") or shlex.split(command["command"])
        if problem := find_problem(flags):
            print(f"{source}: {problem}")
            status = 1
    for folder in sorted(missing):
        print(f"{folder}: no source is compiled")
        status = 1
    print(f"{len(commands)} commands")
    return status


sys.exit(main(*sys.argv[1:]))

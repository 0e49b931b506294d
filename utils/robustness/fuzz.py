# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# What utils/fuzz finds in twenty minutes per target.

import json
import subprocess
import tempfile

TITLE = "Fuzzing"
SECONDS = 1200
COMMAND = f"utils/robustness/run fuzz   # utils/fuzz/run --seconds={SECONDS}"

KEYS = ("target", "executions", "coverage", "features", "corpus", "finds")


def measure(arguments):
    root = arguments.build.resolve().parents[1]
    with tempfile.NamedTemporaryFile("r", suffix=".json") as file:
        subprocess.run([root / "utils/fuzz/run", f"--seconds={SECONDS}", "--json", file.name])
        targets = json.load(file)["targets"]
    return {"targets": [{key: target[key] for key in KEYS} for target in targets]}


def is_right(results):
    return not any(target["finds"] for target in results["targets"])


def table(results):
    yield "target", "executions", "edges", "features", "inputs kept", "crashes, hangs, leaks"
    for target in results["targets"]:
        yield tuple(target.values())

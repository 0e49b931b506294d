# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# What utils/fuzz finds in twenty minutes per target.

import json
import subprocess
import tempfile

TITLE = "Fuzzing"
COMMAND = "utils/robustness/run fuzz   # utils/fuzz/run --seconds=1200"


def measure(arguments):
    root = arguments.build.resolve().parents[1]
    with tempfile.NamedTemporaryFile("r", suffix=".json") as file:
        subprocess.run([root / "utils/fuzz/run", "--seconds=1200", "--json", file.name])
        results = json.load(file)
    keys = ("target", "executions", "coverage", "features", "corpus", "finds")
    targets = [{key: target[key] for key in keys} for target in results["targets"]]
    return {"seconds": results["seconds"], "targets": targets}


def is_right(results):
    return not any(target["finds"] for target in results["targets"])


def table(results):
    yield "target", "executions", "edges", "features", "inputs kept", "crashes, hangs, leaks"
    for target in results["targets"]:
        yield tuple(target.values())

# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Which mistakes in the source, made by hand, the tests notice.

import json
import subprocess
import tempfile

TITLE = "Mistakes on purpose"
COMMAND = "utils/robustness/run mutation   # utils/mutation/run"


def run(arguments, *options):
    root = arguments.build.resolve().parents[1]
    with tempfile.NamedTemporaryFile("r", suffix=".json") as file:
        subprocess.run([root / "utils/mutation/run", *options, "--json", file.name])
        return json.load(file)


def measure(arguments):
    keys = ("name", "result", "killed_by")
    patches = run(arguments)["patches"]
    return {"patches": [{key: patch.get(key) for key in keys} for patch in patches]}


def is_right(results):
    return all(patch["result"] == "killed" for patch in results["patches"])


def table(results):
    yield "mistake", "noticed by"
    for patch in results["patches"]:
        yield patch["name"], patch["killed_by"] or f"**{patch['result']}**"

# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Which mistakes in the source the tests notice.

import json
import subprocess
import tempfile

TITLE = "Mistakes on purpose"
COMMAND = """utils/robustness/run mutation   # utils/mutation/run
                                # utils/mutation/run --random 50 --seed 1"""


def run(root, *options):
    with tempfile.NamedTemporaryFile("r", suffix=".json") as file:
        subprocess.run([root / "utils/mutation/run", *options, "--json", file.name])
        return json.load(file)


def measure(arguments):
    root = arguments.build.resolve().parents[1]
    patches = run(root)["patches"]
    drawn = run(root, "--random", "50", "--seed", "1")["random"]
    return {
        "patches": [{key: patch.get(key) for key in ("name", "result", "by")} for patch in patches],
        "random": {key: drawn[key] for key in ("total", "killed", "unexplained")},
    }


def is_right(results):
    return (
        all(patch["result"] == "killed" for patch in results["patches"])
        and results["random"]["unexplained"] == 0
    )


def table(results):
    yield "mistake", "noticed by"
    for patch in results["patches"]:
        yield patch["name"], patch["by"] or f"**{patch['result']}**"
    drawn = results["random"]
    yield (
        f"{drawn['total']} drawn at random",
        f"{drawn['killed']} noticed, {drawn['total'] - drawn['killed']} survive, "
        f"{drawn['unexplained']} of them without an explanation",
    )

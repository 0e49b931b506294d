# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The whole suite under the sanitizers. A suite that passed isn't run again, until
# build/<preset>/test-results.json is removed.

import json
import subprocess

TITLE = "Sanitizers"
COMMAND = "utils/robustness/run sanitizers"

PRESETS = {"asan": "address, undefined behaviour", "tsan": "thread"}


KINDS = {"PASS": "passed", "UNSUPPORTED": "skipped"}


def read_results(path):
    """The names of tests by what became of them, or none without results."""
    found = {"passed": [], "skipped": [], "failed": []}
    tests = json.loads(path.read_text())["tests"] if path.exists() else []
    for test in tests:
        kind = KINDS.get(test["code"], "failed")
        found[kind].append(test["name"])
    return found


def measure(arguments):
    root = arguments.build.resolve().parents[1]
    runs = []
    for preset in PRESETS:
        path = root / f"build/{preset}/test-results.json"
        found = read_results(path)
        if found["failed"] or not found["passed"]:
            subprocess.run([root / "utils/check.sh", preset], stdout=subprocess.DEVNULL)
            found = read_results(path)
        runs.append(
            {
                "preset": preset,
                "passed": len(found["passed"]),
                "skipped": len(found["skipped"]),
                "failed": found["failed"],
            }
        )
    # A suite that isn't run again passed on an earlier revision.
    return {"revision": "", "runs": runs}


def is_right(results):
    return not any(run["failed"] for run in results["runs"])


def table(results):
    yield "sanitizer", "tests passed", "skipped", "failed"
    for run in results["runs"]:
        yield PRESETS[run["preset"]], run["passed"], run["skipped"], "; ".join(
            run["failed"]
        ) or "none"

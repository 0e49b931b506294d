# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The whole suite under the sanitizers.

import json
import subprocess

TITLE = "Sanitizers"
COMMAND = "utils/robustness/run sanitizers   # utils/check.sh asan tsan"

PRESETS = {"asan": "address, undefined behaviour", "tsan": "thread"}
KINDS = {"PASS": "passed", "UNSUPPORTED": "skipped"}


def measure(arguments):
    root = arguments.build.resolve().parents[1]
    runs = []
    for preset in PRESETS:
        # It removes what an earlier run left there.
        subprocess.run([root / "utils/check.sh", preset], stdout=subprocess.DEVNULL)
        path = root / f"build/{preset}/test-results.json"
        found = {"passed": [], "skipped": [], "failed": []}
        for test in json.loads(path.read_text())["tests"]:
            found[KINDS.get(test["code"], "failed")].append(test["name"])
        runs.append({"preset": preset, **found})
    return {"runs": runs}


def is_right(results):
    return all(run["passed"] and not run["failed"] for run in results["runs"])


def table(results):
    yield "sanitizer", "tests passed", "skipped", "failed"
    for run in results["runs"]:
        failed = "; ".join(run["failed"]) or "none"
        yield PRESETS[run["preset"]], len(run["passed"]), len(run["skipped"]), failed

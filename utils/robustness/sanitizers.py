# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The whole suite under the sanitizers.

import json
import subprocess

TITLE = "Sanitizers"
COMMAND = "utils/robustness/run sanitizers"

PRESETS = {"asan": "address, undefined behaviour", "tsan": "thread"}


def measure(arguments):
    root = arguments.build.resolve().parents[1]
    runs = []
    for preset in PRESETS:
        subprocess.run([root / "utils/check.sh", preset], stdout=subprocess.DEVNULL)
        results = json.loads((root / f"build/{preset}/test-results.json").read_text())
        codes = [test["code"] for test in results["tests"]]
        runs.append(
            {
                "preset": preset,
                "passed": codes.count("PASS"),
                "skipped": codes.count("UNSUPPORTED"),
                "failed": [
                    test["name"]
                    for test in results["tests"]
                    if test["code"] not in ("PASS", "UNSUPPORTED")
                ],
            }
        )
    return {"runs": runs}


def is_right(results):
    return not any(run["failed"] for run in results["runs"])


def table(results):
    yield "sanitizer", "tests passed", "skipped", "failed"
    for run in results["runs"]:
        yield PRESETS[run["preset"]], run["passed"], run["skipped"], "; ".join(
            run["failed"]
        ) or "none"

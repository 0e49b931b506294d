# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# What utils/fuzz finds in twenty minutes per target. A target that found nothing
# isn't run again, until its figures are removed from results/fuzz.json; all are
# if there is none that did.

import json
import pathlib
import subprocess
import tempfile

TITLE = "Fuzzing"
COMMAND = "utils/robustness/run fuzz   # utils/fuzz/run --seconds=1200"


KEPT = pathlib.Path(__file__).parent / "results/fuzz.json"
KEYS = ("target", "executions", "coverage", "features", "corpus", "finds")
SECONDS = 1200


def measure(arguments):
    root = arguments.build.resolve().parents[1]
    kept = json.loads(KEPT.read_text())["targets"] if KEPT.exists() else []
    found = {target["target"]: target for target in kept if not target["finds"]}
    sources = (root / "utils/fuzz").glob("fuzz-*.cpp")
    again = sorted({source.stem for source in sources} - set(found))
    with tempfile.NamedTemporaryFile("r", suffix=".json") as file:
        subprocess.run(
            [root / "utils/fuzz/run", f"--seconds={SECONDS}", "--json", file.name, *again]
        )
        for target in json.load(file)["targets"]:
            found[target["target"]] = {key: target[key] for key in KEYS}
    targets = [found[name] for name in sorted(found)]
    # What is kept from an earlier run is of an earlier revision.
    return {"revision": "", "seconds": SECONDS, "targets": targets}


def is_right(results):
    return not any(target["finds"] for target in results["targets"])


def table(results):
    yield "target", "executions", "edges", "features", "inputs kept", "crashes, hangs, leaks"
    for target in results["targets"]:
        yield tuple(target.values())

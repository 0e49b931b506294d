# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Holds a comparison of a program and its palettized form against the report of
# the palettization: check-comparison.py report.json comparison.json

import json
import math
import sys

report, comparison = (json.load(open(path)) for path in sys.argv[1:])
compared = {weight["name"]: weight for weight in comparison["weights"]}
palettized = [w for w in report["weights"] if w["verdict"] == "palettized"]
assert palettized and not comparison["missing"]
assert comparison["totals"]["differing"]["weights"] == len(palettized)
for weight in palettized:
    found = compared[weight["name"]]
    assert found["compressed_after"] and not found["compressed_before"]
    assert found["consumers"] == weight["consumers"], found
    assert math.isclose(found["snr_db"], weight["snr_db"], rel_tol=1e-9), found
    assert math.isclose(found["max_abs_error"], weight["max_abs_error"], rel_tol=1e-9), found
    assert found["bytes_before"] == weight["bytes_before"]
    # The report leaves out zero points.
    extra = found["bytes_after"] - weight["bytes_after"]["total"]
    assert 0 <= extra <= 64, found
snrs = [math.inf if w["exact"] else w["snr_db"] for w in comparison["weights"]]
assert snrs == sorted(snrs)
print("checked", len(palettized))

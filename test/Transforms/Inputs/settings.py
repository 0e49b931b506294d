# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# usage: settings.py <report>
#
# Prints the settings that constants of a palettization report were given.

import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    report = json.load(file)
for weight in report["weights"]:
    names = ("n_bits", "lut_dtype", "granularity")
    settings = " ".join(f"{name}={weight.get(name)}" for name in names)
    print(f"{weight['name']}: {weight.get('reason', settings)}")

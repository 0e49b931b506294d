# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Writes a small weight, or decodes what coreai-bench-run made of it: nothing here is
# shared with the tool.

import json
import math
import os
import struct
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "..", "Reference"))
import decoder  # noqa: E402

SHAPE = (2, 12, 5)  # The channel axis is 1.
OUTER, CHANNELS, INNER = SHAPE


def weight():
    """Numbers without a pattern, and one far out."""
    numbers = [math.sin(i * i) * (1 + i % 7) for i in range(math.prod(SHAPE))]
    numbers[17] = 40.0
    # To what the file holds.
    return [struct.unpack("<e", struct.pack("<e", x))[0] for x in numbers]


def read(path, code):
    with open(path, "rb") as file:
        data = file.read()
    return struct.unpack(f"<{len(data) // struct.calcsize(code)}{code}", data)


def decode(prefix, bits, group, dim, is_scaled):
    """A group's tables are those of lut_to_dense, and scales have an axis of blocks as
    long as that of the channels."""
    with open(prefix + ".indices", "rb") as file:
        packed = decoder.decode(file.read(), f"ui{bits}")
    indices = [OUTER, CHANNELS // dim, INNER], packed
    tables = [1, CHANNELS // group, 1, 1 << bits, dim], read(prefix + ".tables", "e")
    weight = decoder.look_up(indices, tables, axis=1)
    if is_scaled:
        zeros = [1, CHANNELS, 1], [0.0] * CHANNELS
        scales = [1, CHANNELS, 1], read(prefix + ".scales", "e")
        weight = decoder.scale(weight, scales, zeros, zeros)
    return [decoder.rounded(value, "f16") for value in weight[1]]


def main(command, *arguments):
    original = weight()
    if command == "write":
        with open(arguments[0], "wb") as file:
            file.write(struct.pack(f"<{len(original)}e", *original))
        return
    report, prefix, bits, group, dim, is_scaled = arguments
    decoded = decode(prefix, int(bits), int(group), int(dim), bool(int(is_scaled)))
    errors = [abs(a - b) for a, b in zip(original, decoded)]
    squared = math.fsum(e * e for e in errors)
    snr = 10 * math.log10(math.fsum(x * x for x in original) / squared)
    with open(report) as file:
        said = json.load(file)
    for key, mine in (
        ("mse", squared / len(original)),
        ("max_abs_error", max(errors)),
        ("snr_db", snr),
    ):
        if not math.isclose(said[key], mine, rel_tol=1e-12):
            sys.exit(f"{key} is {mine}, and reported as {said[key]}")
        print(f"{key} agrees")


main(*sys.argv[1:])

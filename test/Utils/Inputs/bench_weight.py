# Writes a small weight, or decodes what coreai-bench-run made of it, with no
# more than integers, floats and struct: nothing here is shared with the tool.

import json
import math
import struct
import sys

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


def index(packed, position, bits):
    stream = int.from_bytes(bytes(packed), "little")
    return stream >> (position * bits) & ((1 << bits) - 1)


def decode(prefix, bits, group, dim, is_scaled):
    tables, packed = read(prefix + ".tables", "e"), read(prefix + ".indices", "B")
    scales = read(prefix + ".scales", "e") if is_scaled else [1.0] * CHANNELS
    result = []
    for element in range(math.prod(SHAPE)):
        outer, rest = divmod(element, CHANNELS * INNER)
        channel, inner = divmod(rest, INNER)
        vector = (outer * (CHANNELS // dim) + channel // dim) * INNER + inner
        entry = (channel // group << bits) + index(packed, vector, bits)
        value = tables[entry * dim + channel % dim] * scales[channel]
        result.append(struct.unpack("<e", struct.pack("<e", value))[0])
    return result


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

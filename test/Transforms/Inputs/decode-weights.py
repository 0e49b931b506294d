# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# usage: decode-weights.py <palettized.mlir> <materialized.mlir>
#
# Decodes the weights of a palettized program as the ops are defined, element
# by element, and compares them with the constants of the materialized one.
# Both are printed with hexadecimal elements.

import itertools
import re
import struct
import sys

ELEMENT = r"tensor<((?:\d+x)*)(\w+)>"
FORMATS = {"f16": "e", "f32": "f", "si8": "b", "ui8": "B", "si16": "h"}


def bytes_to_float(byte, fraction, bias, is_ieee):
    """The value of an 8-bit float."""
    sign = -1.0 if byte & 128 else 1.0
    exponent, mantissa = byte >> fraction & (127 >> fraction), byte & ((1 << fraction) - 1)
    assert not (is_ieee and exponent == 31) and byte & 127 != 127, "isn't finite"
    if exponent == 0:
        return sign * mantissa * 2.0 ** (1 - bias - fraction)
    return sign * (1 + mantissa * 2.0**-fraction) * 2.0 ** (exponent - bias)


def decode(data, kind):
    """The elements of packed or whole bytes, as numbers."""
    if kind == "bf16":
        whole = b"".join(b"\0\0" + data[i : i + 2] for i in range(0, len(data), 2))
        return list(struct.unpack(f"<{len(whole) // 4}f", whole))
    if kind == "f8E4M3FN":
        return [bytes_to_float(byte, 3, 7, False) for byte in data]
    if kind == "f8E5M2":
        return [bytes_to_float(byte, 2, 15, True) for byte in data]
    if kind in FORMATS:
        size = struct.calcsize(FORMATS[kind])
        return list(struct.unpack(f"<{len(data) // size}{FORMATS[kind]}", data))
    width = int(kind[2:])
    stream = int.from_bytes(data, "little")
    return [stream >> i & (1 << width) - 1 for i in range(0, 8 * len(data) - width + 1, width)]


def encode(value, kind):
    """The bytes of a number rounded to nearest even. Rounding to bf16 by way of
    float is right here: nothing that is scaled needs more than 24 bits."""
    if kind != "bf16":
        return struct.pack("<" + FORMATS[kind], value)
    bits = struct.unpack("<I", struct.pack("<f", value))[0]
    return struct.pack("<H", bits + 0x7FFF + (bits >> 16 & 1) >> 16)


def read(path):
    """The ops of a program, and its constants by value name and by key."""
    text = open(path).read()
    resources = {
        key: bytes.fromhex(data)[4:]
        for key, data in re.findall(r'^ +([\w.]+): "0x([0-9A-F]+)"', text, re.M)
    }
    constants, named = {}, {}
    for name, value, dims, kind in re.findall(
        r"(%\d+) = coreai\.constant (dense\S*<.*?>) : " + ELEMENT + "$", text, re.M
    ):
        shape = [int(dim) for dim in dims.split("x") if dim]
        count = 1
        for dim in shape:
            count *= dim
        if key := re.fullmatch(r"dense_resource<([\w.]+)>", value):
            named[key[1]] = (kind, resources[key[1]])
            elements = decode(resources[key[1]], kind)[:count]
        elif data := re.fullmatch(r'dense<"0x([0-9A-F]+)">', value):
            elements = decode(bytes.fromhex(data[1]), kind)
        else:
            number = re.fullmatch(r"dense<(.+)>", value)[1]
            number = {"true": 1, "false": 0}.get(number, number)
            elements = [float(number)] * count
            if kind in ("f16", "bf16", "f32"):  # Printed to few digits.
                elements = decode(encode(float(number), kind) * count, kind)
        constants[name] = (shape, elements)
    return text, constants, named


def position(shape, index):
    result = 0
    for dim, i in zip(shape, index):
        result = result * dim + i
    return result


def blocks(shape, counts, index):
    return [i // (dim // count) for i, dim, count in zip(index, shape, counts)]


def look_up(shape, indices, lut, axis):
    index_shape, codes = indices
    lut_shape, entries = lut
    for index in itertools.product(*map(range, shape)):
        index, component = list(index), index[axis] % lut_shape[-1]
        index[axis] //= lut_shape[-1]
        code = codes[position(index_shape, index)]
        entry = blocks(index_shape, lut_shape, index) + [int(code), component]
        yield entries[position(lut_shape, entry)]


def scale(shape, data, scales, offsets1, offsets2):
    for index, value in zip(itertools.product(*map(range, shape)), data):
        block = position(scales[0], blocks(shape, scales[0], index))
        yield (value - offsets1[1][block]) * scales[1][block] + offsets2[1][block]


text, constants, named = read(sys.argv[1])
_, _, materialized = read(sys.argv[2])
keys = dict(re.findall(r"(%\d+) = coreai\.constant dense_resource<([\w.]+)_indices>", text))
weights = {}  # By value name: key, shape, element type, elements.
for result, operation, operands, dims, kind in re.findall(
    r"(%\d+) = coreai\.(lut_to_dense|blockwise_shift_scale) (.*?) : .* -> " + ELEMENT + "$",
    text,
    re.M,
):
    operands = operands.split(", ")
    shape = [int(dim) for dim in dims.split("x")[:-1]]
    if operation == "lut_to_dense":
        axis = int(constants[operands[2]][1][0])
        elements = look_up(shape, constants[operands[0]], constants[operands[1]], axis)
        weights[result] = (keys[operands[0]], shape, kind, list(elements))
    else:
        key, _, _, data = weights.pop(operands[0])
        elements = scale(shape, data, *(constants[operand] for operand in operands[1:]))
        weights[result] = (key, shape, kind, list(elements))

assert weights, "nothing is palettized"
for key, shape, kind, elements in weights.values():
    expected = b"".join(encode(element, kind) for element in elements)
    assert materialized[key] == (kind, expected), f"{key} differs"
print(f"{len(weights)} weights")

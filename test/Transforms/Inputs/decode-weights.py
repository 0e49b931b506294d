# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# usage: decode-weights.py <palettized.mlir> <materialized.mlir>
#
# Decodes the weights of a palettized program as the ops are defined, and compares them
# with the constants of the materialized one. Both are printed with hexadecimal elements.

import os
import re
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "..", "Reference"))
from decoder import decode, encode, look_up, scale  # noqa: E402

ELEMENT = r"tensor<((?:\d+x)*)(\w+)>"


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


text, constants, named = read(sys.argv[1])
_, _, materialized = read(sys.argv[2])
keys = dict(re.findall(r"(%\d+) = coreai\.constant dense_resource<([\w.]+)_indices>", text))
weights = {}  # By value name: key, element type, and the tensor.
for result, operation, operands, dims, kind in re.findall(
    r"(%\d+) = coreai\.(lut_to_dense|blockwise_shift_scale) (.*?) : .* -> " + ELEMENT + "$",
    text,
    re.M,
):
    operands = operands.split(", ")
    shape = [int(dim) for dim in dims.split("x")[:-1]]
    if operation == "lut_to_dense":
        axis = int(constants[operands[2]][1][0])
        key = keys[operands[0]]
        decoded = look_up(constants[operands[0]], constants[operands[1]], axis)
    else:
        key, _, data = weights.pop(operands[0])
        decoded = scale(data, *(constants[operand] for operand in operands[1:]))
    assert decoded[0] == shape, f"{key} is of another shape"
    weights[result] = (key, kind, decoded)

assert weights, "nothing is palettized"
for key, kind, (_, elements) in weights.values():
    expected = b"".join(encode(element, kind) for element in elements)
    assert materialized[key] == (kind, expected), f"{key} differs"
print(f"{len(weights)} weights")

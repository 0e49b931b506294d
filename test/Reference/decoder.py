# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# What palettized weights decode to, element by element, as the dialect's ops are
# defined: with no more than integers, floats and struct, and nothing that is shared
# with what wrote them.

import itertools
import math
import struct

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
    mask = (1 << width) - 1
    return [
        int.from_bytes(data[i // 8 : (i + width + 7) // 8], "little") >> i % 8 & mask
        for i in range(0, 8 * len(data) - width + 1, width)
    ]


def encode(value, kind):
    """The bytes of a number rounded to nearest even. Rounding to bf16 by way of
    float is right here: nothing that is scaled needs more than 24 bits."""
    if kind != "bf16":
        return struct.pack("<" + FORMATS[kind], value)
    bits = struct.unpack("<I", struct.pack("<f", value))[0]
    return struct.pack("<H", bits + 0x7FFF + (bits >> 16 & 1) >> 16)


def rounded(value, kind):
    return decode(encode(value, kind), kind)[0]


def indices_of(shape):
    """The positions of a tensor's elements along each axis, in row-major order."""
    return itertools.product(*map(range, shape))


def position(shape, index):
    result = 0
    for dim, i in zip(shape, index):
        result = result * dim + i
    return result


def blocks(shape, counts, index):
    return [i // (dim // count) for i, dim, count in zip(index, shape, counts)]


def look_up(indices, lut, axis):
    """lut_to_dense, of tensors that are pairs of a shape and elements."""
    index_shape, codes = indices
    lut_shape, entries = lut
    shape = list(index_shape)
    shape[axis] *= lut_shape[-1]
    elements = []
    for index in indices_of(shape):
        index, component = list(index), index[axis] % lut_shape[-1]
        index[axis] //= lut_shape[-1]
        code = codes[position(index_shape, index)]
        entry = blocks(index_shape, lut_shape, index) + [int(code), component]
        elements.append(entries[position(lut_shape, entry)])
    assert len(elements) == math.prod(shape)
    return shape, elements


def scale(data, scales, offsets1, offsets2):
    """blockwise_shift_scale before it is rounded; the offsets are as the scales."""
    shape, elements = data
    result = []
    for index, value in zip(indices_of(shape), elements):
        block = position(scales[0], blocks(shape, scales[0], index))
        result.append((value - offsets1[1][block]) * scales[1][block] + offsets2[1][block])
    return shape, result

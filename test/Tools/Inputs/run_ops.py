#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Runs every op that is lowered on small tensors and compares it with NumPy:
#   run_ops.py <folder> <family> <element type> -- coreai-run ...

import math
import sys

import numpy as np

from run_program import ROUNDING, STORAGE, Program, Value, load, store, tensor

B = "decomposable.broadcasting_"

erf = np.vectorize(math.erf)


def round_away(x):
    return np.trunc(x + np.copysign(0.5, x))


# What rounding to f32 on the way may add where results are of f32 too: math
# functions of C libraries are within a few roundings of the exact value.
ULPS = 4


# ---------------------------------------------------------------- elementwise


def unary(p, element):
    wide, near, positive = (
        p.input(np.linspace(-3, 3, 24).reshape(2, 3, 4) * scale + offset, element)
        for scale, offset in ((1, 0.01), (0.3, 0), (0.3, 1.1))
    )
    cases = [
        ("abs", wide, np.abs),
        ("acos", near, np.arccos),
        ("acosh", p.input(np.linspace(1, 4, 24), element), np.arccosh),
        ("asin", near, np.arcsin),
        ("asinh", wide, np.arcsinh),
        ("atan", wide, np.arctan),
        ("atanh", near, np.arctanh),
        ("cos", wide, np.cos),
        ("cosh", wide, np.cosh),
        ("erf", wide, erf),
        ("exp", wide, np.exp),
        ("log", positive, np.log),
        ("neg", wide, np.negative),
        ("relu", wide, lambda x: np.maximum(x, 0)),
        ("rsqrt", positive, lambda x: 1 / np.sqrt(x)),
        ("sigmoid", wide, lambda x: 1 / (1 + np.exp(-x))),
        ("silu", wide, lambda x: x / (1 + np.exp(-x))),
        ("sin", wide, np.sin),
        ("sinh", wide, np.sinh),
        ("sqrt", positive, np.sqrt),
        ("tan", near, np.tan),
        ("tanh", wide, np.tanh),
        ("copy", wide, lambda x: x),
        ("gelu", wide, lambda x: x * (1 + erf(x / math.sqrt(2))) / 2),
    ]
    ties = p.input([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 0.49, 7.0], element)
    cases.append(("round", ties, round_away))
    forms = ("relu", "sigmoid", "silu")
    # Where terms cancel, the error is of the terms' size.
    slack = 8 * ROUNDING["f32"]
    for name, (value, x), reference in cases:
        if name in forms:
            result = p.op(name, [value], (value.shape, element))
        else:
            result = p.text(
                f"{{}} = coreai.{name} {value.name} : {value.type} -> {{T}}",
                value.shape,
                element,
            )
        p.check(name, result, reference(x), ULPS, bound=slack)
    value, x = wide
    result = p.text(
        f"{{}} = coreai.gelu {value.name} approximate = <tanh> : {value.type} -> {{T}}",
        value.shape,
        element,
    )
    inner = math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)
    p.check("gelu tanh", result, x * (1 + np.tanh(inner)) / 2, ULPS, bound=slack)
    special, x = p.input([np.nan, np.inf, -np.inf, -0.0], element)
    p.check("relu nan", p.op("relu", [special], ((4,), element)), [np.nan, np.inf, 0, 0])


def binary(p, element):
    x, xs = p.normal(2, 3, 4, element=element, scale=3)
    pairs = [
        ("same", p.normal(2, 3, 4, element=element)),
        ("column", p.normal(2, 1, 4, element=element)),
        ("row", p.normal(4, element=element)),
        ("scalar", p.input(0.7, element)),
    ]
    ops = {
        "add": np.add,
        "sub": np.subtract,
        "mul": np.multiply,
        "divide": np.divide,
        "modulo": np.fmod,
        "maximum": np.fmax,
        "minimum": np.fmin,
        "floor_divide": lambda a, b: np.floor(a / b),
    }
    for name, reference in ops.items():
        for what, (y, ys) in pairs:
            result = p.op(B + name, [x, y], ((2, 3, 4), element))
            p.check(f"{name} {what}", result, reference(xs, ys), 2)
        y, ys = pairs[0][1]
        p.check(name, p.op(name, [x, y], ((2, 3, 4), element)), reference(xs, ys), 2)
        # The scalar first.
        s, ss = pairs[3][1]
        result = p.op(B + name, [s, x], ((2, 3, 4), element))
        p.check(f"{name} scalar first", result, reference(ss, xs), 2)
    base, bases = p.input(np.linspace(0.2, 2, 12).reshape(3, 4), element)
    exponent, exponents = p.normal(4, element=element)
    result = p.op(B + "pow", [base, exponent], ((3, 4), element))
    p.check("pow", result, bases**exponents, ULPS)
    # Both shapes grow.
    a, aa = p.normal(3, 1, element=element)
    b, bb = p.normal(1, 4, element=element)
    p.check("outer", p.op(B + "add", [a, b], ((3, 4), element)), aa + bb)
    nan = [np.nan, 1.0, np.nan, -2.0]
    number = [0.5, np.nan, np.nan, 3.0]
    (n, _), (m, _) = p.input(nan, element), p.input(number, element)
    p.check("maximum nan", p.op("maximum", [n, m], ((4,), element)), np.fmax(nan, number))
    p.check("minimum nan", p.op("minimum", [n, m], ((4,), element)), np.fmin(nan, number))


def comparison(p, element):
    x, xs = p.input([1, 2, 3, 1, 2, 3], element)
    y, ys = p.input([3, 2, 1, 1, 2, 4], element)
    one, ones = p.input(2, element)
    operands = [("", y, ys), (" scalar", one, ones)]
    if element in ROUNDING:
        operands[0] = (" nan", *p.input([3, np.nan, 1, 1, 2, 4], element))
    for name, reference in (
        ("equal", np.equal),
        ("not_equal", np.not_equal),
        ("greater", np.greater),
    ):
        for what, other, others in operands:
            result = p.op(B + name, [x, other], ((6,), "i1"))
            p.check(name + what, result, reference(xs, others))
        p.check(name, p.op(name, [x, y], ((6,), "i1")), reference(xs, ys))
    c, cs = p.input([True, False, True, False, False, True], "i1")
    result = p.op(B + "where", [c, x, one], ((6,), element))
    p.check("where", result, np.where(cs, xs, ones), exact=True)
    result = p.op("select", [c, x, y], ((6,), element))
    p.check("select", result, np.where(cs, xs, ys), exact=True)


def logic(p, _):
    x, xs = p.input([[True, False], [True, False]], "i1")
    y, ys = p.input([True, True], "i1")
    z, zs = p.input([[True, True], [False, False]], "i1")
    for name, reference in (
        ("and", np.logical_and),
        ("or", np.logical_or),
        ("xor", np.logical_xor),
        ("equal", np.equal),
    ):
        p.check(name, p.op(B + name, [x, y], ((2, 2), "i1")), reference(xs, ys))
        p.check(name, p.op(name, [x, z], ((2, 2), "i1")), reference(xs, zs))
    result = p.text(f"{{}} = coreai.not {x.name} : {x.type} -> {{T}}", (2, 2), "i1")
    p.check("not", result, ~xs)
    for name, reference in (("any", np.any), ("all", np.all)):
        for axes in ((0,), (1,), (0, 1)):
            result = reference(xs, axis=axes, keepdims=True)
            value = p.op(name, [x, p.axes(*axes)], (result.shape, "i1"))
            p.check(f"{name} {axes}", value, result)


def integers(p, element):
    info = np.iinfo(STORAGE[element])
    low, high = int(info.min), int(info.max)
    x, xs = p.input([7, low, high, high, 5, 0, 100, 3], element)
    y, ys = p.input([2, high, 3, high, 0, 5, 7, 1], element)
    if low < 0:
        x, xs = p.input([-7, low, high, low, 5, 0, -100, 3], element)
        y, ys = p.input([2, -1, -3, low, 0, -5, 7, -2], element)
    with np.errstate(all="ignore"):
        wide, divisor = xs.astype(object), np.where(ys == 0, 1, ys).astype(object)
        nothing = ys == 0
        trunc = [
            abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1) for a, b in zip(wide, divisor)
        ]
        rest = [a - q * b for a, q, b in zip(wide, trunc, divisor)]

        def wrap(values):
            """As results do that the type can't hold."""
            bits = [int(value) & (2**info.bits - 1) for value in values]
            return np.array(bits, np.uint64).astype(STORAGE[element])

        def zero(values):
            return np.where(nothing, 0, values)

        cases = {
            "add": xs + ys,
            "sub": xs - ys,
            "mul": xs * ys,
            "divide": zero(wrap(trunc)),
            "modulo": zero(wrap(rest)),
            "floor_divide": zero(wrap(wide // divisor)),
            "maximum": np.maximum(xs, ys),
            "minimum": np.minimum(xs, ys),
            "bitwise_and": xs & ys,
            "bitwise_or": xs | ys,
            "bitwise_xor": xs ^ ys,
        }
    for name, expected in cases.items():
        p.check(name, p.op(B + name, [x, y], ((8,), element)), expected)
        p.check(name, p.op(name, [x, y], ((8,), element)), expected)
    if low < 0:
        for name, expected in (("abs", np.abs(xs)), ("neg", -xs)):
            result = p.text(f"{{}} = coreai.{name} {x.name} : {x.type} -> {{T}}", (8,), element)
            p.check(name, result, expected)
    m, ms = p.input(p.random.integers(low // 4, high // 4, (3, 5)), element)
    axes = p.axes(-1)
    for name, reference in (
        ("max", np.max),
        ("min", np.min),
        ("sum", np.sum),
        ("product", np.prod),
    ):
        expected = reference(ms, axis=-1, keepdims=True).astype(STORAGE[element])
        p.check("reduce " + name, p.op("reduce_" + name, [m, axes], ((3, 1), element)), expected)
    expected = np.argmax(ms, axis=-1, keepdims=True)
    p.check("argmax", p.op("argmax", [m, p.axis(1)], ((3, 1), "ui32")), expected)


def cast(p, _):
    def convert(what, value, to, expected, **options):
        result = p.text(f"{{}} = coreai.cast {value.name} : {value.type} to {{T}}", value.shape, to)
        p.check(f"cast {what}", result, expected, **options)

    floats = [-2.7, -0.3, 0.0, 0.9, 3.5, 100.2, 65536.0 * 65536 * 4, -1e20, np.nan, np.inf]
    for element in ("f32", "bf16", "f64"):
        value, numbers = p.input(floats, element)
        for to in ("si8", "ui8", "si32", "ui32", "si16", "ui16"):
            info = np.iinfo(STORAGE[to])
            whole = np.clip(np.trunc(np.nan_to_num(numbers, posinf=2.0**70)), info.min, info.max)
            convert(f"{element} to {to}", value, to, whole.astype(np.int64))
        convert(f"{element} to i1", value, "i1", numbers != 0)
    for source in ("f16", "bf16", "f32", "f64"):
        value, numbers = p.normal(20, element=source)
        for to in ("f16", "bf16", "f32", "f64"):
            if to != source:
                expected = load(store(numbers, to), to)
                # Through f32, f64 is rounded to bf16 in one step, NumPy's isn't.
                convert(f"{source} to {to}", value, to, expected, ulps=2 if to == "bf16" else 0)
    for source in ("si8", "ui8", "si32", "ui32", "si16"):
        info = np.iinfo(STORAGE[source])
        value, numbers = p.input([info.min, info.max, 1, 0, 77], source)
        for to in ("si8", "ui8", "si32", "ui32"):
            if to != source:
                convert(f"{source} to {to}", value, to, numbers.astype(STORAGE[to]))
        for to in ("f32", "bf16", "f64"):
            convert(f"{source} to {to}", value, to, numbers.astype(np.float64))
        convert(f"{source} to i1", value, "i1", numbers != 0)
    flags, numbers = p.input([True, False, True], "i1")
    for to in ("f16", "f32", "si32", "ui8"):
        convert(f"i1 to {to}", flags, to, numbers.astype(np.float64))
    # Narrow integers take a byte of memory and keep their low bits.
    value, numbers = p.input([-9, -8, -1, 0, 7, 8, 15, 16, 33], "si32")
    for to, low in (("ui4", 0), ("si4", 8)):
        narrow = p.text(f"{{}} = coreai.cast {value.name} : {value.type} to {{T}}", (9,), to)
        convert(f"si32 to {to} to f32", narrow, "f32", ((numbers + low) & 15) - low)
    c = p.constant([1, 2, 15, 8], "ui4")
    convert("ui4 constant", c, "f16", [1, 2, 15, 8])
    c = p.constant([1, -2, -8, 7], "si4")
    convert("si4 constant", c, "si32", [1, -2, -8, 7])


def complex_numbers(p, _):
    a, aa = p.normal(2, 3)
    b, bb = p.normal(2, 3)
    z = p.op("create_complex", [a, b], ((2, 3), "complex<f32>"))
    p.check("create_complex", z, aa + 1j * bb, ulps=0)
    p.check("real_part", p.op("real_part", [z], ((2, 3), "f32")), aa, exact=True)
    p.check("imaginary_part", p.op("imaginary_part", [z], ((2, 3), "f32")), bb, exact=True)
    x, xs = p.input(
        p.random.normal(size=(3, 4)) + 1j * p.random.normal(size=(3, 4)), "complex<f32>"
    )
    product = p.op(B + "batch_matmul", [z, x], ((2, 4), "complex<f32>"))
    p.check("complex matmul", product, (aa + 1j * bb) @ xs, bound=1e-5)
    p.check("complex equal", p.op("equal", [x, x], ((3, 4), "i1")), xs == xs)


# ---------------------------------------------------------------------- shape


def shape(p, element):
    x, xs = (
        p.normal(2, 3, 4, element=element)
        if element in ROUNDING
        else p.input(p.random.integers(0, 2, (2, 3, 4)), element)
    )

    def check(what, value, expected):
        assert value.shape == expected.shape, what
        p.check(what, value, expected, exact=True)

    for sizes in ((24,), (4, 6), (2, 12), (1, 2, 3, 4), (2, 3, 2, 2), (3, 2, 4)):
        value = p.op("reshape", [x, p.sizes(*sizes)], (sizes, element))
        check(f"reshape {sizes}", value, xs.reshape(sizes))
    one, ones = p.input(np.ones((1, 1)), element)
    empty = p.text("{} = coreai.constant dense<> : {T}", (0,), "ui32")
    scalar = p.op("reshape", [one, empty], ((), element))
    check("reshape to a scalar", scalar, ones.reshape(()))
    value = p.op("reshape", [scalar, p.sizes(1, 1, 1)], ((1, 1, 1), element))
    check("reshape a scalar", value, ones.reshape(1, 1, 1))
    for axes in ((0, 2, 1), (2, 0, 1), (2, 1, 0), (0, 1, 2)):
        expected = xs.transpose(axes)
        check(
            f"transpose {axes}",
            p.op("transpose", [x, p.sizes(*axes)], (expected.shape, element)),
            expected,
        )
    for axes in ((0,), (-1,), (1, 3)):
        expected = np.expand_dims(xs, axes)
        axes = p.axes(*axes)
        value = p.text(
            f"{{}} = coreai.expand_dims {x.name}, {axes.name} : ({x.type}, {axes.type}) to {{T}}",
            expected.shape,
            element,
        )
        check("expand_dims", value, expected)
        back = p.text(
            f"{{}} = coreai.shrink_dims {value.name}, {axes.name}"
            f" : ({value.type}, {axes.type}) to {{T}}",
            xs.shape,
            element,
        )
        check("shrink_dims", back, xs)
    end = 2147483647
    for start, stop, stride in (
        ((0, 0, 0), (end, end, end), (1, 1, 1)),
        ((1, 1, -3), (2, -1, end), (1, 1, 2)),
        ((0, 5, 0), (1, 9, 4), (1, 1, 1)),
        ((-9, 0, 1), (9, 3, -1), (1, 2, 1)),
    ):
        slices = tuple(
            slice(a, min(b, 100) if b == end else b, c) for a, b, c in zip(start, stop, stride)
        )
        expected = xs[slices]
        bounds = [p.axes(*values) for values in (start, stop, stride)]
        value = p.op("slice", [x, *bounds], (expected.shape, element))
        check(f"slice {slices}", value, expected)
        update, updates = p.input(np.ones(expected.shape), element)
        types = ", ".join(v.type for v in (x, update, *bounds))
        names = ", ".join(v.name for v in bounds)
        value = p.text(
            f"{{}} = coreai.slice_update {x.name} with {update.name} at ({names})"
            f" : ({types}) to {{T}}",
            xs.shape,
            element,
        )
        updated = xs.copy()
        updated[slices] = updates
        check(f"slice_update {slices}", value, updated)
    for axis in (0, 1, -1):
        expected = np.concatenate([xs, xs[:, :, :] * 1, xs], axis)
        value = p.op("concat", [p.axis(axis), x, x, x], (expected.shape, element))
        check(f"concat {axis}", value, expected)
    for axis, sizes in ((1, (1, 2)), (-1, (3, 1)), (0, (2,))):
        parts = np.split(xs, np.cumsum(sizes)[:-1], axis)
        values = p.op(
            "split", [x, p.sizes(*sizes), p.axis(axis)], *[(part.shape, element) for part in parts]
        )
        for value, part in zip(values if len(parts) > 1 else [values], parts):
            check(f"split {axis}", value, part)
    for repeats in ((1, 1, 1), (2, 1, 3), (1, 4, 2)):
        expected = np.tile(xs, repeats)
        check("tile", p.op("tile", [x, p.sizes(*repeats)], (expected.shape, element)), expected)
    for axes in ((0,), (-1,), (0, 2), (0, 1, 2)):
        check(
            f"reverse {axes}",
            p.op("reverse", [x, p.axes(*axes)], (xs.shape, element)),
            np.flip(xs, axes),
        )
    value = p.op("broadcast_to", [x, p.sizes(5, 2, 3, 4)], ((5, 2, 3, 4), element))
    check("broadcast_to", value, np.broadcast_to(xs, (5, 2, 3, 4)))
    value = p.op("broadcast_to", [scalar, p.sizes(2, 2)], ((2, 2), element))
    check("broadcast_to of a scalar", value, np.broadcast_to(ones, (2, 2)))
    column, columns = p.input(xs[:1, :, :1], element)
    value = p.op("broadcast_in_dims", [column, p.sizes(5, 2), p.axes(0, -1)], ((5, 3, 2), element))
    check("broadcast_in_dims", value, np.broadcast_to(columns, (5, 3, 2)))
    fill, fills = p.input(1, element)
    for mode, name in (("constant", "constant"), ("reflect", "reflect"), ("replicate", "edge")):
        padding = ((1, 0), (2, 1), (0, 3))
        extra = {"constant_values": fills} if mode == "constant" else {}
        expected = np.pad(xs, padding, name, **extra)
        amounts = p.sizes(*[n for pair in padding for n in pair])
        value = p.op(
            "pad", [x, amounts, fill], (expected.shape, element), suffix=f" mode = <{mode}>"
        )
        check(f"pad {mode}", value, expected)
    value = p.text(f"{{}} = coreai.get_shape {x.name} : {x.type} -> {{T}}", (3,), "ui32")
    p.check("get_shape", value, xs.shape)


def ranges(p, _):
    for start, stop, step in ((0, 5, 1), (3, 20, 4), (5, -4, -3)):
        expected = np.arange(start, stop, step)
        operands = [p.axis(v) for v in (start, stop, step)]
        value = p.op("range", operands, (expected.shape, "si32"))
        p.check("range", value, expected)
    expected = np.arange(0.5, 3.0, 0.25)
    for element in ("f32", "f16", "bf16"):
        operands = [p.constant(v, element) for v in (0.5, 3.0, 0.25)]
        p.check("range", p.op("range", operands, (expected.shape, element)), expected)
    start, starts = p.input(7, "si32")
    value = p.op("range", [start, p.axis(10), p.axis(1)], ((3,), "si32"))
    p.check("range from an input", value, [7, 8, 9])
    value = p.op("broadcast_shapes", [p.sizes(4, 1), p.sizes(2, 1, 3)], ((3,), "ui32"))
    p.check("broadcast_shapes", value, [2, 4, 3])


# ------------------------------------------------- reductions, scans, softmax


def reduction(p, element):
    x, xs = p.normal(3, 4, 5, element=element)
    unit = ROUNDING["f32"]
    for axes in ((0,), (-1,), (1, 2), (0, 1, 2), (0, -1)):
        count = np.prod([xs.shape[axis] for axis in axes])
        total = np.sum(np.abs(xs), axis=axes, keepdims=True)
        for name, reference, bound in (
            ("sum", np.sum, count * unit * total),
            ("mean", np.mean, count * unit * total / count),
            ("max", np.max, 0),
            ("min", np.min, 0),
            ("product", np.prod, 0),
        ):
            expected = reference(xs, axis=axes, keepdims=True)
            value = p.op("reduce_" + name, [x, p.axes(*axes)], (expected.shape, element))
            # Every factor of a product may be rounded.
            ulps = 2 if name != "product" else 2 + count * unit / ROUNDING[element]
            p.check(f"reduce_{name} {axes}", value, expected, ulps, bound=bound)
    for axis in (0, 1, -1):
        expected = np.argmax(xs, axis=axis, keepdims=True)
        value = p.op("argmax", [x, p.axis(axis)], (expected.shape, "ui32"))
        p.check(f"argmax {axis}", value, expected)
        shifted = np.exp(xs - xs.max(axis=axis, keepdims=True))
        expected = shifted / shifted.sum(axis=axis, keepdims=True)
        value = p.op("softmax", [x, p.axis(axis)], (xs.shape, element))
        p.check(f"softmax {axis}", value, expected, 8)
    ties, values = p.input([[1, 3, 3, 2], [np.nan, 1, np.nan, 9], [-np.inf] * 4], element)
    value = p.op("argmax", [ties, p.axis(1)], ((3, 1), "ui32"))
    p.check("argmax of ties and nan", value, [[1], [0], [0]])
    big, values = p.input([[1e4, 1e4, -1e4], [-1e4, -1e4, -1e4]], element)
    value = p.op("softmax", [big, p.axis(1)], ((2, 3), element))
    p.check("softmax of large numbers", value, [[0.5, 0.5, 0], [1 / 3, 1 / 3, 1 / 3]], 2)
    for axis in (0, 1, 2):
        for reverse in (False, True):
            expected = (
                np.flip(np.cumsum(np.flip(xs, axis), axis), axis)
                if reverse
                else np.cumsum(xs, axis)
            )
            operands = [x, p.axis(axis, "ui32"), p.constant(reverse, "i1")]
            value = p.op("scan", operands, (xs.shape, element), suffix=" combiner = <sum>")
            bound = 5 * unit * np.abs(xs).sum(axis=axis, keepdims=True)
            p.check(f"scan {axis} {reverse}", value, expected, bound=bound)


# --------------------------------------------------------------------- gather


def gather(p, element):
    x, xs = (
        p.normal(4, 3, 5, element=element)
        if element in ROUNDING
        else p.input(p.random.integers(0, 2, (4, 3, 5)), element)
    )

    def gather_nd(indices, what):
        tuples, values = p.input(indices, "si32")
        picked = xs[
            tuple(np.clip(values[..., i], 0, xs.shape[i] - 1) for i in range(values.shape[-1]))
        ]
        value = p.text(
            f"{{}} = coreai.gather_nd {x.name} at {tuples.name}"
            f" : ({x.type}, {tuples.type}) to {{T}}",
            picked.shape,
            element,
        )
        p.check(what, value, picked, exact=True)

    gather_nd(p.random.integers(0, 4, (2, 3, 1)), "gather_nd of slices")
    gather_nd(np.stack([p.random.integers(0, n, 6) for n in (4, 3)], -1), "gather_nd of rows")
    gather_nd(
        np.stack([p.random.integers(0, n, 6) for n in (4, 3, 5)], -1), "gather_nd of elements"
    )
    gather_nd([[99], [-5]], "gather_nd out of range")
    for axis in (0, 1, -1):
        indices = p.random.integers(0, xs.shape[axis], (2, 2, 2))
        i, _ = p.input(indices, "si32")
        d = p.axis(axis)
        expected = np.take_along_axis(
            xs[tuple(slice(None) if a == axis % 3 else slice(0, 2) for a in range(3))],
            indices,
            axis,
        )
        value = p.text(
            f"{{}} = coreai.gather_along_axis {x.name} at {i.name} along {d.name} : "
            f"({x.type}, {i.type}, {d.type}) to {{T}}",
            expected.shape,
            element,
        )
        p.check(f"gather_along_axis {axis}", value, expected, exact=True)


# ------------------------------------------------------- products, convolution


def product_bound(x, y, count):
    """Of a sum of `count` products in f32, in any order."""
    return (count + 1) * ROUNDING["f32"] * (np.abs(x) @ np.abs(y))


def matmul(p, element):
    for what, a, b in (
        ("small", (3, 5), (5, 4)),
        ("odd", (7, 33), (33, 19)),
        ("row", (1, 40), (40, 50)),
        ("column", (40, 16), (16, 1)),
        ("large", (70, 96), (96, 131)),
        ("batch", (2, 3, 4, 8), (2, 3, 8, 5)),
        ("one matrix", (2, 9, 8), (8, 5)),
        ("first broadcast", (9, 8), (3, 8, 5)),
        ("both broadcast", (2, 1, 3, 8), (4, 8, 2)),
        ("large batch", (3, 65, 64), (3, 64, 65)),
    ):
        x, xs = p.normal(*a, element=element)
        y, ys = p.normal(*b, element=element)
        expected = xs @ ys
        value = p.op(B + "batch_matmul", [x, y], (expected.shape, element))
        p.check(f"matmul {what}", value, expected, 1.01, bound=product_bound(xs, ys, a[-1]))
        order = list(range(len(b)))
        order[-2:] = order[:-3:-1]
        turned, ts = p.input(ys.transpose(order), element)
        back = p.op("transpose", [turned, p.sizes(*order)], (ys.shape, element))
        value = p.op(B + "batch_matmul", [x, back], (expected.shape, element))
        p.check(
            f"matmul transposed {what}", value, expected, 1.01, bound=product_bound(xs, ys, a[-1])
        )
    x, xs = p.normal(2, 6, 7, element=element)
    y, ys = p.normal(2, 7, 3, element=element)
    value = p.op("batch_matmul", [x, y], ((2, 6, 3), element))
    p.check("batch_matmul", value, xs @ ys, 1.01, bound=product_bound(xs, ys, 7))


def windows(xs, kernel, strides, dilations):
    """[N, C, in...] to [N, C, out..., kernel...]."""
    n = len(kernel)
    reach = [d * (k - 1) + 1 for k, d in zip(kernel, dilations)]
    view = np.lib.stride_tricks.sliding_window_view(xs, reach, axis=tuple(range(2, 2 + n)))
    picks = (slice(None),) * 2
    picks += tuple(slice(None, None, s) for s in strides)
    picks += tuple(slice(None, None, d) for d in dilations)
    return view[picks]


def convolve(xs, ws, strides, dilations, groups):
    n = len(strides)
    view = windows(xs, ws.shape[2:], strides, dilations)
    images, channels = view.shape[:2]
    view = view.reshape(images, groups, channels // groups, *view.shape[2:])
    ws = ws.reshape(groups, ws.shape[0] // groups, *ws.shape[1:])
    spatial, kernel = "xyz"[:n], "ijk"[:n]
    out = np.einsum(f"ngc{spatial}{kernel},goc{kernel}->ngo{spatial}", view, ws)
    return out.reshape(images, -1, *out.shape[3:])


def conv(p, element):
    unit = ROUNDING["f32"]
    for what, image, weight, strides, dilations, groups in (
        ("plain", (1, 3, 8, 9), (4, 3, 3, 3), (1, 1), (1, 1), 1),
        ("strides", (2, 3, 9, 8), (4, 3, 3, 2), (2, 3), (1, 1), 1),
        ("dilations", (1, 2, 9, 9), (5, 2, 3, 3), (1, 1), (2, 3), 1),
        ("groups", (2, 6, 7, 7), (9, 2, 3, 3), (2, 2), (1, 2), 3),
        ("depthwise", (1, 6, 7, 7), (6, 1, 3, 3), (1, 1), (1, 1), 6),
        ("pointwise", (2, 6, 5, 5), (8, 6, 1, 1), (1, 1), (1, 1), 1),
        ("pointwise groups", (1, 6, 5, 5), (8, 3, 1, 1), (2, 2), (1, 1), 2),
        ("volume", (1, 3, 5, 6, 7), (4, 3, 2, 3, 3), (1, 1, 2), (1, 2, 1), 1),
        ("volume groups", (2, 4, 5, 5, 5), (4, 2, 3, 3, 3), (2, 1, 1), (1, 1, 1), 2),
    ):
        x, xs = p.normal(*image, element=element)
        w, ws = p.normal(*weight, element=element)
        operands = [x, w, p.sizes(*strides), p.sizes(*dilations), p.axis(groups, "ui32")]
        expected = convolve(xs, ws, strides, dilations, groups)
        value = p.op(f"conv{len(strides)}d", operands, (expected.shape, element))
        count = np.prod(weight[1:])
        bound = (count + 1) * unit * convolve(np.abs(xs), np.abs(ws), strides, dilations, groups)
        p.check(f"conv {what}", value, expected, 1.01, bound=bound)


def transposed(xs, ws, strides, padding, dilations, extra, groups):
    """Adds each input element's kernel to the output, as defined."""
    full = [
        (i - 1) * s + d * (k - 1) + 1 + e
        for i, s, d, k, e in zip(xs.shape[2:], strides, dilations, ws.shape[2:], extra)
    ]
    per_group, outputs = xs.shape[1] // groups, ws.shape[1]
    out = np.zeros((xs.shape[0], outputs * groups, *full))
    for group in range(groups):
        channels = slice(group * per_group, (group + 1) * per_group)
        for at in np.ndindex(*xs.shape[2:]):
            part = np.tensordot(xs[(slice(None), channels, *at)], ws[channels], 1)
            where = tuple(
                slice(a * s, a * s + d * (k - 1) + 1, d)
                for a, s, d, k in zip(at, strides, dilations, ws.shape[2:])
            )
            out[(slice(None), slice(group * outputs, (group + 1) * outputs), *where)] += part
    cut = tuple(slice(q, size - q) for q, size in zip(padding, full))
    return out[(slice(None), slice(None), *cut)]


def conv_transpose(p, element):
    unit = ROUNDING["f32"]
    for what, image, weight, strides, padding, dilations, extra, groups in (
        ("plain", (1, 3, 4, 5), (3, 2, 3, 3), (1, 1), (0, 0), (1, 1), (0, 0), 1),
        ("strides", (2, 3, 4, 4), (3, 2, 3, 3), (2, 3), (0, 0), (1, 1), (0, 0), 1),
        ("padding", (1, 2, 5, 5), (2, 3, 3, 3), (2, 2), (1, 1), (1, 1), (1, 0), 1),
        ("more padding than reach", (1, 2, 6, 6), (2, 3, 2, 2), (2, 1), (3, 2), (1, 1), (1, 0), 1),
        ("dilations", (1, 2, 4, 4), (2, 3, 3, 2), (1, 2), (1, 0), (2, 3), (0, 0), 1),
        ("groups", (1, 6, 4, 4), (6, 2, 3, 3), (2, 2), (1, 1), (1, 1), (1, 1), 3),
        ("volume", (1, 2, 3, 3, 4), (2, 2, 2, 3, 2), (2, 1, 2), (0, 1, 0), (1, 1, 1), (0, 0, 1), 1),
    ):
        x, xs = p.normal(*image, element=element)
        w, ws = p.normal(*weight, element=element)
        options = (strides, padding, dilations, extra, groups)
        operands = [x, w, *(p.sizes(*v) for v in options[:4]), p.axis(groups, "ui32")]
        expected = transposed(xs, ws, *options)
        value = p.op(f"conv_transpose{len(strides)}d", operands, (expected.shape, element))
        count = np.prod(weight) // weight[1]
        bound = (count + 1) * unit * transposed(np.abs(xs), np.abs(ws), *options)
        p.check(f"conv_transpose {what}", value, expected, 1.01, bound=bound)


def pool(p, element):
    is_float = element in ROUNDING
    for kernel, strides, dilations in (
        ((2, 2), (2, 2), (1, 1)),
        ((3, 2), (1, 3), (1, 2)),
        ((2, 3, 2), (1, 2, 2), (2, 1, 1)),
    ):
        n = len(kernel)
        image = (2, 3, 8, 9, 7)[: 2 + n]
        x, xs = (
            p.normal(*image, element=element)
            if is_float
            else p.input(p.random.integers(-9, 9, image), element)
        )
        view = windows(xs, kernel, strides, dilations)
        axes = tuple(range(2 + n, 2 + 2 * n))
        sizes = [p.sizes(*v) for v in (kernel, strides, dilations)]
        expected = view.sum(axis=axes, dtype=None if is_float else xs.dtype)
        value = p.op(f"sum_pool_{n}d", [x, *sizes], (expected.shape, element))
        bound = np.prod(kernel) * ROUNDING["f32"] * np.abs(view).sum(axis=axes)
        p.check(f"sum_pool {kernel}", value, expected, bound=bound)
        expected = view.max(axis=axes)
        no = p.constant(False, "i1")
        value = p.op(f"max_pool_{n}d", [x, *sizes, no], (expected.shape, element))
        p.check(f"max_pool {kernel}", value, expected, exact=True)
        # Rounded up, the last window is cut off at the edge.
        least = -np.inf if is_float else np.iinfo(STORAGE[element]).min
        room = [(0, 0), (0, 0)]
        for size, k, s, d in zip(image[2:], kernel, strides, dilations):
            count = -(-(size - d * (k - 1) - 1) // s) + 1
            room.append((0, max(0, (count - 1) * s + d * (k - 1) + 1 - size)))
        padded = np.pad(xs, room, constant_values=least)
        expected = windows(padded, kernel, strides, dilations).max(axis=axes)
        yes = p.constant(True, "i1")
        value = p.op(f"max_pool_{n}d", [x, *sizes, yes], (expected.shape, element))
        p.check(f"max_pool ceil {kernel}", value, expected, exact=True)


# ---------------------------------------------- quantization and control flow


def quantization(p, element):
    x, xs = p.normal(4, 6, element=element, scale=3)
    for what, integer, axis, shape in (
        ("tensor", "si8", 0, ()),
        ("tensor", "ui8", 0, ()),
        ("channel", "si8", 0, (4,)),
        ("channel", "ui8", -1, (6,)),
    ):
        scale, scales = p.input(
            np.full(shape, 0.05)
            * (1 + np.arange(max(1, np.prod(shape, dtype=int))).reshape(shape)),
            element,
        )
        offset, offsets = p.input(np.full(shape, 3), integer)
        minimum, minima = p.input(np.full(shape, 0.25), element)
        info = np.iinfo(STORAGE[integer])
        side = [1, 1]
        if shape:
            side[axis] = shape[0]

        def place(values):
            return values.reshape(side).astype(np.float64)

        operands = [scale, offset, minimum, p.axis(axis)]
        # The quotient as f32 computes it: ties depend on it.
        f32 = np.float32
        quotient = (xs.astype(f32) - place(minima).astype(f32)) / place(scales).astype(f32)
        grid = np.clip(np.round(quotient) + place(offsets), info.min, info.max)
        value = p.op("quantize", [x, *operands], ((4, 6), integer))
        p.check(f"quantize {what} {integer}", value, grid)
        expected = (grid - place(offsets)) * place(scales) + place(minima)
        back = p.op("dequantize", [value, *operands], ((4, 6), element))
        p.check(f"dequantize {what} {integer}", back, expected, 2, bound=1e-5)


def control(p, element):
    matrix, scalar = tensor((2, 3), element), tensor((), element)
    p.globals.append(
        f"coreai.graph private noinline @scale(%x: {matrix}, %s: {scalar})"
        f" -> ({matrix}, {scalar}) {{\n"
        f"  %0 = coreai.decomposable.broadcasting_mul %x, %s"
        f" : ({matrix}, {scalar}) -> {matrix}\n"
        f"  coreai.output %0, %s : {matrix}, {scalar}\n"
        f"}}"
    )
    x, xs = p.normal(2, 3, element=element)
    s, ss = p.input(0.5, element)
    first, second = Value("%call#0", (2, 3), element), Value("%call#1", (), element)
    p.lines.append(
        f"%call:2 = coreai.invoke @scale({x.name}, {s.name})"
        f" : ({x.type}, {s.type}) -> ({first.type}, {second.type})"
    )
    p.check("invoke", first, xs * ss)
    p.check("invoke second", second, ss)
    for flag in (True, False):
        c, _ = p.input(flag, "i1")
        value = p.text(
            f"{{}} = coreai.if {c.name} {{\n"
            f"    %t = coreai.decomposable.broadcasting_add {x.name}, {s.name}"
            f" : ({x.type}, {s.type}) -> {x.type}\n"
            f"    coreai.yield %t : {x.type}\n"
            f"  }} else {{\n"
            f"    %f = coreai.decomposable.broadcasting_sub {x.name}, {s.name}"
            f" : ({x.type}, {s.type}) -> {x.type}\n"
            f"    coreai.yield %f : {x.type}\n"
            f"  }} : tensor<i1> -> {{T}}",
            (2, 3),
            element,
        )
        p.check(f"if {flag}", value, xs + ss if flag else xs - ss)
    n, _ = p.input(5, "si32")
    zero, one = p.axis(0), p.axis(1)
    types = f"tensor<si32>, {x.type}"
    p.lines.append(
        f"%loop:2 = coreai.while {zero.name}, {x.name} {{\n"
        f"  ^bb0(%i: tensor<si32>, %v: {x.type}):\n"
        f"    %more = coreai.greater {n.name}, %i : (tensor<si32>, tensor<si32>) -> tensor<i1>\n"
        f"    coreai.condition %more, %i, %v : tensor<i1>, {types}\n"
        f"  }} do {{\n"
        f"  ^bb0(%i: tensor<si32>, %v: {x.type}):\n"
        f"    %next = coreai.add %i, {one.name} : (tensor<si32>, tensor<si32>) -> tensor<si32>\n"
        f"    %sum = coreai.add %v, {x.name} : ({x.type}, {x.type}) -> {x.type}\n"
        f"    coreai.yield %next, %sum : {types}\n"
        f"  }} : {types} -> {types}"
    )
    p.check("while count", Value("%loop#0", (), "si32"), 5)
    p.check("while", Value("%loop#1", (2, 3), element), 6 * xs, 6)
    value = p.text(
        f'{{}} = coreai.isolated_group<"Interpreter"> {x.name} {{\n'
        f"  ^bb0(%y: {x.type}):\n"
        f"    %z = coreai.add %y, %y : ({x.type}, {x.type}) -> {x.type}\n"
        f"    coreai.yield %z : {x.type}\n"
        f"  }} : ({x.type}) -> {{T}}",
        (2, 3),
        element,
    )
    p.check("isolated_group", value, 2 * xs)


FAMILIES = {
    name: globals()[name]
    for name in (
        "unary binary comparison logic integers cast complex_numbers shape ranges reduction "
        "gather matmul conv conv_transpose pool quantization control"
    ).split()
}


def main():
    folder, family, element = sys.argv[1:4]
    tool = sys.argv[sys.argv.index("--") + 1 :]
    program = Program()
    FAMILIES[family](program, element)
    failures = program.run(tool, folder)
    for failure in failures:
        print(failure)
    print(f"{family} {element}: {len(program.checks)} results, {len(failures)} wrong")
    sys.exit(bool(failures))


main()

# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Builds programs of single ops, runs them with coreai-run, and compares each
# result with NumPy's. All cases of a program are one graph, so that it is
# compiled once.

import os
import subprocess

import numpy as np

# Element types: what NumPy stores them as, and their distance from 1 to the
# next number, halved: the largest relative error of one rounding.
STORAGE = {
    "f16": np.float16,
    "f32": np.float32,
    "f64": np.float64,
    "bf16": np.uint16,
    "i1": np.bool_,
    "si8": np.int8,
    "ui8": np.uint8,
    "si16": np.int16,
    "ui16": np.uint16,
    "si32": np.int32,
    "ui32": np.uint32,
    "ui4": np.uint8,
    "si4": np.int8,
    "complex<f32>": np.complex64,
}
ROUNDING = {
    "f16": 2.0**-11,
    "bf16": 2.0**-8,
    "f32": 2.0**-24,
    "f64": 2.0**-53,
    "complex<f32>": 2.0**-24,
}
SMALLEST = {"f16": 2.0**-24, "bf16": 2.0**-133, "f32": 2.0**-149, "f64": 0.0}


def bf16_bits(values):
    """Rounds to bf16, ties to even."""
    values = np.asarray(values, np.float32)
    bits = values.reshape(-1).view(np.uint32).astype(np.uint64)
    one, half = np.uint64(1), np.uint64(16)
    bits = (bits + np.uint64(0x7FFF) + ((bits >> half) & one)) >> half
    bits = np.where(np.isnan(values.reshape(-1)), np.uint64(0x7FC0), bits)
    return bits.astype(np.uint16).reshape(values.shape)


def bf16_values(bits):
    wide = bits.reshape(-1).astype(np.uint32) << np.uint32(16)
    return wide.view(np.float32).reshape(bits.shape)


def store(values, element):
    """As the array of a file."""
    if element == "bf16":
        return bf16_bits(values)
    return np.asarray(values).astype(STORAGE[element])


def load(array, element):
    """As numbers to compute with, exact."""
    if element == "bf16":
        return bf16_values(array).astype(np.float64)
    if element in ("f16", "f32"):
        return array.astype(np.float64)
    if element == "complex<f32>":
        return array.astype(np.complex128)
    return array


def tensor(shape, element):
    return "tensor<" + "".join(f"{size}x" for size in shape) + element + ">"


def literal(values):
    if isinstance(values, (list, tuple)):
        return "[" + ", ".join(literal(value) for value in values) + "]"
    if isinstance(values, bool):
        return "true" if values else "false"
    if isinstance(values, float):
        return f"{values:.9e}"
    return str(values)


class Value:
    def __init__(self, name, shape, element):
        self.name = name
        self.shape = tuple(shape)
        self.element = element

    @property
    def type(self):
        return tensor(self.shape, self.element)


class Program:
    def __init__(self, seed=0):
        self.random = np.random.default_rng(seed)
        self.inputs = []
        self.lines = []
        self.checks = []
        self.globals = []
        self.count = 0

    def fresh(self):
        self.count += 1
        return f"%v{self.count}"

    def input(self, values, element="f32"):
        """An input of these values, rounded to the type. Gives the value, and
        the numbers that the program sees."""
        array = store(values, element)
        value = Value(f"%a{len(self.inputs)}", array.shape, element)
        self.inputs.append((value, array))
        return value, load(array, element)

    def normal(self, *shape, element="f32", scale=1.0):
        return self.input(self.random.normal(size=shape) * scale, element)

    def constant(self, values, element):
        name = self.fresh()
        array = np.asarray(values)
        text = literal(array.tolist())
        self.lines.append(
            f"{name} = coreai.constant dense<{text}> : {tensor(array.shape, element)}"
        )
        return Value(name, array.shape, element)

    def sizes(self, *values):
        return self.constant(np.array(values, np.int64), "ui32")

    def axes(self, *values):
        return self.constant(np.array(values, np.int64), "si32")

    def axis(self, value, element="si32"):
        return self.constant(value, element)

    def op(self, mnemonic, operands, *results, suffix=""):
        """An op that prints operands, then a functional type. Results are pairs
        of shape and element type."""
        names = ", ".join(operand.name for operand in operands)
        types = ", ".join(operand.type for operand in operands)
        values = [Value(self.fresh(), shape, element) for shape, element in results]
        outs = ", ".join(value.type for value in values)
        if len(values) > 1:
            outs = f"({outs})"
        left = ", ".join(value.name for value in values)
        self.lines.append(f"{left} = coreai.{mnemonic} {names}{suffix} : ({types}) -> {outs}")
        return values[0] if len(values) == 1 else values

    def text(self, line, shape, element):
        """A line that isn't of that form; `{}` stands for the result's name."""
        value = Value(self.fresh(), shape, element)
        self.lines.append(line.replace("{}", value.name, 1).replace("{T}", value.type))
        return value

    def check(self, what, value, expected, ulps=1.0, bound=None, exact=False):
        """`expected` are exact numbers. A result may be off by `ulps` roundings,
        and by `bound`, an absolute error, besides."""
        self.checks.append((what, value, np.asarray(expected), ulps, bound, exact))

    def module(self):
        arguments = ", ".join(
            f'{value.name}: {value.type} {{coreai.name = "in{i}"}}'
            for i, (value, _) in enumerate(self.inputs)
        )
        results = ", ".join(
            f'{check[1].type} {{coreai.name = "out{i}"}}' for i, check in enumerate(self.checks)
        )
        names = ", ".join(check[1].name for check in self.checks)
        types = ", ".join(check[1].type for check in self.checks)
        return "\n".join(
            self.globals
            + [f"coreai.graph @main({arguments}) -> ({results}) {{"]
            + ["  " + line for line in self.lines]
            + [f"  coreai.output {names} : {types}", "}", ""]
        )

    def run(self, tool, folder):
        """Runs the program and compares every result. Gives failures."""
        os.makedirs(folder, exist_ok=True)
        path = os.path.join(folder, "program.mlir")
        with open(path, "w") as file:
            file.write(self.module())
        command = tool + [path, f"--output-dir={folder}"]
        for i, (_, array) in enumerate(self.inputs):
            name = os.path.join(folder, f"in{i}.npy")
            np.save(name, np.array(array, order="C"))
            command.append(f"--input=in{i}={name}")
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            return [f"coreai-run failed: {done.stderr.strip()}"]
        failures = []
        for i, check in enumerate(self.checks):
            actual = np.load(os.path.join(folder, f"out{i}.npy"))
            problem = compare(actual, *check[1:])
            if problem:
                failures.append(f"{check[0]}: {problem}")
        return failures


def compare(actual, value, expected, ulps, bound, exact):
    if actual.shape != value.shape:
        return f"expects shape {value.shape}, got {actual.shape}"
    if actual.dtype != STORAGE[value.element]:
        return f"expects type {STORAGE[value.element]}, got {actual.dtype}"
    if actual.shape != expected.shape:
        return f"the reference has shape {expected.shape}, not {actual.shape}"
    actual = load(actual, value.element)
    if exact or value.element not in ROUNDING:
        same = (actual == expected) | ((actual != actual) & (expected != expected))
        return None if same.all() else describe(actual, expected, ~same)
    allowed = ulps * ROUNDING[value.element] * np.abs(expected)
    allowed = allowed + SMALLEST.get(value.element, 0)
    if bound is not None:
        allowed = allowed + bound
    with np.errstate(invalid="ignore"):
        wrong = ~(np.abs(actual - expected) <= allowed)
    wrong &= ~(actual == expected)
    wrong &= ~((actual != actual) & (expected != expected))
    return describe(actual, expected, wrong) if wrong.any() else None


def describe(actual, expected, wrong):
    first = tuple(np.argwhere(wrong)[0]) if wrong.ndim else ()
    return (
        f"{int(wrong.sum())} of {wrong.size} differ, first at {first}: "
        f"expects {expected[first]}, got {actual[first]}"
    )

#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Interprets a program that coreai-gen wrote, in NumPy and double precision,
# rounding each op's result to its type, and compares the output with what
# coreai-run gives for the same input:
#   run_reference.py <folder> <least SNR in dB> <program.mlir> -- coreai-run ...

import math
import os
import re
import subprocess
import sys

import numpy as np

from run_program import load, store

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "..", "Reference"))
import decoder  # noqa: E402

TENSOR = re.compile(r"tensor<((?:\d+x)*)([a-z]+\d+)>")


def parse_type(text):
    sizes, element = TENSOR.fullmatch(text).groups()
    return tuple(int(size) for size in sizes.split("x")[:-1]), element


def parse_constant(text, type_text, resources):
    shape, element = parse_type(type_text)
    kind, body = re.fullmatch(r"(dense|dense_resource)<(.*)>", text).groups()
    packed = re.fullmatch(r"ui([12346])", element)
    if kind == "dense_resource":
        # Four bytes of alignment come first.
        data = resources[body.strip('"')][4:]
        if packed:
            return np.array(decoder.decode(data, element)[: math.prod(shape)]).reshape(shape)
        storage = store(np.zeros(()), element).dtype
        return load(np.frombuffer(data, storage).reshape(shape), element)
    if body.startswith('"0x'):
        storage = store(np.zeros(()), element).dtype
        return load(np.frombuffer(bytes.fromhex(body[3:-1]), storage).reshape(shape), element)
    values = np.array(eval(body, {}), np.float64)
    return load(store(np.broadcast_to(values, shape), element), element)


def look_up(indices, table, axis):
    tensors = ((list(array.shape), array.reshape(-1).tolist()) for array in (indices, table))
    shape, elements = decoder.look_up(*tensors, axis)
    return np.array(elements).reshape(shape)


def convolve(x, w, strides, dilations, groups):
    reach = [d * (k - 1) + 1 for k, d in zip(w.shape[2:], dilations)]
    view = np.lib.stride_tricks.sliding_window_view(x, reach, axis=(2, 3))
    view = view[:, :, :: strides[0], :: strides[1], :: dilations[0], :: dilations[1]]
    n, c, h, width = view.shape[:4]
    view = view.reshape(n, groups, c // groups, h, width, *w.shape[2:])
    w = w.reshape(groups, -1, *w.shape[1:])
    out = np.einsum("ngchwij,gocij->ngohw", view, w)
    return out.reshape(n, -1, h, width)


def softmax(x, axis):
    powers = np.exp(x - x.max(axis=axis, keepdims=True))
    return powers / powers.sum(axis=axis, keepdims=True)


def whole(values):
    return tuple(int(value) for value in np.atleast_1d(values))


def pad(x, padding, value):
    pairs = [whole(pair) for pair in np.asarray(padding).reshape(-1, 2)]
    return np.pad(x, pairs, constant_values=value)


def gelu(x):
    return x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3))) / 2


OPS = {
    "decomposable.broadcasting_add": np.add,
    "decomposable.broadcasting_sub": np.subtract,
    "decomposable.broadcasting_mul": np.multiply,
    "decomposable.broadcasting_batch_matmul": np.matmul,
    "cast": lambda x: x,
    "conv2d": lambda x, w, s, d, g: convolve(x, w, whole(s), whole(d), int(g)),
    "expand_dims": lambda x, axes: np.expand_dims(x, whole(axes)),
    "gather_nd": lambda x, i: x[tuple(np.moveaxis(i.astype(int), -1, 0))],
    "gelu": gelu,
    "lut_to_dense": lambda indices, table, axis: look_up(indices, table, int(axis)),
    "pad": pad,
    "reduce_mean": lambda x, axes: np.mean(x, axis=whole(axes), keepdims=True),
    "relu": lambda x: np.maximum(x, 0),
    "reshape": lambda x, shape: x.reshape(whole(shape)),
    "rsqrt": lambda x: 1 / np.sqrt(x),
    "silu": lambda x: x / (1 + np.exp(-x)),
    "softmax": lambda x, axis: softmax(x, int(axis)),
    "transpose": lambda x, axes: x.transpose(whole(axes)),
}


def interpret(text, argument):
    resources = {
        name: bytes.fromhex(value)
        for name, value in re.findall(r'^\s+"?([\w.]+)"?: "0x([0-9A-F]*)"', text, re.M)
    }
    values = {}
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("coreai.graph"):
            values["%arg0"] = load(argument, parse_type(TENSOR.search(line)[0])[1])
        elif line.startswith("coreai.output"):
            return values[line.split()[1]], parse_type(TENSOR.search(line)[0])[1]
        elif line.startswith("%"):
            name, mnemonic, rest = re.match(r"(%\w+) = coreai\.([\w.]+) (.*)", line).groups()
            left, _, types = rest.rpartition(" : ")
            if mnemonic == "constant":
                values[name] = parse_constant(left, types, resources)
                continue
            operands = [values[operand] for operand in re.findall(r"%\w+", left)]
            element = parse_type(types[types.rindex("tensor<") :])[1]
            values[name] = load(store(OPS[mnemonic](*operands), element), element)
    raise ValueError("no output")


def make_input(text):
    """Of the first and only argument, whose integers are token numbers."""
    shape, element = parse_type(re.search(r"%arg0: (tensor<[^>]*>)", text)[1])
    random = np.random.default_rng(1)
    if element in ("si32", "ui32"):
        return store(random.integers(0, 50, shape), element)
    return store(random.normal(size=shape), element)


def main():
    folder, least, program = sys.argv[1:4]
    tool = sys.argv[sys.argv.index("--") + 1 :]
    with open(program) as file:
        text = file.read()
    os.makedirs(folder, exist_ok=True)
    argument = make_input(text)
    source = os.path.join(folder, "in.npy")
    np.save(source, argument)
    names = re.findall(r'coreai.name = "(\w+)"', text)
    result = os.path.join(folder, names[1] + ".npy")
    subprocess.run(
        tool + [program, f"--input={names[0]}={source}", f"--output-dir={folder}"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    expected, element = interpret(text, argument)
    actual = load(np.load(result), element)
    assert actual.shape == expected.shape, (actual.shape, expected.shape)
    noise = np.sum((actual - expected) ** 2)
    snr = 10 * math.log10(np.sum(expected**2) / noise) if noise else math.inf
    print(f"SNR {snr:.1f} dB of {actual.size} {element} elements")
    sys.exit(not snr >= float(least))


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# A classifier of handwritten digits: trained by scikit-learn, written as a Core
# AI program, and judged by what coreai-run made of images that it wasn't trained
# on.
#   digits.py train <folder>             writes trained.mlir, images.npy, labels.npy
#   digits.py judge <folder> <name> ...  of <name>.mlir and its logits, <name>.npy
# The first program is the one to compare the accuracy of the others with.

import math
import os
import re
import sys
import warnings

import numpy as np

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "..", "Tools", "Inputs"))
from run_reference import interpret  # noqa: E402

TRAINED = 1297  # Of 1,797 images; the other 500 are by other writers.
LEAST_SNR = 110.0  # Of f32 sums in another order, in dB.
MOST_LOST = {"dense": 0.0, "p8": 1.0, "p6": 1.0}  # In points of accuracy.


def write_program(path, layers, count):
    """`layers` are pairs of a matrix, [outputs, inputs], and a bias."""
    lines, blobs = [], []

    def constant(name, array):
        blobs.append(f'      {name}: "0x04000000{array.astype("<f4").tobytes().hex().upper()}"')
        kind = f"tensor<{'x'.join(map(str, array.shape))}xf32>"
        lines.append(f"%{name} = coreai.constant dense_resource<{name}> : {kind}")
        return f"%{name}", kind

    lines.append("%order = coreai.constant dense<[1, 0]> : tensor<2xui32>")
    images_type = f"tensor<{count}x{layers[0][0].shape[1]}xf32>"
    x, x_type = "%images", images_type
    for i, (matrix, bias) in enumerate(layers):
        outputs, inputs = matrix.shape
        weight, weight_type = constant(f"layer{i}_weight", matrix)
        bias, bias_type = constant(f"layer{i}_bias", bias)
        turned, y_type = f"tensor<{inputs}x{outputs}xf32>", f"tensor<{count}x{outputs}xf32>"
        lines += [
            f"%t{i} = coreai.transpose {weight}, %order"
            f" : ({weight_type}, tensor<2xui32>) -> {turned}",
            f"%m{i} = coreai.decomposable.broadcasting_batch_matmul {x}, %t{i}"
            f" : ({x_type}, {turned}) -> {y_type}",
            f"%y{i} = coreai.decomposable.broadcasting_add %m{i}, {bias}"
            f" : ({y_type}, {bias_type}) -> {y_type}",
        ]
        x, x_type = f"%y{i}", y_type
        if i + 1 < len(layers):
            lines.append(f"%x{i} = coreai.relu {x} : {y_type} -> {y_type}")
            x = f"%x{i}"
    body = "\n".join(f"  {line}" for line in lines)
    images = f'%images: {images_type} {{coreai.name = "images"}}'
    logits = f'{x_type} {{coreai.name = "logits"}}'
    resources = ",\n".join(blobs)
    with open(path, "w") as file:
        file.write(
            f"""coreai.graph @main({images}) -> ({logits}) {{
{body}
  coreai.output {x} : {x_type}
}}
{{-#
  dialect_resources: {{
    builtin: {{
{resources}
    }}
  }}
#-}}
"""
        )


def train(folder):
    from sklearn.datasets import load_digits
    from sklearn.neural_network import MLPClassifier

    images, labels = load_digits(return_X_y=True)
    images /= 16
    network = MLPClassifier((128, 64), random_state=0, max_iter=100)
    warnings.simplefilter("ignore")  # It needn't converge.
    network.fit(images[:TRAINED], labels[:TRAINED])
    np.save(f"{folder}/images.npy", images[TRAINED:].astype(np.float32))
    np.save(f"{folder}/labels.npy", labels[TRAINED:])
    layers = [(matrix.T, bias) for matrix, bias in zip(network.coefs_, network.intercepts_)]
    write_program(f"{folder}/trained.mlir", layers, len(images) - TRAINED)


def judge(folder, names):
    images, labels = (np.load(f"{folder}/{what}.npy") for what in ("images", "labels"))
    base, status = None, 0
    for name in names:
        with open(f"{folder}/{name}.mlir") as file:
            text = file.read()
        logits = np.load(f"{folder}/{name}.npy").astype(np.float64)
        accuracy = 100 * np.mean(logits.argmax(axis=1) == labels)
        base = accuracy if base is None else base
        # NumPy decodes the weights by itself.
        expected, _ = interpret(text, images)
        noise = np.sum((logits - expected) ** 2)
        snr = 10 * math.log10(np.sum(expected**2) / noise) if noise else math.inf
        weights = len(re.findall("coreai.lut_to_dense", text))
        print(
            f"{name:5}  {weights} palettized  accuracy {accuracy:.1f} %"
            f"  NumPy's logits {snr:.1f} dB"
        )
        if not snr >= LEAST_SNR or base - accuracy > MOST_LOST.get(name, 100.0):
            status = 1
    return status


if sys.argv[1] == "train":
    train(sys.argv[2])
else:
    sys.exit(judge(sys.argv[2], sys.argv[3:]))

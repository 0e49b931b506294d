# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# What all peers share: reads a job from standard input, lays out the vectors to
# cluster, times the peer alone, checks its result, and prints a JSON object.
#
# A peer gets its input as contiguous f32 before the clock starts, and stops at
# centroids and labels: it neither rounds nor packs, as the engine does.

import json
import signal
import sys
import time


class Missing(Exception):
    """What the peer needs, and this machine doesn't have."""


def load(job):
    """The groups of a weight, each as [vectors, dim] in f32."""
    import numpy as np

    dtype = {"f16": np.float16, "f32": np.float32}[job["format"]]
    weight = np.fromfile(job["weight"], dtype=dtype).reshape(job["shape"])
    axis, dim = job["axis"], job["dim"]
    outer = int(np.prod(job["shape"][:axis], dtype=np.int64))
    channels = job["shape"][axis]
    group = job["group"] or channels
    # [outer, groups, vectors of a channel group, dim, inner]
    parts = weight.reshape(outer, channels // group, group // dim, dim, -1)
    parts = parts.transpose(1, 0, 2, 4, 3).reshape(channels // group, -1, dim)
    return [np.ascontiguousarray(part, dtype=np.float32) for part in parts]


def check(vectors, centroids, labels, k):
    """The squared error, from centroids and labels alone.

    Raises ValueError where they can't be what k-means returns.
    """
    import numpy as np

    centroids = np.asarray(centroids, dtype=np.float64)
    labels = np.asarray(labels).ravel()
    if centroids.ndim != 2 or centroids.shape[1] != vectors.shape[1]:
        raise ValueError(f"centroids of shape {centroids.shape}")
    if not 1 <= len(centroids) <= k or not np.isfinite(centroids).all():
        raise ValueError(f"{len(centroids)} centroids, or some not finite")
    if len(labels) != len(vectors) or labels.min() < 0 or labels.max() >= len(centroids):
        raise ValueError("labels that name no centroid")
    error = float(((vectors - centroids[labels]) ** 2).sum())
    # A few vectors, spread evenly: none may be nearer to another centroid by
    # more than rounding in single precision explains.
    some = slice(None, None, max(1, len(vectors) // 1000))
    each = vectors[some].astype(np.float64)
    distances = ((each[:, None, :] - centroids[None]) ** 2).sum(axis=2)
    taken = distances[np.arange(len(each)), labels[some]]
    slack = 1e-5 * (each**2).sum(axis=1) + 1e-5 * (centroids**2).sum(axis=1).max()
    if (taken > distances.min(axis=1) + slack).any():
        raise ValueError("labels that aren't the nearest centroids")
    return error


def main(name, prepare):
    """Runs a peer.

    `prepare(job)` imports what the peer needs, or raises Missing, and returns
    its version and a function from (vectors, k, seed) to (centroids, labels),
    or to None where there is nothing to check.
    """
    job = json.load(sys.stdin)
    result = {"peer": name}
    try:
        result["version"], cluster = prepare(job)
    except (ImportError, Missing) as error:
        result["missing"] = str(error)
        print(json.dumps(result))
        return
    if job.get("probe"):
        print(json.dumps(result))
        return

    groups = load(job)
    k = 1 << job["bits"]
    # Ends the process, wherever it is: the caller sees the signal.
    signal.setitimer(signal.ITIMER_REAL, job["limit"])
    start = time.perf_counter()
    outputs = [cluster(vectors, k, job["seed"]) for vectors in groups]
    result["seconds"] = time.perf_counter() - start
    signal.setitimer(signal.ITIMER_REAL, 0)

    if outputs[0] is not None:
        error = sum(
            check(vectors, centroids, labels, k)
            for vectors, (centroids, labels) in zip(groups, outputs)
        )
        result["mse"] = error / sum(vectors.size for vectors in groups)
    print(json.dumps(result))

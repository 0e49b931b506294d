# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The weights that are measured, made from seeds, and the rows of each: how it
# is palettized, and which peers join in.

import dataclasses
import math

ALL_BITS = (1, 2, 3, 4, 6, 8)


@dataclasses.dataclass(frozen=True)
class Row:
    """One way to palettize a weight. A group of 0 channels means all of them."""

    bits: int
    group: int = 0
    dim: int = 1
    scales: bool = False
    seed: int = 0

    @property
    def spec(self):
        """As coreai-bench-run takes it."""
        return (
            f"bits={self.bits},group={self.group},dim={self.dim},"
            f"scales={int(self.scales)},seed={self.seed}"
        )

    @property
    def label(self):
        groups = {0: "per-tensor", 1: "per-channel"}.get(self.group, f"groups-of-{self.group}")
        parts = [groups, f"{self.bits}-bits"]
        if self.dim > 1:
            parts.insert(1, f"vectors-of-{self.dim}")
        if self.scales:
            parts.insert(1, "scaled")
        if self.seed:
            parts.append(f"seed-{self.seed}")
        return "/".join(parts)


@dataclasses.dataclass
class Workload:
    name: str
    what: str
    format: str
    shape: tuple
    make: callable  # From a generator and a shape to an array.
    seed: int
    rows: list
    full: list  # More rows, with --full.
    quick: list = dataclasses.field(default_factory=list)
    peer_rows: list = dataclasses.field(default_factory=list)
    axis: int = 0
    is_default: bool = True

    @property
    def elements(self):
        return math.prod(self.shape)

    def write(self, path):
        """Writes the weight, and returns its mean square in double."""
        import numpy as np

        generator = np.random.default_rng(self.seed)
        dtype = {"f16": np.float16, "f32": np.float32}[self.format]
        weight = self.make(generator, self.shape).astype(dtype)
        assert np.isfinite(weight).all()
        weight.tofile(path)
        return float(np.square(weight, dtype=np.float64).mean())


def normal(generator, shape):
    import numpy as np

    return generator.standard_normal(shape, dtype=np.float32) * np.float32(0.02)


def row_scales(generator, shape):
    """A factor per row, log-normal: the largest are about ten times the
    smallest."""
    factors = generator.lognormal(0, 0.5, size=shape[0])
    return factors.reshape(-1, *[1] * (len(shape) - 1))


def scaled_normal(generator, shape):
    return normal(generator, shape) * row_scales(generator, shape)


def scaled_student_t(generator, shape):
    values = generator.standard_t(4, size=shape)
    values *= 0.02 * row_scales(generator, shape)
    return values


def uniform(generator, shape):
    return generator.uniform(-1, 1, size=shape)


def laplace(generator, shape):
    return generator.laplace(0, 0.02, size=shape)


def cross(groups, bits=ALL_BITS, scales=False):
    return [Row(b, group, scales=scales) for group in groups for b in bits]


def vectors(groups, bits=(4, 8), dims=(2, 4)):
    return [Row(b, group, dim=dim) for group in groups for dim in dims for b in bits]


GROUPS = (0, 16, 32, 1)
ALL_SCALARS = cross(GROUPS)
ALL_VECTORS = vectors((0, 16, 32), ALL_BITS)

# Where the requirement on vectors is measured.
VECTOR_SEEDS = [Row(8, dim=4, seed=seed) for seed in range(5)]

WORKLOADS = [
    Workload(
        name="normal-f16",
        what="normal, 0.02",
        format="f16",
        shape=(4096, 4096),
        make=normal,
        seed=1,
        rows=ALL_SCALARS + vectors([0], (4, 8)) + vectors([16], [4]),
        full=ALL_SCALARS + ALL_VECTORS,
        quick=[Row(4), Row(8), Row(4, 16), Row(8, 16), Row(4, 1)],
    ),
    Workload(
        name="normal-f32",
        what="normal, 0.02",
        format="f32",
        shape=(4096, 4096),
        make=normal,
        seed=2,
        rows=cross([0], (2, 4, 8)) + cross([16, 32, 1], [4]) + vectors([0], [4]),
        full=ALL_SCALARS + ALL_VECTORS,
        quick=[Row(4)],
    ),
    Workload(
        name="scaled-f16",
        what="normal, 0.02, a factor per row; palettized with channel scales",
        format="f16",
        shape=(4096, 4096),
        make=scaled_normal,
        seed=3,
        rows=cross([16], scales=True) + cross([0, 32, 1], [4], scales=True),
        full=cross(GROUPS, scales=True),
    ),
    Workload(
        name="student-f16",
        what="Student-t of 4 degrees of freedom, a factor per row",
        format="f16",
        shape=(4096, 11008),
        make=scaled_student_t,
        seed=4,
        rows=cross([0, 16], (4, 8)) + cross([32, 1], [4]) + vectors([0], [4], [4]),
        full=ALL_SCALARS + ALL_VECTORS,
    ),
    Workload(
        name="conv-f32",
        what="normal, 0.02",
        format="f32",
        shape=(512, 512, 3, 3),
        make=normal,
        seed=5,
        rows=ALL_SCALARS + vectors([0, 16]),
        full=ALL_VECTORS,
        peer_rows=[Row(4), Row(4, 16), Row(8, dim=4)],
    ),
    Workload(
        name="uniform-f32",
        what="uniform, -1 to 1",
        format="f32",
        shape=(32, 2048),
        make=uniform,
        seed=6,
        rows=ALL_SCALARS + vectors([0, 16]),
        full=ALL_VECTORS,
    ),
    Workload(
        name="laplace-f16",
        what="Laplace, 0.02",
        format="f16",
        shape=(1024, 1024),
        make=laplace,
        seed=7,
        rows=ALL_SCALARS + vectors([0, 16]) + VECTOR_SEEDS[1:],
        full=ALL_VECTORS,
        quick=VECTOR_SEEDS,
        peer_rows=[Row(4), Row(8), Row(4, 16), Row(8, dim=2)] + VECTOR_SEEDS,
    ),
    # For the test of this tool.
    Workload(
        name="tiny-f32",
        what="normal, 0.02",
        format="f32",
        shape=(32, 64),
        make=normal,
        seed=8,
        rows=[Row(2), Row(3, 16), Row(4, 1, scales=True), Row(2, dim=2)],
        full=[],
        quick=[Row(2)],
        peer_rows=[Row(2), Row(2, dim=2)],
        is_default=False,
    ),
]


def unique(rows):
    return list(dict.fromkeys(rows))


def rows_of(workload, mode):
    """The rows of a workload with mode "default", "quick" or "full"."""
    if mode == "quick":
        return workload.quick
    if mode == "full":
        return unique(workload.rows + workload.full)
    return unique(workload.rows)


def peer_rows_of(workload, mode):
    if mode == "quick":
        return [row for row in workload.peer_rows if row in workload.quick]
    return workload.peer_rows

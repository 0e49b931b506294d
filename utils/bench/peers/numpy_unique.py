# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# NumPy's unique: what it takes to count distinct values by sorting, the first
# step of any exact method.

import harness


def prepare(job):
    import numpy

    def count(vectors, k, seed):
        numpy.unique(vectors, return_counts=True)

    return numpy.__version__, count


harness.main("numpy-unique", prepare)

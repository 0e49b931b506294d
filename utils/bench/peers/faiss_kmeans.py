# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# faiss with 25 iterations on all vectors, and the final assignment, on the
# threaded OpenBLAS.

import harness


def prepare(job):
    import faiss

    with open("/proc/self/maps") as maps:
        if "openblas-pthread" not in maps.read():
            raise harness.Missing("libopenblas0-pthread isn't what faiss loads")
    faiss.omp_set_num_threads(job["threads"])

    def cluster(vectors, k, seed):
        n, dim = vectors.shape
        model = faiss.Kmeans(
            dim,
            k,
            niter=25,
            seed=seed,
            min_points_per_centroid=1,
            max_points_per_centroid=n,
        )
        model.train(vectors)
        return model.centroids, model.index.search(vectors, 1)[1]

    return faiss.__version__, cluster


harness.main("faiss", prepare)

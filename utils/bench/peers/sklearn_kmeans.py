# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# scikit-learn's KMeans with one initialization, and otherwise its defaults.

import harness


def prepare(job):
    import sklearn
    from sklearn.cluster import KMeans

    def cluster(vectors, k, seed):
        model = KMeans(n_clusters=k, n_init=1, random_state=seed).fit(vectors)
        return model.cluster_centers_, model.labels_

    return sklearn.__version__, cluster


harness.main("sklearn-kmeans", prepare)

# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# scikit-learn's MiniBatchKMeans with one initialization, and otherwise its
# defaults.

import harness


def prepare(job):
    import sklearn
    from sklearn.cluster import MiniBatchKMeans

    def cluster(vectors, k, seed):
        model = MiniBatchKMeans(n_clusters=k, n_init=1, random_state=seed)
        model.fit(vectors)
        return model.cluster_centers_, model.labels_

    return sklearn.__version__, cluster


harness.main("sklearn-minibatch", prepare)

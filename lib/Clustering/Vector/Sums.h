// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is summed up over the vectors of each cluster.

#ifndef COREAI_LIB_CLUSTERING_VECTOR_SUMS_H
#define COREAI_LIB_CLUSTERING_VECTOR_SUMS_H

#include "Clustering/Vector/Codebook.h"
#include "Clustering/Vector/Kernels.h"
#include "Clustering/Vector/Source.h"

#include <cstddef>
#include <span>
#include <vector>

namespace coreai::clustering {

/// For every cluster and component: the weights' sum, and those of the weighted
/// values and squares. They tell the means, and the squared errors about them.
class ClusterSums {
public:
  ClusterSums(size_t clusters, size_t dim, bool weighted)
      : clusters(clusters), dim(dim), weighted(weighted),
        stride(2 * dim + (weighted ? dim : 1)), sums(clusters * stride) {}

  void clear() { sums.assign(sums.size(), 0.0); }
  void add(const Tile &tile, const uint8_t *labels);
  void add(const ClusterSums &other);

  bool isEmpty(size_t cluster) const;

  /// The sum of weights of a component's values.
  double weight(size_t cluster, size_t d) const {
    return row(cluster)[2 * dim + (weighted ? d : 0)];
  }

  /// The mean of a component, whose weight is not zero.
  double mean(size_t cluster, size_t d) const {
    return row(cluster)[d] / weight(cluster, d);
  }

  /// The weighted squared error of a component about its mean.
  double error(size_t cluster, size_t d) const;

  /// The sum of all errors.
  double totalError() const;

  /// The same about other entries [clusters, dim] than the means.
  double errorAbout(std::span<const double> entries) const;

private:
  const double *row(size_t cluster) const {
    return sums.data() + cluster * stride;
  }

  size_t clusters;
  size_t dim;
  bool weighted;
  size_t stride;
  std::vector<double> sums; // [clusters, stride]: values, squares, weights.
};

/// Assigns vectors to the nearest entries and sums them up, in an order that
/// depends on their number alone.
class Assignment {
public:
  Assignment(size_t entries, size_t dim, bool weighted)
      : codebook(entries, dim, weighted), total(entries, dim, weighted) {}

  /// Assigns the vectors of \p source to the nearest of \p entries [entries,
  /// dim].
  const ClusterSums &run(const Work &work, const TileSource &source,
                         std::span<const double> entries);

private:
  Codebook codebook;
  ClusterSums total;
  std::vector<ClusterSums> blockSums; // As many as were ever needed at once.
};

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_VECTOR_SUMS_H

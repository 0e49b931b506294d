// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Exact k-means in one dimension: the palette of least squared error for a set
// of numbers. On a line every optimal cluster is an interval, so the problem
// is a shortest path and its global optimum is within reach.

#ifndef COREAI_CLUSTERING_KMEANS1D_H
#define COREAI_CLUSTERING_KMEANS1D_H

#include <atomic>
#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace coreai::clustering {

/// A partition of ascending values into k intervals.
struct KMeans1D {
  /// [k + 1], from 0 to the number of values: values boundaries[c] up to, but
  /// not including, boundaries[c + 1] are cluster c.
  std::vector<size_t> boundaries;

  /// [k], ascending: the weighted mean of each cluster.
  std::vector<double> centroids;

  /// The sum over all values of weight * (value - centroid)^2.
  double error = 0;
};

/// Partitions weighted values into the intervals of least squared error.
///
/// Shapes:  \p values [n], finite and strictly ascending; \p weights [n],
///          finite and positive; \p clusters >= 1. The result has
///          k = min(n, clusters) clusters.
/// Units:   values in u, weights in v; centroids are in u, the error is in
///          v * u^2.
/// Returns: the global optimum over all partitions into at most \p clusters
///          intervals. The error is that of the centroids as returned. It
///          exceeds the least possible one by a factor of 1 + 1e-9 at most,
///          unless that is less than 1e-20 of the error of a single cluster.
///          With n <= clusters every value is its own cluster and the error
///          is 0. Deterministic.
/// Errors:  none reported: the shapes are asserted. Huge and tiny values
///          neither overflow nor underflow on the way, but the error itself is
///          infinite where it exceeds the range of double, and differences
///          below 2^-900 of the largest magnitude count as zero.
///
/// Takes a few passes over the values, each of O(n log n) at worst and close to
/// O(n) in practice, whatever the number of clusters; and O(n) memory.
///
/// Source:  A. Gronlund, K. G. Larsen, A. Mathiasen, J. S. Nielsen, S.
///          Schneider, M. Song, "Fast Exact k-Means, k-Medians and Bregman
///          Divergence Clustering in 1D", arXiv:1701.07204, 2017, for the
///          reduction; A. Aggarwal, B. Schieber, T. Tokuyama, "Finding a
///          Minimum-Weight k-Link Path in Graphs with the Concave Monge
///          Property and Applications", Discrete & Computational Geometry 12,
///          1994, doi:10.1007/BF02574380, for the search over penalties.
KMeans1D solveKMeans1D(std::span<const double> values,
                       std::span<const double> weights, unsigned clusters);

/// Solves many problems in the same memory.
///
/// The memory grows with the largest problem so far, by about 40 bytes per
/// value, and is allocated no more than that. A solver serves one thread at a
/// time.
class KMeans1DSolver {
public:
  KMeans1DSolver();
  ~KMeans1DSolver();
  KMeans1DSolver(KMeans1DSolver &&) noexcept;
  KMeans1DSolver &operator=(KMeans1DSolver &&) noexcept;

  /// Does the same as solveKMeans1D, to the last bit: what was solved before
  /// makes no difference.
  ///
  /// Returns: the partition, which the next call overwrites. It is unspecified
  ///          if \p cancelled, where not null, becomes true on the way, which
  ///          is looked at every few thousand values.
  const KMeans1D &solve(std::span<const double> values,
                        std::span<const double> weights, unsigned clusters,
                        const std::atomic<bool> *cancelled = nullptr);

  std::vector<double> leastErrors(std::span<const double> values,
                                  std::span<const double> weights,
                                  std::span<const unsigned> clusterCounts,
                                  const std::atomic<bool> *cancelled = nullptr);

  /// Gives the memory back.
  void release();

private:
  class State;
  std::unique_ptr<State> state;
};

} // namespace coreai::clustering

#endif // COREAI_CLUSTERING_KMEANS1D_H

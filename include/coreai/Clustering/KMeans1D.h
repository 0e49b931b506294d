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
/// Shapes:  \p values [n], n < 2^32, finite and strictly ascending; \p weights
///          [n], finite and positive; \p clusters >= 1. The result has
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
/// Takes a few passes over the values, each of O(n log(n / k)) for all but
/// contrived samples; and O(n) memory.
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

/// The errors of the optimal partitions into several numbers of clusters.
///
/// Shapes:  \p values and \p weights as for solveKMeans1D, \p clusterCounts
///          [m] in any order and with any repetitions, each at least 1. The
///          result has m entries.
/// Units:   values in u, weights in v; errors are in v * u^2.
/// Returns: for each count the least error of a partition into at most that
///          many intervals, as precise as that of solveKMeans1D, and 0 for
///          counts from n on. Deterministic, but the last bits of an entry may
///          depend on the other counts.
///          Where a value is the mean of several, as of those in a bin of a
///          histogram, what they deviate from it by adds the same squared error
///          to every partition. The caller adds it to the result.
/// Errors:  as for solveKMeans1D.
///
/// Takes no more time than to solve for each count, and less than that where
/// counts are close to each other: sums are shared, and one count shows where
/// to look for the next.
///
/// Source:  as for solveKMeans1D.
std::vector<double> leastErrors(std::span<const double> values,
                                std::span<const double> weights,
                                std::span<const unsigned> clusterCounts);

/// Solves many problems in the same memory.
///
/// The memory grows with the largest problem so far: by 36 bytes per value, and
/// a fraction of that more where there are few values per cluster. Samples too
/// extreme for sums in double take another 60. A solver serves one thread at a
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
  /// Returns: the partition, valid until the next call. It is unspecified if \p
  ///          cancelled, where not null, becomes true on the way. The flag is
  ///          looked at every few thousand values of a pass.
  const KMeans1D &solve(std::span<const double> values,
                        std::span<const double> weights, unsigned clusters,
                        const std::atomic<bool> *cancelled = nullptr);

  /// Does the same as the function of that name.
  ///
  /// Returns: the errors, unspecified if \p cancelled becomes true on the way.
  std::vector<double> leastErrors(std::span<const double> values,
                                  std::span<const double> weights,
                                  std::span<const unsigned> clusterCounts,
                                  const std::atomic<bool> *cancelled = nullptr);

private:
  class State;
  std::unique_ptr<State> state;
};

} // namespace coreai::clustering

#endif // COREAI_CLUSTERING_KMEANS1D_H

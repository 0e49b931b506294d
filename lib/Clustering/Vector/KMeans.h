// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// k-means of the vectors of one group, before anything is rounded.

#ifndef COREAI_LIB_CLUSTERING_VECTOR_KMEANS_H
#define COREAI_LIB_CLUSTERING_VECTOR_KMEANS_H

#include "Clustering/Vector/Sample.h"
#include "Clustering/Vector/Source.h"
#include "Clustering/Vector/Sums.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace coreai::clustering {

/// Clusters vectors into a given number of clusters.
///
/// Greedy k-means++ seeds a sample, on which Lloyd's iteration converges;
/// clusters that cost little are then merged, and others split, as long as that
/// lowers the error; the result starts Lloyd's iteration on a larger sample and
/// finally on all vectors. As the estimate of a mean of m vectors costs 1 / m
/// of a cluster's error, a few iterations on all vectors make up for the
/// sample. Few vectors need no sample, but several attempts.
///
/// Sources: S. P. Lloyd, "Least Squares Quantization in PCM", IEEE Trans. Inf.
///          Theory 28(2), 1982, doi:10.1109/TIT.1982.1056489.
///          D. Arthur, S. Vassilvitskii, "k-means++: The Advantages of Careful
///          Seeding", SODA 2007.
///          B. Fritzke, "The k-means-u* algorithm: non-local jumps and greedy
///          retries improve k-means++ clustering", arXiv:1706.09059, 2017, for
///          the moves from clusters of little utility to those of large error.
class KMeans {
public:
  KMeans(const Work &work, size_t clusters, size_t dim, bool weighted,
         uint64_t seed, uint64_t group);

  /// Clusters the vectors of a group.
  ///
  /// Returns: the means [clusters, dim], each a float: those of the best
  ///          attempt or, if there are few vectors, of every attempt, before
  ///          and after clusters were moved. Which of them is best may depend
  ///          on how they are rounded. Clusters may be empty if there are no
  ///          more distinct vectors than clusters, but hardly otherwise; their
  ///          means are arbitrary, and finite. Nothing, if cancelled.
  std::vector<std::vector<double>> cluster(const GroupView &view);

private:
  void attempt(const Sample &sample, uint64_t stream);

  /// Assigns the vectors and moves the entries to the means. Returns the error
  /// about these.
  double iterate(const TileSource &source);

  /// Iterates until an iteration gains no more than \p tolerance of the error.
  double converge(const TileSource &source, double tolerance);

  /// Moves clusters from where they are of little use to where they are of
  /// more, as long as that lowers the error.
  void improve(const TileSource &source);

  void moveToMeans(const ClusterSums &sums);

  /// Splits a cluster between its own entry and that of \p target.
  void splitInto(const ClusterSums &sums, size_t donor, size_t target);

  /// Splits the clusters with most to gain for the sake of empty ones.
  void fillEmptyClusters(const ClusterSums &sums);

  double mergeCost(const ClusterSums &sums, size_t a, size_t b) const;

  /// Merges up to \p maxMoves clusters into others, and gives their entries to
  /// clusters to be split. Returns how many.
  size_t moveClusters(const ClusterSums &sums, size_t maxMoves);

  const Work &work;
  size_t clusters;
  size_t dim;
  bool weighted;
  uint64_t seed;
  uint64_t group;
  Assignment assignment;
  std::vector<double> entries;           // [clusters, dim]
  const ClusterSums *lastSums = nullptr; // Those of the last iteration.
  std::vector<double> unmoved; // Those of the last attempt before improve().
  double attemptError = 0;
};

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_VECTOR_KMEANS_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// k-means of vectors: Lloyd's iteration with momentum on samples that grow, and
// in between moves of whole clusters, which that iteration can't make.

#include "Clustering/Vector/KMeans.h"

#include "Clustering/Vector/Seeding.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

using namespace coreai::clustering;

/// Vectors of a sample per cluster, and at least: for the seeds, for everything
/// up to the choice among several attempts, and before all vectors.
///
/// The mean of m vectors adds 1 / m to the error of its cluster: 6 % with 16
/// vectors, 1.6 % with 64, and 0.4 % with 256, which a few iterations on all
/// vectors make up for. The least sizes are 8, 64 and 256 tiles. All were
/// chosen on the workloads of utils/bench, without a record.
static constexpr size_t kSeedVectors = 16, kMinSeedVectors = 2048;
static constexpr size_t kFirstVectors = 64, kMinFirstVectors = 16384;
static constexpr size_t kSampleVectors = 256, kMinSampleVectors = 65536;

/// Distances of an iteration on the first sample, at least: with few clusters,
/// a larger sample tells better which attempt is best, at no more cost.
static constexpr size_t kMinFirstDistances = size_t(1) << 18;

/// Whether a group has so few vectors that seeds are chosen among all of them.
/// Then there is little to save.
static bool isSmall(size_t vectors) { return vectors <= kMinSeedVectors; }

/// Attempts to find good clusters cost little if there are few, and differ most
/// then: with 16 clusters by 1 %, with 256 by 0.2 %. Those of small groups
/// differ by several.
static unsigned attemptsFor(size_t vectors, size_t clusters) {
  // What one iteration of all attempts may cost, and how many there may be at
  // all. Both were chosen on the workloads of utils/bench, without a record.
  constexpr size_t kMaxAttempts = 16, kMaxDistances = size_t(1) << 17;
  size_t usual = std::clamp<size_t>(64 / clusters, 1, 4);
  if (!isSmall(vectors))
    return static_cast<unsigned>(usual);
  return static_cast<unsigned>(
      std::clamp(kMaxDistances / (vectors * clusters), usual, kMaxAttempts));
}

/// Where Lloyd's iteration ends: at this relative gain per iteration. On a
/// sample less would fit the sample only. On all vectors, few clusters take
/// longer for the last 0.1 %.
static double firstTolerance(size_t vectors) {
  return isSmall(vectors) ? 1e-5 : 1e-3;
}
static constexpr double kSampleTolerance = 2e-4;
static double finalTolerance(size_t vectors, size_t clusters) {
  if (isSmall(vectors))
    return 1e-7;
  return clusters > 64 ? 1e-4 : 5e-5;
}
/// Bounds the time where errors fall by little for long; usually a tolerance
/// ends the iteration before. Chosen without a record.
static constexpr unsigned kMaxIterations = 100;

/// Seeds drawn for each cluster, of which the best is used. That makes single
/// attempts better, but many attempts alike: later ones take what comes.
static unsigned seedTrialsOf(uint64_t attempt) { return attempt < 4 ? 3 : 1; }

KMeans::KMeans(const Work &work, size_t clusters, size_t dim, bool weighted,
               uint64_t seed, uint64_t group)
    : work(work), clusters(clusters), dim(dim), weighted(weighted), seed(seed),
      group(group), assignment(clusters, dim, weighted) {}

//===----------------------------------------------------------------------===//
// Lloyd's iteration
//===----------------------------------------------------------------------===//

/// Entries are kept as floats, so that the kernels see what they are.
static double toFloat(double value) { return static_cast<float>(value); }

void KMeans::moveToMeans(const ClusterSums &sums) {
  for (size_t cluster = 0; cluster < clusters; ++cluster)
    for (size_t d = 0; d < dim; ++d)
      if (sums.weight(cluster, d) > 0)
        entries[cluster * dim + d] = toFloat(sums.mean(cluster, d));
}

/// The component of a cluster with the largest error.
static size_t widestComponent(const ClusterSums &sums, size_t cluster,
                              size_t dim) {
  size_t widest = 0;
  for (size_t d = 1; d < dim; ++d)
    if (sums.error(cluster, d) > sums.error(cluster, widest))
      widest = d;
  return widest;
}

/// About how much error a cluster loses when it is split across its widest
/// component: 3/4 of that component's error if its values are uniform, and
/// 2/pi if they are normal.
static double splitGain(const ClusterSums &sums, size_t cluster, size_t dim) {
  return 0.7 * sums.error(cluster, widestComponent(sums, cluster, dim));
}

void KMeans::splitInto(const ClusterSums &sums, size_t donor, size_t target) {
  size_t widest = widestComponent(sums, donor, dim);
  // Half of a uniform distribution has its mean at 0.87 standard deviations,
  // and half of a normal one at 0.80.
  double offset =
      0.8 * std::sqrt(sums.error(donor, widest) / sums.weight(donor, widest));
  double *from = entries.data() + donor * dim;
  double *to = entries.data() + target * dim;
  std::copy_n(from, dim, to);
  to[widest] = toFloat(from[widest] + offset);
  from[widest] = toFloat(from[widest] - offset);
}

void KMeans::fillEmptyClusters(const ClusterSums &sums) {
  std::vector<size_t> donors;
  for (size_t cluster = 0; cluster < clusters; ++cluster) {
    if (!sums.isEmpty(cluster))
      continue;
    if (donors.empty()) {
      donors.resize(clusters);
      std::iota(donors.begin(), donors.end(), size_t(0));
      std::sort(donors.begin(), donors.end(), [&](size_t a, size_t b) {
        return std::pair(splitGain(sums, a, dim), a) <
               std::pair(splitGain(sums, b, dim), b);
      });
    }
    size_t donor = donors.back();
    if (splitGain(sums, donor, dim) == 0)
      return;
    donors.pop_back();
    splitInto(sums, donor, cluster);
  }
}

double KMeans::iterate(const TileSource &source) {
  const ClusterSums &sums = assignment.run(work, source, entries);
  lastSums = &sums;
  moveToMeans(sums);
  fillEmptyClusters(sums);
  return sums.totalError();
}

/// Nesterov's momentum: each iteration starts from beyond the means, farther
/// the longer the error has been falling. That takes a third of the iterations
/// Lloyd's own would, as it does for gradient descent, of which Lloyd's is a
/// kind (L. Bottou, Y. Bengio, "Convergence Properties of the K-Means
/// Algorithms", NIPS 1994). If the error rises, momentum starts anew, after
/// B. O'Donoghue, E. Candes, "Adaptive Restart for Accelerated Gradient
/// Schemes", Found. Comput. Math. 15, 2015, doi:10.1007/s10208-013-9150-3.
double KMeans::converge(const TileSource &source, double tolerance) {
  // Nesterov's factor, fallen / (fallen + 3), comes close to one in the end,
  // where steps would add up without end; with 0.95 they add up to twenty times
  // one of them. Chosen on the workloads of utils/bench, without a record.
  constexpr double kMaxMomentum = 0.95;
  double error = std::numeric_limits<double>::infinity();
  std::vector<double> means, previousMeans;
  unsigned fallen = 0;
  for (unsigned i = 0; i < kMaxIterations && !work.isCancelled(); ++i) {
    double previous = error;
    error = iterate(source);
    previousMeans = std::exchange(means, entries);
    if (error > previous) {
      fallen = 0;
      continue;
    }
    if (previous - error <= tolerance * error)
      break;
    double momentum = std::min(kMaxMomentum, fallen / (fallen + 3.0));
    ++fallen;
    for (size_t j = 0; j < entries.size() && momentum > 0; ++j)
      entries[j] = toFloat(means[j] + momentum * (means[j] - previousMeans[j]));
  }
  // The last step may have gone beyond the means.
  if (!means.empty())
    entries = means;
  return error;
}

//===----------------------------------------------------------------------===//
// Moving clusters
//===----------------------------------------------------------------------===//

/// What merging two clusters costs (J. H. Ward, "Hierarchical Grouping to
/// Optimize an Objective Function", J. Am. Stat. Assoc. 58, 1963,
/// doi:10.1080/01621459.1963.10500845).
double KMeans::mergeCost(const ClusterSums &sums, size_t a, size_t b) const {
  double cost = 0, factor = 0;
  for (size_t d = 0; d < dim; ++d) {
    if (d == 0 || weighted) {
      double weightA = sums.weight(a, d), weightB = sums.weight(b, d);
      double both = weightA + weightB;
      factor = both > 0 ? weightA * weightB / both : 0;
    }
    double distance = entries[a * dim + d] - entries[b * dim + d];
    cost += factor * (distance * distance);
  }
  return cost;
}

/// A merged cluster's vectors go to several others, at less cost than to one.
/// So moves are tried up to this ratio of merge cost to split gain.
static constexpr double kMoveOptimism = 2;

size_t KMeans::moveClusters(const ClusterSums &sums, size_t maxMoves) {
  struct Choice {
    size_t cluster;
    double value;
    size_t partner;
  };
  std::vector<Choice> merges, splits;
  constexpr double kUnknown = std::numeric_limits<double>::infinity();
  for (size_t cluster = 0; cluster < clusters; ++cluster) {
    merges.push_back({cluster, kUnknown, cluster});
    splits.push_back({cluster, splitGain(sums, cluster, dim), cluster});
    for (size_t other = 0; other < cluster; ++other) {
      double cost = mergeCost(sums, cluster, other);
      if (cost < merges[cluster].value)
        merges[cluster] = {cluster, cost, other};
      if (cost < merges[other].value)
        merges[other] = {other, cost, cluster};
    }
  }
  std::sort(merges.begin(), merges.end(), [](auto &a, auto &b) {
    return std::pair(a.value, a.cluster) < std::pair(b.value, b.cluster);
  });
  std::sort(splits.begin(), splits.end(), [](auto &a, auto &b) {
    return std::pair(a.value, a.cluster) > std::pair(b.value, b.cluster);
  });
  std::vector<bool> used(clusters);
  size_t moves = 0;
  auto split = splits.begin();
  for (const Choice &merge : merges) {
    if (moves == maxMoves)
      break;
    if (used[merge.cluster] || used[merge.partner])
      continue;
    while (split != splits.end() &&
           (used[split->cluster] || split->cluster == merge.cluster ||
            split->cluster == merge.partner))
      ++split;
    if (split == splits.end() || kMoveOptimism * split->value <= merge.value)
      break;
    used[merge.cluster] = used[merge.partner] = used[split->cluster] = true;
    splitInto(sums, split->cluster, merge.cluster);
    ++moves;
  }
  return moves;
}

void KMeans::improve(const TileSource &source) {
  // A move is judged by the error that it has come to after a few iterations:
  // the clusters next to it have to settle first. Both numbers were chosen on
  // the workloads of utils/bench, without a record.
  constexpr unsigned kMaxRounds = 12, kSettlingIterations = 4;
  // Moves are judged together: if many are made at once, a bad one spoils good
  // ones, and half of them are tried next.
  size_t maxMoves = std::max<size_t>(1, clusters / 16);
  double error = iterate(source);
  for (unsigned round = 0; round < kMaxRounds && !work.isCancelled(); ++round) {
    std::vector<double> before = entries;
    size_t moves = moveClusters(*lastSums, maxMoves);
    if (moves == 0)
      return;
    double moved = error;
    for (unsigned i = 0; i < kSettlingIterations; ++i)
      moved = iterate(source);
    if (moved < error) {
      error = moved;
      continue;
    }
    // Fewer of them may still be good.
    entries = std::move(before);
    if (moves == 1)
      return;
    maxMoves = moves / 2;
    error = iterate(source);
  }
}

//===----------------------------------------------------------------------===//
// Samples
//===----------------------------------------------------------------------===//

void KMeans::attempt(const Sample &sample, uint64_t stream) {
  size_t size = sample.size();
  size_t seedSize =
      std::min(size, std::max(kSeedVectors * clusters, kMinSeedVectors));
  size_t firstSize =
      std::min(size, std::max({kFirstVectors * clusters, kMinFirstVectors,
                               kMinFirstDistances / clusters}));
  SampleSource seeds(sample, seedSize), first(sample, firstSize);
  entries = seedClusters(work, seeds, clusters, seedTrialsOf(stream),
                         Philox(seed, group, stream));
  double tolerance = firstTolerance(size);
  converge(first, tolerance);
  unmoved = entries;
  improve(first);
  attemptError = converge(first, tolerance);
}

std::vector<std::vector<double>> KMeans::cluster(const GroupView &view) {
  size_t sampleSize = std::min(
      view.size(), std::max(kSampleVectors * clusters, kMinSampleVectors));
  Sample sample(work, view, sampleSize);
  SampleSource whole(sample, sampleSize);
  unsigned attempts = attemptsFor(view.size(), clusters);
  std::vector<std::vector<double>> results;
  if (isSmall(view.size())) {
    for (unsigned i = 0; i < attempts && !work.isCancelled(); ++i) {
      attempt(sample, i);
      converge(whole, finalTolerance(view.size(), clusters));
      results.push_back(entries);
      results.push_back(unmoved);
    }
    return results;
  }

  std::vector<double> best;
  double bestError = std::numeric_limits<double>::infinity();
  for (unsigned i = 0; i < attempts; ++i) {
    attempt(sample, i);
    if (i == 0 || attemptError < bestError) {
      bestError = attemptError;
      best = entries;
    }
  }
  entries = std::move(best);
  if (sampleSize < view.size()) {
    converge(whole, kSampleTolerance);
    converge(GroupSource(view), finalTolerance(view.size(), clusters));
  } else {
    converge(whole, finalTolerance(view.size(), clusters));
  }
  results.push_back(entries);
  return results;
}

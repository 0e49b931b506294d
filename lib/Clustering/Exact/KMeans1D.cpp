// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Exact k-means in one dimension: a cheapest path from a good first guess at
// its penalty, polished in accurate arithmetic.

#include "coreai/Clustering/KMeans1D.h"

#include "Clustering/Exact/CostProfile.h"
#include "Clustering/Exact/DoubleDouble.h"
#include "Clustering/Exact/IntervalCosts.h"
#include "Clustering/Exact/LinkPath.h"
#include "Clustering/Exact/Samples.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <concepts>
#include <cstddef>
#include <memory>
#include <numeric>
#include <optional>
#include <span>
#include <utility>
#include <vector>

using namespace coreai::clustering;

//===----------------------------------------------------------------------===//
// Polishing
//===----------------------------------------------------------------------===//

/// Completes a partition of which only the boundaries are given.
static void evaluate(const Samples &samples, KMeans1D &partition) {
  const std::vector<size_t> &boundaries = partition.boundaries;
  partition.centroids.clear();
  RunningSum error;
  for (size_t c = 0; c + 1 < boundaries.size(); ++c) {
    ScaledSamples cluster = samples.part(boundaries[c], boundaries[c + 1]);
    // The first estimate is off by the rounding of sums as large as the
    // cluster; the second corrects it by sums as small as what they are off.
    double middle = samples.value((boundaries[c] + boundaries[c + 1]) / 2);
    Moments rough = momentsAbout(cluster, middle);
    double estimate = middle + rough.first / rough.weight;
    Moments fine = momentsAbout(cluster, estimate);
    double correction = fine.first / fine.weight;
    // Whatever is rounded off, a mean lies between the values that it is of.
    partition.centroids.push_back(
        std::clamp(estimate + correction, samples.value(boundaries[c]),
                   samples.value(boundaries[c + 1] - 1)));
    error.add(fine.second - fine.first * correction);
  }
  partition.error = error.rounded<double>();
}

/// Sets \p boundaries to where clusters meet if every sample joins the nearest
/// centroid, the lower one if it lies midway. No cluster becomes empty.
static void findNearest(const Samples &samples, const KMeans1D &partition,
                        std::vector<size_t> &boundaries) {
  boundaries = partition.boundaries;
  for (size_t c = 1; c + 1 < boundaries.size(); ++c) {
    double sum = partition.centroids[c - 1] + partition.centroids[c];
    size_t boundary = boundaries[c];
    while (boundary + 1 < partition.boundaries[c + 1] &&
           2 * samples.value(boundary) <= sum)
      ++boundary;
    while (boundary - 1 > boundaries[c - 1] &&
           2 * samples.value(boundary - 1) > sum)
      --boundary;
    boundaries[c] = boundary;
  }
}

/// Completes a partition of which only the boundaries are given, and improves
/// it by Lloyd steps. There are none from an optimal one, but interval costs
/// may be off by more than what decides between two neighbours.
///
/// Source:  S. P. Lloyd, "Least Squares Quantization in PCM", IEEE Trans. Inf.
///          Theory 28(2), 1982, doi:10.1109/TIT.1982.1056489.
static void polish(const Samples &samples, KMeans1D &best, KMeans1D &next) {
  evaluate(samples, best);
  while (true) {
    findNearest(samples, best, next.boundaries);
    if (next.boundaries == best.boundaries)
      return;
    evaluate(samples, next);
    if (next.error >= best.error)
      return;
    std::swap(best, next);
  }
}

//===----------------------------------------------------------------------===//
// Optimal partition
//===----------------------------------------------------------------------===//

namespace {

/// What is needed to solve problems with sums kept in \p Real.
template <typename Real>
class Optimizer {
public:
  /// Takes on \p samples.
  void assign(const Samples &samples) {
    costs.assign(samples);
    profile.assign(costs);
    knownClusters = 0;
  }

  bool findBoundaries(size_t clusters, const std::atomic<bool> *cancelled,
                      std::vector<size_t> &boundaries);

  /// Whether \p error is large enough for the precision of \p Real.
  bool isPrecise(double error) const {
    if constexpr (std::same_as<Real, double>)
      return costs.partitionErrorBound() <= 1e-9 * error;
    return true;
  }

private:
  double expectedPenalty(size_t clusters);

  IntervalCosts<Real> costs;
  CostProfile profile;
  IntervalCosts<Real> coarseCosts;
  LinkPathSearch<Real> search;
  std::vector<size_t> stops;

  // The latest number of clusters with the samples, if any, and its penalty.
  size_t knownClusters = 0;
  double knownPenalty = 0;
};

} // namespace

/// About the penalty per cluster that yields \p clusters clusters.
template <typename Real>
double Optimizer<Real>::expectedPenalty(size_t clusters) {
  if (knownClusters == 0) {
    // Partitions into small clusters gain from the gaps between samples, which
    // the profile doesn't know of: it is better to aim beyond. By how much has
    // been measured, with normal, uniform, Laplace and Student's distributions.
    double goal = static_cast<double>(clusters);
    double share = goal / static_cast<double>(costs.size());
    return 2 * profile.cost(goal * (1 + 0.8 * share));
  }
  // In the limit of many clusters the penalty falls as their inverse cube.
  double ratio =
      static_cast<double>(knownClusters) / static_cast<double>(clusters);
  return knownPenalty * ratio * ratio * ratio;
}

/// Finds the boundaries of an optimal partition. Returns false, without having
/// searched, if the error to expect is too small for the precision, or if
/// cancelled.
template <typename Real>
bool Optimizer<Real>::findBoundaries(size_t clusters,
                                     const std::atomic<bool> *cancelled,
                                     std::vector<size_t> &boundaries) {
  double penalty = expectedPenalty(clusters);
  // See CostProfile for how they are related.
  double expectedError = penalty * static_cast<double>(clusters) / 2;
  if (!isPrecise(expectedError))
    return false;

  // Most passes only serve to find the penalty, and 16 intervals for every
  // cluster suffice for that: mostly, a single pass over all samples is left.
  // With less than four times as many samples the detour gains nothing.
  size_t coarseSize = 16 * clusters;
  if (costs.size() > 4 * coarseSize) {
    profile.divide(coarseSize, stops);
    if (stops.size() > clusters) {
      coarseCosts.assign(costs, stops);
      const LinkPath *path =
          search.run(coarseCosts, clusters, penalty, cancelled);
      if (!path)
        return false;
      penalty = path->penalty;
    }
  }
  const LinkPath *path = search.run(costs, clusters, penalty, cancelled);
  if (!path)
    return false;
  // The penalty is unknown where there was nothing to search.
  if (path->penalty > 0) {
    knownClusters = clusters;
    knownPenalty = path->penalty;
  }
  boundaries.assign(path->stops.begin(), path->stops.end());
  return true;
}

//===----------------------------------------------------------------------===//
// Entry points
//===----------------------------------------------------------------------===//

/// Makes every value its own cluster.
static void makeSingletons(std::span<const double> values, KMeans1D &result) {
  result.boundaries.resize(values.size() + 1);
  std::iota(result.boundaries.begin(), result.boundaries.end(), size_t(0));
  result.centroids.assign(values.begin(), values.end());
  result.error = 0;
}

static bool isSet(const std::atomic<bool> *cancelled) {
  return cancelled && cancelled->load(std::memory_order_relaxed);
}

/// The memory of a solver, and the problem that is in it.
class KMeans1DSolver::State {
public:
  void assign(std::span<const double> values, std::span<const double> weights);
  bool solve(unsigned clusters, const std::atomic<bool> *cancelled);

  KMeans1D result;

private:
  template <typename Real>
  bool solveIn(Optimizer<Real> &optimizer, unsigned clusters,
               const std::atomic<bool> *cancelled);

  std::optional<Samples> samples;
  Optimizer<double> fast;
  Optimizer<DoubleDouble> precise;
  bool hasPrecise = false; // Whether the latter has taken on the samples.
  KMeans1D spare;
};

void KMeans1DSolver::State::assign(std::span<const double> values,
                                   std::span<const double> weights) {
  samples.emplace(values, weights);
  fast.assign(*samples);
  hasPrecise = false;
}

/// Solves the problem with sums kept in \p Real. Returns false if that is not
/// precise enough, either for the error to expect or for the one found, or if
/// cancelled.
template <typename Real>
bool KMeans1DSolver::State::solveIn(Optimizer<Real> &optimizer,
                                    unsigned clusters,
                                    const std::atomic<bool> *cancelled) {
  if (!optimizer.findBoundaries(clusters, cancelled, result.boundaries))
    return false;
  polish(*samples, result, spare);
  return optimizer.isPrecise(result.error);
}

/// Solves the problem taken on. Returns false if cancelled.
bool KMeans1DSolver::State::solve(unsigned clusters,
                                  const std::atomic<bool> *cancelled) {
  if (!solveIn(fast, clusters, cancelled)) {
    if (isSet(cancelled))
      return false;
    if (!hasPrecise)
      precise.assign(*samples);
    hasPrecise = true;
    if (!solveIn(precise, clusters, cancelled))
      return false;
  }
  for (double &centroid : result.centroids)
    centroid = samples->unscaledValue(centroid);
  result.error = samples->unscaledError(result.error);
  return true;
}

KMeans1DSolver::KMeans1DSolver() : state(std::make_unique<State>()) {}
KMeans1DSolver::~KMeans1DSolver() = default;
KMeans1DSolver::KMeans1DSolver(KMeans1DSolver &&) noexcept = default;
KMeans1DSolver &KMeans1DSolver::operator=(KMeans1DSolver &&) noexcept = default;

const KMeans1D &KMeans1DSolver::solve(std::span<const double> values,
                                      std::span<const double> weights,
                                      unsigned clusters,
                                      const std::atomic<bool> *cancelled) {
  assert(values.size() == weights.size() && clusters >= 1);
  if (values.size() <= clusters) {
    makeSingletons(values, state->result);
  } else if (!isSet(cancelled)) {
    state->assign(values, weights);
    state->solve(clusters, cancelled);
  }
  return state->result;
}

std::vector<double>
KMeans1DSolver::leastErrors(std::span<const double> values,
                            std::span<const double> weights,
                            std::span<const unsigned> clusterCounts,
                            const std::atomic<bool> *cancelled) {
  assert(values.size() == weights.size());
  std::vector<double> errors(clusterCounts.size());
  std::vector<size_t> order; // Of the counts that leave an error, ascending.
  for (size_t i = 0; i < clusterCounts.size(); ++i) {
    assert(clusterCounts[i] >= 1);
    if (clusterCounts[i] < values.size())
      order.push_back(i);
  }
  if (order.empty() || isSet(cancelled))
    return errors;
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return clusterCounts[a] < clusterCounts[b];
  });

  state->assign(values, weights);
  unsigned solved = 0;
  for (size_t i : order) {
    if (clusterCounts[i] != solved &&
        !state->solve(clusterCounts[i], cancelled))
      break;
    solved = clusterCounts[i];
    errors[i] = state->result.error;
  }
  return errors;
}

KMeans1D coreai::clustering::solveKMeans1D(std::span<const double> values,
                                           std::span<const double> weights,
                                           unsigned clusters) {
  KMeans1DSolver solver;
  return solver.solve(values, weights, clusters);
}

std::vector<double>
coreai::clustering::leastErrors(std::span<const double> values,
                                std::span<const double> weights,
                                std::span<const unsigned> clusterCounts) {
  KMeans1DSolver solver;
  return solver.leastErrors(values, weights, clusterCounts);
}

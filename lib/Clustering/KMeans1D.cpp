// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Exact k-means in one dimension: a cheapest path from a good first guess at
// its penalty, polished in accurate arithmetic.

#include "coreai/Clustering/KMeans1D.h"

#include "DoubleDouble.h"
#include "IntervalCosts.h"
#include "LinkPath.h"
#include "Samples.h"

#include <cassert>
#include <concepts>
#include <cstddef>
#include <numeric>
#include <optional>
#include <span>
#include <utility>
#include <vector>

using namespace coreai::clustering;

//===----------------------------------------------------------------------===//
// Equal costs
//===----------------------------------------------------------------------===//

namespace {

/// A partition into intervals of the same cost, as nearly as samples allow.
///
/// It resembles an optimal one: in the limit of many intervals those all have
/// the same cost c, the whole cost E falls as the inverse square of their
/// number k, and thus the penalty per interval is -dE/dk = 2 E / k = 2 c.
///
/// Source:  P. F. Panter, W. Dite, "Quantization Distortion in Pulse-Count
///          Modulation with Nonuniform Spacing of Levels", Proc. IRE 39, 1951,
///          doi:10.1109/JRPROC.1951.230419.
struct EqualCosts {
  std::vector<size_t> stops; // Where intervals begin and end.
  double intervalCost;       // About what each interval costs.
};

} // namespace

/// The end of the longest interval from \p begin on that costs at most \p
/// limit, or the shortest interval.
template <typename Real>
static size_t endWithin(const IntervalCosts<Real> &costs, size_t begin,
                        double limit) {
  auto isWithin = [&](size_t end) {
    return end <= costs.size() && costs.rounded(begin, end) <= limit;
  };
  size_t end = begin + 1;
  size_t step = 1;
  for (; isWithin(end + step); step *= 2)
    end += step;
  for (; step > 0; step /= 2)
    if (isWithin(end + step))
      end += step;
  return end;
}

/// Divides all samples into about \p count intervals of the same cost.
template <typename Real>
static EqualCosts divideEqually(const IntervalCosts<Real> &costs,
                                size_t count) {
  double goal = static_cast<double>(count);
  EqualCosts result;
  result.intervalCost = costs.rounded(0, costs.size()) / (goal * goal * goal);
  // A few steps reach the goal, or there is none close to it: few samples, or
  // few heavy ones, leave little choice.
  for (int attempt = 0; attempt < 8; ++attempt) {
    result.stops = {0};
    while (result.stops.back() < costs.size())
      result.stops.push_back(
          endWithin(costs, result.stops.back(), result.intervalCost));
    double ratio = static_cast<double>(result.stops.size() - 1) / goal;
    if (ratio > 0.9 && ratio < 1.1)
      break;
    result.intervalCost *= ratio * ratio * ratio;
  }
  return result;
}

//===----------------------------------------------------------------------===//
// Optimal partition
//===----------------------------------------------------------------------===//

/// The boundaries of an optimal partition, searched from \p penalty on.
template <typename Real>
static std::vector<size_t> optimalBoundaries(const IntervalCosts<Real> &costs,
                                             size_t clusters, double penalty) {
  // Most passes only serve to find the penalty, and 16 intervals for every
  // cluster suffice for that: mostly, a single pass over all samples is left.
  // With less than four times as many samples the detour gains nothing.
  size_t coarseSize = 16 * clusters;
  if (costs.size() > 4 * coarseSize) {
    std::vector<size_t> stops = divideEqually(costs, coarseSize).stops;
    if (stops.size() > clusters)
      penalty =
          cheapestPath(costs.restrictedTo(stops), clusters, penalty).penalty;
  }
  return cheapestPath(costs, clusters, penalty).stops;
}

//===----------------------------------------------------------------------===//
// Polishing
//===----------------------------------------------------------------------===//

/// The weighted mean of the samples from \p begin to \p end.
static double weightedMean(const Samples &samples, size_t begin, size_t end) {
  double weight = 0;
  double first = 0;
  for (size_t i = begin; i < end; ++i) {
    weight += samples.weight(i);
    first += samples.weight(i) * samples.value(i);
  }
  // The first estimate is off by the rounding of sums as large as the values;
  // the second corrects it by sums as small as their deviations.
  double mean = first / weight;
  double residual = 0;
  for (size_t i = begin; i < end; ++i)
    residual += samples.weight(i) * (samples.value(i) - mean);
  return mean + residual / weight;
}

/// The partition with the given \p boundaries, in the units of \p samples.
static KMeans1D evaluate(const Samples &samples,
                         std::vector<size_t> boundaries) {
  KMeans1D result;
  RunningSum error;
  for (size_t c = 0; c + 1 < boundaries.size(); ++c) {
    double mean = weightedMean(samples, boundaries[c], boundaries[c + 1]);
    result.centroids.push_back(mean);
    for (size_t i = boundaries[c]; i < boundaries[c + 1]; ++i) {
      double distance = samples.value(i) - mean;
      error.add(samples.weight(i) * distance * distance);
    }
  }
  result.boundaries = std::move(boundaries);
  result.error = error.rounded<double>();
  return result;
}

/// Where clusters meet if every sample joins the nearest centroid, the lower
/// one if it lies midway. No cluster becomes empty.
static std::vector<size_t> nearestBoundaries(const Samples &samples,
                                             const KMeans1D &partition) {
  std::vector<size_t> boundaries = partition.boundaries;
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
  return boundaries;
}

/// Improves a partition by Lloyd steps. There are none from an optimal one, but
/// interval costs may be off by more than what decides between two neighbours.
///
/// Source:  S. P. Lloyd, "Least Squares Quantization in PCM", IEEE Trans. Inf.
///          Theory 28(2), 1982, doi:10.1109/TIT.1982.1056489.
static KMeans1D polish(const Samples &samples, std::vector<size_t> boundaries) {
  KMeans1D best = evaluate(samples, std::move(boundaries));
  while (true) {
    std::vector<size_t> nearest = nearestBoundaries(samples, best);
    if (nearest == best.boundaries)
      return best;
    KMeans1D next = evaluate(samples, std::move(nearest));
    if (next.error >= best.error)
      return best;
    best = std::move(next);
  }
}

//===----------------------------------------------------------------------===//
// Entry point
//===----------------------------------------------------------------------===//

/// Solves the problem with sums kept in \p Real, or returns nothing if that is
/// not precise enough: either for the error to expect or for the one found.
template <typename Real>
static std::optional<KMeans1D> solveIn(const Samples &samples,
                                       size_t clusters) {
  IntervalCosts<Real> costs(samples);
  auto isPrecise = [&](double error) {
    if constexpr (std::same_as<Real, double>)
      return costs.partitionErrorBound() <= 1e-9 * error;
    return true;
  };
  double clusterCost = divideEqually(costs, clusters).intervalCost;
  if (!isPrecise(clusterCost * static_cast<double>(clusters)))
    return std::nullopt;
  double penalty = 2 * clusterCost; // See EqualCosts.
  KMeans1D result =
      polish(samples, optimalBoundaries(costs, clusters, penalty));
  if (!isPrecise(result.error))
    return std::nullopt;
  return result;
}

/// Makes every value its own cluster.
static KMeans1D singletons(std::span<const double> values) {
  KMeans1D result;
  result.boundaries.resize(values.size() + 1);
  std::iota(result.boundaries.begin(), result.boundaries.end(), size_t(0));
  result.centroids.assign(values.begin(), values.end());
  return result;
}

KMeans1D coreai::clustering::solveKMeans1D(std::span<const double> values,
                                           std::span<const double> weights,
                                           unsigned clusters) {
  assert(values.size() == weights.size() && clusters >= 1);
  if (values.size() <= clusters)
    return singletons(values);

  Samples samples(values, weights);
  std::optional<KMeans1D> result = solveIn<double>(samples, clusters);
  if (!result)
    result = solveIn<DoubleDouble>(samples, clusters);
  for (double &centroid : result->centroids)
    centroid = samples.unscaledValue(centroid);
  result->error = samples.unscaledError(result->error);
  return std::move(*result);
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Building the running sums behind interval costs.

#include "IntervalCosts.h"

#include <algorithm>

using namespace coreai::clustering;

/// The index at which half of the total weight is reached.
static size_t weightedMedian(const Samples &samples) {
  double total = 0;
  for (size_t i = 0; i < samples.size(); ++i)
    total += samples.weight(i);
  size_t median = 0;
  for (double below = samples.weight(0); below < total / 2;)
    below += samples.weight(++median);
  return median;
}

namespace {

/// Sums over the samples on one side of the median.
template <typename Real>
struct Moments {
  RunningSum weight;
  RunningSum first;
  RunningSum second;
  bool weightsAreExact = true; // As sums of counts are.

  void add(double sampleWeight, Real distance) {
    Real sampleFirst = distance * sampleWeight;
    weight.add(sampleWeight);
    first.add(sampleFirst);
    second.add(sampleFirst * distance);
    weightsAreExact &= weight.isExact();
  }
};

} // namespace

/// What rounding to double may add to the difference between the costs of two
/// partitions, given the sums on both sides of the median.
static double roundingBound(const Samples &samples, const Moments<double> &left,
                            const Moments<double> &right) {
  double range = samples.value(samples.size() - 1) - samples.value(0);
  double weight =
      right.weight.rounded<double>() - left.weight.rounded<double>();
  double first =
      std::max(left.first.rounded<double>(), right.first.rounded<double>());
  double second =
      right.second.rounded<double>() - left.second.rounded<double>();

  // The cost of a partition is a constant less the sum, over its clusters, of
  // first^2 / weight, or mean * first. Counted in units of rounding,
  // - each of these terms is off by up to 12 of its own, from the products it
  //   is made of to the costs it ends up in; together they are at most
  //   `second`;
  // - a prefix of the first moments is off by one of at most `first`. It takes
  //   part in the terms of two neighbours, with opposite signs and twice their
  //   means; all differences between neighbouring means are at most `range`;
  // - a prefix of the weights likewise, with the squares of the means.
  double units = 12 * second + 2 * first * range;
  if (!left.weightsAreExact || !right.weightsAreExact)
    units += 2 * weight * range * range;
  return 2 * 0x1p-53 * units; // Either of the two partitions may be off.
}

template <typename Real>
void IntervalCosts<Real>::resize(size_t prefixCount) {
  weights.resize(prefixCount);
  firsts.resize(prefixCount);
  seconds.resize(prefixCount);
}

template <typename Real>
void IntervalCosts<Real>::assign(const Samples &samples) {
  size_t n = samples.size();
  resize(n + 1);
  size_t median = weightedMedian(samples);
  double origin = samples.value(median);
  auto distance = [&](size_t i) {
    return static_cast<Real>(exactSum(samples.value(i), -origin));
  };
  auto setPrefix = [&](size_t i, const Moments<Real> &moments) {
    weights[i] = moments.weight.template rounded<Real>();
    firsts[i] = moments.first.template rounded<Real>();
    seconds[i] = moments.second.template rounded<Real>();
  };

  // Summing outward keeps the sums near the median small, however far away the
  // outliers are: they are added last, on either side.
  Moments<Real> right;
  setPrefix(median, right);
  for (size_t i = median; i < n; ++i) {
    right.add(samples.weight(i), distance(i));
    setPrefix(i + 1, right);
  }
  Moments<Real> left;
  for (size_t i = median; i-- > 0;) {
    left.add(-samples.weight(i), distance(i));
    setPrefix(i, left);
  }
  if constexpr (std::same_as<Real, double>)
    errorBound = roundingBound(samples, left, right);
}

template <typename Real>
void IntervalCosts<Real>::assign(const IntervalCosts &all,
                                 std::span<const size_t> stops) {
  errorBound = all.errorBound;
  resize(stops.size());
  for (size_t i = 0; i < stops.size(); ++i) {
    weights[i] = all.weights[stops[i]];
    firsts[i] = all.firsts[stops[i]];
    seconds[i] = all.seconds[stops[i]];
  }
}

template class coreai::clustering::IntervalCosts<double>;
template class coreai::clustering::IntervalCosts<DoubleDouble>;

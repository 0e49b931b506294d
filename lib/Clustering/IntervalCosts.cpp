// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Building the running sums behind interval costs.

#include "IntervalCosts.h"

#include <algorithm>
#include <cassert>
#include <cmath>

using namespace coreai::clustering;

//===----------------------------------------------------------------------===//
// Samples
//===----------------------------------------------------------------------===//

/// The exponent of the power of two that brings \p largest close to 2^target.
/// Near the ends of the range of double it stops short, so that the power is a
/// normal number.
static int scaleExponent(double largest, int target) {
  return std::clamp(target - std::ilogb(largest), -1000, 1000);
}

Samples::Samples(std::span<const double> values,
                 std::span<const double> weights)
    : values(values), weights(weights) {
  assert(values.size() >= 2 && values.size() == weights.size());
  double largest = std::max(std::abs(values.front()), std::abs(values.back()));
  double heaviest = *std::max_element(weights.begin(), weights.end());
  // The squares of 2^450 leave room for sums of 2^64 of them times 2^27, which
  // exactProduct wants. What remains of the range is left to small values.
  valueExponent = scaleExponent(largest, 450);
  weightExponent = scaleExponent(heaviest, 0);
  valueScale = std::ldexp(1.0, valueExponent);
  weightScale = std::ldexp(1.0, weightExponent);
}

double Samples::unscaledValue(double scaled) const {
  return std::ldexp(scaled, -valueExponent);
}

double Samples::unscaledError(double scaled) const {
  return std::ldexp(scaled, -2 * valueExponent - weightExponent);
}

//===----------------------------------------------------------------------===//
// IntervalCosts
//===----------------------------------------------------------------------===//

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
template <typename Real> struct Moments {
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

  // The cost of a partition is a constant less the sum of first^2 / weight over
  // its clusters. With means m that ascend from cluster to cluster,
  // - the terms as such, and what they are computed from, add up to at most
  //   12 units of rounding of the sum of all m * first, which is at most
  //   `second`;
  // - a prefix of the first moments, off by one unit, changes two neighbouring
  //   terms by 2 m each in opposite directions, and all differences between
  //   neighbouring means add up to at most the range;
  // - a prefix of the weights, likewise, changes them by m^2.
  double bound = 12 * second + 2 * first * range;
  if (!left.weightsAreExact || !right.weightsAreExact)
    bound += 2 * weight * range * range;
  return 2 * 0x1p-53 * bound;
}

template <typename Real>
IntervalCosts<Real>::IntervalCosts(const Samples &samples)
    : prefixes(samples.size() + 1) {
  size_t n = samples.size();
  size_t median = weightedMedian(samples);
  double origin = samples.value(median);
  auto distance = [&](size_t i) {
    return static_cast<Real>(exactSum(samples.value(i), -origin));
  };
  auto prefix = [](const Moments<Real> &moments) {
    return Prefix{moments.weight.template rounded<Real>(),
                  moments.first.template rounded<Real>(),
                  moments.second.template rounded<Real>()};
  };

  // Summing outward keeps the sums near the median small, however far away the
  // outliers are: they are added last, on either side.
  Moments<Real> right;
  for (size_t i = median; i < n; ++i) {
    right.add(samples.weight(i), distance(i));
    prefixes[i + 1] = prefix(right);
  }
  Moments<Real> left;
  for (size_t i = median; i-- > 0;) {
    left.add(-samples.weight(i), distance(i));
    prefixes[i] = prefix(left);
  }
  if constexpr (std::same_as<Real, double>)
    errorBound = roundingBound(samples, left, right);
}

template <typename Real>
IntervalCosts<Real>
IntervalCosts<Real>::restrictedTo(std::span<const size_t> stops) const {
  IntervalCosts result;
  result.errorBound = errorBound;
  result.prefixes.reserve(stops.size());
  for (size_t stop : stops)
    result.prefixes.push_back(prefixes[stop]);
  return result;
}

double coreai::clustering::cancellingCost(DoubleDouble weight,
                                          DoubleDouble first,
                                          DoubleDouble second) {
  // With a mean m that is merely close, and r = first - m * weight,
  //   first^2 / weight = m * first + m * r + r^2 / weight,
  // where only the first term is large enough to need more than a double.
  double mean = first.high / weight.high;
  double residual = static_cast<double>(first - weight * mean);
  double correction = residual * (mean + residual / weight.high);
  DoubleDouble cost = second - first * mean;
  return std::max(0.0, (cost.high - correction) + cost.low);
}

template class coreai::clustering::IntervalCosts<double>;
template class coreai::clustering::IntervalCosts<DoubleDouble>;

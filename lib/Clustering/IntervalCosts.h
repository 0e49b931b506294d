// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The squared error of any interval of a sorted sample, in constant time.

#ifndef COREAI_CLUSTERING_INTERVALCOSTS_H
#define COREAI_CLUSTERING_INTERVALCOSTS_H

#include "DoubleDouble.h"

#include <concepts>
#include <cstddef>
#include <span>
#include <vector>

namespace coreai::clustering {

/// Weighted values as the solver sees them: the caller's arrays, multiplied by
/// powers of two that keep squares and their sums inside the range of double.
class Samples {
public:
  /// Shapes: \p values [n] strictly ascending, n >= 2; \p weights [n] positive.
  ///         Both must outlive the object.
  Samples(std::span<const double> values, std::span<const double> weights);

  size_t size() const { return values.size(); }
  double value(size_t i) const { return values[i] * valueScale; }
  double weight(size_t i) const { return weights[i] * weightScale; }

  /// A scaled value in the caller's unit.
  double unscaledValue(double scaled) const;

  /// A sum of scaled weight * value^2 in the caller's unit.
  double unscaledError(double scaled) const;

private:
  std::span<const double> values;
  std::span<const double> weights;
  int valueExponent;
  int weightExponent;
  double valueScale;  // 2^valueExponent
  double weightScale; // 2^weightExponent
};

/// The costs c(i, j) of serving the samples i, ..., j - 1 by their weighted
/// mean: the sum of weight * (value - mean)^2.
///
/// The costs have the Monge property, c(i, k) + c(j, l) <= c(i, l) + c(j, k)
/// for i <= j <= k <= l, which all searches for paths build on.
///
/// \p Real is what sums over the samples are kept in: double is precise enough
/// for all but extreme samples, as partitionErrorBound tells. DoubleDouble is
/// for those, and takes about twice the time and memory.
template <typename Real> class IntervalCosts {
public:
  /// Takes one pass over \p samples, which need not outlive the object.
  explicit IntervalCosts(const Samples &samples);

  /// The costs of those intervals only that start and end at one of \p stops:
  /// interval (a, b) of the result is interval (stops[a], stops[b]) here.
  IntervalCosts restrictedTo(std::span<const size_t> stops) const;

  /// Number of elementary intervals: n, or one less than the number of stops.
  size_t size() const { return prefixes.size() - 1; }

  /// The cost c(i, j), for i < j <= size(), up to rounding.
  double operator()(size_t i, size_t j) const {
    return cost(prefixes[i], prefixes[j]);
  }

  /// What rounding may at most add to the difference between the costs of two
  /// partitions of all samples, as far as it depends on the samples.
  double partitionErrorBound() const
    requires std::same_as<Real, double>
  {
    return errorBound;
  }

private:
  /// Sums over the samples from the weighted median up to a point, negative to
  /// the left of the median: of the weights, and of the weights times the
  /// first and the second power of the distance from the median.
  struct Prefix {
    Real weight;
    Real first;
    Real second;
  };

  IntervalCosts() = default;

  static double cost(const Prefix &a, const Prefix &b);

  std::vector<Prefix> prefixes;
  double errorBound = 0;
};

template <>
inline double IntervalCosts<double>::cost(const Prefix &a, const Prefix &b) {
  double weight = b.weight - a.weight;
  double first = b.first - a.first;
  double second = b.second - a.second;
  return second - first * first / weight;
}

/// The cost of an interval with the given sums, where the subtraction of almost
/// equal numbers would leave too little of a double.
double cancellingCost(DoubleDouble weight, DoubleDouble first,
                      DoubleDouble second);

template <>
inline double IntervalCosts<DoubleDouble>::cost(const Prefix &a,
                                                const Prefix &b) {
  // Where the high parts are close their difference is exact, and where they
  // are not the low parts hardly matter.
  double weight =
      (b.weight.high - a.weight.high) + (b.weight.low - a.weight.low);
  double first = (b.first.high - a.first.high) + (b.first.low - a.first.low);
  double second =
      (b.second.high - a.second.high) + (b.second.low - a.second.low);
  double cost = second - first * first / weight;
  // Sixteen bits cancelled leave enough for a relative error below 1e-10.
  if (cost > second * 0x1p-16) [[likely]]
    return cost;
  return cancellingCost(b.weight - a.weight, b.first - a.first,
                        b.second - a.second);
}

extern template class IntervalCosts<double>;
extern template class IntervalCosts<DoubleDouble>;

} // namespace coreai::clustering

#endif // COREAI_CLUSTERING_INTERVALCOSTS_H

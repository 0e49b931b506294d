// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The squared error of any interval of a sorted sample, in constant time.

#ifndef COREAI_LIB_CLUSTERING_EXACT_INTERVALCOSTS_H
#define COREAI_LIB_CLUSTERING_EXACT_INTERVALCOSTS_H

#include "Clustering/Exact/DoubleDouble.h"
#include "Clustering/Exact/Samples.h"

#include <concepts>
#include <cstddef>
#include <span>
#include <vector>

namespace coreai::clustering {

/// Where the sums behind costs in double are, for loops over many of them.
struct IntervalSums {
  /// How many numbers, of any value, follow the last.
  static constexpr size_t kPadding = 8;

  const double *weights;
  const double *firsts;
  const double *seconds;
};

/// The costs c(i, j) of serving the samples i, ..., j - 1 by their weighted
/// mean: the sum of weight * (value - mean)^2.
///
/// The costs have the Monge property, c(i, k) + c(j, l) <= c(i, l) + c(j, k)
/// for i <= j <= k <= l, which all searches for paths build on.
///
/// \p Real is what sums over the samples are kept in: double is precise enough
/// for all but extreme samples, as partitionErrorBound tells. DoubleDouble is
/// for those; it takes twice the memory and about seven times as long.
template <typename Real>
class IntervalCosts {
public:
  /// Takes on the costs of \p samples, which need not outlive the object, in
  /// one pass over them. Memory is reused.
  void assign(const Samples &samples);

  /// Takes on the costs of those intervals only that start and end at one of
  /// \p stops: interval (a, b) here is interval (stops[a], stops[b]) of \p all.
  void assign(const IntervalCosts &all, std::span<const size_t> stops);

  /// Number of elementary intervals: n, or one less than the number of stops.
  size_t size() const { return weights.size() - 1 - IntervalSums::kPadding; }

  /// The cost c(i, j), for i < j <= size().
  Real operator()(size_t i, size_t j) const {
    return cost(weights[j] - weights[i], firsts[j] - firsts[i],
                seconds[j] - seconds[i]);
  }

  /// The cost c(i, j), rounded.
  double rounded(size_t i, size_t j) const {
    return static_cast<double>((*this)(i, j));
  }

  IntervalSums sums() const
    requires std::same_as<Real, double>
  {
    return {weights.data(), firsts.data(), seconds.data()};
  }

  /// What rounding to double, of weights too, may at most add to the difference
  /// between the costs of two partitions of all samples.
  double partitionErrorBound() const
    requires std::same_as<Real, double>
  {
    return errorBound;
  }

private:
  void resize(size_t prefixCount);

  static Real cost(Real weight, Real first, Real second);

  // Sums over the samples between the weighted median and a point, taken with a
  // minus sign to the left of the median: of the weights, and of the weights
  // times the first and the second power of the distance from the median. Each
  // has an array of its own, as searches try one neighbour after the other.
  // After those come zeros for padding.
  std::vector<Real> weights;
  std::vector<Real> firsts;
  std::vector<Real> seconds;
  double errorBound = 0;
};

template <>
inline double IntervalCosts<double>::cost(double weight, double first,
                                          double second) {
  return second - first * first / weight;
}

template <>
inline DoubleDouble IntervalCosts<DoubleDouble>::cost(DoubleDouble weight,
                                                      DoubleDouble first,
                                                      DoubleDouble second) {
  // Next to other weights these are nothing, then.
  if (!(weight.high > 0))
    return {};
  // With a mean m that is merely close, and r = first - m * weight,
  //   first^2 / weight = m * first + m * r + r^2 / weight,
  // where only the first term is large enough to need more than a double.
  double mean = first.high / weight.high;
  double residual = static_cast<double>(first - weight * mean);
  double small = residual * (mean + residual / weight.high);
  return second - first * mean - DoubleDouble{small, 0};
}

template <>
void IntervalCosts<double>::assign(const Samples &samples);
template <>
void IntervalCosts<DoubleDouble>::assign(const Samples &samples);
extern template class IntervalCosts<double>;
extern template class IntervalCosts<DoubleDouble>;

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_EXACT_INTERVALCOSTS_H

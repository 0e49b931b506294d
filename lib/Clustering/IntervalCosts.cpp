// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Building the running sums behind interval costs.

#include "IntervalCosts.h"

#include <algorithm>
#include <cmath>

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

/// Samples that are added up before their sum joins the sums so far.
///
/// Keeping what each addition rounds off takes six operations, each waiting for
/// the one before. Within a few samples there is little to round off, so sums
/// in DoubleDouble are kept sample by sample, but those in double by blocks.
template <typename Real>
constexpr size_t blockSamples = 1;
template <>
constexpr size_t blockSamples<double> = 32;

/// Sums over the samples on one side of the median.
template <typename Real>
struct Moments {
  RunningSum weight;
  RunningSum first;
  RunningSum second;
  bool weightsAreExact = true; // As sums of counts are.
  double largestBlock = 0;     // The largest sum of first moments of a block.

  /// What has been added since the last call of endBlock, apart from weights.
  Real blockFirst = {};
  Real blockSecond = {};

  void add(double sampleWeight, Real distance) {
    Real sampleFirst = distance * sampleWeight;
    weight.add(sampleWeight);
    blockFirst = blockFirst + sampleFirst;
    blockSecond = blockSecond + sampleFirst * distance;
    weightsAreExact &= weight.isExact();
  }

  void endBlock() {
    largestBlock =
        std::max(largestBlock, std::abs(static_cast<double>(blockFirst)));
    first.add(blockFirst);
    second.add(blockSecond);
    blockFirst = {};
    blockSecond = {};
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
  // - a prefix of the first moments is off by one of at most `first`, and by
  // one
  //   of at most `block` for each sample of a block. It takes part in the terms
  //   of two neighbours, with opposite signs and twice their means; all
  //   differences between neighbouring means are at most `range`;
  // - a prefix of the weights likewise, with the squares of the means.
  double block = std::max(left.largestBlock, right.largestBlock);
  first += 2 * blockSamples<double> * block;
  double units = 12 * second + 2 * first * range;
  if (!left.weightsAreExact || !right.weightsAreExact)
    units += 2 * weight * range * range;
  return 2 * 0x1p-53 * units; // Either of the two partitions may be off.
}

template <typename Real>
void IntervalCosts<Real>::resize(size_t prefixCount) {
  for (std::vector<Real> *sums : {&weights, &firsts, &seconds}) {
    // Without this, growing may allocate twice what is needed.
    sums->reserve(prefixCount);
    sums->resize(prefixCount);
  }
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
  // Summing outward keeps the sums near the median small, however far away the
  // outliers are: they are added last, on either side.
  constexpr size_t block = blockSamples<Real>;
  Moments<Real> right;
  weights[median] = firsts[median] = seconds[median] = {};
  for (size_t begin = median; begin < n; begin += block) {
    Real first = right.first.template rounded<Real>();
    Real second = right.second.template rounded<Real>();
    for (size_t i = begin; i < std::min(begin + block, n); ++i) {
      right.add(samples.weight(i), distance(i));
      weights[i + 1] = right.weight.template rounded<Real>();
      firsts[i + 1] = first + right.blockFirst;
      seconds[i + 1] = second + right.blockSecond;
    }
    right.endBlock();
  }
  Moments<Real> left;
  for (size_t end = median; end > 0; end -= std::min(block, end)) {
    Real first = left.first.template rounded<Real>();
    Real second = left.second.template rounded<Real>();
    for (size_t i = end; i > end - std::min(block, end); --i) {
      left.add(-samples.weight(i - 1), distance(i - 1));
      weights[i - 1] = left.weight.template rounded<Real>();
      firsts[i - 1] = first + left.blockFirst;
      seconds[i - 1] = second + left.blockSecond;
    }
    left.endBlock();
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

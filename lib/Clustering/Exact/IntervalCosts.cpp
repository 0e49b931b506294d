// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Building the running sums behind interval costs.

#include "Clustering/Exact/IntervalCosts.h"

#include <algorithm>
#include <cmath>

using namespace coreai::clustering;

static double totalWeight(const Samples &samples) {
  double total = 0;
  for (size_t i = 0; i < samples.size(); ++i)
    total += samples.weight(i);
  return total;
}

/// The index at which half of the total weight is reached.
static size_t weightedMedian(const Samples &samples, double total) {
  size_t median = 0;
  for (double below = samples.weight(0); below < total / 2;)
    below += samples.weight(++median);
  return median;
}

/// What rounding to double may add to the difference between the costs of two
/// partitions, given the sums on both sides of the median and all weights.
static double roundingBound(const Samples &samples, double weight,
                            const SideSums &left, const SideSums &right) {
  double range = samples.value(samples.size() - 1) - samples.value(0);
  double first =
      std::max(left.first.rounded<double>(), right.first.rounded<double>());
  double second =
      right.second.rounded<double>() - left.second.rounded<double>();

  // The cost of a partition is a constant less the sum, over its clusters, of
  // first^2 / weight, or mean * first. Counted in units of rounding,
  // - each of these terms is off by up to 16 of its own, from the products it
  //   is made of to the costs it ends up in; together they are at most
  //   `second`;
  // - a prefix of the first moments is off by two of at most `first`, and by
  //   one of at most `block` for each sample of a block. It takes part in the
  //   terms of two neighbours, with opposite signs and twice their means; all
  //   differences between neighbouring means are at most `range`;
  // - a prefix of the weights likewise, with the squares of the means.
  double block = std::max(left.largestBlock, right.largestBlock);
  double prefix = 2 * first + 2 * kMomentBlock * block;
  double units = 16 * second + 2 * prefix * range;
  if (!samples.haveCounts())
    units += 2 * weight * range * range;
  return 2 * 0x1p-53 * units; // Either of the two partitions may be off.
}

template <typename Real>
void IntervalCosts<Real>::resize(size_t prefixCount) {
  for (std::vector<Real> *sums : {&weights, &firsts, &seconds}) {
    // Without this, growing may allocate twice what is needed.
    sums->reserve(prefixCount + IntervalSums::kPadding);
    sums->resize(prefixCount + IntervalSums::kPadding);
  }
}

/// Writes the sums of weights, none taken as less than \p least, between the
/// sample \p median and a point.
template <typename Real>
static void sumWeights(const Samples &samples, size_t median, double least,
                       Real *sums) {
  sums[median] = {};
  RunningSum right;
  for (size_t i = median; i < samples.size(); ++i) {
    right.add(std::max(samples.weight(i), least));
    sums[i + 1] = right.rounded<Real>();
  }
  RunningSum left;
  for (size_t i = median; i > 0; --i) {
    left.add(-std::max(samples.weight(i - 1), least));
    sums[i - 1] = left.rounded<Real>();
  }
}

// Summing outward keeps the sums near the median small, however far away the
// outliers are: they are added last, on either side.

template <>
void IntervalCosts<double>::assign(const Samples &samples) {
  size_t n = samples.size();
  resize(n + 1);
  ScaledSamples all = samples.part(0, n);
  double excess = 0; // What samples weigh more here than they do.
  size_t median;
  if (samples.haveCounts()) {
    // Exact, so they may as well start with the first sample.
    sumCounts(all, weights.data());
    auto half = std::lower_bound(weights.begin() + 1, weights.begin() + n,
                                 weights[n] / 2);
    median = half - weights.begin() - 1;
  } else {
    // If a weight were lost in the rounding of their sums, and its moments were
    // not, then its cost would be anything. So it gets what sums can tell.
    double total = totalWeight(samples);
    all.leastWeight = 0x1p-48 * total;
    for (size_t i = 0; i < n; ++i)
      excess += std::max(all.leastWeight - samples.weight(i), 0.0);
    median = weightedMedian(samples, total);
    sumWeights(samples, median, all.leastWeight, weights.data());
  }
  double origin = samples.value(median);
  firsts[median] = seconds[median] = 0;
  SideSums right =
      sumRightward(all.part(median, n), origin, firsts.data() + median + 1,
                   seconds.data() + median + 1);
  SideSums left =
      sumLeftward(all.part(0, median), origin, firsts.data(), seconds.data());
  double range = samples.value(n - 1) - samples.value(0);
  errorBound = roundingBound(samples, weights[n] - weights[0], left, right) +
               excess * range * range;
}

template <>
void IntervalCosts<DoubleDouble>::assign(const Samples &samples) {
  size_t n = samples.size();
  resize(n + 1);
  size_t median = weightedMedian(samples, totalWeight(samples));
  sumWeights(samples, median, /*least=*/0, weights.data());
  double origin = samples.value(median);
  struct Sums {
    RunningSum first, second;

    void add(double weight, DoubleDouble distance) {
      DoubleDouble moment = distance * weight;
      first.add(moment);
      second.add(moment * distance);
    }
  };
  auto distance = [&](size_t i) { return exactSum(samples.value(i), -origin); };
  auto store = [&](size_t i, const Sums &sums) {
    firsts[i] = sums.first.rounded<DoubleDouble>();
    seconds[i] = sums.second.rounded<DoubleDouble>();
  };
  Sums right, left;
  store(median, right);
  for (size_t i = median; i < n; ++i) {
    right.add(samples.weight(i), distance(i));
    store(i + 1, right);
  }
  for (size_t i = median; i > 0; --i) {
    left.add(-samples.weight(i - 1), distance(i - 1));
    store(i - 1, left);
  }
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

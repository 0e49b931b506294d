// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The kernels that sum over sorted samples, compiled once per instruction set.

// The loops keep arrays of vectors, which must have a fixed size.
#define HWY_DISABLED_TARGETS                                                   \
  (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "Clustering/Exact/SampleKernels.cpp"
#include "Clustering/Exact/SampleKernels.h"

#include <hwy/foreach_target.h> // Must come before highway.h.
#include <hwy/highway.h>

#include <algorithm>
#include <cmath>

HWY_BEFORE_NAMESPACE();
namespace coreai::clustering::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Tag = hn::ScalableTag<double>;
using Doubles = hn::Vec<Tag>;

static constexpr Tag doubles;
static constexpr size_t kLanes = HWY_LANES(double);
static constexpr size_t kSumLanes = 8;
static constexpr size_t kParts = kSumLanes / kLanes;
static_assert(kSumLanes % kLanes == 0);

/// The sum of eight lanes.
static double sumOf(const double (&terms)[kSumLanes]) {
  return ((terms[0] + terms[4]) + (terms[2] + terms[6])) +
         ((terms[1] + terms[5]) + (terms[3] + terms[7]));
}

static HWY_INLINE double sumOf(const Doubles (&terms)[kParts]) {
  double stored[kSumLanes];
  for (size_t p = 0; p < kParts; ++p)
    hn::StoreU(terms[p], doubles, stored + p * kLanes);
  return sumOf(stored);
}

//===----------------------------------------------------------------------===//
// Weights
//===----------------------------------------------------------------------===//

static WeightSummary summarizeWeightsImpl(std::span<const double> weights) {
  Doubles heaviest = hn::Zero(doubles);
  // Sums of counts are exact, so that the order makes no difference.
  Doubles total = hn::Zero(doubles);
  auto areWhole = hn::Eq(total, total);
  auto add = [&](Doubles weight) {
    heaviest = hn::Max(heaviest, weight);
    total = hn::Add(total, weight);
    areWhole = hn::And(areWhole, hn::Eq(weight, hn::Floor(weight)));
  };
  size_t i = 0;
  for (; i + kLanes <= weights.size(); i += kLanes)
    add(hn::LoadU(doubles, weights.data() + i));
  if (i < weights.size()) {
    double rest[kLanes] = {};
    std::copy(weights.begin() + i, weights.end(), rest);
    add(hn::LoadU(doubles, rest));
  }
  return {hn::GetLane(hn::MaxOfLanes(doubles, heaviest)),
          hn::AllTrue(doubles, areWhole) &&
              hn::GetLane(hn::SumOfLanes(doubles, total)) < 0x1p53};
}

//===----------------------------------------------------------------------===//
// Running sums
//===----------------------------------------------------------------------===//

/// The samples of a block, four neighbours in each of eight lanes.
struct Quads {
  Doubles at[4][kParts];

  HWY_INLINE void load(const double *from) {
    for (size_t p = 0; p < kParts; ++p)
      hn::LoadInterleaved4(doubles, from + 4 * p * kLanes, at[0][p], at[1][p],
                           at[2][p], at[3][p]);
  }

  HWY_INLINE void store(double *to) const {
    for (size_t p = 0; p < kParts; ++p)
      hn::StoreInterleaved4(at[0][p], at[1][p], at[2][p], at[3][p], doubles,
                            to + 4 * p * kLanes);
  }

  /// Replaces terms by the sums from the first one on, or from the last one on,
  /// added to \p base. Returns the sum of all terms.
  template <bool leftward>
  HWY_INLINE double accumulate(double base) {
    double before[kSumLanes];
    for (size_t p = 0; p < kParts; ++p) {
      for (size_t i = 1; i < 4; ++i) {
        size_t to = leftward ? 3 - i : i;
        at[to][p] = hn::Add(at[leftward ? to + 1 : to - 1][p], at[to][p]);
      }
      hn::StoreU(at[leftward ? 0 : 3][p], doubles, before + p * kLanes);
    }
    double sum = 0;
    for (size_t i = 0; i < kSumLanes; ++i) {
      size_t lane = leftward ? kSumLanes - 1 - i : i;
      double next = sum + before[lane];
      before[lane] = base + sum;
      sum = next;
    }
    for (size_t p = 0; p < kParts; ++p) {
      Doubles offset = hn::LoadU(doubles, before + p * kLanes);
      for (size_t i = 0; i < 4; ++i)
        at[i][p] = hn::Add(offset, at[i][p]);
    }
    return sum;
  }
};

static_assert(kMomentBlock == 4 * kSumLanes);

static void sumCountsImpl(const ScaledSamples &samples, double *sums) {
  std::span<const double> weights = samples.weights;
  Doubles scale = hn::Set(doubles, samples.weightScale);
  double sum = 0;
  sums[0] = 0;
  size_t i = 0;
  for (; i + kMomentBlock <= weights.size(); i += kMomentBlock) {
    Quads quads;
    quads.load(weights.data() + i);
    for (auto &terms : quads.at)
      for (Doubles &term : terms)
        term = hn::Mul(term, scale);
    sum += quads.accumulate</*leftward=*/false>(sum);
    quads.store(sums + i + 1);
  }
  for (; i < weights.size(); ++i)
    sums[i + 1] = sum += weights[i] * samples.weightScale;
}

/// Adds a block of samples. \p firsts and \p seconds are that of the block.
template <bool leftward>
static HWY_INLINE void addBlock(const double *values, const double *weights,
                                const ScaledSamples &samples, double origin,
                                double *firsts, double *seconds,
                                SideSums &side) {
  Quads first, second;
  first.load(weights);
  second.load(values);
  Doubles weightScale = hn::Set(doubles, samples.weightScale);
  Doubles leastWeight = hn::Set(doubles, samples.leastWeight);
  Doubles valueScale = hn::Set(doubles, samples.valueScale);
  for (size_t i = 0; i < 4; ++i)
    for (size_t p = 0; p < kParts; ++p) {
      Doubles distance = hn::Sub(hn::Mul(second.at[i][p], valueScale),
                                 hn::Set(doubles, origin));
      Doubles weight =
          hn::Max(hn::Mul(first.at[i][p], weightScale), leastWeight);
      first.at[i][p] = hn::Mul(leftward ? hn::Neg(weight) : weight, distance);
      second.at[i][p] = hn::Mul(first.at[i][p], distance);
    }
  double blockFirst = first.accumulate<leftward>(side.first.rounded<double>());
  double blockSecond =
      second.accumulate<leftward>(side.second.rounded<double>());
  first.store(firsts);
  second.store(seconds);
  side.first.add(blockFirst);
  side.second.add(blockSecond);
  side.largestBlock = std::max(side.largestBlock, std::abs(blockFirst));
}

template <bool leftward>
static SideSums sumSide(const ScaledSamples &samples, double origin,
                        double *firsts, double *seconds) {
  SideSums side;
  size_t n = samples.values.size();
  size_t whole = n - n % kMomentBlock;
  for (size_t i = 0; i < whole; i += kMomentBlock) {
    size_t begin = leftward ? n - kMomentBlock - i : i;
    addBlock<leftward>(samples.values.data() + begin,
                       samples.weights.data() + begin, samples, origin,
                       firsts + begin, seconds + begin, side);
  }
  if (whole == n)
    return side;

  // Fill up the last block with samples that weigh nothing.
  double values[kMomentBlock] = {}, weights[kMomentBlock] = {};
  double lastFirsts[kMomentBlock], lastSeconds[kMomentBlock];
  size_t rest = n - whole;
  size_t from = leftward ? 0 : whole;
  size_t to = leftward ? kMomentBlock - rest : 0;
  std::copy_n(samples.values.data() + from, rest, values + to);
  for (size_t i = 0; i < rest; ++i)
    weights[to + i] = std::max(samples.weights[from + i] * samples.weightScale,
                               samples.leastWeight);
  ScaledSamples last = samples;
  last.weightScale = 1;
  last.leastWeight = 0;
  addBlock<leftward>(values, weights, last, origin, lastFirsts, lastSeconds,
                     side);
  std::copy_n(lastFirsts + to, rest, firsts + from);
  std::copy_n(lastSeconds + to, rest, seconds + from);
  return side;
}

static SideSums sumRightwardImpl(const ScaledSamples &samples, double origin,
                                 double *firsts, double *seconds) {
  return sumSide<false>(samples, origin, firsts, seconds);
}

static SideSums sumLeftwardImpl(const ScaledSamples &samples, double origin,
                                double *firsts, double *seconds) {
  return sumSide<true>(samples, origin, firsts, seconds);
}

//===----------------------------------------------------------------------===//
// Moments
//===----------------------------------------------------------------------===//

namespace {

/// Moments in eight lanes.
struct LaneMoments {
  Doubles weight[kParts], first[kParts], second[kParts];

  HWY_INLINE LaneMoments() {
    for (size_t p = 0; p < kParts; ++p)
      weight[p] = first[p] = second[p] = hn::Zero(doubles);
  }

  HWY_INLINE void add(const double *values, const double *weights,
                      const ScaledSamples &samples, double center) {
    for (size_t p = 0; p < kParts; ++p) {
      Doubles w = hn::Mul(hn::LoadU(doubles, weights + p * kLanes),
                          hn::Set(doubles, samples.weightScale));
      Doubles distance =
          hn::Sub(hn::Mul(hn::LoadU(doubles, values + p * kLanes),
                          hn::Set(doubles, samples.valueScale)),
                  hn::Set(doubles, center));
      Doubles moment = hn::Mul(w, distance);
      weight[p] = hn::Add(weight[p], w);
      first[p] = hn::Add(first[p], moment);
      second[p] = hn::Add(second[p], hn::Mul(moment, distance));
    }
  }
};

} // namespace

static Moments momentsAboutImpl(const ScaledSamples &samples, double center) {
  // Few enough for what is rounded off within to be next to nothing.
  constexpr size_t kChunk = 4096;
  RunningSum weight, first, second;
  size_t n = samples.values.size();
  for (size_t i = 0; i < n;) {
    size_t end = std::min(i + kChunk, n);
    LaneMoments sums;
    for (; i + kSumLanes <= end; i += kSumLanes)
      sums.add(samples.values.data() + i, samples.weights.data() + i, samples,
               center);
    if (i < end) {
      double values[kSumLanes] = {}, weights[kSumLanes] = {};
      std::copy(samples.values.data() + i, samples.values.data() + end, values);
      std::copy(samples.weights.data() + i, samples.weights.data() + end,
                weights);
      sums.add(values, weights, samples, center);
      i = end;
    }
    weight.add(sumOf(sums.weight));
    first.add(sumOf(sums.first));
    second.add(sumOf(sums.second));
  }
  return {weight.rounded<double>(), first.rounded<double>(),
          second.rounded<double>()};
}

} // namespace coreai::clustering::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace coreai::clustering {

HWY_EXPORT(summarizeWeightsImpl);
HWY_EXPORT(sumCountsImpl);
HWY_EXPORT(sumRightwardImpl);
HWY_EXPORT(sumLeftwardImpl);
HWY_EXPORT(momentsAboutImpl);

WeightSummary summarizeWeights(std::span<const double> weights) {
  return HWY_DYNAMIC_DISPATCH(summarizeWeightsImpl)(weights);
}

void sumCounts(const ScaledSamples &samples, double *sums) {
  HWY_DYNAMIC_DISPATCH(sumCountsImpl)(samples, sums);
}

SideSums sumRightward(const ScaledSamples &samples, double origin,
                      double *firsts, double *seconds) {
  return HWY_DYNAMIC_DISPATCH(sumRightwardImpl)(samples, origin, firsts,
                                                seconds);
}

SideSums sumLeftward(const ScaledSamples &samples, double origin,
                     double *firsts, double *seconds) {
  return HWY_DYNAMIC_DISPATCH(sumLeftwardImpl)(samples, origin, firsts,
                                               seconds);
}

Moments momentsAbout(const ScaledSamples &samples, double center) {
  size_t n = samples.values.size();
  if (n >= 16)
    return HWY_DYNAMIC_DISPATCH(momentsAboutImpl)(samples, center);
  // Too few to be worth the way there.
  Moments sums;
  for (size_t i = 0; i < n; ++i) {
    double weight = samples.weights[i] * samples.weightScale;
    double distance = samples.values[i] * samples.valueScale - center;
    double moment = weight * distance;
    sums.weight += weight;
    sums.first += moment;
    sums.second += moment * distance;
  }
  return sums;
}

} // namespace coreai::clustering
#endif // HWY_ONCE

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The kernels that turn counters into values, compiled once per instruction
// set.

// The loops need to know the size of a vector.
#define HWY_DISABLED_TARGETS                                                   \
  (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "Clustering/Scalar/CountKernels.cpp"
#include "Clustering/Scalar/CountKernels.h"

#include <hwy/foreach_target.h> // Must come before highway.h.
#include <hwy/highway.h>

#include <algorithm>

HWY_BEFORE_NAMESPACE();
namespace coreai::clustering::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using elements::FloatFormat;

using Tag = hn::ScalableTag<double>;
using Doubles = hn::Vec<Tag>;

static constexpr Tag doubles;
static constexpr hn::Rebind<float, Tag> floats;
static constexpr hn::Rebind<int32_t, Tag> ints;
static constexpr hn::Rebind<uint16_t, Tag> shorts;
static constexpr hn::ScalableTag<uint16_t> counters;
static constexpr size_t kLanes = HWY_LANES(double);
static_assert(kLanes <= kCompactionSlack);

/// Counters that are looked at together. Most magnitudes occur in the middle of
/// their range, so this passes over the rest quickly.
static constexpr size_t kChunkCounters = 64;
static_assert(kChunkCounters % HWY_LANES(uint16_t) == 0);

static size_t countOccurringImpl(std::span<const uint16_t> counts) {
  size_t occurring = 0;
  auto zero = hn::Zero(counters);
  for (size_t i = 0; i < counts.size(); i += HWY_LANES(uint16_t)) {
    auto count = hn::LoadU(counters, counts.data() + i);
    occurring += hn::CountTrue(counters, hn::Ne(count, zero));
  }
  return occurring;
}

static HWY_INLINE bool isEmpty(const uint16_t *counts) {
  auto any = hn::LoadU(counters, counts);
  for (size_t i = HWY_LANES(uint16_t); i < kChunkCounters;
       i += HWY_LANES(uint16_t))
    any = hn::Or(any, hn::LoadU(counters, counts + i));
  return hn::AllTrue(counters, hn::Eq(any, hn::Zero(counters)));
}

static HWY_INLINE bool areEmpty(const uint16_t *counts, size_t count) {
  for (size_t i = 0; i < count; i += kChunkCounters)
    if (!isEmpty(counts + i))
      return false;
  return true;
}

/// The numbers of consecutive patterns.
template <FloatFormat format>
static HWY_INLINE Doubles decodePatterns(size_t first) {
  using Element = std::conditional_t<format == FloatFormat::F16, hwy::float16_t,
                                     hwy::bfloat16_t>;
  constexpr hn::Rebind<Element, Tag> elements;
  auto patterns = hn::Iota(shorts, static_cast<uint16_t>(first));
  return hn::PromoteTo(doubles,
                       hn::PromoteTo(floats, hn::BitCast(elements, patterns)));
}

/// Appends the values of patterns \p first, ..., in descending order of
/// patterns if \p descends.
template <FloatFormat format, bool descends>
static HWY_INLINE size_t append(uint16_t *counts, size_t first, double *values,
                                double *weights) {
  auto count = hn::LoadU(shorts, counts + first);
  Doubles weight = hn::PromoteTo(doubles, hn::PromoteTo(ints, count));
  Doubles value = decodePatterns<format>(first);
  if constexpr (descends) {
    weight = hn::Reverse(doubles, weight);
    value = hn::Reverse(doubles, value);
  }
  auto occurs = hn::Gt(weight, hn::Zero(doubles));
  hn::CompressStore(value, occurs, doubles, values);
  return hn::CompressStore(weight, occurs, doubles, weights);
}

template <FloatFormat format>
static ptrdiff_t moveCountsOf(uint16_t *counts, double *values,
                              double *weights) {
  constexpr size_t kSign = elements::signBit(format);
  constexpr size_t kLimit = elements::firstNonFinite(format);
  static_assert(kLimit % kChunkCounters == 0 && kSign % kChunkCounters == 0);
  if (!areEmpty(counts + kLimit, kSign - kLimit) ||
      !areEmpty(counts + kSign + kLimit, kSign - kLimit))
    return -1;
  // Counters of negative zero may run over when they join.
  double zeros = double(counts[0]) + double(counts[kSign]);
  counts[0] = zeros > 0;
  counts[kSign] = 0;
  size_t n = 0;
  for (size_t end = kSign + kLimit; end > kSign; end -= kChunkCounters) {
    uint16_t *from = counts + end - kChunkCounters;
    if (isEmpty(from))
      continue;
    for (size_t i = end; i > end - kChunkCounters; i -= kLanes)
      n += append<format, true>(counts, i - kLanes, values + n, weights + n);
    std::fill_n(from, kChunkCounters, uint16_t(0));
  }
  size_t negatives = n;
  for (size_t begin = 0; begin < kLimit; begin += kChunkCounters) {
    if (isEmpty(counts + begin))
      continue;
    for (size_t i = begin; i < begin + kChunkCounters; i += kLanes)
      n += append<format, false>(counts, i, values + n, weights + n);
    std::fill_n(counts + begin, kChunkCounters, uint16_t(0));
  }
  if (zeros > 0)
    weights[negatives] = zeros;
  return static_cast<ptrdiff_t>(n);
}

static ptrdiff_t moveCountsImpl(FloatFormat format, std::span<uint16_t> counts,
                                double *values, double *weights) {
  return format == FloatFormat::F16
             ? moveCountsOf<FloatFormat::F16>(counts.data(), values, weights)
             : moveCountsOf<FloatFormat::BF16>(counts.data(), values, weights);
}

} // namespace coreai::clustering::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace coreai::clustering {

HWY_EXPORT(countOccurringImpl);
HWY_EXPORT(moveCountsImpl);

size_t countOccurring(std::span<const uint16_t> counts) {
  return HWY_DYNAMIC_DISPATCH(countOccurringImpl)(counts);
}

ptrdiff_t moveCounts(elements::FloatFormat format, std::span<uint16_t> counts,
                     double *values, double *weights) {
  return HWY_DYNAMIC_DISPATCH(moveCountsImpl)(format, counts, values, weights);
}

} // namespace coreai::clustering
#endif // HWY_ONCE

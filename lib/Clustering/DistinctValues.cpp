// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Two ways to summarize a group: counting patterns, where there are few against
// the number of elements, and sorting.

#include "DistinctValues.h"

#include <tbb/blocked_range.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <array>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <utility>

using namespace coreai;
using namespace coreai::clustering;

/// Elements that a worker counts at a time: enough to outweigh the fetching of
/// its counters into the cache.
static constexpr size_t countingGrain = size_t(1) << 18;

/// Elements that a worker sorts at a time: enough to outweigh its 256 counters,
/// and few enough to be shared out evenly.
static constexpr size_t sortingBlock = size_t(1) << 17;

template <std::unsigned_integral Bits>
static Bits loadPattern(const std::byte *weight, size_t index) {
  Bits bits;
  std::memcpy(&bits, weight + index * sizeof(Bits), sizeof(Bits));
  return bits;
}

/// Appends \p count elements of the pattern with the given key. Keys ascend.
template <std::unsigned_integral Bits>
static void append(DistinctValues &result, encoding::FloatFormat format,
                   Bits key, double count) {
  double value = encoding::decode(format, encoding::bitsOfOrderedKey(key));
  if (!result.values.empty() && result.values.back() == value) {
    // Only the two zeros are different patterns of one value.
    result.counts.back() += count;
    return;
  }
  result.values.push_back(value);
  result.counts.push_back(count);
}

//===----------------------------------------------------------------------===//
// Counting
//===----------------------------------------------------------------------===//

using PatternCounts = std::vector<uint64_t>;

static PatternCounts countPatterns(const std::byte *weight,
                                   const ChannelGroups &groups, size_t group) {
  constexpr size_t patterns = size_t(1) << 16;
  tbb::enumerable_thread_specific<PatternCounts> countsOfWorkers(
      [] { return PatternCounts(patterns); });
  auto countRange = [&](const tbb::blocked_range<size_t> &range) {
    uint64_t *counts = countsOfWorkers.local().data();
    forEachRun(groups, group, range.begin(), range.end(),
               [&](size_t first, size_t length) {
                 for (size_t i = first; i < first + length; ++i)
                   ++counts[loadPattern<uint16_t>(weight, i)];
               });
  };
  // Isolated, or a worker that waits here might start on another group, and
  // hold the counters of both.
  tbb::this_task_arena::isolate([&] {
    tbb::parallel_for(
        tbb::blocked_range<size_t>(0, groups.groupElements(), countingGrain),
        countRange);
  });

  PatternCounts total(patterns);
  for (const PatternCounts &counts : countsOfWorkers)
    std::transform(total.begin(), total.end(), counts.begin(), total.begin(),
                   std::plus<>());
  return total;
}

static DistinctValues distinctByCounting(encoding::FloatFormat format,
                                         const std::byte *weight,
                                         const ChannelGroups &groups,
                                         size_t group) {
  PatternCounts counts = countPatterns(weight, groups, group);
  DistinctValues result;
  for (size_t key = 0; key < counts.size(); ++key) {
    uint16_t ordered = static_cast<uint16_t>(key);
    uint64_t count = counts[encoding::bitsOfOrderedKey(ordered)];
    if (count > 0)
      append(result, format, ordered, static_cast<double>(count));
  }
  return result;
}

//===----------------------------------------------------------------------===//
// Sorting
//===----------------------------------------------------------------------===//

template <std::unsigned_integral Bits>
static std::vector<Bits> gatherKeys(const std::byte *weight,
                                    const ChannelGroups &groups, size_t group) {
  std::vector<Bits> keys(groups.groupElements());
  Bits *next = keys.data();
  forEachRun(groups, group, 0, keys.size(), [&](size_t first, size_t length) {
    for (size_t i = first; i < first + length; ++i)
      *next++ = encoding::orderedKey(loadPattern<Bits>(weight, i));
  });
  return keys;
}

/// Sorts by one byte after the other, from the lowest on. Blocks of keys are
/// counted and moved in parallel; a single block involves no other worker.
template <std::unsigned_integral Bits>
static void radixSort(std::vector<Bits> &keys) {
  using DigitCounts = std::array<size_t, 256>;
  size_t blocks = (keys.size() + sortingBlock - 1) / sortingBlock;
  std::vector<DigitCounts> counts(blocks);
  std::vector<Bits> sorted(keys.size());

  for (unsigned shift = 0; shift < 8 * sizeof(Bits); shift += 8) {
    auto forEachKey = [&](size_t block, auto visit) {
      size_t begin = block * sortingBlock;
      size_t end = std::min(begin + sortingBlock, keys.size());
      for (size_t i = begin; i < end; ++i)
        visit(keys[i], (keys[i] >> shift) & 0xFF);
    };
    tbb::parallel_for(size_t(0), blocks, [&](size_t block) {
      DigitCounts blockCounts = {};
      forEachKey(block, [&](Bits, size_t digit) { ++blockCounts[digit]; });
      counts[block] = blockCounts;
    });

    // Turn counts into where the keys of each digit and block begin.
    size_t begin = 0;
    for (size_t digit = 0; digit < 256; ++digit)
      for (DigitCounts &blockCounts : counts)
        begin += std::exchange(blockCounts[digit], begin);

    tbb::parallel_for(size_t(0), blocks, [&](size_t block) {
      DigitCounts begins = counts[block];
      forEachKey(block, [&](Bits key, size_t digit) {
        sorted[begins[digit]++] = key;
      });
    });
    std::swap(keys, sorted);
  }
}

template <std::unsigned_integral Bits>
static DistinctValues
distinctBySorting(encoding::FloatFormat format, const std::byte *weight,
                  const ChannelGroups &groups, size_t group) {
  std::vector<Bits> keys = gatherKeys<Bits>(weight, groups, group);
  // Isolated, or a worker that waits here might start on another group, and
  // hold the keys of both.
  tbb::this_task_arena::isolate([&] { radixSort(keys); });

  DistinctValues result;
  size_t distinct = 1;
  for (size_t i = 1; i < keys.size(); ++i)
    distinct += keys[i] != keys[i - 1];
  result.values.reserve(distinct);
  result.counts.reserve(distinct);
  for (auto run = keys.begin(); run != keys.end();) {
    auto end =
        std::find_if(run, keys.end(), [&](Bits key) { return key != *run; });
    append(result, format, *run, static_cast<double>(end - run));
    run = end;
  }
  return result;
}

DistinctValues
coreai::clustering::distinctValues(encoding::FloatFormat format,
                                   std::span<const std::byte> weight,
                                   const ChannelGroups &groups, size_t group) {
  switch (encoding::byteWidth(format)) {
  case 2:
    if (groups.groupElements() >= patternTableMinElements)
      return distinctByCounting(format, weight.data(), groups, group);
    return distinctBySorting<uint16_t>(format, weight.data(), groups, group);
  case 4:
    return distinctBySorting<uint32_t>(format, weight.data(), groups, group);
  default:
    assert(format == encoding::FloatFormat::F64 && "unsupported format");
    return distinctBySorting<uint64_t>(format, weight.data(), groups, group);
  }
}

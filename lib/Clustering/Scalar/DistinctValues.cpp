// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Three ways to summarize a group: counting patterns, where there are few
// against the number of elements; sorting; and hashing, to find out whether
// there are few at all.

#include "Clustering/Scalar/DistinctValues.h"

#include "Clustering/Scalar/CountKernels.h"
#include "Clustering/Scalar/RadixSort.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <limits>
#include <utility>

using namespace coreai;
using namespace coreai::clustering;
using elements::FloatFormat;
using elements::loadPattern;

/// Groups of at least this many elements are worth counters for all 65,536
/// patterns of a 16-bit format.
static constexpr size_t kCountedElements = size_t(1) << 13;

//===----------------------------------------------------------------------===//
// Counting
//===----------------------------------------------------------------------===//

template <typename Count>
static void countRange(const Group &group, size_t begin, size_t end,
                       Count *counts) {
  const std::byte *data = group.request.weight.data();
  forEachRun(group.request.groups, group.index, begin, end,
             [&](size_t first, size_t length) {
               for (size_t i = first; i < first + length; ++i)
                 ++counts[loadPattern<uint16_t>(data, i)];
             });
}

/// Appends the values that occur, or returns false if one isn't finite.
template <FloatFormat format, typename Count>
static bool appendCounted(const std::vector<Count> &counts,
                          DistinctValues &result) {
  constexpr size_t kSign = elements::signBit(format);
  constexpr size_t kLimit = elements::firstNonFinite(format);
  for (size_t magnitude = kLimit; magnitude < kSign; ++magnitude)
    if (counts[magnitude] + counts[kSign + magnitude] > 0)
      return false;
  // Most magnitudes occur in the middle of their range, so that looking at
  // chunks of counters passes over the rest quickly.
  constexpr size_t kChunkCounters = 32;
  static_assert(kLimit % kChunkCounters == 0);
  auto isEmpty = [&](size_t pattern) {
    Count sum = 0;
    for (size_t i = 0; i < kChunkCounters; ++i)
      sum |= counts[pattern + i];
    return sum == 0;
  };
  auto append = [&](size_t pattern) {
    if (counts[pattern] > 0)
      result.append(elements::decode<format>(pattern),
                    static_cast<double>(counts[pattern]));
  };
  for (size_t end = kLimit; end > 0; end -= kChunkCounters)
    if (!isEmpty(kSign + end - kChunkCounters))
      for (size_t magnitude = end; magnitude-- > end - kChunkCounters;)
        append(kSign + magnitude);
  for (size_t begin = 0; begin < kLimit; begin += kChunkCounters)
    if (!isEmpty(begin))
      for (size_t magnitude = begin; magnitude < begin + kChunkCounters;
           ++magnitude)
        append(magnitude);
  return true;
}

template <FloatFormat format>
static bool collectByCounting(const Group &group, DistinctScratch &scratch,
                              DistinctValues &result) {
  size_t elements = group.elements();
  TaskBlocks blocks = TaskBlocks::ofGroup(elements);
  if (blocks.count() == 1) {
    scratch.counts.assign(kPatternCount, 0);
    countRange(group, 0, elements, scratch.counts.data());
    return appendCounted<format>(scratch.counts, result);
  }
  // Counters of 32 bits take half the cache, and are enough for a block.
  scratch.counts.assign(kPatternCount * blocks.count(), 0);
  auto countBlock = [&](size_t block, size_t begin, size_t end) {
    assert(end - begin <= std::numeric_limits<uint32_t>::max());
    countRange(group, begin, end, &scratch.counts[block * kPatternCount]);
  };
  group.work.forEachBlock(blocks, countBlock);
  scratch.totals.assign(kPatternCount, 0);
  for (size_t block = 0; block < blocks.count(); ++block)
    for (size_t pattern = 0; pattern < kPatternCount; ++pattern)
      scratch.totals[pattern] +=
          scratch.counts[block * kPatternCount + pattern];
  return appendCounted<format>(scratch.totals, result);
}

/// True if counters of 16 bits are enough for \p group, and worth it.
static bool canCountFew(const Group &group) {
  return elements::byteWidth(group.request.format) == 2 &&
         !group.isWeighted() && group.elements() >= kCountedElements &&
         group.elements() <= std::numeric_limits<uint16_t>::max();
}

/// Counts a group of so few elements that 16 bits suffice, which makes counters
/// fit the caches. Values need no reset: memory that is written anyway isn't
/// cleared first.
static bool countFew(const Group &group, DistinctScratch &scratch,
                     DistinctValues &result) {
  result.areElements = true;
  result.areBins = false;
  std::vector<uint16_t> &counts = scratch.smallCounts;
  counts.resize(kPatternCount);
  countRange(group, 0, group.elements(), counts.data());
  size_t room = countOccurring(counts) + kCompactionSlack;
  result.values.resize(room);
  result.weights.resize(room);
  ptrdiff_t found = moveCounts(group.request.format, counts,
                               result.values.data(), result.weights.data());
  if (found < 0)
    std::fill(counts.begin(), counts.end(), uint16_t(0));
  size_t distinct = std::max<ptrdiff_t>(found, 0);
  result.values.resize(distinct);
  result.weights.resize(distinct);
  return found >= 0;
}

//===----------------------------------------------------------------------===//
// Sorting
//===----------------------------------------------------------------------===//

template <typename Samples>
static bool collectBySorting(const Samples &samples,
                             std::vector<typename Samples::Key> &keys,
                             std::vector<typename Samples::Key> &buffer,
                             DistinctValues &result) {
  using Key = typename Samples::Key;
  keys.resize(samples.group.elements());
  Key *next = keys.data();
  samples.forEach(0, keys.size(), [&](Key key, double) { *next++ = key; });
  radixSort(keys, buffer, [](Key key) { return key; }, samples.group.work);
  if (keys.empty())
    return true;
  for (Key key : {keys.front(), keys.back()})
    if (!elements::isFinite(Samples::keyFormat,
                            elements::bitsOfOrderedKey(key)))
      return false;

  size_t distinct = 1;
  for (size_t i = 1; i < keys.size(); ++i)
    distinct += keys[i] != keys[i - 1];
  result.values.reserve(distinct);
  result.weights.reserve(distinct);
  size_t begin = 0;
  for (size_t i = 1; i <= keys.size(); ++i) {
    if (i < keys.size() && keys[i] == keys[begin])
      continue;
    result.append(elements::valueOfKey<Samples::keyFormat>(keys[begin]),
                  static_cast<double>(i - begin));
    begin = i;
  }
  return true;
}

template <typename Samples>
static void
collectBySorting(const Samples &samples,
                 std::vector<WeightedKey<typename Samples::Key>> &items,
                 std::vector<WeightedKey<typename Samples::Key>> &buffer,
                 DistinctValues &result) {
  using Key = typename Samples::Key;
  items.clear();
  items.reserve(samples.group.elements());
  samples.forEach(0, samples.group.elements(), [&](Key key, double weight) {
    items.push_back({key, weight});
  });
  radixSort(
      items, buffer, [](const WeightedKey<Key> &item) { return item.key; },
      samples.group.work);
  // The sort is stable, so that the weights of a value have one order.
  for (size_t i = 0; i < items.size();) {
    Key key = items[i].key;
    double weight = 0;
    for (; i < items.size() && items[i].key == key; ++i)
      weight += items[i].weight;
    result.append(elements::valueOfKey<Samples::keyFormat>(key), weight);
  }
}

template <FloatFormat format>
static bool collect(const Group &group, DistinctScratch &scratch,
                    DistinctValues &result) {
  if (group.isWeighted()) {
    WeightedSamples<format> samples(group);
    if constexpr (format == FloatFormat::F64)
      collectBySorting(samples, scratch.weighted64, scratch.sortedWeighted64,
                       result);
    else
      collectBySorting(samples, scratch.weighted32, scratch.sortedWeighted32,
                       result);
    return true;
  }
  PlainSamples<format> samples = {group};
  if constexpr (elements::byteWidth(format) == 2) {
    if (group.elements() >= kCountedElements)
      return collectByCounting<format>(group, scratch, result);
    return collectBySorting(samples, scratch.keys16, scratch.sorted16, result);
  } else if constexpr (elements::byteWidth(format) == 4) {
    return collectBySorting(samples, scratch.keys32, scratch.sorted32, result);
  } else {
    return collectBySorting(samples, scratch.keys64, scratch.sorted64, result);
  }
}

bool coreai::clustering::collectDistinct(const Group &group,
                                         DistinctScratch &scratch,
                                         DistinctValues &result) {
  if (canCountFew(group))
    return countFew(group, scratch, result);
  result.reset(group);
  return withFormat(group.request.format, [&](auto format) {
    return collect<format()>(group, scratch, result);
  });
}

//===----------------------------------------------------------------------===//
// Hashing
//===----------------------------------------------------------------------===//

namespace {

/// Up to kMaxExactValues keys and their weights, by linear probing.
template <typename Key>
class KeyTable {
public:
  KeyTable() : keys(kSlots, kUnused), weights(kSlots) {}

  /// Adds \p weight to \p key, or returns false if it is one key too many.
  bool add(Key key, double weight) {
    // Multiplying spreads keys that differ in few bits over the upper ones;
    // the constant is 2^64 over the golden ratio.
    size_t slot = (uint64_t(key) * 0x9E3779B97F4A7C15u) >> (64 - kSlotBits);
    while (keys[slot] != key) {
      if (keys[slot] == kUnused) {
        if (used == kMaxExactValues)
          return false;
        ++used;
        keys[slot] = key;
        break;
      }
      slot = (slot + 1) % kSlots;
    }
    weights[slot] += weight;
    return true;
  }

  /// Adds all of another table, or returns false if that is too much.
  bool add(const KeyTable &other) {
    for (size_t slot = 0; slot < kSlots; ++slot)
      if (other.keys[slot] != kUnused &&
          !add(other.keys[slot], other.weights[slot]))
        return false;
    return true;
  }

  std::vector<WeightedKey<Key>> sorted() const {
    std::vector<WeightedKey<Key>> items, buffer;
    items.reserve(used);
    for (size_t slot = 0; slot < kSlots; ++slot)
      if (keys[slot] != kUnused)
        items.push_back({keys[slot], weights[slot]});
    radixSort(
        items, buffer, [](const WeightedKey<Key> &item) { return item.key; },
        Work());
    return items;
  }

private:
  // Twice as many slots as keys at most.
  static constexpr unsigned kSlotBits = 17;
  static constexpr size_t kSlots = size_t(1) << kSlotBits;
  static constexpr Key kUnused = std::numeric_limits<Key>::max(); // A NaN.

  std::vector<Key> keys;
  std::vector<double> weights;
  size_t used = 0;
};

} // namespace

template <typename Samples>
static bool collectByHashing(const Samples &samples, DistinctValues &result) {
  using Key = typename Samples::Key;
  TaskBlocks blocks = TaskBlocks::ofGroup(samples.group.elements());
  std::vector<KeyTable<Key>> tables(blocks.count());
  std::atomic<bool> areTooMany = false;
  // So that blocks don't go on for long after one has found too many.
  constexpr size_t kChunkElements = size_t(1) << 14;
  auto hashBlock = [&](size_t block, size_t begin, size_t end) {
    bool fits = true;
    for (; begin < end && fits && !areTooMany; begin += kChunkElements)
      samples.forEach(begin, std::min(begin + kChunkElements, end),
                      [&](Key key, double weight) {
                        fits = fits && tables[block].add(key, weight);
                      });
    if (!fits)
      areTooMany = true;
  };
  samples.group.work.forEachBlock(blocks, hashBlock);
  for (size_t block = 1; block < blocks.count() && !areTooMany; ++block)
    areTooMany = !tables[0].add(tables[block]);
  if (areTooMany)
    return false;
  for (const WeightedKey<Key> &item : tables[0].sorted())
    result.append(elements::valueOfKey<Samples::keyFormat>(item.key),
                  item.weight);
  return true;
}

bool coreai::clustering::collectFewDistinct(const Group &group,
                                            DistinctValues &result) {
  result.reset(group);
  return withSamples(group, [&](const auto &samples) {
    return collectByHashing(samples, result);
  });
}

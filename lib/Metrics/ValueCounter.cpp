// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Counting the values of many elements: a few in a hash table, many in bins.

#include "Metrics/ValueCounter.h"

#include <algorithm>
#include <bit>

using namespace coreai::metrics;

/// Zero for both zeros, as bits. Compilers may not drop the addition: it turns
/// a negative zero into a positive one.
static uint64_t getKey(double value) {
  return std::bit_cast<uint64_t>(value + 0.0);
}

/// The table's slot where the search for a key begins.
static size_t hash(uint64_t key, int bits) {
  // Fibonacci hashing. Floats have their bits at the upper end.
  return (key ^ key >> 32) * 0x9E3779B97F4A7C15u >> (64 - bits);
}

void ValueCounter::add(std::span<const double> values) {
  size_t added = isBinned ? 0 : addFew(values);
  addMany(values.subspan(added));
}

size_t ValueCounter::addFew(std::span<const double> values) {
  for (size_t i = 0; i < values.size(); ++i) {
    uint64_t key = getKey(values[i]);
    size_t slot = hash(key, kSlotBits);
    while (keys[slot] != key && keys[slot] != kNoKey)
      slot = (slot + 1) % kSlots;
    if (keys[slot] == key)
      ++keyCounts[slot];
    else if (!insert(key, slot))
      return i;
  }
  return values.size();
}

bool ValueCounter::insert(uint64_t key, size_t slot) {
  auto value = std::bit_cast<double>(key);
  if (!std::isfinite(value))
    return true;
  if (keyCount == Distribution::kMaxValues) {
    Distribution few = sortFew();
    lowest = std::min(value, few.low());
    highest = std::max(value, few.high());
    Grid next = makeGrid(lowest, highest);
    setBins(next, few.countIn(next));
    isBinned = true;
    return false;
  }
  keys[slot] = key;
  keyCounts[slot] = 1;
  ++keyCount;
  return true;
}

void ValueCounter::addMany(std::span<const double> values) {
  for (size_t i = 0; i < values.size(); ++i) {
    double value = values[i];
    // False of a NaN, too.
    if (!(value >= lowest && value <= highest)) {
      if (!std::isfinite(value))
        continue;
      widen(value);
    }
    // What Grid::indexOf does, without a call.
    auto index = static_cast<int64_t>(value * inverseWidth);
    index -= value < static_cast<double>(index) * width;
    ++bins[i % kWays][static_cast<size_t>(index) % Grid::kMaxBins];
  }
}

void ValueCounter::widen(double value) {
  Distribution many = finish();
  lowest = std::min(value, lowest);
  highest = std::max(value, highest);
  Grid next = makeGrid(lowest, highest);
  if (next.exponent == grid.exponent)
    grid = next;
  else
    setBins(next, many.countIn(next));
}

void ValueCounter::setBins(const Grid &next, std::span<const size_t> counts) {
  grid = next;
  width = grid.width();
  inverseWidth = std::ldexp(1, -grid.exponent);
  bins = {};
  for (size_t i = 0; i < grid.bins; ++i)
    bins[0][static_cast<size_t>(grid.first + int64_t(i)) % Grid::kMaxBins] =
        counts[i];
}

Distribution ValueCounter::sortFew() const {
  std::vector<std::pair<double, size_t>> found;
  for (size_t slot = 0; slot < kSlots; ++slot)
    if (keys[slot] != kNoKey)
      found.emplace_back(std::bit_cast<double>(keys[slot]), keyCounts[slot]);
  std::ranges::sort(found);
  std::vector<double> values;
  std::vector<size_t> counts;
  for (auto [value, count] : found) {
    values.push_back(value);
    counts.push_back(count);
  }
  return {std::move(values), std::move(counts)};
}

Distribution ValueCounter::finish() const {
  if (!isBinned)
    return sortFew();
  std::vector<size_t> counts(grid.bins);
  for (const auto &way : bins)
    for (size_t i = 0; i < grid.bins; ++i)
      counts[i] +=
          way[static_cast<size_t>(grid.first + int64_t(i)) % Grid::kMaxBins];
  return {lowest, highest, std::move(counts)};
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From the bit pattern of an element to its palette entry, for all groups of a
// weight: by search, or by a table of all patterns. Both are given the same
// thresholds and offer the same lookup.
//
// Thresholds are ordered keys. An element takes the entry l such that the
// thresholds of the entries 1, ..., l are at most its key, and none of the
// others. Entries that no element takes have the threshold of the next entry;
// where there is none, the greatest key, which belongs to a NaN.

#ifndef COREAI_CLUSTERING_LABELLOOKUP_H
#define COREAI_CLUSTERING_LABELLOOKUP_H

#include "coreai/Encoding/FloatFormat.h"

#include <algorithm>
#include <cassert>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace coreai::clustering {

/// Looks entries up by binary search over the thresholds.
template <std::unsigned_integral BitsType>
class ThresholdLookup {
public:
  using Bits = BitsType;

  ThresholdLookup(size_t groups, unsigned bits)
      : bits(bits), size(size_t(1) << bits), thresholds(groups * size) {}

  /// Sets the \p thresholds [2^bits - 1] of one group.
  void setGroup(size_t group, std::span<const Bits> groupThresholds) {
    assert(groupThresholds.size() == size - 1);
    std::copy(groupThresholds.begin(), groupThresholds.end(),
              thresholds.begin() + group * size);
  }

  /// A function from the patterns of a group to its entries.
  auto ofGroup(size_t group) const {
    return
        [first = thresholds.data() + group * size, bits = bits](Bits pattern) {
          Bits key = encoding::orderedKey(pattern);
          unsigned entry = 0;
          for (unsigned bit = bits; bit-- > 0;) {
            unsigned middle = entry + (1u << bit);
            entry |= unsigned(first[middle - 1] <= key) << bit;
          }
          return static_cast<uint8_t>(entry);
        };
  }

private:
  unsigned bits;
  size_t size;
  std::vector<Bits> thresholds; // [groups, size], the last of each unused.
};

/// Looks entries up in a table of all patterns of a 16-bit format.
class PatternLookup {
public:
  using Bits = uint16_t;

  PatternLookup(size_t groups, unsigned bits) : entries(groups * patterns) {}

  /// Sets the \p thresholds [2^bits - 1] of one group.
  void setGroup(size_t group, std::span<const Bits> thresholds) {
    assert(thresholds.size() < 256);
    uint8_t *groupEntries = entries.data() + group * patterns;
    size_t key = 0;
    for (size_t entry = 0; entry <= thresholds.size(); ++entry) {
      size_t end = entry < thresholds.size() ? thresholds[entry] : patterns;
      for (; key < end; ++key)
        groupEntries[encoding::bitsOfOrderedKey(static_cast<Bits>(key))] =
            static_cast<uint8_t>(entry);
    }
  }

  /// A function from the patterns of a group to its entries.
  auto ofGroup(size_t group) const {
    return [first = entries.data() + group * patterns](Bits pattern) {
      return first[pattern];
    };
  }

private:
  static constexpr size_t patterns = size_t(1) << 16;

  std::vector<uint8_t> entries; // [groups, patterns]
};

} // namespace coreai::clustering

#endif // COREAI_CLUSTERING_LABELLOOKUP_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From the bit pattern of an element to its table entry: by search, or by a
// table over the upper bits of all patterns. Both build on the same thresholds.

#ifndef COREAI_LIB_CLUSTERING_SCALAR_ENTRYLOOKUP_H
#define COREAI_LIB_CLUSTERING_SCALAR_ENTRYLOOKUP_H

#include "Clustering/Scalar/StoredTable.h"
#include "coreai/Elements/FloatFormat.h"

#include <algorithm>
#include <cassert>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace coreai::clustering {

/// Where entries begin, as ordered keys: an element takes the entry l such that
/// the thresholds of the entries 1, ..., l are at most its key, and none of the
/// others. Entries that no element takes have the threshold of the next entry;
/// where there is none, the greatest key, which belongs to a NaN.
/// Midway between two entries, takesLower decides.
///
/// Shapes:  \p decoded [k] ascending, finite numbers of \p format; \p
///          thresholds [k], overwritten: thresholds[l - 1] is that of entry l,
///          and the last one is the greatest key.
template <elements::FloatFormat format, std::unsigned_integral Bits>
void computeThresholds(std::span<const double> decoded,
                       std::span<Bits> thresholds) {
  Bits next = std::numeric_limits<Bits>::max();
  thresholds[decoded.size() - 1] = next;
  for (size_t entry = decoded.size() - 1; entry > 0; --entry) {
    double lower = decoded[entry - 1], upper = decoded[entry];
    if (lower < upper) {
      // Close by; halves first, so that nothing overflows.
      double middle = lower / 2 + upper / 2;
      Bits key = elements::orderedKey(
          static_cast<Bits>(elements::encode(format, middle)));
      while (takesLower(elements::valueOfKey<format>(key), lower, upper))
        ++key;
      while (
          !takesLower(elements::valueOfKey<format>(static_cast<Bits>(key - 1)),
                      lower, upper))
        --key;
      next = key;
    }
    thresholds[entry - 1] = next;
  }
}

/// Looks entries up by binary search over thresholds [2^bits].
template <std::unsigned_integral Bits>
struct SearchLookup {
  const Bits *thresholds;
  unsigned bits;

  uint8_t ofKey(Bits key) const {
    unsigned entry = 0;
    for (unsigned bit = bits; bit-- > 0;) {
      unsigned middle = entry + (1u << bit);
      entry |= unsigned(thresholds[middle - 1] <= key) << bit;
    }
    return static_cast<uint8_t>(entry);
  }

  uint8_t operator()(Bits pattern) const {
    return ofKey(elements::orderedKey(pattern));
  }
};

/// Looks entries up by the upper 16 bits of the key, and goes on from there.
/// Keys of 16 bits lead to the entry at once.
template <std::unsigned_integral Bits>
class CellLookup {
public:
  /// Shapes: \p thresholds [k], which must outlive the use of the object; \p
  ///         cells is memory to use, and to keep for the next time.
  CellLookup(std::span<const Bits> thresholds, std::vector<uint8_t> &cells)
      : thresholds(thresholds.data()) {
    cells.resize(kCellCount);
    first = cells.data();
    size_t cell = 0;
    for (size_t entry = 0; entry < thresholds.size(); ++entry) {
      // A cell that begins exactly at a threshold belongs above it.
      size_t end = thresholds[entry] == std::numeric_limits<Bits>::max()
                       ? kCellCount
                       : (size_t(thresholds[entry]) + kCellMask) >> kShift;
      fill(cell, end, static_cast<uint8_t>(entry));
      cell = std::max(cell, end);
    }
  }

  uint8_t ofKey(Bits key) const {
    uint8_t entry = first[slotOf(key >> kShift)];
    if constexpr (kShift > 0)
      while (key >= thresholds[entry])
        ++entry;
    return entry;
  }

  uint8_t operator()(Bits pattern) const {
    if constexpr (kShift == 0)
      return first[pattern];
    return ofKey(elements::orderedKey(pattern));
  }

private:
  static constexpr size_t kCellCount = size_t(1) << 16;
  static constexpr unsigned kShift = 8 * sizeof(Bits) - 16;
  static constexpr Bits kCellMask = (Bits(1) << kShift) - 1;

  /// Cells of 16-bit keys lie in the order of patterns, which saves elements
  /// the conversion.
  static size_t slotOf(size_t cell) {
    if constexpr (kShift == 0)
      return elements::bitsOfOrderedKey(static_cast<Bits>(cell));
    return cell;
  }

  /// Sets the cells from \p begin up to, but not including, \p end.
  void fill(size_t begin, size_t end, uint8_t entry) {
    if constexpr (kShift > 0) {
      std::fill(first + begin, first + std::max(begin, end), entry);
    } else {
      // Patterns of negative keys descend as these ascend.
      constexpr size_t kZero = kCellCount / 2;
      size_t negativeEnd = std::min(end, kZero);
      if (begin < negativeEnd)
        std::fill(first + kCellCount - negativeEnd, first + kCellCount - begin,
                  entry);
      size_t positiveBegin = std::max(begin, kZero);
      if (positiveBegin < end)
        std::fill(first + positiveBegin - kZero, first + end - kZero, entry);
    }
  }

  const Bits *thresholds;
  uint8_t *first;
};

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_SCALAR_ENTRYLOOKUP_H

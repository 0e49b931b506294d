// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The numbers that the entries of a table may decode to.

#ifndef COREAI_LIB_CLUSTERING_TABLELEVELS_H
#define COREAI_LIB_CLUSTERING_TABLELEVELS_H

#include "coreai/Clustering/TableType.h"
#include "coreai/Elements/FloatFormat.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace coreai::clustering {

/// The numbers that entries may be, in ascending order: level 0, 1, ... None of
/// them is infinite or a negative zero.
class TableLevels {
public:
  /// The finite numbers of \p format, with one zero, that remain finite when
  /// multiplied by \p factor.
  explicit TableLevels(elements::FloatFormat format, double factor = 1);

  /// The levels of a narrow \p type times \p scale, rounded to \p format: those
  /// that are finite then. Levels near zero may be equal.
  TableLevels(TableType type, elements::FloatFormat format, double scale);

  /// The same where channels are scaled differently, the most by \p
  /// largestScale: levels times \p factor, not rounded.
  TableLevels(TableType type, elements::FloatFormat format, double factor,
              double largestScale);

  size_t count() const { return 2 * zero + 1; }
  double value(size_t level) const;

  /// The level nearest to \p value: the lower one of two, the lowest of several
  /// that are equal but zero itself of those that are zero, and the first or
  /// last if \p value is beyond.
  size_t nearest(double value) const;

  /// The next number of a narrow table above or below one of its own. None, if
  /// that is the last, or entries are as the weight: then there are so many
  /// that the next one makes no difference.
  std::optional<double> next(double value, bool above) const;

  /// Writes a level as entry \p index of \p table.
  void store(size_t level, std::byte *table, size_t index) const;

private:
  uint64_t bitsOf(size_t level) const;

  TableType type;
  elements::FloatFormat format;
  std::vector<double> values; // Of all levels; empty if as the weight.
  size_t skipped = 0;         // Levels of the type left out at either end.
  size_t zero;                // The level of zero, which is in the middle.
};

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_TABLELEVELS_H

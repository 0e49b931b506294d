// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From centroids, which are any numbers, to a table, which holds what its type
// can represent.

#ifndef COREAI_LIB_CLUSTERING_SCALAR_STOREDTABLE_H
#define COREAI_LIB_CLUSTERING_SCALAR_STOREDTABLE_H

#include "Clustering/Scalar/DistinctValues.h"
#include "coreai/Clustering/TableType.h"
#include "coreai/Elements/FloatFormat.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace coreai::clustering {

/// The numbers that entries may be, in ascending order: level 0, 1, ...
class TableLevels {
public:
  /// The finite numbers of \p format, with one zero, that remain finite when
  /// multiplied by \p factor.
  TableLevels(elements::FloatFormat format, double factor);

  /// The levels of a narrow \p type times \p scale, rounded to \p format: those
  /// that are finite then. Levels near zero may be equal.
  TableLevels(TableType type, elements::FloatFormat format, double scale);

  /// The same where channels are scaled differently, the most by \p
  /// largestScale: levels times \p factor, not rounded.
  TableLevels(TableType type, elements::FloatFormat format, double factor,
              double largestScale);

  size_t count() const { return 2 * zero + 1; }
  double value(size_t level) const;
  double storedValue(size_t level) const; // Before the scale.
  size_t nearest(double value) const;     // Of the first or last, if beyond.

  /// Writes a level as entry \p index of \p table.
  void store(size_t level, std::byte *table, size_t index) const;

private:
  uint64_t bitsOf(size_t level) const;

  TableType type;
  elements::FloatFormat format;
  double scale = 1;
  bool isRounded = false;
  size_t skipped = 0; // Levels of the type left out at either end.
  size_t zero;        // The level of zero, which is in the middle.
};

/// Rounds centroids, and no more.
std::vector<size_t> nearestLevels(const TableLevels &levels,
                                  std::span<const double> centroids);

/// Chooses the levels of a table whose type has few: the best \p clusters there
/// are, or all that differ.
std::vector<size_t> chooseLevels(const DistinctValues &distinct,
                                 const TableLevels &levels, size_t clusters);

/// Rounds ascending \p centroids to levels, and then moves single entries to
/// other levels for as long as that lowers the error, with every value taking
/// the nearest entry, by more than the rounding of sums; but not without end
/// where it falls by next to nothing. Does not move entries if values are means
/// of bins: what there is to gain is less than bins tell.
std::vector<size_t> roundToLevels(const DistinctValues &distinct,
                                  const TableLevels &levels,
                                  std::span<const double> centroids);

/// True if \p value is no farther from \p lower than from \p upper. Exact.
bool takesLower(double value, double lower, double upper);

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_SCALAR_STOREDTABLE_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The table of a group as it is stored.

#ifndef COREAI_LIB_CLUSTERING_VECTOR_TABLE_H
#define COREAI_LIB_CLUSTERING_VECTOR_TABLE_H

#include "coreai/Clustering/TableType.h"
#include "coreai/Elements/FloatFormat.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace coreai::clustering {

/// The numbers that a group's table can hold.
class VectorLevels {
public:
  /// Those of a table whose largest component is to be \p largest. Nothing, if
  /// there is no scale for it.
  static std::optional<VectorLevels>
  create(TableType type, elements::FloatFormat format, double largest);

  /// What the nearest number is stored as, the lower one of two. \p value does
  /// not exceed the format's largest number.
  uint64_t nearestCode(double value) const;

  /// What a code decodes to.
  double decoded(uint64_t code) const;

  /// The next number of a narrow table above or below one of its own. None, if
  /// that is the last, or entries are as the weight: then there are so many
  /// that the next one makes no difference.
  std::optional<double> next(double value, bool above) const;

  /// Writes entry \p index of a table, and that of the scales.
  void store(std::byte *table, size_t index, uint64_t code) const;
  void storeScale(std::byte *scales, size_t index) const {
    elements::store(format, scales, index, scale);
  }

private:
  VectorLevels(TableType type, elements::FloatFormat format)
      : type(type), format(format) {}

  TableType type;
  elements::FloatFormat format;
  double scale = 1;
  std::vector<double> levels; // Decoded, ascending; empty for AsWeight.
};

/// Entries rounded to what the table can hold, in lexicographic order of what
/// they decode to.
class VectorTable {
public:
  /// Rounds \p entries [size, dim].
  VectorTable(const VectorLevels &levels, std::span<const double> entries,
              size_t dim);

  /// What the entries decode to: [size, dim].
  const std::vector<double> &decoded() const { return values; }

  /// Writes the entries from component \p first of \p table on.
  void store(const VectorLevels &levels, std::byte *table, size_t first) const;

  bool operator==(const VectorTable &other) const = default;

private:
  std::vector<uint64_t> codes; // [size, dim]
  std::vector<double> values;  // [size, dim]
};

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_VECTOR_TABLE_H

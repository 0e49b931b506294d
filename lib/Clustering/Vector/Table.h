// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The table of a group of vectors as it is stored.

#ifndef COREAI_LIB_CLUSTERING_VECTOR_TABLE_H
#define COREAI_LIB_CLUSTERING_VECTOR_TABLE_H

#include "Clustering/TableLevels.h"

#include <cstddef>
#include <span>
#include <vector>

namespace coreai::clustering {

/// Entries rounded to what the table can hold, in lexicographic order of what
/// they decode to.
class EntryTable {
public:
  /// Rounds \p entries [size, dim].
  EntryTable(const TableLevels &levels, std::span<const double> entries,
             size_t dim);

  /// What the entries decode to: [size, dim].
  const std::vector<double> &decoded() const { return values; }

  /// Writes the entries from component \p first of \p table on.
  void store(const TableLevels &levels, std::byte *table, size_t first) const;

  bool operator==(const EntryTable &other) const = default;

private:
  std::vector<size_t> chosen; // Levels [size, dim]
  std::vector<double> values; // [size, dim]
};

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_VECTOR_TABLE_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From centroids, which are any numbers, to a table, which holds what its type
// can represent.

#ifndef COREAI_LIB_CLUSTERING_SCALAR_STOREDTABLE_H
#define COREAI_LIB_CLUSTERING_SCALAR_STOREDTABLE_H

#include "Clustering/Scalar/DistinctValues.h"
#include "Clustering/TableLevels.h"

#include <cstddef>
#include <span>
#include <vector>

namespace coreai::clustering {

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

/// The tie rule of scalar tables: midway, the lower entry wins. Lookup, search
/// and measurement all use it; Codebook::nearest has the rule of vectors.
///
/// Returns: true if \p value is no farther from \p lower than from \p upper.
///          Exact.
bool takesLower(double value, double lower, double upper);

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_SCALAR_STOREDTABLE_H

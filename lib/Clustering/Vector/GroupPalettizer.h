// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Palettizing one group of a weight.

#ifndef COREAI_LIB_CLUSTERING_VECTOR_GROUPPALETTIZER_H
#define COREAI_LIB_CLUSTERING_VECTOR_GROUPPALETTIZER_H

#include "Clustering/Vector/Source.h"
#include "coreai/Clustering/Palettizer.h"

#include <cstddef>
#include <optional>

namespace coreai::clustering {

/// What becomes of a group.
struct GroupResult {
  metrics::ErrorSums accuracy;
  bool isClamped = false; // As PaletteResult::clampedScales counts it.
};

/// Writes the table, scale and indices of group \p group of \p job, which is
/// not empty.
///
/// Returns: nothing if the work is cancelled.
///
/// The indices must be zero before, since those of other groups may share their
/// bytes, and may be written at the same time.
std::optional<GroupResult> palettizeGroup(const Work &work,
                                          const PaletteJob &job, size_t group);

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_VECTOR_GROUPPALETTIZER_H

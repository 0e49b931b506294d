// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Palettizing one group of a weight.

#ifndef COREAI_LIB_CLUSTERING_VECTOR_GROUPPALETTIZER_H
#define COREAI_LIB_CLUSTERING_VECTOR_GROUPPALETTIZER_H

#include "Clustering/Vector/Source.h"
#include "coreai/Clustering/Palettizer.h"

#include <cstddef>

namespace coreai::clustering {

/// Writes the table, scale and indices of group \p group of \p job, which is
/// not empty.
///
/// Returns: Palettized, ScaleUnderflow or Cancelled; with the first, \p
///          accuracy is set.
///
/// The indices must be zero before, since those of other groups may share their
/// bytes, and may be written at the same time.
Outcome palettizeGroup(const Work &work, const PaletteJob &job, size_t group,
                       metrics::ErrorSums &accuracy);

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_VECTOR_GROUPPALETTIZER_H

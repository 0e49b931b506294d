// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The table of one group: from samples to stored entries and scales.

#ifndef COREAI_LIB_CLUSTERING_SCALAR_GROUPTABLE_H
#define COREAI_LIB_CLUSTERING_SCALAR_GROUPTABLE_H

#include "Clustering/Scalar/DistinctValues.h"
#include "Clustering/Scalar/GroupSamples.h"
#include "coreai/Clustering/KMeans1D.h"

#include <cstddef>
#include <optional>

namespace coreai::clustering {

/// Memory that fitting a table takes, kept from one group to the next.
struct TableScratch {
  DistinctScratch distinct;
  DistinctValues values;
  KMeans1DSolver solver;
};

/// What became of a group's table.
struct GroupFit {
  Outcome outcome = Outcome::Palettized;

  /// As PaletteResult::clampedScales counts it.
  bool isClamped = false;

  /// The accuracy of the group, where it can be told from distinct values.
  std::optional<metrics::ErrorSums> accuracy;
};

/// Fits the table of \p group, and stores its entries and scales.
///
/// Samples that are not finite need to be ruled out before, except in 16-bit
/// formats without scales and importance.
GroupFit fitGroupTable(const Group &group, const PaletteStorage &storage,
                       TableScratch &scratch);

/// True if a group of \p request may have too many values to be summarized in
/// the bounded memory of a worker.
bool hasWideGroups(const PaletteRequest &request);

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_SCALAR_GROUPTABLE_H

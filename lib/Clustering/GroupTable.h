// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The table of one group: from samples to stored entries and scales.

#ifndef COREAI_CLUSTERING_GROUPTABLE_H
#define COREAI_CLUSTERING_GROUPTABLE_H

#include "DistinctValues.h"
#include "GroupSamples.h"
#include "coreai/Clustering/KMeans1D.h"

#include <atomic>
#include <cstddef>
#include <vector>

namespace coreai::clustering {

/// Memory that fitting a table takes, kept from one group to the next.
struct TableScratch {
  DistinctScratch distinct;
  DistinctValues values;
  KMeans1DSolver solver;
};

/// A table and what its entries decode to.
struct GroupTable {
  ScalarOutcome outcome = ScalarOutcome::Palettized;

  /// [units, 2^bits], each ascending: the entries as numbers of the weight's
  /// format. Channels with scales of their own are units; otherwise the whole
  /// group is one.
  std::vector<double> decoded;

  /// True if the accuracy is already known, and set.
  bool isMeasured = false;
  Accuracy accuracy;
};

/// Fits the table of \p group, and stores its entries and scales where its
/// weight wants them.
///
/// Samples that are not finite need to be ruled out before, except in 16-bit
/// formats without scales and importance.
GroupTable fitGroupTable(const Group &group, TableScratch &scratch,
                         const std::atomic<bool> *cancelled);

/// True if a group of \p weight may have too many values to be summarized in
/// the bounded memory of a worker.
bool hasWideGroups(const ScalarWeight &weight);

} // namespace coreai::clustering

#endif // COREAI_CLUSTERING_GROUPTABLE_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The palette of one group: its table as stored, and which values take which
// entry.

#ifndef COREAI_CLUSTERING_GROUPPALETTE_H
#define COREAI_CLUSTERING_GROUPPALETTE_H

#include "DistinctValues.h"
#include "coreai/Clustering/ScalarPalettizer.h"
#include "coreai/Encoding/FloatFormat.h"

#include <cstddef>
#include <vector>

namespace coreai::clustering {

/// A table of 2^bits entries over the distinct values of a group.
struct GroupPalette {
  /// [2^bits], ascending, all of them exact in the format of the weight.
  std::vector<double> entries;

  /// [2^bits + 1], ascending, from 0 to the number of distinct values: the
  /// values begins[l] up to, but not including, begins[l + 1] take entry l.
  std::vector<size_t> begins;

  /// How far the entries are from the elements that take them.
  ScalarPalette accuracy;
};

/// Fits a palette of least squared error, then rounds its entries to \p format
/// and lets every value take the nearest one: the lower of two that are equally
/// near, and the first of several that are equal. Missing entries repeat the
/// last one.
GroupPalette fitPalette(encoding::FloatFormat format,
                        const DistinctValues &distinct, unsigned bits);

} // namespace coreai::clustering

#endif // COREAI_CLUSTERING_GROUPPALETTE_H

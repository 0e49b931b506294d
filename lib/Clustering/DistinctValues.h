// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What clustering needs to know of a group of elements: which values occur, and
// how often.

#ifndef COREAI_CLUSTERING_DISTINCTVALUES_H
#define COREAI_CLUSTERING_DISTINCTVALUES_H

#include "coreai/Clustering/ScalarPalettizer.h"
#include "coreai/Encoding/FloatFormat.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace coreai::clustering {

/// The values of a group, signed zeros taken as one.
struct DistinctValues {
  std::vector<double> values; // [n], strictly ascending.
  std::vector<double> counts; // [n], positive integers.
};

/// Groups of at least this many elements are worth a table with an entry for
/// each of the 65,536 patterns of a 16-bit format.
constexpr size_t patternTableMinElements = size_t(1) << 16;

/// Calls visit(first, length) for every run, clipped to the range, of the
/// elements \p begin up to \p end of group \p group, counted within the group.
/// `first` counts within the weight.
template <typename Visitor>
void forEachRun(const ChannelGroups &groups, size_t group, size_t begin,
                size_t end, Visitor visit) {
  size_t runElements = groups.runElements();
  while (begin < end) {
    size_t run = begin / runElements;
    size_t offset = begin % runElements;
    size_t length = std::min(runElements - offset, end - begin);
    visit((run * groups.count() + group) * runElements + offset, length);
    begin += length;
  }
}

/// Summarizes one group of \p weight, whose elements are finite and of a format
/// of at least 16 bits.
///
/// Large groups are read in parallel; the result does not depend on it.
DistinctValues distinctValues(encoding::FloatFormat format,
                              std::span<const std::byte> weight,
                              const ChannelGroups &groups, size_t group);

} // namespace coreai::clustering

#endif // COREAI_CLUSTERING_DISTINCTVALUES_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Walking through the elements of a group in the order of the weight.

#ifndef COREAI_LIB_CLUSTERING_ELEMENTRUNS_H
#define COREAI_LIB_CLUSTERING_ELEMENTRUNS_H

#include "coreai/Clustering/ChannelGroups.h"

#include <algorithm>
#include <cstddef>

namespace coreai::clustering {

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

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_ELEMENTRUNS_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which elements of a weight share a table.

#ifndef COREAI_CLUSTERING_CHANNELGROUPS_H
#define COREAI_CLUSTERING_CHANNELGROUPS_H

#include <cassert>
#include <cstddef>

namespace coreai::clustering {

/// How a row-major weight splits into groups of output channels that share one
/// table.
///
/// The weight's shape is folded to [outer, channels, inner] around the channel
/// axis. Group g holds the channels [g * groupChannels, (g + 1) *
/// groupChannels) of every outer index.
struct ChannelGroups {
  size_t outer = 1;
  size_t channels = 1;
  size_t inner = 1;
  size_t groupChannels = 1; // Divides channels.

  /// Number of groups.
  size_t count() const {
    assert(groupChannels > 0 && channels % groupChannels == 0 &&
           "groups must divide the channels evenly");
    return channels / groupChannels;
  }

  /// Number of elements of the weight.
  size_t elements() const { return outer * channels * inner; }

  /// Number of elements in a run: the largest stretch of consecutive elements
  /// that belong to one group. The weight is a sequence of runs, and run r
  /// belongs to group r % count().
  size_t runElements() const { return groupChannels * inner; }

  /// Number of elements in a group, which consists of `outer` runs.
  size_t groupElements() const { return outer * runElements(); }

  /// The channel of the element at a row-major index.
  size_t channelOf(size_t index) const { return index / inner % channels; }
};

} // namespace coreai::clustering

#endif // COREAI_CLUSTERING_CHANNELGROUPS_H

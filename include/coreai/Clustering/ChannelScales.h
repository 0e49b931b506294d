// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The scales that bring all channels of a weight to the same range.

#ifndef COREAI_CLUSTERING_CHANNELSCALES_H
#define COREAI_CLUSTERING_CHANNELSCALES_H

#include "coreai/Clustering/ChannelGroups.h"
#include "coreai/Elements/FloatFormat.h"

#include <cstddef>
#include <span>

namespace coreai::clustering {

/// The largest magnitude of every output channel, or 1 if a channel is all
/// zeros: what to divide channels by so that all have the same range.
///
/// Shapes:  \p weight [outer, channels, inner] and \p scales [channels] in \p
///          format, overwritten.
/// Units:   scales are in the unit of the weight, and exact.
/// Errors:  none reported: shapes are asserted. If a channel is not finite its
///          scale is unspecified.
void absoluteMaxima(elements::FloatFormat format,
                    std::span<const std::byte> weight,
                    const ChannelGroups &groups, std::span<std::byte> scales);

} // namespace coreai::clustering

#endif // COREAI_CLUSTERING_CHANNELSCALES_H

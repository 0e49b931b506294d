// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Palettizes one whole weight: a table of scalars for every group of output
// channels, and for every element the index of its table entry.

#ifndef COREAI_CLUSTERING_SCALARPALETTIZER_H
#define COREAI_CLUSTERING_SCALARPALETTIZER_H

#include "coreai/Encoding/FloatFormat.h"

#include <cassert>
#include <cstddef>
#include <optional>
#include <span>

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
};

/// How far a palettized weight is from the original, measured on the stored
/// table entries.
struct ScalarPalette {
  double squaredError = 0; // Sum of (original - decoded)^2.
  double squaredNorm = 0;  // Sum of original^2.
  double maxAbsError = 0;  // Largest |original - decoded|.
};

/// An element that no table can represent.
struct NonFinite {
  size_t index; // Row-major.
  double value; // Infinite or NaN.
};

/// Finds the first element that is infinite or NaN.
///
/// Shapes:  \p data holds a whole number of elements of \p format.
/// Returns: the offending element of lowest index, or nothing.
/// Errors:  none.
///
/// Runs in the caller's TBB arena; the result does not depend on its size.
std::optional<NonFinite> findNonFinite(encoding::FloatFormat format,
                                       std::span<const std::byte> data);

/// Palettizes a weight with one optimal table per group of channels.
///
/// Shapes:  \p weight [outer, channels, inner] in \p format, one of F16, BF16,
///          F32 and F64, all elements finite (see findNonFinite). \p bits is
///          1, 2, 3, 4, 6 or 8. \p tables [groups.count(), 2^bits] in \p
///          format, overwritten. \p indices [packedSize(elements, bits)]
///          bytes, overwritten with one index per element in the order of the
///          weight, as pack lays them out.
/// Units:   table entries, and the maximum error, in the unit of the weight;
///          squared error and norm in its square.
/// Returns: the distance between the weight and its decoded indices.
/// Errors:  none reported: the shapes are asserted. Sums that exceed the range
///          of double are infinite.
///
/// Every group is clustered at the global optimum (solveKMeans1D); centroids
/// are then rounded to the format, and every element takes the nearest stored
/// entry, the lower one if it lies midway. Each table ascends. A group with no
/// more than 2^bits distinct values is stored exactly, and its table padded
/// with its last value. Of equal entries the first is the one used. Signed
/// zeros are one value and decode to +0.
///
/// Runs in the caller's TBB arena. The same bits for every number of workers:
/// groups are independent, and their errors are added in order.
ScalarPalette palettizeScalar(encoding::FloatFormat format,
                              std::span<const std::byte> weight,
                              const ChannelGroups &groups, unsigned bits,
                              std::span<std::byte> tables,
                              std::span<std::byte> indices);

} // namespace coreai::clustering

#endif // COREAI_CLUSTERING_SCALARPALETTIZER_H

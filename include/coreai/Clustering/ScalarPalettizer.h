// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Palettizes whole weights with tables of scalars: a table for every group of
// output channels, and for every element the index of its table entry.

#ifndef COREAI_CLUSTERING_SCALARPALETTIZER_H
#define COREAI_CLUSTERING_SCALARPALETTIZER_H

#include "coreai/Clustering/ChannelGroups.h"
#include "coreai/Clustering/Monitor.h"
#include "coreai/Clustering/Outcome.h"
#include "coreai/Clustering/TableType.h"
#include "coreai/Elements/FloatFormat.h"
#include "coreai/Metrics/ErrorSums.h"

#include <cstddef>
#include <optional>
#include <span>

namespace coreai::clustering {

/// How to palettize a weight with tables of scalars.
struct ScalarOptions {
  /// Width of an index: 1, 2, 3, 4, 6 or 8. A table has 2^bits entries.
  unsigned bits = 4;

  /// What table entries are stored as.
  TableType tableType = TableType::AsWeight;

  /// Whether a group of more than 65,536 distinct values is clustered by way of
  /// a histogram (see Histogram.h) instead of value by value.
  bool fastMode = true;

  /// The histogram's bins start at a width of 10^-roundingPrecision, in the
  /// unit of what is clustered, unless the values are too small for that.
  int roundingPrecision = 4;
};

/// A weight to palettize, and where the result goes.
struct ScalarWeight {
  /// The elements, row-major.
  elements::FloatFormat format = elements::FloatFormat::F32; // 16 bits or more.
  std::span<const std::byte> weight; // [outer, channels, inner]
  ChannelGroups groups;
  ScalarOptions options;

  /// If not empty, what each channel is divided by before it is clustered,
  /// positive and finite. Quotients have to be within the range of f32, or that
  /// of f64 for its elements. The error that is minimised remains the weight's.
  std::span<const std::byte> channelScales; // [channels], in the same format.

  /// If not empty, the factor that the squared error of each element counts
  /// with: finite and not negative. A group whose factors are all zero is
  /// clustered as if they were one.
  std::span<const float> importance; // [outer, channels, inner]

  /// Overwritten, unless the weight is skipped: then unspecified.
  std::span<std::byte> tables;  // [count, 2^bits] in the table's type.
  std::span<std::byte> indices; // packedSize(elements, bits) bytes.

  /// Only with a narrow table type: [count], or [channels] if there are channel
  /// scales: the product of table scale and channel scale. In the weight's
  /// format.
  std::span<std::byte> scales;

  /// Set in any case.
  Outcome outcome = Outcome::Cancelled;
  std::optional<NonFinite> nonFinite; // The first, if that is the outcome.
  metrics::ErrorSums accuracy;
};

/// Palettizes weights with one table per group of channels.
///
/// Shapes:  as with the fields of ScalarWeight.
/// Units:   table entries in the unit of the weight, or without unit if there
///          are scales.
/// Returns: for each weight its outcome and, if palettized, the distance
///          between the weight and what it decodes to: entry, less the zero
///          point, times scale, rounded to the weight's format.
/// Errors:  a weight's outcome, which does not depend on other weights. Shapes
///          are asserted. Sums that exceed the range of double are infinite.
///
/// Every group is clustered at the global optimum (solveKMeans1D), or close to
/// it where fast mode applies. Centroids are rounded to what the table can
/// hold, in such a way that moving any one entry to a neighbouring number does
/// not lower the error (see StoredTable.h), and every element takes the entry
/// that decodes nearest to it, the lower one if it lies midway. Each table
/// ascends. A group with no more than 2^bits distinct values is stored exactly,
/// if the table's type can, and its table padded with its last value. Of equal
/// entries the first is the one used. Signed zeros are one value, and an entry
/// of zero is +0.
///
/// Runs in the caller's TBB arena, over weights, groups and blocks of elements
/// at once. The same bytes for every number of workers. Beyond input and output
/// it takes at most 64 MiB and 4 MiB per worker; with fast mode off, a group of
/// more than 65,536 elements takes estimateScratch() instead.
///
/// Counts what is done in \p monitor, where not null. Once that is cancelled,
/// all work stops within a fraction of a second, and weights not finished by
/// then are Cancelled.
void palettizeScalars(std::span<ScalarWeight> weights,
                      Monitor *monitor = nullptr);

/// The most memory that palettizing takes beyond input and output, in bytes,
/// for \p workers workers.
size_t estimateScratch(std::span<const ScalarWeight> weights, unsigned workers);

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

#endif // COREAI_CLUSTERING_SCALARPALETTIZER_H

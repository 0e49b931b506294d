// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Palettizes whole weights: a table of scalars or vectors for every group of
// output channels, and for every element, or every vector of consecutive
// channels, the index of its table entry.

#ifndef COREAI_CLUSTERING_PALETTIZER_H
#define COREAI_CLUSTERING_PALETTIZER_H

#include "coreai/Clustering/ChannelGroups.h"
#include "coreai/Clustering/Monitor.h"
#include "coreai/Clustering/NonFinite.h"
#include "coreai/Clustering/Outcome.h"
#include "coreai/Clustering/TableType.h"
#include "coreai/Elements/FloatFormat.h"
#include "coreai/Metrics/ErrorSums.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace coreai::clustering {

/// How to palettize a weight.
struct PaletteOptions {
  /// Width of an index: 1, 2, 3, 4, 6 or 8. A table has 2^bits entries.
  unsigned bits = 4;

  /// Components of an entry: 1 for tables of scalars; 2 to 16, a divisor of the
  /// group's channels, for tables of vectors.
  unsigned dim = 1;

  /// What table entries are stored as.
  TableType tableType = TableType::AsWeight;

  /// Scalars only: whether a group of more than 65,536 distinct values is
  /// clustered by way of a histogram (see Histogram.h) instead of value by
  /// value.
  bool fastMode = true;

  /// Scalars only: the histogram's bins start at a width of
  /// 10^-roundingPrecision, in the unit of what is clustered, unless the values
  /// are too small for that.
  int roundingPrecision = 4;

  /// Vectors only: the seed of the random numbers that clustering starts from.
  uint64_t seed = 0;
};

/// What is asked for: a weight, and how to palettize it.
///
/// Component d of the vector at [o, v, i] is the element at [o, v * dim + d,
/// i].
struct PaletteRequest {
  /// The elements, row-major.
  elements::FloatFormat format = elements::FloatFormat::F32; // 16 bits or more.
  std::span<const std::byte> weight = {}; // [outer, channels, inner]
  ChannelGroups groups = {};
  PaletteOptions options = {};

  /// If not empty, what each channel is divided by before it is clustered,
  /// positive and finite. Quotients have to be within the range of f32, or that
  /// of f64 for its elements. The error that is minimised remains the weight's.
  /// Scalars only.
  std::span<const std::byte> channelScales = {}; // [channels], in that format.

  /// If not empty, the factor that the squared error of each element counts
  /// with: finite and not negative. A group whose factors are all zero is
  /// clustered as if they were one.
  std::span<const float> importance = {}; // [outer, channels, inner]
};

/// Where the result goes: overwritten, unless the weight is skipped; then
/// unspecified.
struct PaletteStorage {
  std::span<std::byte> tables = {}; // [count, 2^bits, dim] in the table's type.
  std::span<std::byte> indices = {}; // [outer, channels / dim, inner], packed.

  /// Only with a narrow table type: [count], or [channels] if there are channel
  /// scales: the product of table scale and channel scale. In the weight's
  /// format.
  std::span<std::byte> scales = {};
};

/// What became of a weight.
struct PaletteResult {
  Outcome outcome = Outcome::Cancelled;
  std::optional<NonFinite> nonFinite; // The first, if that is the outcome.
  metrics::ErrorSums accuracy;

  /// Narrow tables for which the weight's format doesn't hold the scale that
  /// fits, which is too small or, with those of channels, too large, and which
  /// are not exact on the scale that they have instead.
  size_t clampedScales = 0;
};

/// One weight's way through palettize().
struct PaletteJob {
  PaletteRequest request = {};
  PaletteStorage storage = {};
  PaletteResult result = {}; // Set in any case.
};

/// Palettizes weights with one table per group of channels.
///
/// Shapes:  as with the fields of PaletteRequest and PaletteStorage.
/// Units:   table entries in the unit of the weight, or without unit if there
///          are scales.
/// Returns: for each weight its outcome and, if palettized, the distance
///          between the weight and what it decodes to: entry, less the zero
///          point, times scale, rounded to the weight's format.
/// Errors:  a weight's outcome, which does not depend on other weights. Shapes
///          are asserted. Sums that exceed the range of double are infinite.
/// Source:  KMeans1D.h for scalars, and Vector/KMeans.h for vectors.
///
/// Scalars: every group is clustered at the global optimum (solveKMeans1D), or
/// close to it where fast mode applies. Centroids are rounded to what the table
/// can hold, in such a way that moving any one entry to a neighbouring number
/// does not lower the error (see StoredTable.h), and every element takes the
/// entry that decodes nearest to it, the lower one if it lies midway (see
/// takesLower in StoredTable.h). Each table ascends. Signed zeros are one
/// value, and an entry of zero is +0.
///
/// Vectors: a group's vectors are clustered close to a local optimum of
/// k-means. The means are rounded to what the table can hold, and the table
/// refitted: with every vector at the entry that decodes nearest to it, the
/// means are rounded anew, which never raises the error. Then every vector
/// takes the entry at the least squared distance, weighted with importance and
/// computed in double, of several the first. A group of up to 2,048 vectors is
/// clustered several times, and its table is the one with the least error as
/// stored. Each table ascends in lexicographic order of what its entries decode
/// to. Signed zeros are one value and decode to +0.
///
/// A narrow table's scale maps its highest level, or a lower one if the scale
/// wouldn't be a normal number otherwise, to its largest magnitude. Where the
/// weight's format holds no such scale, or not in all channels, the table is
/// fitted on each of the scales that it does hold and that come near (see
/// Scaling.h), and the one with the least error is stored, of several
/// the smallest. What is nearer to zero than to any number on such a scale
/// becomes zero. So every finite weight has a palette.
///
/// A group with no more than 2^bits distinct scalars or vectors is stored
/// exactly, if the table's type can, and its table padded with its last entry.
/// Of equal entries the first is the one used.
///
/// Runs in the caller's TBB arena, over weights, groups and blocks of elements
/// at once. The same bytes for every number of workers and every instruction
/// set. Beyond input and output it takes at most 64 MiB and 4 MiB per worker,
/// besides 24 bytes per group; with fast mode off, a group of more than 65,536
/// scalars takes estimateScratch() instead.
///
/// Counts what is done in \p monitor, where not null. Once that is cancelled,
/// all work stops within a fraction of a second, and weights not finished by
/// then are Cancelled.
void palettize(std::span<PaletteJob> jobs, Monitor *monitor = nullptr);

/// The most memory that palettizing takes beyond input and output, in bytes,
/// for \p workers workers.
size_t estimateScratch(std::span<const PaletteRequest> requests,
                       unsigned workers);

} // namespace coreai::clustering

#endif // COREAI_CLUSTERING_PALETTIZER_H

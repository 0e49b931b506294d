// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Palettizes whole weights with tables of vectors: a table for every group of
// output channels, and for every vector of consecutive channels the index of
// its table entry.

#ifndef COREAI_CLUSTERING_VECTORPALETTIZER_H
#define COREAI_CLUSTERING_VECTORPALETTIZER_H

#include "coreai/Clustering/ChannelGroups.h"
#include "coreai/Clustering/Monitor.h"
#include "coreai/Clustering/Outcome.h"
#include "coreai/Clustering/TableType.h"
#include "coreai/Elements/FloatFormat.h"
#include "coreai/Metrics/ErrorSums.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace coreai::clustering {

/// How to palettize a weight with tables of vectors.
struct VectorOptions {
  /// Width of an index: 1, 2, 3, 4, 6 or 8. A table has 2^bits entries.
  unsigned bits = 4;

  /// Components of a vector: 1 to 16, a divisor of the group's channels.
  unsigned dim = 2;

  /// What table entries are stored as.
  TableType tableType = TableType::AsWeight;

  /// Of the random numbers that clustering starts from.
  uint64_t seed = 0;
};

/// A weight to palettize, and where the result goes.
///
/// Component d of the vector at [o, v, i] is the element at [o, v * dim + d,
/// i].
struct VectorWeight {
  /// The elements, row-major.
  elements::FloatFormat format = elements::FloatFormat::F32; // 16 bits or more.
  std::span<const std::byte> weight; // [outer, channels, inner]
  ChannelGroups groups;
  VectorOptions options;

  /// If not empty, the factor that the squared error of each element counts
  /// with: finite and not negative. A group whose factors are all zero is
  /// clustered as if they were one.
  std::span<const float> importance; // [outer, channels, inner]

  /// Overwritten, unless the weight is skipped: then unspecified.
  std::span<std::byte> tables;  // [count, 2^bits, dim] in the table's type.
  std::span<std::byte> indices; // [outer, channels / dim, inner], packed.

  /// Only with a narrow table type: [count] in the weight's format.
  std::span<std::byte> scales;

  /// Set in any case.
  Outcome outcome = Outcome::Cancelled;
  std::optional<NonFinite> nonFinite; // The first, if that is the outcome.
  metrics::ErrorSums accuracy;
};

/// Palettizes weights with one table of vectors per group of channels.
///
/// Shapes:  as with the fields of VectorWeight.
/// Units:   table entries in the unit of the weight, or without unit if there
///          are scales.
/// Returns: for each weight its outcome and, if palettized, the distance
///          between the weight and what it decodes to: entry, less the zero
///          point, times scale, rounded to the weight's format.
/// Errors:  a weight's outcome, which does not depend on other weights. Shapes
///          are asserted. Sums that exceed the range of double are infinite.
/// Source:  see VectorKMeans.h.
///
/// A group's vectors are clustered close to a local optimum of k-means. The
/// means are rounded to what the table can hold, and the table refitted: with
/// every vector at the entry that decodes nearest to it, the means are rounded
/// anew, which never raises the error. Then every vector takes the entry at the
/// least squared distance, weighted with importance and computed in double, of
/// several the first. A group of up to 2,048 vectors is clustered several
/// times, and its table is the one with the least error as stored. Each table
/// ascends in lexicographic order of what its entries decode to. A group with
/// no more than 2^bits distinct vectors is stored exactly, if the table's type
/// can, and its table padded with its last vector. Signed zeros are one value
/// and decode to +0.
///
/// Runs in the caller's TBB arena, over weights, groups and blocks of vectors
/// at once. The same bytes for every number of workers and every instruction
/// set. Beyond input and output it takes at most 64 MiB and 4 MiB per worker,
/// besides 24 bytes per group.
///
/// Counts what is done in \p monitor, where not null. Once that is cancelled,
/// all work stops within a fraction of a second, and weights not finished by
/// then are Cancelled.
void palettizeVectors(std::span<VectorWeight> weights,
                      Monitor *monitor = nullptr);

} // namespace coreai::clustering

#endif // COREAI_CLUSTERING_VECTORPALETTIZER_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The loops in which the search for a cheapest path spends its time, in
// versions for several instruction sets, of which the best is chosen at run
// time. All versions give the same bits.

#ifndef COREAI_LIB_CLUSTERING_EXACT_LINKPATHKERNELS_H
#define COREAI_LIB_CLUSTERING_EXACT_LINKPATHKERNELS_H

#include "Clustering/Exact/IntervalCosts.h"

#include <cstddef>
#include <cstdint>

namespace coreai::clustering {

/// Nodes that are worked on together. Loops read, but don't use, up to so many
/// numbers beyond what they are asked for.
constexpr size_t kPathLanes = 8;
static_assert(kPathLanes <= IntervalSums::kPadding);

/// What a pass over the nodes works on.
///
/// The best predecessor of a node is one at the least distance[i] + c(i, node).
/// Values of c are second - first^2 / weight. A division for each would take
/// longer than all the rest, so candidates are compared as the fractions
/// ((distance + second) * weight - first^2) / weight: crosswise. Of equal ones
/// the first remains, lane by lane.
///
/// Each comparison is off by two roundings of what it compares. In a row they
/// may add up, so what is left after 512 candidates is divided.
///
/// Errors:  none reported. Samples scales values and weights, so that no
///          product overflows; and as IntervalCosts takes no weight as less
///          than 2^-53 of their sum, none underflows that makes a difference.
struct PassNodes {
  IntervalSums sums;      // [n + 1 + padding]
  double *distances;      // [n + 1 + padding], of each node from node 0.
  uint32_t *predecessors; // [n + 1 + padding]
  double penalty;         // Of each link.
  size_t size;            // The last node, n.
};

/// Visits the nodes after \p known for as long as blocks (see PenalizedPass)
/// are shorter than a vector, at most up to \p end and so many more. Returns
/// the last node visited.
///
/// A long block is left to the functions below, for which short ones leave too
/// little to do.
size_t visitShortBlocks(const PassNodes &pass, size_t known, size_t end);

/// Finds the best predecessor, from \p low to \p high, and the distance of a
/// node.
void visitNode(const PassNodes &pass, size_t node, size_t low, size_t high);

/// Visits the \p count nodes \p first, \p first + 2 \p step, ...: each between
/// those a step before and a step after, which have been visited. Where the
/// former is before \p known, \p known has been visited instead.
void visitBetween(const PassNodes &pass, size_t known, size_t first,
                  size_t step, size_t count);

/// Visits all nodes, at most kPathLanes each, between the nodes \p known, \p
/// first, \p first + kPathLanes + 1, ..., the last of \p count, which have been
/// visited.
void visitRest(const PassNodes &pass, size_t known, size_t first, size_t count);

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_EXACT_LINKPATHKERNELS_H

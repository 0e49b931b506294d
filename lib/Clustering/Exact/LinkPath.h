// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Cheapest paths with a given number of links. A node is a gap between
// neighbouring samples, a link from one node to another is the interval of
// samples in between, and a path from the first node to the last a partition.

#ifndef COREAI_LIB_CLUSTERING_EXACT_LINKPATH_H
#define COREAI_LIB_CLUSTERING_EXACT_LINKPATH_H

#include "Clustering/Exact/IntervalCosts.h"
#include "Clustering/Exact/LinkPathKernels.h"

#include <atomic>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace coreai::clustering {

/// A path from node 0 to node n.
struct LinkPath {
  /// [links + 1], strictly ascending, from 0 to n.
  std::vector<size_t> stops;

  /// The sum of the costs of all links.
  double cost = 0;

  /// A penalty per link at which no other path is cheaper, or 0 if none is
  /// known.
  double penalty = 0;

  size_t links() const { return stops.size() - 1; }
};

/// Finds a path of least cost plus penalty times the number of links.
///
/// The best predecessor of a node never lies before that of an earlier node, by
/// the Monge property. So once those of two nodes are known, few are left to
/// try for a node in between, and the middle one is determined next. This needs
/// the distances of all predecessors in advance; they are, for a block of nodes
/// that are too close to each other for a link of their own to pay off.
///
/// Most of the classic methods keep a queue of candidates, and search for the
/// node from which on a new one wins. They compare less often, but the outcome
/// of each comparison decides about the next, and few can be predicted.
///
/// Source:  A. Gronlund et al., arXiv:1701.07204, 2017, for the penalized path;
///          D. S. Hirschberg, L. L. Larmore, "The Least Weight Subsequence
///          Problem", SIAM J. Computing 16(4), 1987, doi:10.1137/0216043, and
///          Z. Galil, R. Giancarlo, "Speeding up Dynamic Programming with
///          Applications to Molecular Biology", Theoretical Computer Science
///          64, 1989, doi:10.1016/0304-3975(89)90101-1, for the queues.
template <typename Real>
class PenalizedPass {
public:
  /// Overwrites \p path. Gives up and returns false if \p cancelled, where not
  /// null, becomes true.
  bool run(const IntervalCosts<Real> &costs, double penalty,
           const std::atomic<bool> *cancelled, LinkPath &path);

private:
  /// Nodes are many and numbered in 32 bits, to save memory.
  using Node = uint32_t;

  Node blockEnd(Node known, Node guess) const;
  void visit(Node node, Node low, Node high);
  bool visitAll(Node begin, Node end, Node low, Node high);
  PassNodes nodes()
    requires std::same_as<Real, double>;
  bool visitLanes(size_t known, size_t end)
    requires std::same_as<Real, double>;
  void tracePath(LinkPath &path) const;

  const IntervalCosts<Real> *costs = nullptr;
  double penalty = 0;
  const std::atomic<bool> *cancelled = nullptr;
  std::vector<double> distances; // Of each node from node 0.
  std::vector<Node> predecessors;
};

/// Finds cheapest paths with a given number of links: closes in on that number
/// from both sides, as the higher the penalty, the fewer the links.
///
/// The object only holds memory, which one search leaves for the next.
///
/// Source:  A. Aggarwal, B. Schieber, T. Tokuyama, "Finding a Minimum-Weight
///          k-Link Path in Graphs with the Concave Monge Property and
///          Applications", Discrete & Computational Geometry 12, 1994,
///          doi:10.1007/BF02574380.
template <typename Real>
class LinkPathSearch {
public:
  /// Returns a cheapest path among those with \p links links, 1 <= links <= n,
  /// or null if \p cancelled became true. It is valid until the next search.
  ///
  /// The search for its penalty starts at \p penalty, which is positive. A good
  /// guess saves passes over the nodes, a bad one is harmless.
  const LinkPath *run(const IntervalCosts<Real> &costs, size_t links,
                      double penalty, const std::atomic<bool> *cancelled);

private:
  bool improve();
  double interpolate() const;
  double chord() const;
  void visitAllNodes();
  void splice(double penalty);

  const IntervalCosts<Real> *costs = nullptr;
  size_t links = 0;
  PenalizedPass<Real> pass;

  // The path found by the latest pass, and in the end.
  LinkPath found;

  // The cheapest paths known that come closest to the goal. The one with many
  // links is left without stops as long as it is the one that visits all nodes.
  LinkPath few;
  LinkPath many;
  size_t manyLinks = 0;

  // How many passes in a row yielded too few links, if negative, or too many.
  int streak = 0;
};

extern template class PenalizedPass<double>;
extern template class PenalizedPass<DoubleDouble>;
extern template class LinkPathSearch<double>;
extern template class LinkPathSearch<DoubleDouble>;

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_EXACT_LINKPATH_H

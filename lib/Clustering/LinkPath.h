// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Cheapest paths with a given number of links. A node is a gap between
// neighbouring samples, a link from one node to another is the interval of
// samples in between, and a path from the first node to the last a partition.

#ifndef COREAI_CLUSTERING_LINKPATH_H
#define COREAI_CLUSTERING_LINKPATH_H

#include "IntervalCosts.h"

#include <cstddef>
#include <vector>

namespace coreai::clustering {

/// A path from node 0 to node n.
struct LinkPath {
  /// [links + 1], strictly ascending, from 0 to n.
  std::vector<size_t> stops;

  /// The sum of the costs of all links.
  double cost = 0;

  /// A penalty per link at which no other path is cheaper.
  double penalty = 0;

  size_t links() const { return stops.size() - 1; }
};

/// Finds a cheapest path among those with \p links links, 1 <= links <= n.
///
/// The search for its penalty starts at \p penalty, which is positive. A good
/// guess saves passes over the nodes, a bad one is harmless.
///
/// Source:  A. Aggarwal, B. Schieber, T. Tokuyama, "Finding a Minimum-Weight
///          k-Link Path in Graphs with the Concave Monge Property and
///          Applications", Discrete & Computational Geometry 12, 1994,
///          doi:10.1007/BF02574380, for the penalty; D. S. Hirschberg, L. L.
///          Larmore, "The Least Weight Subsequence Problem", SIAM J. Computing
///          16(4), 1987, doi:10.1137/0216043, and Z. Galil, R. Giancarlo,
///          "Speeding up Dynamic Programming with Applications to Molecular
///          Biology", Theoretical Computer Science 64, 1989,
///          doi:10.1016/0304-3975(89)90101-1, for a pass with a given penalty.
template <typename Real>
LinkPath cheapestPath(const IntervalCosts<Real> &costs, size_t links,
                      double penalty);

extern template LinkPath cheapestPath(const IntervalCosts<double> &, size_t,
                                      double);
extern template LinkPath cheapestPath(const IntervalCosts<DoubleDouble> &,
                                      size_t, double);

} // namespace coreai::clustering

#endif // COREAI_CLUSTERING_LINKPATH_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Exact k-means in one dimension whose centroids have to be chosen from a given
// set of numbers.

#ifndef COREAI_LIB_CLUSTERING_EXACT_GRIDKMEANS_H
#define COREAI_LIB_CLUSTERING_EXACT_GRIDKMEANS_H

#include <cstddef>
#include <span>
#include <vector>

namespace coreai::clustering {

/// Chooses the \p clusters numbers of \p grid of which the nearest one to each
/// value leaves the least squared error.
///
/// Shapes:  \p values [n] strictly ascending, \p weights [n] positive; \p grid
///          [g] strictly ascending and of magnitudes that, squared, are far
///          inside the range of double; \p values do not exceed \p grid by
///          much.
/// Returns: at most min(clusters, g) indices into the grid, ascending, at the
///          global optimum up to rounding. Fewer, if no more of them are
///          nearest to a value.
///
/// O(n + min(k log g, g) g log n) time, and O(g^2) memory. Two neighbouring
/// choices determine what the values between them cost, and these costs have
/// the Monge property, so that the best predecessor of a choice does not
/// decrease with it.
///
/// Source:  the same dynamic program for weighted medians: X. Wu, "Optimal
///          Quantization by Matrix Searching", J. Algorithms 12(4), 1991,
///          doi:10.1016/0196-6774(91)90039-2.
std::vector<size_t> solveGridKMeans(std::span<const double> values,
                                    std::span<const double> weights,
                                    std::span<const double> grid,
                                    size_t clusters);

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_EXACT_GRIDKMEANS_H

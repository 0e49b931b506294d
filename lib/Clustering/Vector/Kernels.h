// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The loops that take nearly all the time, in versions for several instruction
// sets, of which the best is chosen at run time. All versions give the same
// results: where the rounding of a float could matter, a kernel says so.

#ifndef COREAI_LIB_CLUSTERING_VECTOR_KERNELS_H
#define COREAI_LIB_CLUSTERING_VECTOR_KERNELS_H

#include "Clustering/Vector/Codebook.h"
#include "Clustering/Vector/Tile.h"
#include "coreai/Elements/FloatFormat.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace coreai::clustering {

/// Labels of a tile, and which of them are in doubt.
struct TileLabels {
  alignas(64) std::array<uint8_t, kTileVectors> labels;
  std::array<uint8_t, kTileVectors> doubtful; // Positions, ascending.
  size_t numDoubtful = 0;
};

/// Converts elements of a format of 16 or 32 bits, times two factors, to float.
///
/// Shapes:  \p source holds \p count elements, without alignment, and so does
///          \p out.
/// Returns: floats, exact unless a product is below the normal ones.
/// Errors:  none.
void convertToFloat(elements::FloatFormat format, const std::byte *source,
                    size_t count, float factor1, float factor2, float *out);

/// Labels the vectors of a tile with the nearest entries of a codebook.
///
/// Returns: in \p out, for every vector the entry at the least weighted squared
///          distance, except where it is in doubt.
/// Errors:  a vector is doubtful if there is, within the bound of the rounding
///          error, another entry as near. All others are certain; which ones
///          are doubtful may depend on the instruction set.
///
/// With s(c) = |c|^2 / 2 - x.c, distances compare as s does. Evaluated in any
/// order with or without fused operations, s is off by no more than
/// g (|c|^2 / 2 + |x||c|), with g = m 2^-24 for m roundings on the way from
/// exact inputs (N. J. Higham, "Accuracy and Stability of Numerical
/// Algorithms", 2nd ed., 2002, section 3.1). As |c| <= |x| + |x - c|, the
/// errors of two entries no farther than r amount to g (r + 2|x|)^2 at most,
/// which is below g (4 s + 10 |x|^2).
void findNearest(const Tile &tile, const Codebook &codebook, TileLabels &out);

/// Squared distances of a tile's vectors to a point, or the given bounds where
/// they are lower.
///
/// Shapes:  \p point [\p dim], \p bounds and \p out [kTileVectors], which may
///          be the same, and are aligned as TileRow is.
/// Returns: the sum over the tile. All results are the same for every
///          instruction set.
/// Errors:  none; rounding errors are relative.
double lowerDistances(const Tile &tile, size_t dim, const float *point,
                      const float *bounds, float *out);

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_VECTOR_KERNELS_H

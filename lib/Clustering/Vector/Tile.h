// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A few vectors at a time, laid out for SIMD arithmetic.

#ifndef COREAI_LIB_CLUSTERING_VECTOR_TILE_H
#define COREAI_LIB_CLUSTERING_VECTOR_TILE_H

#include <array>
#include <cstddef>

namespace coreai::clustering {

/// The longest vectors.
inline constexpr size_t kMaxDim = 16;

/// Vectors in a tile. A tile of the longest vectors takes 16 KiB, half of a
/// small level-1 cache.
inline constexpr size_t kTileVectors = 256;

/// A few vectors as [dim][kTileVectors]: component d of vector v is at
/// d * kTileVectors + v. What lies beyond `count` is finite, but arbitrary.
struct Tile {
  const float *values = nullptr;
  const float *weights = nullptr; // Of squared errors; null if all are one.
  size_t count = 0;
};

/// One component of a tile, aligned for any instruction set.
struct alignas(64) TileRow : std::array<float, kTileVectors> {};

/// Space for a tile, not initialised.
struct TileBuffer {
  std::array<TileRow, kMaxDim> values;
  std::array<TileRow, kMaxDim> weights;
};

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_VECTOR_TILE_H

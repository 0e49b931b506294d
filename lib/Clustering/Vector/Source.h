// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where tiles of vectors come from, and how the work on them is divided.

#ifndef COREAI_LIB_CLUSTERING_VECTOR_SOURCE_H
#define COREAI_LIB_CLUSTERING_VECTOR_SOURCE_H

#include "Clustering/Vector/GroupView.h"
#include "Clustering/Work.h"

#include <algorithm>
#include <cstddef>

namespace coreai::clustering {

/// The blocks that a group's tiles are worked on in. There are so few that sums
/// can be kept for each and added in order afterwards.
inline TaskBlocks blocksOfTiles(size_t vectors) {
  size_t tiles = (vectors + kTileVectors - 1) / kTileVectors;
  return TaskBlocks::even(tiles, std::clamp<size_t>(tiles / 8, 1, 64));
}

/// A sequence of vectors to cluster.
class TileSource {
public:
  TileSource(size_t size, size_t dim, bool weighted)
      : size(size), dim(dim), weighted(weighted) {}
  virtual ~TileSource() = default;

  /// The vectors [tile * kTileVectors, (tile + 1) * kTileVectors), less those
  /// from `size` on. May be laid out in \p buffer.
  virtual Tile load(size_t tile, TileBuffer &buffer) const = 0;

  const size_t size;
  const size_t dim;
  const bool weighted;

protected:
  size_t countIn(size_t tile) const {
    return std::min(kTileVectors, size - tile * kTileVectors);
  }
};

/// All vectors of a group, converted whenever they are needed.
class GroupSource : public TileSource {
public:
  explicit GroupSource(const GroupView &view)
      : TileSource(view.size(), view.dim, view.importance), view(view) {}

  Tile load(size_t tile, TileBuffer &buffer) const override {
    return view.load(tile * kTileVectors, countIn(tile), buffer);
  }

private:
  const GroupView &view;
};

/// Calls body(index of the tile, tile) for the tiles \p begin up to \p end,
/// unless cancelled.
template <typename Body>
void forEachTile(const Work &work, const TileSource &source, size_t begin,
                 size_t end, Body body) {
  TileBuffer buffer;
  for (size_t tile = begin; tile < end && !work.isCancelled(); ++tile)
    body(tile, source.load(tile, buffer));
}

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_VECTOR_SOURCE_H

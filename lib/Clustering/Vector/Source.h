// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where tiles of vectors come from, and how the work on them is divided.

#ifndef COREAI_LIB_CLUSTERING_VECTOR_SOURCE_H
#define COREAI_LIB_CLUSTERING_VECTOR_SOURCE_H

#include "Clustering/Vector/Tile.h"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <vector>

namespace coreai::clustering {

/// How the work on one group is carried out.
struct VectorWork {
  const std::atomic<bool> *cancelled = nullptr;
  bool parallel = false; // Within the group, that is.

  bool isCancelled() const {
    return cancelled && cancelled->load(std::memory_order_relaxed);
  }

  /// Calls body(i) for all i below \p count. A worker that waits for others
  /// doesn't begin with another group meanwhile, whose scratch memory would add
  /// to this one's.
  template <typename Body>
  void forEach(size_t count, Body body) const {
    if (!parallel || count < 2) {
      for (size_t i = 0; i < count; ++i)
        body(i);
      return;
    }
    tbb::this_task_arena::isolate([&] {
      tbb::parallel_for(
          tbb::blocked_range<size_t>(0, count, 1),
          [&](const tbb::blocked_range<size_t> &range) {
            for (size_t i = range.begin(); i < range.end(); ++i)
              body(i);
          },
          tbb::simple_partitioner());
    });
  }
};

/// Strips of consecutive tiles, the unit of parallel work. There are so few
/// that sums can be kept for each and added in order afterwards: what a sum is
/// does not depend on who computed which part.
class VectorStrips {
public:
  explicit VectorStrips(size_t vectors)
      : tiles((vectors + tileVectors - 1) / tileVectors),
        strips(std::clamp<size_t>(tiles / 8, 1, 64)) {}

  size_t count() const { return strips; }
  size_t firstTile(size_t strip) const {
    // The product doesn't overflow: 64 times the number of tiles is less than
    // the number of vectors.
    return strip * tiles / strips;
  }

private:
  size_t tiles;
  size_t strips;
};

/// A sequence of vectors to cluster.
class VectorSource {
public:
  VectorSource(size_t size, size_t dim, bool weighted)
      : size(size), dim(dim), weighted(weighted) {}
  virtual ~VectorSource() = default;

  /// The vectors [tile * tileVectors, (tile + 1) * tileVectors), less those
  /// from `size` on. May be laid out in \p buffer.
  virtual Tile load(size_t tile, TileBuffer &buffer) const = 0;

  const size_t size;
  const size_t dim;
  const bool weighted;

protected:
  size_t countIn(size_t tile) const {
    return std::min(tileVectors, size - tile * tileVectors);
  }
};

/// All vectors of a group, converted whenever they are needed.
class GroupSource : public VectorSource {
public:
  explicit GroupSource(const VectorView &view)
      : VectorSource(view.size(), view.dim, view.importance), view(view) {}

  Tile load(size_t tile, TileBuffer &buffer) const override {
    return view.load(tile * tileVectors, countIn(tile), buffer);
  }

private:
  const VectorView &view;
};

/// Some or all vectors of a group, kept in memory as tiles, in an order that
/// makes any first part a sample of the whole.
class VectorSample {
public:
  VectorSample(const VectorWork &work, const VectorView &view, size_t size);

  size_t size() const { return count; }

private:
  friend class SampleSource;

  void gather(const VectorView &view, size_t tile, size_t step);

  size_t count;
  size_t dim;
  bool weighted;
  std::vector<TileRow> values;  // [tiles, dim]
  std::vector<TileRow> weights; // The same, or empty.
};

/// The first vectors of a sample.
class SampleSource : public VectorSource {
public:
  SampleSource(const VectorSample &sample, size_t size)
      : VectorSource(size, sample.dim, sample.weighted), sample(sample) {}

  Tile load(size_t tile, TileBuffer &) const override {
    return {sample.values[tile * dim].data(),
            weighted ? sample.weights[tile * dim].data() : nullptr,
            countIn(tile)};
  }

private:
  const VectorSample &sample;
};

/// Calls body(strip, index of the tile, tile) for all tiles, those of a strip
/// one after another, unless cancelled.
template <typename Body>
void forEachTile(const VectorWork &work, const VectorSource &source,
                 Body body) {
  VectorStrips strips(source.size);
  work.forEach(strips.count(), [&](size_t strip) {
    TileBuffer buffer;
    size_t end = strips.firstTile(strip + 1);
    for (size_t tile = strips.firstTile(strip); tile < end; ++tile) {
      if (work.isCancelled())
        return;
      body(strip, tile, source.load(tile, buffer));
    }
  });
}

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_VECTOR_SOURCE_H

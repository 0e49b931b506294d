// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Draws the vectors that k-means starts from, by greedy k-means++.

#include "Clustering/Vector/Seeding.h"

#include "Clustering/Vector/Kernels.h"

#include <algorithm>
#include <limits>
#include <utility>

using namespace coreai::clustering;

namespace {

/// For every vector the squared distance from the nearest one drawn so far.
class Potential {
public:
  explicit Potential(const TileSource &source)
      : source(&source), tiles((source.size + kTileVectors - 1) / kTileVectors),
        distances(tiles), tileSums(tiles) {
    for (size_t i = 0; i < source.size; ++i)
      distances[i / kTileVectors][i % kTileVectors] =
          std::numeric_limits<float>::max();
  }

  double total() const { return sum; }

  /// Becomes the potential \p other with one more vector drawn.
  void lower(const Potential &other, const float *point) {
    TileBuffer buffer;
    sum = 0;
    for (size_t tile = 0; tile < tiles; ++tile) {
      tileSums[tile] =
          lowerDistances(source->load(tile, buffer), source->dim, point,
                         other.distances[tile].data(), distances[tile].data());
      sum += tileSums[tile];
    }
  }

  /// The vector where the running sum of distances exceeds \p part of the total
  /// one.
  size_t vectorAt(double part) const {
    double rest = part * sum;
    size_t tile = 0;
    for (; tile + 1 < tiles && rest >= tileSums[tile]; ++tile)
      rest -= tileSums[tile];
    const TileRow &row = distances[tile];
    // Rounding may leave a rest at the end. Then it is the last one that has
    // not been drawn.
    size_t last = 0;
    for (size_t i = 0; i < kTileVectors; ++i) {
      if (row[i] == 0)
        continue;
      last = i;
      if (rest < row[i])
        break;
      rest -= row[i];
    }
    return tile * kTileVectors + last;
  }

private:
  const TileSource *source;
  size_t tiles;
  std::vector<TileRow> distances; // Zero beyond the last vector.
  std::vector<double> tileSums;
  double sum = 0;
};

} // namespace

static std::array<float, kMaxDim> vectorOf(const TileSource &source,
                                           size_t index) {
  TileBuffer buffer;
  Tile tile = source.load(index / kTileVectors, buffer);
  std::array<float, kMaxDim> vector = {};
  for (size_t d = 0; d < source.dim; ++d)
    vector[d] = tile.values[d * kTileVectors + index % kTileVectors];
  return vector;
}

std::vector<double> coreai::clustering::seedClusters(const Work &work,
                                                     const TileSource &source,
                                                     size_t clusters,
                                                     unsigned trials,
                                                     Philox random) {
  std::vector<double> entries;
  auto append = [&](const std::array<float, kMaxDim> &vector) {
    entries.insert(entries.end(), vector.begin(),
                   vector.begin() + static_cast<ptrdiff_t>(source.dim));
  };
  Potential current(source), candidate(source), best(source);
  size_t first =
      static_cast<size_t>(random.draw() * static_cast<double>(source.size));
  std::array<float, kMaxDim> vector = vectorOf(source, first);
  append(vector);
  best.lower(current, vector.data());
  std::swap(current, best);

  std::array<float, kMaxDim> bestVector = {};
  for (size_t entry = 1; entry < clusters; ++entry) {
    if (current.total() == 0 || work.isCancelled())
      break;
    for (unsigned trial = 0; trial < trials; ++trial) {
      vector = vectorOf(source, current.vectorAt(random.draw()));
      candidate.lower(current, vector.data());
      if (trial > 0 && candidate.total() >= best.total())
        continue;
      std::swap(candidate, best);
      bestVector = vector;
    }
    append(bestVector);
    std::swap(current, best);
  }
  while (entries.size() < clusters * source.dim)
    entries.push_back(entries[entries.size() % source.dim]);
  return entries;
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Assigns vectors to their nearest entries, and sums them up per cluster: the
// first half of Lloyd's iteration, and what its second half needs.

#include "Clustering/Vector/Sums.h"

#include <algorithm>

using namespace coreai::clustering;

void ClusterSums::add(const Tile &tile, const uint8_t *labels) {
  for (size_t i = 0; i < tile.count; ++i) {
    double *sum = sums.data() + labels[i] * stride;
    for (size_t d = 0; d < dim; ++d) {
      double value = tile.values[d * kTileVectors + i];
      double scaled = value;
      if (weighted) {
        double weight = tile.weights[d * kTileVectors + i];
        sum[2 * dim + d] += weight;
        scaled *= weight;
      }
      sum[d] += scaled;
      sum[dim + d] += scaled * value;
    }
    if (!weighted)
      sum[2 * dim] += 1;
  }
}

void ClusterSums::add(const ClusterSums &other) {
  for (size_t i = 0; i < sums.size(); ++i)
    sums[i] += other.sums[i];
}

bool ClusterSums::isEmpty(size_t cluster) const {
  const double *weights = row(cluster) + 2 * dim;
  return std::all_of(weights, weights + (weighted ? dim : 1),
                     [](double weight) { return weight == 0; });
}

double ClusterSums::error(size_t cluster, size_t d) const {
  double total = weight(cluster, d);
  if (total == 0)
    return 0;
  double sum = row(cluster)[d];
  // Rounding may take it below zero.
  return std::max(0.0, row(cluster)[dim + d] - sum * sum / total);
}

double ClusterSums::totalError() const {
  double total = 0;
  for (size_t cluster = 0; cluster < clusters; ++cluster)
    for (size_t d = 0; d < dim; ++d)
      total += error(cluster, d);
  return total;
}

double ClusterSums::errorAbout(std::span<const double> entries) const {
  double total = totalError();
  for (size_t cluster = 0; cluster < clusters; ++cluster)
    for (size_t d = 0; d < dim; ++d)
      if (double weight = this->weight(cluster, d); weight > 0) {
        double distance = mean(cluster, d) - entries[cluster * dim + d];
        total += weight * distance * distance;
      }
  return total;
}

/// Settles the doubtful labels of a tile.
static void decideDoubtful(const Tile &tile, const Codebook &codebook,
                           TileLabels &labels) {
  std::array<double, kMaxDim> vector;
  std::array<double, kMaxDim> weights;
  weights.fill(1);
  for (size_t i = 0; i < labels.numDoubtful; ++i) {
    size_t place = labels.doubtful[i];
    for (size_t d = 0; d < codebook.dim(); ++d) {
      vector[d] = tile.values[d * kTileVectors + place];
      if (tile.weights)
        weights[d] = tile.weights[d * kTileVectors + place];
    }
    labels.labels[place] = codebook.nearest(vector.data(), weights.data());
  }
}

const ClusterSums &Assignment::run(const Work &work, const TileSource &source,
                                   std::span<const double> entries) {
  codebook.assign(entries);
  total.clear();
  TaskBlocks blocks = blocksOfTiles(source.size);
  if (blockSums.size() < blocks.count())
    blockSums.resize(blocks.count(), total);
  work.forEachBlock(blocks, [&](size_t block, size_t begin, size_t end) {
    ClusterSums &sums = blockSums[block];
    sums.clear();
    forEachTile(work, source, begin, end, [&](size_t, const Tile &tile) {
      TileLabels labels;
      findNearest(tile, codebook, labels);
      decideDoubtful(tile, codebook, labels);
      sums.add(tile, labels.labels.data());
    });
  });
  for (size_t block = 0; block < blocks.count(); ++block)
    total.add(blockSums[block]);
  return total;
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Some vectors of a group, kept in memory.

#ifndef COREAI_LIB_CLUSTERING_VECTOR_SAMPLE_H
#define COREAI_LIB_CLUSTERING_VECTOR_SAMPLE_H

#include "Clustering/Vector/Source.h"

#include <cstddef>
#include <vector>

namespace coreai::clustering {

/// Some or all vectors of a group, kept in memory as tiles, in an order that
/// makes any first part a sample of the whole.
class Sample {
public:
  Sample(const Work &work, const GroupView &view, size_t size);

  size_t size() const { return count; }

private:
  friend class SampleSource;

  void gather(const GroupView &view, size_t tile, size_t step);

  size_t count;
  size_t dim;
  bool weighted;
  std::vector<TileRow> values;  // [tiles, dim]
  std::vector<TileRow> weights; // The same, or empty.
};

/// The first vectors of a sample.
class SampleSource : public TileSource {
public:
  SampleSource(const Sample &sample, size_t size)
      : TileSource(size, sample.dim, sample.weighted), sample(sample) {}

  Tile load(size_t tile, TileBuffer &) const override {
    return {sample.values[tile * dim].data(),
            weighted ? sample.weights[tile * dim].data() : nullptr,
            countIn(tile)};
  }

private:
  const Sample &sample;
};

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_VECTOR_SAMPLE_H

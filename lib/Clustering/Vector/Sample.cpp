// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Chooses the vectors of a sample, and lays them out as tiles.

#include "Clustering/Vector/Sample.h"

#include <cmath>
#include <numeric>

using namespace coreai::clustering;

/// A step through \p size places that visits all of them, and spreads any first
/// few evenly: nearly the golden section (H. Weyl, "Ueber die Gleichverteilung
/// von Zahlen mod. Eins", Math. Ann. 77, 1916, doi:10.1007/BF01475864).
static size_t evenStep(size_t size) {
  constexpr double kGoldenSection = 0.61803398874989485;
  size_t step = static_cast<size_t>(static_cast<double>(size) * kGoldenSection);
  step = std::max<size_t>(step, 1);
  while (std::gcd(step, size) != 1)
    ++step;
  return step;
}

Sample::Sample(const Work &work, const GroupView &view, size_t size)
    : count(size), dim(view.dim), weighted(view.importance) {
  size_t tiles = (size + kTileVectors - 1) / kTileVectors;
  values.resize(tiles * dim);
  if (weighted)
    weights.resize(values.size());
  size_t step = evenStep(view.size());
  work.forEach(tiles, [&](size_t tile) {
    if (!work.isCancelled())
      gather(view, tile, step);
  });
}

void Sample::gather(const GroupView &view, size_t tile, size_t step) {
  size_t groupSize = view.size();
  size_t first = tile * kTileVectors;
  size_t end = std::min(first + kTileVectors, count);
  // 2^64 multiplied by itself doesn't overflow 128 bits.
  using Wide = unsigned __int128;
  size_t vector = static_cast<size_t>(Wide(first) * step % groupSize);
  for (size_t i = 0; i < end - first; ++i) {
    size_t element = view.firstElement(vector);
    for (size_t d = 0; d < dim; ++d, element += view.groups.inner) {
      values[tile * dim + d][i] = static_cast<float>(view.value(element));
      if (weighted)
        weights[tile * dim + d][i] =
            static_cast<float>(view.importanceOf(element));
    }
    vector = vector >= groupSize - step ? vector - (groupSize - step)
                                        : vector + step;
  }
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Derives from entries what the kernels compare vectors with, and finds the
// nearest entry in double where the kernels leave it open.

#include "Clustering/Vector/Codebook.h"

#include "Clustering/Vector/Tile.h"

#include <algorithm>
#include <array>
#include <cassert>

using namespace coreai::clustering;

Codebook::Codebook(size_t size, size_t dim, bool weighted)
    : count(size), length(dim), weighted(weighted), components(size * dim),
      scoreTerms(size * termStride()) {
  assert(size <= kMaxTableSize && dim <= kMaxDim);
}

void Codebook::assign(std::span<const double> entries) {
  assert(entries.size() == count * length);
  for (size_t entry = 0; entry < count; ++entry) {
    float *terms = scoreTerms.data() + entry * termStride();
    double halfNorm = 0;
    for (size_t d = 0; d < length; ++d) {
      double value = entries[entry * length + d];
      components[d * count + entry] = value;
      halfNorm += value * value / 2;
      if (weighted) {
        terms[2 * d] = static_cast<float>(value * value / 2);
        terms[2 * d + 1] = static_cast<float>(-value);
      } else {
        terms[1 + d] = static_cast<float>(-value);
      }
    }
    if (!weighted)
      terms[0] = static_cast<float>(halfNorm);
  }
}

uint8_t Codebook::nearest(const double *vector, const double *weights) const {
  std::array<double, kMaxTableSize> distances = {};
  for (size_t d = 0; d < length; ++d) {
    const double *row = components.data() + d * count;
    double value = vector[d];
    double weight = weights[d];
    for (size_t entry = 0; entry < count; ++entry) {
      double difference = value - row[entry];
      distances[entry] += weight * (difference * difference);
    }
  }
  auto *end = distances.begin() + static_cast<ptrdiff_t>(count);
  return static_cast<uint8_t>(std::min_element(distances.begin(), end) -
                              distances.begin());
}

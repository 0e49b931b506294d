// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Collecting distinct vectors in a hash table.

#include "Clustering/Vector/Distinct.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <numeric>

using namespace coreai;
using namespace coreai::clustering;

/// The slot of a vector, or the free one where it would go.
size_t DistinctVectors::slotOf(const double *vector) const {
  uint64_t hash = 0;
  for (size_t d = 0; d < dim; ++d) {
    hash ^= std::bit_cast<uint64_t>(vector[d]);
    hash *= 0x9E3779B97F4A7C15; // Odd, and near 2^64 times the golden section.
    hash ^= hash >> 32;
  }
  size_t slot = hash % kSlots;
  while (slots[slot] != 0 &&
         !std::equal(vector, vector + dim,
                     vectors.begin() +
                         static_cast<ptrdiff_t>((slots[slot] - 1u) * dim)))
    slot = (slot + 1) % kSlots;
  return slot;
}

void DistinctVectors::insert(const double *vector) {
  slots.resize(kSlots);
  size_t slot = slotOf(vector);
  if (slots[slot] != 0 || size() > kMaxTableSize)
    return;
  vectors.insert(vectors.end(), vector, vector + dim);
  slots[slot] = static_cast<uint16_t>(size());
}

size_t DistinctVectors::find(const double *vector) const {
  return slots[slotOf(vector)] - 1u;
}

void DistinctVectors::sort() {
  std::vector<size_t> order(size());
  std::iota(order.begin(), order.end(), size_t(0));
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    const double *first = vectors.data() + a * dim;
    const double *second = vectors.data() + b * dim;
    return std::lexicographical_compare(first, first + dim, second,
                                        second + dim);
  });
  DistinctVectors sorted(dim);
  for (size_t index : order)
    sorted.insert(vectors.data() + index * dim);
  *this = std::move(sorted);
}

std::array<double, kMaxDim>
coreai::clustering::distinctKey(const GroupView &view, size_t vector) {
  std::array<double, kMaxDim> key = {};
  size_t element = view.firstElement(vector);
  // Adding zero makes negative zero positive.
  for (size_t d = 0; d < view.dim; ++d, element += view.groups.inner)
    key[d] = elements::load(view.format, view.weight, element) + 0.0;
  return key;
}

std::optional<DistinctVectors>
coreai::clustering::findDistinct(const Work &work, const GroupView &view,
                                 size_t limit) {
  TaskBlocks blocks = blocksOfTiles(view.size());
  std::vector<DistinctVectors> sets(blocks.count(), DistinctVectors(view.dim));
  std::atomic<bool> tooMany = false;
  work.forEachBlock(blocks, [&](size_t block, size_t begin, size_t end) {
    size_t endVector = std::min(end * kTileVectors, view.size());
    for (size_t vector = begin * kTileVectors; vector < endVector; ++vector) {
      if (vector % kTileVectors == 0 && work.isCancelled())
        tooMany = true;
      if (tooMany.load(std::memory_order_relaxed))
        return;
      sets[block].insert(distinctKey(view, vector).data());
      if (sets[block].size() > limit)
        tooMany = true;
    }
  });
  if (tooMany)
    return std::nullopt;
  DistinctVectors all(view.dim);
  std::array<double, kMaxDim> vector;
  for (const DistinctVectors &set : sets)
    for (size_t index = 0; index < set.size(); ++index) {
      for (size_t d = 0; d < view.dim; ++d)
        vector[d] = set.component(index, d);
      all.insert(vector.data());
    }
  if (all.size() > limit)
    return std::nullopt;
  all.sort();
  return all;
}

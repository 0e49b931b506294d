// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The distinct vectors of a group, as long as they are few.

#ifndef COREAI_LIB_CLUSTERING_VECTOR_DISTINCT_H
#define COREAI_LIB_CLUSTERING_VECTOR_DISTINCT_H

#include "Clustering/Vector/Codebook.h"
#include "Clustering/Vector/Source.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace coreai::clustering {

/// A set of vectors, compared as numbers: signed zeros are equal.
class DistinctVectors {
public:
  /// An empty set of vectors of \p dim components.
  explicit DistinctVectors(size_t dim) : dim(dim) {}

  size_t size() const { return vectors.size() / dim; }

  /// Component \p d of a vector.
  double component(size_t index, size_t d) const {
    return vectors[index * dim + d];
  }

  /// Adds a vector [dim] unless it is there, or the set holds more than
  /// kMaxTableSize.
  void insert(const double *vector);

  /// Puts the vectors into lexicographic order.
  void sort();

  /// The index of a vector that is in the set.
  size_t find(const double *vector) const;

private:
  static constexpr size_t kSlots = 4 * kMaxTableSize;

  size_t slotOf(const double *vector) const;
  void rehash();

  size_t dim;
  std::vector<double> vectors; // [size, dim], without negative zeros.
  std::vector<uint16_t> slots; // Of a hash table: index + 1, or 0.
};

/// A vector of a group, not scaled, with +0 for -0.
std::array<double, kMaxDim> distinctKey(const GroupView &view, size_t vector);

/// The distinct vectors of a group in lexicographic order, or nothing if there
/// are more than \p limit, which is at most kMaxTableSize.
std::optional<DistinctVectors>
findDistinct(const Work &work, const GroupView &view, size_t limit);

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_VECTOR_DISTINCT_H

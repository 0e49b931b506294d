// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The vectors of one group, as the weight holds them.

#ifndef COREAI_LIB_CLUSTERING_VECTOR_GROUPVIEW_H
#define COREAI_LIB_CLUSTERING_VECTOR_GROUPVIEW_H

#include "Clustering/Vector/Tile.h"
#include "coreai/Clustering/ChannelGroups.h"
#include "coreai/Elements/FloatFormat.h"

#include <cstddef>

namespace coreai::clustering {

/// A power of two as two factors: 2^1074 itself is not a double, nor 2^149 a
/// float, but their roots are.
class PowerOfTwo {
public:
  explicit PowerOfTwo(int exponent = 0);

  double times(double value) const { return value * first * second; }

  float firstFactor() const { return static_cast<float>(first); }
  float secondFactor() const { return static_cast<float>(second); }

private:
  double first;
  double second;
};

/// The vectors of one group, in the order of the index tensor. All sizes count
/// vectors unless they say elements.
struct GroupView {
  elements::FloatFormat format = elements::FloatFormat::F32;
  const std::byte *weight = nullptr;
  const float *importance = nullptr; // Null if all elements count the same.
  ChannelGroups groups;
  size_t group = 0;
  size_t dim = 1;

  /// Factors that bring the elements, or importances, below one.
  PowerOfTwo scale;
  PowerOfTwo importanceScale;

  size_t size() const { return groups.groupElements() / dim; }

  /// Vectors that are consecutive in the index tensor.
  size_t runVectors() const { return groups.runElements() / dim; }

  /// Where component 0 of a vector is in the weight. Component d follows
  /// d * groups.inner elements later.
  size_t firstElement(size_t vector) const {
    size_t row = vector / groups.inner;
    return elementOfRow(row) + vector % groups.inner;
  }

  /// Where a vector's index is in the index tensor.
  size_t indexPosition(size_t vector) const {
    size_t run = vector / runVectors();
    return (run * groups.count() + group) * runVectors() +
           vector % runVectors();
  }

  /// The scaled value of an element, or its scaled importance.
  double value(size_t element) const {
    return scale.times(elements::load(format, weight, element));
  }
  double importanceOf(size_t element) const {
    return importance ? importanceScale.times(importance[element]) : 1.0;
  }

  /// Lays out the scaled vectors \p first up to \p first + \p count, of which
  /// there are at most kTileVectors.
  Tile load(size_t first, size_t count, TileBuffer &buffer) const;

private:
  /// The first element of a row: `inner` vectors of the same channels.
  size_t elementOfRow(size_t row) const {
    size_t runRows = groups.groupChannels / dim;
    size_t run = row / runRows;
    return (run * groups.count() + group) * groups.runElements() +
           row % runRows * dim * groups.inner;
  }

  template <typename Convert>
  void layOut(size_t first, size_t count, Convert convert, float *out) const;
};

/// The largest magnitude among the group's elements.
double largestMagnitude(const GroupView &view);

/// The largest importance in the group.
float largestImportance(const GroupView &view);

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_VECTOR_GROUPVIEW_H

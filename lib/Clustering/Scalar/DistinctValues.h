// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What clustering needs to know of a group of elements: which values occur, and
// what each of them counts.

#ifndef COREAI_LIB_CLUSTERING_SCALAR_DISTINCTVALUES_H
#define COREAI_LIB_CLUSTERING_SCALAR_DISTINCTVALUES_H

#include "Clustering/Scalar/GroupSamples.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace coreai::clustering {

/// The values of a group, signed zeros taken as one.
struct DistinctValues {
  std::vector<double> values;  // [n], strictly ascending.
  std::vector<double> weights; // [n], positive.

  /// True if weights are numbers of elements, and values are elements.
  bool areElements = true;

  /// True if values are means of the samples in a bin of a histogram.
  bool areBins = false;

  /// Forgets all values, for those of \p group.
  void reset(const Group &group) {
    areElements = !group.isWeighted();
    areBins = false;
    values.clear();
    weights.clear();
  }

  /// Adds a value that is not below the last one.
  void append(double value, double weight) {
    if (!values.empty() && values.back() == value) {
      // Only the two zeros are different keys of one value.
      weights.back() += weight;
      return;
    }
    values.push_back(value);
    weights.push_back(weight);
  }
};

/// A key and what its samples count.
template <typename Key>
struct WeightedKey {
  Key key;
  double weight;
};

/// Memory that summarizing a group takes, kept from one group to the next.
struct DistinctScratch {
  std::vector<uint16_t> smallCounts; // [kPatternCount] of zeros, if not empty.
  std::vector<uint32_t> counts;
  std::vector<uint64_t> totals;
  std::vector<uint16_t> keys16, sorted16;
  std::vector<uint32_t> keys32, sorted32;
  std::vector<uint64_t> keys64, sorted64;
  std::vector<WeightedKey<uint32_t>> weighted32, sortedWeighted32;
  std::vector<WeightedKey<uint64_t>> weighted64, sortedWeighted64;
};

/// How many distinct values a group may have and still be taken value by value
/// in fast mode; groups of no more elements never are in question.
constexpr size_t kMaxExactValues = size_t(1) << 16;

/// Summarizes a group value by value.
///
/// Large groups are read in parallel; the result does not depend on it.
/// Returns false, with \p result unspecified, if an element of a 16-bit format
/// is not finite. Elements of other formats are assumed to be.
bool collectDistinct(const Group &group, DistinctScratch &scratch,
                     DistinctValues &result);

/// Summarizes a group value by value if it has at most kMaxExactValues of them,
/// or returns false. Takes time and memory for no more than those.
bool collectFewDistinct(const Group &group, DistinctValues &result);

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_SCALAR_DISTINCTVALUES_H

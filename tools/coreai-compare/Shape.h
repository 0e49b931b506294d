// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How the values of a weight are distributed, for a picture of it.

#ifndef COREAI_TOOLS_COREAI_COMPARE_SHAPE_H
#define COREAI_TOOLS_COREAI_COMPARE_SHAPE_H

#include <optional>
#include <vector>

#include "Report.h"

namespace coreai::compare {

/// The distribution of a weight's finite values in one program.
struct ValueShape {
  /// Values in each of kBins equal parts of the pair's range.
  std::vector<size_t> bins;
  /// The different values, ascending: what the tables of a compressed weight
  /// hold. None if the weight is dense, or has more than kMaxEntries.
  std::optional<std::vector<double>> entries;
};

/// The distribution of a weight's values in both programs.
struct PairShape {
  double low = 0; // Of all values in either.
  double high = 0;
  ValueShape before;
  ValueShape after;
};

inline constexpr size_t kBins = 96;
inline constexpr size_t kMaxEntries = 256;

/// Decodes both weights of each pair, a strip at a time, by as many threads:
/// a thread takes a pair.
std::vector<PairShape> findShapes(llvm::ArrayRef<ComparedWeight> weights,
                                  int workers);

} // namespace coreai::compare

#endif // COREAI_TOOLS_COREAI_COMPARE_SHAPE_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which weight of one program is which of another.

#ifndef COREAI_TOOLS_COREAI_COMPARE_MATCHING_H
#define COREAI_TOOLS_COREAI_COMPARE_MATCHING_H

#include "coreai/Weights/ProgramWeights.h"

#include "llvm/ADT/ArrayRef.h"

#include <string>
#include <vector>

namespace coreai::compare {

/// A dimension: ? if it isn't static.
std::string dimText(int64_t dim);

/// A weight in two programs, in which its shape is the same.
struct WeightPair {
  const ProgramWeight *before;
  const ProgramWeight *after;
};

/// A weight of one program that can't be compared with any of the other.
struct MissingWeight {
  const ProgramWeight *weight;
  bool isBefore; // It is in the program before, and missing after.
  std::string reason;
};

/// The pairs in the order of the program before; then what is left of it, then
/// what is left of the program after.
struct Matching {
  std::vector<WeightPair> pairs;
  std::vector<MissingWeight> missing;
};

/// Matches weights of the same graph, name and shape; those that are without a
/// name in either program, by graph, consumers, shape and order. Of several
/// that are alike the first matches the first; but if one program has fewer of
/// them that are without a name, those of equal values match before.
Matching match(llvm::ArrayRef<ProgramWeight> before,
               llvm::ArrayRef<ProgramWeight> after);

} // namespace coreai::compare

#endif // COREAI_TOOLS_COREAI_COMPARE_MATCHING_H

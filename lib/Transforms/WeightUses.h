// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How a program uses a constant: as a weight or not, and along which axes.

#ifndef COREAI_LIB_TRANSFORMS_WEIGHTUSES_H
#define COREAI_LIB_TRANSFORMS_WEIGHTUSES_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringSet.h"

#include "coreai/IR/CoreAIOps.h"

namespace coreai {

/// The uses of a constant that is a weight.
struct WeightUses {
  /// The axes of the constant that its uses say count output channels:
  /// ascending, each once. Empty if no use says.
  llvm::SmallVector<int64_t, 2> outputAxes;
};

/// Finds out how `constant` is used. None unless it has uses and each of them
/// is an operand that its op, one of `consumers` by name, reads as a weight.
std::optional<WeightUses> findWeightUses(ConstantOp constant,
                                         const llvm::StringSet<> &consumers);

} // namespace coreai

#endif // COREAI_LIB_TRANSFORMS_WEIGHTUSES_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How a program uses a constant: as a weight or not, and along which axes.

#ifndef COREAI_LIB_WEIGHTS_WEIGHTUSES_H
#define COREAI_LIB_WEIGHTS_WEIGHTUSES_H

#include "coreai/IR/CoreAIOps.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringSet.h"

#include <string>
#include <vector>

namespace coreai {

/// What the uses of a constant say about it. Names are those of ops, sorted,
/// each once.
struct WeightUses {
  /// The ops that read it, seen through ops that only move its axes.
  llvm::SmallVector<llvm::StringRef, 1> consumers;

  /// The ops that read it, and not as a weight; or that do, but aren't asked
  /// for.
  llvm::SmallVector<llvm::StringRef, 1> otherReaders;

  /// Some op reads it as a part of a compressed weight: as its indices, table,
  /// scales or the like.
  bool isPartOfCompressed = false;

  /// The axes of the constant that its uses say count output channels:
  /// ascending, each once. Empty if no use says.
  llvm::SmallVector<int64_t, 2> outputAxes;

  /// The longest vectors along that axis, if there is one, that don't mix
  /// channels of different groups of a convolution are divisors of this.
  int64_t groupedChannels = 0;

  /// `consumers`, as texts of their own.
  std::vector<std::string> consumerNames() const {
    return {consumers.begin(), consumers.end()};
  }
};

/// The names of the ops that read `value`, seen through ops that only move its
/// axes: sorted, each once.
llvm::SmallVector<llvm::StringRef, 1> findConsumers(mlir::Value value);

/// Finds out how `constant` is used. Ops of the names in `consumers` may read a
/// weight. Any other op is an other reader; if `whateverReads`, one to whom
/// axis 0 counts output channels.
WeightUses findWeightUses(ConstantOp constant,
                          const llvm::StringSet<> &consumers,
                          bool whateverReads);

} // namespace coreai

#endif // COREAI_LIB_WEIGHTS_WEIGHTUSES_H

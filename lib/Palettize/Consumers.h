// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The ops whose weight operands are palettized, by name.

#ifndef COREAI_LIB_PALETTIZE_CONSUMERS_H
#define COREAI_LIB_PALETTIZE_CONSUMERS_H

#include "mlir/IR/MLIRContext.h"
#include "llvm/ADT/StringSet.h"

#include <string>
#include <vector>

namespace coreai {

/// The name of an op of the dialect, given with or without the dialect's.
std::string qualify(llvm::StringRef name);

/// The name of an op, without the dialect's if it is ours.
llvm::StringRef getMnemonic(llvm::StringRef name);

/// Whether ops of that name read a weight, or pass one on to who does.
bool readsWeights(llvm::StringRef name, mlir::MLIRContext *context);

/// The mnemonics of those ops, as a list in words.
std::string listWeightReaders(mlir::MLIRContext *context);

/// The names of the ops that Core AI's palettize_weights documents, and of the
/// ops \p more, given with or without the dialect's name.
llvm::StringSet<> getConsumers(const std::vector<std::string> &more);

} // namespace coreai

#endif // COREAI_LIB_PALETTIZE_CONSUMERS_H

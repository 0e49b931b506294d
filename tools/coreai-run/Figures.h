// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is printed of tensors: figures of one, and of two programs' outputs.

#ifndef COREAI_TOOLS_COREAI_RUN_FIGURES_H
#define COREAI_TOOLS_COREAI_RUN_FIGURES_H

#include "Execution/Tensors.h"

namespace coreai::execution {

/// Prints a line of figures of a tensor.
void printSummary(llvm::StringRef what, const Port &port,
                  llvm::ArrayRef<char> bytes);

/// Errors: signatures that don't fit each other, in name, shape or, for inputs,
/// element type.
llvm::Error checkComparable(const Signature &signature, const Signature &other);

/// Prints a line for each output: how far the other program's is from it. The
/// signatures have to be comparable.
void printComparisons(const Signature &signature, const Tensors &outputs,
                      const Signature &other, const Tensors &otherOutputs);

} // namespace coreai::execution

#endif // COREAI_TOOLS_COREAI_RUN_FIGURES_H

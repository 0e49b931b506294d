// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What makes code fast before it is code: steps on linalg on tensors.

#ifndef COREAI_LIB_EXECUTION_OPTIMIZE_H
#define COREAI_LIB_EXECUTION_OPTIMIZE_H

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace coreai::run {

/// What the processor's vectors can do.
struct VectorTarget {
  /// Of f32, in one register.
  int64_t lanes = 4;
  int64_t registers = 16;
  bool hasFma = false;
};

/// Of the processor that this runs on.
VectorTarget getHostVectors();

/// Joins elementwise ops with their only user, where no element is computed
/// more than once by it.
llvm::LogicalResult fuseElementwise(mlir::func::FuncOp function);

/// Turns products of f32 matrices into loops over blocks that fit registers.
void expandMatmuls(mlir::func::FuncOp function, const VectorTarget &target);

/// Makes a function of every loop on buffers.
void outlineKernels(mlir::ModuleOp module);

/// Lowers the loops of matrix products: those that do enough to be worth it to
/// loops that threads share, if there are several.
llvm::LogicalResult lowerPanelLoops(mlir::func::FuncOp function,
                                    unsigned threads);

/// Tells LLVM what is known of these functions.
void annotateKernels(mlir::ModuleOp module);

} // namespace coreai::run

#endif // COREAI_LIB_EXECUTION_OPTIMIZE_H

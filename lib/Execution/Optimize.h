// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Steps of the pipeline that make code fast: elementwise ops are joined, matrix
// products become loops over tiles, and loops become functions. A heading names
// the source of what follows it.

#ifndef COREAI_LIB_EXECUTION_OPTIMIZE_H
#define COREAI_LIB_EXECUTION_OPTIMIZE_H

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace coreai::execution {

//===----------------------------------------------------------------------===//
// Fusion.cpp
//===----------------------------------------------------------------------===//

/// Joins elementwise ops with their only user, where no element is computed
/// more than once by it.
llvm::LogicalResult fuseElementwise(mlir::func::FuncOp function);

//===----------------------------------------------------------------------===//
// MatrixKernels.cpp
//===----------------------------------------------------------------------===//

/// What the processor's SIMD instructions can do.
struct HostSimd {
  /// Of f32, in one register.
  int64_t lanes = 4;
  int64_t registers = 16;
  bool hasFma = false;
};

/// Of the processor that this runs on.
HostSimd getHostSimd();

/// Turns products of f32 matrices into loops over tiles that fit registers.
void expandMatmuls(mlir::func::FuncOp function, const HostSimd &simd);

/// Lowers the loops of matrix products: those that do enough to be worth it to
/// loops that threads share, if there are several.
llvm::LogicalResult lowerPanelLoops(mlir::func::FuncOp function,
                                    unsigned threads);

//===----------------------------------------------------------------------===//
// OutlineKernels.cpp
//===----------------------------------------------------------------------===//

/// Makes a function of every loop on buffers.
void outlineKernels(mlir::ModuleOp module);

/// Adds noinline and noalias to the functions that outlineKernels made.
void annotateKernels(mlir::ModuleOp module);

} // namespace coreai::execution

#endif // COREAI_LIB_EXECUTION_OPTIMIZE_H

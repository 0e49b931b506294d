// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From a graph to the LLVM dialect.

#ifndef COREAI_LIB_EXECUTION_PIPELINE_H
#define COREAI_LIB_EXECUTION_PIPELINE_H

#include "Execution/Program.h"

#include "mlir/Pass/PassManager.h"

namespace coreai::execution {

/// Decodes compressed weights, inlines calls, and lowers to linalg on tensors.
void buildLinalgPipeline(mlir::OpPassManager &passes);

/// Makes results of the lowered graph arguments after its own, memrefs that are
/// written to, and gives it the C interface.
void makeEntryPoint(mlir::ModuleOp module, llvm::StringRef name);

/// Lowers linalg on tensors to the LLVM dialect.
void buildCodePipeline(mlir::OpPassManager &passes,
                       const CompileOptions &options);

} // namespace coreai::execution

#endif // COREAI_LIB_EXECUTION_PIPELINE_H

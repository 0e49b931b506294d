// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A graph alone in its module, with the graphs that it calls.

#ifndef COREAI_LIB_EXECUTION_ISOLATEGRAPH_H
#define COREAI_LIB_EXECUTION_ISOLATEGRAPH_H

#include "coreai/IR/StructureOps.h"

#include "mlir/IR/BuiltinOps.h"

namespace coreai::execution {

/// Leaves nothing of the module but \p graph and what it calls, all of which
/// may be inlined, under names that nothing else has.
///
/// Errors: reported at ops: ones that aren't known, graphs that call
///         themselves, and calls that come to too many ops.
llvm::LogicalResult isolateGraph(mlir::ModuleOp module, GraphOp graph);

} // namespace coreai::execution

#endif // COREAI_LIB_EXECUTION_ISOLATEGRAPH_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Regions that run once, one of two, or again and again.

#ifndef COREAI_IR_CONTROLFLOWOPS_H
#define COREAI_IR_CONTROLFLOWOPS_H

#include "coreai/IR/CoreAIDialect.h"

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

namespace coreai {

// A `coreai.yield` may stand in it.
class ScatterNdOp;

} // namespace coreai

#define GET_OP_CLASSES
#include "coreai/IR/ControlFlowOps.h.inc"

#endif // COREAI_IR_CONTROLFLOWOPS_H

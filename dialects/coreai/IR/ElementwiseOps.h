// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ops on single elements.

#ifndef COREAI_IR_ELEMENTWISEOPS_H
#define COREAI_IR_ELEMENTWISEOPS_H

#include "coreai/IR/CoreAIDialect.h"
#include "coreai/IR/CoreAIInterfaces.h"

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/Dialect/Traits.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#define GET_OP_CLASSES
#include "coreai/IR/ElementwiseOps.h.inc"

#endif // COREAI_IR_ELEMENTWISEOPS_H

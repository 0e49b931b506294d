// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ops that combine elements along axes.

#ifndef COREAI_IR_REDUCTIONOPS_H
#define COREAI_IR_REDUCTIONOPS_H

#include "coreai/IR/CoreAIDialect.h"

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#define GET_OP_CLASSES
#include "coreai/IR/ReductionOps.h.inc"

#endif // COREAI_IR_REDUCTIONOPS_H

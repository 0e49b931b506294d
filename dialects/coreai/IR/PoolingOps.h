// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sums and maxima of windows.

#ifndef COREAI_IR_POOLINGOPS_H
#define COREAI_IR_POOLINGOPS_H

#include "coreai/IR/CoreAIDialect.h"

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#define GET_OP_CLASSES
#include "coreai/IR/PoolingOps.h.inc"

#endif // COREAI_IR_POOLINGOPS_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Compressed weights.

#ifndef COREAI_IR_COMPRESSIONOPS_H
#define COREAI_IR_COMPRESSIONOPS_H

#include "coreai/IR/CoreAIDialect.h"

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#define GET_OP_CLASSES
#include "coreai/IR/CompressionOps.h.inc"

#endif // COREAI_IR_COMPRESSIONOPS_H

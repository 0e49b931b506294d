// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Values between the elements of a tensor.

#ifndef COREAI_IR_RESAMPLINGOPS_H
#define COREAI_IR_RESAMPLINGOPS_H

#include "coreai/IR/CoreAIDialect.h"

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#define GET_OP_CLASSES
#include "coreai/IR/ResamplingOps.h.inc"

#endif // COREAI_IR_RESAMPLINGOPS_H

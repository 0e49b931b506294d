// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Convolutions.

#ifndef COREAI_IR_CONVOLUTIONOPS_H
#define COREAI_IR_CONVOLUTIONOPS_H

#include "coreai/IR/CoreAIDialect.h"
#include "coreai/IR/CoreAIInterfaces.h"

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#define GET_OP_CLASSES
#include "coreai/IR/ConvolutionOps.h.inc"

#endif // COREAI_IR_CONVOLUTIONOPS_H

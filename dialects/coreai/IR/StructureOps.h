// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a program is made of: graphs, calls between them, constants.

#ifndef COREAI_IR_STRUCTUREOPS_H
#define COREAI_IR_STRUCTUREOPS_H

#include "coreai/IR/CoreAIDialect.h"

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/CallInterfaces.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#define GET_OP_CLASSES
#include "coreai/IR/StructureOps.h.inc"

#endif // COREAI_IR_STRUCTUREOPS_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The sibling dialect whose namespaces graphs are nested in.

#ifndef COREAI_IR_UDMLDIALECT_H
#define COREAI_IR_UDMLDIALECT_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/RegionKindInterface.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "coreai/IR/UdmlDialect.h.inc"

#define GET_OP_CLASSES
#include "coreai/IR/UdmlOps.h.inc"

#endif // COREAI_IR_UDMLDIALECT_H

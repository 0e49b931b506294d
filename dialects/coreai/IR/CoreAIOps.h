// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The ops.

#ifndef COREAI_IR_COREAIOPS_H
#define COREAI_IR_COREAIOPS_H

#include "coreai/IR/CoreAIDialect.h"
#include "coreai/IR/CoreAIInterfaces.h"

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/Dialect/Traits.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/CallInterfaces.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

namespace coreai {

/// What handles name, as far as passes are concerned that don't know tokens.
struct StateResource : public mlir::SideEffects::Resource::Base<StateResource> {
  llvm::StringRef getName() final { return "CoreAIState"; }
};

} // namespace coreai

#define GET_OP_CLASSES
#include "coreai/IR/CoreAIOps.h.inc"

#endif // COREAI_IR_COREAIOPS_H

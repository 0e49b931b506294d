// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// State that outlives a run, and kernels written in another language.

#ifndef COREAI_IR_STATEOPS_H
#define COREAI_IR_STATEOPS_H

#include "coreai/IR/CoreAIDialect.h"

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

namespace coreai {

/// What handles name, as far as passes are concerned that don't know tokens.
struct StateResource : public mlir::SideEffects::Resource::Base<StateResource> {
  llvm::StringRef getName() final { return "CoreAIState"; }
};

} // namespace coreai

#define GET_OP_CLASSES
#include "coreai/IR/StateOps.h.inc"

#endif // COREAI_IR_STATEOPS_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Passes that leave the dialect: how to make them and how to register them.

#ifndef COREAI_CONVERSION_PASSES_H
#define COREAI_CONVERSION_PASSES_H

#include "coreai/IR/CoreAIDialect.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"

namespace coreai {

#define GEN_PASS_DECL
#include "coreai/Conversion/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "coreai/Conversion/Passes.h.inc"

} // namespace coreai

#endif // COREAI_CONVERSION_PASSES_H

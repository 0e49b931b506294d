// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The passes: how to make them and how to register them.

#ifndef COREAI_TRANSFORMS_PASSES_H
#define COREAI_TRANSFORMS_PASSES_H

#include "coreai/IR/CoreAIDialect.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"

#include <memory>
#include <string>
#include <vector>

namespace coreai {

#define GEN_PASS_DECL
#include "coreai/Transforms/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "coreai/Transforms/Passes.h.inc"

/// The pass for a tool that itself reads or writes \p toolFiles: a report that
/// would replace one of them is an error.
std::unique_ptr<mlir::Pass>
createPalettizePass(PalettizePassOptions options,
                    std::vector<std::string> toolFiles);

} // namespace coreai

#endif // COREAI_TRANSFORMS_PASSES_H

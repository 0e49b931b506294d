// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reading the IR: which float constants there are, which of them to palettize,
// and how.

#ifndef COREAI_LIB_PALETTIZE_PLANNING_H
#define COREAI_LIB_PALETTIZE_PLANNING_H

#include "Palettize/Decision.h"
#include "Palettize/WeightRules.h"
#include "coreai/Palettize/PalettizeOptions.h"

#include "mlir/IR/BuiltinOps.h"

namespace coreai {

/// The attribute of a constant whose entries are settings for this weight.
inline constexpr llvm::StringLiteral kSettingsAttrName = "coreai.palettize";

/// Decides about every float constant of \p program. Equal weights share a
/// recipe. Emits an error and fails if what is wrong with a weight must not be
/// skipped.
llvm::FailureOr<Plan> makePlan(mlir::ModuleOp program,
                               const PalettizeOptions &options,
                               WeightRules &rules);

} // namespace coreai

#endif // COREAI_LIB_PALETTIZE_PLANNING_H

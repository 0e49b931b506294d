// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reading the IR: which float constants there are, which of them to palettize,
// and how.

#ifndef COREAI_LIB_PALETTIZE_WEIGHTCOLLECTION_H
#define COREAI_LIB_PALETTIZE_WEIGHTCOLLECTION_H

#include "Palettize/Palettization.h"
#include "Palettize/WeightRules.h"

#include "llvm/ADT/StringSet.h"

#include <vector>

namespace coreai {

/// The name of an op of the dialect, given with or without the dialect's.
std::string qualify(llvm::StringRef name);

/// The attribute of a constant whose entries are settings for this weight.
inline constexpr llvm::StringLiteral kSettingsAttrName = "coreai.palettize";

/// Lists the float constants of `program` in its order, each with a report, and
/// those to be palettized with a palettization, of which nothing is computed
/// yet. Equal ones share it. Emits an error and fails if what is wrong with a
/// weight must not be skipped.
llvm::FailureOr<std::vector<FloatConstant>>
collectFloatConstants(mlir::ModuleOp program, const PalettizeOptions &options,
                      const llvm::StringSet<> &consumers, WeightRules &rules);

} // namespace coreai

#endif // COREAI_LIB_PALETTIZE_WEIGHTCOLLECTION_H

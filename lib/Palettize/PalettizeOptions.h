// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Checking and showing the options of a run.

#ifndef COREAI_LIB_PALETTIZE_PALETTIZEOPTIONS_H
#define COREAI_LIB_PALETTIZE_PALETTIZEOPTIONS_H

#include "coreai/Palettize/PalettizeWeights.h"

#include "mlir/IR/MLIRContext.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/LogicalResult.h"

#include <string>
#include <vector>

namespace coreai {

/// What is wrong with `options`; empty if nothing is. `consumers` receives the
/// names of the ops whose weight operands are palettized.
std::vector<std::string> findOffences(const PalettizeOptions &options,
                                      mlir::MLIRContext *context,
                                      llvm::StringSet<> &consumers);

/// Emits one error that lists `offences`, if there are any, and then fails.
llvm::LogicalResult reportOffences(llvm::ArrayRef<std::string> offences,
                                   mlir::MLIRContext *context);

/// The options by the names that users know.
llvm::json::Object toJson(const PalettizeOptions &options);

/// Sets the emission that users know as `text`. Returns what is wrong with it.
std::optional<std::string> setEmission(PalettizeOptions &options,
                                       llvm::StringRef text);

/// Sets the most memory from a number of bytes, or of K, M, G or T: powers of
/// 1024. Returns what is wrong with it.
std::optional<std::string> setMaxMemory(PalettizeOptions &options,
                                        llvm::StringRef text);

} // namespace coreai

#endif // COREAI_LIB_PALETTIZE_PALETTIZEOPTIONS_H

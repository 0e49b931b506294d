// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Palettizing a program from C++.

#ifndef COREAI_PALETTIZE_PALETTIZEWEIGHTS_H
#define COREAI_PALETTIZE_PALETTIZEWEIGHTS_H

#include "coreai/Clustering/Monitor.h"
#include "coreai/Palettize/PalettizeOptions.h"
#include "coreai/Palettize/PalettizeReport.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

namespace coreai {

/// Palettizes the weights of \p program, and says what became of each of its
/// float constants in \p report, where given.
///
/// Returns: the palettized program, a clone; with `inPlace` nothing, as
///          \p program itself is changed.
/// Errors:  emits one error and fails if options or config are wrong, if a
///          weight's settings demand that it fails, if no weight has its data,
///          or once \p monitor says so. Then \p program is as it was. A weight
///          that is skipped is a warning at its location if it was a candidate,
///          and no more than an entry in the report otherwise.
llvm::FailureOr<mlir::OwningOpRef<mlir::ModuleOp>>
palettizeWeights(mlir::ModuleOp program, const PalettizeOptions &options,
                 PalettizeReport *report = nullptr,
                 clustering::Monitor *monitor = nullptr);

} // namespace coreai

#endif // COREAI_PALETTIZE_PALETTIZEWEIGHTS_H

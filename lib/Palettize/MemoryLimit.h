// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How many workers memory allows.

#ifndef COREAI_LIB_PALETTIZE_MEMORYLIMIT_H
#define COREAI_LIB_PALETTIZE_MEMORYLIMIT_H

#include "Palettize/Decision.h"
#include "coreai/Palettize/PalettizeOptions.h"

#include "mlir/IR/Location.h"

namespace coreai {

/// Chooses the number of workers to fit \p recipes with: as many as \p options
/// ask for, or fewer, with a remark at \p loc, where memory is short. Remarks
/// what clustering without fast mode may take.
///
/// Errors: the limit doesn't allow one worker.
llvm::FailureOr<int> chooseWorkers(mlir::Location loc,
                                   llvm::ArrayRef<Recipe> recipes,
                                   const PalettizeOptions &options);

} // namespace coreai

#endif // COREAI_LIB_PALETTIZE_MEMORYLIMIT_H

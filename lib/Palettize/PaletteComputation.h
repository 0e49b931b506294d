// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Computing what palettized weights are stored as. Numbers only: nothing here
// changes the IR, and no worker touches it.

#ifndef COREAI_LIB_PALETTIZE_PALETTECOMPUTATION_H
#define COREAI_LIB_PALETTIZE_PALETTECOMPUTATION_H

#include "Palettize/Palettization.h"

#include "llvm/ADT/ArrayRef.h"

namespace coreai {

/// The most memory that computing takes beyond input and output, in bytes.
size_t estimateScratch(llvm::ArrayRef<Palettization *> palettizations,
                       int workers);

/// Computes all palettizations: allocates and fills what is stored, and sets
/// outcomes. The results don't depend on the number of workers.
void computePalettes(llvm::ArrayRef<Palettization *> palettizations,
                     int workers, clustering::Monitor *monitor);

} // namespace coreai

#endif // COREAI_LIB_PALETTIZE_PALETTECOMPUTATION_H

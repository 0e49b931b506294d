// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Computing the palettes of weights. Numbers only: nothing here changes the IR,
// and no worker touches it.

#ifndef COREAI_LIB_PALETTIZE_FITTING_H
#define COREAI_LIB_PALETTIZE_FITTING_H

#include "Palettize/Decision.h"
#include "coreai/Clustering/Palettizer.h"

#include "llvm/ADT/ArrayRef.h"

namespace coreai {

/// What a recipe comes to.
struct Palette {
  /// Allocates what \p recipe is stored as.
  explicit Palette(const Recipe &recipe);

  ConstantBuffer indices;
  ConstantBuffer lut;
  std::optional<ConstantBuffer> scales;

  clustering::PaletteResult result;
};

/// The most memory that fitting takes beyond input and output, in bytes.
size_t estimateScratch(llvm::ArrayRef<Recipe> recipes, int workers);

/// Fits a palette for each recipe. The results don't depend on the number of
/// workers.
std::vector<Palette> fitPalettes(llvm::ArrayRef<Recipe> recipes, int workers,
                                 clustering::Monitor *monitor);

} // namespace coreai

#endif // COREAI_LIB_PALETTIZE_FITTING_H

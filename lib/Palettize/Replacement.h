// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Writing the IR: what is to replace weights is built and checked first, and
// takes their places at the end.

#ifndef COREAI_LIB_PALETTIZE_REPLACEMENT_H
#define COREAI_LIB_PALETTIZE_REPLACEMENT_H

#include "Palettize/Decision.h"
#include "Palettize/Fitting.h"
#include "Palettize/PaletteEmission.h"

#include "mlir/IR/BuiltinOps.h"

#include <functional>

namespace coreai {

/// What is to replace the weights of a plan.
class Replacements {
public:
  /// Takes the buffers of \p palettes, one for each recipe of \p plan;
  /// resources are named after the first weight of a recipe.
  Replacements(const Plan &plan, llvm::MutableArrayRef<Palette> palettes,
               Emission emission);

  /// Builds what replaces each weight on ops that belong to no program, decodes
  /// it, and compares it with the weight.
  ///
  /// Returns: the decisions, each the first of its recipe, whose weight isn't
  /// as
  ///          far from what replaces it as its palette says: there is a bug.
  /// Errors:  threads or memory are short; emitted at \p loc.
  llvm::FailureOr<std::vector<const Decision *>>
  findWrong(llvm::ArrayRef<Palette> palettes, int workers,
            mlir::Location loc) const;

  /// Puts what was built in the places of the weights of \p program. If
  /// \p release, frees the data of resources that nothing names any more.
  void apply(mlir::ModuleOp program, bool release) const;

private:
  const Plan &plan;
  std::vector<const Decision *> firsts; // Of each recipe.
  std::vector<PaletteEmitter> emitters; // Of each recipe.
};

} // namespace coreai

#endif // COREAI_LIB_PALETTIZE_REPLACEMENT_H

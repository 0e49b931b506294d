// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Writing the IR: what is to replace weights is built and checked first, and
// takes their places at the end.

#include "Palettize/Replacement.h"

#include "Palettize/PaletteCheck.h"
#include "Weights/Workers.h"
#include "coreai/Weights/Storage.h"
#include "coreai/Weights/WeightSource.h"

#include "mlir/IR/AttrTypeSubElements.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace mlir;
using namespace coreai;

Replacements::Replacements(const Plan &plan, MutableArrayRef<Palette> palettes,
                           Emission emission)
    : plan(plan) {
  // Recipes are in the order in which decisions name them first.
  for (const Decision &decision : plan.decisions) {
    auto recipe = decision.getRecipe();
    if (!recipe || *recipe != firsts.size())
      continue;
    firsts.push_back(&decision);
    emitters.emplace_back(plan.recipes[*recipe], palettes[*recipe], emission,
                          decision.weight.name);
  }
}

FailureOr<std::vector<const Decision *>>
Replacements::findWrong(ArrayRef<Palette> palettes, int workers,
                        Location loc) const {
  Block scratch;
  OpBuilder builder(loc->getContext());
  builder.setInsertionPointToEnd(&scratch);
  WeightSources sources;
  std::vector<Claim> claims;
  for (auto [recipe, palette, first, emitter] :
       llvm::zip_equal(plan.recipes, palettes, firsts, emitters)) {
    ConstantOp constant = first->constant();
    Value value = emitter.emit(builder, constant.getLoc());
    claims.push_back(
        {recipe.weight, sources.get(value).source, palette.result.accuracy});
  }
  if (failed(computeNumbers(loc, [&] { checkClaims(claims, workers); })))
    return failure();
  std::vector<const Decision *> wrong;
  for (auto [claim, first] : llvm::zip_equal(claims, firsts))
    if (!claim.holds)
      wrong.push_back(first);
  return wrong;
}

/// Frees the data of resources that \p erased name and that no other op of
/// \p program does.
static void releaseData(ModuleOp program,
                        const llvm::SmallPtrSetImpl<Operation *> &erased) {
  llvm::SmallPtrSet<DialectResourceBlobManager::BlobEntry *, 16> unnamed;
  for (Operation *op : erased)
    if (auto resource = dyn_cast<DenseResourceElementsAttr>(
            cast<ConstantOp>(op).getValue()))
      unnamed.insert(resource.getRawHandle().getResource());
  AttrTypeWalker walker;
  walker.addWalk([&](DenseResourceElementsAttr resource) {
    unnamed.erase(resource.getRawHandle().getResource());
  });
  program->walk([&](Operation *op) {
    if (!erased.contains(op))
      walker.walk(op->getAttrDictionary());
  });
  for (DialectResourceBlobManager::BlobEntry *entry : unnamed)
    entry->setBlob(AsmResourceBlob({}, /*align=*/1, {}, /*mutable=*/false));
}

void Replacements::apply(ModuleOp program, bool release) const {
  llvm::SmallPtrSet<Operation *, 16> replaced;
  for (const Decision &decision : plan.decisions) {
    auto recipe = decision.getRecipe();
    if (!recipe)
      continue;
    for (ConstantOp constant : decision.storage->constants) {
      OpBuilder builder(constant);
      constant.getOutput().replaceAllUsesWith(
          emitters[*recipe].emit(builder, constant.getLoc()));
      replaced.insert(constant);
    }
  }
  if (release)
    releaseData(program, replaced);
  for (const Decision &decision : plan.decisions)
    if (decision.getRecipe())
      for (ConstantOp constant : decision.storage->constants)
        constant->erase();
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How many workers memory allows.

#include "Palettize/MemoryLimit.h"

#include "Palettize/Fitting.h"
#include "Weights/Workers.h"

using namespace mlir;
using namespace coreai;

/// A size as it may be given as an option, exactly.
static std::string toSize(uint64_t bytes) {
  constexpr StringRef units = "KMGT";
  size_t unit = 0;
  for (; unit != units.size() && bytes != 0 && bytes % 1024 == 0; ++unit)
    bytes /= 1024;
  return (Twine(bytes) + units.take_front(unit).take_back()).str();
}

/// A size in MiB, rounded up: enough if it is given back as an option.
static std::string toMebibytes(uint64_t bytes) {
  return std::to_string((bytes + (1 << 20) - 1) >> 20) + "M";
}

FailureOr<int> coreai::chooseWorkers(Location loc, ArrayRef<Recipe> recipes,
                                     const PalettizeOptions &options) {
  int workers = getNumWorkers(loc->getContext(), options.numKmeansWorkers);
  bool isExact = llvm::any_of(recipes, [](const Recipe &recipe) {
    return !recipe.settings.enableFastKmeansMode;
  });
  if (options.maxMemory != 0 && !recipes.empty()) {
    uint64_t stored = 0;
    for (const Recipe &recipe : recipes)
      stored += recipe.getStoredSize();
    auto neededBy = [&](int count) {
      return stored + estimateScratch(recipes, count);
    };
    if (uint64_t least = neededBy(1); least > options.maxMemory)
      return emitError(loc)
             << "max_memory=" << toSize(options.maxMemory)
             << " is not enough: " << toMebibytes(stored)
             << " for what replaces weights, and "
             << toMebibytes(least - stored) << " to cluster with; use at least "
             << toMebibytes(least)
             << (isExact ? "; enable_fast_kmeans_mode=true takes less" : "");
    int asked = workers;
    while (neededBy(workers) > options.maxMemory)
      --workers;
    if (workers < asked)
      emitRemark(loc) << "max_memory=" << toSize(options.maxMemory)
                      << " leaves " << workers << " of " << asked << " workers";
  }
  if (isExact)
    emitRemark(loc) << "without fast mode, clustering may take up to "
                    << (estimateScratch(recipes, workers) >> 20)
                    << " MiB of memory";
  return workers;
}

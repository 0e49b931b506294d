// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Hands weights to the two engines.

#include "Palettize/Fitting.h"

#include "coreai/Clustering/ScalarPalettizer.h"
#include "coreai/Clustering/VectorPalettizer.h"

#include "llvm/ADT/STLExtras.h"

#include <tbb/task_arena.h>

using namespace coreai;
using clustering::Monitor;
using clustering::ScalarWeight;
using clustering::VectorWeight;
using llvm::ArrayRef;

Palette::Palette(const Recipe &recipe)
    : indices(recipe.getIndicesType()), lut(recipe.getLutType()) {
  if (auto scalesType = recipe.getScalesType())
    scales.emplace(*scalesType);
}

namespace {

/// A recipe, and where its results go.
struct Job {
  const Recipe *recipe;
  Palette *palette;
};

} // namespace

/// The part of a job that both engines take.
template <typename Weight>
static Weight describe(const Recipe &recipe) {
  Weight weight;
  weight.format = recipe.weight.format;
  weight.weight = recipe.weight.bytes;
  weight.groups = recipe.groups;
  weight.options.bits = static_cast<unsigned>(recipe.settings.nBits);
  weight.options.tableType = recipe.settings.lutDtype;
  return weight;
}

static ScalarWeight describeScalars(const Recipe &recipe) {
  auto weight = describe<ScalarWeight>(recipe);
  weight.options.fastMode = recipe.settings.enableFastKmeansMode;
  weight.options.roundingPrecision =
      static_cast<int>(recipe.settings.roundingPrecision);
  return weight;
}

template <typename Weight>
static void setOutputs(const Job &job, Weight &weight) {
  weight.tables = job.palette->lut.bytes();
  weight.indices = job.palette->indices.bytes();
  if (job.recipe->isNarrow())
    weight.scales = job.palette->scales->bytes();
}

template <typename Weight>
static void takeResults(ArrayRef<Weight> weights, ArrayRef<Job> jobs) {
  for (auto [weight, job] : llvm::zip_equal(weights, jobs)) {
    job.palette->outcome = weight.outcome;
    job.palette->nonFinite = weight.nonFinite;
    job.palette->accuracy = weight.accuracy;
  }
}

static void fitScalars(ArrayRef<Job> jobs, Monitor *monitor) {
  std::vector<ScalarWeight> weights;
  // Where entries aren't as the weight, what is stored is the product of these
  // and the scales of tables.
  std::vector<std::vector<std::byte>> channelScales(jobs.size());
  for (auto [job, ownScales] : llvm::zip_equal(jobs, channelScales)) {
    ScalarWeight weight = describeScalars(*job.recipe);
    setOutputs(job, weight);
    if (job.recipe->isChannelScaled) {
      std::span<std::byte> scales = job.palette->scales->bytes();
      if (job.recipe->isNarrow()) {
        ownScales.resize(scales.size());
        scales = ownScales;
      }
      clustering::absoluteMaxima(weight.format, weight.weight, weight.groups,
                                 scales);
      weight.channelScales = scales;
    }
    weights.push_back(weight);
  }
  clustering::palettizeScalars(weights, monitor);
  takeResults(ArrayRef(weights), jobs);
}

static void fitVectors(ArrayRef<Job> jobs, Monitor *monitor) {
  std::vector<VectorWeight> weights;
  for (const Job &job : jobs) {
    auto weight = describe<VectorWeight>(*job.recipe);
    weight.options.dim = static_cast<unsigned>(job.recipe->settings.clusterDim);
    setOutputs(job, weight);
    weights.push_back(weight);
  }
  clustering::palettizeVectors(weights, monitor);
  takeResults(ArrayRef(weights), jobs);
}

size_t coreai::estimateScratch(ArrayRef<Recipe> recipes, int workers) {
  std::vector<ScalarWeight> weights;
  for (const Recipe &recipe : recipes)
    if (recipe.settings.clusterDim == 1)
      weights.push_back(describeScalars(recipe));
  return clustering::estimateScratch(weights, workers);
}

std::vector<Palette> coreai::fitPalettes(ArrayRef<Recipe> recipes, int workers,
                                         Monitor *monitor) {
  std::vector<Palette> palettes;
  palettes.reserve(recipes.size());
  llvm::SmallVector<Job> scalars, vectors;
  for (const Recipe &recipe : recipes) {
    Palette &palette = palettes.emplace_back(recipe);
    bool isScalar = recipe.settings.clusterDim == 1;
    (isScalar ? scalars : vectors).push_back({&recipe, &palette});
  }
  tbb::task_arena(workers).execute([&] {
    fitScalars(scalars, monitor);
    fitVectors(vectors, monitor);
  });
  return palettes;
}

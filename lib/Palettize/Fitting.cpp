// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Makes jobs of recipes, and hands them to the engine.

#include "Palettize/Fitting.h"

#include "coreai/Clustering/ChannelScales.h"

#include "llvm/ADT/STLExtras.h"

#include <tbb/task_arena.h>

using namespace coreai;
using clustering::Monitor;
using clustering::PaletteJob;
using clustering::PaletteRequest;
using llvm::ArrayRef;

Palette::Palette(const Recipe &recipe)
    : indices(recipe.getIndicesType()), lut(recipe.getLutType()) {
  if (auto scalesType = recipe.getScalesType())
    scales.emplace(*scalesType);
}

/// What is asked of the engine, but for the scales of channels.
static PaletteRequest makeRequest(const Recipe &recipe) {
  const WeightSettings &settings = recipe.settings;
  PaletteRequest request;
  request.format = recipe.weight.format;
  request.weight = recipe.weight.bytes;
  request.groups = recipe.groups;
  request.options.bits = static_cast<unsigned>(settings.nBits);
  request.options.dim = static_cast<unsigned>(settings.clusterDim);
  request.options.tableType = settings.lutDtype;
  request.options.fastMode = settings.enableFastKmeansMode;
  request.options.roundingPrecision =
      static_cast<int>(settings.roundingPrecision);
  return request;
}

/// A job whose results go to \p palette. Channel scales are computed where they
/// are stored or, if what is stored is their product with the scales of tables,
/// in \p ownScales.
static PaletteJob makeJob(const Recipe &recipe, Palette &palette,
                          std::vector<std::byte> &ownScales) {
  PaletteJob job = {.request = makeRequest(recipe),
                    .storage = {.tables = palette.lut.bytes(),
                                .indices = palette.indices.bytes()}};
  if (recipe.isNarrow())
    job.storage.scales = palette.scales->bytes();
  if (!recipe.isChannelScaled)
    return job;
  std::span<std::byte> scales = palette.scales->bytes();
  if (recipe.isNarrow()) {
    ownScales.resize(scales.size());
    scales = ownScales;
  }
  clustering::absoluteMaxima(job.request.format, job.request.weight,
                             job.request.groups, scales);
  job.request.channelScales = scales;
  return job;
}

size_t coreai::estimateScratch(ArrayRef<Recipe> recipes, int workers) {
  std::vector<PaletteRequest> requests;
  for (const Recipe &recipe : recipes)
    requests.push_back(makeRequest(recipe));
  return clustering::estimateScratch(requests, workers);
}

std::vector<Palette> coreai::fitPalettes(ArrayRef<Recipe> recipes, int workers,
                                         Monitor *monitor) {
  std::vector<Palette> palettes;
  palettes.reserve(recipes.size());
  for (const Recipe &recipe : recipes)
    palettes.emplace_back(recipe);
  std::vector<std::vector<std::byte>> channelScales(recipes.size());
  std::vector<PaletteJob> jobs;
  tbb::task_arena(workers).execute([&] {
    for (auto [recipe, palette, ownScales] :
         llvm::zip_equal(recipes, palettes, channelScales))
      jobs.push_back(makeJob(recipe, palette, ownScales));
    clustering::palettize(jobs, monitor);
  });
  for (auto [job, palette] : llvm::zip_equal(jobs, palettes))
    palette.result = job.result;
  return palettes;
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Makes jobs of recipes, and hands them to the engine.

#include "Palettize/Fitting.h"

#include "Palettize/ChannelLayout.h"
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

namespace {

/// A recipe's way through the engine.
class Fit {
public:
  Fit(const Recipe &recipe, Palette &palette);

  /// What is asked of the engine, but for the scales of channels.
  static PaletteRequest makeRequest(const Recipe &recipe);

  /// A job with its storage.
  PaletteJob makeJob();

  /// Takes the result of the job.
  void finish(const PaletteJob &job);

private:
  const Recipe &recipe;
  Palette &palette;
  // The weight with its channels in front, if it has to be laid out so.
  ChannelLayout layout;
  std::vector<std::byte> arranged;
  // Channel scales, if what is stored is their product with those of tables.
  std::vector<std::byte> ownScales;
};

} // namespace

Fit::Fit(const Recipe &recipe, Palette &palette)
    : recipe(recipe), palette(palette),
      layout(recipe.type.getRank(), recipe.channelAxes) {}

PaletteRequest Fit::makeRequest(const Recipe &recipe) {
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

PaletteJob Fit::makeJob() {
  PaletteJob job = {.request = makeRequest(recipe),
                    .storage = {.tables = palette.lut.bytes(),
                                .indices = palette.indices.bytes()}};
  if (!recipe.isInPlace()) {
    arranged.resize(recipe.weight.bytes.size());
    layout.arrange(recipe.type.getShape(),
                   elements::byteWidth(recipe.weight.format),
                   recipe.weight.bytes, arranged);
    job.request.weight = arranged;
  }
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

/// Where the weight was laid out in another way, indices, tables and scales
/// have to follow the weight's axes again.
void Fit::finish(const PaletteJob &job) {
  palette.result = job.result;
  if (recipe.isInPlace() ||
      job.result.outcome != clustering::Outcome::Palettized)
    return;
  layout.restorePacked(recipe.getIndicesType().getShape(),
                       static_cast<unsigned>(recipe.settings.nBits),
                       palette.indices.bytes());
  ArrayRef<int64_t> tables = recipe.getLutType().getShape().drop_back(2);
  size_t count = recipe.groups.count();
  layout.restore(tables, palette.lut.bytes().size() / count,
                 palette.lut.bytes());
  if (palette.scales)
    layout.restore(palette.scales->getType().getShape(),
                   elements::byteWidth(recipe.weight.format),
                   palette.scales->bytes());
}

size_t coreai::estimateScratch(ArrayRef<Recipe> recipes, int workers) {
  std::vector<PaletteRequest> requests;
  size_t arranged = 0;
  for (const Recipe &recipe : recipes) {
    requests.push_back(Fit::makeRequest(recipe));
    if (!recipe.isInPlace())
      arranged += recipe.weight.bytes.size();
  }
  return arranged + clustering::estimateScratch(requests, workers);
}

std::vector<Palette> coreai::fitPalettes(ArrayRef<Recipe> recipes, int workers,
                                         Monitor *monitor) {
  std::vector<Palette> palettes;
  std::vector<Fit> fits;
  palettes.reserve(recipes.size());
  fits.reserve(recipes.size());
  for (const Recipe &recipe : recipes) {
    palettes.emplace_back(recipe);
    fits.emplace_back(recipe, palettes.back());
  }
  std::vector<PaletteJob> jobs;
  tbb::task_arena(workers).execute([&] {
    for (Fit &fit : fits)
      jobs.push_back(fit.makeJob());
    clustering::palettize(jobs, monitor);
  });
  for (auto [fit, job] : llvm::zip_equal(fits, jobs))
    fit.finish(job);
  return palettes;
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Makes jobs of palettizations, and hands them to the engine.

#include "Palettize/PaletteComputation.h"

#include "coreai/Clustering/ChannelScales.h"
#include "coreai/Clustering/Palettizer.h"

#include "llvm/ADT/STLExtras.h"

#include <tbb/task_arena.h>

#include <vector>

using namespace coreai;
using clustering::Monitor;
using clustering::PaletteJob;
using clustering::PaletteRequest;
using llvm::ArrayRef;

/// What is asked of the engine, but for the scales of channels.
static PaletteRequest describe(const Palettization &palettization) {
  const WeightSettings &settings = palettization.settings;
  PaletteRequest request;
  request.format = palettization.weight.format;
  request.weight = palettization.weight.bytes;
  request.groups = palettization.groups;
  request.options.bits = static_cast<unsigned>(settings.nBits);
  request.options.dim = static_cast<unsigned>(settings.clusterDim);
  request.options.tableType = settings.lutDtype;
  request.options.fastMode = settings.enableFastKmeansMode;
  request.options.roundingPrecision =
      static_cast<int>(settings.roundingPrecision);
  return request;
}

/// Allocates what is stored.
static void allocate(Palettization &palettization) {
  palettization.indices.emplace(palettization.getIndicesType());
  palettization.lut.emplace(palettization.getLutType());
  if (auto scalesType = palettization.getScalesType())
    palettization.scales.emplace(*scalesType);
}

/// A job with its storage. Channel scales are computed where they are stored
/// or, if what is stored is their product with the scales of tables, in
/// \p ownScales.
static PaletteJob makeJob(Palettization &palettization,
                          std::vector<std::byte> &ownScales) {
  PaletteJob job = {.request = describe(palettization),
                    .storage = {.tables = palettization.lut->bytes(),
                                .indices = palettization.indices->bytes()}};
  if (palettization.isNarrow())
    job.storage.scales = palettization.scales->bytes();
  if (!palettization.isChannelScaled)
    return job;
  std::span<std::byte> scales = palettization.scales->bytes();
  if (palettization.isNarrow()) {
    ownScales.resize(scales.size());
    scales = ownScales;
  }
  clustering::absoluteMaxima(job.request.format, job.request.weight,
                             job.request.groups, scales);
  job.request.channelScales = scales;
  return job;
}

static void compute(ArrayRef<Palettization *> palettizations,
                    Monitor *monitor) {
  std::vector<PaletteJob> jobs;
  std::vector<std::vector<std::byte>> channelScales(palettizations.size());
  for (auto [palettization, ownScales] :
       llvm::zip_equal(palettizations, channelScales))
    jobs.push_back(makeJob(*palettization, ownScales));
  clustering::palettize(jobs, monitor);
  for (auto [job, palettization] : llvm::zip_equal(jobs, palettizations)) {
    palettization->outcome = job.result.outcome;
    palettization->nonFinite = job.result.nonFinite;
    palettization->accuracy = job.result.accuracy;
  }
}

size_t coreai::estimateScratch(ArrayRef<Palettization *> palettizations,
                               int workers) {
  std::vector<PaletteRequest> requests;
  for (const Palettization *palettization : palettizations)
    requests.push_back(describe(*palettization));
  return clustering::estimateScratch(requests, workers);
}

void coreai::computePalettes(ArrayRef<Palettization *> palettizations,
                             int workers, Monitor *monitor) {
  for (Palettization *palettization : palettizations)
    allocate(*palettization);
  tbb::task_arena(workers).execute([&] { compute(palettizations, monitor); });
}

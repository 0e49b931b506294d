// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Hands weights to the two engines.

#include "Palettize/PaletteComputation.h"

#include "coreai/Clustering/ScalarPalettizer.h"
#include "coreai/Clustering/VectorPalettizer.h"

#include "llvm/ADT/STLExtras.h"

#include <tbb/task_arena.h>

using namespace coreai;
using clustering::Monitor;
using clustering::ScalarWeight;
using clustering::VectorWeight;
using llvm::ArrayRef;

/// The part of a job that both engines take.
template <typename Weight>
static Weight describe(Palettization &palettization) {
  Weight weight;
  weight.format = palettization.weight.format;
  weight.weight = palettization.weight.bytes;
  weight.groups = palettization.groups;
  weight.options.bits = static_cast<unsigned>(palettization.settings.nBits);
  weight.options.tableType = palettization.settings.lutDtype;
  return weight;
}

static ScalarWeight describeScalars(Palettization &palettization) {
  auto weight = describe<ScalarWeight>(palettization);
  weight.options.fastMode = palettization.settings.enableFastKmeansMode;
  weight.options.roundingPrecision =
      static_cast<int>(palettization.settings.roundingPrecision);
  return weight;
}

template <typename Weight>
static void setOutputs(Palettization &palettization, Weight &weight) {
  weight.tables = palettization.lut->bytes();
  weight.indices = palettization.indices->bytes();
  if (palettization.isNarrow())
    weight.scales = palettization.scales->bytes();
}

template <typename Weight>
static void takeResults(ArrayRef<Weight> weights,
                        ArrayRef<Palettization *> palettizations) {
  for (auto [weight, palettization] :
       llvm::zip_equal(weights, palettizations)) {
    palettization->outcome = weight.outcome;
    palettization->nonFinite = weight.nonFinite;
    palettization->accuracy = weight.accuracy;
  }
}

static void computeScalars(ArrayRef<Palettization *> palettizations,
                           Monitor *monitor) {
  std::vector<ScalarWeight> weights;
  // Where entries aren't as the weight, what is stored is the product of these
  // and the scales of tables.
  std::vector<std::vector<std::byte>> channelScales(palettizations.size());
  for (auto [palettization, ownScales] :
       llvm::zip_equal(palettizations, channelScales)) {
    ScalarWeight weight = describeScalars(*palettization);
    setOutputs(*palettization, weight);
    if (palettization->isChannelScaled) {
      std::span<std::byte> scales = palettization->scales->bytes();
      if (palettization->isNarrow()) {
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
  takeResults(ArrayRef(weights), palettizations);
}

static void computeVectors(ArrayRef<Palettization *> palettizations,
                           Monitor *monitor) {
  std::vector<VectorWeight> weights;
  for (Palettization *palettization : palettizations) {
    auto weight = describe<VectorWeight>(*palettization);
    weight.options.dim =
        static_cast<unsigned>(palettization->settings.clusterDim);
    setOutputs(*palettization, weight);
    weights.push_back(weight);
  }
  clustering::palettizeVectors(weights, monitor);
  takeResults(ArrayRef(weights), palettizations);
}

size_t coreai::estimateScratch(ArrayRef<Palettization *> palettizations,
                               int workers) {
  std::vector<ScalarWeight> weights;
  for (Palettization *palettization : palettizations)
    if (palettization->settings.clusterDim == 1)
      weights.push_back(describeScalars(*palettization));
  return clustering::estimateScratch(weights, workers);
}

void coreai::computePalettes(ArrayRef<Palettization *> palettizations,
                             int workers, Monitor *monitor) {
  llvm::SmallVector<Palettization *> scalars, vectors;
  for (Palettization *palettization : palettizations) {
    palettization->indices.emplace(palettization->getIndicesType());
    palettization->lut.emplace(palettization->getLutType());
    if (auto scalesType = palettization->getScalesType())
      palettization->scales.emplace(*scalesType);
    bool isScalar = palettization->settings.clusterDim == 1;
    (isScalar ? scalars : vectors).push_back(palettization);
  }
  tbb::task_arena(workers).execute([&] {
    computeScalars(scalars, monitor);
    computeVectors(vectors, monitor);
  });
}

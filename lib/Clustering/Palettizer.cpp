// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Checks jobs, and hands each to the engine for its kind of table.

#include "coreai/Clustering/Palettizer.h"

#include "Clustering/Scalar/ScalarPalettizer.h"
#include "Clustering/Vector/VectorPalettizer.h"
#include "coreai/Elements/BitPacking.h"

#include <algorithm>
#include <cassert>
#include <vector>

using namespace coreai;
using namespace coreai::clustering;

static void assertShapes([[maybe_unused]] const PaletteRequest &request,
                         [[maybe_unused]] const PaletteStorage &storage) {
  [[maybe_unused]] const PaletteOptions &options = request.options;
  [[maybe_unused]] const ChannelGroups &groups = request.groups;
  [[maybe_unused]] size_t width = elements::byteWidth(request.format);
  [[maybe_unused]] bool isScaled = !request.channelScales.empty();
  assert(width >= 2 && "unsupported format");
  assert(elements::isPackedWidth(options.bits));
  assert(options.dim >= 1 && options.dim <= 16 &&
         groups.groupChannels % options.dim == 0 &&
         "vectors must divide the group's channels evenly");
  assert(request.weight.size() == groups.elements() * width);
  assert(!isScaled || (options.dim == 1 && request.channelScales.size() ==
                                               groups.channels * width));
  assert(request.importance.empty() ||
         request.importance.size() == groups.elements());
  assert(storage.tables.size() ==
         (groups.count() << options.bits) * options.dim *
             tableByteWidth(options.tableType, request.format));
  assert(storage.indices.size() ==
         elements::packedSize(groups.elements() / options.dim, options.bits));
  assert(options.tableType == TableType::AsWeight ||
         storage.scales.size() ==
             (isScaled ? groups.channels : groups.count()) * width);
}

void coreai::clustering::palettize(std::span<PaletteJob> jobs,
                                   Monitor *monitor) {
  std::vector<PaletteJob *> scalars, vectors;
  for (PaletteJob &job : jobs) {
    assertShapes(job.request, job.storage);
    job.result = {};
    (job.request.options.dim == 1 ? scalars : vectors).push_back(&job);
  }
  // One engine after the other, as either may take all the memory that the two
  // are allowed.
  palettizeScalars(scalars, monitor);
  palettizeVectors(vectors, monitor);
}

size_t
coreai::clustering::estimateScratch(std::span<const PaletteRequest> requests,
                                    unsigned workers) {
  constexpr size_t kMebibyte = size_t(1) << 20;
  size_t largest = 0;
  for (const PaletteRequest &request : requests)
    if (request.options.dim == 1)
      largest = std::max(largest, wideGroupScratch(request));
  return 64 * kMebibyte + workers * 4 * kMebibyte + largest;
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Calls the engine, and decodes what it wrote.

#include "Palettization.h"

#include "coreai/Clustering/ChannelScales.h"
#include "coreai/Clustering/Palettizer.h"
#include "coreai/Elements/BitPacking.h"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <span>

using namespace coreai;
using namespace coreai::bench;
using namespace coreai::clustering;

Palettization::Palettization(const Weight &weight, const Row &row)
    : weight(weight), row(row), channelGroups(groupsOf(weight, row)) {
  size_t width = elements::byteWidth(weight.format);
  tables.resize((channelGroups.count() << row.bits) * row.dim * width);
  indices.resize(
      elements::packedSize(channelGroups.elements() / row.dim, row.bits));
  if (row.scales)
    channelScales.resize(channelGroups.channels * width);
}

void Palettization::run() {
  PaletteJob job = {.request = {.format = weight.format,
                                .weight = weight.data,
                                .groups = channelGroups,
                                .options = {.bits = row.bits,
                                            .dim = row.dim,
                                            .fastMode = row.fast,
                                            .seed = row.seed}},
                    .storage = {.tables = tables, .indices = indices}};
  if (row.scales) {
    absoluteMaxima(weight.format, weight.data, channelGroups, channelScales);
    job.request.channelScales = channelScales;
  }
  palettize({&job, 1});
  accuracy = job.result.accuracy;
  if (job.result.outcome != Outcome::Palettized)
    fail("the weight was skipped: are all of its elements finite?");
}

clustering::reference::StoredPalette Palettization::stored() const {
  return {.format = weight.format,
          .tableType = TableType::AsWeight,
          .groups = channelGroups,
          .bits = row.bits,
          .dim = row.dim,
          .tables = tables,
          .scales = {},
          .channelScales = channelScales};
}

double Palettization::scaleOf(size_t channel) const {
  return stored().scale(channel);
}

double Palettization::entry(size_t group, size_t index,
                            size_t component) const {
  return stored().level(group, index, component);
}

metrics::ErrorSums Palettization::measure() const {
  const ChannelGroups &groups = channelGroups;
  std::vector<uint8_t> labels(groups.elements() / row.dim);
  elements::unpack(indices, row.bits, labels);

  // Sums of their own for each stretch of rows, added in order.
  size_t rows = groups.outer * groups.channels;
  std::vector<metrics::ErrorSums> parts(std::min<size_t>(rows, 256));
  tbb::parallel_for(size_t(0), parts.size(), [&](size_t part) {
    std::vector<double> decoded(entries());
    size_t end = rows * (part + 1) / parts.size();
    for (size_t r = rows * part / parts.size(); r < end; ++r) {
      size_t channel = r % groups.channels;
      for (size_t e = 0; e < decoded.size(); ++e)
        decoded[e] = stored().decode(channel, e, channel % row.dim);
      // A row of vectors covers `dim` rows of elements.
      size_t vectorRow =
          r / groups.channels * (groups.channels / row.dim) + channel / row.dim;
      for (size_t i = 0; i < groups.inner; ++i) {
        double value = elements::load(weight.format, weight.data.data(),
                                      r * groups.inner + i);
        double error =
            std::abs(value - decoded[labels[vectorRow * groups.inner + i]]);
        parts[part] += {error * error, value * value, error};
      }
    }
  });
  metrics::ErrorSums total;
  for (const metrics::ErrorSums &part : parts)
    total += part;
  return total;
}

static void writeFile(const std::string &path,
                      std::span<const std::byte> data) {
  std::FILE *file = std::fopen(path.c_str(), "wb");
  bool isWritten =
      file && std::fwrite(data.data(), 1, data.size(), file) == data.size();
  if (!file || std::fclose(file) != 0 || !isWritten)
    fail("can't write " + path);
}

void Palettization::save(const std::string &prefix) const {
  writeFile(prefix + ".tables", tables);
  writeFile(prefix + ".indices", indices);
  if (!channelScales.empty())
    writeFile(prefix + ".scales", channelScales);
}

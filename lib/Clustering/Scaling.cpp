// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Choosing a table's scales, storing them, and decoding with what is stored.

#include "Clustering/Scaling.h"

#include <algorithm>
#include <cassert>
#include <cmath>

using namespace coreai;
using namespace coreai::clustering;
using elements::FloatFormat;

//===----------------------------------------------------------------------===//
// One scale
//===----------------------------------------------------------------------===//

/// The least number of \p format that is not below \p value.
static double roundUp(FloatFormat format, double value) {
  uint64_t bits = elements::encode(format, value);
  return elements::decode(format, bits) < value
             ? elements::decode(format, bits + 1)
             : elements::decode(format, bits);
}

/// The level that \p largest is mapped to, which is not 0. Nothing, if that
/// level would be too low.
static std::optional<double> topLevel(TableType type, FloatFormat format,
                                      double largest,
                                      double leastChannelScale) {
  double top = tableLevels(type).back();
  std::optional<FloatFormat> codes = floatFormat(type);
  if (!codes)
    return top;
  double leastNormal = std::ldexp(1.0, 1 - elements::exponentBias(format));
  // Below its own normal numbers, a narrow type has no precision to lend.
  double leastTop = std::ldexp(1.0, 1 - elements::exponentBias(*codes));
  while (largest / top * leastChannelScale < leastNormal) {
    top /= 2;
    if (top < leastTop)
      return std::nullopt;
  }
  return top;
}

/// The bits of the least number of \p format that times \p top is not below
/// \p largest.
static uint64_t leastScale(FloatFormat format, double largest, double top) {
  // The division may have been rounded either way.
  uint64_t bits = elements::encode(format, largest / top);
  while (elements::decode(format, bits) * top < largest)
    ++bits;
  while (bits > 0 && elements::decode(format, bits - 1) * top >= largest)
    --bits;
  return bits;
}

std::optional<double>
coreai::clustering::tableFactor(TableType type, FloatFormat format,
                                double largest, double leastChannelScale) {
  assert(largest >= 0 && std::isfinite(largest) && leastChannelScale > 0);
  if (largest == 0)
    return 1.0;
  std::optional<double> top =
      topLevel(type, format, largest, leastChannelScale);
  if (!top)
    return std::nullopt;
  return largest / *top;
}

double coreai::clustering::combinedScale(FloatFormat format, double tableFactor,
                                         double channelScale) {
  return roundUp(format, tableFactor * channelScale);
}

std::optional<double> coreai::clustering::tableScale(TableType type,
                                                     FloatFormat format,
                                                     double largest) {
  assert(largest >= 0 && std::isfinite(largest));
  if (largest == 0)
    return 1.0;
  std::optional<double> top = topLevel(type, format, largest, 1);
  if (!top)
    return std::nullopt;
  uint64_t bits = leastScale(format, largest, *top);
  if (!elements::isFinite(format, bits))
    return std::nullopt;
  return elements::decode(format, bits);
}

//===----------------------------------------------------------------------===//
// The scales of a table
//===----------------------------------------------------------------------===//

/// Sets the table's factor, and multiplies what scales channels have with it.
/// False if a scale isn't finite then.
bool Scaling::apply(double tableFactor) {
  factor = tableFactor;
  if (!hasChannelScales)
    scales = {factor};
  else if (type != TableType::AsWeight)
    for (double &scale : scales)
      scale = combinedScale(format, factor, scale);
  largestScale = *std::ranges::max_element(scales);
  return std::isfinite(largestScale);
}

std::optional<Scaling> Scaling::fit(TableType type, FloatFormat format,
                                    double largest,
                                    std::vector<double> channelScales) {
  Scaling result(type, format, std::move(channelScales));
  std::optional<double> factor = 1;
  if (type != TableType::AsWeight)
    factor = result.hasChannelScales
                 ? tableFactor(type, format, largest,
                               *std::ranges::min_element(result.scales))
                 : tableScale(type, format, largest);
  if (!factor || !result.apply(*factor))
    return std::nullopt;
  return result;
}

void Scaling::forEachSubstitute(
    TableType type, FloatFormat format, double largest,
    const std::vector<double> &channelScales,
    const std::function<void(const Scaling &)> &visit) {
  assert(type != TableType::AsWeight && largest > 0);
  std::optional<double> previous;
  auto consider = [&](double top) {
    Scaling next(type, format, channelScales);
    double factor =
        next.hasChannelScales
            ? largest / top
            : elements::decode(format, leastScale(format, largest, top));
    // The least numbers of a format are few: several tops have the same scale.
    if (previous == factor || !next.apply(factor))
      return;
    previous = factor;
    visit(next);
  };
  std::span<const double> levels = tableLevels(type);
  double leastLevel = levels[levels.size() / 2 + 1];
  for (double top = levels.back(); top >= leastLevel; top /= 2)
    consider(top);
  // A factor of one is small enough: channels' own scales are finite.
  for (double top = levels.back(); !previous; top *= 2)
    consider(top);
}

TableLevels Scaling::levels() const {
  if (type == TableType::AsWeight)
    return TableLevels(format, largestScale);
  if (hasChannelScales)
    return TableLevels(type, format, factor, largestScale);
  return TableLevels(type, format, factor);
}

void Scaling::store(std::span<std::byte> stored, size_t table) const {
  if (type == TableType::AsWeight)
    return;
  for (size_t i = 0; i < scales.size(); ++i)
    elements::store(format, stored.data(), table * scales.size() + i,
                    scales[i]);
}

/// \p value as a number of \p format; zero without sign.
static double rounded(FloatFormat format, double value) {
  return elements::decode(format, elements::encode(format, value)) + 0.0;
}

void Scaling::decode(const PaletteRequest &request,
                     const PaletteStorage &storage, size_t channel,
                     std::span<double> decoded) {
  TableType type = request.options.tableType;
  bool hasChannelScales = !request.channelScales.empty();
  size_t group = channel / request.groups.groupChannels;
  double scale = 1;
  if (type != TableType::AsWeight)
    scale = elements::load(request.format, storage.scales.data(),
                           hasChannelScales ? channel : group);
  else if (hasChannelScales)
    scale =
        elements::load(request.format, request.channelScales.data(), channel);
  for (size_t entry = 0; entry < decoded.size(); ++entry) {
    size_t index = group * decoded.size() + entry;
    double stored =
        type == TableType::AsWeight
            ? elements::load(request.format, storage.tables.data(), index)
            : tableValue(type, storage.tables[index]);
    decoded[entry] = rounded(request.format, stored * scale);
  }
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Levels in two forms: those as the weight are too many to be listed, and are
// worked out from bit patterns; narrow ones are a list.

#include "Clustering/TableLevels.h"

#include <algorithm>
#include <span>

using namespace coreai;
using namespace coreai::clustering;
using elements::FloatFormat;

/// True if \p value, rounded to \p format, is finite.
static bool roundsToFinite(FloatFormat format, double value) {
  return elements::isFinite(format, elements::encode(format, value));
}

TableLevels::TableLevels(FloatFormat format, double factor)
    : type(TableType::AsWeight), format(format) {
  uint64_t magnitudes = elements::firstNonFinite(format);
  double largest = elements::decode(format, magnitudes - 1);
  if (factor > 1) {
    magnitudes = 1 + elements::encode(format, largest / factor);
    while (!roundsToFinite(format,
                           factor * elements::decode(format, magnitudes - 1)))
      --magnitudes;
  }
  zero = magnitudes - 1;
}

TableLevels::TableLevels(TableType type, FloatFormat format, double scale)
    : TableLevels(type, format, scale, scale) {
  for (double &value : values)
    // A level may round to negative zero.
    value = elements::decode(format, elements::encode(format, value)) + 0.0;
}

TableLevels::TableLevels(TableType type, FloatFormat format, double factor,
                         double largestScale)
    : type(type), format(format) {
  std::span<const double> all = tableLevels(type);
  while (!roundsToFinite(format, all[all.size() - 1 - skipped] * largestScale))
    ++skipped;
  zero = all.size() / 2 - skipped;
  for (double level : all.subspan(skipped, count()))
    values.push_back(level * factor + 0.0);
}

/// The pattern of a level as the weight: negative ones come down to the least
/// magnitude, then zero follows.
uint64_t TableLevels::bitsOf(size_t level) const {
  return level >= zero ? level - zero
                       : (zero - level) | elements::signBit(format);
}

double TableLevels::value(size_t level) const {
  return type == TableType::AsWeight ? elements::decode(format, bitsOf(level))
                                     : values[level];
}

size_t TableLevels::nearest(double value) const {
  if (type == TableType::AsWeight) {
    uint64_t bits = elements::encode(format, value);
    uint64_t magnitude =
        std::min<uint64_t>(bits & (elements::signBit(format) - 1), zero);
    return bits & elements::signBit(format) ? zero - magnitude
                                            : zero + magnitude;
  }
  auto above = std::ranges::lower_bound(values, value);
  if (above == values.end())
    --above;
  double nearest = *above;
  if (above != values.begin()) {
    double below = *(above - 1);
    if (!(nearest - value < value - below))
      nearest = below;
  }
  if (nearest == 0)
    return zero; // Others that round to it may decode to -0.
  return static_cast<size_t>(std::ranges::lower_bound(values, nearest) -
                             values.begin());
}

std::optional<double> TableLevels::next(double value, bool above) const {
  if (above) {
    auto other = std::ranges::upper_bound(values, value);
    return other == values.end() ? std::nullopt : std::optional(*other);
  }
  auto other = std::ranges::lower_bound(values, value);
  return other == values.begin() ? std::nullopt : std::optional(*(other - 1));
}

void TableLevels::store(size_t level, std::byte *table, size_t index) const {
  if (type == TableType::AsWeight)
    elements::storeBits(format, table, index, bitsOf(level));
  else
    table[index] = tableCode(type, skipped + level);
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The levels of each narrow type, and the scale that fits them to a table.

#include "coreai/Clustering/TableType.h"

#include <array>
#include <cassert>
#include <cmath>

using namespace coreai;
using namespace coreai::clustering;
using elements::FloatFormat;

/// The 8-bit format of a float type, whose codes are its bit patterns.
static constexpr FloatFormat floatFormat(TableType type) {
  assert(type == TableType::F8E4M3FN || type == TableType::F8E5M2);
  return type == TableType::F8E4M3FN ? FloatFormat::F8E4M3FN
                                     : FloatFormat::F8E5M2;
}

static constexpr bool isFloat(TableType type) {
  return type == TableType::F8E4M3FN || type == TableType::F8E5M2;
}

/// Number of magnitudes other than zero.
static constexpr size_t positiveLevels(TableType type) {
  return isFloat(type) ? elements::firstNonFinite(floatFormat(type)) - 1 : 127;
}

template <TableType type>
static std::span<const double> levelsOf() {
  static const auto levels = [] {
    constexpr size_t positive = positiveLevels(type);
    std::array<double, 2 * positive + 1> result = {};
    for (size_t magnitude = 1; magnitude <= positive; ++magnitude) {
      double level = static_cast<double>(magnitude);
      if constexpr (isFloat(type))
        level = elements::decode(floatFormat(type), magnitude);
      result[positive + magnitude] = level;
      result[positive - magnitude] = -level;
    }
    return result;
  }();
  return levels;
}

std::span<const double> coreai::clustering::tableLevels(TableType type) {
  switch (type) {
  case TableType::Int8:
  case TableType::UInt8:
    return levelsOf<TableType::Int8>();
  case TableType::F8E4M3FN:
    return levelsOf<TableType::F8E4M3FN>();
  case TableType::F8E5M2:
    return levelsOf<TableType::F8E5M2>();
  case TableType::AsWeight:
    break;
  }
  assert(false && "the levels of a table as the weight are its format's");
  return {};
}

std::byte coreai::clustering::tableCode(TableType type, size_t level) {
  size_t positive = positiveLevels(type);
  assert(level <= 2 * positive);
  if (!isFloat(type)) {
    size_t offset = positive - static_cast<size_t>(zeroPoint(type));
    return static_cast<std::byte>(level - offset);
  }
  if (level >= positive)
    return static_cast<std::byte>(level - positive);
  return static_cast<std::byte>((positive - level) | 0x80);
}

double coreai::clustering::tableValue(TableType type, std::byte code) {
  uint8_t bits = std::to_integer<uint8_t>(code);
  if (isFloat(type))
    return elements::decode(floatFormat(type), bits);
  return (type == TableType::Int8 ? static_cast<int8_t>(bits) : int(bits)) -
         zeroPoint(type);
}

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
  if (!isFloat(type))
    return top;
  double leastNormal = std::ldexp(1.0, 1 - elements::exponentBias(format));
  // Below its own normal numbers, a narrow type has no precision to lend.
  double leastTop =
      std::ldexp(1.0, 1 - elements::exponentBias(floatFormat(type)));
  while (largest / top * leastChannelScale < leastNormal) {
    top /= 2;
    if (top < leastTop)
      return std::nullopt;
  }
  return top;
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
  // The division may have been rounded either way.
  uint64_t bits = elements::encode(format, largest / *top);
  while (elements::decode(format, bits) * *top < largest)
    ++bits;
  while (bits > 0 && elements::decode(format, bits - 1) * *top >= largest)
    --bits;
  if (!elements::isFinite(format, bits))
    return std::nullopt;
  return elements::decode(format, bits);
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The levels of each narrow type, and their codes.

#include "coreai/Clustering/TableType.h"

#include <array>
#include <cassert>

using namespace coreai;
using namespace coreai::clustering;
using elements::FloatFormat;

/// Number of magnitudes other than zero.
static constexpr size_t positiveLevels(TableType type) {
  std::optional<FloatFormat> format = floatFormat(type);
  return format ? elements::firstNonFinite(*format) - 1 : 127;
}

template <TableType type>
static std::span<const double> levelsOf() {
  static const auto levels = [] {
    constexpr size_t positive = positiveLevels(type);
    std::array<double, 2 * positive + 1> result = {};
    for (size_t magnitude = 1; magnitude <= positive; ++magnitude) {
      double level = static_cast<double>(magnitude);
      if constexpr (floatFormat(type).has_value())
        level = elements::decode(*floatFormat(type), magnitude);
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
  if (!floatFormat(type)) {
    size_t offset = positive - static_cast<size_t>(zeroPoint(type));
    return static_cast<std::byte>(level - offset);
  }
  if (level >= positive)
    return static_cast<std::byte>(level - positive);
  return static_cast<std::byte>((positive - level) | 0x80);
}

double coreai::clustering::tableValue(TableType type, std::byte code) {
  uint8_t bits = std::to_integer<uint8_t>(code);
  if (std::optional<FloatFormat> format = floatFormat(type))
    return elements::decode(*format, bits);
  return (type == TableType::Int8 ? static_cast<int8_t>(bits) : int(bits)) -
         zeroPoint(type);
}

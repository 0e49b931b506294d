// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "coreai/Clustering/TableType.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <span>

using namespace coreai;
using namespace coreai::clustering;
using elements::FloatFormat;

namespace {

constexpr TableType narrowTypes[] = {TableType::Int8, TableType::UInt8,
                                     TableType::F8E4M3FN, TableType::F8E5M2};

bool isFloat(TableType type) {
  return type == TableType::F8E4M3FN || type == TableType::F8E5M2;
}

/// What a stored byte stands for, from the definition of the type.
double meaningOf(TableType type, std::byte code) {
  uint8_t bits = std::to_integer<uint8_t>(code);
  switch (type) {
  case TableType::Int8:
    return static_cast<int8_t>(bits);
  case TableType::UInt8:
    return bits - 127;
  case TableType::F8E4M3FN:
    return elements::decode(FloatFormat::F8E4M3FN, bits);
  default:
    return elements::decode(FloatFormat::F8E5M2, bits);
  }
}

TEST(TableTypeTest, LevelsAscendFromLowestToHighest) {
  auto expectLevels = [](TableType type, size_t count, double highest) {
    std::span<const double> levels = tableLevels(type);
    EXPECT_EQ(levels.size(), count);
    EXPECT_EQ(levels.front(), -highest);
    EXPECT_EQ(levels.back(), highest);
    EXPECT_TRUE(std::is_sorted(levels.begin(), levels.end(),
                               std::less_equal<double>()));
  };
  expectLevels(TableType::Int8, 255, 127);
  expectLevels(TableType::UInt8, 255, 127);
  expectLevels(TableType::F8E4M3FN, 253, 448);
  expectLevels(TableType::F8E5M2, 247, 57344);
}

TEST(TableTypeTest, CodesStandForTheirLevels) {
  for (TableType type : narrowTypes)
    for (size_t level = 0; level < tableLevels(type).size(); ++level) {
      std::byte code = tableCode(type, level);
      EXPECT_EQ(meaningOf(type, code), tableLevels(type)[level]);
      EXPECT_EQ(tableValue(type, code), tableLevels(type)[level]);
      EXPECT_FALSE(isFloat(type) && code == std::byte(0x80)) << "minus zero";
    }
}

} // namespace

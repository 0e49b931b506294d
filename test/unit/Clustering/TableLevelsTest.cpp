// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a table may hold, and which of it is nearest.

#include "Clustering/TableLevels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <optional>

using namespace coreai;
using namespace coreai::clustering;
using elements::FloatFormat;

namespace {

double nearestOf(const TableLevels &levels, double value) {
  return levels.value(levels.nearest(value));
}

TEST(TableLevelsTest, MidwayTakesTheLowerLevel) {
  TableLevels levels(TableType::Int8, FloatFormat::F32, 2);
  EXPECT_EQ(nearestOf(levels, 5), 4);
  EXPECT_EQ(nearestOf(levels, -5), -6);
  EXPECT_EQ(nearestOf(levels, 5.1), 6);
  EXPECT_EQ(nearestOf(levels, 1e9), 254);
  EXPECT_EQ(nearestOf(levels, -1e9), -254);
}

TEST(TableLevelsTest, NoLevelIsInfinite) {
  for (TableLevels levels :
       {TableLevels(TableType::Int8, FloatFormat::F16, 1000),
        TableLevels(TableType::Int8, FloatFormat::F16, 1, 1000)}) {
    EXPECT_EQ(levels.count(), 2 * 65 + 1u);
    EXPECT_EQ(levels.nearest(std::numeric_limits<double>::max()),
              levels.count() - 1);
    std::byte code;
    levels.store(levels.count() - 1, &code, 0);
    EXPECT_EQ(tableValue(TableType::Int8, code), 65);
  }
  // 65504 / 3 is the largest number that three times remains finite.
  TableLevels asWeight(FloatFormat::F16, 3);
  double last = asWeight.value(asWeight.count() - 1);
  EXPECT_LT(3 * last, 65520);
  EXPECT_GE(3 * (last + 16), 65520);
  EXPECT_EQ(nearestOf(asWeight, 1e6), last);
}

// 2^-16 times 2^-14 rounds to zero, and so do some levels beside it: those
// below would decode to -0.
TEST(TableLevelsTest, OfLevelsThatAreZeroTheOneThatIsStoredAsZeroIsNearest) {
  TableLevels levels(TableType::F8E5M2, FloatFormat::F16, 0x1p-14);
  for (double value : {0.0, -0.0, 0x1p-30, -0x1p-30}) {
    size_t level = levels.nearest(value);
    EXPECT_EQ(levels.value(level - 1), 0);
    EXPECT_EQ(levels.value(level), 0);
    EXPECT_EQ(levels.value(level + 1), 0);
    EXPECT_FALSE(std::signbit(levels.value(level)));
    std::byte code;
    levels.store(level, &code, 0);
    EXPECT_EQ(code, std::byte(0));
  }
}

// 20, 24 and 28 times 2^-16 times 2^-14 round to 2^-25 or more, and 2^-24.
TEST(TableLevelsTest, OfOtherEqualLevelsTheLowestIsNearest) {
  TableLevels levels(TableType::F8E5M2, FloatFormat::F16, 0x1p-14);
  for (double value : {0x1p-24, -0x1p-24}) {
    size_t level = levels.nearest(value);
    EXPECT_EQ(levels.value(level), value);
    EXPECT_EQ(levels.value(level + 1), value);
    EXPECT_LT(levels.value(level - 1), value);
  }
}

TEST(TableLevelsTest, NextSkipsEqualLevelsAndEnds) {
  TableLevels levels(TableType::F8E5M2, FloatFormat::F16, 0x1p-14);
  double above = levels.next(0, /*above=*/true).value();
  EXPECT_EQ(above, 0x1p-24);
  EXPECT_EQ(levels.next(above, /*above=*/false), 0.0);
  double last = levels.value(levels.count() - 1);
  EXPECT_EQ(levels.next(last, /*above=*/true), std::nullopt);
  EXPECT_EQ(levels.next(-last, /*above=*/false), std::nullopt);
  EXPECT_EQ(TableLevels(FloatFormat::F16).next(1, true), std::nullopt);
}

TEST(TableLevelsTest, AsTheWeightZeroHasNoSign) {
  TableLevels levels(FloatFormat::BF16);
  size_t level = levels.nearest(-0.0);
  EXPECT_EQ(level, levels.nearest(0.0));
  EXPECT_FALSE(std::signbit(levels.value(level)));
  EXPECT_EQ(levels.value(level - 1), -levels.value(level + 1));
}

} // namespace

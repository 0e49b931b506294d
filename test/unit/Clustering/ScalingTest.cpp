// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The scales of tables, from the definition of each.

#include "Clustering/Scaling.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace coreai;
using namespace coreai::clustering;
using elements::FloatFormat;

namespace {

constexpr TableType narrowTypes[] = {TableType::Int8, TableType::UInt8,
                                     TableType::F8E4M3FN, TableType::F8E5M2};
constexpr FloatFormat formats[] = {FloatFormat::F16, FloatFormat::BF16,
                                   FloatFormat::F32, FloatFormat::F64};

/// The number of \p format right below \p value, which is positive.
double before(FloatFormat format, double value) {
  return elements::decode(format, elements::encode(format, value) - 1);
}

TEST(ScalingTest, ScaleIsTheLeastThatReachesTheRange) {
  for (FloatFormat format : formats)
    for (TableType type : {TableType::Int8, TableType::UInt8})
      for (double largest : {1.0, 0.1, 3e-3, 127.0, 65504.0, 1e-6}) {
        double value =
            elements::decode(format, elements::encode(format, largest));
        double scale = tableScale(type, format, value).value();
        EXPECT_EQ(elements::decode(format, elements::encode(format, scale)),
                  scale);
        EXPECT_GE(scale * 127, value);
        EXPECT_LT(before(format, scale) * 127, value);
      }
}

TEST(ScalingTest, FloatScaleIsNormal) {
  for (FloatFormat format : formats)
    for (TableType type : {TableType::F8E4M3FN, TableType::F8E5M2})
      for (double largest : {1.0, 0.1, 1e-3, 3e4}) {
        double top = tableLevels(type).back();
        double leastNormal =
            std::ldexp(1.0, 1 - elements::exponentBias(format));
        double scale = tableScale(type, format, largest).value();
        EXPECT_GE(scale, leastNormal);
        // The levels up to a power of two below the highest are the range, and
        // twice that range would need a scale that isn't normal.
        double reach = std::ldexp(top, -std::ilogb(top * scale / largest));
        EXPECT_GE(scale * reach, largest);
        if (reach < top) {
          EXPECT_LT(largest / (2 * reach), leastNormal);
        }
      }
}

// The scale for the whole range would be 2^-26.
TEST(ScalingTest, NarrowRangeOfHalfPrecision) {
  double scale = tableScale(TableType::F8E5M2, FloatFormat::F16, 1e-3).value();
  EXPECT_GE(scale, 0x1p-14);
  EXPECT_LT(scale, 0x1p-13);
  EXPECT_EQ(std::ilogb(1e-3 / scale), 3);
}

TEST(ScalingTest, ScaleOfTheProductIsNormal) {
  double least = 0x1p-6;
  double factor =
      tableFactor(TableType::F8E4M3FN, FloatFormat::F16, 1.0, least).value();
  EXPECT_GE(factor * least, 0x1p-14);
  EXPECT_LT(factor / 2 * least, 0x1p-14);
}

// A factor of a tenth is no number of the format, and need not be one.
TEST(ScalingTest, FactorsAreNotRounded) {
  for (FloatFormat format : formats) {
    EXPECT_EQ(tableFactor(TableType::Int8, format, 12.7, 1), 12.7 / 127);
    EXPECT_EQ(tableFactor(TableType::F8E4M3FN, format, 44.8, 1), 44.8 / 448);
  }
}

TEST(ScalingTest, CombinedScaleRoundsUp) {
  for (FloatFormat format : {FloatFormat::F16, FloatFormat::BF16})
    for (double a : {0.1, 0.37, 1.0 / 127})
      for (double b : {1.0, 0.77, 1e-5}) {
        double combined = combinedScale(format, a, b);
        EXPECT_GE(combined, a * b);
        EXPECT_LT(before(format, combined), a * b);
      }
}

TEST(ScalingTest, AllZerosHaveScaleOne) {
  for (TableType type : narrowTypes) {
    EXPECT_EQ(tableScale(type, FloatFormat::F16, 0), 1.0);
    EXPECT_EQ(tableFactor(type, FloatFormat::F16, 0, 0.1), 1.0);
  }
}

TEST(ScalingTest, LevelsWithoutPrecisionHaveNoScale) {
  EXPECT_FALSE(tableScale(TableType::F8E4M3FN, FloatFormat::F16, 0x1p-24));
  EXPECT_FALSE(tableFactor(TableType::F8E4M3FN, FloatFormat::F16, 1, 0x1p-24));
  EXPECT_TRUE(tableScale(TableType::Int8, FloatFormat::F16, 0x1p-24));
}

/// What all substitutes are stored as, one after another.
std::vector<std::vector<double>>
substitutes(TableType type, FloatFormat format, double largest,
            const std::vector<double> &channelScales = {}) {
  std::vector<std::vector<double>> result;
  auto visit = [&](const Scaling &scaling) {
    size_t count = std::max<size_t>(channelScales.size(), 1);
    std::vector<std::byte> stored(count * elements::byteWidth(format));
    scaling.store(stored, 0);
    result.emplace_back();
    for (size_t i = 0; i < count; ++i)
      result.back().push_back(elements::load(format, stored.data(), i));
    EXPECT_TRUE(std::isfinite(scaling.levels().value(0)));
  };
  Scaling::forEachSubstitute(type, format, largest, channelScales, visit);
  return result;
}

// Of the multiples of 2^-24, which are all the numbers of f16 there are.
TEST(ScalingTest, SubstitutesAreTheLeastNumbersThatReach) {
  for (double units : {1.0, 2.5, 3.0, 27.0}) {
    std::vector<std::vector<double>> expected;
    for (double top = 448; top >= 0x1p-9; top /= 2) {
      double multiple = std::ceil(units / top);
      for (double step = 2; multiple > 1024 * step; step *= 2)
        multiple = std::ceil(units / top / step) * step; // 11 bits.
      if (expected.empty() || expected.back().front() < multiple * 0x1p-24)
        expected.push_back({multiple * 0x1p-24});
    }
    EXPECT_EQ(
        substitutes(TableType::F8E4M3FN, FloatFormat::F16, units * 0x1p-24),
        expected);
  }
}

TEST(ScalingTest, SubstitutesOfChannelsAreFiniteProducts) {
  std::vector<std::vector<double>> found = substitutes(
      TableType::F8E4M3FN, FloatFormat::F16, 1, {0x1p-24, 65504, 0x1p-10});
  // 1 / 0.875 is the last factor that 65504 can be multiplied with, rounded up,
  // but for 1 / 1.75 and less.
  ASSERT_EQ(found.size(), 9u);
  for (size_t i = 0; i < found.size(); ++i) {
    EXPECT_EQ(found[i][0], 0x1p-24) << i;
    EXPECT_GE(found[i][1], 65504 / 448.0 * std::ldexp(1, static_cast<int>(i)));
    EXPECT_LE(found[i][1], 65504);
  }
  EXPECT_GT(found.back()[1], 65504 / 2);
}

// Quotients far above one, as callers may make them, leave no scale that
// reaches them.
TEST(ScalingTest, SubstitutesThatDoNotReach) {
  for (TableType type : narrowTypes) {
    EXPECT_FALSE(Scaling::fit(type, FloatFormat::F16, 0x1p16, {1, 65504}));
    std::vector<std::vector<double>> found =
        substitutes(type, FloatFormat::F16, 0x1p16, {1, 65504});
    ASSERT_EQ(found.size(), 1u);
    EXPECT_GT(found[0][0], 0);
    EXPECT_TRUE(std::isfinite(found[0][1]));
    EXPECT_GT(found[0][1], 65504 / 4);
  }
}

} // namespace

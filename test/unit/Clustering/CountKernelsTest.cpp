// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tests that counts of patterns become the values that occur, in order.

#include "Clustering/Scalar/CountKernels.h"

#include "EveryTarget.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <vector>

using namespace coreai;
using namespace coreai::clustering;
using elements::FloatFormat;

namespace {

using Counts = std::vector<uint16_t>;

constexpr FloatFormat formats[] = {FloatFormat::F16, FloatFormat::BF16};

/// Checks that the counts move to values and weights as a map has them.
void expectMoved(FloatFormat format, const Counts &counts) {
  std::map<double, double> expected;
  size_t occurring = 0;
  for (size_t pattern = 0; pattern < kPatternCount; ++pattern)
    if (counts[pattern] > 0) {
      ++occurring;
      expected[elements::decode(format, pattern)] += counts[pattern];
    }
  forEveryTarget([&] {
    Counts moved = counts;
    ASSERT_EQ(countOccurring(moved), occurring);
    std::vector<double> values(occurring + kCompactionSlack);
    std::vector<double> weights(occurring + kCompactionSlack);
    ASSERT_EQ(moveCounts(format, moved, values.data(), weights.data()),
              static_cast<ptrdiff_t>(expected.size()));
    EXPECT_EQ(std::count(moved.begin(), moved.end(), 0),
              static_cast<ptrdiff_t>(kPatternCount));
    size_t i = 0;
    for (auto [value, weight] : expected) {
      ASSERT_EQ(values[i], value);
      EXPECT_FALSE(value == 0 && std::signbit(values[i]));
      ASSERT_EQ(weights[i], weight) << "of " << value;
      ++i;
    }
  });
}

TEST(CountKernelsTest, Nothing) {
  for (FloatFormat format : formats)
    expectMoved(format, Counts(kPatternCount));
}

TEST(CountKernelsTest, EveryFiniteValue) {
  for (FloatFormat format : formats) {
    Counts counts(kPatternCount);
    for (size_t pattern = 0; pattern < kPatternCount; ++pattern)
      if (elements::isFinite(format, pattern))
        counts[pattern] = static_cast<uint16_t>(1 + pattern * 7 % 65535);
    expectMoved(format, counts);
  }
}

TEST(CountKernelsTest, SomeValues) {
  for (FloatFormat format : formats)
    for (unsigned share : {2, 10, 1000, 20000}) {
      std::mt19937_64 random(share);
      Counts counts(kPatternCount);
      for (size_t pattern = 0; pattern < kPatternCount; ++pattern)
        if (elements::isFinite(format, pattern) && random() % share == 0)
          counts[pattern] = static_cast<uint16_t>(random() % 65536);
      expectMoved(format, counts);
    }
}

TEST(CountKernelsTest, SingleValues) {
  for (FloatFormat format : formats)
    for (size_t magnitude :
         {size_t(0), size_t(1), size_t(63), size_t(64), size_t(0x3C00),
          elements::firstNonFinite(format) - 1})
      for (size_t sign : {size_t(0), size_t(0x8000)}) {
        Counts counts(kPatternCount);
        counts[sign | magnitude] = 65535;
        expectMoved(format, counts);
      }
}

TEST(CountKernelsTest, ZerosJoin) {
  for (FloatFormat format : formats) {
    Counts counts(kPatternCount);
    counts[0] = counts[0x8000] = 65535; // Too much for a counter.
    expectMoved(format, counts);
    counts[1] = counts[0x8001] = 3;
    expectMoved(format, counts);
  }
}

TEST(CountKernelsTest, NonFiniteValuesLeaveCountsAlone) {
  for (FloatFormat format : formats)
    for (size_t magnitude :
         {elements::firstNonFinite(format),
          elements::firstNonFinite(format) + 1, size_t(0x7FFF)})
      for (size_t sign : {size_t(0), size_t(0x8000)}) {
        Counts counts(kPatternCount);
        counts[5] = 2;
        counts[sign | magnitude] = 1;
        forEveryTarget([&] {
          Counts moved = counts;
          double values[10], weights[10];
          EXPECT_EQ(moveCounts(format, moved, values, weights), -1);
          EXPECT_EQ(moved, counts);
        });
      }
}

} // namespace

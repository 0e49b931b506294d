// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The check of what is to replace a weight: it has to find what is wrong, as
// nothing comes after it.

#include "Palettize/PaletteCheck.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

using namespace coreai;
using decoding::SourcePtr;
using elements::ElementType;
using elements::FloatFormat;
using metrics::ErrorSums;

namespace {

/// A weight of eight numbers, and f32 values to replace it.
struct Example {
  std::vector<float> weight = {1, 2, 3, 4, 5, 6, 7, 8};
  std::vector<float> values = {1, 2, 3, 4, 5, 6, 7, 7};
  ErrorSums claimed = {1, 204, 1};

  bool holds(int workers = 1) {
    Claim replacement = {
        {FloatFormat::F32, weight.size(), /*isSplat=*/false,
         std::as_bytes(std::span(weight))},
        decoding::makeConstant(ElementType::F32, {values.size()},
                               std::as_bytes(std::span(values))),
        claimed};
    checkClaims(replacement, workers);
    return replacement.holds;
  }
};

TEST(PaletteCheckTest, WhatIsAsClaimed) {
  Example example;
  EXPECT_TRUE(example.holds());
  // Not to the last bit: sums are added up in another order.
  example.claimed.squaredError *= 1 + 1e-12;
  EXPECT_TRUE(example.holds());
}

TEST(PaletteCheckTest, OneOtherElement) {
  Example example;
  example.values[3] = 4.5;
  EXPECT_FALSE(example.holds());
}

TEST(PaletteCheckTest, AnErrorInAnotherPlace) {
  // As large in sum, but not as the largest.
  Example example;
  float half = std::sqrt(0.5f);
  example.values = {1 + half, 2, 3, 4, 5, 6, 7, 8 - half};
  EXPECT_FALSE(example.holds());
}

TEST(PaletteCheckTest, BetterThanClaimedIsWrongToo) {
  Example example;
  example.values = example.weight;
  EXPECT_FALSE(example.holds());
}

TEST(PaletteCheckTest, WhatIsNotFinite) {
  for (float value : {std::numeric_limits<float>::quiet_NaN(),
                      std::numeric_limits<float>::infinity()}) {
    Example example;
    example.values[7] = value;
    EXPECT_FALSE(example.holds());
    example.claimed = {std::numeric_limits<double>::infinity(), 204,
                       std::numeric_limits<double>::infinity()};
    EXPECT_FALSE(example.holds());
  }
}

TEST(PaletteCheckTest, LosslessHasToBe) {
  Example example;
  example.values = example.weight;
  example.claimed = {0, 204, 0};
  EXPECT_TRUE(example.holds());
  example.values[0] = 1.001f;
  EXPECT_FALSE(example.holds());
}

TEST(PaletteCheckTest, WhatCannotBeDecoded) {
  std::vector<float> weight = {1, 2};
  FloatElements elements = {FloatFormat::F32, 2, /*isSplat=*/false,
                            std::as_bytes(std::span(weight))};
  SourcePtr source = decoding::makeConstant(ElementType::F32, {2},
                                            std::as_bytes(std::span(weight)));
  Claim replacements[] = {{elements, nullptr, {0, 5, 0}},
                          {elements, source, {0, 5, 0}}};
  checkClaims(replacements, 1);
  EXPECT_FALSE(replacements[0].holds);
  EXPECT_TRUE(replacements[1].holds);
}

// Larger than the blocks that workers share, and no multiple of them.
TEST(PaletteCheckTest, EveryElementCounts) {
  Example example;
  example.weight.assign(600'001, 1.0f);
  for (size_t at : {size_t(0), size_t(262'144), size_t(600'000)}) {
    example.values = example.weight;
    example.values[at] = 1.5f;
    example.claimed = {0.25, 600'001, 0.5};
    for (int workers : {1, 2})
      EXPECT_TRUE(example.holds(workers));
    example.claimed = {0, 600'001, 0};
    EXPECT_FALSE(example.holds(2));
  }
}

TEST(PaletteCheckTest, EachOfSeveral) {
  std::vector<float> weight = {1, 2}, right = {1, 2}, wrong = {1, 3};
  auto replacementOf = [&](const std::vector<float> &values) {
    return Claim{{FloatFormat::F32, 2, /*isSplat=*/false,
                  std::as_bytes(std::span(weight))},
                 decoding::makeConstant(ElementType::F32, {2},
                                        std::as_bytes(std::span(values))),
                 {0, 5, 0}};
  };
  Claim replacements[] = {replacementOf(right), replacementOf(wrong),
                          replacementOf(right)};
  checkClaims(replacements, 2);
  EXPECT_TRUE(replacements[0].holds);
  EXPECT_FALSE(replacements[1].holds);
  EXPECT_TRUE(replacements[2].holds);
}

} // namespace

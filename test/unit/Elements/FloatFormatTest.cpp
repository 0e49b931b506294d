// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tests what bit patterns mean and how numbers are rounded to them: all
// patterns of the narrow formats, and every point at which rounding changes.

#include "coreai/Elements/FloatFormat.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace coreai::elements;
using testing::ElementsAre;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

constexpr FloatFormat kNarrowFormats[] = {FloatFormat::F16, FloatFormat::BF16,
                                          FloatFormat::F8E4M3FN,
                                          FloatFormat::F8E5M2};

uint64_t patternCount(FloatFormat format) { return 2 * signBit(format); }

/// Compares as patterns do, so that -0 differs from 0 and NaN equals itself.
uint64_t patternOf(double value) { return std::bit_cast<uint64_t>(value); }

//===----------------------------------------------------------------------===//
// Patterns
//===----------------------------------------------------------------------===//

TEST(FloatFormatTest, ByteWidths) {
  EXPECT_EQ(byteWidth(FloatFormat::F16), 2u);
  EXPECT_EQ(byteWidth(FloatFormat::BF16), 2u);
  EXPECT_EQ(byteWidth(FloatFormat::F32), 4u);
  EXPECT_EQ(byteWidth(FloatFormat::F64), 8u);
  EXPECT_EQ(byteWidth(FloatFormat::F8E4M3FN), 1u);
  EXPECT_EQ(byteWidth(FloatFormat::F8E5M2), 1u);
}

TEST(FloatFormatTest, DecodesKnownF16) {
  auto decodeF16 = [](uint64_t bits) { return decode(FloatFormat::F16, bits); };
  EXPECT_EQ(decodeF16(0x0001), 0x1p-24); // Smallest subnormal.
  EXPECT_EQ(decodeF16(0x03FF), 1023 * 0x1p-24);
  EXPECT_EQ(decodeF16(0x0400), 0x1p-14); // Smallest normal.
  EXPECT_EQ(decodeF16(0x3555), 1365 * 0x1p-12);
  EXPECT_EQ(decodeF16(0x3C00), 1);
  EXPECT_EQ(decodeF16(0xC000), -2);
  EXPECT_EQ(decodeF16(0x7BFF), 65504); // Largest.
  EXPECT_EQ(decodeF16(0x7C00), kInfinity);
  EXPECT_EQ(decodeF16(0xFC00), -kInfinity);
  EXPECT_TRUE(std::isnan(decodeF16(0x7C01)));
  EXPECT_EQ(patternOf(decodeF16(0x8000)), patternOf(-0.0));
}

TEST(FloatFormatTest, DecodesKnownBF16) {
  EXPECT_EQ(decode(FloatFormat::BF16, 0x0001), 0x1p-133);
  EXPECT_EQ(decode(FloatFormat::BF16, 0x3F80), 1);
  EXPECT_EQ(decode(FloatFormat::BF16, 0x4049), 3.140625);
  EXPECT_EQ(decode(FloatFormat::BF16, 0x7F7F), 255 * 0x1p120);
  EXPECT_EQ(decode(FloatFormat::BF16, 0xFF80), -kInfinity);
}

// The values in table 1 of arXiv:2209.05433.
TEST(FloatFormatTest, DecodesKnownF8) {
  auto decodeE4M3 = [](uint64_t bits) {
    return decode(FloatFormat::F8E4M3FN, bits);
  };
  EXPECT_EQ(decodeE4M3(0x01), 0x1p-9);
  EXPECT_EQ(decodeE4M3(0x07), 0.875 * 0x1p-6);
  EXPECT_EQ(decodeE4M3(0x08), 0x1p-6);
  EXPECT_EQ(decodeE4M3(0x7E), 448);
  EXPECT_TRUE(std::isnan(decodeE4M3(0x7F)));
  EXPECT_TRUE(std::isnan(decodeE4M3(0xFF)));

  auto decodeE5M2 = [](uint64_t bits) {
    return decode(FloatFormat::F8E5M2, bits);
  };
  EXPECT_EQ(decodeE5M2(0x01), 0x1p-16);
  EXPECT_EQ(decodeE5M2(0x03), 0.75 * 0x1p-14);
  EXPECT_EQ(decodeE5M2(0x04), 0x1p-14);
  EXPECT_EQ(decodeE5M2(0x7B), 57344);
  EXPECT_EQ(decodeE5M2(0x7C), kInfinity);
  EXPECT_TRUE(std::isnan(decodeE5M2(0x7D)));
}

TEST(FloatFormatTest, EveryPatternSurvivesDecodeAndEncode) {
  for (FloatFormat format : kNarrowFormats) {
    for (uint64_t bits = 0; bits < patternCount(format); ++bits) {
      double value = decode(format, bits);
      uint64_t again = encode(format, value);
      if (!std::isnan(value)) {
        ASSERT_EQ(again, bits);
        continue;
      }
      // Signaling NaNs turn quiet; nothing else changes.
      ASSERT_TRUE(std::isnan(decode(format, again)));
      ASSERT_EQ(again | quietNaN(format), bits | quietNaN(format));
      ASSERT_EQ(again & quietNaN(format), quietNaN(format));
    }
  }
}

TEST(FloatFormatTest, IsFiniteAgreesWithDecode) {
  for (FloatFormat format : kNarrowFormats)
    for (uint64_t bits = 0; bits < patternCount(format); ++bits)
      ASSERT_EQ(isFinite(format, bits), std::isfinite(decode(format, bits)));
  for (double value : {0.0, -1.0, kInfinity, -kInfinity, kNaN}) {
    EXPECT_EQ(isFinite(FloatFormat::F64, patternOf(value)),
              std::isfinite(value));
    EXPECT_EQ(isFinite(FloatFormat::F32, encode(FloatFormat::F32, value)),
              std::isfinite(value));
  }
}

//===----------------------------------------------------------------------===//
// Rounding
//===----------------------------------------------------------------------===//

// Between any two neighbours the rounding changes at the midpoint, which goes
// to the even pattern. All of these numbers are exact in double.
TEST(FloatFormatTest, RoundsToNearestTiesToEven) {
  for (FloatFormat format : kNarrowFormats) {
    for (uint64_t bits = 0; bits + 1 < firstNonFinite(format); ++bits) {
      double lower = decode(format, bits);
      double upper = decode(format, bits + 1);
      double midpoint = (lower + upper) / 2;
      uint64_t even = bits % 2 == 0 ? bits : bits + 1;
      ASSERT_EQ(encode(format, midpoint), even);
      ASSERT_EQ(encode(format, std::nextafter(midpoint, 0)), bits);
      ASSERT_EQ(encode(format, std::nextafter(midpoint, kInfinity)), bits + 1);
      ASSERT_EQ(encode(format, std::nextafter(lower, kInfinity)), bits);
      ASSERT_EQ(encode(format, std::nextafter(upper, 0)), bits + 1);
      ASSERT_EQ(encode(format, -midpoint), even | signBit(format));
    }
  }
}

// A number that a rounding to float first would take to a midpoint.
TEST(FloatFormatTest, RoundsOnce) {
  double aboveMidpoint = 1 + 0x1p-11 + 0x1p-40;
  EXPECT_EQ(static_cast<float>(aboveMidpoint), 1 + 0x1p-11f);
  EXPECT_EQ(encode(FloatFormat::F16, aboveMidpoint), 0x3C01u);
}

TEST(FloatFormatTest, OverflowThresholds) {
  // Halfway between the largest number and where the next one would be.
  EXPECT_EQ(encode(FloatFormat::F16, std::nextafter(65520.0, 0)), 0x7BFFu);
  EXPECT_EQ(encode(FloatFormat::F16, 65520), 0x7C00u);
  EXPECT_EQ(encode(FloatFormat::F16, -65520), 0xFC00u);
  EXPECT_EQ(encode(FloatFormat::F8E5M2, std::nextafter(61440.0, 0)), 0x7Bu);
  EXPECT_EQ(encode(FloatFormat::F8E5M2, 61440), 0x7Cu);
  EXPECT_EQ(encode(FloatFormat::F8E5M2, 1e6), 0x7Cu);
  EXPECT_EQ(encode(FloatFormat::BF16, 0x1.fefp127), 0x7F7Fu);
  EXPECT_EQ(encode(FloatFormat::BF16, 0x1.ffp127), 0x7F80u);
  EXPECT_EQ(encode(FloatFormat::F32, 0x1.fffffefp127), 0x7F7FFFFFu);
  EXPECT_EQ(encode(FloatFormat::F32, 0x1.ffffffp127), 0x7F800000u);
  // 448 is even and 480 is not a number, so the tie stays finite.
  EXPECT_EQ(encode(FloatFormat::F8E4M3FN, 448), 0x7Eu);
  EXPECT_EQ(encode(FloatFormat::F8E4M3FN, 464), 0x7Eu);
  EXPECT_EQ(encode(FloatFormat::F8E4M3FN, std::nextafter(464.0, 465)), 0x7Fu);
  EXPECT_EQ(encode(FloatFormat::F8E4M3FN, 1000), 0x7Fu);
  EXPECT_EQ(encode(FloatFormat::F8E4M3FN, -1000), 0xFFu);
}

TEST(FloatFormatTest, SpecialValuesKeepTheirSign) {
  for (FloatFormat format :
       {FloatFormat::F16, FloatFormat::BF16, FloatFormat::F32, FloatFormat::F64,
        FloatFormat::F8E4M3FN, FloatFormat::F8E5M2}) {
    uint64_t sign = signBit(format);
    EXPECT_EQ(encode(format, 0.0), 0u);
    EXPECT_EQ(encode(format, -0.0), sign);
    EXPECT_EQ(encode(format, kInfinity), firstNonFinite(format));
    EXPECT_EQ(encode(format, -kInfinity), sign | firstNonFinite(format));
    EXPECT_EQ(encode(format, kNaN), quietNaN(format));
    EXPECT_EQ(encode(format, -kNaN), sign | quietNaN(format));
  }
}

TEST(FloatFormatTest, TinyValuesRoundToSignedZero) {
  double tiny = std::numeric_limits<double>::denorm_min();
  for (FloatFormat format : kNarrowFormats) {
    EXPECT_EQ(encode(format, tiny), 0u);
    EXPECT_EQ(encode(format, -tiny), signBit(format));
    EXPECT_EQ(encode(format, -0x1p-1022), signBit(format));
  }
}

TEST(FloatFormatTest, F32AgreesWithTheProcessor) {
  auto expectSame = [](double value) {
    float expected = static_cast<float>(value);
    ASSERT_EQ(encode(FloatFormat::F32, value),
              std::bit_cast<uint32_t>(expected));
    ASSERT_EQ(decode(FloatFormat::F32, std::bit_cast<uint32_t>(expected)),
              static_cast<double>(expected));
  };
  for (uint64_t seed = 0; seed < 10; ++seed) {
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> significand(-2, 2);
    for (int i = 0; i < 100000; ++i) {
      // From below half the smallest subnormal to above the largest number.
      int exponent = static_cast<int>(random() % 282) - 152;
      expectSame(std::ldexp(significand(random), exponent));
      // Subnormals and small normal numbers of 25 bits: every other one is a
      // tie, or next to one.
      double coarse = std::ldexp(double(random() % (1 << 25)), -150);
      expectSame(coarse);
      expectSame(std::nextafter(coarse, kInfinity));
    }
  }
}

TEST(FloatFormatTest, F64IsTheIdentity) {
  for (uint64_t seed = 0; seed < 1000; ++seed) {
    uint64_t bits = std::mt19937_64(seed)();
    if (!isFinite(FloatFormat::F64, bits))
      continue;
    EXPECT_EQ(patternOf(decode(FloatFormat::F64, bits)), bits);
    EXPECT_EQ(encode(FloatFormat::F64, std::bit_cast<double>(bits)), bits);
  }
}

//===----------------------------------------------------------------------===//
// Order
//===----------------------------------------------------------------------===//

TEST(FloatFormatTest, OrderedKeysSortAsNumbersDo) {
  for (FloatFormat format : {FloatFormat::F16, FloatFormat::BF16}) {
    double previous = -kInfinity;
    for (uint32_t key = 0; key < 0x10000; ++key) {
      uint16_t bits = bitsOfOrderedKey(static_cast<uint16_t>(key));
      ASSERT_EQ(orderedKey(bits), key);
      double value = decode(format, bits);
      if (std::isnan(value))
        continue;
      ASSERT_GE(value, previous);
      previous = value;
    }
  }
  EXPECT_EQ(orderedKey<uint16_t>(0x8000) + 1, orderedKey<uint16_t>(0));
}

TEST(FloatFormatTest, OrderedKeysOfWideFormats) {
  std::vector<double> values = {-kInfinity, -1e30, -1, -1e-40, -0.0,
                                0.0,        1e-40, 1,  1e30,   kInfinity};
  for (size_t i = 1; i < values.size(); ++i) {
    auto key32 = [&](size_t j) {
      return orderedKey(
          static_cast<uint32_t>(encode(FloatFormat::F32, values[j])));
    };
    auto key64 = [&](size_t j) { return orderedKey(patternOf(values[j])); };
    EXPECT_LT(key32(i - 1), key32(i));
    EXPECT_LT(key64(i - 1), key64(i));
    EXPECT_EQ(bitsOfOrderedKey(key32(i)), encode(FloatFormat::F32, values[i]));
    EXPECT_EQ(bitsOfOrderedKey(key64(i)), patternOf(values[i]));
  }
}

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

TEST(FloatFormatTest, ElementsAreLittleEndian) {
  std::array<std::byte, 4> data = {};
  storeBits(FloatFormat::F16, data.data(), 1, 0x3C01);
  EXPECT_THAT(data, ElementsAre(std::byte(0), std::byte(0), std::byte(0x01),
                                std::byte(0x3C)));
  EXPECT_EQ(loadBits(FloatFormat::F16, data.data(), 1), 0x3C01u);
  EXPECT_EQ(load(FloatFormat::F16, data.data(), 1), 1 + 0x1p-10);
}

TEST(FloatFormatTest, ElementsNeedNoAlignment) {
  for (FloatFormat format :
       {FloatFormat::F16, FloatFormat::BF16, FloatFormat::F32, FloatFormat::F64,
        FloatFormat::F8E4M3FN, FloatFormat::F8E5M2}) {
    std::vector<std::byte> data(1 + 3 * byteWidth(format), std::byte(0xAA));
    for (size_t i = 0; i < 3; ++i)
      store(format, data.data() + 1, i, 1.5 * static_cast<double>(i) - 1);
    EXPECT_EQ(data[0], std::byte(0xAA));
    EXPECT_EQ(load(format, data.data() + 1, 0), -1);
    EXPECT_EQ(load(format, data.data() + 1, 1), 0.5);
    EXPECT_EQ(load(format, data.data() + 1, 2), 2);
  }
}

} // namespace

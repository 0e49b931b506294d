// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tests arrays against the functions of one number, which have tests of their
// own: every pattern, every point at which rounding changes, random doubles.

#include "coreai/Elements/FloatArrays.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace coreai::elements;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Compares as patterns do, so that -0 differs from 0 and NaN equals itself.
uint64_t patternOf(double value) { return std::bit_cast<uint64_t>(value); }

/// All patterns of a format of up to 16 bits, random ones of the others.
std::vector<uint64_t> somePatterns(FloatFormat format) {
  std::vector<uint64_t> patterns;
  if (byteWidth(format) <= 2)
    for (uint64_t bits = 0; bits < 2 * signBit(format); ++bits)
      patterns.push_back(bits);
  std::mt19937_64 random(7);
  for (unsigned i = 0; i < 10000; ++i)
    patterns.push_back(random() >> (64 - 8 * byteWidth(format)));
  return patterns;
}

/// The patterns of \p format as numbers, the midpoints between neighbours, what
/// lies next to both, and numbers of every exponent that a double has.
std::vector<double> someNumbers(FloatFormat format) {
  std::vector<double> numbers = {0.0, -0.0, kInfinity, -kInfinity, kNaN, -kNaN};
  auto add = [&](double value) {
    for (double near : {value, std::nextafter(value, kInfinity),
                        std::nextafter(value, -kInfinity)})
      numbers.insert(numbers.end(), {near, -near});
  };
  for (uint64_t bits : somePatterns(format)) {
    double value = decode(format, bits);
    add(value);
    if (isFinite(format, bits) && isFinite(format, bits + 1))
      add((value + decode(format, bits + 1)) / 2);
  }
  double largest = decode(format, firstNonFinite(format) - 1);
  double before = decode(format, firstNonFinite(format) - 2);
  add(largest + (largest - before) / 2);
  std::mt19937_64 random(11);
  for (unsigned i = 0; i < 100000; ++i)
    numbers.push_back(std::bit_cast<double>(random()));
  return numbers;
}

TEST(FloatArraysTest, EncodesAsOneNumber) {
  for (FloatFormat format : kFloatFormats) {
    std::vector<double> numbers = someNumbers(format);
    // One byte off: elements need no alignment.
    std::vector<std::byte> bytes(numbers.size() * byteWidth(format) + 1);
    encode(format, numbers, std::span(bytes).subspan(1));
    for (size_t i = 0; i < numbers.size(); ++i)
      ASSERT_EQ(loadBits(format, bytes.data() + 1, i),
                encode(format, numbers[i]))
          << numbers[i];
  }
}

TEST(FloatArraysTest, DecodesAsOneNumber) {
  for (FloatFormat format : kFloatFormats) {
    std::vector<uint64_t> patterns = somePatterns(format);
    std::vector<std::byte> bytes(patterns.size() * byteWidth(format) + 1);
    for (size_t i = 0; i < patterns.size(); ++i)
      storeBits(format, bytes.data() + 1, i, patterns[i]);
    std::vector<double> numbers(patterns.size());
    decode(format, std::span(bytes).subspan(1), numbers);
    for (size_t i = 0; i < patterns.size(); ++i) {
      // Wide formats keep a signaling NaN as it is.
      double expected = decode(format, patterns[i]);
      if (std::isnan(expected))
        ASSERT_TRUE(std::isnan(numbers[i]));
      else
        ASSERT_EQ(patternOf(numbers[i]), patternOf(expected));
    }
  }
}

TEST(FloatArraysTest, RoundsToWhatTheEncodingStandsFor) {
  for (FloatFormat format : kFloatFormats) {
    std::vector<double> numbers = someNumbers(format);
    std::vector<double> rounded = numbers;
    round(format, rounded);
    for (size_t i = 0; i < numbers.size(); ++i) {
      double expected = decode(format, encode(format, numbers[i]));
      if (std::isnan(expected))
        ASSERT_TRUE(std::isnan(rounded[i])) << numbers[i];
      else
        ASSERT_EQ(patternOf(rounded[i]), patternOf(expected)) << numbers[i];
      ASSERT_EQ(std::signbit(rounded[i]), std::signbit(numbers[i]));
    }
  }
}

TEST(FloatArraysTest, EmptyArrays) {
  for (FloatFormat format : kFloatFormats) {
    encode(format, {}, {});
    decode(format, {}, {});
    round(format, {});
  }
}

} // namespace

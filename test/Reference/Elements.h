// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What elements of each type stand for, as the definitions are written: one
// element at a time, one bit at a time where elements are packed. And what
// tests compare with it.

#ifndef COREAI_TEST_REFERENCE_ELEMENTS_H
#define COREAI_TEST_REFERENCE_ELEMENTS_H

#include "coreai/Elements/ElementType.h"
#include "coreai/Elements/FloatFormat.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <random>
#include <span>
#include <vector>

namespace coreai::elements::reference {

inline constexpr double kInfinity = std::numeric_limits<double>::infinity();
inline constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

inline constexpr auto kAllTypes = [] {
  std::array<ElementType, kElementTypes.size()> types = {};
  std::ranges::transform(kElementTypes, types.begin(), &ElementTraits::type);
  return types;
}();

//===----------------------------------------------------------------------===//
// The formulas
//===----------------------------------------------------------------------===//

/// What a bit pattern stands for.
inline double decodePattern(ElementType type, uint64_t bits) {
  if (type == ElementType::I1)
    return bits == 0 ? 0 : 1;
  if (type == ElementType::F4E2M1FN) {
    double magnitudes[] = {0, 0.5, 1, 1.5, 2, 3, 4, 6};
    return bits < 8 ? magnitudes[bits] : -magnitudes[bits - 8];
  }
  if (type == ElementType::F8E8M0FNU)
    return bits == 255 ? kNaN : std::pow(2.0, double(bits) - 127);
  if (auto format = floatFormat(type))
    return decode(*format, bits);
  uint64_t sign = uint64_t(1) << (storageBits(type) - 1);
  if (isSigned(type) && (bits & sign) != 0)
    return double(bits) - 2 * double(sign);
  return double(bits);
}

/// Element \p index of a stream of elements, bit by bit.
inline uint64_t patternAt(ElementType type, std::span<const std::byte> bytes,
                          size_t index) {
  uint64_t pattern = 0;
  for (unsigned bit = 0; bit < storageBits(type); ++bit) {
    size_t position = index * storageBits(type) + bit;
    auto byte = std::to_integer<uint64_t>(bytes[position / 8]);
    pattern |= (byte >> (position % 8) & 1) << bit;
  }
  return pattern;
}

/// The value that \p value becomes in a type.
inline double convertOne(ElementType type, double value) {
  if (type == ElementType::I1)
    return value != 0;
  if (auto format = floatFormat(type))
    return decode(*format, encode(*format, value));
  if (type == ElementType::F4E2M1FN || type == ElementType::F8E8M0FNU) {
    // The nearest of all patterns, an even one if there are two. The sign of a
    // zero is that of the value.
    bool isQuarter = type == ElementType::F4E2M1FN;
    if (std::isnan(value) || (!isQuarter && (value < 0 || value > 0x1.8p127)))
      return isQuarter ? 0 : kNaN;
    if (isQuarter && std::abs(value) > 6)
      return std::copysign(6.0, value);
    unsigned best = 0;
    unsigned patterns = isQuarter ? 8 : 255;
    auto distance = [&](unsigned pattern) {
      return std::abs(std::abs(value) - decodePattern(type, pattern));
    };
    for (unsigned pattern = 1; pattern < patterns; ++pattern)
      if (distance(pattern) < distance(best) ||
          (distance(pattern) == distance(best) && pattern % 2 == 0))
        best = pattern;
    double magnitude = decodePattern(type, best);
    return isQuarter ? std::copysign(magnitude, value) : magnitude;
  }
  if (std::isnan(value))
    return 0;
  double count = std::pow(2.0, storageBits(type));
  double least = isSigned(type) ? -count / 2 : 0;
  double result = std::trunc(std::clamp(value, least, least + count - 1));
  return result == 0 ? 0 : result; // There is no negative zero.
}

//===----------------------------------------------------------------------===//
// Random operands
//===----------------------------------------------------------------------===//

/// Every pattern is as likely as any other: NaNs, infinities, zeros and
/// subnormals are among them.
inline std::vector<uint64_t> randomPatterns(ElementType type, size_t count,
                                            std::mt19937_64 &random) {
  std::vector<uint64_t> patterns(count);
  for (uint64_t &pattern : patterns) {
    pattern = random() >> (64 - storageBits(type));
    if (type == ElementType::I1)
      pattern &= 1;
    // A zero now and then, as wide types have few.
    if (random() % 16 == 0)
      pattern &= uint64_t(1) << (storageBits(type) - 1);
  }
  return patterns;
}

//===----------------------------------------------------------------------===//
// Comparison
//===----------------------------------------------------------------------===//

/// As patterns are, so that -0 differs from 0; but NaNs are alike.
inline bool areSame(double a, double b) {
  return (std::isnan(a) && std::isnan(b)) ||
         std::bit_cast<uint64_t>(a) == std::bit_cast<uint64_t>(b);
}

inline void expectElements(ElementType type, std::span<const std::byte> bytes,
                           std::span<const double> expected) {
  ASSERT_EQ(bytes.size(), storageSize(type, expected.size()));
  for (size_t i = 0; i < expected.size(); ++i) {
    double value = decodePattern(type, patternAt(type, bytes, i));
    ASSERT_TRUE(areSame(value, expected[i]))
        << "stored element " << i << " is " << value << ", not " << expected[i];
  }
  for (size_t bit = expected.size() * storageBits(type); bit < bytes.size() * 8;
       ++bit)
    ASSERT_EQ(std::to_integer<unsigned>(bytes[bit / 8]) >> (bit % 8) & 1, 0u);
}

} // namespace coreai::elements::reference

#endif // COREAI_TEST_REFERENCE_ELEMENTS_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tests the bytes of elements of every type, and what numbers become in them.

#include "coreai/Elements/ElementArrays.h"

#include "Reference/Elements.h"

#include <gmock/gmock.h>

using namespace coreai::elements;
using namespace coreai::elements::reference;
using testing::ElementsAre;

namespace {

std::vector<std::byte> bytesOf(const std::vector<unsigned> &values) {
  std::vector<std::byte> bytes;
  for (unsigned value : values)
    bytes.push_back(std::byte(value));
  return bytes;
}

std::vector<double> decoded(ElementType type,
                            const std::vector<unsigned> &bytes, size_t count) {
  std::vector<double> values(count);
  decodeElements(type, bytesOf(bytes), 0, values);
  return values;
}

double converted(ElementType type, double value) {
  convert(type, std::span(&value, 1));
  return value;
}

TEST(ElementArraysTest, DecodesPackedElements) {
  EXPECT_THAT(decoded(ElementType::UI1, {21, 5}, 11),
              ElementsAre(1, 0, 1, 0, 1, 0, 0, 0, 1, 0, 1));
  EXPECT_THAT(decoded(ElementType::UI2, {3, 2, 1}, 10),
              ElementsAre(3, 0, 0, 0, 2, 0, 0, 0, 1, 0));
  EXPECT_THAT(decoded(ElementType::UI3, {209, 88, 31}, 8),
              ElementsAre(1, 2, 3, 4, 5, 6, 7, 0));
  EXPECT_THAT(decoded(ElementType::UI4, {3, 2, 233, 15}, 7),
              ElementsAre(3, 0, 2, 0, 9, 14, 15));
  EXPECT_THAT(decoded(ElementType::UI6, {21, 48, 34}, 4),
              ElementsAre(21, 0, 35, 8));
  EXPECT_THAT(decoded(ElementType::SI4, {3, 14, 135}, 6),
              ElementsAre(3, 0, -2, 0, 7, -8));
  EXPECT_THAT(decoded(ElementType::SI2, {0b10110100}, 4),
              ElementsAre(0, 1, -1, -2));
  EXPECT_THAT(decoded(ElementType::F4E2M1FN, {0x10, 0x32, 0x54, 0x76}, 8),
              ElementsAre(0, 0.5, 1, 1.5, 2, 3, 4, 6));
  EXPECT_THAT(decoded(ElementType::F4E2M1FN, {0xF9}, 2), ElementsAre(-0.5, -6));
}

TEST(ElementArraysTest, DecodesScales) {
  std::vector<double> values =
      decoded(ElementType::F8E8M0FNU, {0, 126, 127, 130, 254, 255}, 6);
  EXPECT_EQ(values[0], 0x1p-127);
  EXPECT_EQ(values[1], 0.5);
  EXPECT_EQ(values[2], 1);
  EXPECT_EQ(values[3], 8);
  EXPECT_EQ(values[4], 0x1p127);
  EXPECT_TRUE(std::isnan(values[5]));
}

TEST(ElementArraysTest, AnyByteButZeroIsTrue) {
  EXPECT_THAT(decoded(ElementType::I1, {0, 1, 255, 2}, 4),
              ElementsAre(0, 1, 1, 1));
}

TEST(ElementArraysTest, DecodesFromAnyElement) {
  std::mt19937_64 random(1);
  std::vector<std::byte> bytes(4000);
  for (std::byte &byte : bytes)
    byte = std::byte(random());
  for (ElementType type : kAllTypes) {
    for (size_t begin : {0, 1, 2, 3, 4, 5, 6, 7, 8, 13}) {
      for (size_t count : {0, 1, 3, 6, 7, 8, 9, 40, 300}) {
        std::vector<double> values(count);
        decodeElements(type, bytes, begin, values);
        for (size_t i = 0; i < count; ++i)
          ASSERT_TRUE(
              areSame(values[i],
                      decodePattern(type, patternAt(type, bytes, begin + i))));
      }
    }
  }
}

TEST(ElementArraysTest, CodeValuesAreAllPatterns) {
  for (ElementType type : kAllTypes) {
    if (storageBits(type) > 8)
      continue;
    auto values = codeValues(type);
    ASSERT_EQ(values.size(), size_t(1) << storageBits(type));
    for (size_t code = 0; code < values.size(); ++code)
      ASSERT_TRUE(areSame(values[code], decodePattern(type, code)));
  }
}

TEST(ElementArraysTest, EncodeUndoesDecode) {
  std::mt19937_64 random(2);
  for (ElementType type : kAllTypes) {
    for (size_t count : {0, 1, 2, 5, 8, 1023, 1025, 3001}) {
      std::vector<double> values;
      for (uint64_t pattern : randomPatterns(type, count, random))
        values.push_back(decodePattern(type, pattern));
      std::vector<std::byte> bytes(storageSize(type, count), std::byte(0xFF));
      encodeElements(type, values, bytes);
      ASSERT_NO_FATAL_FAILURE(expectElements(type, bytes, values));
    }
  }
}

TEST(ElementArraysTest, ConvertsLikeTheReference) {
  std::vector<double> values = {
      0.0,   -0.0,    0.5,          -0.5,         0.99,         -1.5,
      2.5,   -2.5,    3.5,          7.49,         kInfinity,    -kInfinity,
      kNaN,  1e300,   -1e300,       1e-300,       127.9,        -128.9,
      255.5, 65535.9, 4294967295.0, 4294967296.0, -2147483649.0};
  for (ElementType type : kAllTypes) {
    if (storageBits(type) <= 8) {
      for (double value : codeValues(type))
        for (double near :
             {value, std::nextafter(value, kInfinity), value * 1.25,
              value * 1.5, std::nextafter(value * 1.25, kInfinity),
              std::nextafter(value * 1.5, kInfinity),
              std::nextafter(value * 1.5, -kInfinity)})
          values.push_back(near);
    }
  }
  std::mt19937_64 random(3);
  for (unsigned i = 0; i < 1000; ++i)
    values.push_back(std::bit_cast<double>(random()));
  for (ElementType type : kAllTypes)
    for (double value : values)
      ASSERT_TRUE(areSame(converted(type, value), convertOne(type, value)))
          << value << " in type " << traitsOf(type).name << " becomes "
          << converted(type, value) << ", not " << convertOne(type, value);
}

TEST(ElementArraysTest, IntegersAreTruncatedAndSaturated) {
  EXPECT_EQ(converted(ElementType::SI8, -1.9), -1);
  EXPECT_EQ(converted(ElementType::SI8, 1.9), 1);
  EXPECT_EQ(converted(ElementType::SI8, 300), 127);
  EXPECT_EQ(converted(ElementType::SI8, -300), -128);
  EXPECT_EQ(converted(ElementType::UI8, -3), 0);
  EXPECT_EQ(converted(ElementType::UI4, 16), 15);
  EXPECT_EQ(converted(ElementType::SI32, kInfinity), 2147483647);
  EXPECT_EQ(converted(ElementType::UI32, kInfinity), 4294967295);
  EXPECT_EQ(converted(ElementType::SI16, kNaN), 0);
  EXPECT_FALSE(std::signbit(converted(ElementType::SI8, -0.5)));
}

TEST(ElementArraysTest, SmallFloatsAtTheirEnds) {
  EXPECT_EQ(converted(ElementType::F4E2M1FN, 5), 4); // A tie, to even.
  EXPECT_EQ(converted(ElementType::F4E2M1FN, 0.25), 0);
  EXPECT_EQ(converted(ElementType::F4E2M1FN, 0.75), 1);
  EXPECT_EQ(converted(ElementType::F4E2M1FN, -kInfinity), -6);
  EXPECT_EQ(converted(ElementType::F8E8M0FNU, 0), 0x1p-127);
  EXPECT_EQ(converted(ElementType::F8E8M0FNU, 1.5), 2); // Pattern 128 is even.
  EXPECT_EQ(converted(ElementType::F8E8M0FNU, 3), 2);
  EXPECT_TRUE(std::isnan(converted(ElementType::F8E8M0FNU, -1)));
}

} // namespace

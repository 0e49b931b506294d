// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tests the layout of packed integers, byte by byte.

#include "coreai/Elements/BitPacking.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

using namespace coreai::elements;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

constexpr unsigned kWidths[] = {1, 2, 3, 4, 6, 8};

/// Packs into bytes that were all ones before.
std::vector<unsigned> packed(const std::vector<uint8_t> &values,
                             unsigned width) {
  std::vector<std::byte> bytes(packedSize(values.size(), width),
                               std::byte(0xFF));
  pack(values, width, bytes);
  std::vector<unsigned> result(bytes.size());
  std::transform(bytes.begin(), bytes.end(), result.begin(),
                 std::to_integer<unsigned>);
  return result;
}

std::vector<uint8_t> randomValues(size_t count, unsigned width, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<uint8_t> values(count);
  for (uint8_t &value : values)
    value = static_cast<uint8_t>(random() % (1u << width));
  return values;
}

/// Bit \p index of a stream, straight from the definition of the layout.
unsigned bitAt(const std::vector<std::byte> &bytes, size_t index) {
  return std::to_integer<unsigned>(bytes[index / 8]) >> (index % 8) & 1;
}

TEST(BitPackingTest, PackedSizeRoundsUpToBytes) {
  EXPECT_EQ(packedSize(0, 3), 0u);
  EXPECT_EQ(packedSize(8, 1), 1u);
  EXPECT_EQ(packedSize(9, 1), 2u);
  EXPECT_EQ(packedSize(3, 3), 2u);
  EXPECT_EQ(packedSize(8, 3), 3u);
  EXPECT_EQ(packedSize(4, 6), 3u);
  EXPECT_EQ(packedSize(5, 6), 4u);
  EXPECT_EQ(packedSize(5, 8), 5u);
  // More bits than a size_t counts.
  size_t most = std::numeric_limits<size_t>::max();
  EXPECT_EQ(packedSize(most, 8), most);
  EXPECT_EQ(packedSize(most, 4), most / 2 + 1);
}

TEST(BitPackingTest, WorkedExamples) {
  EXPECT_THAT(packed({1, 0, 1, 0, 1, 0, 0, 0, 1, 0, 1}, 1), ElementsAre(21, 5));
  EXPECT_THAT(packed({3, 0, 0, 0, 2, 0, 0, 0, 1, 0}, 2), ElementsAre(3, 2, 1));
  EXPECT_THAT(packed({1, 2, 3, 4, 5, 6, 7, 0}, 3), ElementsAre(209, 88, 31));
  EXPECT_THAT(packed({3, 0, 2, 0, 9, 14, 15}, 4), ElementsAre(3, 2, 233, 15));
  EXPECT_THAT(packed({21, 0, 35}, 6), ElementsAre(21, 48, 2));
  EXPECT_THAT(packed({21, 0, 35, 8}, 6), ElementsAre(21, 48, 34));
  EXPECT_THAT(packed({7, 255, 0}, 8), ElementsAre(7, 255, 0));
  EXPECT_THAT(packed({}, 4), IsEmpty());
}

TEST(BitPackingTest, SignedElementsAreTwosComplement) {
  std::vector<int8_t> elements = {3, 0, -2, 0, 7, -8};
  std::vector<uint8_t> values(elements.begin(), elements.end());
  for (uint8_t &value : values)
    value &= 0xF;
  EXPECT_THAT(packed(values, 4), ElementsAre(3, 14, 135));
  for (size_t i = 0; i < elements.size(); ++i)
    EXPECT_EQ(signExtend(values[i], 4), elements[i]);
}

TEST(BitPackingTest, SignExtendOfEveryValue) {
  for (unsigned width : kWidths)
    for (int value = -(1 << (width - 1)); value < 1 << (width - 1); ++value) {
      unsigned mask = (1u << width) - 1;
      uint8_t low = static_cast<uint8_t>(static_cast<unsigned>(value) & mask);
      EXPECT_EQ(signExtend(low, width), value);
    }
}

TEST(BitPackingTest, EveryBitIsWhereTheLayoutSays) {
  for (unsigned width : kWidths)
    for (size_t count = 0; count <= 70; ++count) {
      std::vector<uint8_t> values = randomValues(count, width, count);
      std::vector<std::byte> bytes(packedSize(count, width), std::byte(0xFF));
      pack(values, width, bytes);
      for (size_t bit = 0; bit < count * width; ++bit)
        ASSERT_EQ(bitAt(bytes, bit),
                  unsigned(values[bit / width]) >> (bit % width) & 1);
      for (size_t bit = count * width; bit < 8 * bytes.size(); ++bit)
        ASSERT_EQ(bitAt(bytes, bit), 0u) << "padding";
    }
}

TEST(BitPackingTest, UnpackUndoesPack) {
  for (unsigned width : kWidths)
    for (size_t count = 0; count <= 70; ++count) {
      std::vector<uint8_t> values = randomValues(count, width, count);
      std::vector<std::byte> bytes(packedSize(count, width));
      pack(values, width, bytes);
      std::vector<uint8_t> again(count, 0xEE);
      unpack(bytes, width, again);
      ASSERT_EQ(again, values);

      // Neither what follows the elements nor the padding is looked at.
      for (size_t bit = count * width; bit < 8 * bytes.size(); ++bit)
        bytes.back() |= std::byte(1) << bit % 8;
      bytes.insert(bytes.end(), 9, std::byte(0xFF));
      again.assign(count, 0xEE);
      unpack(bytes, width, again);
      ASSERT_EQ(again, values);
    }
}

// Parts that start at a multiple of eight elements make up one stream.
TEST(BitPackingTest, PartsMakeUpAStream) {
  for (unsigned width : kWidths) {
    std::vector<uint8_t> values = randomValues(77, width, 1);
    std::vector<std::byte> expected(packedSize(values.size(), width));
    pack(values, width, expected);

    std::vector<std::byte> bytes(expected.size(), std::byte(0xFF));
    for (size_t begin : {40, 0, 72, 8}) { // Not in order.
      size_t end = begin == 0 ? 8 : begin == 8 ? 40 : begin == 40 ? 72 : 77;
      pack(std::span(values).subspan(begin, end - begin), width,
           std::span(bytes).subspan(packedSize(begin, width),
                                    packedSize(end - begin, width)));
    }
    EXPECT_EQ(bytes, expected);
  }
}

} // namespace

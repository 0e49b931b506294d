// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Layouts with some axes in front, against an index by index copy.

#include "Palettize/ChannelLayout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <vector>

using namespace coreai;

namespace {

TEST(ChannelLayoutTest, ArrangesAndRestores) {
  std::vector<uint16_t> values(2 * 3 * 4), arranged(24);
  std::iota(values.begin(), values.end(), uint16_t(100));
  ChannelLayout layout(3, {0, 2});
  layout.arrange({2, 3, 4}, 2, std::as_bytes(std::span(values)),
                 std::as_writable_bytes(std::span(arranged)));
  size_t place = 0;
  for (size_t a = 0; a < 2; ++a)
    for (size_t c = 0; c < 4; ++c)
      for (size_t b = 0; b < 3; ++b)
        EXPECT_EQ(arranged[place++], values[(a * 3 + b) * 4 + c]);
  layout.restore({2, 3, 4}, 2, std::as_writable_bytes(std::span(arranged)));
  EXPECT_EQ(arranged, values);
}

TEST(ChannelLayoutTest, RestoresPackedIndices) {
  for (unsigned bits : {1u, 2u, 3u, 4u, 6u, 8u}) {
    std::vector<uint8_t> indices(5 * 3), found(15);
    for (size_t i = 0; i < 15; ++i)
      indices[i] = static_cast<uint8_t>(i * 7 % (1u << bits));
    // Of shape [5, 3], laid out as [3, 5].
    std::vector<uint8_t> laidOut(15);
    for (size_t a = 0; a < 5; ++a)
      for (size_t b = 0; b < 3; ++b)
        laidOut[b * 5 + a] = indices[a * 3 + b];
    std::vector<std::byte> bytes(elements::packedSize(15, bits));
    elements::pack(laidOut, bits, bytes);
    ChannelLayout(2, {1}).restorePacked({5, 3}, bits, bytes);
    elements::unpack(bytes, bits, found);
    EXPECT_EQ(found, indices) << bits;
  }
}

TEST(ChannelLayoutTest, OfNothing) {
  ChannelLayout layout(2, {1});
  std::vector<std::byte> none;
  layout.restore({0, 3}, 2, none);
  EXPECT_TRUE(none.empty());
}

} // namespace

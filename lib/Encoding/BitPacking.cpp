// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Writing and reading whole streams of packed integers.

#include "coreai/Encoding/BitPacking.h"

#include <algorithm>

using namespace coreai::encoding;

/// A word of which, of every \p lane bits, the lowest \p set are ones.
static constexpr uint64_t lanesOf(unsigned lane, unsigned set) {
  uint64_t word = 0;
  for (unsigned bit = 0; bit < 64; ++bit)
    if (bit % lane < set)
      word |= uint64_t(1) << bit;
  return word;
}

/// Moves eight elements, one in the lower bits of each byte of \p word, next to
/// each other. Neighbours are joined in lanes of 2, then 4, then 8 bytes.
template <unsigned width>
static uint64_t squeeze(uint64_t word) {
  constexpr uint64_t pairs = lanesOf(16, width);
  constexpr uint64_t quads = lanesOf(32, 2 * width);
  constexpr uint64_t all = lanesOf(64, 4 * width);
  word = (word & pairs) | ((word >> (8 - width)) & (pairs << width));
  word = (word & quads) | ((word >> (16 - 2 * width)) & (quads << 2 * width));
  return (word & all) | ((word >> (32 - 4 * width)) & (all << 4 * width));
}

template <unsigned width>
static void packEights(std::span<const uint8_t> values, std::byte *out) {
  static_assert(std::endian::native == std::endian::little,
                "words are written as they are");
  for (size_t i = 0; i < values.size(); i += 8, out += width) {
    // Eight elements of w bits are w whole bytes; the last ones may be fewer.
    size_t count = std::min<size_t>(8, values.size() - i);
    uint64_t word = 0;
    if (count == 8) {
      std::memcpy(&word, values.data() + i, 8);
      word = squeeze<width>(word);
      std::memcpy(out, &word, width);
    } else {
      std::memcpy(&word, values.data() + i, count);
      word = squeeze<width>(word);
      std::memcpy(out, &word, packedSize(count, width));
    }
  }
}

void coreai::encoding::pack(std::span<const uint8_t> values, unsigned width,
                            std::span<std::byte> out) {
  assert(out.size() == packedSize(values.size(), width) && "size mismatch");
  assert(std::all_of(values.begin(), values.end(),
                     [&](uint8_t value) { return value >> width == 0; }) &&
         "value exceeds the width");
  switch (width) {
  case 1:
    return packEights<1>(values, out.data());
  case 2:
    return packEights<2>(values, out.data());
  case 3:
    return packEights<3>(values, out.data());
  case 4:
    return packEights<4>(values, out.data());
  case 6:
    return packEights<6>(values, out.data());
  case 8:
    return packEights<8>(values, out.data());
  default:
    assert(false && "unsupported width");
  }
}

void coreai::encoding::unpack(std::span<const std::byte> bytes, unsigned width,
                              std::span<uint8_t> out) {
  assert(isPackedWidth(width) && "unsupported width");
  assert(bytes.size() >= packedSize(out.size(), width) && "stream too short");
  const uint64_t mask = (uint64_t(1) << width) - 1;
  const std::byte *source = bytes.data();
  for (size_t i = 0; i < out.size(); i += 8, source += width) {
    // Eight elements of w bits are w whole bytes, and w is at most 8.
    size_t group = std::min<size_t>(8, out.size() - i);
    uint64_t word = 0;
    std::memcpy(&word, source, packedSize(group, width));
    for (size_t j = 0; j < group; ++j, word >>= width)
      out[i + j] = static_cast<uint8_t>(word & mask);
  }
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Writing and reading whole streams of packed integers.

#include "coreai/Elements/BitPacking.h"

#include <algorithm>

using namespace coreai::elements;

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

/// Half bytes are common, and compilers find instructions for a loop as plain
/// as this.
static void packHalves(std::span<const uint8_t> values, std::byte *out) {
  for (size_t i = 0; i < values.size() / 2; ++i) {
    uint16_t pair;
    std::memcpy(&pair, values.data() + 2 * i, 2);
    out[i] = static_cast<std::byte>(pair | pair >> 4);
  }
  if (values.size() % 2)
    out[values.size() / 2] = static_cast<std::byte>(values.back());
}

void coreai::elements::pack(std::span<const uint8_t> values, unsigned width,
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
    return packHalves(values, out.data());
  case 6:
    return packEights<6>(values, out.data());
  case 8:
    return packEights<8>(values, out.data());
  default:
    assert(false && "unsupported width");
  }
}

/// Undoes squeeze. Bits beyond eight elements are ignored.
template <unsigned width>
static uint64_t spread(uint64_t word) {
  constexpr uint64_t singles = lanesOf(16, width);
  constexpr uint64_t pairs = lanesOf(32, 2 * width);
  constexpr uint64_t quads = lanesOf(64, 4 * width);
  word = (word & quads) | ((word & (quads << 4 * width)) << (32 - 4 * width));
  word = (word & pairs) | ((word & (pairs << 2 * width)) << (16 - 2 * width));
  return (word & singles) | ((word & (singles << width)) << (8 - width));
}

template <unsigned width>
static void unpackEights(const std::byte *source, std::span<uint8_t> out) {
  size_t whole = out.size() / 8 * 8;
  for (size_t i = 0; i < whole; i += 8, source += width) {
    uint64_t word = 0;
    std::memcpy(&word, source, width);
    word = spread<width>(word);
    std::memcpy(out.data() + i, &word, 8);
  }
  if (size_t rest = out.size() - whole) {
    uint64_t word = 0;
    std::memcpy(&word, source, packedSize(rest, width));
    word = spread<width>(word);
    std::memcpy(out.data() + whole, &word, rest);
  }
}

void coreai::elements::unpack(std::span<const std::byte> bytes, unsigned width,
                              std::span<uint8_t> out) {
  assert(bytes.size() >= packedSize(out.size(), width) && "stream too short");
  switch (width) {
  case 1:
    return unpackEights<1>(bytes.data(), out);
  case 2:
    return unpackEights<2>(bytes.data(), out);
  case 3:
    return unpackEights<3>(bytes.data(), out);
  case 4:
    return unpackEights<4>(bytes.data(), out);
  case 6:
    return unpackEights<6>(bytes.data(), out);
  case 8:
    return unpackEights<8>(bytes.data(), out);
  default:
    assert(false && "unsupported width");
  }
}

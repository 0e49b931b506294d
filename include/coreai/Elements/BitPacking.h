// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Integers of fewer than eight bits as a little-endian bit stream: element i
// occupies bits [i * w, (i + 1) * w) of the stream, and bit b of the stream is
// bit b % 8 of byte b / 8. Rows are not padded. Bits of the last byte that
// belong to no element are zero.

#ifndef COREAI_ELEMENTS_BITPACKING_H
#define COREAI_ELEMENTS_BITPACKING_H

#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace coreai::elements {

/// True for the widths an element of a packed stream may have: 1, 2, 3, 4, 6
/// and 8 bits.
constexpr bool isPackedWidth(unsigned width) {
  return (width >= 1 && width <= 4) || width == 6 || width == 8;
}

/// Bytes that \p count elements of \p width bits take: count * width / 8,
/// rounded up. Does not overflow as long as the result fits a size_t.
constexpr size_t packedSize(size_t count, unsigned width) {
  return count / 8 * width + (count % 8 * width + 7) / 8;
}

/// Packs one element per value.
///
/// Shapes:  \p values [n], \p out [packedSize(n, width)], overwritten.
/// Units:   values are below 2^width. A signed element is passed as its low
///          \p width bits in two's complement.
/// Errors:  none reported: width, sizes and values are asserted.
///
/// Parts of one stream may be packed side by side: eight elements of any width
/// fill whole bytes, so parts that start at a multiple of eight elements share
/// no byte.
void pack(std::span<const uint8_t> values, unsigned width,
          std::span<std::byte> out);

/// Undoes pack.
///
/// Shapes:  \p bytes [packedSize(n, width)] or longer: what follows the last
///          element is ignored. \p out [n], overwritten.
/// Units:   results are below 2^width; signExtend turns one into the signed
///          element it stands for.
/// Errors:  none reported: width and sizes are asserted.
void unpack(std::span<const std::byte> bytes, unsigned width,
            std::span<uint8_t> out);

/// The signed integer whose two's complement in \p width bits is \p value.
constexpr int8_t signExtend(uint8_t value, unsigned width) {
  unsigned unused = 8 - width;
  return static_cast<int8_t>(static_cast<uint8_t>(value << unused)) >> unused;
}

} // namespace coreai::elements

#endif // COREAI_ELEMENTS_BITPACKING_H

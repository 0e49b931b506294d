// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The floating-point formats a weight may be stored in: what number a bit
// pattern means, which pattern stands for a number, and how patterns sort.

#ifndef COREAI_ELEMENTS_FLOATFORMAT_H
#define COREAI_ELEMENTS_FLOATFORMAT_H

#include "coreai/Elements/ElementType.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <type_traits>

namespace coreai::elements {

// Patterns are copied to and from memory as they are. A big-endian host would
// have to swap them, and nothing here has ever run on one.
static_assert(std::endian::native == std::endian::little,
              "weights are little-endian bytes");

/// The formats: the element types that are floats with a sign, of whole bytes.
/// Their traits are those of the type.
enum class FloatFormat : uint8_t {
  F16 = uint8_t(ElementType::F16),
  BF16 = uint8_t(ElementType::BF16),
  F32 = uint8_t(ElementType::F32),
  F64 = uint8_t(ElementType::F64),
  F8E4M3FN = uint8_t(ElementType::F8E4M3FN),
  F8E5M2 = uint8_t(ElementType::F8E5M2)
};

/// The type whose elements are of \p format.
constexpr ElementType elementType(FloatFormat format) {
  return ElementType(format);
}

/// The format of a float with a sign, of whole bytes; none for other types.
constexpr std::optional<FloatFormat> floatFormat(ElementType type) {
  const ElementTraits &row = traitsOf(type);
  bool hasSign = row.bits > row.exponentBits + row.fractionBits;
  if (row.kind != ElementKind::Float || !hasSign || row.bits % 8 != 0)
    return std::nullopt;
  return FloatFormat(type);
}

/// All formats, in the order of their types.
inline constexpr auto kFloatFormats = [] {
  constexpr auto count =
      std::ranges::count_if(kElementTypes, [](const ElementTraits &row) {
        return floatFormat(row.type).has_value();
      });
  std::array<FloatFormat, count> formats = {};
  size_t next = 0;
  for (const ElementTraits &row : kElementTypes)
    if (auto format = floatFormat(row.type))
      formats[next++] = *format;
  return formats;
}();

/// Calls visit() with \p format as a constant, and returns what that does. A
/// chain of comparisons, which compilers turn into a switch.
template <size_t first = 0, typename Visitor>
auto visitFormat(FloatFormat format, Visitor visit) {
  constexpr FloatFormat candidate = kFloatFormats[first];
  if constexpr (first + 1 < kFloatFormats.size())
    if (format != candidate)
      return visitFormat<first + 1>(format, visit);
  assert(format == candidate && "unknown format");
  return visit(std::integral_constant<FloatFormat, candidate>());
}

/// Bytes one element of \p format takes.
constexpr size_t byteWidth(FloatFormat format) {
  return storageBits(elementType(format)) / 8;
}

/// Bits of the fraction: the significand without its implicit leading one.
constexpr unsigned fractionBits(FloatFormat format) {
  return traitsOf(elementType(format)).fractionBits;
}

/// Whether \p format has infinities. If not, a magnitude of all ones is NaN.
constexpr bool hasInfinity(FloatFormat format) {
  return traitsOf(elementType(format)).specials ==
         FloatSpecials::InfinityAndNaN;
}

/// The sign bit of \p format. The bits below it are the magnitude.
constexpr uint64_t signBit(FloatFormat format) {
  return uint64_t(1) << (8 * byteWidth(format) - 1);
}

/// The exponent of one: what the exponent field is biased by.
constexpr int exponentBias(FloatFormat format) {
  return (1 << (traitsOf(elementType(format)).exponentBits - 1)) - 1;
}

/// The lowest magnitude that is not a finite number: infinity, or the NaN of a
/// format without infinity. All magnitudes above it are NaN.
constexpr uint64_t firstNonFinite(FloatFormat format) {
  if (!hasInfinity(format))
    return signBit(format) - 1;
  uint64_t firstFractionBit = uint64_t(1) << fractionBits(format);
  return signBit(format) - firstFractionBit;
}

/// The magnitude of the quiet NaN without a payload.
constexpr uint64_t quietNaN(FloatFormat format) {
  if (!hasInfinity(format))
    return firstNonFinite(format);
  return firstNonFinite(format) | uint64_t(1) << (fractionBits(format) - 1);
}

/// True if the pattern \p bits is neither infinite nor NaN.
constexpr bool isFinite(FloatFormat format, uint64_t bits) {
  return (bits & (signBit(format) - 1)) < firstNonFinite(format);
}

/// The unsigned integer that a bit pattern of \p format fills.
template <FloatFormat format>
using PatternOf = std::conditional_t<
    byteWidth(format) == 1, uint8_t,
    std::conditional_t<
        byteWidth(format) == 2, uint16_t,
        std::conditional_t<byteWidth(format) == 4, uint32_t, uint64_t>>>;

/// An unsigned integer for a bit pattern, such that integers compare as the
/// numbers do. Negative zero comes right before positive zero, and NaNs beyond
/// the infinities.
///
/// Shapes:  \p bits fills \p Bits: patterns of 16-bit formats are uint16_t.
template <std::unsigned_integral Bits>
constexpr Bits orderedKey(Bits bits) {
  constexpr Bits sign = Bits(1) << (8 * sizeof(Bits) - 1);
  Bits isNegative = static_cast<Bits>(bits >> (8 * sizeof(Bits) - 1));
  return static_cast<Bits>(bits ^ (sign | -isNegative));
}

/// The bit pattern whose orderedKey is \p key.
template <std::unsigned_integral Bits>
constexpr Bits bitsOfOrderedKey(Bits key) {
  constexpr Bits sign = Bits(1) << (8 * sizeof(Bits) - 1);
  return static_cast<Bits>(key & sign ? key ^ sign : ~key);
}

/// The number a bit pattern of a format known at compile time stands for; see
/// the overload below.
template <FloatFormat format>
inline double decode(uint64_t bits) {
  if constexpr (format == FloatFormat::F64)
    return std::bit_cast<double>(bits);
  if constexpr (format == FloatFormat::F32)
    return std::bit_cast<float>(static_cast<uint32_t>(bits));

  constexpr unsigned fraction = fractionBits(format);
  constexpr unsigned doubleFraction = fractionBits(FloatFormat::F64);
  constexpr int rebias = exponentBias(FloatFormat::F64) - exponentBias(format);
  uint64_t magnitude = bits & (signBit(format) - 1);
  uint64_t sign = bits == magnitude ? 0 : signBit(FloatFormat::F64);
  if (magnitude >> fraction == 0) {
    // Zero or subnormal: a multiple of the smallest subnormal, which is a power
    // of two.
    constexpr double unit = std::bit_cast<double>(
        uint64_t(rebias + 1 - fraction) << doubleFraction);
    double value = static_cast<double>(magnitude) * unit;
    return std::bit_cast<double>(sign | std::bit_cast<uint64_t>(value));
  }
  uint64_t aligned = magnitude << (doubleFraction - fraction);
  if (magnitude < firstNonFinite(format))
    aligned += uint64_t(rebias) << doubleFraction;
  else if (hasInfinity(format) && magnitude == firstNonFinite(format))
    aligned = firstNonFinite(FloatFormat::F64);
  else
    aligned |= quietNaN(FloatFormat::F64);
  return std::bit_cast<double>(sign | aligned);
}

/// The number of a format known at compile time whose orderedKey is \p key.
template <FloatFormat format, std::unsigned_integral Bits>
inline double valueOfKey(Bits key) {
  return decode<format>(bitsOfOrderedKey(key));
}

/// The number a bit pattern stands for.
///
/// Shapes:  \p bits has nothing set above the width of the format.
/// Returns: the number, exactly: every format here is a subset of double. A
///          NaN becomes a quiet NaN of the same sign.
inline double decode(FloatFormat format, uint64_t bits) {
  assert(bits >> 1 < signBit(format) && "pattern is wider than the format");
  return visitFormat(format,
                     [bits](auto known) { return decode<known>(bits); });
}

/// The bit pattern nearest to a number.
///
/// Returns: \p value rounded once, to nearest, ties to even. What lies beyond
///          the largest finite number by half a step or more becomes infinity,
///          or NaN in a format without it, as in llvm::APFloat::convert. A NaN
///          stays a quiet NaN. The sign is kept, also that of zero and of NaN.
uint64_t encode(FloatFormat format, double value);

/// The bit pattern of element \p index of \p data, which needs no alignment.
/// Elements are as wide as \p Bits.
template <std::unsigned_integral Bits>
inline Bits loadPattern(const std::byte *data, size_t index) {
  Bits bits;
  std::memcpy(&bits, data + index * sizeof(Bits), sizeof(Bits));
  return bits;
}

/// The bit pattern of element \p index of \p data, which needs no alignment.
inline uint64_t loadBits(FloatFormat format, const std::byte *data,
                         size_t index) {
  uint64_t bits = 0;
  size_t width = byteWidth(format);
  std::memcpy(&bits, data + index * width, width);
  return bits;
}

/// Overwrites element \p index of \p data, which needs no alignment, with the
/// bit pattern \p bits.
inline void storeBits(FloatFormat format, std::byte *data, size_t index,
                      uint64_t bits) {
  size_t width = byteWidth(format);
  std::memcpy(data + index * width, &bits, width);
}

/// The number at element \p index of \p data.
inline double load(FloatFormat format, const std::byte *data, size_t index) {
  return decode(format, loadBits(format, data, index));
}

/// Overwrites element \p index of \p data with \p value, rounded as encode
/// rounds.
inline void store(FloatFormat format, std::byte *data, size_t index,
                  double value) {
  storeBits(format, data, index, encode(format, value));
}

} // namespace coreai::elements

#endif // COREAI_ELEMENTS_FLOATFORMAT_H

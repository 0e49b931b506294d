// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The element types of weights and of what weights are made from: how elements
// lie in memory and what numbers they stand for. Every value of every type here
// is a double, exactly.

#ifndef COREAI_ELEMENTS_ELEMENTTYPE_H
#define COREAI_ELEMENTS_ELEMENTTYPE_H

#include "coreai/Elements/BitPacking.h"
#include "coreai/Elements/FloatFormat.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace coreai::elements {

/// The types, named as MLIR prints them.
///
/// F8E8M0FNU is a power of two from 2^-127 to 2^127, or NaN: it has no sign and
/// no zero. F4E2M1FN is 0, 0.5, 1, 1.5, 2, 3, 4 or 6, with a sign.
///
/// Source: "OCP Microscaling Formats (MX) Specification", version 1.0, 2023,
///         sections 5.3.3 and 5.4.1, for these two.
enum class ElementType : uint8_t {
  I1,
  UI1,
  UI2,
  UI3,
  UI4,
  UI6,
  UI8,
  UI16,
  UI32,
  SI2,
  SI4,
  SI8,
  SI16,
  SI32,
  F4E2M1FN,
  F8E8M0FNU,
  F8E4M3FN,
  F8E5M2,
  F16,
  BF16,
  F32,
  F64
};

/// Bits that an element takes in memory. A boolean takes a byte.
constexpr unsigned storageBits(ElementType type) {
  switch (type) {
  case ElementType::UI1:
    return 1;
  case ElementType::UI2:
  case ElementType::SI2:
    return 2;
  case ElementType::UI3:
    return 3;
  case ElementType::UI4:
  case ElementType::SI4:
  case ElementType::F4E2M1FN:
    return 4;
  case ElementType::UI6:
    return 6;
  case ElementType::I1:
  case ElementType::UI8:
  case ElementType::SI8:
  case ElementType::F8E8M0FNU:
  case ElementType::F8E4M3FN:
  case ElementType::F8E5M2:
    return 8;
  case ElementType::UI16:
  case ElementType::SI16:
  case ElementType::F16:
  case ElementType::BF16:
    return 16;
  case ElementType::UI32:
  case ElementType::SI32:
  case ElementType::F32:
    return 32;
  case ElementType::F64:
    return 64;
  }
  assert(false && "unknown type");
  return 0;
}

/// True if elements share bytes: they are a packed stream, see BitPacking.h.
constexpr bool isPacked(ElementType type) { return storageBits(type) < 8; }

/// True for signed integers.
constexpr bool isSigned(ElementType type) {
  return type >= ElementType::SI2 && type <= ElementType::SI32;
}

/// True for integers, signed or not, other than booleans.
constexpr bool isInteger(ElementType type) {
  return type >= ElementType::UI1 && type <= ElementType::SI32;
}

/// True for unsigned integers of up to eight bits: what may index a table.
constexpr bool isIndex(ElementType type) {
  return type >= ElementType::UI1 && type <= ElementType::UI8;
}

/// True for floats of any width.
constexpr bool isFloat(ElementType type) {
  return type >= ElementType::F4E2M1FN;
}

/// The format of a float of at least eight bits that has a sign; none for other
/// types.
std::optional<FloatFormat> floatFormat(ElementType type);

/// Bytes that \p count elements take.
constexpr size_t storageSize(ElementType type, size_t count) {
  unsigned bits = storageBits(type);
  return bits < 8 ? packedSize(count, bits) : count * (bits / 8);
}

/// Reads the bit patterns of elements [begin, begin + n) of a stored array.
///
/// Shapes:  \p bytes holds the elements [0, begin + n) or more, \p out [n],
///          overwritten.
/// Errors:  none reported: sizes are asserted, and that the type has up to
///          eight bits.
void readCodes(ElementType type, std::span<const std::byte> bytes, size_t begin,
               std::span<uint8_t> out);

/// The numbers that the bit patterns of a type of up to eight bits stand for:
/// 2^bits of them, for the life of the program. A boolean is 1 unless its byte
/// is 0.
std::span<const double> codeValues(ElementType type);

/// Reads elements [begin, begin + n) of a stored array.
///
/// Shapes:  \p bytes holds the elements [0, begin + n) or more, at any
///          alignment; \p out [n], overwritten.
/// Returns: the numbers, exactly; a NaN as a quiet NaN.
/// Errors:  none reported: sizes are asserted.
void decodeElements(ElementType type, std::span<const std::byte> bytes,
                    size_t begin, std::span<double> out);

/// Replaces each number by the one it becomes in a type.
///
/// Returns: floats are rounded once, to nearest even. What rounds to beyond the
///          largest becomes infinity, or NaN in a type without it, or the
///          largest in F4E2M1FN, which has neither; there a NaN becomes 0. In
///          F8E8M0FNU negative numbers become NaN and 0 the least power.
///          Integers are truncated toward zero and saturated, and a NaN becomes
///          0. Booleans are 0 for a zero, else 1.
void convert(ElementType type, std::span<double> values);

/// Stores numbers as elements.
///
/// Shapes:  \p values [n], \p out [storageSize(type, n)], at any alignment,
///          overwritten.
/// Units:   values are of the type: what convert makes of them.
/// Errors:  none reported: sizes are asserted.
void encodeElements(ElementType type, std::span<const double> values,
                    std::span<std::byte> out);

} // namespace coreai::elements

#endif // COREAI_ELEMENTS_ELEMENTTYPE_H

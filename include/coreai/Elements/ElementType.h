// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The element types of weights and of what weights are made from. One table
// says how elements of each type lie in memory and which numbers they stand
// for; all other knowledge of types derives from it. Every value of every type
// here is a double, exactly.

#ifndef COREAI_ELEMENTS_ELEMENTTYPE_H
#define COREAI_ELEMENTS_ELEMENTTYPE_H

#include "coreai/Elements/BitPacking.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace coreai::elements {

//===----------------------------------------------------------------------===//
// The table
//===----------------------------------------------------------------------===//

/// The types, named as MLIR prints them.
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

enum class ElementKind : uint8_t { Boolean, Unsigned, Signed, Float };

/// What a float type has besides finite numbers. With infinity, an exponent of
/// all ones means infinity or NaN, as in IEEE 754; without it, only a pattern
/// of all ones, next to the sign, is NaN.
enum class FloatSpecials : uint8_t { None, NaN, InfinityAndNaN };

/// What there is to know about a type.
struct ElementTraits {
  ElementType type;
  std::string_view name; // As MLIR prints it.
  ElementKind kind;
  uint8_t bits; // That an element takes in memory.

  // Of floats. The bit that is left, if there is one, is the sign.
  uint8_t exponentBits = 0;
  uint8_t fractionBits = 0; // The significand without its implicit leading one.
  FloatSpecials specials = FloatSpecials::None;
};

/// A row per type, in the order of the types. A boolean takes a byte.
///
/// F8E8M0FNU is a power of two from 2^-127 to 2^127, or NaN: it has no sign and
/// no zero. F4E2M1FN is 0, 0.5, 1, 1.5, 2, 3, 4 or 6, with a sign.
///
/// Source: P. Micikevicius et al., "FP8 Formats for Deep Learning",
///         arXiv:2209.05433, 2022, for F8E4M3FN and F8E5M2; "OCP Microscaling
///         Formats (MX) Specification", version 1.0, 2023, sections 5.3.3 and
///         5.4.1, for F4E2M1FN and F8E8M0FNU.
inline constexpr auto kElementTypes = [] {
  using enum ElementType;
  using enum ElementKind;
  using enum FloatSpecials;
  return std::to_array<ElementTraits>({
      // clang-format off
      {I1,        "i1",        Boolean,  8},
      {UI1,       "ui1",       Unsigned, 1},
      {UI2,       "ui2",       Unsigned, 2},
      {UI3,       "ui3",       Unsigned, 3},
      {UI4,       "ui4",       Unsigned, 4},
      {UI6,       "ui6",       Unsigned, 6},
      {UI8,       "ui8",       Unsigned, 8},
      {UI16,      "ui16",      Unsigned, 16},
      {UI32,      "ui32",      Unsigned, 32},
      {SI2,       "si2",       Signed,   2},
      {SI4,       "si4",       Signed,   4},
      {SI8,       "si8",       Signed,   8},
      {SI16,      "si16",      Signed,   16},
      {SI32,      "si32",      Signed,   32},
      {F4E2M1FN,  "f4E2M1FN",  Float,    4,  2,  1},
      {F8E8M0FNU, "f8E8M0FNU", Float,    8,  8,  0,  NaN},
      {F8E4M3FN,  "f8E4M3FN",  Float,    8,  4,  3,  NaN},
      {F8E5M2,    "f8E5M2",    Float,    8,  5,  2,  InfinityAndNaN},
      {F16,       "f16",       Float,    16, 5,  10, InfinityAndNaN},
      {BF16,      "bf16",      Float,    16, 8,  7,  InfinityAndNaN},
      {F32,       "f32",       Float,    32, 8,  23, InfinityAndNaN},
      {F64,       "f64",       Float,    64, 11, 52, InfinityAndNaN},
      // clang-format on
  });
}();

/// The row of a type.
constexpr const ElementTraits &traitsOf(ElementType type) {
  assert(size_t(type) < kElementTypes.size() && "unknown type");
  return kElementTypes[size_t(type)];
}

static_assert(std::ranges::all_of(kElementTypes,
                                  [](const ElementTraits &row) {
                                    return &row == &traitsOf(row.type);
                                  }),
              "rows in the order of the types");

//===----------------------------------------------------------------------===//
// What derives from it
//===----------------------------------------------------------------------===//

/// Bits that an element takes in memory.
constexpr unsigned storageBits(ElementType type) { return traitsOf(type).bits; }

/// True if elements share bytes: they are a packed stream, see BitPacking.h.
constexpr bool isPacked(ElementType type) { return storageBits(type) < 8; }

/// True for signed integers.
constexpr bool isSigned(ElementType type) {
  return traitsOf(type).kind == ElementKind::Signed;
}

/// True for integers, signed or not, other than booleans.
constexpr bool isInteger(ElementType type) {
  return isSigned(type) || traitsOf(type).kind == ElementKind::Unsigned;
}

/// True for unsigned integers of up to eight bits: what may index a table.
constexpr bool isIndex(ElementType type) {
  return traitsOf(type).kind == ElementKind::Unsigned && storageBits(type) <= 8;
}

/// True for floats of any width.
constexpr bool isFloat(ElementType type) {
  return traitsOf(type).kind == ElementKind::Float;
}

/// The integer type of \p bits bits, or none.
constexpr std::optional<ElementType> integerType(bool isSigned, unsigned bits) {
  ElementKind kind = isSigned ? ElementKind::Signed : ElementKind::Unsigned;
  for (const ElementTraits &row : kElementTypes)
    if (row.kind == kind && row.bits == bits)
      return row.type;
  return std::nullopt;
}

/// Bytes that \p count elements take.
constexpr size_t storageSize(ElementType type, size_t count) {
  unsigned bits = storageBits(type);
  return bits < 8 ? packedSize(count, bits) : count * (bits / 8);
}

} // namespace coreai::elements

#endif // COREAI_ELEMENTS_ELEMENTTYPE_H

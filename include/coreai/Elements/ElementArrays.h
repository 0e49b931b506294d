// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Arrays of elements of any type, read as numbers, written, and converted from
// one type to another.

#ifndef COREAI_ELEMENTS_ELEMENTARRAYS_H
#define COREAI_ELEMENTS_ELEMENTARRAYS_H

#include "coreai/Elements/ElementType.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace coreai::elements {

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

#endif // COREAI_ELEMENTS_ELEMENTARRAYS_H

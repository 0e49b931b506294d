// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What FloatFormat.h does to one number, done to many at several times the
// speed: loops without branches, for the compiler to vectorise.

#ifndef COREAI_ELEMENTS_FLOATARRAYS_H
#define COREAI_ELEMENTS_FLOATARRAYS_H

#include "coreai/Elements/FloatFormat.h"

#include <span>

namespace coreai::elements {

/// Decodes one element per value, as decode does.
///
/// Shapes:  \p bytes [n * byteWidth(format)] or longer, at any alignment;
///          \p out [n], overwritten.
/// Errors:  none reported: sizes are asserted.
void decode(FloatFormat format, std::span<const std::byte> bytes,
            std::span<double> out);

/// Encodes one element per value, as encode does: rounded once, to nearest
/// even.
///
/// Shapes:  \p values [n]; \p out [n * byteWidth(format)], at any alignment,
///          overwritten.
/// Errors:  none reported: sizes are asserted.
void encode(FloatFormat format, std::span<const double> values,
            std::span<std::byte> out);

/// Replaces each value by the number that its encoding stands for. A NaN
/// becomes quiet and keeps its payload, even where the format has no room.
void round(FloatFormat format, std::span<double> values);

} // namespace coreai::elements

#endif // COREAI_ELEMENTS_FLOATARRAYS_H

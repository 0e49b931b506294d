// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rounding a double to a narrower format.

#include "coreai/Elements/FloatFormat.h"

#include <algorithm>

using namespace coreai::elements;

/// Divides \p dividend, which is below 2^53, by 2^shift with \p shift > 0: to
/// nearest, ties to even.
static uint64_t roundedShift(uint64_t dividend, unsigned shift) {
  if (shift > 53) // The quotient is below one half.
    return 0;
  uint64_t quotient = dividend >> shift;
  uint64_t remainder = dividend - (quotient << shift);
  uint64_t half = uint64_t(1) << (shift - 1);
  bool up = remainder > half || (remainder == half && quotient % 2 == 1);
  return quotient + up;
}

uint64_t coreai::elements::encode(FloatFormat format, double value) {
  constexpr FloatFormat source = FloatFormat::F64;
  constexpr uint64_t implicitOne = uint64_t(1) << fractionBits(source);
  uint64_t bits = std::bit_cast<uint64_t>(value);
  uint64_t magnitude = bits & (signBit(source) - 1);
  uint64_t sign = bits == magnitude ? 0 : signBit(format);
  unsigned dropped = fractionBits(source) - fractionBits(format);

  if (magnitude > firstNonFinite(source)) {
    uint64_t payload = (magnitude % implicitOne) >> dropped;
    return sign | quietNaN(format) | payload;
  }
  if (format == source)
    return bits;

  // A subnormal double, or zero, lacks the implicit one that is added here. But
  // next to the smallest number of any narrower format it rounds to zero either
  // way.
  int exponent = static_cast<int>(magnitude / implicitOne) -
                 exponentBias(source) + exponentBias(format);
  uint64_t significand = magnitude % implicitOne + implicitOne;

  // Below the exponent 1 the result is subnormal: its steps stop shrinking.
  unsigned shift = dropped + std::max(0, 1 - exponent);
  uint64_t rounded = roundedShift(significand, shift);

  // In a normal result the leading one of `rounded` adds one to the exponent,
  // in a subnormal one it is absent, and a carry out of the fraction adds one
  // as well: plain addition does all of it.
  uint64_t exponentField = std::max(exponent, 1) - 1;
  uint64_t result = (exponentField << fractionBits(format)) + rounded;
  return sign | std::min(result, firstNonFinite(format));
}

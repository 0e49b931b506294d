// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rounding and widening of whole arrays. Every function that is given one
// number here is free of branches: the compiler vectorises the loops around it,
// once per instruction set.

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "Elements/FloatArrays.cpp"
#include "coreai/Elements/FloatArrays.h"

#include <hwy/foreach_target.h> // Must come before highway.h.
#include <hwy/highway.h>

#include <limits>

HWY_BEFORE_NAMESPACE();
namespace coreai::elements::HWY_NAMESPACE {

static constexpr FloatFormat kDouble = FloatFormat::F64;
static constexpr unsigned kDoubleFraction = fractionBits(kDouble);

static constexpr double powerOfTwo(int exponent) {
  return std::bit_cast<double>(uint64_t(exponent + exponentBias(kDouble))
                               << kDoubleFraction);
}

/// What is known of a format narrower than float at compile time.
template <FloatFormat format>
struct Narrow {
  static constexpr unsigned kFraction = fractionBits(format);
  static constexpr unsigned kDropped = kDoubleFraction - kFraction;
  static constexpr uint64_t kRebias =
      exponentBias(kDouble) - exponentBias(format);
  static constexpr int kLowestExponent = 1 - exponentBias(format);

  /// The number that the first pattern that isn't finite would stand for.
  static constexpr double kLimit = std::bit_cast<double>(
      (firstNonFinite(format) << kDropped) + (kRebias << kDoubleFraction));
};

/// The magnitude of a number, cut off at the format's limit, and the power of
/// two that moves the last bit of the format to the last bit of a double.
struct Aligned {
  double magnitude;
  double power; // Of the leading bit, or that of subnormal numbers.
  double shift;
};

template <FloatFormat format>
inline Aligned align(double value) {
  using Format = Narrow<format>;
  uint64_t bits = std::bit_cast<uint64_t>(value) & (signBit(kDouble) - 1);
  auto magnitude = std::bit_cast<double>(bits);
  // A NaN becomes the limit: it is seen to by the caller.
  magnitude = magnitude < Format::kLimit ? magnitude : Format::kLimit;
  auto power = std::bit_cast<double>(std::bit_cast<uint64_t>(magnitude) &
                                     firstNonFinite(kDouble));
  constexpr double lowest = powerOfTwo(Format::kLowestExponent);
  power = power > lowest ? power : lowest;
  return {magnitude, power, power * powerOfTwo(Format::kDropped)};
}

template <FloatFormat format>
inline uint64_t encodeOne(double value) {
  using Format = Narrow<format>;
  Aligned aligned = align<format>(value);
  // The addition rounds to nearest even, and leaves the significand, with its
  // leading one, in the last bits. The leading one, or a carry beyond it, adds
  // to the exponent.
  double sum = aligned.magnitude + aligned.shift;
  uint64_t significand =
      std::bit_cast<uint64_t>(sum) - std::bit_cast<uint64_t>(aligned.shift);
  uint64_t exponent =
      std::bit_cast<uint64_t>(aligned.power) >> Format::kDropped;
  constexpr uint64_t bias = (Format::kRebias + 1) << Format::kFraction;
  uint64_t result = exponent - bias + significand;

  auto bits = std::bit_cast<uint64_t>(value);
  constexpr uint64_t fractionMask = (uint64_t(1) << kDoubleFraction) - 1;
  uint64_t nan = quietNaN(format) | (bits & fractionMask) >> Format::kDropped;
  result = value != value ? nan : result;
  constexpr unsigned signShift = 64 - 8 * byteWidth(format);
  return result | (bits >> signShift & signBit(format));
}

template <FloatFormat format>
inline double roundOne(double value) {
  Aligned aligned = align<format>(value);
  double rounded = (aligned.magnitude + aligned.shift) - aligned.shift;
  constexpr double beyond = hasInfinity(format)
                                ? std::numeric_limits<double>::infinity()
                                : std::numeric_limits<double>::quiet_NaN();
  rounded = rounded < Narrow<format>::kLimit ? rounded : beyond;
  uint64_t sign = std::bit_cast<uint64_t>(value) & signBit(kDouble);
  rounded = std::bit_cast<double>(std::bit_cast<uint64_t>(rounded) | sign);
  // Adding zero makes a NaN quiet.
  return value != value ? value + 0 : rounded;
}

/// For formats whose subnormal numbers aren't those of float.
template <FloatFormat format>
inline double decodeOne(uint64_t bits) {
  using Format = Narrow<format>;
  uint64_t magnitude = bits & (signBit(format) - 1);
  uint64_t isSubnormal = magnitude >> Format::kFraction == 0;
  uint64_t isSpecial = magnitude >= firstNonFinite(format);
  // A subnormal number is given the leading one that it lacks, and it is then
  // subtracted: no arithmetic on subnormal doubles, which is slow.
  constexpr uint64_t toSpecial = (firstNonFinite(kDouble) >> kDoubleFraction) -
                                 Format::kRebias -
                                 (firstNonFinite(format) >> Format::kFraction);
  uint64_t exponent = Format::kRebias + isSubnormal + isSpecial * toSpecial;
  auto value = std::bit_cast<double>((magnitude << Format::kDropped) +
                                     (exponent << kDoubleFraction));
  constexpr double lowest = powerOfTwo(Format::kLowestExponent);
  value -= isSubnormal ? lowest : 0; // Makes a NaN quiet, too.
  uint64_t sign = bits >> (8 * byteWidth(format) - 1) << 63;
  return std::bit_cast<double>(std::bit_cast<uint64_t>(value) | sign);
}

template <typename Bits, typename Fn>
void forEachLoaded(const std::byte *bytes, std::span<double> out, Fn fn) {
  for (size_t i = 0; i < out.size(); ++i) {
    Bits bits;
    std::memcpy(&bits, bytes + i * sizeof(Bits), sizeof(Bits));
    out[i] = fn(bits);
  }
}

template <typename Bits, typename Fn>
void forEachStored(std::span<const double> values, std::byte *bytes, Fn fn) {
  for (size_t i = 0; i < values.size(); ++i) {
    Bits bits = static_cast<Bits>(fn(values[i]));
    std::memcpy(bytes + i * sizeof(Bits), &bits, sizeof(Bits));
  }
}

template <FloatFormat format>
void decodeArray(const std::byte *bytes, std::span<double> out) {
  if constexpr (format == FloatFormat::F64)
    forEachLoaded<double>(bytes, out,
                          [](double value) HWY_ATTR { return value; });
  else if constexpr (format == FloatFormat::F32)
    forEachLoaded<float>(bytes, out, [](float value) HWY_ATTR {
      return static_cast<double>(value);
    });
  else if constexpr (format == FloatFormat::BF16)
    // The upper half of a float.
    forEachLoaded<uint16_t>(bytes, out, [](uint32_t bits) HWY_ATTR {
      return static_cast<double>(std::bit_cast<float>(bits << 16));
    });
  else if constexpr (byteWidth(format) == 1)
    forEachLoaded<uint8_t>(bytes, out, [](uint8_t bits) HWY_ATTR {
      return elements::decode<format>(uint64_t(bits));
    });
  else
    forEachLoaded<PatternOf<format>>(bytes, out, decodeOne<format>);
}

template <FloatFormat format>
void encodeArray(std::span<const double> values, std::byte *out) {
  if constexpr (format == FloatFormat::F64)
    // Makes a NaN quiet, which arithmetic need not: a compiler may leave the
    // addition of zero out.
    forEachStored<double>(values, out, [](double value) HWY_ATTR {
      uint64_t quiet = value != value ? quietNaN(kDouble) : 0;
      return std::bit_cast<double>(std::bit_cast<uint64_t>(value) | quiet);
    });
  else if constexpr (format == FloatFormat::F32)
    forEachStored<float>(values, out, [](double value) HWY_ATTR {
      return static_cast<float>(value);
    });
  else
    forEachStored<PatternOf<format>>(values, out, encodeOne<format>);
}

template <FloatFormat format>
void roundArray(std::span<double> values) {
  if constexpr (format == FloatFormat::F64)
    return;
  for (double &value : values)
    if constexpr (format == FloatFormat::F32)
      value = static_cast<double>(static_cast<float>(value));
    else
      value = roundOne<format>(value);
}

static void decodeImpl(FloatFormat format, std::span<const std::byte> bytes,
                       std::span<double> out) {
  assert(bytes.size() / byteWidth(format) >= out.size() && "too few bytes");
  visitFormat(format, [&](auto known)
                          HWY_ATTR { decodeArray<known>(bytes.data(), out); });
}

static void encodeImpl(FloatFormat format, std::span<const double> values,
                       std::span<std::byte> out) {
  assert(out.size() == values.size() * byteWidth(format) && "size mismatch");
  visitFormat(format, [&](auto known)
                          HWY_ATTR { encodeArray<known>(values, out.data()); });
}

static void roundImpl(FloatFormat format, std::span<double> values) {
  visitFormat(format, [&](auto known) HWY_ATTR { roundArray<known>(values); });
}

} // namespace coreai::elements::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace coreai::elements {

HWY_EXPORT(decodeImpl);
HWY_EXPORT(encodeImpl);
HWY_EXPORT(roundImpl);

void decode(FloatFormat format, std::span<const std::byte> bytes,
            std::span<double> out) {
  HWY_DYNAMIC_DISPATCH(decodeImpl)(format, bytes, out);
}

void encode(FloatFormat format, std::span<const double> values,
            std::span<std::byte> out) {
  HWY_DYNAMIC_DISPATCH(encodeImpl)(format, values, out);
}

void round(FloatFormat format, std::span<double> values) {
  HWY_DYNAMIC_DISPATCH(roundImpl)(format, values);
}

} // namespace coreai::elements
#endif // HWY_ONCE

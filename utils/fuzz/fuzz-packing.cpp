// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Packs and unpacks integers of every width, and converts numbers to and from
// every float format, beside definitions of the same in a few plain lines.

#include "Target.h"
#include "coreai/Elements/BitPacking.h"
#include "coreai/Elements/ElementArrays.h"
#include "coreai/Elements/FloatArrays.h"
#include "coreai/Elements/FloatFormat.h"

#include <fuzzer/FuzzedDataProvider.h>

#include <bit>
#include <cmath>
#include <vector>

using namespace coreai;
using namespace coreai::elements;
using namespace coreai::fuzz;

//===----------------------------------------------------------------------===//
// Integers
//===----------------------------------------------------------------------===//

static bool bitAt(const std::vector<std::byte> &bytes, size_t bit) {
  return std::to_integer<unsigned>(bytes[bit / 8]) >> bit % 8 & 1;
}

static void checkPacking(FuzzedDataProvider &input) {
  unsigned width = input.PickValueInArray({1u, 2u, 3u, 4u, 6u, 8u});
  auto values = input.ConsumeBytes<uint8_t>(input.remaining_bytes());
  for (uint8_t &value : values)
    value &= (1u << width) - 1;

  size_t size = packedSize(values.size(), width);
  require(size == (values.size() * width + 7) / 8, "packed size");
  std::vector<std::byte> packed(size, std::byte(0xAA));
  pack(values, width, packed);
  for (size_t bit = 0; bit < 8 * size; ++bit) {
    size_t i = bit / width;
    bool expected = i < values.size() && (values[i] >> bit % width & 1);
    require(bitAt(packed, bit) == expected, "bit ", bit, " of width ", width);
  }

  // Parts that begin at a multiple of eight elements, each by itself.
  size_t begin = values.size() / 2 / 8 * 8;
  std::vector<std::byte> parts(size, std::byte(0xAA));
  std::span<uint8_t> all(values);
  size_t offset = packedSize(begin, width);
  pack(all.first(begin), width, std::span(parts).first(offset));
  pack(all.subspan(begin), width, std::span(parts).subspan(offset));
  require(parts == packed, "parts of width ", width);

  std::vector<uint8_t> unpacked(values.size(), 0xAA);
  unpack(packed, width, unpacked);
  require(unpacked == values, "unpacking of width ", width);
  for (uint8_t value : values) {
    int expected = value >= 1 << (width - 1) ? value - (1 << width) : value;
    require(signExtend(value, width) == expected, "sign of ", int(value),
            " of width ", width);
  }
}

//===----------------------------------------------------------------------===//
// Floats
//===----------------------------------------------------------------------===//

static constexpr FloatFormat formats[] = {
    FloatFormat::F16, FloatFormat::BF16, FloatFormat::F32,
    FloatFormat::F8E4M3FN, FloatFormat::F8E5M2};

namespace {
struct Layout {
  int exponentBits, fractionBits;
};
} // namespace

static Layout layoutOf(FloatFormat format) {
  switch (format) {
  case FloatFormat::F16:
    return {5, 10};
  case FloatFormat::BF16:
    return {8, 7};
  case FloatFormat::F32:
    return {8, 23};
  case FloatFormat::F8E4M3FN:
    return {4, 3};
  case FloatFormat::F8E5M2:
    return {5, 2};
  default:
    std::abort();
  }
}

/// The number of a magnitude, from the definition of the format, as if no
/// exponent stood for anything else.
static double magnitudeValue(Layout layout, uint64_t magnitude) {
  int bias = (1 << (layout.exponentBits - 1)) - 1;
  auto exponent = static_cast<int>(magnitude >> layout.fractionBits);
  uint64_t one = uint64_t(1) << layout.fractionBits;
  uint64_t fraction = magnitude & (one - 1);
  uint64_t significand = exponent == 0 ? fraction : fraction | one;
  return std::ldexp(static_cast<double>(significand),
                    std::max(exponent, 1) - bias - layout.fractionBits);
}

/// The least magnitude that is no number.
static uint64_t limitOf(FloatFormat format, Layout layout) {
  if (format == FloatFormat::F8E4M3FN)
    return 0x7F;
  return ((uint64_t(1) << layout.exponentBits) - 1) << layout.fractionBits;
}

static double naiveDecode(FloatFormat format, uint64_t bits) {
  Layout layout = layoutOf(format);
  uint64_t sign = uint64_t(1) << (layout.exponentBits + layout.fractionBits);
  uint64_t magnitude = bits & (sign - 1), limit = limitOf(format, layout);
  double value = magnitudeValue(layout, magnitude);
  if (magnitude == limit && format != FloatFormat::F8E4M3FN)
    value = INFINITY;
  else if (magnitude >= limit)
    value = NAN;
  return std::copysign(value, bits & sign ? -1.0 : 1.0);
}

/// The nearest magnitude, found by bisection. What the middle between two
/// numbers is, is a double, exactly.
static uint64_t naiveEncode(FloatFormat format, double value) {
  Layout layout = layoutOf(format);
  uint64_t limit = limitOf(format, layout);
  double positive = std::abs(value);
  uint64_t low = 0, high = limit;
  while (high - low > 1) {
    uint64_t middle = low + (high - low) / 2;
    (magnitudeValue(layout, middle) <= positive ? low : high) = middle;
  }
  double middle =
      (magnitudeValue(layout, low) + magnitudeValue(layout, high)) / 2;
  uint64_t nearest =
      positive < middle || (positive == middle && low % 2 == 0) ? low : high;
  uint64_t sign = uint64_t(1) << (layout.exponentBits + layout.fractionBits);
  return nearest | (std::signbit(value) ? sign : 0);
}

static bool isSame(double a, double b) {
  return std::isnan(a)
             ? std::isnan(b) && std::signbit(a) == std::signbit(b)
             : std::bit_cast<uint64_t>(a) == std::bit_cast<uint64_t>(b);
}

static void checkFloats(FuzzedDataProvider &input) {
  FloatFormat format = input.PickValueInArray(formats);
  uint64_t mask = 2 * signBit(format) - 1;
  std::vector<double> values;
  std::vector<std::byte> bytes;
  while (input.remaining_bytes() > 0) {
    // Any double, a number of the format, or one next to the middle of two.
    auto bits = input.ConsumeIntegral<uint64_t>();
    double value = std::bit_cast<double>(bits);
    if (int kind = input.ConsumeIntegralInRange(0, 3); kind > 0) {
      value = naiveDecode(format, bits & mask);
      if (kind > 1)
        value = (value + naiveDecode(format, (bits & mask) ^ 1)) / 2;
      if (kind > 2)
        value = std::nextafter(value, bits >> 63 ? INFINITY : -INFINITY);
    }
    values.push_back(value);
    bytes.resize(bytes.size() + byteWidth(format));
    storeBits(format, bytes.data(), values.size() - 1, bits & mask);

    double decoded = decode(format, bits & mask);
    require(isSame(decoded, naiveDecode(format, bits & mask)), "pattern ",
            bits & mask, " of format ", int(format), " is ", decoded);
    uint64_t encoded = encode(format, value);
    if (std::isnan(value))
      require(isSame(naiveDecode(format, encoded), value), "NaN becomes ",
              encoded, " of format ", int(format));
    else
      require(encoded == naiveEncode(format, value), value, " becomes ",
              encoded, " of format ", int(format));
  }

  std::vector<double> decoded(values.size());
  decode(format, bytes, decoded);
  std::vector<std::byte> encoded(bytes.size());
  encode(format, values, encoded);
  std::vector<double> rounded = values;
  elements::round(format, rounded);
  for (size_t i = 0; i < values.size(); ++i) {
    uint64_t bits = loadBits(format, bytes.data(), i);
    require(isSame(decoded[i], decode(format, bits)), "array, pattern ", bits);
    uint64_t expected = encode(format, values[i]);
    require(loadBits(format, encoded.data(), i) == expected, "array, number ",
            values[i]);
    require(isSame(rounded[i], decode(format, expected)), "rounding ",
            values[i]);
  }
}

//===----------------------------------------------------------------------===//
// Element types
//===----------------------------------------------------------------------===//

/// What the numbers of any type are is checked by decoding and encoding: the
/// two agree on every pattern that isn't a NaN, from any place on.
static void checkElementType(FuzzedDataProvider &input) {
  using elements::ElementType;
  auto type = static_cast<ElementType>(
      input.ConsumeIntegralInRange(0, int(ElementType::F64)));
  size_t begin = input.ConsumeIntegralInRange(0, 40);
  auto bytes = input.ConsumeBytes<std::byte>(input.remaining_bytes());
  size_t count = bytes.size() * 8 / elements::storageBits(type);
  bytes.resize(elements::storageSize(type, count));
  std::vector<double> values(count);
  elements::decodeElements(type, bytes, 0, values);
  if (begin <= count) {
    std::vector<double> part(count - begin);
    elements::decodeElements(type, bytes, begin, part);
    for (size_t i = 0; i < part.size(); ++i)
      require(isSame(part[i], values[begin + i]), "element ", begin + i,
              " of a part of type ", int(type));
  }
  // A power of two from 2^-127 on, or NaN.
  for (size_t i = 0; type == ElementType::F8E8M0FNU && i < count; ++i) {
    int exponent = std::to_integer<int>(bytes[i]);
    double expected = exponent == 255 ? NAN : std::ldexp(1.0, exponent - 127);
    require(std::isnan(expected) ? std::isnan(values[i])
                                 : values[i] == expected,
            "e8m0 of ", exponent);
  }

  std::vector<double> converted = values;
  elements::convert(type, converted);
  std::vector<std::byte> encoded(bytes.size(), std::byte(0xAA));
  elements::encodeElements(type, values, encoded);
  std::vector<double> again(count);
  elements::decodeElements(type, encoded, 0, again);
  for (size_t i = 0; i < count; ++i) {
    require(std::isnan(values[i]) ? std::isnan(converted[i])
                                  : isSame(converted[i], values[i]),
            "a number of type ", int(type), " is one of its own");
    require(std::isnan(values[i]) ? std::isnan(again[i])
                                  : isSame(again[i], values[i]),
            "element ", i, " of type ", int(type), " changes when stored");
  }

  // Rounding to the narrowest float, a sign, an exponent of 2 and a fraction
  // of 1 bit, and to powers of two.
  for (double value : values) {
    double four = value, power = value;
    elements::convert(ElementType::F4E2M1FN, {&four, 1});
    elements::convert(ElementType::F8E8M0FNU, {&power, 1});
    if (std::isnan(value)) {
      require(four == 0 && std::isnan(power), "NaN in e2m1 and e8m0");
      continue;
    }
    double best = 0;
    constexpr double magnitudes[] = {0, 0.5, 1, 1.5, 2, 3, 4, 6};
    for (size_t i = 1; i < std::size(magnitudes); ++i) {
      double middle = (magnitudes[i - 1] + magnitudes[i]) / 2;
      bool isUpperEven = i % 2 == 0;
      if (std::abs(value) > middle ||
          (std::abs(value) == middle && isUpperEven))
        best = magnitudes[i];
    }
    require(std::abs(four) == best, value, " becomes ", four, " in e2m1");
    if (value < 0) {
      require(std::isnan(power), value, " becomes ", power, " in e8m0");
    } else if (value >= 0x1p-127 && value <= 0x1p127) {
      double lower = std::ldexp(1.0, std::ilogb(value));
      require(power == (value < 1.5 * lower ? lower : 2 * lower) ||
                  value == 1.5 * lower,
              value, " becomes ", power, " in e8m0");
    }
  }
}

bool coreai::fuzz::testInput(const uint8_t *data, size_t size) {
  FuzzedDataProvider input(data, size);
  int kind = input.ConsumeIntegralInRange(0, 2);
  if (kind == 0)
    checkPacking(input);
  else if (kind == 1)
    checkFloats(input);
  else
    checkElementType(input);
  return true;
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Numbers to and from the bytes of every element type.

#include "coreai/Elements/ElementArrays.h"

#include "coreai/Elements/FloatArrays.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

using namespace coreai;
using namespace coreai::elements;

static constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

//===----------------------------------------------------------------------===//
// The two floats that FloatFormat doesn't know
//===----------------------------------------------------------------------===//

static constexpr double kQuarterMagnitudes[] = {0, 0.5, 1, 1.5, 2, 3, 4, 6};
static constexpr int kScaleBias = 127;
static constexpr uint8_t kScaleNaN = 0xFF;

static double decodeF4E2M1FN(unsigned code) {
  return std::copysign(kQuarterMagnitudes[code % 8], code < 8 ? 1.0 : -1.0);
}

static double roundF4E2M1FN(double value) {
  if (std::isnan(value))
    return 0;
  double magnitude = std::min(std::abs(value), 6.0);
  // Steps are 0.5 below 2, 1 below 4, then 2.
  double steps = magnitude < 2 ? 2 : magnitude < 4 ? 1 : 0.5;
  return std::copysign(std::nearbyint(magnitude * steps) / steps, value);
}

static uint8_t encodeF4E2M1FN(double value) {
  const auto *found = std::find(std::begin(kQuarterMagnitudes),
                                std::end(kQuarterMagnitudes), std::abs(value));
  assert(found != std::end(kQuarterMagnitudes) && "not of the type");
  return (found - kQuarterMagnitudes) + (std::signbit(value) ? 8 : 0);
}

static double decodeF8E8M0FNU(unsigned code) {
  return code == kScaleNaN ? kNaN : std::ldexp(1.0, int(code) - kScaleBias);
}

static double roundF8E8M0FNU(double value) {
  if (!(value >= 0) || std::isinf(value))
    return kNaN;
  if (value < 0x1p-127)
    return 0x1p-127;
  int exponent = std::ilogb(value);
  double fraction = std::scalbn(value, -exponent);
  // Ties go to the even pattern, which is that of an odd exponent.
  bool up = fraction > 1.5 || (fraction == 1.5 && exponent % 2 == 0);
  exponent += up ? 1 : 0;
  return exponent > kScaleBias ? kNaN : std::scalbn(1.0, exponent);
}

static uint8_t encodeF8E8M0FNU(double value) {
  return std::isnan(value) ? kScaleNaN : std::ilogb(value) + kScaleBias;
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

void coreai::elements::readCodes(ElementType type,
                                 std::span<const std::byte> bytes, size_t begin,
                                 std::span<uint8_t> out) {
  unsigned bits = storageBits(type);
  assert(bits <= 8 && "elements are wider than a code");
  assert(bytes.size() >= storageSize(type, begin + out.size()) && "too short");
  // Eight elements fill whole bytes: up to seven may precede the first.
  if (size_t skipped = begin % 8; skipped != 0 && !out.empty()) {
    std::array<uint8_t, 8> eight;
    size_t count = std::min(8 - skipped, out.size());
    unpack(bytes.subspan(begin / 8 * bits), bits,
           std::span(eight).first(skipped + count));
    std::copy_n(eight.begin() + skipped, count, out.begin());
    begin += count;
    out = out.subspan(count);
  }
  if (!out.empty())
    unpack(bytes.subspan(begin / 8 * bits), bits, out);
}

static double decodeCode(ElementType type, unsigned code) {
  if (type == ElementType::I1)
    return code == 0 ? 0 : 1;
  if (type == ElementType::F4E2M1FN)
    return decodeF4E2M1FN(code);
  if (type == ElementType::F8E8M0FNU)
    return decodeF8E8M0FNU(code);
  if (auto format = floatFormat(type))
    return decode(*format, code);
  return isSigned(type) ? signExtend(code, storageBits(type)) : double(code);
}

/// The types of up to eight bits, and their values one after the other.
using CodeValues = std::array<std::array<double, 256>, kElementTypes.size()>;

static CodeValues makeCodeValues() {
  CodeValues values = {};
  for (const ElementTraits &row : kElementTypes)
    if (row.bits <= 8)
      for (unsigned code = 0; code < 1u << row.bits; ++code)
        values[size_t(row.type)][code] = decodeCode(row.type, code);
  return values;
}

std::span<const double> coreai::elements::codeValues(ElementType type) {
  static const CodeValues values = makeCodeValues();
  assert(storageBits(type) <= 8 && "elements are wider than a code");
  return std::span(values[size_t(type)]).first(size_t(1) << storageBits(type));
}

template <typename T>
static void decodeIntegers(const std::byte *bytes, std::span<double> out) {
  for (size_t i = 0; i < out.size(); ++i) {
    T value;
    std::memcpy(&value, bytes + i * sizeof(T), sizeof(T));
    out[i] = value;
  }
}

void coreai::elements::decodeElements(ElementType type,
                                      std::span<const std::byte> bytes,
                                      size_t begin, std::span<double> out) {
  assert(bytes.size() >= storageSize(type, begin + out.size()) && "too short");
  if (storageBits(type) <= 8) {
    const double *values = codeValues(type).data();
    std::array<uint8_t, 1024> codes;
    for (size_t i = 0; i < out.size(); i += codes.size()) {
      size_t count = std::min(codes.size(), out.size() - i);
      readCodes(type, bytes, begin + i, std::span(codes).first(count));
      for (size_t j = 0; j < count; ++j)
        out[i + j] = values[codes[j]];
    }
    return;
  }
  bytes = bytes.subspan(begin * (storageBits(type) / 8));
  if (auto format = floatFormat(type))
    return decode(*format, bytes, out);
  if (storageBits(type) == 16)
    return isSigned(type) ? decodeIntegers<int16_t>(bytes.data(), out)
                          : decodeIntegers<uint16_t>(bytes.data(), out);
  assert(storageBits(type) == 32 && "wider integers aren't all doubles");
  return isSigned(type) ? decodeIntegers<int32_t>(bytes.data(), out)
                        : decodeIntegers<uint32_t>(bytes.data(), out);
}

//===----------------------------------------------------------------------===//
// Converting and writing
//===----------------------------------------------------------------------===//

template <typename Fn>
static void forEachValue(std::span<double> values, Fn fn) {
  for (double &value : values)
    value = fn(value);
}

void coreai::elements::convert(ElementType type, std::span<double> values) {
  if (auto format = floatFormat(type))
    return round(*format, values);
  if (type == ElementType::F4E2M1FN)
    return forEachValue(values, roundF4E2M1FN);
  if (type == ElementType::F8E8M0FNU)
    return forEachValue(values, roundF8E8M0FNU);
  if (type == ElementType::I1)
    return forEachValue(values,
                        [](double value) { return value == 0 ? 0.0 : 1.0; });
  int valueBits = int(storageBits(type)) - (isSigned(type) ? 1 : 0);
  double largest = std::ldexp(1.0, valueBits) - 1;
  double least = isSigned(type) ? -largest - 1 : 0;
  forEachValue(values, [&](double value) {
    value = value == value ? value : 0;
    value = value < least ? least : value;
    value = value > largest ? largest : value;
    // In range of the type, so of this one.
    return static_cast<double>(static_cast<int64_t>(value));
  });
}

template <typename T>
static void encodeIntegers(std::span<const double> values, std::byte *out) {
  for (size_t i = 0; i < values.size(); ++i) {
    T value = static_cast<T>(static_cast<int64_t>(values[i]));
    std::memcpy(out + i * sizeof(T), &value, sizeof(T));
  }
}

/// Stores elements of up to eight bits, \p fn giving the bit pattern of one.
template <typename Fn>
static void encodeCodes(ElementType type, std::span<const double> values,
                        std::span<std::byte> out, Fn fn) {
  unsigned bits = storageBits(type);
  std::array<uint8_t, 1024> codes;
  for (size_t i = 0; i < values.size(); i += codes.size()) {
    size_t count = std::min(codes.size(), values.size() - i);
    for (size_t j = 0; j < count; ++j)
      codes[j] = fn(values[i + j]);
    pack(std::span(codes).first(count), bits,
         out.subspan(i / 8 * bits, packedSize(count, bits)));
  }
}

void coreai::elements::encodeElements(ElementType type,
                                      std::span<const double> values,
                                      std::span<std::byte> out) {
  assert(out.size() == storageSize(type, values.size()) && "size mismatch");
  if (auto format = floatFormat(type))
    return encode(*format, values, out);
  if (type == ElementType::F4E2M1FN)
    return encodeCodes(type, values, out, encodeF4E2M1FN);
  if (type == ElementType::F8E8M0FNU)
    return encodeCodes(type, values, out, encodeF8E8M0FNU);
  if (storageBits(type) == 16)
    return encodeIntegers<uint16_t>(values, out.data());
  if (storageBits(type) == 32)
    return encodeIntegers<uint32_t>(values, out.data());
  unsigned mask = (1u << storageBits(type)) - 1;
  encodeCodes(type, values, out, [&](double value) {
    return static_cast<uint8_t>(static_cast<int>(value) & mask);
  });
}

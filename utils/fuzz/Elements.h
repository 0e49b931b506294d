// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Weights made from fuzz input, and exact arithmetic on their elements.

#ifndef COREAI_UTILS_FUZZ_ELEMENTS_H
#define COREAI_UTILS_FUZZ_ELEMENTS_H

#include "coreai/Clustering/ChannelGroups.h"
#include "coreai/Elements/FloatFormat.h"

#include <fuzzer/FuzzedDataProvider.h>

#include <cmath>
#include <cstddef>
#include <random>
#include <vector>

namespace coreai::fuzz {

/// A weight's shape, and what its elements count with.
struct Weight {
  elements::FloatFormat format;
  clustering::ChannelGroups groups;
  std::vector<std::byte> bytes;
  std::vector<float> importance; // Empty, or of each element.

  double element(size_t i) const {
    return elements::load(format, bytes.data(), i);
  }
  double importanceOf(size_t i) const {
    return importance.empty() ? 1 : importance[i];
  }
  size_t groupOf(size_t i) const {
    return groups.channelOf(i) / groups.groupChannels;
  }
};

/// Makes the pattern \p bits of a finite number, if it isn't one.
inline uint64_t makeFinite(elements::FloatFormat format, uint64_t bits) {
  while (!elements::isFinite(format, bits))
    bits &= ~(uint64_t(1) << elements::fractionBits(format));
  return bits;
}

/// Elements of one of four kinds: any patterns; one of few patterns each; a
/// normal distribution; or small multiples of one number, which are full of
/// ties.
inline std::vector<std::byte> consumeElements(FuzzedDataProvider &input,
                                              elements::FloatFormat format,
                                              size_t count) {
  size_t width = elements::byteWidth(format);
  std::vector<std::byte> bytes(count * width);
  bool isFinite = input.ConsumeIntegralInRange(0, 7) != 0;
  auto store = [&](size_t i, uint64_t bits) {
    elements::storeBits(format, bytes.data(), i,
                        isFinite ? makeFinite(format, bits) : bits);
  };
  auto consumeBits = [&] {
    uint64_t bits = input.ConsumeIntegral<uint32_t>();
    return bits & (2 * elements::signBit(format) - 1);
  };
  switch (input.ConsumeIntegralInRange(0, 3)) {
  case 0: {
    std::vector<std::byte> given = input.ConsumeBytes<std::byte>(
        std::min(count * width, input.remaining_bytes()));
    for (size_t i = 0; i < bytes.size() && !given.empty(); ++i)
      bytes[i] = given[i % given.size()];
    for (size_t i = 0; i < count; ++i)
      store(i, elements::loadBits(format, bytes.data(), i));
    break;
  }
  case 1: {
    std::vector<uint64_t> patterns;
    for (size_t i = input.ConsumeIntegralInRange(1, 40); i > 0; --i)
      patterns.push_back(consumeBits());
    std::minstd_rand random(input.ConsumeIntegral<uint32_t>());
    for (size_t i = 0; i < count; ++i)
      store(i, patterns[random() % patterns.size()]);
    break;
  }
  case 2: {
    int exponent = input.ConsumeIntegralInRange(-140, 126);
    double scale = std::ldexp(1.0, exponent);
    std::minstd_rand random(input.ConsumeIntegral<uint32_t>());
    std::normal_distribution<double> normal(0, scale);
    for (size_t i = 0; i < count; ++i)
      store(i, elements::encode(format, normal(random)));
    break;
  }
  case 3: {
    double unit = elements::decode(format, makeFinite(format, consumeBits()));
    unsigned range = input.ConsumeIntegralInRange(1, 300);
    std::minstd_rand random(input.ConsumeIntegral<uint32_t>());
    for (size_t i = 0; i < count; ++i) {
      double multiple = static_cast<double>(random() % (2 * range + 1)) - range;
      store(i, elements::encode(format, unit * multiple));
    }
    break;
  }
  }
  return bytes;
}

/// Factors that are finite and not negative: zeros, ones and any others.
inline std::vector<float> consumeImportance(FuzzedDataProvider &input,
                                            size_t count) {
  std::vector<float> factors;
  for (size_t i = input.ConsumeIntegralInRange(1, 12); i > 0; --i) {
    uint64_t bits = input.ConsumeIntegral<uint32_t>() >> 1;
    bits = makeFinite(elements::FloatFormat::F32, bits);
    factors.push_back(input.ConsumeBool()
                          ? static_cast<float>(bits % 3)
                          : std::bit_cast<float>(static_cast<uint32_t>(bits)));
  }
  std::minstd_rand random(input.ConsumeIntegral<uint32_t>());
  std::vector<float> importance(count);
  for (float &each : importance)
    each = factors[random() % factors.size()];
  return importance;
}

inline Weight consumeWeight(FuzzedDataProvider &input,
                            clustering::ChannelGroups groups) {
  using elements::FloatFormat;
  Weight weight;
  weight.format = input.PickValueInArray(
      {FloatFormat::F16, FloatFormat::BF16, FloatFormat::F32});
  weight.groups = groups;
  if (input.ConsumeIntegralInRange(0, 3) == 0)
    weight.importance = consumeImportance(input, groups.elements());
  weight.bytes = consumeElements(input, weight.format, groups.elements());
  return weight;
}

/// The first element that is infinite or NaN; the number of elements if there
/// is none.
inline size_t findFirstNonFinite(const Weight &weight) {
  size_t i = 0;
  while (i < weight.groups.elements() && std::isfinite(weight.element(i)))
    ++i;
  return i;
}

/// A number of a format of up to 32 bits, as a multiple of the smallest float:
/// sums and comparisons of these are exact.
using Exact = _BitInt(320);

inline Exact toExact(double value) {
  int exponent = 0;
  double mantissa = std::frexp(value, &exponent);
  auto integer = static_cast<int64_t>(std::ldexp(mantissa, 24));
  // The least exponent of a float's last bit is -149.
  int shift = exponent - 24 + 149;
  return shift >= 0 ? Exact(integer) << shift : Exact(integer) >> -shift;
}

} // namespace coreai::fuzz

#endif // COREAI_UTILS_FUZZ_ELEMENTS_H

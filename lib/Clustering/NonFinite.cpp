// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The check that a weight can be palettized at all.

#include "coreai/Clustering/NonFinite.h"

#include <tbb/blocked_range.h>
#include <tbb/parallel_reduce.h>

#include <algorithm>
#include <cassert>
#include <concepts>
#include <cstdint>

using namespace coreai;
using namespace coreai::clustering;
using coreai::elements::loadPattern;

/// True if any of the elements \p begin up to \p end is not finite.
template <std::unsigned_integral Bits>
static bool anyNonFinite(elements::FloatFormat format, const std::byte *data,
                         size_t begin, size_t end) {
  Bits sign = static_cast<Bits>(elements::signBit(format));
  Bits magnitudeMask = static_cast<Bits>(sign - 1);
  Bits largest = static_cast<Bits>(elements::firstNonFinite(format) - 1);
  // A magnitude too large borrows from the sign bit. One subtraction and one
  // disjunction per element are a loop that compilers vectorize everywhere.
  Bits borrows = 0;
  for (size_t i = begin; i < end; ++i) {
    Bits magnitude = loadPattern<Bits>(data, i) & magnitudeMask;
    borrows |= static_cast<Bits>(largest - magnitude);
  }
  return borrows & sign;
}

/// The index of the first element that is not finite, or the number of
/// elements.
template <std::unsigned_integral Bits>
static size_t findFirst(elements::FloatFormat format, const std::byte *data,
                        size_t elements) {
  constexpr size_t kChunkElements = size_t(1) << 14;
  auto findInRange = [&](const tbb::blocked_range<size_t> &range,
                         size_t lowest) {
    for (size_t i = range.begin(); i < std::min(range.end(), lowest);) {
      size_t end = std::min(i + kChunkElements, range.end());
      if (!anyNonFinite<Bits>(format, data, i, end)) {
        i = end;
        continue;
      }
      while (elements::isFinite(format, loadPattern<Bits>(data, i)))
        ++i;
      return std::min(i, lowest);
    }
    return lowest;
  };
  return tbb::parallel_reduce(
      tbb::blocked_range<size_t>(0, elements, kChunkElements), elements,
      findInRange, [](size_t a, size_t b) { return std::min(a, b); });
}

std::optional<NonFinite>
coreai::clustering::findNonFinite(elements::FloatFormat format,
                                  std::span<const std::byte> data) {
  size_t width = elements::byteWidth(format);
  assert(data.size() % width == 0 && "not a whole number of elements");
  size_t elements = data.size() / width;
  size_t index = 0;
  switch (width) {
  case 1:
    index = findFirst<uint8_t>(format, data.data(), elements);
    break;
  case 2:
    index = findFirst<uint16_t>(format, data.data(), elements);
    break;
  case 4:
    index = findFirst<uint32_t>(format, data.data(), elements);
    break;
  default:
    index = findFirst<uint64_t>(format, data.data(), elements);
    break;
  }
  if (index == elements)
    return std::nullopt;
  return NonFinite{index, elements::load(format, data.data(), index)};
}

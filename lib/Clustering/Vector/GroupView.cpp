// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Lays out the vectors of a group as tiles, and finds its largest elements.

#include "Clustering/Vector/GroupView.h"

#include "Clustering/Vector/Kernels.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <concepts>

using namespace coreai;
using namespace coreai::clustering;
using elements::FloatFormat;
using elements::loadPattern;

PowerOfTwo::PowerOfTwo(int exponent)
    : first(std::ldexp(1.0, exponent / 2)),
      second(std::ldexp(1.0, exponent - exponent / 2)) {}

static void convertDoubles(const std::byte *source, size_t count,
                           const PowerOfTwo &scale, float *out) {
  for (size_t i = 0; i < count; ++i)
    out[i] = static_cast<float>(
        scale.times(elements::load(FloatFormat::F64, source, i)));
}

/// Calls visit(firstRow, i, count) for each part of a row within a range of
/// vectors: those at \p i and after, in the row's own order.
template <typename Visitor>
static void forEachRowPart(size_t inner, size_t first, size_t count,
                           Visitor visit) {
  size_t row = first / inner, i = first % inner;
  while (count > 0) {
    size_t length = std::min(inner - i, count);
    visit(row, i, length);
    count -= length;
    ++row;
    i = 0;
  }
}

/// Writes the vectors' components as rows of a tile. \p convert(element, count,
/// out) converts consecutive elements.
template <typename Convert>
void GroupView::layOut(size_t first, size_t count, Convert convert,
                       float *out) const {
  // Arithmetic goes on to the end of a full register.
  for (size_t d = 0; d < dim; ++d)
    std::fill(out + d * kTileVectors + count, out + (d + 1) * kTileVectors,
              0.f);

  // Short stretches are slow to convert. Whole rows are longer by a factor of
  // dim, and scattered afterwards.
  constexpr size_t kLongInner = 32;
  size_t inner = groups.inner;
  alignas(64) std::array<float, kLongInner * kMaxDim> converted;
  forEachRowPart(inner, first, count, [&](size_t row, size_t i, size_t length) {
    size_t element = elementOfRow(row);
    if (inner >= kLongInner) {
      for (size_t d = 0; d < dim; ++d)
        convert(element + d * inner + i, length, out + d * kTileVectors);
    } else {
      convert(element, dim * inner, converted.data());
      for (size_t d = 0; d < dim; ++d)
        for (size_t j = 0; j < length; ++j)
          out[d * kTileVectors + j] = converted[d * inner + i + j];
    }
    out += length;
  });
}

Tile GroupView::load(size_t first, size_t count, TileBuffer &buffer) const {
  assert(count <= kTileVectors);
  auto convertElements = [&](size_t element, size_t length, float *out) {
    const std::byte *source = weight + element * elements::byteWidth(format);
    if (format == FloatFormat::F64)
      convertDoubles(source, length, scale, out);
    else
      convertToFloat(format, source, length, scale.firstFactor(),
                     scale.secondFactor(), out);
  };
  layOut(first, count, convertElements, buffer.values[0].data());
  if (!importance)
    return {buffer.values[0].data(), nullptr, count};
  auto convertImportances = [&](size_t element, size_t length, float *out) {
    const auto *source = reinterpret_cast<const std::byte *>(importance);
    convertToFloat(FloatFormat::F32, source + element * sizeof(float), length,
                   importanceScale.firstFactor(),
                   importanceScale.secondFactor(), out);
  };
  layOut(first, count, convertImportances, buffer.weights[0].data());
  return {buffer.values[0].data(), buffer.weights[0].data(), count};
}

//===----------------------------------------------------------------------===//
// Largest elements
//===----------------------------------------------------------------------===//

/// The largest magnitude among consecutive elements: a loop that compilers
/// vectorize everywhere.
template <std::unsigned_integral Bits>
static Bits largestPattern(const std::byte *data, size_t count) {
  constexpr Bits kMask = static_cast<Bits>(~Bits(0)) >> 1;
  Bits largest = 0;
  for (size_t i = 0; i < count; ++i) {
    Bits bits = loadPattern<Bits>(data, i);
    largest = std::max(largest, static_cast<Bits>(bits & kMask));
  }
  return largest;
}

/// The same over the runs of a group.
template <std::unsigned_integral Bits>
static uint64_t largestPattern(const GroupView &view, const std::byte *data) {
  const ChannelGroups &groups = view.groups;
  size_t run = groups.runElements();
  Bits largest = 0;
  for (size_t outer = 0; outer < groups.outer; ++outer) {
    size_t first = (outer * groups.count() + view.group) * run;
    largest = std::max(largest,
                       largestPattern<Bits>(data + first * sizeof(Bits), run));
  }
  return largest;
}

double coreai::clustering::largestMagnitude(const GroupView &view) {
  switch (elements::byteWidth(view.format)) {
  case 2:
    return elements::decode(view.format,
                            largestPattern<uint16_t>(view, view.weight));
  case 4:
    return elements::decode(view.format,
                            largestPattern<uint32_t>(view, view.weight));
  default:
    return elements::decode(view.format,
                            largestPattern<uint64_t>(view, view.weight));
  }
}

float coreai::clustering::largestImportance(const GroupView &view) {
  const auto *data = reinterpret_cast<const std::byte *>(view.importance);
  uint64_t bits = largestPattern<uint32_t>(view, data);
  return static_cast<float>(elements::decode(FloatFormat::F32, bits));
}

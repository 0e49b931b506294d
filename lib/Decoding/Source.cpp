// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reading ranges of any source: through tables where it has them, element by
// element where it doesn't.

#include "coreai/Decoding/Source.h"

#include "Decoding/Chunks.h"
#include "coreai/Elements/FloatFormat.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>
#include <numeric>

using namespace coreai;
using namespace coreai::decoding;

size_t coreai::decoding::elementCount(const Shape &shape) {
  return std::accumulate(shape.begin(), shape.end(), size_t(1),
                         std::multiplies<>());
}

Source::Source(ElementType type, Shape shape, Tables tables)
    : elementType(type), dimensions(std::move(shape)),
      count(elementCount(dimensions)), lookUp(tables) {
  assert(tables.entries <= 256 && "an index is a byte");
}

Source::~Source() = default;

void Source::readIndices(size_t begin, std::span<uint8_t> out) const {
  assert(isIndex(elementType) && "not a type of indices");
  std::array<double, kChunk> values;
  forEachChunk(out.size(), [&](size_t start, size_t n) {
    read(begin + start, std::span(values).first(n));
    std::transform(values.begin(), values.begin() + n, out.begin() + start,
                   [](double value) { return static_cast<uint8_t>(value); });
  });
}

void Source::readTableIndices(size_t, std::span<uint8_t>) const {
  assert(false && "elements are not looked up");
}

size_t Source::computeTable(size_t, std::span<double>) const {
  assert(false && "elements are not looked up");
  return 0;
}

size_t Source::readTable(size_t position, std::span<double> table) const {
  size_t end = computeTable(position, table);
  finish(table);
  return end;
}

/// Replaces \p n indices by entries, written to \p out at any alignment. A
/// function of its own, as bytes may be written over anything that isn't local.
template <typename T>
static void lookUpRun(const T *entries, const uint8_t *indices, size_t n,
                      std::byte *out) {
  for (size_t i = 0; i < n; ++i)
    std::memcpy(out + i * sizeof(T), &entries[indices[i]], sizeof(T));
}

template <typename T, typename Fn>
void Source::lookUpElements(size_t begin, size_t n, std::byte *out,
                            Fn makeEntries) const {
  std::array<double, 256> numbers;
  std::array<T, 256> entries;
  std::array<uint8_t, kTableChunk> indices;
  auto table = std::span(numbers).first(lookUp.entries);
  size_t tableEnd = begin; // Of the run that `entries` are for.
  forEachChunk<kTableChunk>(n, [&](size_t start, size_t length) {
    readTableIndices(begin + start, std::span(indices).first(length));
    for (size_t i = 0; i < length;) {
      size_t position = begin + start + i;
      if (position == tableEnd) {
        tableEnd = computeTable(position, table);
        makeEntries(table, entries.data());
      }
      size_t run = std::min(length - i, tableEnd - position);
      lookUpRun(entries.data(), indices.data() + i, run,
                out + (start + i) * sizeof(T));
      i += run;
    }
  });
}

template <typename Bits>
void Source::lookUpPatterns(size_t begin, size_t n, std::byte *out) const {
  lookUpElements<Bits>(
      begin, n, out, [&](std::span<double> table, Bits *entries) {
        if (!floatFormat(elementType))
          finish(table);
        encodeElements(
            elementType, table,
            std::as_writable_bytes(std::span(entries, table.size())));
      });
}

void Source::read(size_t begin, std::span<double> out) const {
  assert(begin <= count && out.size() <= count - begin && "out of range");
  if (looksUp(out.size()))
    return lookUpElements<double>(
        begin, out.size(), std::as_writable_bytes(out).data(),
        [&](std::span<double> table, double *entries) {
          finish(table);
          std::copy(table.begin(), table.end(), entries);
        });
  forEachChunk(out.size(), [&](size_t start, size_t length) {
    auto chunk = out.subspan(start, length);
    computeElements(begin + start, chunk);
    finish(chunk);
  });
}

void Source::encode(size_t begin, size_t n, std::span<std::byte> out) const {
  assert(begin <= count && n <= count - begin && "out of range");
  assert(out.size() == storageSize(elementType, n) && "size mismatch");
  if (looksUp(n) && !isPacked(elementType)) {
    switch (storageBits(elementType)) {
    case 8:
      return lookUpPatterns<uint8_t>(begin, n, out.data());
    case 16:
      return lookUpPatterns<uint16_t>(begin, n, out.data());
    case 32:
      return lookUpPatterns<uint32_t>(begin, n, out.data());
    default:
      return lookUpPatterns<uint64_t>(begin, n, out.data());
    }
  }
  std::array<double, kChunk> values;
  forEachChunk(n, [&](size_t start, size_t length) {
    auto chunk = std::span(values).first(length);
    computeElements(begin + start, chunk);
    if (!floatFormat(elementType))
      finish(chunk);
    encodeElements(elementType, chunk,
                   out.subspan(storageSize(elementType, start),
                               storageSize(elementType, length)));
  });
}

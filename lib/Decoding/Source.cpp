// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reading ranges of any source: through tables where it has them, element by
// element where it doesn't.

#include "coreai/Decoding/Source.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>
#include <numeric>

#include "Chunks.h"

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

size_t Source::readTable(size_t, std::span<double>) const {
  assert(false && "elements are not looked up");
  return 0;
}

/// Looks up elements [begin, begin + n) of a source with tables, and writes
/// them as \p T to \p out, at any alignment. \p makeEntries turns a table of
/// numbers into what is written.
template <typename T, typename Fn>
static void lookUpElements(const Source &source, size_t begin, size_t n,
                           std::byte *out, Fn makeEntries) {
  std::array<double, 256> numbers;
  std::array<T, 256> entries;
  std::array<uint8_t, kTableChunk> indices;
  auto table = std::span(numbers).first(source.tables().entries);
  size_t tableEnd = begin; // Of the run that `entries` are for.
  forEachChunk<kTableChunk>(n, [&](size_t start, size_t length) {
    size_t i = begin + start, chunkEnd = i + length;
    source.readTableIndices(i, std::span(indices).first(length));
    const uint8_t *index = indices.data();
    while (i < chunkEnd) {
      if (i == tableEnd) {
        tableEnd = source.readTable(i, table);
        makeEntries(table, entries.data());
      }
      for (size_t end = std::min(chunkEnd, tableEnd); i < end; ++i) {
        std::memcpy(out, &entries[*index++], sizeof(T));
        out += sizeof(T);
      }
    }
  });
}

void Source::read(size_t begin, std::span<double> out) const {
  assert(begin <= count && out.size() <= count - begin && "out of range");
  if (lookUp.entries == 0)
    return readElements(begin, out);
  lookUpElements<double>(*this, begin, out.size(),
                         std::as_writable_bytes(out).data(),
                         [](std::span<const double> table, double *entries) {
                           std::copy(table.begin(), table.end(), entries);
                         });
}

/// Looks up elements as the bit patterns that they are stored as, which fill a
/// \p Bits.
template <typename Bits>
static void lookUpPatterns(const Source &source, size_t begin, size_t n,
                           std::byte *out) {
  lookUpElements<Bits>(
      source, begin, n, out, [&](std::span<const double> table, Bits *entries) {
        auto bytes = std::as_writable_bytes(std::span(entries, table.size()));
        encodeElements(source.type(), table, bytes);
      });
}

void Source::encode(size_t begin, size_t n, std::span<std::byte> out) const {
  assert(begin <= count && n <= count - begin && "out of range");
  assert(out.size() == storageSize(elementType, n) && "size mismatch");
  if (lookUp.entries != 0 && !isPacked(elementType)) {
    switch (storageBits(elementType)) {
    case 8:
      return lookUpPatterns<uint8_t>(*this, begin, n, out.data());
    case 16:
      return lookUpPatterns<uint16_t>(*this, begin, n, out.data());
    case 32:
      return lookUpPatterns<uint32_t>(*this, begin, n, out.data());
    default:
      return lookUpPatterns<uint64_t>(*this, begin, n, out.data());
    }
  }
  std::array<double, kChunk> values;
  forEachChunk(n, [&](size_t start, size_t length) {
    auto chunk = std::span(values).first(length);
    read(begin + start, chunk);
    encodeElements(elementType, chunk,
                   out.subspan(storageSize(elementType, start),
                               storageSize(elementType, length)));
  });
}

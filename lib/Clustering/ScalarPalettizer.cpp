// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Palettizing a weight in two phases: over groups, which need their elements
// as a set, and over blocks of elements, which need nothing but the palettes.

#include "coreai/Clustering/ScalarPalettizer.h"

#include "DistinctValues.h"
#include "GroupPalette.h"
#include "LabelLookup.h"
#include "coreai/Encoding/BitPacking.h"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <limits>
#include <vector>

using namespace coreai;
using namespace coreai::clustering;

/// Elements in a block. Eight elements of any width fill whole bytes, so blocks
/// of a multiple of eight share none.
static constexpr size_t blockElements = size_t(1) << 15;
static_assert(blockElements % 8 == 0);

/// The thresholds between the entries of a palette (see LabelLookup.h).
template <std::unsigned_integral Bits>
static std::vector<Bits> thresholds(encoding::FloatFormat format,
                                    const std::vector<double> &values,
                                    const GroupPalette &palette) {
  std::vector<Bits> result;
  for (size_t entry = 1; entry < palette.entries.size(); ++entry) {
    size_t begin = palette.begins[entry];
    if (begin == values.size()) {
      result.push_back(std::numeric_limits<Bits>::max());
      continue;
    }
    // Negative zero belongs with positive zero, and its key is the lower one.
    double value = values[begin] == 0 ? -0.0 : values[begin];
    uint64_t bits = encoding::encode(format, value);
    result.push_back(encoding::orderedKey(static_cast<Bits>(bits)));
  }
  return result;
}

/// Writes the indices of the elements \p begin up to \p end, of which the first
/// is a multiple of eight.
template <typename Lookup>
static void writeIndices(std::span<const std::byte> weight,
                         const ChannelGroups &groups, const Lookup &lookup,
                         unsigned bits, size_t begin, size_t end,
                         std::span<std::byte> indices) {
  using Bits = typename Lookup::Bits;
  encoding::PackedWriter writer(
      indices.data() + encoding::packedSize(begin, bits), bits);
  size_t run = begin / groups.runElements();
  size_t group = run % groups.count();
  for (size_t i = begin; i < end; ++run) {
    size_t runEnd = std::min(end, (run + 1) * groups.runElements());
    auto entryOf = lookup.ofGroup(group);
    for (; i < runEnd; ++i) {
      Bits pattern;
      std::memcpy(&pattern, weight.data() + i * sizeof(Bits), sizeof(Bits));
      writer.append(entryOf(pattern));
    }
    group = group + 1 == groups.count() ? 0 : group + 1;
  }
  writer.finish();
}

template <typename Lookup>
static ScalarPalette
palettize(encoding::FloatFormat format, std::span<const std::byte> weight,
          const ChannelGroups &groups, unsigned bits,
          std::span<std::byte> tables, std::span<std::byte> indices) {
  using Bits = typename Lookup::Bits;
  size_t tableSize = size_t(1) << bits;
  Lookup lookup(groups.count(), bits);
  std::vector<ScalarPalette> accuracies(groups.count());
  tbb::parallel_for(size_t(0), groups.count(), [&](size_t group) {
    DistinctValues distinct = distinctValues(format, weight, groups, group);
    GroupPalette palette = fitPalette(format, distinct, bits);
    for (size_t entry = 0; entry < tableSize; ++entry)
      encoding::store(format, tables.data(), group * tableSize + entry,
                      palette.entries[entry]);
    lookup.setGroup(group, thresholds<Bits>(format, distinct.values, palette));
    accuracies[group] = palette.accuracy;
  });

  size_t elements = groups.elements();
  size_t blocks = (elements + blockElements - 1) / blockElements;
  tbb::parallel_for(size_t(0), blocks, [&](size_t block) {
    size_t begin = block * blockElements;
    size_t end = std::min(begin + blockElements, elements);
    writeIndices(weight, groups, lookup, bits, begin, end, indices);
  });

  ScalarPalette total;
  for (const ScalarPalette &accuracy : accuracies) {
    total.squaredError += accuracy.squaredError;
    total.squaredNorm += accuracy.squaredNorm;
    total.maxAbsError = std::max(total.maxAbsError, accuracy.maxAbsError);
  }
  return total;
}

ScalarPalette coreai::clustering::palettizeScalar(
    encoding::FloatFormat format, std::span<const std::byte> weight,
    const ChannelGroups &groups, unsigned bits, std::span<std::byte> tables,
    std::span<std::byte> indices) {
  size_t width = encoding::byteWidth(format);
  assert(weight.size() == groups.elements() * width);
  assert(encoding::isPackedWidth(bits));
  assert(tables.size() == (groups.count() << bits) * width);
  assert(indices.size() == encoding::packedSize(groups.elements(), bits));
  switch (width) {
  case 2:
    if (groups.groupElements() >= patternTableMinElements)
      return palettize<PatternLookup>(format, weight, groups, bits, tables,
                                      indices);
    return palettize<ThresholdLookup<uint16_t>>(format, weight, groups, bits,
                                                tables, indices);
  case 4:
    return palettize<ThresholdLookup<uint32_t>>(format, weight, groups, bits,
                                                tables, indices);
  default:
    assert(format == encoding::FloatFormat::F64 && "unsupported format");
    return palettize<ThresholdLookup<uint64_t>>(format, weight, groups, bits,
                                                tables, indices);
  }
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rounding entries, and putting them into order.

#include "Clustering/Vector/Table.h"

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace coreai;
using namespace coreai::clustering;

std::optional<VectorLevels> VectorLevels::create(TableType type,
                                                 elements::FloatFormat format,
                                                 double largest) {
  VectorLevels result(type, format);
  if (type == TableType::AsWeight)
    return result;
  std::optional<double> scale = tableScale(type, format, largest);
  if (!scale)
    return std::nullopt;
  result.scale = *scale;
  // The highest levels may round to infinity where they are beyond what has to
  // be represented. They sort beyond all others, and are never nearest.
  for (double level : tableLevels(type))
    result.levels.push_back(
        elements::decode(format, elements::encode(format, level * *scale)));
  return result;
}

uint64_t VectorLevels::nearestCode(double value) const {
  if (type == TableType::AsWeight) {
    uint64_t bits = elements::encode(format, value);
    return bits == elements::signBit(format) ? 0 : bits;
  }
  auto above = std::lower_bound(levels.begin(), levels.end(), value);
  if (above == levels.end())
    --above;
  auto nearest = above;
  if (above != levels.begin() && !(*above - value < value - *(above - 1)))
    nearest = above - 1;
  // Of levels that decode to the same, the lowest.
  nearest = std::lower_bound(levels.begin(), levels.end(), *nearest);
  return static_cast<uint64_t>(nearest - levels.begin());
}

double VectorLevels::decoded(uint64_t code) const {
  if (type == TableType::AsWeight)
    return elements::decode(format, code);
  return levels[code] + 0.0; // A level may round to negative zero.
}

std::optional<double> VectorLevels::next(double value, bool above) const {
  auto other = above ? std::upper_bound(levels.begin(), levels.end(), value)
                     : std::lower_bound(levels.begin(), levels.end(), value);
  if (other == (above ? levels.end() : levels.begin()))
    return std::nullopt;
  double result = above ? *other : *(other - 1);
  if (!std::isfinite(result))
    return std::nullopt;
  return result + 0.0;
}

void VectorLevels::store(std::byte *table, size_t index, uint64_t code) const {
  if (type == TableType::AsWeight)
    elements::storeBits(format, table, index, code);
  else
    table[index] = tableCode(type, code);
}

VectorTable::VectorTable(const VectorLevels &levels,
                         std::span<const double> entries, size_t dim) {
  std::vector<uint64_t> rounded(entries.size());
  std::vector<double> numbers(entries.size());
  for (size_t i = 0; i < entries.size(); ++i) {
    rounded[i] = levels.nearestCode(entries[i]);
    numbers[i] = levels.decoded(rounded[i]);
  }
  std::vector<size_t> order(entries.size() / dim);
  std::iota(order.begin(), order.end(), size_t(0));
  // Entries that decode to the same have the same codes.
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    const double *first = numbers.data() + a * dim;
    const double *second = numbers.data() + b * dim;
    return std::lexicographical_compare(first, first + dim, second,
                                        second + dim);
  });
  for (size_t entry : order)
    for (size_t d = 0; d < dim; ++d) {
      codes.push_back(rounded[entry * dim + d]);
      values.push_back(numbers[entry * dim + d]);
    }
}

void VectorTable::store(const VectorLevels &levels, std::byte *table,
                        size_t first) const {
  for (size_t i = 0; i < codes.size(); ++i)
    levels.store(table, first + i, codes[i]);
}

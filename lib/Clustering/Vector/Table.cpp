// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rounds the entries of a table of vectors, and puts them into order.

#include "Clustering/Vector/Table.h"

#include <algorithm>
#include <numeric>

using namespace coreai::clustering;

EntryTable::EntryTable(const TableLevels &levels,
                       std::span<const double> entries, size_t dim) {
  std::vector<size_t> rounded(entries.size());
  std::vector<double> numbers(entries.size());
  for (size_t i = 0; i < entries.size(); ++i) {
    rounded[i] = levels.nearest(entries[i]);
    numbers[i] = levels.value(rounded[i]);
  }
  std::vector<size_t> order(entries.size() / dim);
  std::iota(order.begin(), order.end(), size_t(0));
  // Entries that decode to the same have the same levels.
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    const double *first = numbers.data() + a * dim;
    const double *second = numbers.data() + b * dim;
    return std::lexicographical_compare(first, first + dim, second,
                                        second + dim);
  });
  for (size_t entry : order)
    for (size_t d = 0; d < dim; ++d) {
      chosen.push_back(rounded[entry * dim + d]);
      values.push_back(numbers[entry * dim + d]);
    }
}

void EntryTable::store(const TableLevels &levels, std::byte *table,
                       size_t first) const {
  for (size_t i = 0; i < chosen.size(); ++i)
    levels.store(chosen[i], table, first + i);
}

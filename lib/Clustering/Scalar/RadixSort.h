// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stable sort by unsigned keys, in parallel where there is enough to do.

#ifndef COREAI_LIB_CLUSTERING_SCALAR_RADIXSORT_H
#define COREAI_LIB_CLUSTERING_SCALAR_RADIXSORT_H

#include "Clustering/Work.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace coreai::clustering {

/// Sorts items by keyOf(item), one byte after the other from the lowest on.
/// Bytes that all keys share cost no move. Blocks of items are counted and
/// moved in parallel; a single block involves no other worker.
///
/// \p buffer is memory to use, and to keep for the next time. Leaves items in
/// some order if \p work is cancelled.
template <typename Item, typename KeyOf>
void radixSort(std::vector<Item> &items, std::vector<Item> &buffer, KeyOf keyOf,
               const Work &work) {
  using Key = decltype(keyOf(items.front()));
  using DigitCounts = std::array<uint32_t, 256>;
  // Enough to outweigh 256 counters, and few enough to be shared out evenly.
  constexpr size_t kBlockItems = size_t(1) << 17;

  size_t n = items.size();
  TaskBlocks blocks = TaskBlocks::ofSize(n, kBlockItems);
  if (blocks.count() == 0)
    return;
  bool isDivided = blocks.count() > 1;
  DigitCounts onlyBlock;
  std::vector<DigitCounts> manyBlocks(isDivided ? blocks.count() : 0);
  DigitCounts *counts = isDivided ? manyBlocks.data() : &onlyBlock;
  buffer.resize(n);

  for (unsigned shift = 0; shift < 8 * sizeof(Key); shift += 8) {
    if (work.isCancelled())
      return;
    auto digit = [&](const Item &item) {
      return static_cast<uint8_t>(keyOf(item) >> shift);
    };
    work.forEachBlock(blocks, [&](size_t block, size_t begin, size_t end) {
      DigitCounts blockCounts = {};
      for (size_t i = begin; i < end; ++i)
        ++blockCounts[digit(items[i])];
      counts[block] = blockCounts;
    });

    // Where the items of each digit and block begin.
    std::vector<std::array<size_t, 256>> manyBegins;
    std::array<size_t, 256> onlyBegins;
    if (isDivided)
      manyBegins.resize(blocks.count());
    std::array<size_t, 256> *begins =
        isDivided ? manyBegins.data() : &onlyBegins;
    size_t begin = 0;
    bool isShared = false;
    for (size_t value = 0; value < 256; ++value) {
      size_t before = begin;
      for (size_t block = 0; block < blocks.count(); ++block) {
        begins[block][value] = begin;
        begin += counts[block][value];
      }
      isShared |= begin - before == n;
    }
    if (isShared)
      continue;
    work.forEachBlock(blocks, [&](size_t block, size_t begin, size_t end) {
      std::array<size_t, 256> next = begins[block];
      for (size_t i = begin; i < end; ++i)
        buffer[next[digit(items[i])]++] = items[i];
    });
    std::swap(items, buffer);
  }
}

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_SCALAR_RADIXSORT_H

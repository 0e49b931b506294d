// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stable sort by unsigned keys, in parallel where there is enough to do.

#ifndef COREAI_LIB_CLUSTERING_SCALAR_RADIXSORT_H
#define COREAI_LIB_CLUSTERING_SCALAR_RADIXSORT_H

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <array>
#include <atomic>
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
/// some order if \p cancelled, where not null, becomes true.
template <typename Item, typename KeyOf>
void radixSort(std::vector<Item> &items, std::vector<Item> &buffer, KeyOf keyOf,
               const std::atomic<bool> *cancelled = nullptr) {
  using Key = decltype(keyOf(items.front()));
  using DigitCounts = std::array<uint32_t, 256>;
  // Enough to outweigh 256 counters, and few enough to be shared out evenly.
  constexpr size_t blockItems = size_t(1) << 17;

  size_t n = items.size();
  size_t blocks = std::max<size_t>((n + blockItems - 1) / blockItems, 1);
  DigitCounts onlyBlock;
  std::vector<DigitCounts> manyBlocks(blocks > 1 ? blocks : 0);
  DigitCounts *counts = blocks > 1 ? manyBlocks.data() : &onlyBlock;
  buffer.resize(n);

  auto forEachBlock = [&](auto visit) {
    if (blocks == 1)
      return visit(size_t(0), size_t(0), n);
    // Isolated, or a worker that waits here might start on another group.
    tbb::this_task_arena::isolate([&] {
      tbb::parallel_for(size_t(0), blocks, [&](size_t block) {
        size_t begin = block * blockItems;
        visit(block, begin, std::min(begin + blockItems, n));
      });
    });
  };
  for (unsigned shift = 0; shift < 8 * sizeof(Key); shift += 8) {
    if (cancelled && *cancelled)
      return;
    auto digit = [&](const Item &item) {
      return static_cast<uint8_t>(keyOf(item) >> shift);
    };
    forEachBlock([&](size_t block, size_t begin, size_t end) {
      DigitCounts blockCounts = {};
      for (size_t i = begin; i < end; ++i)
        ++blockCounts[digit(items[i])];
      counts[block] = blockCounts;
    });

    // Where the items of each digit and block begin.
    std::vector<std::array<size_t, 256>> manyBegins;
    std::array<size_t, 256> onlyBegins;
    if (blocks > 1)
      manyBegins.resize(blocks);
    std::array<size_t, 256> *begins =
        blocks > 1 ? manyBegins.data() : &onlyBegins;
    size_t begin = 0;
    bool isShared = false;
    for (size_t value = 0; value < 256; ++value) {
      size_t before = begin;
      for (size_t block = 0; block < blocks; ++block) {
        begins[block][value] = begin;
        begin += counts[block][value];
      }
      isShared |= begin - before == n;
    }
    if (isShared)
      continue;
    forEachBlock([&](size_t block, size_t begin, size_t end) {
      std::array<size_t, 256> next = begins[block];
      for (size_t i = begin; i < end; ++i)
        buffer[next[digit(items[i])]++] = items[i];
    });
    std::swap(items, buffer);
  }
}

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_SCALAR_RADIXSORT_H

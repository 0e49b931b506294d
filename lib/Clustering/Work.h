// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How work on a weight or a group is divided among workers, and when it ends
// early. What is summed up over blocks is added in their order, so that no
// result depends on the number of workers.

#ifndef COREAI_LIB_CLUSTERING_WORK_H
#define COREAI_LIB_CLUSTERING_WORK_H

#include "coreai/Clustering/Monitor.h"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <vector>

namespace coreai::clustering {

/// A range of items that is divided into blocks, each the work of one task. The
/// division depends on nothing but the number of items.
class TaskBlocks {
public:
  /// Blocks of \p blockItems items, but for the last, which may have fewer.
  static TaskBlocks ofSize(size_t items, size_t blockItems) {
    return {items, (items + blockItems - 1) / blockItems, blockItems};
  }

  /// \p count blocks of sizes that differ by one at most.
  static TaskBlocks even(size_t items, size_t count) {
    return {items, count, 0};
  }

  /// The blocks of a group of \p elements: one, or so many that workers have
  /// enough to share. Each has counters of its own, which bounds memory; more
  /// blocks would outgrow caches before they saturate memory.
  static TaskBlocks ofGroup(size_t elements) {
    return even(elements, elements < size_t(1) << 18 ? 1 : 8);
  }

  size_t count() const { return blocks; }
  size_t begin(size_t block) const {
    return blockItems > 0 ? std::min(block * blockItems, items)
                          : items * block / blocks;
  }
  size_t end(size_t block) const { return begin(block + 1); }

private:
  TaskBlocks(size_t items, size_t blocks, size_t blockItems)
      : items(items), blocks(blocks), blockItems(blockItems) {}

  size_t items;
  size_t blocks;
  size_t blockItems; // Zero for even blocks.
};

/// Channels that one task looks at. Where channels are the last axis, their
/// elements share cache lines, and 64 of them fill at least two.
inline constexpr size_t kBlockChannels = 64;
inline TaskBlocks blocksOfChannels(size_t channels) {
  return TaskBlocks::ofSize(channels, kBlockChannels);
}

/// Who works, and until when: all workers of the caller's arena unless it is
/// done alone, and until a monitor is cancelled, if there is one.
class Work {
public:
  Work() = default;
  explicit Work(const Monitor *monitor)
      : flag(monitor ? &monitor->cancelled : nullptr) {}

  /// The same work, done by the calling worker only.
  Work alone() const {
    Work work = *this;
    work.isAlone = true;
    return work;
  }

  /// True if the work may end early, with any result.
  bool isCancelled() const {
    return flag && flag->load(std::memory_order_relaxed);
  }

  /// What isCancelled() looks at; null if nothing cancels the work.
  const std::atomic<bool> *cancelFlag() const { return flag; }

  /// Calls body(i) for all i below \p count.
  ///
  /// Isolated: a worker that waits for others doesn't begin with another group
  /// meanwhile, whose scratch memory would add to this one's.
  template <typename Body>
  void forEach(size_t count, Body body) const {
    if (isAlone || count < 2) {
      for (size_t i = 0; i < count; ++i)
        body(i);
      return;
    }
    tbb::this_task_arena::isolate([&] {
      tbb::parallel_for(
          tbb::blocked_range<size_t>(0, count, 1),
          [&](const tbb::blocked_range<size_t> &range) {
            for (size_t i = range.begin(); i < range.end(); ++i)
              body(i);
          },
          tbb::simple_partitioner());
    });
  }

  /// Calls body(block, begin, end) for all blocks.
  template <typename Body>
  void forEachBlock(const TaskBlocks &blocks, Body body) const {
    forEach(blocks.count(), [&](size_t block) {
      body(block, blocks.begin(block), blocks.end(block));
    });
  }

  /// The sum, in their order, of what sumOf(begin, end) returns for all blocks.
  template <typename Sum, typename SumOf>
  Sum sumInOrder(const TaskBlocks &blocks, SumOf sumOf) const {
    std::vector<Sum> sums(blocks.count());
    forEachBlock(blocks, [&](size_t block, size_t begin, size_t end) {
      sums[block] = sumOf(begin, end);
    });
    Sum total = {};
    for (const Sum &sum : sums)
      total += sum;
    return total;
  }

private:
  const std::atomic<bool> *flag = nullptr;
  bool isAlone = false;
};

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_WORK_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reading a large group in parts, always the same ones, so that sums over it
// are added up in one order whatever the number of workers.

#ifndef COREAI_LIB_CLUSTERING_SHARDS_H
#define COREAI_LIB_CLUSTERING_SHARDS_H

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <cstddef>

namespace coreai::clustering {

/// Parts of a group of \p elements: one, or so many that workers have enough to
/// share. Each has counters of its own, which bounds memory; more parts would
/// outgrow caches before they saturate memory.
inline size_t shardCount(size_t elements) {
  return elements < size_t(1) << 18 ? 1 : 8;
}

/// Calls visit(shard, begin, end) for all parts of \p elements, in parallel.
template <typename Visitor>
void forEachShard(size_t elements, Visitor visit) {
  size_t shards = shardCount(elements);
  if (shards == 1)
    return visit(size_t(0), size_t(0), elements);
  // Isolated, or a worker that waits here might start on another group, and
  // hold the memory of both.
  tbb::this_task_arena::isolate([&] {
    tbb::parallel_for(size_t(0), shards, [&](size_t shard) {
      visit(shard, elements * shard / shards, elements * (shard + 1) / shards);
    });
  });
}

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_SHARDS_H

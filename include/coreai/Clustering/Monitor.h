// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a caller and the workers tell each other while they work.

#ifndef COREAI_CLUSTERING_MONITOR_H
#define COREAI_CLUSTERING_MONITOR_H

#include <atomic>
#include <cstddef>

namespace coreai::clustering {

/// Shared by one call and whoever watches it, on other threads.
struct Monitor {
  /// Set by the watcher: all work stops within a fraction of a second.
  std::atomic<bool> cancelled = false;

  /// Set before the work starts: what there is to do.
  std::atomic<size_t> totalWeights = 0;
  std::atomic<size_t> totalBytes = 0;

  /// Counted by the workers: weights that are finished, and bytes of weights
  /// that are, or nearly.
  std::atomic<size_t> weights = 0;
  std::atomic<size_t> bytes = 0;
};

} // namespace coreai::clustering

#endif // COREAI_CLUSTERING_MONITOR_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How many threads a pass computes with.

#ifndef COREAI_LIB_TRANSFORMS_WORKERS_H
#define COREAI_LIB_TRANSFORMS_WORKERS_H

#include "mlir/IR/MLIRContext.h"

#include <algorithm>

#include <oneapi/tbb/task_arena.h>

namespace coreai {

/// The number of threads if `asked` are asked for, 0 being one per core. One if
/// threads are disabled in the context, of which TBB knows nothing.
inline int getNumWorkers(mlir::MLIRContext *context, unsigned asked) {
  if (!context->isMultithreadingEnabled())
    return 1;
  // More than there are cores gains nothing, and TBB warns of it.
  unsigned cores = tbb::this_task_arena::max_concurrency();
  return static_cast<int>(asked == 0 ? cores : std::min(asked, cores));
}

} // namespace coreai

#endif // COREAI_LIB_TRANSFORMS_WORKERS_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The step of a pass that computes, on several threads.

#ifndef COREAI_LIB_WEIGHTS_WORKERS_H
#define COREAI_LIB_WEIGHTS_WORKERS_H

#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/MLIRContext.h"

#include <tbb/task_arena.h>

#include <algorithm>
#include <exception>
#include <new>

namespace coreai {

/// The number of threads if \p asked are asked for, 0 being one per core. One
/// if threads are disabled in the context, of which TBB knows nothing.
inline int getNumWorkers(mlir::MLIRContext *context, unsigned asked) {
  if (!context->isMultithreadingEnabled())
    return 1;
  // More than there are cores gains nothing, and TBB warns of it.
  unsigned cores = tbb::this_task_arena::max_concurrency();
  return static_cast<int>(asked == 0 ? cores : std::min(asked, cores));
}

/// Runs \p compute, which changes no IR. What is thrown there, on any thread,
/// is that memory is short, or threads are; LLVM, above this, doesn't pass
/// exceptions on.
///
/// Errors: emitted at \p loc.
inline llvm::LogicalResult computeNumbers(mlir::Location loc,
                                          llvm::function_ref<void()> compute) {
  try {
    compute();
    return llvm::success();
  } catch (const std::bad_alloc &) {
    return mlir::emitError(loc, "not enough memory; fewer workers take less");
  } catch (const std::exception &error) {
    return mlir::emitError(loc, "can't compute in parallel: ")
           << error.what() << "; use fewer workers";
  }
}

} // namespace coreai

#endif // COREAI_LIB_WEIGHTS_WORKERS_H

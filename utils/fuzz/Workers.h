// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs a function with one worker or with several.

#ifndef COREAI_UTILS_FUZZ_WORKERS_H
#define COREAI_UTILS_FUZZ_WORKERS_H

#include <tbb/global_control.h>
#include <tbb/task_arena.h>

namespace coreai::fuzz {

/// Calls \p work with one worker, or with three, whatever the processor has.
template <typename Work>
void withWorkers(bool three, Work work) {
  static tbb::global_control allow(tbb::global_control::max_allowed_parallelism,
                                   3);
  static tbb::task_arena alone(1), several(3);
  (three ? several : alone).execute(work);
}

} // namespace coreai::fuzz

#endif // COREAI_UTILS_FUZZ_WORKERS_H

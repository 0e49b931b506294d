// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How much memory a piece of work takes at its peak, seen from two sides.

#ifndef COREAI_UTILS_BENCH_PEAKMEMORY_H
#define COREAI_UTILS_BENCH_PEAKMEMORY_H

#include <cstddef>

namespace coreai::bench {

/// Watches from construction on. Only the first watch of a process can be
/// trusted: memory freed before it may be reused without being noticed.
class PeakMemory {
public:
  PeakMemory();

  /// The most bytes that operator new had handed out at once since then, beyond
  /// those before. Exact, but blind to what doesn't call it.
  size_t allocated() const;

  /// By how much the resident set grew at most, as the kernel counts it. Sees
  /// everything, in units of pages; 0 where the kernel doesn't tell.
  size_t resident() const;

private:
  size_t allocatedBefore;
  size_t residentBefore;
};

} // namespace coreai::bench

#endif // COREAI_UTILS_BENCH_PEAKMEMORY_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The function that a fuzz target defines, and the end of the process on a
// broken invariant.

#ifndef COREAI_UTILS_FUZZ_TARGET_H
#define COREAI_UTILS_FUZZ_TARGET_H

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>

namespace coreai::fuzz {

/// Tests one input, any bytes: what a target's source defines. Returns whether
/// the input is worth to be kept if it is new.
bool testInput(const uint8_t *data, size_t size);

/// Ends the process, which libFuzzer takes for a find, unless \p holds. Each
/// of \p what is printed, after the words "broken invariant".
template <typename... What>
void require(bool holds, const What &...what) {
  if (holds)
    return;
  std::cerr << "broken invariant: ";
  (std::cerr << ... << what) << std::endl;
  std::abort();
}

} // namespace coreai::fuzz

#endif // COREAI_UTILS_FUZZ_TARGET_H

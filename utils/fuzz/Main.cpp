// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Defines the functions that libFuzzer and the sanitizers look for by name.

#include "Target.h"

// NOLINTNEXTLINE(readability-identifier-naming)
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  return coreai::fuzz::testInput(data, size) ? 0 : -1;
}

/// Options of the environment come on top.
// NOLINTNEXTLINE
extern "C" const char *__ubsan_default_options() {
  return "print_stacktrace=1";
}

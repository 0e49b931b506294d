// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Does everything with a program that tools do, and checks invariants on the
// way.

#ifndef COREAI_UTILS_FUZZ_PROGRAM_H
#define COREAI_UTILS_FUZZ_PROGRAM_H

#include "coreai/Palettize/PalettizeWeights.h"

#include <fuzzer/FuzzedDataProvider.h>

#include <string>

namespace coreai::fuzz {

/// How a program is palettized.
struct PalettizeCase {
  PalettizeOptions options;
  bool isCancelled = false; // Before it begins.
};

/// Any options; now and then wrong ones, or a file of rules.
PalettizeCase consumePalettizeCase(FuzzedDataProvider &input);

/// Where a program comes from.
enum class Origin : uint8_t {
  Made,    // Text in which each constant has a location of its own.
  Text,    // Any.
  Bytecode // Any, which may hold what no text does, such as odd names.
};

/// Reads a program, text or bytecode, and does all that is done to programs:
/// print, parse, write, read, verify, palettize and materialize.
///
/// Requires that a program is rejected with an error; that text and bytecode
/// stand for the program they were made from, and lead to the same result;
/// that results verify; that the report counts what there is; that a failure
/// changes nothing; and, if the program is made, that materialized weights are
/// as far from the original as reported.
void checkProgram(llvm::StringRef source, const PalettizeCase &how,
                  Origin origin);

} // namespace coreai::fuzz

#endif // COREAI_UTILS_FUZZ_PROGRAM_H

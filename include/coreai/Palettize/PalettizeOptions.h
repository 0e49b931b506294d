// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How to palettize a program.

#ifndef COREAI_PALETTIZE_PALETTIZEOPTIONS_H
#define COREAI_PALETTIZE_PALETTIZEOPTIONS_H

#include "coreai/Palettize/WeightSettings.h"

#include "mlir/IR/MLIRContext.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/LogicalResult.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace coreai {

/// How looked-up data of a narrow table type gets to its scale: directly, or
/// cast to f32 and the result back to the weight's type.
enum class Emission : uint8_t { Direct, Cast };

/// How to palettize a program.
struct PalettizeOptions {
  /// For weights that neither `config` nor an attribute says otherwise of.
  WeightSettings weights;

  /// A file of rules for single weights, in YAML; none if empty.
  std::string config;

  /// More ops whose weight operands are palettized, by mnemonic.
  std::vector<std::string> consumers;

  /// From this number of elements on, a constant is a weight whatever reads it.
  int64_t largeWeightThreshold = 100'000'000;

  unsigned numKmeansWorkers = 4; // 0: one per core.

  /// The most memory that is taken for what replaces weights and to cluster
  /// with, in bytes; 0: no limit. There are fewer workers where it is short.
  uint64_t maxMemory = 0;

  Emission emission = Emission::Direct;

  bool strict = false;          // Fail if a candidate is skipped.
  int64_t minCoverage = 0;      // Percent of bytes; fail if fewer are covered.
  bool requireGain = false;     // Skip what wouldn't get smaller.
  bool dryRun = false;          // Change nothing.
  bool releaseReplaced = false; // Free the data of what is replaced.
  bool inPlace = false;         // Edit the given program, not a clone of it.
  bool showProgress = false;    // On stderr, if that is a terminal.
};

/// Sets the emission that users know as \p text. Returns what is wrong with it.
std::optional<std::string> setEmission(PalettizeOptions &options,
                                       llvm::StringRef text);

/// Sets the most memory from a number of bytes, or of K, M, G or T: powers of
/// 1024. Returns what is wrong with it.
std::optional<std::string> setMaxMemory(PalettizeOptions &options,
                                        llvm::StringRef text);

/// What is wrong with \p options; empty if nothing is.
std::vector<std::string> findProblems(const PalettizeOptions &options,
                                      mlir::MLIRContext *context);

/// Emits one error that lists \p problems, if there are any, and then fails.
llvm::LogicalResult reportProblems(llvm::ArrayRef<std::string> problems,
                                   mlir::MLIRContext *context);

/// The options by the names that users know.
llvm::json::Object toJson(const PalettizeOptions &options);

} // namespace coreai

#endif // COREAI_PALETTIZE_PALETTIZEOPTIONS_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Palettizing a program from C++.

#ifndef COREAI_PALETTIZE_PALETTIZEWEIGHTS_H
#define COREAI_PALETTIZE_PALETTIZEWEIGHTS_H

#include "coreai/Clustering/Monitor.h"
#include "coreai/Palettize/PalettizeReport.h"
#include "coreai/Palettize/WeightSettings.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

#include <cstdint>
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
  bool requireGain = false;     // Skip what wouldn't get smaller.
  bool dryRun = false;          // Change nothing.
  bool releaseReplaced = false; // Free the data of what is replaced.
  bool inPlace = false;         // Edit the given program, not a clone of it.
  bool showProgress = false;    // On stderr, if that is a terminal.
};

/// Palettizes the weights of `program`, and says what became of each of its
/// float constants in `report`, where given.
///
/// Returns: the palettized program, a clone; with `inPlace` nothing, as
///          `program` itself is changed.
/// Errors:  emits one error and fails if options or config are wrong, if a
///          weight's settings demand that it fails, if no weight has its data,
///          or once `monitor` says so. Then `program` is as it was. A weight
///          that is skipped is a warning at its location if it was a candidate,
///          and no more than an entry in the report otherwise.
llvm::FailureOr<mlir::OwningOpRef<mlir::ModuleOp>>
palettizeWeights(mlir::ModuleOp program, const PalettizeOptions &options,
                 PalettizeReport *report = nullptr,
                 clustering::Monitor *monitor = nullptr);

} // namespace coreai

#endif // COREAI_PALETTIZE_PALETTIZEWEIGHTS_H

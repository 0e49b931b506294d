// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What palettizing a program did to each of its float constants, and why it
// left the others.

#ifndef COREAI_PALETTIZE_PALETTIZEREPORT_H
#define COREAI_PALETTIZE_PALETTIZEREPORT_H

#include "coreai/Palettize/WeightSettings.h"
#include "coreai/Weights/WeightDescription.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace coreai {

/// Why a float constant is left as it is.
enum class SkipReason : uint8_t {
  // Never a candidate.
  Unused,        // Nothing reads it.
  Consumer,      // Something reads it that declares no weight there.
  PositionTable, // Rows of it are picked, and scale activations.
  Mask,          // Rows of it are picked, and not all of it is finite.
  ElementType,   // Neither f16, bf16 nor f32.
  TooSmall,
  // As it should be.
  Excluded,          // By its settings.
  AlreadyCompressed, // A splat, or a part of a compressed weight.
  // A candidate that can't be palettized as asked.
  SharedDense,      // Read as a weight, and otherwise.
  SettingsConflict, // Constants on the same bytes have different settings.
  AxisConflict,
  AxisUnknown, // Views hide the axis of the output channels.
  IndivisibleGroup,
  IndivisibleCluster,
  NonFinite,
  MissingData,
  NoGain,
};

/// The code of a reason in messages and reports, such as `axis-conflict`.
llvm::StringRef getCode(SkipReason reason);

/// Whether a constant skipped for \p reason was to be palettized and couldn't
/// be. Such a skip is a warning, and a failure with `strict`.
bool isOfCandidate(SkipReason reason);

/// What became of the bytes behind one float constant, or behind several that
/// share them; the description is that of the first.
struct WeightReport : WeightDescription {
  size_t bytesBefore = 0; // 0 if the data is missing.
  size_t constants = 1;   // That name these bytes.
  /// The symbols of the ops that hold them, sorted, each once.
  std::vector<std::string> graphs;

  /// Absent if the constant was palettized.
  std::optional<SkipReason> skipped;
  std::string explanation; // What is in the way, if it was skipped.
  std::string help;        // And what to do about it.

  // The rest is about palettized weights.
  WeightSettings settings;   // As applied: with the group size that was used.
  int64_t axis = 0;          // Of the output channels.
  int64_t groups = 0;        // As many as tables.
  int64_t groupChannels = 0; // Output channels that share a table.
  std::vector<int64_t> lutShape;
  /// The place in the report of the weight whose data this one shares, being
  /// equal to it. The bytes after are counted there, and are 0 here.
  std::optional<size_t> sharedWith;
  size_t indicesBytes = 0;
  size_t lutBytes = 0;
  size_t scaleBytes = 0;
  double snrDb = 0; // Infinite if nothing is lost.
  double maxAbsError = 0;
  /// Tables that aren't exact with the nearest scale that the weight's type
  /// can represent, in place of one that it can't. Part of `groups`.
  size_t clampedScales = 0;

  size_t bytesAfter() const { return indicesBytes + lutBytes + scaleBytes; }
  double bitsPerWeight() const {
    return count() == 0 ? 0 : 8.0 * bytesAfter() / count();
  }
};

/// Sums over the float constants of a program.
struct PalettizeTotals {
  size_t constants = 0; // Palettized or not.
  size_t palettized = 0;
  size_t skippedCandidates = 0;
  // Of palettized ones:
  size_t elements = 0;
  size_t bytesBefore = 0;
  size_t bytesAfter = 0;
  /// Of those that stay dense, though they have as many elements as a weight,
  /// by reason: the most bytes first.
  std::vector<std::pair<SkipReason, size_t>> left;

  double bitsPerWeight() const {
    return elements == 0 ? 0 : 8.0 * bytesAfter / elements;
  }
  size_t bytesLeft() const;

  /// The share of the bytes that are, or could be, a weight's, which is
  /// palettized: 1 of nothing.
  double coverage() const;
};

/// The bytes that stay dense, in words: `9.1 MB consumer, 3.2 MB mask`.
std::string listLeft(const PalettizeTotals &totals);

/// What became of the float constants of a program, in program order. What it
/// writes has decimal points in hosts of any locale.
struct PalettizeReport {
  std::vector<WeightReport> weights;

  PalettizeTotals totals() const;

  /// Prints a table, a line per constant.
  void printTable(llvm::raw_ostream &os) const;

  /// Prints one line of totals.
  void printSummary(llvm::raw_ostream &os) const;

  /// Writes the document that PalettizeReport.schema.json describes. \p options
  /// are those of the run.
  void writeJson(llvm::raw_ostream &os, llvm::json::Object options) const;
};

} // namespace coreai

#endif // COREAI_PALETTIZE_PALETTIZEREPORT_H

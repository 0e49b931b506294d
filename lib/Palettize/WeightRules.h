// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A configuration file's rules: settings for the weights that match.

#ifndef COREAI_LIB_PALETTIZE_WEIGHTRULES_H
#define COREAI_LIB_PALETTIZE_WEIGHTRULES_H

#include "coreai/Palettize/WeightSettings.h"
#include "coreai/Weights/WeightDescription.h"

#include "mlir/IR/Location.h"
#include "llvm/Support/GlobPattern.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/StringSaver.h"

#include <optional>
#include <string>
#include <vector>

namespace coreai {

/// What a weight has to be for a rule to apply: all of what is given. Of
/// several names, consumers or types, one is enough.
struct WeightPattern {
  std::vector<llvm::GlobPattern> names;
  std::vector<llvm::Regex> nameRegexes;
  std::vector<llvm::StringRef> consumers; // With or without the dialect.
  std::vector<llvm::StringRef> elementTypes;
  std::optional<int64_t> rank;
  std::optional<std::vector<int64_t>> shape; // Dynamic: any dimension.
  std::optional<int64_t> minElements;
  std::optional<int64_t> maxElements;

  bool matches(const WeightDescription &weight) const;
};

/// The ordered rules of a file, of which the first that matches a weight
/// applies:
///
///     rules:
///       - match: {name: "lm_head.*"}
///         skip: true
///       - match: {consumer: conv2d, min_elements: 65536}
///         n_bits: 6
///         lut_dtype: int8
///
/// Matches are made on `name` (a glob), `name_regex` (POSIX extended, of the
/// whole name), `consumer`, `element_type`, `rank`, `shape` (`?` for any
/// dimension), `min_elements` and `max_elements`. A rule without `match`
/// applies to whatever gets that far.
class WeightRules {
public:
  /// No rules.
  WeightRules() = default;

  /// Reads `path`. Emits one error that lists all that is wrong, at its place
  /// in the file, and fails; also if a rule and `defaults` together are what
  /// findProblems finds fault with.
  static llvm::FailureOr<WeightRules> read(llvm::StringRef path,
                                           const WeightSettings &defaults,
                                           mlir::MLIRContext *context);

  /// Applies the rule for \p weight, if there is one, to \p settings. Returns
  /// whether there is one.
  bool apply(const WeightDescription &weight, WeightSettings &settings);

  /// Warns of rules that have applied to no weight, at their place.
  void warnOfUnused() const;

private:
  friend class WeightRulesReader;

  struct Rule {
    mlir::Location loc;
    WeightPattern pattern;
    std::vector<std::pair<llvm::StringRef, llvm::StringRef>> settings;
    bool hasMatched = false;
    bool hasApplied = false;
  };

  // Owns the text that rules refer to. Rules move, it doesn't.
  std::shared_ptr<llvm::BumpPtrAllocator> storage;
  std::vector<Rule> rules;
};

} // namespace coreai

#endif // COREAI_LIB_PALETTIZE_WEIGHTRULES_H

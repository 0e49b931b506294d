// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What can be set for a single weight: by options, by a rule of a configuration
// file, or by an attribute of its constant.

#ifndef COREAI_PALETTIZE_WEIGHTSETTINGS_H
#define COREAI_PALETTIZE_WEIGHTSETTINGS_H

#include "coreai/Clustering/TableType.h"

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/JSON.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace coreai {

/// What shares a look-up table.
enum class Granularity : uint8_t { PerTensor, PerChannel, PerGroupedChannel };

/// What to do with a weight whose channels can't be divided as asked: leave it;
/// use the largest group size that can be, up to the one asked for; use one
/// table; or fail.
enum class OnIndivisible : uint8_t { Skip, Nearest, PerTensor, Error };

/// How to palettize one weight. Names and defaults are those of Core AI's
/// palettize_weights; the pass's options describe them.
struct WeightSettings {
  clustering::TableType lutDtype = clustering::TableType::AsWeight;
  int64_t nBits = 4; // 1, 2, 3, 4, 6 or 8.
  Granularity granularity = Granularity::PerTensor;
  int64_t groupSize = 32; // Output channels.
  int64_t clusterDim = 1; // 1 to 16.
  bool enablePerChannelScale = false;
  bool enableFastKmeansMode = true;
  int64_t roundingPrecision = 4; // Decimal places.
  int64_t weightNumThreshold = 1024;
  OnIndivisible onIndivisible = OnIndivisible::Skip;
  bool skip = false; // Leave the weight as it is.

  bool operator==(const WeightSettings &) const = default;
};

/// Sets the field that users know as \p name, such as `n_bits`, to what \p text
/// says. Returns what is wrong with either, or nothing.
std::optional<std::string> set(WeightSettings &settings, llvm::StringRef name,
                               llvm::StringRef text);

/// What is wrong with values that are each well-formed: out of range, or not to
/// be combined. Empty if nothing is.
std::vector<std::string> findProblems(const WeightSettings &settings);

/// Calls \p callback with the name and value of each field, in a fixed order.
void forEachSetting(
    const WeightSettings &settings,
    llvm::function_ref<void(llvm::StringRef name, llvm::json::Value value)>
        callback);

} // namespace coreai

#endif // COREAI_PALETTIZE_WEIGHTSETTINGS_H

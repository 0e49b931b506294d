// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is decided about a float constant before any number is computed: it
// stays, for a reason, or is palettized by a recipe.

#ifndef COREAI_LIB_PALETTIZE_DECISION_H
#define COREAI_LIB_PALETTIZE_DECISION_H

#include "coreai/Clustering/ChannelGroups.h"
#include "coreai/IR/ConstantData.h"
#include "coreai/IR/CoreAIOps.h"
#include "coreai/Palettize/PalettizeReport.h"
#include "coreai/Palettize/WeightSettings.h"
#include "coreai/Weights/WeightDescription.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace coreai {

/// Why a constant stays as it is.
struct Skip {
  SkipReason reason;
  std::string explanation; // What is in the way.
  std::string help;        // What to do about it.
};

/// How to palettize a weight, or several that are equal.
struct Recipe {
  mlir::RankedTensorType type;
  FloatElements weight;
  WeightSettings settings; // With the group size that is used.
  int64_t axis;            // Of the output channels.
  clustering::ChannelGroups groups;
  bool isChannelScaled;

  bool isNarrow() const {
    return settings.lutDtype != clustering::TableType::AsWeight;
  }

  // The types of what is stored. There are scales if channels or table entries
  // have any: one per channel, or else per table.
  mlir::RankedTensorType getIndicesType() const;
  mlir::RankedTensorType getLutType() const;
  std::optional<mlir::RankedTensorType> getScalesType() const;

  /// The bytes of all of it.
  size_t getStoredSize() const;
};

/// What is decided about one float constant.
struct Decision {
  ConstantOp constant;
  WeightDescription weight;
  size_t bytesBefore; // 0 if the data is missing.

  /// Either a reason to stay, or the place of a recipe in the plan.
  std::variant<Skip, size_t> outcome;

  const Skip *getSkip() const { return std::get_if<Skip>(&outcome); }
  std::optional<size_t> getRecipe() const {
    const auto *recipe = std::get_if<size_t>(&outcome);
    return recipe ? std::optional(*recipe) : std::nullopt;
  }
};

/// The decisions about all float constants of a program, in its order, and the
/// recipes that they name, in the order in which they are named first.
struct Plan {
  std::vector<Decision> decisions;
  std::vector<Recipe> recipes;
};

} // namespace coreai

#endif // COREAI_LIB_PALETTIZE_DECISION_H

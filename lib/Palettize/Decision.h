// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is decided about the bytes behind float constants before any number is
// computed: they stay, for a reason, or are palettized by a recipe.

#ifndef COREAI_LIB_PALETTIZE_DECISION_H
#define COREAI_LIB_PALETTIZE_DECISION_H

#include "coreai/Clustering/ChannelGroups.h"
#include "coreai/IR/ConstantData.h"
#include "coreai/IR/CoreAIOps.h"
#include "coreai/Palettize/PalettizeReport.h"
#include "coreai/Palettize/WeightSettings.h"
#include "coreai/Weights/WeightDescription.h"
#include "coreai/Weights/WeightGraph.h"

#include <memory>
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

  /// The axes that count channels, the one that counts fastest last. All but
  /// the last count whole matrices, or parts of a channel's number.
  llvm::SmallVector<int64_t, 1> channelAxes;

  /// The channels, folded to one axis, and which of them share a table. Of the
  /// weight as it lies if isInPlace(), else with its channel axes in front.
  clustering::ChannelGroups groups;
  bool isChannelScaled;

  bool isNarrow() const {
    return settings.lutDtype != clustering::TableType::AsWeight;
  }

  /// The axis of the output channels, along which vectors lie.
  int64_t axis() const { return channelAxes.back(); }

  /// Whether the channel axes are neighbours, in order, so that the weight
  /// needs no other layout to be grouped.
  bool isInPlace() const { return areNeighbours(channelAxes); }
  static bool areNeighbours(llvm::ArrayRef<int64_t> axes);

  // The types of what is stored. There are scales if channels or table entries
  // have any: one per channel, or else per table.
  mlir::RankedTensorType getIndicesType() const;
  mlir::RankedTensorType getLutType() const;
  std::optional<mlir::RankedTensorType> getScalesType() const;

  /// The bytes of all of it.
  size_t getStoredSize() const;

private:
  /// A shape of ones but for the channel axes, which have one place for each
  /// channel, or for each table.
  llvm::SmallVector<int64_t> getCounts(bool perChannel) const;
};

/// What is decided about the bytes behind float constants.
struct Decision {
  const Storage *storage;
  WeightDescription weight; // Of the first constant.

  /// Either a reason to stay, or the place of a recipe in the plan.
  std::variant<Skip, size_t> outcome;

  ConstantOp constant() const { return storage->constants.front(); }
  const Skip *getSkip() const { return std::get_if<Skip>(&outcome); }
  std::optional<size_t> getRecipe() const {
    const auto *recipe = std::get_if<size_t>(&outcome);
    return recipe ? std::optional(*recipe) : std::nullopt;
  }
};

/// The decisions about all float constants of a program, a decision for each
/// storage, in its order; and the recipes that they name, in the order in which
/// they are named first.
struct Plan {
  std::unique_ptr<WeightGraph> graph;
  std::vector<Decision> decisions;
  std::vector<Recipe> recipes;
};

} // namespace coreai

#endif // COREAI_LIB_PALETTIZE_DECISION_H

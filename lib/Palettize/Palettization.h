// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A program's float constants on their way from dense elements to indices and
// tables: what is read from the IR, and what is computed for it.

#ifndef COREAI_LIB_PALETTIZE_PALETTIZATION_H
#define COREAI_LIB_PALETTIZE_PALETTIZATION_H

#include "coreai/Clustering/Accuracy.h"
#include "coreai/Clustering/ChannelGroups.h"
#include "coreai/Clustering/NonFinite.h"
#include "coreai/Clustering/Outcome.h"
#include "coreai/IR/ConstantData.h"
#include "coreai/IR/CoreAIOps.h"
#include "coreai/Palettize/PalettizeWeights.h"

#include <memory>
#include <optional>
#include <vector>

namespace coreai {

/// The palettization of one weight, or of several that are equal.
struct Palettization {
  // Read from the IR.
  mlir::RankedTensorType type;
  FloatElements weight;
  WeightSettings settings;
  int64_t axis; // Of the output channels.
  clustering::ChannelGroups groups;
  bool isChannelScaled;

  // Computed. There are scales if channels or table entries have any: one per
  // channel, or else per table.
  std::optional<ConstantBuffer> indices = std::nullopt;
  std::optional<ConstantBuffer> lut = std::nullopt;
  std::optional<ConstantBuffer> scales = std::nullopt;
  clustering::Outcome outcome = clustering::Outcome::Cancelled;
  std::optional<clustering::NonFinite> nonFinite = std::nullopt;
  clustering::Accuracy accuracy = {};

  bool isNarrow() const {
    return settings.lutDtype != clustering::TableType::AsWeight;
  }

  // The types of what is stored.
  mlir::RankedTensorType getIndicesType() const;
  mlir::RankedTensorType getLutType() const;
  std::optional<mlir::RankedTensorType> getScalesType() const;

  /// The bytes of all of it.
  size_t getStoredSize() const;
};

/// A float constant of the program. Of those that share a palettization, the
/// first in the program has the report that counts its bytes.
struct FloatConstant {
  ConstantOp op;
  WeightReport report;
  std::shared_ptr<Palettization> palettization = nullptr; // If not skipped.
};

/// Sets the verdict on a constant that stays.
void skip(FloatConstant &constant, SkipReason reason,
          const llvm::Twine &explanation, const llvm::Twine &help);

} // namespace coreai

#endif // COREAI_LIB_PALETTIZE_PALETTIZATION_H

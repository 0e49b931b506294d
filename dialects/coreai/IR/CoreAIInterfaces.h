// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The op interfaces, and the types their methods speak in.

#ifndef COREAI_IR_COREAIINTERFACES_H
#define COREAI_IR_COREAIINTERFACES_H

#include "coreai/IR/AxisMap.h"

#include "mlir/IR/OpDefinition.h"
#include "llvm/ADT/SmallVector.h"

#include <cstdint>
#include <optional>

namespace coreai {

/// Which axes of a weight count output and input channels, and how the former
/// are divided.
struct ChannelAxes {
  /// In [0, rank).
  int64_t output;
  /// At least 0; not below the rank if the weight has no axis of input
  /// channels.
  int64_t input;
  /// The number of equal stretches of output channels that have nothing to do
  /// with each other, as in a grouped convolution; none while it isn't known.
  std::optional<int64_t> outputGroups = 1;
  /// Axes that count independent matrices, as in a batched product.
  llvm::SmallVector<int64_t, 1> batch = {};

  bool operator==(const ChannelAxes &) const = default;
};

} // namespace coreai

#include "coreai/IR/CoreAIInterfaces.h.inc"

#endif // COREAI_IR_COREAIINTERFACES_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The shapes that sliding windows leave: what convolutions and pools check
// alike.

#ifndef COREAI_IR_WINDOWSHAPES_H
#define COREAI_IR_WINDOWSHAPES_H

#include "mlir/IR/Operation.h"
#include "llvm/ADT/SmallVector.h"

#include <optional>

namespace coreai {

/// C2 of the ops with windows: checks that \p parameter, called \p name, has
/// one positive element per spatial axis. Returns its elements, none while they
/// aren't constant.
llvm::FailureOr<std::optional<llvm::SmallVector<int64_t>>>
verifyPerSpatialAxis(mlir::Operation *op, mlir::Value parameter,
                     llvm::StringRef name, int64_t spatialRank);

/// The number of windows of \p kernel elements along spatial axis \p axis, of
/// \p size: `(size - extent) / stride + 1`, rounded up if \p ceilMode is true.
/// Unknown if it depends on something unknown. Emits an error on \p op if a
/// window is larger than the input.
llvm::FailureOr<int64_t>
getWindowCount(mlir::Operation *op, int64_t axis, int64_t size, int64_t kernel,
               const std::optional<llvm::SmallVector<int64_t>> &strides,
               const std::optional<llvm::SmallVector<int64_t>> &dilations,
               std::optional<bool> ceilMode);

} // namespace coreai

#endif // COREAI_IR_WINDOWSHAPES_H

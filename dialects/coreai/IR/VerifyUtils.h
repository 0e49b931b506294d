// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What verifiers share: parameter operands read as numbers, and shapes compared
// with what the operands imply.

#ifndef COREAI_IR_VERIFYUTILS_H
#define COREAI_IR_VERIFYUTILS_H

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/OpDefinition.h"
#include "llvm/ADT/SmallVector.h"

#include <optional>

#include "coreai/IR/CoreAIInterfaces.h"

namespace coreai {

/// The elements of `parameter`, row-major, if it is a `coreai.constant` of
/// integers whose data is at hand.
std::optional<llvm::SmallVector<int64_t>>
getConstantIntegers(mlir::Value parameter);

/// The ranked tensor type that every tensor value of the dialect has.
mlir::RankedTensorType getTensorType(mlir::Value value);

/// Checks that `result` has a shape compatible with `expected`, in which
/// `ShapedType::kDynamic` stands for an unknown dimension. Emits an error on
/// `op` otherwise.
llvm::LogicalResult verifyShape(mlir::Operation *op, mlir::Value result,
                                llvm::ArrayRef<int64_t> expected);

/// Checks that the 1-D operand `parameter`, called `name`, has `length`
/// elements, each of which belongs to `what`. A dynamic length passes.
llvm::LogicalResult verifyLength(mlir::Operation *op, mlir::Value parameter,
                                 llvm::StringRef name, int64_t length,
                                 llvm::StringRef what);

/// Brings constant `axes` into [0, rank), negative ones counting from the end.
/// Emits an error on `op` if one is out of range or
/// appears twice.
llvm::LogicalResult normalizeAxes(mlir::Operation *op,
                                  llvm::MutableArrayRef<int64_t> axes,
                                  int64_t rank);

/// Whether two dimensions can be equal.
bool compatibleDims(int64_t a, int64_t b);

/// `3x?x5`, for messages.
std::string shapeText(llvm::ArrayRef<int64_t> shape);

/// C2-C4 of the reductions.
llvm::LogicalResult verifyReduction(mlir::Operation *op, mlir::Value input,
                                    mlir::Value axes, mlir::Value result);

/// C2-C5 of the convolutions.
llvm::LogicalResult verifyConvolution(mlir::Operation *op, mlir::Value input,
                                      mlir::Value weight, mlir::Value strides,
                                      mlir::Value dilations, mlir::Value groups,
                                      mlir::Value result);

/// Channel axes of a matmul's operand: output channels are the axis that the
/// product keeps.
ChannelAxes getMatmulChannelAxes(mlir::OpOperand &operand);

} // namespace coreai

#endif // COREAI_IR_VERIFYUTILS_H

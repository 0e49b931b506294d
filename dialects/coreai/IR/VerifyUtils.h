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

namespace coreai {

/// The elements of \p parameter, row-major, if it is a `coreai.constant` of
/// integers whose data is at hand.
std::optional<llvm::SmallVector<int64_t>>
getConstantIntegers(mlir::Value parameter);

/// The only element of \p parameter, if that is such a constant.
std::optional<int64_t> getConstantSize(mlir::Value parameter);

/// The ranked tensor type that every tensor value of the dialect has.
mlir::RankedTensorType getTensorType(mlir::Value value);

/// Checks that \p result has a shape compatible with \p expected, in which
/// `ShapedType::kDynamic` stands for an unknown dimension. Emits an error on
/// \p op otherwise.
llvm::LogicalResult verifyShape(mlir::Operation *op, mlir::Value result,
                                llvm::ArrayRef<int64_t> expected);

/// Checks that the 1-D operand \p parameter, called \p name, has \p length
/// elements. The message says \p what each stands for. A dynamic length passes.
llvm::LogicalResult verifyLength(mlir::Operation *op, mlir::Value parameter,
                                 llvm::StringRef name, int64_t length,
                                 llvm::StringRef what);

/// Brings constant \p axes into [0, \p rank), negative ones counting from the
/// end. Emits an error on \p op if one is out of range or appears twice.
llvm::LogicalResult normalizeAxes(mlir::Operation *op,
                                  llvm::MutableArrayRef<int64_t> axes,
                                  int64_t rank);

/// Checks that a constant scalar \p axis is in [-rank, rank), and returns it in
/// [0, rank); none if it isn't constant.
llvm::FailureOr<std::optional<int64_t>>
getConstantAxis(mlir::Operation *op, mlir::Value axis, int64_t rank);

/// Checks that a 1-D operand of axes isn't longer than \p rank, and its
/// constant elements with `normalizeAxes`. Returns these; none if they aren't
/// constant.
llvm::FailureOr<std::optional<llvm::SmallVector<int64_t>>>
getConstantAxes(mlir::Operation *op, mlir::Value axes, int64_t rank);

/// A shape of \p rank unknown dimensions.
llvm::SmallVector<int64_t> unknownShape(int64_t rank);

/// Checks that \p value, called \p name, has a shape compatible with
/// \p expected.
llvm::LogicalResult verifyShapeOf(mlir::Operation *op, llvm::StringRef name,
                                  mlir::Value value,
                                  llvm::ArrayRef<int64_t> expected);

/// Checks that \p block ends with a `coreai.yield` of values compatible with
/// \p types.
llvm::LogicalResult verifyYield(mlir::Operation *op, mlir::Block &block,
                                mlir::TypeRange types);

/// Whether a value of one type may stand where the other is declared: tensors
/// may know their shapes to different extents.
bool areCompatible(mlir::Type a, mlir::Type b);

/// The product of two dimensions, unknown if one is. No tensor has as much as
/// what stands for one that exceeds 64 bits.
int64_t multiplyDims(int64_t a, int64_t b);

/// Whether two dimensions can be equal.
bool compatibleDims(int64_t a, int64_t b);

/// `3x?x5`, for messages.
std::string shapeText(llvm::ArrayRef<int64_t> shape);

} // namespace coreai

#endif // COREAI_IR_VERIFYUTILS_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tensors out of tensors: loops over elements, and moves of whole slices. All
// shapes are static, and values are of converted types.

#ifndef COREAI_LIB_CONVERSION_COREAITOLINALG_TENSORBUILDER_H
#define COREAI_LIB_CONVERSION_COREAITOLINALG_TENSORBUILDER_H

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace coreai::lowering {

mlir::RankedTensorType getType(mlir::Value tensor);

/// What makes an element of a tensor.
using ElementOp = llvm::function_ref<mlir::Value(mlir::ImplicitLocOpBuilder &,
                                                 mlir::ValueRange)>;

/// Calls \p op for every element of the result, with the elements of \p inputs
/// there: shapes broadcast as NumPy's do.
mlir::Value mapElements(mlir::ImplicitLocOpBuilder &b,
                        mlir::RankedTensorType type, mlir::ValueRange inputs,
                        ElementOp op);

/// Calls \p op for every element of the result, with its position as indices.
mlir::Value mapPositions(mlir::ImplicitLocOpBuilder &b,
                         mlir::RankedTensorType type, ElementOp op);

/// Calls \p find for every element of the result, with its position as indices;
/// the element is what \p input has at the position that \p find returns.
mlir::Value
pickElements(mlir::ImplicitLocOpBuilder &b, mlir::RankedTensorType type,
             mlir::Value input,
             llvm::function_ref<llvm::SmallVector<mlir::Value>(
                 mlir::ImplicitLocOpBuilder &, mlir::ValueRange position)>
                 find);

/// The elements of \p input as \p elementType, for types between which only
/// widening or rounding is needed. Itself if nothing is.
mlir::Value convertFloats(mlir::ImplicitLocOpBuilder &b, mlir::Value input,
                          mlir::Type elementType);

/// Repeats \p input to \p shape, as NumPy does.
mlir::Value broadcastTo(mlir::ImplicitLocOpBuilder &b, mlir::Value input,
                        llvm::ArrayRef<int64_t> shape);

/// The same elements in row-major order.
mlir::Value reshape(mlir::ImplicitLocOpBuilder &b, mlir::Value input,
                    llvm::ArrayRef<int64_t> shape);

mlir::Value transpose(mlir::ImplicitLocOpBuilder &b, mlir::Value input,
                      llvm::ArrayRef<int64_t> permutation);

/// A tensor that holds \p scalar everywhere.
mlir::Value filled(mlir::ImplicitLocOpBuilder &b, llvm::ArrayRef<int64_t> shape,
                   mlir::Value scalar);

/// \p offsets, \p sizes and \p strides have an element per axis; strides are 1
/// if none are given.
mlir::Value extractSlice(mlir::ImplicitLocOpBuilder &b, mlir::Value input,
                         llvm::ArrayRef<int64_t> offsets,
                         llvm::ArrayRef<int64_t> sizes,
                         llvm::ArrayRef<int64_t> strides = {});
mlir::Value insertSlice(mlir::ImplicitLocOpBuilder &b, mlir::Value slice,
                        mlir::Value into, llvm::ArrayRef<int64_t> offsets,
                        llvm::ArrayRef<int64_t> strides = {});

/// \p input in the midst of \p value. \p before and \p after have an element
/// per axis and aren't negative.
mlir::Value padConstant(mlir::ImplicitLocOpBuilder &b, mlir::Value input,
                        llvm::ArrayRef<int64_t> before,
                        llvm::ArrayRef<int64_t> after, mlir::Value value);

/// The element of a tensor that has one.
mlir::Value extractScalar(mlir::ImplicitLocOpBuilder &b, mlir::Value tensor);

/// An index from an integer of any width, taken as signed and brought into
/// [0, \p size).
mlir::Value clampedIndex(mlir::ImplicitLocOpBuilder &b, mlir::Value integer,
                         int64_t size);

mlir::Value index(mlir::ImplicitLocOpBuilder &b, int64_t value);

} // namespace coreai::lowering

#endif // COREAI_LIB_CONVERSION_COREAITOLINALG_TENSORBUILDER_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tensors out of tensors: loops over elements, and moves of whole slices.

#include "Conversion/CoreAIToLinalg/TensorBuilder.h"

#include "Conversion/CoreAIToLinalg/Scalars.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/ReshapeOpsUtils.h"

using namespace mlir;
using namespace coreai::lowering;

RankedTensorType coreai::lowering::getType(Value tensor) {
  return cast<RankedTensorType>(tensor.getType());
}

//===----------------------------------------------------------------------===//
// Loops over elements
//===----------------------------------------------------------------------===//

/// The map by which an element of a result of \p resultShape finds its own in
/// a tensor of \p shape: aligned right, axes of size 1 stay at 0.
static AffineMap getBroadcastMap(MLIRContext *context, ArrayRef<int64_t> shape,
                                 ArrayRef<int64_t> resultShape) {
  SmallVector<AffineExpr> exprs;
  size_t missing = resultShape.size() - shape.size();
  for (auto [axis, size] : llvm::enumerate(shape)) {
    bool repeats = size == 1 && resultShape[missing + axis] != 1;
    exprs.push_back(repeats ? getAffineConstantExpr(0, context)
                            : getAffineDimExpr(missing + axis, context));
  }
  return AffineMap::get(resultShape.size(), 0, exprs, context);
}

Value coreai::lowering::mapElements(ImplicitLocOpBuilder &b,
                                    RankedTensorType type, ValueRange inputs,
                                    ElementOp op) {
  MLIRContext *context = b.getContext();
  SmallVector<AffineMap> maps;
  for (Value input : inputs)
    maps.push_back(
        getBroadcastMap(context, getType(input).getShape(), type.getShape()));
  maps.push_back(b.getMultiDimIdentityMap(type.getRank()));
  SmallVector<utils::IteratorType> loops(type.getRank(),
                                         utils::IteratorType::parallel);
  Value init =
      tensor::EmptyOp::create(b, type.getShape(), type.getElementType());
  auto body = [&](OpBuilder &nested, Location loc, ValueRange elements) {
    ImplicitLocOpBuilder inner(loc, nested);
    linalg::YieldOp::create(inner, op(inner, elements.drop_back()));
  };
  return linalg::GenericOp::create(b, type, inputs, init, maps, loops, body)
      .getResult(0);
}

Value coreai::lowering::mapPositions(ImplicitLocOpBuilder &b,
                                     RankedTensorType type, ElementOp op) {
  return mapElements(b, type, {}, [&](ImplicitLocOpBuilder &inner, ValueRange) {
    SmallVector<Value> position;
    for (int64_t axis = 0; axis != type.getRank(); ++axis)
      position.push_back(linalg::IndexOp::create(inner, axis));
    return op(inner, position);
  });
}

Value coreai::lowering::pickElements(
    ImplicitLocOpBuilder &b, RankedTensorType type, Value input,
    llvm::function_ref<SmallVector<Value>(ImplicitLocOpBuilder &, ValueRange)>
        find) {
  return mapPositions(
      b, type, [&](ImplicitLocOpBuilder &inner, ValueRange position) -> Value {
        SmallVector<Value> source = find(inner, position);
        return tensor::ExtractOp::create(inner, input, source);
      });
}

Value coreai::lowering::convertFloats(ImplicitLocOpBuilder &b, Value input,
                                      Type elementType) {
  RankedTensorType type = getType(input).clone(elementType);
  if (type == input.getType())
    return input;
  return mapElements(
      b, type, input, [&](ImplicitLocOpBuilder &inner, ValueRange element) {
        return narrow(inner, widen(inner, element[0]), elementType);
      });
}

Value coreai::lowering::broadcastTo(ImplicitLocOpBuilder &b, Value input,
                                    ArrayRef<int64_t> shape) {
  RankedTensorType type = getType(input).clone(shape);
  if (type == input.getType())
    return input;
  return mapElements(
      b, type, input,
      [](ImplicitLocOpBuilder &, ValueRange element) { return element[0]; });
}

//===----------------------------------------------------------------------===//
// Moves of slices
//===----------------------------------------------------------------------===//

Value coreai::lowering::reshape(ImplicitLocOpBuilder &b, Value input,
                                ArrayRef<int64_t> shape) {
  RankedTensorType from = getType(input), to = from.clone(shape);
  if (from == to)
    return input;
  auto collapse = [&](Value value, RankedTensorType type,
                      ArrayRef<ReassociationIndices> groups) -> Value {
    return tensor::CollapseShapeOp::create(b, type, value, groups);
  };
  auto expand = [&](Value value, RankedTensorType type,
                    ArrayRef<ReassociationIndices> groups) -> Value {
    return tensor::ExpandShapeOp::create(b, type, value, groups);
  };
  if (auto groups = getReassociationIndicesForReshape(from, to))
    return from.getRank() > to.getRank() ? collapse(input, to, *groups)
                                         : expand(input, to, *groups);
  // By way of one axis, or of none for single elements.
  auto allAxes = [](RankedTensorType type) {
    ReassociationIndices axes(type.getRank());
    std::iota(axes.begin(), axes.end(), 0);
    return SmallVector<ReassociationIndices>{axes};
  };
  RankedTensorType flat = from.clone({from.getNumElements()});
  if (from.getRank() == 0)
    input = expand(input, flat, {});
  else if (from.getRank() > 1)
    input = collapse(input, flat, allAxes(from));
  if (to.getRank() == 0)
    return collapse(input, to, {});
  return to.getRank() == 1 ? input : expand(input, to, allAxes(to));
}

Value coreai::lowering::transpose(ImplicitLocOpBuilder &b, Value input,
                                  ArrayRef<int64_t> permutation) {
  RankedTensorType type = getType(input);
  SmallVector<int64_t> shape;
  for (int64_t axis : permutation)
    shape.push_back(type.getDimSize(axis));
  Value init = tensor::EmptyOp::create(b, shape, type.getElementType());
  return linalg::TransposeOp::create(b, input, init, permutation)->getResult(0);
}

Value coreai::lowering::filled(ImplicitLocOpBuilder &b, ArrayRef<int64_t> shape,
                               Value scalar) {
  Value init = tensor::EmptyOp::create(b, shape, scalar.getType());
  return linalg::FillOp::create(b, scalar, init).getResult(0);
}

static SmallVector<OpFoldResult> getFolded(ImplicitLocOpBuilder &b,
                                           ArrayRef<int64_t> values) {
  return getAsIndexOpFoldResult(b.getContext(), values);
}

static SmallVector<int64_t> getStrides(ArrayRef<int64_t> strides, size_t rank) {
  return strides.empty() ? SmallVector<int64_t>(rank, 1)
                         : SmallVector<int64_t>(strides);
}

Value coreai::lowering::extractSlice(ImplicitLocOpBuilder &b, Value input,
                                     ArrayRef<int64_t> offsets,
                                     ArrayRef<int64_t> sizes,
                                     ArrayRef<int64_t> strides) {
  return tensor::ExtractSliceOp::create(
      b, input, getFolded(b, offsets), getFolded(b, sizes),
      getFolded(b, getStrides(strides, offsets.size())));
}

Value coreai::lowering::insertSlice(ImplicitLocOpBuilder &b, Value slice,
                                    Value into, ArrayRef<int64_t> offsets,
                                    ArrayRef<int64_t> strides) {
  return tensor::InsertSliceOp::create(
      b, slice, into, getFolded(b, offsets),
      getFolded(b, getType(slice).getShape()),
      getFolded(b, getStrides(strides, offsets.size())));
}

Value coreai::lowering::padConstant(ImplicitLocOpBuilder &b, Value input,
                                    ArrayRef<int64_t> before,
                                    ArrayRef<int64_t> after, Value value) {
  SmallVector<int64_t> shape(getType(input).getShape());
  for (auto [size, low, high] : llvm::zip_equal(shape, before, after))
    size += low + high;
  if (ArrayRef(shape) == getType(input).getShape())
    return input;
  return insertSlice(b, input, filled(b, shape, value), before);
}

//===----------------------------------------------------------------------===//
// Scalars
//===----------------------------------------------------------------------===//

Value coreai::lowering::extractScalar(ImplicitLocOpBuilder &b, Value tensor) {
  SmallVector<Value> position(getType(tensor).getRank(), Value());
  for (Value &axis : position)
    axis = index(b, 0);
  return tensor::ExtractOp::create(b, tensor, position);
}

Value coreai::lowering::clampedIndex(ImplicitLocOpBuilder &b, Value integer,
                                     int64_t size) {
  Value position = arith::IndexCastOp::create(b, b.getIndexType(), integer);
  position = arith::MaxSIOp::create(b, position, index(b, 0));
  return arith::MinSIOp::create(b, position, index(b, size - 1));
}

Value coreai::lowering::index(ImplicitLocOpBuilder &b, int64_t value) {
  return arith::ConstantIndexOp::create(b, value);
}

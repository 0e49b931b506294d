// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What verifiers share: parameter operands read as numbers, and shapes compared
// with what the operands imply.

#include "coreai/IR/VerifyUtils.h"

#include "coreai/IR/ConstantData.h"
#include "coreai/IR/ControlFlowOps.h"
#include "coreai/IR/StructureOps.h"

#include "llvm/ADT/SmallSet.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MathExtras.h"

#include <limits>

using namespace mlir;

namespace coreai {

std::optional<SmallVector<int64_t>> getConstantIntegers(Value parameter) {
  auto constant = parameter.getDefiningOp<ConstantOp>();
  if (!constant)
    return std::nullopt;
  return readIntegers(constant.getValue());
}

std::optional<int64_t> getConstantSize(Value parameter) {
  auto sizes = getConstantIntegers(parameter);
  if (!sizes || sizes->size() != 1)
    return std::nullopt;
  return sizes->front();
}

RankedTensorType getTensorType(Value value) {
  return cast<RankedTensorType>(value.getType());
}

int64_t multiplyDims(int64_t a, int64_t b) {
  if (ShapedType::isDynamic(a) || ShapedType::isDynamic(b))
    return ShapedType::kDynamic;
  int64_t product;
  return llvm::MulOverflow(a, b, product) ? std::numeric_limits<int64_t>::max()
                                          : product;
}

bool compatibleDims(int64_t a, int64_t b) {
  return a == b || ShapedType::isDynamic(a) || ShapedType::isDynamic(b);
}

std::string shapeText(ArrayRef<int64_t> shape) {
  if (shape.empty())
    return "rank 0";
  return llvm::join(llvm::map_range(shape,
                                    [](int64_t dim) {
                                      return ShapedType::isDynamic(dim)
                                                 ? std::string("?")
                                                 : std::to_string(dim);
                                    }),
                    "x");
}

LogicalResult verifyShapeOf(Operation *op, StringRef name, Value value,
                            ArrayRef<int64_t> expected) {
  ArrayRef<int64_t> actual = getTensorType(value).getShape();
  if (actual.size() != expected.size() ||
      !llvm::all_of_zip(actual, expected, compatibleDims))
    return op->emitOpError("expects ")
           << name << " of shape " << shapeText(expected) << ", got "
           << shapeText(actual);
  return success();
}

LogicalResult verifyShape(Operation *op, Value result,
                          ArrayRef<int64_t> expected) {
  return verifyShapeOf(op, "a result", result, expected);
}

SmallVector<int64_t> unknownShape(int64_t rank) {
  return SmallVector<int64_t>(rank, ShapedType::kDynamic);
}

LogicalResult verifyLength(Operation *op, Value parameter, StringRef name,
                           int64_t length, StringRef what) {
  int64_t actual = getTensorType(parameter).getDimSize(0);
  if (!compatibleDims(actual, length))
    return op->emitOpError("expects ")
           << name << " with " << length
           << (length == 1 ? " element" : " elements") << ", " << what
           << ", got " << actual;
  return success();
}

LogicalResult normalizeAxes(Operation *op, MutableArrayRef<int64_t> axes,
                            int64_t rank) {
  llvm::SmallSet<int64_t, 8> seen;
  for (int64_t &axis : axes) {
    if (axis < -rank || axis >= rank)
      return op->emitOpError("expects axes in [")
             << -rank << ", " << rank << "), got " << axis;
    if (axis < 0)
      axis += rank;
    if (!seen.insert(axis).second)
      return op->emitOpError("expects distinct axes, got ") << axis << " twice";
  }
  return success();
}

bool areCompatible(Type a, Type b) {
  auto tensorA = dyn_cast<RankedTensorType>(a);
  auto tensorB = dyn_cast<RankedTensorType>(b);
  if (!tensorA || !tensorB)
    return a == b;
  return tensorA.getElementType() == tensorB.getElementType() &&
         succeeded(verifyCompatibleShape(tensorA, tensorB));
}

LogicalResult verifyYield(Operation *op, Block &block, TypeRange types) {
  auto yield = block.empty() ? nullptr : dyn_cast<YieldOp>(block.back());
  if (!yield)
    return op->emitOpError("expects a region that ends with coreai.yield");
  TypeRange actual = yield.getOperandTypes();
  if (actual.size() != types.size() ||
      !llvm::all_of_zip(actual, types, areCompatible))
    return op->emitOpError("expects a region that yields (")
           << types << "), got (" << actual << ")";
  return success();
}

FailureOr<std::optional<int64_t>> getConstantAxis(Operation *op, Value axis,
                                                  int64_t rank) {
  auto elements = getConstantIntegers(axis);
  if (!elements)
    return std::optional<int64_t>();
  if (failed(normalizeAxes(op, *elements, rank)))
    return failure();
  return std::optional<int64_t>(elements->front());
}

FailureOr<std::optional<SmallVector<int64_t>>>
getConstantAxes(Operation *op, Value axes, int64_t rank) {
  // A splat may claim any length, so that comes before reading it.
  int64_t count = getTensorType(axes).getDimSize(0);
  if (!ShapedType::isDynamic(count) && count > rank)
    return op->emitOpError("expects at most ")
           << rank << " axes, got " << count;
  auto elements = getConstantIntegers(axes);
  if (elements && failed(normalizeAxes(op, *elements, rank)))
    return failure();
  return elements;
}

} // namespace coreai

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What verifiers share: parameter operands read as numbers, and shapes compared
// with what the operands imply.

#include "coreai/IR/VerifyUtils.h"

#include "llvm/ADT/SmallSet.h"
#include "llvm/ADT/StringExtras.h"

#include "coreai/IR/ConstantData.h"
#include "coreai/IR/CoreAIOps.h"

using namespace mlir;

namespace coreai {

std::optional<SmallVector<int64_t>> getConstantIntegers(Value parameter) {
  auto constant = parameter.getDefiningOp<ConstantOp>();
  if (!constant)
    return std::nullopt;
  return readIntegers(constant.getValue());
}

RankedTensorType getTensorType(Value value) {
  return cast<RankedTensorType>(value.getType());
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

LogicalResult verifyShape(Operation *op, Value result,
                          ArrayRef<int64_t> expected) {
  ArrayRef<int64_t> actual = getTensorType(result).getShape();
  if (actual.size() != expected.size() ||
      !llvm::all_of_zip(actual, expected, compatibleDims))
    return op->emitOpError("expects a result of shape ")
           << shapeText(expected) << ", got " << shapeText(actual);
  return success();
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

LogicalResult verifyReduction(Operation *op, Value input, Value axes,
                              Value result) {
  RankedTensorType inputType = getTensorType(input);
  int64_t count = getTensorType(axes).getDimSize(0);
  if (!ShapedType::isDynamic(count) && count > inputType.getRank()) // C3
    return op->emitOpError("expects at most ")
           << inputType.getRank() << " axes, got " << count;
  SmallVector<int64_t> expected(inputType.getRank(), ShapedType::kDynamic);
  if (auto constantAxes = getConstantIntegers(axes)) {
    llvm::copy(inputType.getShape(), expected.begin());
    if (failed(normalizeAxes(op, *constantAxes, inputType.getRank()))) // C3
      return failure();
    for (int64_t axis : *constantAxes)
      expected[axis] = 1;
  }
  return verifyShape(op, result, expected); // C2, C4
}

} // namespace coreai

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ops that move elements without changing them.

#include "coreai/IR/CoreAIOps.h"
#include "coreai/IR/VerifyUtils.h"

using namespace mlir;
using namespace coreai;

//===----------------------------------------------------------------------===//
// TransposeOp
//===----------------------------------------------------------------------===//

/// Whether `permutation` holds each of 0, 1, ... once.
static bool isPermutation(ArrayRef<int64_t> permutation) {
  SmallVector<bool> seen(permutation.size(), false);
  for (int64_t axis : permutation) {
    if (axis < 0 || axis >= static_cast<int64_t>(seen.size()) || seen[axis])
      return false;
    seen[axis] = true;
  }
  return true;
}

LogicalResult TransposeOp::verify() {
  ArrayRef<int64_t> shape = getTensorType(getInput()).getShape();
  if (failed(verifyLength(*this, getPermutation(), "permutation", shape.size(),
                          "one per axis"))) // C2
    return failure();
  SmallVector<int64_t> expected(shape.size(), ShapedType::kDynamic);
  if (auto permutation = getConstantIntegers(getPermutation())) {
    if (!isPermutation(*permutation)) // C3
      return emitOpError("expects a permutation of the axes, got [")
             << *permutation << "]";
    for (auto [dim, axis] : llvm::zip_equal(expected, *permutation))
      dim = shape[axis];
  }
  return verifyShape(*this, getResult(), expected); // C4
}

bool TransposeOp::isWeightOperand(OpOperand &operand) {
  return operand.getOperandNumber() == 0;
}

std::optional<ChannelAxes> TransposeOp::getChannelAxes(OpOperand &) {
  return std::nullopt;
}

std::optional<SmallVector<int64_t>> TransposeOp::getWeightPermutation() {
  return getConstantIntegers(getPermutation());
}

//===----------------------------------------------------------------------===//
// ReshapeOp
//===----------------------------------------------------------------------===//

LogicalResult ReshapeOp::verify() {
  RankedTensorType inputType = getTensorType(getInput());
  RankedTensorType resultType = getTensorType(getResult());
  if (failed(verifyLength(*this, getShape(), "shape", resultType.getRank(),
                          "one per axis of the result"))) // C2
    return failure();
  if (auto shape = getConstantIntegers(getShape())) {
    SmallVector<int64_t> expected;
    for (int64_t dim : *shape) {
      if (dim < -1) // C3
        return emitOpError("expects shape elements of -1 or more, got ") << dim;
      expected.push_back(dim == -1 ? ShapedType::kDynamic : dim);
    }
    if (llvm::count(*shape, -1) > 1) // C3
      return emitOpError("expects at most one -1 in shape, got [")
             << *shape << "]";
    if (failed(verifyShape(*this, getResult(), expected))) // C4
      return failure();
  }
  if (inputType.hasStaticShape() && resultType.hasStaticShape() &&
      inputType.getNumElements() != resultType.getNumElements()) // C5
    return emitOpError("expects a result of ")
           << inputType.getNumElements() << " elements, got "
           << resultType.getNumElements();
  return success();
}

//===----------------------------------------------------------------------===//
// ExpandDimsOp
//===----------------------------------------------------------------------===//

LogicalResult ExpandDimsOp::verify() {
  ArrayRef<int64_t> inputShape = getTensorType(getInput()).getShape();
  int64_t rank = getTensorType(getResult()).getRank();
  int64_t inserted = rank - static_cast<int64_t>(inputShape.size());
  if (inserted < 0) // C2
    return emitOpError("expects a result of rank ")
           << inputShape.size() << " or more, got " << rank;
  if (failed(verifyLength(*this, getAxes(), "axes", inserted,
                          "one per axis that the result adds"))) // C2
    return failure();
  auto axes = getConstantIntegers(getAxes());
  if (!axes)
    return success();
  if (failed(normalizeAxes(*this, *axes, rank))) // C3
    return failure();
  SmallVector<int64_t> expected;
  for (int64_t axis = 0; axis < rank; ++axis) {
    if (llvm::is_contained(*axes, axis)) {
      expected.push_back(1);
    } else {
      expected.push_back(inputShape.front());
      inputShape = inputShape.drop_front();
    }
  }
  return verifyShape(*this, getResult(), expected); // C4
}

//===----------------------------------------------------------------------===//
// PadOp
//===----------------------------------------------------------------------===//

LogicalResult PadOp::verify() {
  ArrayRef<int64_t> shape = getTensorType(getInput()).getShape();
  if (failed(verifyLength(*this, getPadding(), "padding", 2 * shape.size(),
                          "two per axis"))) // C2
    return failure();
  SmallVector<int64_t> expected(shape.size(), ShapedType::kDynamic);
  if (auto padding = getConstantIntegers(getPadding()))
    for (auto [axis, dim] : llvm::enumerate(shape))
      if (!ShapedType::isDynamic(dim))
        expected[axis] = dim + (*padding)[2 * axis] + (*padding)[2 * axis + 1];
  return verifyShape(*this, getResult(), expected); // C3
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Products of matrices: their constraints, and the channels of weights.

#include "coreai/IR/MatmulOps.h"

#include "coreai/IR/VerifyUtils.h"

#include "mlir/Dialect/Traits.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/TypeUtilities.h"
#include "llvm/ADT/Sequence.h"

using namespace mlir;
using namespace coreai;

/// Output channels are the axis that the product keeps; the axes before the
/// last two count matrices.
static ChannelAxes getMatmulChannelAxes(OpOperand &operand) {
  int64_t rank = getTensorType(operand.get()).getRank();
  bool isLeft = operand.getOperandNumber() == 0;
  return {/*output=*/isLeft ? rank - 2 : rank - 1,
          /*input=*/isLeft ? rank - 1 : rank - 2, /*outputGroups=*/1,
          /*batch=*/llvm::to_vector<1>(llvm::seq(rank - 2))};
}

/// C2-C5 of both matrix products, which differ in their batch dimensions.
static LogicalResult verifyMatmul(Operation *op, Value x, Value y, Value result,
                                  bool broadcasts) {
  ArrayRef<int64_t> xShape = getTensorType(x).getShape();
  ArrayRef<int64_t> yShape = getTensorType(y).getShape();
  if (xShape.size() < 2 || yShape.size() < 2) // C2
    return op->emitOpError("expects operands of rank 2 or more, got ")
           << shapeText(xShape) << " and " << shapeText(yShape);
  if (!broadcasts && xShape.size() != yShape.size()) // C2
    return op->emitOpError("expects operands of equal rank, got ")
           << shapeText(xShape) << " and " << shapeText(yShape);

  int64_t xInner = xShape.back(), yInner = yShape[yShape.size() - 2];
  if (!compatibleDims(xInner, yInner)) // C3
    return op->emitOpError("expects equal inner dimensions, got ")
           << xInner << " and " << yInner;

  SmallVector<int64_t> expected;
  ArrayRef<int64_t> xBatch = xShape.drop_back(2), yBatch = yShape.drop_back(2);
  if (broadcasts) {
    if (!OpTrait::util::getBroadcastedShape(xBatch, yBatch, expected)) // C4
      return op->emitOpError("expects batch dimensions that broadcast, got ")
             << shapeText(xShape) << " and " << shapeText(yShape);
  } else {
    for (auto [xDim, yDim] : llvm::zip_equal(xBatch, yBatch)) {
      if (!compatibleDims(xDim, yDim)) // C4
        return op->emitOpError("expects equal batch dimensions, got ")
               << shapeText(xShape) << " and " << shapeText(yShape);
      expected.push_back(ShapedType::isDynamic(xDim) ? yDim : xDim);
    }
  }
  expected.push_back(xShape[xShape.size() - 2]);
  expected.push_back(yShape.back());
  return verifyShape(op, result, expected); // C5
}

LogicalResult BatchMatmulOp::verify() {
  return verifyMatmul(*this, getX(), getY(), getResult(), /*broadcasts=*/false);
}

LogicalResult BroadcastingBatchMatmulOp::verify() {
  return verifyMatmul(*this, getX(), getY(), getResult(), /*broadcasts=*/true);
}

//===----------------------------------------------------------------------===//
// What TableGen writes
//===----------------------------------------------------------------------===//

#define GET_OP_CLASSES
#include "coreai/IR/MatmulOps.cpp.inc"

void CoreAIDialect::registerMatmulOps() {
  addOperations<
#define GET_OP_LIST
#include "coreai/IR/MatmulOps.cpp.inc"
      >();
}

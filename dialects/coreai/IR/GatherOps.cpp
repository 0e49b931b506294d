// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ops that pick elements by index.

#include "coreai/IR/CoreAIOps.h"
#include "coreai/IR/VerifyUtils.h"

using namespace mlir;
using namespace coreai;

LogicalResult GatherNdOp::verify() {
  ArrayRef<int64_t> inputShape = getTensorType(getInput()).getShape();
  ArrayRef<int64_t> indexShape = getTensorType(getIndices()).getShape();
  if (indexShape.empty() || ShapedType::isDynamic(indexShape.back()) ||
      indexShape.back() > static_cast<int64_t>(inputShape.size())) // C2
    return emitOpError("expects indices whose last dimension is at most ")
           << inputShape.size() << ", the rank of the input, got indices of "
           << (indexShape.empty() ? "" : "shape ") << shapeText(indexShape);
  SmallVector<int64_t> expected(indexShape.drop_back());
  llvm::append_range(expected, inputShape.drop_front(indexShape.back()));
  return verifyShape(*this, getResult(), expected); // C3
}

bool GatherNdOp::isWeightOperand(OpOperand &operand) {
  return operand.getOperandNumber() == 0;
}

std::optional<ChannelAxes> GatherNdOp::getChannelAxes(OpOperand &) {
  return ChannelAxes{/*output=*/0, /*input=*/1};
}

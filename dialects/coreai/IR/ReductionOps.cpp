// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ops that combine elements along axes. The reductions' verifier is shared.

#include "coreai/IR/CoreAIOps.h"
#include "coreai/IR/VerifyUtils.h"

using namespace mlir;
using namespace coreai;

/// C1-C3 of ops that keep the shape and take one axis.
static LogicalResult verifyAlongAxis(Operation *op, Value input, Value axis,
                                     Value result) {
  RankedTensorType type = getTensorType(input);
  if (failed(verifyShape(op, result, type.getShape())))
    return failure();
  return getConstantAxis(op, axis, type.getRank());
}

LogicalResult SoftmaxOp::verify() {
  return verifyAlongAxis(*this, getInput(), getAxis(), getResult()); // C2-C3
}

LogicalResult ArgmaxOp::verify() {
  RankedTensorType type = getTensorType(getInput());
  auto axis = getConstantAxis(*this, getAxis(), type.getRank()); // C1
  if (failed(axis))
    return failure();
  SmallVector<int64_t> expected = unknownShape(type.getRank());
  if (*axis) {
    expected.assign(type.getShape().begin(), type.getShape().end());
    expected[**axis] = 1;
  }
  return verifyShape(*this, getResult(), expected); // C2
}

LogicalResult SortOp::verify() {
  return verifyAlongAxis(*this, getInput(), getAxis(), getResult()); // C2-C3
}

LogicalResult ArgsortOp::verify() {
  return verifyAlongAxis(*this, getInput(), getAxis(), getResult()); // C1-C2
}

LogicalResult ScanOp::verify() {
  return verifyAlongAxis(*this, getInput(), getAxis(), getResult()); // C2-C3
}

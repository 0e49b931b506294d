// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ops that combine elements along axes: their constraints.

#include "coreai/IR/ReductionOps.h"

#include "coreai/IR/VerifyUtils.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace coreai;

/// C2-C4 of the reductions.
static LogicalResult verifyReduction(Operation *op, Value input, Value axes,
                                     Value result) {
  RankedTensorType type = getTensorType(input);
  auto constantAxes = getConstantAxes(op, axes, type.getRank()); // C3
  if (failed(constantAxes))
    return failure();
  SmallVector<int64_t> expected = unknownShape(type.getRank());
  if (*constantAxes) {
    expected.assign(type.getShape().begin(), type.getShape().end());
    for (int64_t axis : **constantAxes)
      expected[axis] = 1;
  }
  return verifyShape(op, result, expected); // C2, C4
}

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

//===----------------------------------------------------------------------===//
// What TableGen writes
//===----------------------------------------------------------------------===//

#define GET_OP_CLASSES
#include "coreai/IR/ReductionOps.cpp.inc"

void CoreAIDialect::registerReductionOps() {
  addOperations<
#define GET_OP_LIST
#include "coreai/IR/ReductionOps.cpp.inc"
      >();
}

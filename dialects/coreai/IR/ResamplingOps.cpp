// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Values between the elements of a tensor: the constraints of their ops.

#include "coreai/IR/ResamplingOps.h"

#include "coreai/IR/VerifyUtils.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace coreai;

LogicalResult InterpolateOp::verify() {
  int64_t rank = getTensorType(getInput()).getRank();
  StringRef what = "one per axis";
  if (failed(
          verifyLength(*this, getOutputShape(), "output_shape", rank, what)) ||
      failed(verifyLength(*this, getScale(), "scale", rank, what)) ||
      failed(verifyLength(*this, getOffset(), "offset", rank, what))) // C2
    return failure();
  auto shape = getConstantIntegers(getOutputShape());
  return verifyShape(*this, getResult(),
                     shape ? *shape : unknownShape(rank)); // C3
}

LogicalResult InterpolateCoordinatesOp::verify() {
  int64_t rank = getTensorType(getField()).getRank();
  ArrayRef<int64_t> shape = getTensorType(getCoordinates()).getShape();
  if (!compatibleDims(shape[1], rank)) // C2
    return emitOpError("expects coordinates with ")
           << rank << " columns, one per axis, got " << shape[1];
  return verifyShape(*this, getResult(), shape.front()); // C3
}

//===----------------------------------------------------------------------===//
// What TableGen writes
//===----------------------------------------------------------------------===//

#define GET_OP_CLASSES
#include "coreai/IR/ResamplingOps.cpp.inc"

void CoreAIDialect::registerResamplingOps() {
  addOperations<
#define GET_OP_LIST
#include "coreai/IR/ResamplingOps.cpp.inc"
      >();
}

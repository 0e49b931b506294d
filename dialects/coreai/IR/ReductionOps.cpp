// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ops that combine elements along axes. The reductions' verifier is shared.

#include "coreai/IR/CoreAIOps.h"
#include "coreai/IR/VerifyUtils.h"

using namespace mlir;
using namespace coreai;

LogicalResult SoftmaxOp::verify() {
  RankedTensorType type = getTensorType(getInput());
  if (failed(verifyShape(*this, getResult(), type.getShape()))) // C2
    return failure();
  if (auto axis = getConstantIntegers(getAxis()))
    return normalizeAxes(*this, *axis, type.getRank()); // C3
  return success();
}

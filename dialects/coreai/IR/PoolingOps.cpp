// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pools: the constraints that they share, whatever the number of spatial axes.

#include "coreai/IR/PoolingOps.h"

#include "coreai/IR/VerifyUtils.h"
#include "coreai/IR/WindowShapes.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace coreai;

/// C2-C4. \p ceilMode is null for ops without it.
static LogicalResult verifyPooling(Operation *op, Value input, Value kernelSize,
                                   Value strides, Value dilations,
                                   Value ceilMode, Value result) {
  ArrayRef<int64_t> shape = getTensorType(input).getShape();
  int64_t spatialRank = static_cast<int64_t>(shape.size()) - 2;
  auto kernel =
      verifyPerSpatialAxis(op, kernelSize, "kernel_size", spatialRank);
  auto stride = verifyPerSpatialAxis(op, strides, "strides", spatialRank);
  auto dilation = verifyPerSpatialAxis(op, dilations, "dilations", spatialRank);
  if (failed(kernel) || failed(stride) || failed(dilation)) // C2
    return failure();
  std::optional<bool> ceil = false;
  if (ceilMode) {
    auto flag = getConstantIntegers(ceilMode);
    ceil = flag ? std::optional<bool>(flag->front() != 0) : std::nullopt;
  }
  SmallVector<int64_t> expected{shape[0], shape[1]};
  for (int64_t axis = 0; axis < spatialRank; ++axis) {
    auto size = getWindowCount(
        op, axis, shape[axis + 2],
        *kernel ? (**kernel)[axis] : ShapedType::kDynamic, *stride, *dilation,
        ceil); // C3
    if (failed(size))
      return failure();
    expected.push_back(*size);
  }
  return verifyShape(op, result, expected); // C4
}

//===----------------------------------------------------------------------===//
// What TableGen writes
//===----------------------------------------------------------------------===//

#define GET_OP_CLASSES
#include "coreai/IR/PoolingOps.cpp.inc"

void CoreAIDialect::registerPoolingOps() {
  addOperations<
#define GET_OP_LIST
#include "coreai/IR/PoolingOps.cpp.inc"
      >();
}

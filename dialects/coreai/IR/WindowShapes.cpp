// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The shapes that sliding windows leave.

#include "coreai/IR/WindowShapes.h"

#include "coreai/IR/VerifyUtils.h"

#include "mlir/IR/BuiltinTypes.h"

using namespace mlir;
using namespace coreai;

FailureOr<std::optional<SmallVector<int64_t>>>
coreai::verifyPerSpatialAxis(Operation *op, Value parameter, StringRef name,
                             int64_t spatialRank) {
  if (failed(verifyLength(op, parameter, name, spatialRank,
                          "one per spatial axis"))) // C2
    return failure();
  auto elements = getConstantIntegers(parameter);
  if (elements && llvm::is_contained(*elements, 0)) // C2
    return op->emitOpError("expects positive ")
           << name << ", got [" << *elements << "]";
  return elements;
}

FailureOr<int64_t>
coreai::getWindowCount(Operation *op, int64_t axis, int64_t size,
                       int64_t kernel,
                       const std::optional<SmallVector<int64_t>> &strides,
                       const std::optional<SmallVector<int64_t>> &dilations,
                       std::optional<bool> ceilMode) {
  if (!strides || !dilations || !ceilMode || ShapedType::isDynamic(size) ||
      ShapedType::isDynamic(kernel))
    return ShapedType::kDynamic;
  int64_t extent = (*dilations)[axis] * (kernel - 1) + 1;
  if (extent > size)
    return op->emitOpError("expects a kernel within the input, got extent ")
           << extent << " for size " << size << " on spatial axis " << axis;
  int64_t stride = (*strides)[axis];
  return (size - extent + (*ceilMode ? stride - 1 : 0)) / stride + 1;
}

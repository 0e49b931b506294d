// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Convolutions: the shape rules they share, whatever the number of spatial
// axes.

#include "coreai/IR/CoreAIOps.h"
#include "coreai/IR/VerifyUtils.h"

using namespace mlir;
using namespace coreai;

/// Checks a vector with one positive element per spatial axis, and returns its
/// elements, which are none while they aren't constant.
static FailureOr<std::optional<SmallVector<int64_t>>>
verifyPerSpatialAxis(Operation *op, Value parameter, StringRef name,
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

/// C3: how groups split the channels.
static LogicalResult verifyGroups(Operation *op, int64_t groups,
                                  int64_t inputChannels,
                                  ArrayRef<int64_t> weightShape) {
  if (groups == 0)
    return op->emitOpError("expects positive groups, got 0");
  if (!ShapedType::isDynamic(weightShape[0]) && weightShape[0] % groups != 0)
    return op->emitOpError("expects groups that divide the ")
           << weightShape[0] << " output channels, got " << groups;
  if (!ShapedType::isDynamic(weightShape[1]) &&
      !compatibleDims(inputChannels, weightShape[1] * groups))
    return op->emitOpError("expects ")
           << weightShape[1] * groups << " input channels, for " << groups
           << " groups of " << weightShape[1] << ", got " << inputChannels;
  return success();
}

LogicalResult coreai::verifyConvolution(Operation *op, Value input,
                                        Value weight, Value strides,
                                        Value dilations, Value groups,
                                        Value result) {
  ArrayRef<int64_t> inputShape = getTensorType(input).getShape();
  ArrayRef<int64_t> weightShape = getTensorType(weight).getShape();
  int64_t spatialRank = static_cast<int64_t>(inputShape.size()) - 2;

  auto stride = verifyPerSpatialAxis(op, strides, "strides", spatialRank);
  auto dilation = verifyPerSpatialAxis(op, dilations, "dilations", spatialRank);
  if (failed(stride) || failed(dilation))
    return failure();
  if (auto count = getConstantIntegers(groups))
    if (failed(
            verifyGroups(op, count->front(), inputShape[1], weightShape))) // C3
      return failure();

  SmallVector<int64_t> expected{inputShape[0], weightShape[0]};
  for (int64_t axis = 0; axis < spatialRank; ++axis) {
    int64_t size = inputShape[axis + 2], kernel = weightShape[axis + 2];
    if (!*stride || !*dilation || ShapedType::isDynamic(size) ||
        ShapedType::isDynamic(kernel)) {
      expected.push_back(ShapedType::kDynamic);
      continue;
    }
    int64_t extent = (**dilation)[axis] * (kernel - 1) + 1;
    if (extent > size) // C4
      return op->emitOpError("expects a kernel within the input, got extent ")
             << extent << " for size " << size << " on spatial axis " << axis;
    expected.push_back((size - extent) / (**stride)[axis] + 1);
  }
  return verifyShape(op, result, expected); // C5
}

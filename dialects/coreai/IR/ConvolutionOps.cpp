// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Convolutions: the constraints that they share, whatever the number of spatial
// axes.

#include "coreai/IR/ConvolutionOps.h"

#include "coreai/IR/VerifyUtils.h"
#include "coreai/IR/WindowShapes.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace coreai;

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

/// C2-C5 of the convolutions.
static LogicalResult verifyConvolution(Operation *op, Value input, Value weight,
                                       Value strides, Value dilations,
                                       Value groups, Value result) {
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
    auto size = getWindowCount(op, axis, inputShape[axis + 2],
                               weightShape[axis + 2], *stride, *dilation,
                               /*ceilMode=*/false); // C4
    if (failed(size))
      return failure();
    expected.push_back(*size);
  }
  return verifyShape(op, result, expected); // C5
}

/// C2-C5 of the transposed convolutions.
static LogicalResult verifyTransposedConvolution(Operation *op, Value input,
                                                 Value weight, Value strides,
                                                 Value padding, Value dilations,
                                                 Value outputPadding,
                                                 Value groups, Value result) {
  ArrayRef<int64_t> inputShape = getTensorType(input).getShape();
  ArrayRef<int64_t> weightShape = getTensorType(weight).getShape();
  int64_t spatialRank = static_cast<int64_t>(inputShape.size()) - 2;

  auto stride = verifyPerSpatialAxis(op, strides, "strides", spatialRank);
  auto dilation = verifyPerSpatialAxis(op, dilations, "dilations", spatialRank);
  StringRef what = "one per spatial axis";
  if (failed(stride) || failed(dilation) ||
      failed(verifyLength(op, padding, "padding", spatialRank, what)) ||
      failed(verifyLength(op, outputPadding, "output_padding", spatialRank,
                          what))) // C2
    return failure();

  SmallVector<int64_t> expected = unknownShape(inputShape.size());
  expected[0] = inputShape[0];
  if (!compatibleDims(inputShape[1], weightShape[0])) // C3
    return op->emitOpError("expects a weight of ")
           << inputShape[1] << " input channels, got " << weightShape[0];
  if (auto count = getConstantIntegers(groups)) {
    int64_t channels = inputShape[1];
    if (count->front() == 0 || (!ShapedType::isDynamic(channels) &&
                                channels % count->front() != 0)) // C3
      return op->emitOpError("expects positive groups that divide the ")
             << channels << " input channels, got " << count->front();
    if (!ShapedType::isDynamic(weightShape[1]))
      expected[1] = weightShape[1] * count->front();
  }

  auto pads = getConstantIntegers(padding);
  auto extra = getConstantIntegers(outputPadding);
  if (*stride && *dilation && pads && extra)
    for (int64_t axis = 0; axis < spatialRank; ++axis) {
      int64_t size = inputShape[axis + 2], kernel = weightShape[axis + 2];
      if (ShapedType::isDynamic(size) || ShapedType::isDynamic(kernel))
        continue;
      int64_t out = (size - 1) * (**stride)[axis] - 2 * (*pads)[axis] +
                    (**dilation)[axis] * (kernel - 1) + (*extra)[axis] + 1;
      if (out < 1) // C4
        return op->emitOpError("expects a positive output size, got ")
               << out << " on spatial axis " << axis;
      expected[axis + 2] = out;
    }
  return verifyShape(op, result, expected); // C5
}

//===----------------------------------------------------------------------===//
// What TableGen writes
//===----------------------------------------------------------------------===//

#define GET_OP_CLASSES
#include "coreai/IR/ConvolutionOps.cpp.inc"

void CoreAIDialect::registerConvolutionOps() {
  addOperations<
#define GET_OP_LIST
#include "coreai/IR/ConvolutionOps.cpp.inc"
      >();
}

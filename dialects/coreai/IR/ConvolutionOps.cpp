// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Convolutions, pooling, resampling: the shape rules they share, whatever the
// number of spatial axes.

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

/// The spatial size that a window leaves, if everything it depends on is known:
/// `(size - extent) / stride + 1`. Fails if the window is larger than the
/// input.
static FailureOr<int64_t>
getWindowedSize(Operation *op, int64_t axis, int64_t size, int64_t kernel,
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
    auto size = getWindowedSize(op, axis, inputShape[axis + 2],
                                weightShape[axis + 2], *stride, *dilation,
                                /*ceilMode=*/false); // C4
    if (failed(size))
      return failure();
    expected.push_back(*size);
  }
  return verifyShape(op, result, expected); // C5
}

LogicalResult coreai::verifyTransposedConvolution(
    Operation *op, Value input, Value weight, Value strides, Value padding,
    Value dilations, Value outputPadding, Value groups, Value result) {
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

LogicalResult coreai::verifyPooling(Operation *op, Value input,
                                    Value kernelSize, Value strides,
                                    Value dilations, Value ceilMode,
                                    Value result) {
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
    auto size = getWindowedSize(
        op, axis, shape[axis + 2],
        *kernel ? (**kernel)[axis] : ShapedType::kDynamic, *stride, *dilation,
        ceil); // C3
    if (failed(size))
      return failure();
    expected.push_back(*size);
  }
  return verifyShape(op, result, expected); // C4
}

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

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ops that move elements without changing them: their constraints.

#include "coreai/IR/ShapeOps.h"

#include "coreai/IR/VerifyUtils.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/TypeUtilities.h"
#include "llvm/Support/MathExtras.h"

#include <algorithm>
#include <numeric>

using namespace mlir;
using namespace coreai;

//===----------------------------------------------------------------------===//
// TransposeOp
//===----------------------------------------------------------------------===//

/// Whether \p permutation holds each of 0, 1, ... once.
static bool isPermutation(ArrayRef<int64_t> permutation) {
  SmallVector<bool> seen(permutation.size(), false);
  for (int64_t axis : permutation) {
    if (axis < 0 || axis >= static_cast<int64_t>(seen.size()) || seen[axis])
      return false;
    seen[axis] = true;
  }
  return true;
}

LogicalResult TransposeOp::verify() {
  ArrayRef<int64_t> shape = getTensorType(getInput()).getShape();
  if (failed(verifyLength(*this, getPermutation(), "permutation", shape.size(),
                          "one per axis"))) // C2
    return failure();
  SmallVector<int64_t> expected(shape.size(), ShapedType::kDynamic);
  if (auto permutation = getConstantIntegers(getPermutation())) {
    if (!isPermutation(*permutation)) // C3
      return emitOpError("expects a permutation of the axes, got [")
             << *permutation << "]";
    for (auto [dim, axis] : llvm::zip_equal(expected, *permutation))
      dim = shape[axis];
  }
  return verifyShape(*this, getResult(), expected); // C4
}

AxisMap TransposeOp::mapAxes(OpOperand &operand, OpResult result) {
  ArrayRef<int64_t> shape = getTensorType(result).getShape();
  auto permutation = getConstantIntegers(getPermutation());
  return permutation ? AxisMap::permute(shape, *permutation)
                     : AxisMap::unknown(shape);
}

//===----------------------------------------------------------------------===//
// ReshapeOp
//===----------------------------------------------------------------------===//

LogicalResult ReshapeOp::verify() {
  RankedTensorType inputType = getTensorType(getInput());
  RankedTensorType resultType = getTensorType(getResult());
  if (failed(verifyLength(*this, getShape(), "shape", resultType.getRank(),
                          "one per axis of the result"))) // C2
    return failure();
  if (auto shape = getConstantIntegers(getShape())) {
    SmallVector<int64_t> expected;
    for (int64_t dim : *shape) {
      if (dim < -1) // C3
        return emitOpError("expects shape elements of -1 or more, got ") << dim;
      expected.push_back(dim == -1 ? ShapedType::kDynamic : dim);
    }
    if (llvm::count(*shape, -1) > 1) // C3
      return emitOpError("expects at most one -1 in shape, got [")
             << *shape << "]";
    if (failed(verifyShape(*this, getResult(), expected))) // C4
      return failure();
  }
  auto count = [](RankedTensorType type) {
    return std::accumulate(type.getShape().begin(), type.getShape().end(),
                           int64_t(1), multiplyDims);
  };
  if (!compatibleDims(count(inputType), count(resultType))) // C5
    return emitOpError("expects a result of ")
           << count(inputType) << " elements, got " << count(resultType);
  return success();
}

AxisMap ReshapeOp::mapAxes(OpOperand &operand, OpResult result) {
  return AxisMap::reshape(getTensorType(operand.get()).getShape(),
                          getTensorType(result).getShape());
}

//===----------------------------------------------------------------------===//
// ExpandDimsOp
//===----------------------------------------------------------------------===//

LogicalResult ExpandDimsOp::verify() {
  ArrayRef<int64_t> inputShape = getTensorType(getInput()).getShape();
  int64_t rank = getTensorType(getResult()).getRank();
  int64_t inserted = rank - static_cast<int64_t>(inputShape.size());
  if (inserted < 0) // C2
    return emitOpError("expects a result of rank ")
           << inputShape.size() << " or more, got " << rank;
  if (failed(verifyLength(*this, getAxes(), "axes", inserted,
                          "one per axis that the result adds"))) // C2
    return failure();
  auto axes = getConstantIntegers(getAxes());
  if (!axes)
    return success();
  if (failed(normalizeAxes(*this, *axes, rank))) // C3
    return failure();
  SmallVector<int64_t> expected;
  for (int64_t axis = 0; axis < rank; ++axis) {
    if (llvm::is_contained(*axes, axis)) {
      expected.push_back(1);
    } else {
      expected.push_back(inputShape.front());
      inputShape = inputShape.drop_front();
    }
  }
  return verifyShape(*this, getResult(), expected); // C4
}

AxisMap ExpandDimsOp::mapAxes(OpOperand &operand, OpResult result) {
  return AxisMap::reshape(getTensorType(operand.get()).getShape(),
                          getTensorType(result).getShape());
}

//===----------------------------------------------------------------------===//
// ShrinkDimsOp
//===----------------------------------------------------------------------===//

LogicalResult ShrinkDimsOp::verify() {
  ArrayRef<int64_t> shape = getTensorType(getInput()).getShape();
  int64_t rank = shape.size();
  int64_t removed = rank - getTensorType(getResult()).getRank();
  if (removed < 0) // C2
    return emitOpError("expects a result of rank ")
           << rank << " or less, got " << rank - removed;
  if (failed(verifyLength(*this, getAxes(), "axes", removed,
                          "one per axis that the result lacks"))) // C2
    return failure();
  auto axes = getConstantAxes(*this, getAxes(), rank); // C3
  if (failed(axes))
    return failure();
  if (!*axes)
    return success();
  SmallVector<int64_t> expected;
  for (int64_t axis = 0; axis < rank; ++axis) {
    if (!llvm::is_contained(**axes, axis))
      expected.push_back(shape[axis]);
    else if (!compatibleDims(shape[axis], 1)) // C4
      return emitOpError("expects a dimension of 1 on axis ")
             << axis << ", got " << shape[axis];
  }
  return verifyShape(*this, getResult(), expected); // C5
}

AxisMap ShrinkDimsOp::mapAxes(OpOperand &operand, OpResult result) {
  return AxisMap::reshape(getTensorType(operand.get()).getShape(),
                          getTensorType(result).getShape());
}

//===----------------------------------------------------------------------===//
// GetShapeOp
//===----------------------------------------------------------------------===//

LogicalResult GetShapeOp::verify() {
  return verifyShape(*this, getResult(),
                     {getTensorType(getX()).getRank()}); // C1
}

//===----------------------------------------------------------------------===//
// SliceOp, SliceUpdateOp
//===----------------------------------------------------------------------===//

/// How many elements a slice takes of \p size.
static int64_t getSliceSize(int64_t size, int64_t start, int64_t end,
                            int64_t stride) {
  auto clamp = [&](int64_t bound) {
    return std::clamp<int64_t>(bound < 0 ? bound + size : bound, 0, size);
  };
  int64_t length = clamp(end) - clamp(start);
  return length <= 0 ? 0 : llvm::divideCeil(length, stride);
}

/// Checks the parameters of a slice and returns the shape it takes: C2-C3.
static FailureOr<SmallVector<int64_t>> verifySlice(Operation *op, Value input,
                                                   Value starts, Value ends,
                                                   Value strides) {
  ArrayRef<int64_t> shape = getTensorType(input).getShape();
  int64_t rank = shape.size();
  if (failed(verifyLength(op, starts, "start_indices", rank, "one per axis")) ||
      failed(verifyLength(op, ends, "end_indices", rank, "one per axis")) ||
      failed(verifyLength(op, strides, "strides", rank, "one per axis"))) // C2
    return failure();
  auto start = getConstantIntegers(starts), end = getConstantIntegers(ends),
       stride = getConstantIntegers(strides);
  if (stride && llvm::any_of(*stride, [](int64_t s) { return s <= 0; })) // C3
    return op->emitOpError("expects positive strides, got [") << *stride << "]";
  SmallVector<int64_t> taken = unknownShape(rank);
  if (start && end && stride)
    for (int64_t axis = 0; axis < rank; ++axis)
      if (!ShapedType::isDynamic(shape[axis]))
        taken[axis] = getSliceSize(shape[axis], (*start)[axis], (*end)[axis],
                                   (*stride)[axis]);
  return taken;
}

LogicalResult SliceOp::verify() {
  auto taken = verifySlice(*this, getInput(), getStartIndices(),
                           getEndIndices(), getStrides()); // C2-C3
  return failed(taken) ? failure()
                       : verifyShape(*this, getResult(), *taken); // C4
}

AxisMap SliceOp::mapAxes(OpOperand &operand, OpResult result) {
  return AxisMap::resize(getTensorType(operand.get()).getShape(),
                         getTensorType(result).getShape());
}

LogicalResult SliceUpdateOp::verify() {
  auto taken = verifySlice(*this, getInput(), getStartIndices(),
                           getEndIndices(), getStrides()); // C2-C3
  if (failed(taken) ||
      failed(verifyShapeOf(*this, "an update", getUpdate(), *taken))) // C4
    return failure();
  return verifyShape(*this, getResult(),
                     getTensorType(getInput()).getShape()); // C5
}

//===----------------------------------------------------------------------===//
// ConcatOp, SplitOp
//===----------------------------------------------------------------------===//

/// Sums dimensions, of which any may be unknown.
static int64_t addDims(int64_t a, int64_t b) {
  return ShapedType::isDynamic(a) || ShapedType::isDynamic(b)
             ? ShapedType::kDynamic
             : a + b;
}

LogicalResult ConcatOp::verify() {
  if (getInputs().empty()) // C1
    return emitOpError("expects at least one input");
  RankedTensorType resultType = getTensorType(getResult());
  int64_t rank = getTensorType(getInputs().front()).getRank();
  for (Value input : getInputs()) {
    RankedTensorType type = getTensorType(input);
    if (type.getElementType() != resultType.getElementType()) // C1
      return emitOpError("expects inputs of element type ")
             << resultType.getElementType() << ", got "
             << type.getElementType();
    if (type.getRank() != rank) // C2
      return emitOpError("expects inputs of rank ")
             << rank << ", got " << type.getRank();
  }
  auto axis = getConstantAxis(*this, getAxis(), rank); // C3
  if (failed(axis))
    return failure();
  SmallVector<int64_t> expected = unknownShape(rank);
  if (*axis) {
    expected[**axis] = 0;
    for (Value input : getInputs())
      for (auto [index, dim] :
           llvm::enumerate(getTensorType(input).getShape())) {
        int64_t &known = expected[index];
        if (static_cast<int64_t>(index) == **axis)
          known = addDims(known, dim);
        else if (!compatibleDims(known, dim)) // C4
          return emitOpError("expects inputs of one size on axis ")
                 << index << ", got " << known << " and " << dim;
        else if (!ShapedType::isDynamic(dim))
          known = dim;
      }
  }
  return verifyShape(*this, getResult(), expected); // C4
}

bool ConcatOp::isShown(OpOperand &operand) {
  return operand.getOperandNumber() != 0; // The axis.
}

AxisMap ConcatOp::mapAxes(OpOperand &operand, OpResult result) {
  return AxisMap::resize(getTensorType(operand.get()).getShape(),
                         getTensorType(result).getShape());
}

LogicalResult SplitOp::verify() {
  RankedTensorType type = getTensorType(getInput());
  for (Value result : getResults())
    if (getTensorType(result).getElementType() != type.getElementType()) // C1
      return emitOpError("expects results of element type ")
             << type.getElementType() << ", got "
             << getTensorType(result).getElementType();
  if (failed(verifyLength(*this, getSplitSizes(), "split_sizes",
                          getNumResults(), "one per result"))) // C2
    return failure();
  auto axis = getConstantAxis(*this, getAxis(), type.getRank()); // C3
  if (failed(axis))
    return failure();
  auto sizes = getConstantIntegers(getSplitSizes());
  SmallVector<int64_t> expected = unknownShape(type.getRank());
  if (*axis) {
    int64_t dim = type.getDimSize(**axis);
    int64_t sum =
        sizes ? std::accumulate(sizes->begin(), sizes->end(), int64_t(0))
              : ShapedType::kDynamic;
    if (!compatibleDims(dim, sum)) // C4
      return emitOpError("expects split_sizes that add up to ")
             << dim << ", got " << sum;
    expected.assign(type.getShape().begin(), type.getShape().end());
  }
  for (auto [index, result] : llvm::enumerate(getResults())) {
    if (*axis)
      expected[**axis] = sizes ? (*sizes)[index] : ShapedType::kDynamic;
    if (failed(verifyShapeOf(*this, "result #" + std::to_string(index), result,
                             expected))) // C5
      return failure();
  }
  return success();
}

AxisMap SplitOp::mapAxes(OpOperand &operand, OpResult result) {
  return AxisMap::resize(getTensorType(operand.get()).getShape(),
                         getTensorType(result).getShape());
}

//===----------------------------------------------------------------------===//
// TileOp, ReverseOp
//===----------------------------------------------------------------------===//

LogicalResult TileOp::verify() {
  ArrayRef<int64_t> shape = getTensorType(getInput()).getShape();
  if (failed(verifyLength(*this, getRepeats(), "repeats", shape.size(),
                          "one per axis"))) // C2
    return failure();
  SmallVector<int64_t> expected = unknownShape(shape.size());
  if (auto repeats = getConstantIntegers(getRepeats()))
    for (auto [axis, dim] : llvm::enumerate(shape))
      expected[axis] = multiplyDims(dim, (*repeats)[axis]);
  return verifyShape(*this, getResult(), expected); // C3
}

AxisMap TileOp::mapAxes(OpOperand &operand, OpResult result) {
  return AxisMap::resize(getTensorType(operand.get()).getShape(),
                         getTensorType(result).getShape());
}

LogicalResult ReverseOp::verify() {
  RankedTensorType type = getTensorType(getInput());
  if (failed(verifyShape(*this, getResult(), type.getShape()))) // C2
    return failure();
  return getConstantAxes(*this, getAxes(), type.getRank()); // C3
}

AxisMap ReverseOp::mapAxes(OpOperand &operand, OpResult result) {
  AxisMap map = AxisMap::identity(getTensorType(getInput()).getShape());
  int64_t rank = static_cast<int64_t>(map.rank());
  auto axes = getConstantIntegers(getAxes());
  for (int64_t axis : axes ? *axes : llvm::to_vector(llvm::seq(rank)))
    map.reorder((axis + rank) % rank);
  return map;
}

//===----------------------------------------------------------------------===//
// Broadcasts
//===----------------------------------------------------------------------===//

LogicalResult BroadcastToOp::verify() {
  ArrayRef<int64_t> inputShape = getTensorType(getInput()).getShape();
  ArrayRef<int64_t> resultShape = getTensorType(getResult()).getShape();
  if (failed(verifyLength(*this, getShape(), "shape", resultShape.size(),
                          "one per axis of the result"))) // C2
    return failure();
  if (auto shape = getConstantIntegers(getShape()))
    if (failed(verifyShape(*this, getResult(), *shape))) // C3
      return failure();
  bool broadcasts =
      inputShape.size() <= resultShape.size() &&
      llvm::all_of_zip(inputShape, resultShape.take_back(inputShape.size()),
                       [](int64_t from, int64_t to) {
                         return from == 1 || compatibleDims(from, to);
                       });
  if (!broadcasts) // C4
    return emitOpError("expects a shape that ")
           << shapeText(inputShape) << " broadcasts to, got "
           << shapeText(resultShape);
  return success();
}

AxisMap BroadcastToOp::mapAxes(OpOperand &operand, OpResult result) {
  return AxisMap::resize(getTensorType(operand.get()).getShape(),
                         getTensorType(result).getShape());
}

LogicalResult BroadcastInDimsOp::verify() {
  RankedTensorType type = getTensorType(getInput());
  auto axes = getConstantAxes(*this, getAxes(), type.getRank()); // C3
  if (failed(axes) ||
      failed(verifyLength(*this, getDimSizes(), "dim_sizes",
                          getTensorType(getAxes()).getDimSize(0),
                          "one per element of axes"))) // C2
    return failure();
  SmallVector<int64_t> expected = unknownShape(type.getRank());
  if (*axes) {
    expected.assign(type.getShape().begin(), type.getShape().end());
    auto sizes = getConstantIntegers(getDimSizes());
    for (auto [index, axis] : llvm::enumerate(**axes)) {
      if (!compatibleDims(expected[axis], 1)) // C4
        return emitOpError("expects a dimension of 1 on axis ")
               << axis << ", got " << expected[axis];
      expected[axis] = sizes ? (*sizes)[index] : ShapedType::kDynamic;
    }
  }
  return verifyShape(*this, getResult(), expected); // C5
}

AxisMap BroadcastInDimsOp::mapAxes(OpOperand &operand, OpResult result) {
  return AxisMap::resize(getTensorType(operand.get()).getShape(),
                         getTensorType(result).getShape());
}

LogicalResult BroadcastShapesOp::verify() {
  if (getShapes().size() < 2) // C1
    return emitOpError("expects at least two shapes, got ")
           << getShapes().size();
  int64_t longest = 0;
  for (Value shape : getShapes()) {
    int64_t length = getTensorType(shape).getDimSize(0);
    if (ShapedType::isDynamic(length))
      return success();
    longest = std::max(longest, length);
  }
  return verifyShape(*this, getResult(), {longest}); // C2
}

//===----------------------------------------------------------------------===//
// RangeOp
//===----------------------------------------------------------------------===//

LogicalResult RangeOp::verify() {
  auto start = getConstantIntegers(getStart()),
       end = getConstantIntegers(getEnd()),
       step = getConstantIntegers(getStep());
  if (step && step->front() == 0) // C2
    return emitOpError("expects a step other than zero");
  if (!start || !end || !step)
    return success();
  int64_t span = end->front() - start->front(), stride = step->front();
  if (stride < 0) {
    span = -span;
    stride = -stride;
  }
  return verifyShape(
      *this, getResult(),
      {span <= 0 ? 0 : int64_t(llvm::divideCeil(span, stride))}); // C3
}

//===----------------------------------------------------------------------===//
// PadOp
//===----------------------------------------------------------------------===//

LogicalResult PadOp::verify() {
  ArrayRef<int64_t> shape = getTensorType(getInput()).getShape();
  if (failed(verifyLength(*this, getPadding(), "padding", 2 * shape.size(),
                          "two per axis"))) // C2
    return failure();
  SmallVector<int64_t> expected(shape.size(), ShapedType::kDynamic);
  if (auto padding = getConstantIntegers(getPadding()))
    for (auto [axis, dim] : llvm::enumerate(shape))
      if (!ShapedType::isDynamic(dim))
        expected[axis] = dim + (*padding)[2 * axis] + (*padding)[2 * axis + 1];
  return verifyShape(*this, getResult(), expected); // C3
}

//===----------------------------------------------------------------------===//
// What TableGen writes
//===----------------------------------------------------------------------===//

#define GET_OP_CLASSES
#include "coreai/IR/ShapeOps.cpp.inc"

void CoreAIDialect::registerShapeOps() {
  addOperations<
#define GET_OP_LIST
#include "coreai/IR/ShapeOps.cpp.inc"
      >();
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ops that pick elements by index: their constraints, and the channels of
// tables.

#include "coreai/IR/GatherOps.h"

#include "coreai/IR/VerifyUtils.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace coreai;

/// Checks that \p indices holds index tuples into \p input, and returns the
/// shape of all the slices they address: C2 of gather_nd and scatter_nd.
static FailureOr<SmallVector<int64_t>>
verifyIndexTuples(Operation *op, Value input, Value indices) {
  ArrayRef<int64_t> inputShape = getTensorType(input).getShape();
  ArrayRef<int64_t> indexShape = getTensorType(indices).getShape();
  if (indexShape.empty() || ShapedType::isDynamic(indexShape.back()) ||
      indexShape.back() > static_cast<int64_t>(inputShape.size()))
    return op->emitOpError("expects indices whose last dimension is at most ")
           << inputShape.size() << ", the rank of the input, got indices of "
           << (indexShape.empty() ? "" : "shape ") << shapeText(indexShape);
  SmallVector<int64_t> expected(indexShape.drop_back());
  llvm::append_range(expected, inputShape.drop_front(indexShape.back()));
  return expected;
}

LogicalResult GatherNdOp::verify() {
  auto slices = verifyIndexTuples(*this, getInput(), getIndices()); // C2
  return failed(slices) ? failure()
                        : verifyShape(*this, getResult(), *slices); // C3
}

/// A scalar has no channels, and is no weight.
static bool isGatheredTable(OpOperand &operand) {
  return operand.getOperandNumber() == 0 &&
         getTensorType(operand.get()).getRank() > 0;
}

bool GatherNdOp::isWeightOperand(OpOperand &operand) {
  return isGatheredTable(operand);
}

ChannelAxes GatherNdOp::getChannelAxes(OpOperand &) {
  return ChannelAxes{/*output=*/0, /*input=*/1};
}

/// Tuples of one index each, in a row, pick along the first axis. What longer
/// tuples, or an array of them, pick isn't told by axis; the axes behind are
/// all there.
AxisMap GatherNdOp::mapAxes(OpOperand &operand, OpResult result) {
  ArrayRef<int64_t> shape = getTensorType(getInput()).getShape();
  ArrayRef<int64_t> indexShape = getTensorType(getIndices()).getShape();
  AxisMap whole = AxisMap::identity(shape);
  int64_t picked = indexShape.back();
  SmallVector<AxisView> axes;
  for (int64_t dim : indexShape.drop_back())
    axes.push_back({AxisView::Kind::Unknown, dim, {}});
  if (picked == 1 && indexShape.size() == 2)
    axes.front() = {AxisView::Kind::Part, indexShape[0], whole[0].digits};
  for (size_t axis = picked; axis < shape.size(); ++axis)
    axes.push_back(whole[axis]);
  return AxisMap(std::move(axes));
}

LogicalResult GatherAlongAxisOp::verify() {
  RankedTensorType inputType = getTensorType(getInput());
  RankedTensorType indicesType = getTensorType(getIndices());
  if (inputType.getRank() != indicesType.getRank()) // C2
    return emitOpError("expects indices of rank ")
           << inputType.getRank() << ", got " << indicesType.getRank();
  if (failed(getConstantAxis(*this, getAxis(), inputType.getRank()))) // C3
    return failure();
  return verifyShape(*this, getResult(), indicesType.getShape()); // C4
}

bool GatherAlongAxisOp::isWeightOperand(OpOperand &operand) {
  return isGatheredTable(operand);
}

ChannelAxes GatherAlongAxisOp::getChannelAxes(OpOperand &) {
  return ChannelAxes{/*output=*/0, /*input=*/1};
}

AxisMap GatherAlongAxisOp::mapAxes(OpOperand &operand, OpResult result) {
  AxisMap map = AxisMap::resize(getTensorType(getInput()).getShape(),
                                getTensorType(result).getShape());
  auto axis = getConstantIntegers(getAxis());
  int64_t rank = static_cast<int64_t>(map.rank());
  for (int64_t each = 0; each < rank; ++each)
    if (!axis || (axis->front() + rank) % rank == each)
      map.reorder(each);
  return map;
}

LogicalResult ScatterAlongAxisOp::verify() {
  RankedTensorType inputType = getTensorType(getInput());
  RankedTensorType indicesType = getTensorType(getIndices());
  for (Value operand : {Value(getIndices()), Value(getUpdates())})
    if (int64_t rank = getTensorType(operand).getRank();
        rank != inputType.getRank()) // C2
      return emitOpError("expects indices and updates of rank ")
             << inputType.getRank() << ", got " << rank;
  if (failed(getConstantAxis(*this, getAxis(), inputType.getRank())) || // C3
      failed(verifyShapeOf(*this, "updates", getUpdates(),
                           indicesType.getShape()))) // C4
    return failure();
  return verifyShape(*this, getResult(), inputType.getShape()); // C5
}

LogicalResult ScatterNdOp::verify() {
  auto slices = verifyIndexTuples(*this, getInput(), getIndices()); // C2
  if (failed(slices) ||
      failed(verifyShapeOf(*this, "updates", getUpdates(), *slices))) // C3
    return failure();
  return verifyShape(*this, getResult(),
                     getTensorType(getInput()).getShape()); // C4
}

LogicalResult ScatterNdOp::verifyRegions() {
  Block &block = getCombiner().front();
  auto scalar =
      RankedTensorType::get({}, getTensorType(getInput()).getElementType());
  if (block.getNumArguments() != 2 ||
      !llvm::all_equal({Type(scalar), block.getArgument(0).getType(),
                        block.getArgument(1).getType()})) // C5
    return emitOpError("expects a region that takes two of ")
           << scalar << ", got (" << block.getArgumentTypes() << ")";
  return verifyYield(*this, block, TypeRange(scalar)); // C5
}

LogicalResult NonZeroOp::verify() {
  return verifyShape(*this, getResult(), // C1
                     {ShapedType::kDynamic, getTensorType(getX()).getRank()});
}

//===----------------------------------------------------------------------===//
// What TableGen writes
//===----------------------------------------------------------------------===//

#define GET_OP_CLASSES
#include "coreai/IR/GatherOps.cpp.inc"

void CoreAIDialect::registerGatherOps() {
  addOperations<
#define GET_OP_LIST
#include "coreai/IR/GatherOps.cpp.inc"
      >();
}

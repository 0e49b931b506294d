// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Compressed weights: their constraints, and the syntax of sparse ones.

#include "coreai/IR/CompressionOps.h"

#include "coreai/IR/ConstantData.h"
#include "coreai/IR/StructureOps.h"
#include "coreai/IR/VerifyUtils.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace coreai;

//===----------------------------------------------------------------------===//
// LutToDenseOp
//===----------------------------------------------------------------------===//

/// Checks that a number of blocks divides a dimension, where both are known.
static LogicalResult verifyBlocks(Operation *op, StringRef what, size_t axis,
                                  int64_t blocks, int64_t dim) {
  if (ShapedType::isDynamic(blocks) || ShapedType::isDynamic(dim))
    return success();
  if (blocks == 0 || dim % blocks != 0)
    return op->emitOpError("expects ")
           << what << " that divides dimension " << dim << " on axis " << axis
           << ", got " << blocks;
  return success();
}

LogicalResult LutToDenseOp::verify() {
  RankedTensorType indicesType = getTensorType(getIndices());
  ArrayRef<int64_t> shape = indicesType.getShape();
  ArrayRef<int64_t> lutShape = getTensorType(getLut()).getShape();
  int64_t rank = indicesType.getRank();
  if (lutShape.size() != shape.size() + 2) // C2
    return emitOpError("expects a lut of rank ")
           << rank + 2 << ", the rank of the indices plus two, got "
           << lutShape.size();
  unsigned bits = indicesType.getElementTypeBitWidth();
  int64_t entries = lutShape[rank];
  if (!compatibleDims(entries, int64_t(1) << bits)) // C3
    return emitOpError("expects ") << (1 << bits) << " lut entries for " << bits
                                   << "-bit indices, got " << entries;
  for (auto [axis, dim] : llvm::enumerate(shape))
    if (failed(verifyBlocks(*this, "a number of tables", axis, lutShape[axis],
                            dim))) // C4
      return failure();

  int64_t length = lutShape[rank + 1];
  SmallVector<int64_t> expected(shape);
  if (auto axis = getConstantIntegers(getAxis())) {
    if (failed(normalizeAxes(*this, *axis, rank))) // C5
      return failure();
    int64_t &dim = expected[axis->front()];
    dim = multiplyDims(dim, length);
  } else if (length != 1) {
    expected.assign(rank, ShapedType::kDynamic);
  }
  return verifyShape(*this, getResult(), expected); // C6
}

//===----------------------------------------------------------------------===//
// BlockwiseShiftScaleOp
//===----------------------------------------------------------------------===//

LogicalResult BlockwiseShiftScaleOp::verify() {
  RankedTensorType dataType = getTensorType(getData());
  RankedTensorType scaleType = getTensorType(getScale());
  Type resultElement = getTensorType(getResult()).getElementType();
  if (scaleType.getElementType() != resultElement &&
      !isa<Float8E8M0FNUType>(scaleType.getElementType())) // C3
    return emitOpError("expects scale elements of type ")
           << resultElement << " or f8E8M0FNU, got "
           << scaleType.getElementType();

  ArrayRef<int64_t> blocks = scaleType.getShape();
  for (Value offset : {getOffset1(), getOffset2()})
    if (ArrayRef<int64_t> shape = getTensorType(offset).getShape();
        failed(verifyCompatibleShape(shape, blocks))) // C4
      return emitOpError("expects scale and offsets of one shape, got ")
             << shapeText(blocks) << " and " << shapeText(shape);

  if (!blocks.empty()) {
    if (scaleType.getRank() != dataType.getRank()) // C5
      return emitOpError("expects a scale of rank ")
             << dataType.getRank() << " or 0, got " << scaleType.getRank();
    for (auto [axis, dim] : llvm::enumerate(dataType.getShape()))
      if (failed(verifyBlocks(*this, "a number of scales", axis, blocks[axis],
                              dim))) // C6
        return failure();
  }
  return verifyShape(*this, getResult(), dataType.getShape()); // C7
}

//===----------------------------------------------------------------------===//
// QuantizeOp, DequantizeOp
//===----------------------------------------------------------------------===//

/// C3-C6 of both.
static LogicalResult verifyQuantization(Operation *op, Value input, Value scale,
                                        Value offset1, Value offset2,
                                        Value axis, Value result) {
  RankedTensorType type = getTensorType(input);
  ArrayRef<int64_t> shape = getTensorType(scale).getShape();
  for (Value offset : {offset1, offset2})
    if (ArrayRef<int64_t> other = getTensorType(offset).getShape();
        failed(verifyCompatibleShape(shape, other))) // C3
      return op->emitOpError("expects scale and offsets of one shape, got ")
             << shapeText(shape) << " and " << shapeText(other);
  if (shape.size() > 1) // C3
    return op->emitOpError("expects a scale of rank 0 or 1, got ")
           << shape.size();
  if (shape.size() == 1) {
    auto constantAxis = getConstantAxis(op, axis, type.getRank()); // C4
    if (failed(constantAxis))
      return failure();
    if (*constantAxis &&
        !compatibleDims(type.getDimSize(**constantAxis), shape[0])) // C5
      return op->emitOpError("expects ")
             << type.getDimSize(**constantAxis) << " scales, one per element "
             << "of axis " << **constantAxis << ", got " << shape[0];
  }
  return verifyShape(op, result, type.getShape()); // C6
}

//===----------------------------------------------------------------------===//
// Sparse weights
//===----------------------------------------------------------------------===//

/// Parses a sparse type, in full or stripped to its parameter in `<>`.
static ParseResult parseSparseType(OpAsmParser &parser, Type &sparse) {
  if (failed(parser.parseOptionalLess()))
    return parser.parseType(sparse);
  Type dense;
  SMLoc loc = parser.getCurrentLocation();
  if (parser.parseType(dense) || parser.parseGreater())
    return failure();
  sparse = SparseWithBitmaskType::getChecked(
      [&] { return parser.emitError(loc); }, parser.getContext(), dense);
  return success(sparse != nullptr);
}

static void printSparseType(OpAsmPrinter &printer, Operation *, Type sparse) {
  printer << sparse;
}

/// Parses `(sparse) -> T`, and `sparse -> T` too.
static ParseResult parseFromSparseType(OpAsmParser &parser, Type &sparse,
                                       Type &result) {
  bool parenthesized = succeeded(parser.parseOptionalLParen());
  if (parseSparseType(parser, sparse) ||
      (parenthesized && parser.parseRParen()))
    return failure();
  return failure(parser.parseArrow() || parser.parseType(result));
}

static void printFromSparseType(OpAsmPrinter &printer, Operation *, Type sparse,
                                Type result) {
  printer << '(' << sparse << ") -> " << result;
}

LogicalResult BuildSparseWithBitmaskOp::verify() {
  auto dense = cast<RankedTensorType>(getResult().getType().getDenseType());
  RankedTensorType valuesType = getTensorType(getValues());
  if (dense.getElementType() != valuesType.getElementType()) // C1
    return emitOpError("expects a sparse value of ")
           << valuesType.getElementType() << ", got " << dense.getElementType();
  ArrayRef<int64_t> maskShape = getTensorType(getBitmask()).getShape();
  if (failed(verifyCompatibleShape(dense.getShape(), maskShape))) // C2
    return emitOpError("expects a sparse value of shape ")
           << shapeText(maskShape) << ", got " << shapeText(dense.getShape());
  auto mask = getBitmask().getDefiningOp<ConstantOp>();
  auto ones = mask ? countOnes(mask.getValue()) : std::nullopt;
  if (ones && !compatibleDims(valuesType.getDimSize(0), *ones)) // C3
    return emitOpError("expects ")
           << *ones << " values, one per bit that is set, got "
           << valuesType.getDimSize(0);
  return success();
}

LogicalResult SparseWithBitmaskToDenseOp::verify() {
  Type dense = getSparse().getType().getDenseType();
  if (!areCompatible(dense, getResult().getType())) // C1
    return emitOpError("expects a result of type ")
           << dense << ", got " << getResult().getType();
  return success();
}

//===----------------------------------------------------------------------===//
// What TableGen writes
//===----------------------------------------------------------------------===//

#define GET_OP_CLASSES
#include "coreai/IR/CompressionOps.cpp.inc"

void CoreAIDialect::registerCompressionOps() {
  addOperations<
#define GET_OP_LIST
#include "coreai/IR/CompressionOps.cpp.inc"
      >();
}

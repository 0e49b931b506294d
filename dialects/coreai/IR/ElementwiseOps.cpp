// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ops on single elements: their constraints and syntax.

#include "coreai/IR/ElementwiseOps.h"

#include "coreai/IR/VerifyUtils.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace coreai;

//===----------------------------------------------------------------------===//
// One operand
//===----------------------------------------------------------------------===//

/// Parses `(T) -> T`, and `T -> T` too: which of the two an op prints isn't
/// known for every op, and each prints one.
static ParseResult parseUnaryFunctionalType(OpAsmParser &parser, Type &operand,
                                            Type &result) {
  if (succeeded(parser.parseOptionalLParen())) {
    if (parser.parseType(operand) || parser.parseRParen())
      return failure();
  } else if (parser.parseType(operand)) {
    return failure();
  }
  return failure(parser.parseArrow() || parser.parseType(result));
}

static void printUnaryFunctionalType(OpAsmPrinter &printer, Operation *,
                                     Type operand, Type result) {
  printer << '(' << operand << ") -> " << result;
}

/// Reads what parseUnaryFunctionalType does, for ops printed as `T -> T`.
static ParseResult parseUnaryType(OpAsmParser &parser, Type &operand,
                                  Type &result) {
  return parseUnaryFunctionalType(parser, operand, result);
}

static void printUnaryType(OpAsmPrinter &printer, Operation *, Type operand,
                           Type result) {
  printer << operand << " -> " << result;
}

LogicalResult CastOp::verify() {
  return verifyShape(*this, getResult(),
                     getTensorType(getX()).getShape()); // C1
}

/// Floats stay what they are, rounded.
bool CastOp::isShown(OpOperand &operand) {
  return isa<FloatType>(getTensorType(getX()).getElementType()) &&
         isa<FloatType>(getTensorType(getResult()).getElementType());
}

AxisMap CastOp::mapAxes(OpOperand &operand, OpResult result) {
  return AxisMap::identity(getTensorType(getX()).getShape());
}

//===----------------------------------------------------------------------===//
// Complex numbers
//===----------------------------------------------------------------------===//

/// Checks that \p part has the type that the elements of \p complex are made
/// of, and a compatible shape.
static LogicalResult verifyComplexParts(Operation *op, Value complex,
                                        Value part) {
  auto complexElement =
      cast<ComplexType>(getTensorType(complex).getElementType());
  Type partElement = getTensorType(part).getElementType();
  if (complexElement.getElementType() != partElement)
    return op->emitOpError("expects parts of type ")
           << complexElement.getElementType() << ", got " << partElement;
  return verifyShape(op, op->getResult(0),
                     getTensorType(op->getOperand(0)).getShape());
}

LogicalResult CreateComplexOp::verify() {
  return verifyComplexParts(*this, getResult(), getReal()); // C2-C3
}

//===----------------------------------------------------------------------===//
// What TableGen writes
//===----------------------------------------------------------------------===//

#define GET_OP_CLASSES
#include "coreai/IR/ElementwiseOps.cpp.inc"

void CoreAIDialect::registerElementwiseOps() {
  addOperations<
#define GET_OP_LIST
#include "coreai/IR/ElementwiseOps.cpp.inc"
      >();
}

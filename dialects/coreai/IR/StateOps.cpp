// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// State that outlives a run, and kernels written in another language: their
// constraints and syntax.

#include "coreai/IR/StateOps.h"

#include "coreai/IR/VerifyUtils.h"

#include "mlir/IR/Builders.h"

using namespace mlir;
using namespace coreai;

/// C1 of both accesses.
static LogicalResult verifyAccess(Operation *op, HandleType handle,
                                  Type value) {
  if (handle.getValueType() != value)
    return op->emitOpError("expects a value of type ")
           << handle.getValueType() << ", got " << value;
  return success();
}

LogicalResult ReadHandleOp::verify() {
  return verifyAccess(*this, getHandle().getType(), getValue().getType());
}

LogicalResult WriteHandleOp::verify() {
  return verifyAccess(*this, getHandle().getType(), getValue().getType());
}

//===----------------------------------------------------------------------===//
// Metal4KernelOp
//===----------------------------------------------------------------------===//

ParseResult Metal4KernelOp::parse(OpAsmParser &parser, OperationState &result) {
  SmallVector<OpAsmParser::UnresolvedOperand> operands;
  FunctionType type;
  SMLoc loc = parser.getCurrentLocation();
  if (parser.parseKeyword("kernel_args") ||
      parser.parseOperandList(operands, OpAsmParser::Delimiter::Paren) ||
      parser.parseComma() || parser.parseKeyword("threads_per_grid") ||
      parser.parseOperand(operands.emplace_back()) || parser.parseComma() ||
      parser.parseKeyword("threads_per_thread_group") ||
      parser.parseOperand(operands.emplace_back()) || parser.parseComma() ||
      parser.parseKeyword("result_shapes") ||
      parser.parseOperandList(operands, OpAsmParser::Delimiter::Paren) ||
      parser.parseOptionalAttrDict(result.attributes) ||
      parser.parseColonType(type) ||
      parser.resolveOperands(operands, type.getInputs(), loc, result.operands))
    return failure();
  result.addTypes(type.getResults());
  return success();
}

void Metal4KernelOp::print(OpAsmPrinter &printer) {
  printer << " kernel_args(" << getKernelArgs() << "), threads_per_grid "
          << getThreadsPerGrid() << ", threads_per_thread_group "
          << getThreadsPerThreadGroup() << ", result_shapes("
          << getResultShapes() << ")";
  printer.printOptionalAttrDict((*this)->getAttrs());
  printer << " : ";
  printer.printFunctionalType(*this);
}

LogicalResult Metal4KernelOp::verify() {
  if (getInputs().size() < getNumResults() + 2) // C1
    return emitOpError("expects at least ")
           << getNumResults() + 2 << " operands, got " << getInputs().size();
  for (Value parameter : getInputs().take_back(getNumResults() + 2)) {
    RankedTensorType type = getTensorType(parameter);
    if (type.getRank() != 1 ||
        !type.getElementType().isUnsignedInteger(32)) // C1
      return emitOpError("expects grids and shapes of 1-D ui32, got ") << type;
  }
  StringRef what = "one per dimension";
  if (failed(verifyLength(*this, getThreadsPerGrid(), "threads_per_grid", 3,
                          what)) ||
      failed(verifyLength(*this, getThreadsPerThreadGroup(),
                          "threads_per_thread_group", 3, what))) // C2
    return failure();
  for (auto [index, result, shape] :
       llvm::enumerate(getResults(), getResultShapes())) {
    std::string name = "result #" + std::to_string(index);
    if (failed(verifyLength(*this, shape, "the shape of " + name,
                            getTensorType(result).getRank(),
                            "one per axis"))) // C3
      return failure();
    if (auto elements = getConstantIntegers(shape))
      if (failed(verifyShapeOf(*this, name, result, *elements))) // C4
        return failure();
  }
  return success();
}

//===----------------------------------------------------------------------===//
// What TableGen writes
//===----------------------------------------------------------------------===//

#define GET_OP_CLASSES
#include "coreai/IR/StateOps.cpp.inc"

void CoreAIDialect::registerStateOps() {
  addOperations<
#define GET_OP_LIST
#include "coreai/IR/StateOps.cpp.inc"
      >();
}

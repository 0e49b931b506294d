// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The generated op classes, and the syntax they share. Verifiers and folders
// stand in one file per topic, as the definitions do.

#include "coreai/IR/CoreAIOps.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/TypeUtilities.h"

#include "coreai/IR/VerifyUtils.h"

using namespace mlir;
using namespace coreai;

/// Parses `(T) -> T`, and `T -> T` too: which of the two an op prints isn't
/// known for every op.
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

#define GET_OP_CLASSES
#include "coreai/IR/CoreAIOps.cpp.inc"

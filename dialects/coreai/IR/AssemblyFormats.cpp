// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pieces of syntax that the declarative formats of ops share.

#include "coreai/IR/AssemblyFormats.h"

#include "coreai/IR/CoreAIDialect.h"

using namespace mlir;
using namespace coreai;

/// Parses `(T) -> T`, and `T -> T` too: which of the two an op prints isn't
/// known for every op.
ParseResult coreai::parseUnaryFunctionalType(OpAsmParser &parser, Type &operand,
                                             Type &result) {
  if (succeeded(parser.parseOptionalLParen())) {
    if (parser.parseType(operand) || parser.parseRParen())
      return failure();
  } else if (parser.parseType(operand)) {
    return failure();
  }
  return failure(parser.parseArrow() || parser.parseType(result));
}

void coreai::printUnaryFunctionalType(OpAsmPrinter &printer, Operation *,
                                      Type operand, Type result) {
  printer << '(' << operand << ") -> " << result;
}

/// Reads what parseUnaryFunctionalType does, for ops printed as `T -> T`.
ParseResult coreai::parseUnaryType(OpAsmParser &parser, Type &operand,
                                   Type &result) {
  return parseUnaryFunctionalType(parser, operand, result);
}

void coreai::printUnaryType(OpAsmPrinter &printer, Operation *, Type operand,
                            Type result) {
  printer << operand << " -> " << result;
}

/// Parses `C`, `C -> T, T` or `C -> (T, T)`.
ParseResult coreai::parseIfTypes(OpAsmParser &parser, Type &condition,
                                 SmallVectorImpl<Type> &results) {
  if (parser.parseType(condition))
    return failure();
  if (failed(parser.parseOptionalArrow()))
    return success();
  if (failed(parser.parseOptionalLParen()))
    return parser.parseTypeList(results);
  if (succeeded(parser.parseOptionalRParen()))
    return success();
  return failure(parser.parseTypeList(results) || parser.parseRParen());
}

void coreai::printIfTypes(OpAsmPrinter &printer, Operation *, Type condition,
                          TypeRange results) {
  printer << condition;
  if (!results.empty())
    printer << " -> " << results;
}

/// Parses a sparse type, in full or stripped to its parameter in `<>`.
ParseResult coreai::parseSparseType(OpAsmParser &parser, Type &sparse) {
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

void coreai::printSparseType(OpAsmPrinter &printer, Operation *, Type sparse) {
  printer << sparse;
}

/// Parses `(sparse) -> T`, and `sparse -> T` too.
ParseResult coreai::parseFromSparseType(OpAsmParser &parser, Type &sparse,
                                        Type &result) {
  bool parenthesized = succeeded(parser.parseOptionalLParen());
  if (parseSparseType(parser, sparse) ||
      (parenthesized && parser.parseRParen()))
    return failure();
  return failure(parser.parseArrow() || parser.parseType(result));
}

void coreai::printFromSparseType(OpAsmPrinter &printer, Operation *,
                                 Type sparse, Type result) {
  printer << '(' << sparse << ") -> " << result;
}

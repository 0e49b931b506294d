// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Registers the sibling dialect, most of which passes through.

#include "coreai/IR/UdmlDialect.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/DialectImplementation.h"

using namespace mlir;
using namespace coreai;

#include "coreai/IR/UdmlDialect.cpp.inc"

#define GET_OP_CLASSES
#include "coreai/IR/UdmlOps.cpp.inc"

void UdmlDialect::initialize() {
  allowUnknownOperations();
  allowUnknownTypes();
  addOperations<
#define GET_OP_LIST
#include "coreai/IR/UdmlOps.cpp.inc"
      >();
}

Attribute UdmlDialect::parseAttribute(DialectAsmParser &parser,
                                      Type type) const {
  return OpaqueAttr::get(StringAttr::get(getContext(), getNamespace()),
                         parser.getFullSymbolSpec(),
                         type ? type : NoneType::get(getContext()));
}

StringRef NamespaceOp::getDefaultDialect() {
  return UdmlDialect::getDialectNamespace();
}

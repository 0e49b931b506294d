// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The dialect in which Core AI's compiler stores programs on disk: every way
// in ends with one error.

#include "coreai/IR/AicodeDialect.h"

#include "mlir/Bytecode/BytecodeImplementation.h"
#include "mlir/IR/DialectImplementation.h"
#include "mlir/IR/OpImplementation.h"

using namespace mlir;
using namespace coreai;

MLIR_DEFINE_EXPLICIT_TYPE_ID(coreai::AicodeDialect)

static constexpr llvm::StringLiteral kMessage =
    "this program is in 'aicode', the form in which Core AI's compiler stores "
    "programs on disk, which only Core AI's own tools read; print it as text "
    "with them (in Python, str(program), or program.operation.get_asm() with "
    "its weights) and read that";

namespace {

struct AicodeBytecodeInterface : public BytecodeDialectInterface {
  explicit AicodeBytecodeInterface(Dialect *dialect)
      : BytecodeDialectInterface(dialect) {}

  Attribute readAttribute(DialectBytecodeReader &reader) const final {
    reader.emitError() << kMessage;
    return {};
  }

  Type readType(DialectBytecodeReader &reader) const final {
    reader.emitError() << kMessage;
    return {};
  }

  std::unique_ptr<DialectVersion>
  readVersion(DialectBytecodeReader &reader) const final {
    reader.emitError() << kMessage;
    return nullptr;
  }
};

} // namespace

AicodeDialect::AicodeDialect(MLIRContext *context)
    : Dialect(getDialectNamespace(), context, TypeID::get<AicodeDialect>()) {
  addInterfaces<AicodeBytecodeInterface>();
}

Attribute AicodeDialect::parseAttribute(DialectAsmParser &parser, Type) const {
  parser.emitError(parser.getNameLoc()) << kMessage;
  return {};
}

Type AicodeDialect::parseType(DialectAsmParser &parser) const {
  parser.emitError(parser.getNameLoc()) << kMessage;
  return {};
}

std::optional<Dialect::ParseOpHook>
AicodeDialect::getParseOperationHook(StringRef) const {
  return ParseOpHook([](OpAsmParser &parser, OperationState &) -> ParseResult {
    return parser.emitError(parser.getNameLoc()) << kMessage;
  });
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The dialect in which Core AI's compiler stores programs on disk. It isn't
// published, so it can't be read; this says so, once and clearly, where MLIR
// would report a missing dialect or an odd attribute.

#ifndef COREAI_IR_AICODEDIALECT_H
#define COREAI_IR_AICODEDIALECT_H

#include "mlir/IR/Dialect.h"

namespace coreai {

class AicodeDialect : public mlir::Dialect {
public:
  explicit AicodeDialect(mlir::MLIRContext *context);

  static constexpr llvm::StringLiteral getDialectNamespace() {
    return llvm::StringLiteral("aicode");
  }

  mlir::Attribute parseAttribute(mlir::DialectAsmParser &parser,
                                 mlir::Type type) const override;
  mlir::Type parseType(mlir::DialectAsmParser &parser) const override;
  std::optional<ParseOpHook>
  getParseOperationHook(llvm::StringRef opName) const override;
};

} // namespace coreai

MLIR_DECLARE_EXPLICIT_TYPE_ID(coreai::AicodeDialect)

#endif // COREAI_IR_AICODEDIALECT_H

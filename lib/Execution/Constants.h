// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Keeps weights out of the code: a program's constants stay where they are, in
// most cases in a mapped file, and the compiled code refers to them by name.

#ifndef COREAI_LIB_EXECUTION_CONSTANTS_H
#define COREAI_LIB_EXECUTION_CONSTANTS_H

#include "mlir/IR/BuiltinOps.h"

#include <memory>
#include <string>
#include <vector>

namespace coreai::execution {

/// Constants by the names of the symbols that stand for them.
class Constants {
public:
  struct Symbol {
    std::string name;
    const char *data;
  };

  /// Replaces constants of the lowered program: large ones of equal elements by
  /// a fill, and other large ones by memory that belongs to the module's
  /// context or to this object, so both must outlive the code.
  void externalize(mlir::ModuleOp module);

  llvm::ArrayRef<Symbol> getSymbols() const { return symbols; }

private:
  const char *getData(mlir::ElementsAttr elements);
  const char *copy(llvm::ArrayRef<char> bytes);

  std::vector<Symbol> symbols;
  /// Copies of constants that are bit-packed or misaligned.
  std::vector<std::unique_ptr<char[]>> copies;
};

} // namespace coreai::execution

#endif // COREAI_LIB_EXECUTION_CONSTANTS_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Uses the installed library: counts the palettized weights of a program.

#include "coreai/IR/CoreAIOps.h"

#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/OwningOpRef.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/raw_ostream.h"

int main(int argc, char **argv) {
  mlir::MLIRContext context;
  context.loadDialect<coreai::CoreAIDialect>();
  auto module = mlir::parseSourceFile<mlir::ModuleOp>(argv[1], &context);
  if (!module)
    return 1;
  int count = 0;
  module->walk([&](coreai::LutToDenseOp) { ++count; });
  llvm::outs() << count << " palettized\n";
  return 0;
}

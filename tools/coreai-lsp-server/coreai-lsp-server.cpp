// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The language server: completion, hover and diagnostics for programs in the
// coreai dialect, in any editor that speaks the protocol.

#include "coreai/IR/RegisterDialects.h"

#include "mlir/Tools/mlir-lsp-server/MlirLspServerMain.h"

int main(int argc, char **argv) {
  mlir::DialectRegistry registry;
  coreai::registerDialects(registry);
  return failed(mlir::MlirLspServerMain(argc, argv, registry));
}

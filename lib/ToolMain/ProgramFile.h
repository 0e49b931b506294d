// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads programs from files, for tools other than MLIR's driver, and prints
// diagnostics about them.

#ifndef COREAI_LIB_TOOLMAIN_PROGRAMFILE_H
#define COREAI_LIB_TOOLMAIN_PROGRAMFILE_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/SourceMgr.h"

namespace coreai {

/// Prints the diagnostics of a context on stderr, as long as it lives: where
/// they are and what they say, but not the line of the file. A program's
/// locations may name any file, and none of them is opened.
class DiagnosticPrinter {
public:
  explicit DiagnosticPrinter(mlir::MLIRContext *context);

private:
  llvm::SourceMgr sources;
  mlir::SourceMgrDiagnosticHandler handler;
};

/// Calls \p run, which reads the file \p path, and reports an error if that
/// fails without a word on stderr: MLIR's bytecode reader does on some files.
llvm::LogicalResult
reportSilence(llvm::StringRef path,
              llvm::function_ref<llvm::LogicalResult()> run);

/// Reads the program that is the file \p path, or standard input for `-`.
///
/// Errors: null, after an error on stderr, whatever MLIR's reader said.
mlir::OwningOpRef<mlir::ModuleOp> readProgram(llvm::StringRef path,
                                              mlir::MLIRContext *context);

} // namespace coreai

#endif // COREAI_LIB_TOOLMAIN_PROGRAMFILE_H

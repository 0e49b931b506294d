// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads programs from files. What goes wrong is always said, and no other file
// is opened to say it.

#include "ToolMain/ProgramFile.h"

#include "ToolMain/InitTool.h"
#include "ToolMain/InputFile.h"

#include "mlir/IR/MLIRContext.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace mlir;
using namespace coreai;

DiagnosticPrinter::DiagnosticPrinter(MLIRContext *context)
    : sources(llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>()),
      handler(sources, context) {
  context->printOpOnDiagnostic(false);
}

LogicalResult coreai::reportSilence(StringRef path,
                                    function_ref<LogicalResult()> run) {
  uint64_t said = llvm::errs().tell();
  LogicalResult result = run();
  if (failed(result) && llvm::errs().tell() == said)
    reportError("MLIR gave up on '" + path +
                "' and didn't say why; is it complete?");
  return result;
}

OwningOpRef<ModuleOp> coreai::readProgram(StringRef path,
                                          MLIRContext *context) {
  auto buffer = openProgramFile(path);
  if (!buffer) {
    reportError(toString(buffer.takeError()));
    return nullptr;
  }
  auto sources = std::make_shared<llvm::SourceMgr>();
  sources->AddNewSourceBuffer(std::move(*buffer), llvm::SMLoc());
  OwningOpRef<ModuleOp> program;
  if (failed(reportSilence(path, [&] {
        program = parseSourceFile<ModuleOp>(sources, context);
        return success(bool(program));
      })))
    return nullptr;
  return program;
}

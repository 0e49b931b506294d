// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads any bytes as the bytecode of a program. The 32 bytes before it say how
// to palettize it.
//
// MLIR's reader trusts what it reads: corrupt bytecode makes it read where
// nothing is, or ask for any amount of memory, and it isn't ours to repair. So
// a child process reads first, and what it doesn't survive is left alone.

#include "Program.h"
#include "Target.h"
#include "coreai/IR/RegisterDialects.h"

#include "mlir/IR/MLIRContext.h"
#include "mlir/Parser/Parser.h"

#include <sanitizer/common_interface_defs.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>

using namespace coreai::fuzz;

/// Reads in a process of its own. Whether that ends as it should.
static bool survivesReader(llvm::StringRef source) {
  pid_t child = fork();
  require(child >= 0, "a process can be started");
  if (child == 0) {
    // It dies silently, and without writing a file about it.
    __sanitizer_set_death_callback(nullptr);
    for (int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGFPE, SIGALRM})
      std::signal(signal, SIG_DFL);
    alarm(5);
    close(STDERR_FILENO);
    rlimit none = {0, 0};
    setrlimit(RLIMIT_NOFILE, &none);
    {
      mlir::DialectRegistry registry;
      coreai::registerDialects(registry);
      mlir::MLIRContext context(registry,
                                mlir::MLIRContext::Threading::DISABLED);
      context.allowUnregisteredDialects();
      mlir::ScopedDiagnosticHandler silence(
          &context, [](mlir::Diagnostic &) { return mlir::success(); });
      mlir::parseSourceString<mlir::ModuleOp>(source, &context);
    }
    _exit(0);
  }
  int status = 0;
  // libFuzzer's clock interrupts.
  while (waitpid(child, &status, 0) < 0)
    require(errno == EINTR, "a process can be waited for");
  return status == 0;
}

bool coreai::fuzz::testInput(const uint8_t *data, size_t size) {
  size_t begin = std::min<size_t>(size, 32);
  FuzzedDataProvider input(data, begin);
  PalettizeCase how = consumePalettizeCase(input);
  std::string source(reinterpret_cast<const char *>(data) + begin,
                     size - begin);
  if (!survivesReader(source))
    return false; // Not for the corpus.
  checkProgram(source, how, Origin::Bytecode);
  return true;
}

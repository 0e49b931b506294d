// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A graph, compiled to the machine's code.

#ifndef COREAI_LIB_EXECUTION_EXECUTABLE_H
#define COREAI_LIB_EXECUTION_EXECUTABLE_H

#include "Execution/Constants.h"
#include "Execution/Graph.h"

#include "mlir/ExecutionEngine/ExecutionEngine.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

#include <memory>
#include <vector>

namespace coreai::run {

/// How a graph is compiled.
struct CompileOptions {
  /// Threads that the code runs on.
  unsigned threads = 1;
};

class Executable {
public:
  Executable() = default;
  /// Waits until no thread of the async runtime is in the code.
  ~Executable();
  Executable(const Executable &) = delete;
  Executable &operator=(const Executable &) = delete;

  /// Compiles `graph` of `module`, which is taken apart on the way; its context
  /// has to outlive the result. Reports errors at locations in the program.
  static llvm::FailureOr<std::unique_ptr<Executable>>
  compile(mlir::ModuleOp module, GraphOp graph, const CompileOptions &options);

  const Interface &getInterface() const { return interface; }

  /// Runs the graph. `inputs` and `outputs` hold the ports' bytes in their
  /// order; state is read from, and left in, its input.
  void run(llvm::ArrayRef<char *> inputs, llvm::ArrayRef<char *> outputs);

private:
  Interface interface;
  Constants constants;
  std::unique_ptr<mlir::ExecutionEngine> engine;
  void (*entry)(void **arguments) = nullptr;
  /// Whether it runs on threads other than its caller's.
  bool usesRuntime = false;
};

/// What a context needs for `Executable::compile`.
void registerDialectsToRun(mlir::DialectRegistry &registry);

} // namespace coreai::run

#endif // COREAI_LIB_EXECUTION_EXECUTABLE_H

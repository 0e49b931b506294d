// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A graph of a program, compiled to the machine's code. Tools start from this
// header; it isn't installed.

#ifndef COREAI_LIB_EXECUTION_PROGRAM_H
#define COREAI_LIB_EXECUTION_PROGRAM_H

#include "Execution/Constants.h"
#include "Execution/Signature.h"

#include "mlir/ExecutionEngine/ExecutionEngine.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "mlir/Pass/PassManager.h"

#include <functional>
#include <memory>

namespace coreai::execution {

/// How a graph is compiled.
struct CompileOptions {
  /// Threads that the code runs on; at least 1.
  unsigned threads = 1;
  /// Called with each pass manager before it runs, if there is one: a tool's
  /// options that print the IR or take times. Compilation fails if it does.
  std::function<llvm::LogicalResult(mlir::PassManager &)> configurePasses =
      nullptr;
};

/// Not thread-safe: one run at a time. Several programs may exist at once.
class Program {
public:
  /// Compiles the graph called \p graph, with what it calls.
  ///
  /// \p module is used up: its ops are lowered where they are. Its context,
  /// which needs what `registerDialectsToRun` registers, has to outlive the
  /// program, which reads constants where the context has them.
  ///
  /// Returns: a program whose results have the same bytes for any number of
  ///          threads.
  /// Errors:  diagnostics at locations in the module: a graph that isn't there,
  ///          a signature that `getSignature` refuses, ops that have no
  ///          lowering, and calls that come to too many ops.
  static llvm::FailureOr<std::unique_ptr<Program>>
  compile(mlir::OwningOpRef<mlir::ModuleOp> module, llvm::StringRef graph,
          const CompileOptions &options = {});

  Program() = default;
  /// Waits until no thread of the async runtime is in the code.
  ~Program();
  Program(const Program &) = delete;
  Program &operator=(const Program &) = delete;

  /// What the graph takes and gives.
  const Signature &signature() const { return ports; }

  /// Runs the graph.
  ///
  /// Shapes:  \p inputs and \p outputs point to the bytes of the signature's
  ///          ports, in their order: `Port::byteSize()` of each, aligned for
  ///          their elements. No two of them overlap.
  /// Returns: the outputs' bytes. State is read from its input, and what is
  ///          left of it is there afterwards; other inputs keep their bytes.
  /// Errors:  none reported. Indices in the inputs have to be within their
  ///          limits, see `Port::indexLimit`.
  void run(llvm::ArrayRef<char *> inputs, llvm::ArrayRef<char *> outputs);

private:
  Signature ports;
  Constants constants;
  std::unique_ptr<mlir::ExecutionEngine> engine;
  void (*entry)(void **arguments) = nullptr;
  /// Whether it runs on threads other than its caller's.
  bool usesRuntime = false;
};

/// What a context needs for `Program::compile`.
void registerDialectsToRun(mlir::DialectRegistry &registry);

} // namespace coreai::execution

#endif // COREAI_LIB_EXECUTION_PROGRAM_H

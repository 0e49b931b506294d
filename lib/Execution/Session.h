// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A program that is loaded, compiled, and run on tensors found by name.

#ifndef COREAI_LIB_EXECUTION_SESSION_H
#define COREAI_LIB_EXECUTION_SESSION_H

#include "Execution/Executable.h"

#include "mlir/IR/MLIRContext.h"
#include "llvm/ADT/MapVector.h"

#include <string>

namespace coreai::run {

/// Tensors by name. Values are the bytes of ports.
using Tensors = llvm::StringMap<std::vector<char>>;

/// Seconds that steps took; of several runs, the fastest.
struct Timing {
  double load = 0, compile = 0, run = 0;
};

class Session {
public:
  /// Loads and compiles a graph. Reports errors.
  static llvm::FailureOr<std::unique_ptr<Session>>
  open(mlir::MLIRContext &context, llvm::StringRef path, llvm::StringRef graph,
       const CompileOptions &options);

  const Interface &getInterface() const { return executable->getInterface(); }
  const Timing &getTiming() const { return timing; }

  /// Runs the graph on copies of `inputs`, which has one tensor for every input
  /// and piece of state. Gives outputs, and the state that is left, by name;
  /// they are in `state`.
  void run(const Tensors &inputs, Tensors &outputs, Tensors &state);

private:
  /// Dies after the code, which reads its constants.
  mlir::OwningOpRef<mlir::ModuleOp> module;
  std::unique_ptr<Executable> executable;
  Timing timing;
};

} // namespace coreai::run

#endif // COREAI_LIB_EXECUTION_SESSION_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a graph takes and gives, by name.

#ifndef COREAI_LIB_EXECUTION_GRAPH_H
#define COREAI_LIB_EXECUTION_GRAPH_H

#include "ToolMain/Npy.h"
#include "coreai/IR/StructureOps.h"

#include "mlir/IR/BuiltinOps.h"
#include "llvm/Support/Error.h"

#include <optional>
#include <string>

namespace coreai::run {

/// An input, an output or a piece of state.
struct Port {
  std::string name;
  /// Static, of elements that can be computed with, of a size that fits memory.
  mlir::RankedTensorType type;
  bool isState = false;
  /// Integers that index a tensor are less than this.
  std::optional<int64_t> indexLimit;

  size_t byteSize() const;
};

/// A graph's interface, in the order of its arguments and results. Results that
/// are tokens aren't outputs.
struct Interface {
  llvm::SmallVector<Port> inputs;
  llvm::SmallVector<Port> outputs;
};

/// Finds the graph called `name`, an entry point. Errors: one that lists what
/// there is.
llvm::Expected<GraphOp> findGraph(mlir::ModuleOp module, llvm::StringRef name);

/// Errors: types that aren't static, have no elements to compute with or don't
/// fit memory, and names that aren't unique.
llvm::Expected<Interface> getInterface(GraphOp graph);

/// The type of an array that holds elements of `type`. NumPy has no bf16: its
/// bits are in integers. Integers narrower than a byte take one.
NpyType getNpyType(mlir::Type type);

} // namespace coreai::run

#endif // COREAI_LIB_EXECUTION_GRAPH_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A graph's inputs, outputs and state: their names, types and sizes.

#ifndef COREAI_LIB_EXECUTION_SIGNATURE_H
#define COREAI_LIB_EXECUTION_SIGNATURE_H

#include "Execution/Npy.h"
#include "coreai/IR/StructureOps.h"

#include "mlir/IR/BuiltinOps.h"
#include "llvm/Support/Error.h"

#include <optional>
#include <string>

namespace coreai::execution {

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

/// In the order of the graph's arguments and results, tokens left out.
struct Signature {
  llvm::SmallVector<Port> inputs;
  llvm::SmallVector<Port> outputs;
};

/// The graph called \p name, if there is one.
GraphOp findGraph(mlir::ModuleOp module, llvm::StringRef name);

/// Names of the graphs that are entry points, printable, in their order.
llvm::SmallVector<std::string> listEntryPoints(mlir::ModuleOp module);

/// Errors: types that aren't static, have no elements to compute with or don't
/// fit memory, and names that aren't unique.
llvm::Expected<Signature> getSignature(GraphOp graph);

/// The type of an array that holds elements of \p type. NumPy has no bf16: its
/// bits are in integers. Integers narrower than a byte take one.
NpyType getNpyType(mlir::Type type);

} // namespace coreai::execution

#endif // COREAI_LIB_EXECUTION_SIGNATURE_H

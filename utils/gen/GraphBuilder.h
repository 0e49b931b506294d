// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Builds a Core AI graph op by op: infers result types, makes parameters, and
// shares the constants that the dialect has in place of attributes.

#ifndef COREAI_UTILS_GEN_GRAPHBUILDER_H
#define COREAI_UTILS_GEN_GRAPHBUILDER_H

#include "Weights.h"
#include "coreai/IR/CoreAIOps.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/DenseMap.h"

#include <string>

namespace coreai::gen {

/// Builds the only graph of a module, an entry point with one input and one
/// output. Constants stand at its head, as Core AI's optimizer leaves them.
///
/// Integers that an op takes as operands are sizes (unsigned: shapes,
/// permutations, strides, padding, groups) or axes (signed).
class GraphBuilder {
public:
  /// The input's elements are like those of parameters unless a type is given.
  GraphBuilder(mlir::ModuleOp module, const WeightOptions &weights,
               llvm::StringRef inputName, llvm::ArrayRef<int64_t> inputShape,
               mlir::Type inputElement = {});

  mlir::Value getInput();
  void setOutput(llvm::StringRef name, mlir::Value value);

  /// The type that parameters and activations are stored in.
  mlir::Type getElementType() { return elementType; }
  mlir::Builder &getTypes() { return builder; }

  //===--------------------------------------------------------------------===//
  // Constants
  //===--------------------------------------------------------------------===//

  mlir::Value sizes(llvm::ArrayRef<int64_t> values);
  mlir::Value size(int64_t value);
  mlir::Value axes(llvm::ArrayRef<int64_t> values);
  mlir::Value axis(int64_t value);
  mlir::Value scalar(double value, mlir::Type type);

  /// A new parameter of the innermost scope. Its elements are random, around
  /// \p mean; channels are counted by \p channelAxis.
  mlir::Value parameter(llvm::StringRef name, llvm::ArrayRef<int64_t> shape,
                        int64_t channelAxis = 0, double mean = 0);

  /// [1, 1, length, length]: zero where a position (row) may attend to another
  /// (column), which is itself and those before it; elsewhere a number so low
  /// that softmax makes it zero, yet finite in every element type.
  mlir::Value causalMask(int64_t length);

  //===--------------------------------------------------------------------===//
  // Ops
  //===--------------------------------------------------------------------===//

  mlir::Value add(mlir::Value x, mlir::Value y);
  mlir::Value sub(mlir::Value x, mlir::Value y);
  mlir::Value mul(mlir::Value x, mlir::Value y);
  mlir::Value matmul(mlir::Value x, mlir::Value y);
  mlir::Value rsqrt(mlir::Value x);
  mlir::Value relu(mlir::Value x);
  mlir::Value silu(mlir::Value x);
  mlir::Value geluTanh(mlir::Value x);
  mlir::Value softmax(mlir::Value x, int64_t axis);
  mlir::Value mean(mlir::Value x, llvm::ArrayRef<int64_t> reducedAxes);
  /// Leaves \p x alone if it has elements of that type already.
  mlir::Value cast(mlir::Value x, mlir::Type type);
  mlir::Value transpose(mlir::Value x, llvm::ArrayRef<int64_t> permutation);
  mlir::Value reshape(mlir::Value x, llvm::ArrayRef<int64_t> shape);
  /// The rows of \p table that \p ids names, along a new last axis.
  mlir::Value lookUpRows(mlir::Value table, mlir::Value ids);
  /// Adds \p padding zeros at each end of both spatial axes.
  mlir::Value padImages(mlir::Value images, int64_t padding);
  mlir::Value conv2d(mlir::Value images, mlir::Value weight, int64_t stride,
                     int64_t groups);

private:
  friend class Scope;

  template <typename Op>
  mlir::Value broadcast(mlir::Value x, mlir::Value y);
  mlir::Value integers(llvm::ArrayRef<int64_t> shape,
                       llvm::ArrayRef<int64_t> values, bool isSigned);
  /// The constant of these elements, made if there is none yet.
  mlir::Value sharedConstant(mlir::ElementsAttr elements);
  /// A constant of its own, after those at the head of the graph.
  mlir::Value newConstant(mlir::ElementsAttr elements, mlir::Location loc);

  mlir::ImplicitLocOpBuilder builder;
  mlir::Type elementType;
  WeightOptions weights;
  uint64_t numParameters = 0;
  GraphOp graph;
  mlir::Operation *lastConstant = nullptr;
  llvm::DenseMap<mlir::Attribute, mlir::Value> sharedConstants;
  /// Of the innermost scope, with a dot at its end; empty outside all scopes.
  std::string path;
};

/// Names what is built during its lifetime, as PyTorch names modules: inside
/// "layers.0" and "attn", a parameter `weight` becomes `layers.0.attn.weight`,
/// and ops are located at `layers.0.attn`.
class Scope {
public:
  Scope(GraphBuilder &graph, const llvm::Twine &name);
  ~Scope();
  Scope(const Scope &) = delete;
  Scope &operator=(const Scope &) = delete;

private:
  GraphBuilder &graph;
  std::string outerPath;
  mlir::Location outerLoc;
};

/// The shape of a value.
llvm::ArrayRef<int64_t> getShape(mlir::Value value);

} // namespace coreai::gen

#endif // COREAI_UTILS_GEN_GRAPHBUILDER_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a program says about its float constants: which of them share bytes, and
// which ops finally read those, behind views and calls, in whatever graph.

#ifndef COREAI_WEIGHTS_WEIGHTGRAPH_H
#define COREAI_WEIGHTS_WEIGHTGRAPH_H

#include "coreai/IR/AxisMap.h"
#include "coreai/IR/CoreAIInterfaces.h"
#include "coreai/IR/CoreAIOps.h"
#include "coreai/Weights/Storage.h"

#include "mlir/IR/BuiltinOps.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace coreai {

/// An op that finally reads a constant.
struct WeightUse {
  /// The operand by which the op reads it.
  mlir::OpOperand *operand;

  /// The ops between the constant and the reader, in order: views and calls.
  llvm::SmallVector<mlir::Operation *, 2> path;

  /// What the axes of the operand show of the constant's.
  AxisMap axes;

  /// Of the operand's axes, those that count channels. None if the op doesn't
  /// read it as a weight.
  std::optional<ChannelAxes> channels;

  /// The op picks rows by index, and they are multiplied with what is computed:
  /// a table of positions, such as the cosines of rotary embeddings.
  bool isPositionTable = false;

  mlir::Operation *reader() const { return operand->getOwner(); }
  bool isWeight() const { return channels.has_value(); }
};

/// The names of the ops that finally read a value, sorted, each once.
std::vector<std::string> getReaderNames(llvm::ArrayRef<WeightUse> uses);

/// Finds the final readers of values, behind views and calls.
class UseFinder {
public:
  explicit UseFinder(mlir::ModuleOp program);
  ~UseFinder();

  /// In the order in which they are found: those of a view come after those of
  /// what it shows.
  llvm::SmallVector<WeightUse, 2> find(mlir::Value value) const;

private:
  class Calls;
  std::unique_ptr<Calls> calls;
};

/// Bytes behind float constants.
struct Storage {
  StorageIdentity identity;
  mlir::RankedTensorType type;
  size_t bytes; // 0 if the data is missing.

  /// The constants that name the bytes, all of the one type, in program order.
  llvm::SmallVector<ConstantOp, 1> constants;

  /// The final readers of all of them, in the order of the constants.
  llvm::SmallVector<WeightUse, 2> uses;

  /// Constants of another type name the bytes, too; null if none do. Bytes
  /// count for the first type.
  mlir::Type otherType = nullptr;

  /// Some op reads it as a part of a compressed weight: as indices, a table,
  /// scales or the like.
  bool isPartOfCompressed = false;
};

/// The float constants of a program by their bytes, with their readers.
///
/// Takes time in proportion to the program and to how often callees are entered
/// by different constants.
class WeightGraph {
public:
  /// As an analysis manager wants it.
  explicit WeightGraph(mlir::ModuleOp program);

  /// In the order of the first constants.
  llvm::ArrayRef<Storage> storages() const { return list; }

private:
  std::vector<Storage> list;
};

} // namespace coreai

#endif // COREAI_WEIGHTS_WEIGHTGRAPH_H

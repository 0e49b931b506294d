// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a weight is called, how large it is and who reads it: what rules match,
// reports list and programs are compared by.

#ifndef COREAI_WEIGHTS_WEIGHTDESCRIPTION_H
#define COREAI_WEIGHTS_WEIGHTDESCRIPTION_H

#include "mlir/IR/Value.h"
#include "llvm/ADT/StringRef.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace coreai {

/// What a weight without a name is called.
inline constexpr llvm::StringLiteral kUnnamedWeight = "weight";

/// The name of a weight: that of the location of \p value's op, as front ends
/// keep the name of a parameter there. Else, that of the resource which holds
/// its data or, without the suffix `_indices`, its indices; or else
/// kUnnamedWeight.
std::string getWeightName(mlir::Value value);

/// The symbol of the closest op around \p op that has one; empty if none has.
std::string getGraphName(mlir::Operation *op);

/// A weight as people and rules know it.
struct WeightDescription {
  std::string name;  // See getWeightName.
  std::string graph; // The symbol of the op that holds it.
  std::vector<int64_t> shape;
  std::string elementType;
  std::vector<std::string> consumers; // Names of ops, sorted, each once.

  /// Number of elements.
  size_t count() const;
};

/// Describes \p value, a ranked tensor that an op of the program gives, and
/// that ops of the names \p consumers read.
WeightDescription describeWeight(mlir::Value value,
                                 std::vector<std::string> consumers);

} // namespace coreai

#endif // COREAI_WEIGHTS_WEIGHTDESCRIPTION_H

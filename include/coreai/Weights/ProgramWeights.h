// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The weights of a program, dense or compressed: what they are called, who
// reads them, what they take, and their numbers.

#ifndef COREAI_WEIGHTS_PROGRAMWEIGHTS_H
#define COREAI_WEIGHTS_PROGRAMWEIGHTS_H

#include "coreai/Decoding/Source.h"
#include "coreai/Weights/Storage.h"
#include "coreai/Weights/WeightDescription.h"

#include "mlir/IR/BuiltinOps.h"
#include "llvm/Support/LogicalResult.h"

#include <cstddef>
#include <string>
#include <vector>

namespace coreai {

/// Bytes that a weight is made from.
struct StoredPart {
  StorageIdentity identity;
  size_t bytes;
};

/// A float tensor that constants determine, read by something.
struct ProgramWeight : WeightDescription {
  bool isCompressed = false;

  /// Its elements. None if they aren't decoded: `reason` says why.
  decoding::SourcePtr source;
  std::string reason;

  /// The constants it is computed from: indices, tables, scales, zero points.
  std::vector<StoredPart> parts;
  size_t bytes = 0; // Of all parts.
};

/// Collects the weights of a program, in its order: each constant of floats,
/// and each float result of a chain of decompressions, that is read by an op
/// which isn't itself part of such a chain. A float's cast to another float
/// type belongs to a chain if the chain goes on behind it, or if it ends the
/// chain under the name of the weight; else it reads the weight, and its
/// readers are the weight's consumers.
///
/// Sources refer to the program's constants. Emits errors and fails if some
/// constant lacks its data.
llvm::FailureOr<std::vector<ProgramWeight>>
collectProgramWeights(mlir::ModuleOp program);

} // namespace coreai

#endif // COREAI_WEIGHTS_PROGRAMWEIGHTS_H

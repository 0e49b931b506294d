// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From IR to numbers: the decoding source of a value that constants determine,
// or why there is none.

#ifndef COREAI_WEIGHTS_WEIGHTSOURCE_H
#define COREAI_WEIGHTS_WEIGHTSOURCE_H

#include "coreai/Decoding/Source.h"

#include "mlir/IR/Value.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

#include <memory>
#include <optional>
#include <string>

namespace coreai {

/// Whether \p op expands compressed data: a look-up, a shift and scale, a
/// dequantization, or the filling up of a sparse value. A cast doesn't.
bool isDecompression(mlir::Operation *op);

/// The operands of \p op that have to be decoded for its result to be.
llvm::SmallVector<mlir::Value> getSourceOperands(mlir::Operation *op);

/// What a value decodes to.
struct DecodedValue {
  enum class Status : uint8_t {
    Decoded,
    /// It isn't computed from constants by the ops that are decoded.
    NotConstant,
    /// Constants that it is computed from lack their bytes.
    NoData,
    /// It has a type, or an operand, that isn't decoded.
    Unsupported
  };
  Status status = Status::NotConstant;

  /// The value's elements, if decoded. Refers to the bytes of constants: it may
  /// not outlive their attributes' context.
  decoding::SourcePtr source;

  /// Why data is missing or not decoded, for a message: `... is not decoded:
  /// <reason>`.
  std::string reason;

  /// Among the ops that compute it is a decompression.
  bool isCompressed = false;

  /// The first decompression that lacks an operand, if data is missing or not
  /// decoded and there is one.
  mlir::Operation *blockingOp = nullptr;

  /// The most ops in a row that compute it.
  unsigned depth = 0;
};

/// Decodes values of a program, each once. The program may not change between
/// questions.
///
/// A value is decoded if it is a `coreai.constant`, or the result of a
/// decompression or a `coreai.cast` of values that are decoded. Its type is
/// static, and so are those of all values that it comes from. Not decoded is
/// what more than kMaxDepth ops in a row compute, since each asks the one
/// before, and what depends on itself.
class WeightSources {
public:
  static constexpr unsigned kMaxDepth = 100;

  const DecodedValue &get(mlir::Value value);

private:
  DecodedValue decode(mlir::Value value);
  DecodedValue decode(mlir::Operation *op);

  llvm::DenseMap<mlir::Value, std::unique_ptr<DecodedValue>> decoded;
};

} // namespace coreai

#endif // COREAI_WEIGHTS_WEIGHTSOURCE_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the lowerings share: how types convert, how an op is rejected with a
// reason, and the list of families. A family has a file and one function here.

#ifndef COREAI_LIB_CONVERSION_COREAITOLINALG_LOWERING_H
#define COREAI_LIB_CONVERSION_COREAITOLINALG_LOWERING_H

#include "coreai/IR/CoreAIDialect.h"
#include "coreai/IR/VerifyUtils.h"

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/Transforms/DialectConversion.h"
#include "llvm/ADT/DenseMap.h"

#include <string>

namespace coreai::lowering {

/// The type that elements are stored as. None for those that aren't lowered:
/// floats of eight bits and less.
std::optional<mlir::Type> getStorageType(mlir::Type elementType);

/// Static tensors to tensors of storage types, handles to memrefs, tokens to
/// nothing.
class ProgramTypeConverter : public mlir::TypeConverter {
public:
  ProgramTypeConverter();
};

/// Why ops weren't lowered. A pattern leaves its reason here, since a failed
/// conversion tells no more than the op's name.
using Rejections = llvm::DenseMap<mlir::Operation *, std::string>;

/// The base of all lowerings: how one reads parameters and rejects an op.
template <typename OpTy>
class Lowering : public mlir::OpConversionPattern<OpTy> {
public:
  Lowering(const ProgramTypeConverter &converter, mlir::MLIRContext *context,
           Rejections &rejections)
      : mlir::OpConversionPattern<OpTy>(converter, context),
        rejections(rejections) {}

protected:
  /// Notes why \p op stays.
  llvm::LogicalResult reject(OpTy op, const llvm::Twine &reason) const {
    rejections.try_emplace(op, reason.str());
    return llvm::failure();
  }

  /// The type of the only tensor that \p value becomes; null if there is none.
  mlir::RankedTensorType getConvertedType(mlir::Value value) const {
    return llvm::dyn_cast_if_present<mlir::RankedTensorType>(
        this->typeConverter->convertType(value.getType()));
  }

  /// The elements of a parameter operand; rejects \p op if it isn't constant.
  llvm::FailureOr<llvm::SmallVector<int64_t>>
  getParameter(OpTy op, mlir::Value parameter, llvm::StringRef name) const {
    if (auto values = getConstantIntegers(parameter))
      return *values;
    return reject(op, "expects constant " + name);
  }

  /// As `getParameter`, for axes of a tensor of \p rank: none is negative.
  llvm::FailureOr<llvm::SmallVector<int64_t>>
  getAxes(OpTy op, mlir::Value parameter, int64_t rank,
          llvm::StringRef name = "axes") const {
    auto axes = getParameter(op, parameter, name);
    if (mlir::succeeded(axes))
      for (int64_t &axis : *axes)
        axis += axis < 0 ? rank : 0;
    return axes;
  }

  /// As `getAxes`, for a scalar.
  llvm::FailureOr<int64_t> getAxis(OpTy op, mlir::Value parameter,
                                   int64_t rank) const {
    auto axes = getAxes(op, parameter, rank, "axis");
    if (mlir::failed(axes))
      return mlir::failure();
    return axes->front();
  }

  /// Replaces \p op by \p results, of which types that became nothing have
  /// none.
  llvm::LogicalResult
  replaceByResults(OpTy op, mlir::ResultRange results,
                   mlir::ConversionPatternRewriter &rewriter) const {
    llvm::SmallVector<mlir::ValueRange> replacements;
    for (mlir::Type type : op->getResultTypes()) {
      llvm::SmallVector<mlir::Type> types;
      if (mlir::failed(this->typeConverter->convertType(type, types)))
        return mlir::failure();
      replacements.push_back(results.take_front(types.size()));
      results = results.drop_front(types.size());
    }
    rewriter.replaceOpWithMultiple(op, replacements);
    return mlir::success();
  }

private:
  Rejections &rejections;
};

/// The base of lowerings that make one tensor.
template <typename OpTy>
class TensorLowering : public Lowering<OpTy> {
public:
  using Lowering<OpTy>::Lowering;

  /// Makes what replaces the result of \p op, a tensor of \p type, or fails
  /// after a call of `reject`.
  virtual mlir::FailureOr<mlir::Value>
  lower(OpTy op, typename OpTy::Adaptor adaptor, mlir::RankedTensorType type,
        mlir::ImplicitLocOpBuilder &b) const = 0;

  llvm::LogicalResult
  matchAndRewrite(OpTy op, typename OpTy::Adaptor adaptor,
                  mlir::ConversionPatternRewriter &rewriter) const final {
    mlir::ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    auto result =
        lower(op, adaptor, this->getConvertedType(op->getResult(0)), b);
    if (mlir::failed(result))
      return mlir::failure();
    rewriter.replaceOp(op, *result);
    return mlir::success();
  }
};

/// All values that the operands of an op have become.
llvm::SmallVector<mlir::Value> flatten(llvm::ArrayRef<mlir::ValueRange> values);

/// What a family adds its patterns to.
struct LoweringSet {
  const ProgramTypeConverter &converter;
  mlir::RewritePatternSet &patterns;
  Rejections &rejections;

  template <typename... Patterns, typename... Args>
  void add(Args &&...args) {
    (patterns.add<Patterns>(converter, patterns.getContext(), rejections,
                            args...),
     ...);
  }
};

void addControlFlowLowerings(LoweringSet &set);
void addConvolutionLowerings(LoweringSet &set);
void addElementwiseLowerings(LoweringSet &set);
void addGatherLowerings(LoweringSet &set);
void addMatmulLowerings(LoweringSet &set);
void addPoolingLowerings(LoweringSet &set);
void addQuantizationLowerings(LoweringSet &set);
void addReductionLowerings(LoweringSet &set);
void addShapeLowerings(LoweringSet &set);
void addSoftmaxLowerings(LoweringSet &set);
void addStateLowerings(LoweringSet &set);
void addStructureLowerings(LoweringSet &set);

} // namespace coreai::lowering

#endif // COREAI_LIB_CONVERSION_COREAITOLINALG_LOWERING_H

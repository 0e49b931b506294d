// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ops that move elements without changing them, and those that make shapes.

#include "Conversion/CoreAIToLinalg/Lowering.h"
#include "Conversion/CoreAIToLinalg/Scalars.h"
#include "Conversion/CoreAIToLinalg/TensorBuilder.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace coreai;
using namespace coreai::lowering;

namespace {

//===----------------------------------------------------------------------===//
// Same elements, other shape
//===----------------------------------------------------------------------===//

/// Ops whose result type says it all.
template <typename OpTy>
class ReshapeLowering : public Lowering<OpTy> {
public:
  using Lowering<OpTy>::Lowering;

  LogicalResult
  matchAndRewrite(OpTy op, typename OpTy::Adaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    rewriter.replaceOp(
        op, reshape(b, adaptor.getInput(),
                    this->getConvertedType(op.getResult()).getShape()));
    return success();
  }
};

class TransposeLowering : public Lowering<TransposeOp> {
public:
  using Lowering::Lowering;

  LogicalResult
  matchAndRewrite(TransposeOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    auto permutation = getParameter(op, op.getPermutation(), "permutation");
    if (failed(permutation))
      return failure();
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    rewriter.replaceOp(op, transpose(b, adaptor.getInput(), *permutation));
    return success();
  }
};

//===----------------------------------------------------------------------===//
// Parts and wholes
//===----------------------------------------------------------------------===//

/// A regular part of a tensor.
struct Part {
  SmallVector<int64_t> offsets, sizes, strides;

  /// Of a part without elements, offsets may lie beyond the tensor's end.
  bool isEmpty() const { return llvm::is_contained(sizes, 0); }
};

/// The part that `coreai.slice` takes of `shape`: negative bounds count from
/// the end, then bounds are clamped.
Part getPart(ArrayRef<int64_t> shape, ArrayRef<int64_t> starts,
             ArrayRef<int64_t> ends, ArrayRef<int64_t> strides) {
  Part part;
  for (auto [size, start, end, stride] :
       llvm::zip_equal(shape, starts, ends, strides)) {
    auto clamp = [size = size](int64_t bound) {
      return std::clamp<int64_t>(bound < 0 ? bound + size : bound, 0, size);
    };
    int64_t from = clamp(start),
            length = std::max<int64_t>(clamp(end) - from, 0);
    part.offsets.push_back(from);
    part.sizes.push_back((length + stride - 1) / stride);
    part.strides.push_back(stride);
  }
  return part;
}

template <typename OpTy>
class PartLowering : public Lowering<OpTy> {
public:
  using Lowering<OpTy>::Lowering;

protected:
  FailureOr<Part> getConstantPart(OpTy op) const {
    auto starts = this->getParameter(op, op.getStartIndices(), "start_indices");
    auto ends = this->getParameter(op, op.getEndIndices(), "end_indices");
    auto strides = this->getParameter(op, op.getStrides(), "strides");
    if (failed(starts) || failed(ends) || failed(strides))
      return failure();
    return getPart(getTensorType(op.getInput()).getShape(), *starts, *ends,
                   *strides);
  }
};

class SliceLowering : public PartLowering<SliceOp> {
public:
  using PartLowering::PartLowering;

  LogicalResult
  matchAndRewrite(SliceOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    auto part = getConstantPart(op);
    if (failed(part))
      return failure();
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    if (part->isEmpty()) {
      RankedTensorType type = getConvertedType(op.getResult());
      rewriter.replaceOpWithNewOp<tensor::EmptyOp>(op, type.getShape(),
                                                   type.getElementType());
      return success();
    }
    rewriter.replaceOp(op, extractSlice(b, adaptor.getInput(), part->offsets,
                                        part->sizes, part->strides));
    return success();
  }
};

class SliceUpdateLowering : public PartLowering<SliceUpdateOp> {
public:
  using PartLowering::PartLowering;

  LogicalResult
  matchAndRewrite(SliceUpdateOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    auto part = getConstantPart(op);
    if (failed(part))
      return failure();
    if (part->isEmpty()) {
      rewriter.replaceOp(op, adaptor.getInput());
      return success();
    }
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    rewriter.replaceOp(op,
                       insertSlice(b, adaptor.getUpdate(), adaptor.getInput(),
                                   part->offsets, part->strides));
    return success();
  }
};

class ConcatLowering : public Lowering<ConcatOp> {
public:
  using Lowering::Lowering;

  LogicalResult
  matchAndRewrite(ConcatOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    RankedTensorType type = getConvertedType(op.getResult());
    auto axis = getAxis(op, op.getAxis(), type.getRank());
    if (failed(axis))
      return failure();
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    Value result =
        tensor::EmptyOp::create(b, type.getShape(), type.getElementType());
    SmallVector<int64_t> offsets(type.getRank(), 0);
    for (Value input : adaptor.getInputs()) {
      result = insertSlice(b, input, result, offsets);
      offsets[*axis] += lowering::getType(input).getDimSize(*axis);
    }
    rewriter.replaceOp(op, result);
    return success();
  }
};

class SplitLowering : public Lowering<SplitOp> {
public:
  using Lowering::Lowering;

  LogicalResult
  matchAndRewrite(SplitOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    int64_t rank = getTensorType(op.getInput()).getRank();
    auto axis = getAxis(op, op.getAxis(), rank);
    if (failed(axis))
      return failure();
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    SmallVector<int64_t> offsets(rank, 0);
    SmallVector<Value> parts;
    for (Value result : op.getResults()) {
      ArrayRef<int64_t> sizes = getTensorType(result).getShape();
      parts.push_back(extractSlice(b, adaptor.getInput(), offsets, sizes));
      offsets[*axis] += sizes[*axis];
    }
    rewriter.replaceOp(op, parts);
    return success();
  }
};

//===----------------------------------------------------------------------===//
// Repetition and order
//===----------------------------------------------------------------------===//

class TileLowering : public Lowering<TileOp> {
public:
  using Lowering::Lowering;

  /// [a, b] repeated [m, n] times is [1, a, 1, b] broadcast to [m, a, n, b].
  LogicalResult
  matchAndRewrite(TileOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    RankedTensorType type = getConvertedType(op.getResult());
    auto repeats = getParameter(op, op.getRepeats(), "repeats");
    if (failed(repeats))
      return failure();
    SmallVector<int64_t> once, often;
    for (auto [size, count] :
         llvm::zip_equal(getTensorType(op.getInput()).getShape(), *repeats)) {
      once.append({1, size});
      often.append({count, size});
    }
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    Value apart = broadcastTo(b, reshape(b, adaptor.getInput(), once), often);
    rewriter.replaceOp(op, reshape(b, apart, type.getShape()));
    return success();
  }
};

class ReverseLowering : public Lowering<ReverseOp> {
public:
  using Lowering::Lowering;

  LogicalResult
  matchAndRewrite(ReverseOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    RankedTensorType type = getConvertedType(op.getResult());
    auto axes = getAxes(op, op.getAxes(), type.getRank());
    if (failed(axes))
      return failure();
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    rewriter.replaceOp(
        op, mapPositions(
                b, type,
                [&](ImplicitLocOpBuilder &inner, ValueRange position) -> Value {
                  SmallVector<Value> source(position);
                  for (int64_t axis : *axes)
                    source[axis] = arith::SubIOp::create(
                        inner, index(inner, type.getDimSize(axis) - 1),
                        source[axis]);
                  return tensor::ExtractOp::create(inner, adaptor.getInput(),
                                                   source);
                }));
    return success();
  }
};

template <typename OpTy>
class BroadcastLowering : public Lowering<OpTy> {
public:
  using Lowering<OpTy>::Lowering;

  LogicalResult
  matchAndRewrite(OpTy op, typename OpTy::Adaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    rewriter.replaceOp(
        op, broadcastTo(b, adaptor.getInput(),
                        this->getConvertedType(op.getResult()).getShape()));
    return success();
  }
};

//===----------------------------------------------------------------------===//
// Padding
//===----------------------------------------------------------------------===//

class PadLowering : public Lowering<PadOp> {
public:
  using Lowering::Lowering;

  LogicalResult
  matchAndRewrite(PadOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    auto padding = getParameter(op, op.getPadding(), "padding");
    if (failed(padding))
      return failure();
    SmallVector<int64_t> before, after;
    for (size_t i = 0; i < padding->size(); i += 2) {
      before.push_back((*padding)[i]);
      after.push_back((*padding)[i + 1]);
    }
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    if (op.getPaddingMode() == PaddingMode::Constant) {
      Value value = extractScalar(b, adaptor.getValue());
      rewriter.replaceOp(
          op, padConstant(b, adaptor.getInput(), before, after, value));
      return success();
    }
    bool isReflected = op.getPaddingMode() == PaddingMode::Reflect;
    ArrayRef<int64_t> shape = getTensorType(op.getInput()).getShape();
    for (auto [size, low, high] : llvm::zip_equal(shape, before, after)) {
      int64_t most = std::max(low, high);
      if (isReflected ? most >= std::max<int64_t>(size, 1)
                      : most != 0 && size == 0)
        return reject(op,
                      "expects less padding than elements to reflect, got " +
                          Twine(most) + " for " + Twine(size));
    }
    rewriter.replaceOp(
        op, mapPositions(
                b, getConvertedType(op.getResult()),
                [&](ImplicitLocOpBuilder &inner, ValueRange position) -> Value {
                  SmallVector<Value> source;
                  for (auto [axis, value] : llvm::enumerate(position))
                    source.push_back(getSource(inner, value, before[axis],
                                               shape[axis], isReflected));
                  return tensor::ExtractOp::create(inner, adaptor.getInput(),
                                                   source);
                }));
    return success();
  }

private:
  /// The position along an axis of `size` that is shown at `position` of the
  /// padded one.
  static Value getSource(ImplicitLocOpBuilder &b, Value position,
                         int64_t before, int64_t size, bool isReflected) {
    Value offset = arith::SubIOp::create(b, position, index(b, before));
    if (!isReflected) {
      offset = arith::MaxSIOp::create(b, offset, index(b, 0));
      return arith::MinSIOp::create(b, offset, index(b, size - 1));
    }
    Value mirrored = arith::SubIOp::create(b, index(b, 0), offset);
    offset = arith::MaxSIOp::create(b, offset, mirrored);
    mirrored = arith::SubIOp::create(b, index(b, 2 * (size - 1)), offset);
    return arith::MinSIOp::create(b, offset, mirrored);
  }
};

//===----------------------------------------------------------------------===//
// Shapes and counting
//===----------------------------------------------------------------------===//

/// A constant vector of sizes.
void replaceBySizes(Operation *op, ArrayRef<int64_t> sizes,
                    ConversionPatternRewriter &rewriter) {
  SmallVector<APInt> values;
  for (int64_t size : sizes)
    values.emplace_back(32, size, /*isSigned=*/false, /*implicitTrunc=*/true);
  auto type = RankedTensorType::get({static_cast<int64_t>(sizes.size())},
                                    rewriter.getI32Type());
  rewriter.replaceOpWithNewOp<arith::ConstantOp>(
      op, DenseElementsAttr::get(type, values));
}

class GetShapeLowering : public Lowering<GetShapeOp> {
public:
  using Lowering::Lowering;

  LogicalResult
  matchAndRewrite(GetShapeOp op, OpAdaptor /*adaptor*/,
                  ConversionPatternRewriter &rewriter) const override {
    replaceBySizes(op, getTensorType(op.getX()).getShape(), rewriter);
    return success();
  }
};

class BroadcastShapesLowering : public Lowering<BroadcastShapesOp> {
public:
  using Lowering::Lowering;

  LogicalResult
  matchAndRewrite(BroadcastShapesOp op, OpAdaptor /*adaptor*/,
                  ConversionPatternRewriter &rewriter) const override {
    SmallVector<int64_t> result(getTensorType(op.getResult()).getNumElements(),
                                1);
    for (Value operand : op.getShapes()) {
      auto shape = getParameter(op, operand, "shapes");
      if (failed(shape))
        return failure();
      size_t missing = result.size() - shape->size();
      for (auto [axis, size] : llvm::enumerate(*shape))
        if (size != 1)
          result[missing + axis] = size;
    }
    replaceBySizes(op, result, rewriter);
    return success();
  }
};

class RangeLowering : public Lowering<RangeOp> {
public:
  using Lowering::Lowering;

  LogicalResult
  matchAndRewrite(RangeOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    RankedTensorType type = getConvertedType(op.getResult());
    Type programType = getTensorType(op.getResult()).getElementType();
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    Value start = widen(b, extractScalar(b, adaptor.getStart()));
    Value step = widen(b, extractScalar(b, adaptor.getStep()));
    Type integer = b.getIntegerType(32, /*isSigned=*/true);
    rewriter.replaceOp(
        op, mapPositions(
                b, type, [&](ImplicitLocOpBuilder &inner, ValueRange position) {
                  Value count = arith::IndexCastOp::create(
                      inner, inner.getI32Type(), position[0]);
                  count = convertElement(inner, integer,
                                         isa<FloatType>(programType)
                                             ? getComputeType(programType)
                                             : integer,
                                         count);
                  Value value = add(inner, programType, start,
                                    mul(inner, programType, count, step));
                  return narrow(inner, value, type.getElementType());
                }));
    return success();
  }
};

} // namespace

void coreai::lowering::addShapeLowerings(LoweringSet &set) {
  set.add<ReshapeLowering<ReshapeOp>, ReshapeLowering<ExpandDimsOp>,
          ReshapeLowering<ShrinkDimsOp>, TransposeLowering, SliceLowering,
          SliceUpdateLowering, ConcatLowering, SplitLowering, TileLowering,
          ReverseLowering, BroadcastLowering<BroadcastToOp>,
          BroadcastLowering<BroadcastInDimsOp>, PadLowering, GetShapeLowering,
          BroadcastShapesLowering, RangeLowering>();
}

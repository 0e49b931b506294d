// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ops that move elements without changing them, and those that make shapes.

#include "Conversion/CoreAIToLinalg/Lowering.h"
#include "Conversion/CoreAIToLinalg/Scalars.h"
#include "Conversion/CoreAIToLinalg/TensorBuilder.h"
#include "coreai/IR/ShapeOps.h"

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
class ReshapeLowering : public TensorLowering<OpTy> {
public:
  using TensorLowering<OpTy>::TensorLowering;

  FailureOr<Value> lower(OpTy /*op*/, typename OpTy::Adaptor adaptor,
                         RankedTensorType type,
                         ImplicitLocOpBuilder &b) const override {
    return reshape(b, adaptor.getInput(), type.getShape());
  }
};

class TransposeLowering : public TensorLowering<TransposeOp> {
public:
  using TensorLowering::TensorLowering;

  FailureOr<Value> lower(TransposeOp op, OpAdaptor adaptor,
                         RankedTensorType /*type*/,
                         ImplicitLocOpBuilder &b) const override {
    auto permutation = getParameter(op, op.getPermutation(), "permutation");
    if (failed(permutation))
      return failure();
    return transpose(b, adaptor.getInput(), *permutation);
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

/// The part that `coreai.slice` takes of \p shape: negative bounds count from
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
class PartLowering : public TensorLowering<OpTy> {
public:
  using TensorLowering<OpTy>::TensorLowering;

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

  FailureOr<Value> lower(SliceOp op, OpAdaptor adaptor, RankedTensorType type,
                         ImplicitLocOpBuilder &b) const override {
    auto part = getConstantPart(op);
    if (failed(part))
      return failure();
    if (part->isEmpty())
      return Value(
          tensor::EmptyOp::create(b, type.getShape(), type.getElementType()));
    return extractSlice(b, adaptor.getInput(), part->offsets, part->sizes,
                        part->strides);
  }
};

class SliceUpdateLowering : public PartLowering<SliceUpdateOp> {
public:
  using PartLowering::PartLowering;

  FailureOr<Value> lower(SliceUpdateOp op, OpAdaptor adaptor,
                         RankedTensorType /*type*/,
                         ImplicitLocOpBuilder &b) const override {
    auto part = getConstantPart(op);
    if (failed(part))
      return failure();
    if (part->isEmpty())
      return adaptor.getInput();
    return insertSlice(b, adaptor.getUpdate(), adaptor.getInput(),
                       part->offsets, part->strides);
  }
};

class ConcatLowering : public TensorLowering<ConcatOp> {
public:
  using TensorLowering::TensorLowering;

  FailureOr<Value> lower(ConcatOp op, OpAdaptor adaptor, RankedTensorType type,
                         ImplicitLocOpBuilder &b) const override {
    auto axis = getAxis(op, op.getAxis(), type.getRank());
    if (failed(axis))
      return failure();
    Value result =
        tensor::EmptyOp::create(b, type.getShape(), type.getElementType());
    SmallVector<int64_t> offsets(type.getRank(), 0);
    for (Value input : adaptor.getInputs()) {
      result = insertSlice(b, input, result, offsets);
      offsets[*axis] += lowering::getType(input).getDimSize(*axis);
    }
    return result;
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

class TileLowering : public TensorLowering<TileOp> {
public:
  using TensorLowering::TensorLowering;

  /// [a, b] repeated [m, n] times is [1, a, 1, b] broadcast to [m, a, n, b].
  FailureOr<Value> lower(TileOp op, OpAdaptor adaptor, RankedTensorType type,
                         ImplicitLocOpBuilder &b) const override {
    auto repeats = getParameter(op, op.getRepeats(), "repeats");
    if (failed(repeats))
      return failure();
    SmallVector<int64_t> once, often;
    for (auto [size, count] :
         llvm::zip_equal(getTensorType(op.getInput()).getShape(), *repeats)) {
      once.append({1, size});
      often.append({count, size});
    }
    Value apart = broadcastTo(b, reshape(b, adaptor.getInput(), once), often);
    return reshape(b, apart, type.getShape());
  }
};

class ReverseLowering : public TensorLowering<ReverseOp> {
public:
  using TensorLowering::TensorLowering;

  FailureOr<Value> lower(ReverseOp op, OpAdaptor adaptor, RankedTensorType type,
                         ImplicitLocOpBuilder &b) const override {
    auto axes = getAxes(op, op.getAxes(), type.getRank());
    if (failed(axes))
      return failure();
    return pickElements(b, type, adaptor.getInput(),
                        [&](ImplicitLocOpBuilder &inner, ValueRange position) {
                          SmallVector<Value> source(position);
                          for (int64_t axis : *axes)
                            source[axis] = arith::SubIOp::create(
                                inner, index(inner, type.getDimSize(axis) - 1),
                                source[axis]);
                          return source;
                        });
  }
};

template <typename OpTy>
class BroadcastLowering : public TensorLowering<OpTy> {
public:
  using TensorLowering<OpTy>::TensorLowering;

  FailureOr<Value> lower(OpTy /*op*/, typename OpTy::Adaptor adaptor,
                         RankedTensorType type,
                         ImplicitLocOpBuilder &b) const override {
    return broadcastTo(b, adaptor.getInput(), type.getShape());
  }
};

//===----------------------------------------------------------------------===//
// Padding
//===----------------------------------------------------------------------===//

class PadLowering : public TensorLowering<PadOp> {
public:
  using TensorLowering::TensorLowering;

  FailureOr<Value> lower(PadOp op, OpAdaptor adaptor, RankedTensorType type,
                         ImplicitLocOpBuilder &b) const override {
    auto padding = getParameter(op, op.getPadding(), "padding");
    if (failed(padding))
      return failure();
    SmallVector<int64_t> before, after;
    for (size_t i = 0; i < padding->size(); i += 2) {
      before.push_back((*padding)[i]);
      after.push_back((*padding)[i + 1]);
    }
    if (op.getPaddingMode() == PaddingMode::Constant)
      return padConstant(b, adaptor.getInput(), before, after,
                         extractScalar(b, adaptor.getValue()));
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
    return pickElements(b, type, adaptor.getInput(),
                        [&](ImplicitLocOpBuilder &inner, ValueRange position) {
                          SmallVector<Value> source;
                          for (auto [axis, value] : llvm::enumerate(position))
                            source.push_back(
                                getSource(inner, value, before[axis],
                                          shape[axis], isReflected));
                          return source;
                        });
  }

private:
  /// The position along an axis of \p size that is shown at \p position of the
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

/// A constant of \p type, a vector of 32-bit sizes.
Value makeSizes(ImplicitLocOpBuilder &b, RankedTensorType type,
                ArrayRef<int64_t> sizes) {
  SmallVector<APInt> values;
  for (int64_t size : sizes)
    values.emplace_back(32, size, /*isSigned=*/false, /*implicitTrunc=*/true);
  return arith::ConstantOp::create(b, DenseElementsAttr::get(type, values));
}

class GetShapeLowering : public TensorLowering<GetShapeOp> {
public:
  using TensorLowering::TensorLowering;

  FailureOr<Value> lower(GetShapeOp op, OpAdaptor /*adaptor*/,
                         RankedTensorType type,
                         ImplicitLocOpBuilder &b) const override {
    return makeSizes(b, type, getTensorType(op.getX()).getShape());
  }
};

class BroadcastShapesLowering : public TensorLowering<BroadcastShapesOp> {
public:
  using TensorLowering::TensorLowering;

  FailureOr<Value> lower(BroadcastShapesOp op, OpAdaptor /*adaptor*/,
                         RankedTensorType type,
                         ImplicitLocOpBuilder &b) const override {
    SmallVector<int64_t> result(type.getNumElements(), 1);
    for (Value operand : op.getShapes()) {
      auto shape = getParameter(op, operand, "shapes");
      if (failed(shape))
        return failure();
      size_t missing = result.size() - shape->size();
      for (auto [axis, size] : llvm::enumerate(*shape))
        if (size != 1)
          result[missing + axis] = size;
    }
    return makeSizes(b, type, result);
  }
};

class RangeLowering : public TensorLowering<RangeOp> {
public:
  using TensorLowering::TensorLowering;

  FailureOr<Value> lower(RangeOp op, OpAdaptor adaptor, RankedTensorType type,
                         ImplicitLocOpBuilder &b) const override {
    Type programType = getTensorType(op.getResult()).getElementType();
    Value start = widen(b, extractScalar(b, adaptor.getStart()));
    Value step = widen(b, extractScalar(b, adaptor.getStep()));
    Type integer = b.getIntegerType(32, /*isSigned=*/true);
    return mapPositions(
        b, type, [&](ImplicitLocOpBuilder &inner, ValueRange position) {
          Value count = arith::IndexCastOp::create(inner, inner.getI32Type(),
                                                   position[0]);
          count = convertElement(inner, integer,
                                 isa<FloatType>(programType)
                                     ? getComputeType(programType)
                                     : integer,
                                 count);
          Value value = add(inner, programType, start,
                            mul(inner, programType, count, step));
          return narrow(inner, value, type.getElementType());
        });
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

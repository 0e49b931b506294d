// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ops that combine elements along axes.

#include "Conversion/CoreAIToLinalg/Reduction.h"

#include "Conversion/CoreAIToLinalg/Lowering.h"
#include "Conversion/CoreAIToLinalg/Scalars.h"
#include "Conversion/CoreAIToLinalg/TensorBuilder.h"
#include "coreai/IR/ReductionOps.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace coreai;
using namespace coreai::lowering;

/// Maps and loops of a reduction of \p rank axes over \p axes. Results keep the
/// other axes only.
static void getReduction(MLIRContext *context, int64_t rank,
                         ArrayRef<int64_t> axes, AffineMap &resultMap,
                         SmallVectorImpl<utils::IteratorType> &loops) {
  SmallVector<AffineExpr> kept;
  for (int64_t axis = 0; axis != rank; ++axis) {
    bool isReduced = llvm::is_contained(axes, axis);
    loops.push_back(isReduced ? utils::IteratorType::reduction
                              : utils::IteratorType::parallel);
    if (!isReduced)
      kept.push_back(getAffineDimExpr(axis, context));
  }
  resultMap = AffineMap::get(rank, 0, kept, context);
}

static SmallVector<int64_t> getKeptShape(ArrayRef<int64_t> shape,
                                         ArrayRef<int64_t> axes) {
  SmallVector<int64_t> kept;
  for (auto [axis, size] : llvm::enumerate(shape))
    if (!llvm::is_contained(axes, static_cast<int64_t>(axis)))
      kept.push_back(size);
  return kept;
}

SmallVector<int64_t> coreai::lowering::getReducedShape(ArrayRef<int64_t> shape,
                                                       ArrayRef<int64_t> axes) {
  SmallVector<int64_t> reduced(shape);
  for (int64_t axis : axes)
    reduced[axis] = 1;
  return reduced;
}

Value coreai::lowering::reduce(ImplicitLocOpBuilder &b, Value input,
                               ArrayRef<int64_t> axes, Value init,
                               CombineElements combine) {
  RankedTensorType type = getType(input);
  AffineMap resultMap;
  SmallVector<utils::IteratorType> loops;
  getReduction(b.getContext(), type.getRank(), axes, resultMap, loops);
  Value result = filled(b, getKeptShape(type.getShape(), axes), init);
  auto body = [&](OpBuilder &nested, Location loc, ValueRange x) {
    ImplicitLocOpBuilder inner(loc, nested);
    linalg::YieldOp::create(inner, combine(inner, widen(inner, x[0]), x[1]));
  };
  result = linalg::GenericOp::create(
               b, result.getType(), input, result,
               ArrayRef{b.getMultiDimIdentityMap(type.getRank()), resultMap},
               loops, body)
               .getResult(0);
  return reshape(b, result, getReducedShape(type.getShape(), axes));
}

namespace {

//===----------------------------------------------------------------------===//
// Reductions
//===----------------------------------------------------------------------===//

/// How a reduction starts and goes on. Types are the program's.
struct Reducer {
  Value (*init)(ImplicitLocOpBuilder &b, Type type);
  BinaryScalar *combine;
};

template <int value>
Value initValue(ImplicitLocOpBuilder &b, Type type) {
  return constant(b, getComputeType(*getStorageType(type)), value);
}

Value both(ImplicitLocOpBuilder &b, Type, Value x, Value y) {
  return arith::AndIOp::create(b, x, y);
}

Value either(ImplicitLocOpBuilder &b, Type, Value x, Value y) {
  return arith::OrIOp::create(b, x, y);
}

template <typename OpTy>
class ReduceLowering : public TensorLowering<OpTy> {
public:
  ReduceLowering(const ProgramTypeConverter &converter, MLIRContext *context,
                 Rejections &rejections, Reducer reducer)
      : TensorLowering<OpTy>(converter, context, rejections), reducer(reducer) {
  }

  FailureOr<Value> lower(OpTy op, typename OpTy::Adaptor adaptor,
                         RankedTensorType type,
                         ImplicitLocOpBuilder &b) const override {
    RankedTensorType programType = getTensorType(op.getInput());
    auto axes = this->getAxes(op, op.getAxes(), programType.getRank());
    if (failed(axes))
      return failure();
    Type elementType = programType.getElementType();
    Value result =
        reduce(b, adaptor.getInput(), *axes, reducer.init(b, elementType),
               [&](ImplicitLocOpBuilder &inner, Value element, Value soFar) {
                 return reducer.combine(inner, elementType, soFar, element);
               });
    if (isa<ReduceMeanOp>(op))
      result = divideByCount(b, result, programType.getShape(), *axes);
    return convertFloats(b, result, type.getElementType());
  }

private:
  static Value divideByCount(ImplicitLocOpBuilder &b, Value sums,
                             ArrayRef<int64_t> shape, ArrayRef<int64_t> axes) {
    int64_t count = 1;
    for (int64_t axis : axes)
      count *= shape[axis];
    return mapElements(b, lowering::getType(sums), sums,
                       [&](ImplicitLocOpBuilder &inner, ValueRange x) -> Value {
                         return arith::DivFOp::create(
                             inner, x[0],
                             constant(inner, x[0].getType(), count));
                       });
  }

  Reducer reducer;
};

//===----------------------------------------------------------------------===//
// Argmax
//===----------------------------------------------------------------------===//

class ArgmaxLowering : public TensorLowering<ArgmaxOp> {
public:
  using TensorLowering::TensorLowering;

  FailureOr<Value> lower(ArgmaxOp op, OpAdaptor adaptor,
                         RankedTensorType /*type*/,
                         ImplicitLocOpBuilder &b) const override {
    RankedTensorType programType = getTensorType(op.getInput());
    int64_t rank = programType.getRank();
    auto axis = getAxis(op, op.getAxis(), rank);
    if (failed(axis))
      return failure();
    AffineMap resultMap;
    SmallVector<utils::IteratorType> loops;
    getReduction(b.getContext(), rank, *axis, resultMap, loops);
    auto kept = getKeptShape(programType.getShape(), *axis);
    Type elementType = programType.getElementType();
    Value best = filled(b, kept, lowest(b, elementType));
    Value where = filled(b, kept, constant(b, b.getI32Type(), 0));
    auto body = [&](OpBuilder &nested, Location loc, ValueRange x) {
      ImplicitLocOpBuilder inner(loc, nested);
      Value element = widen(inner, x[0]);
      Value position = arith::IndexCastOp::create(
          inner, inner.getI32Type(), linalg::IndexOp::create(inner, *axis));
      Value isBetter = greater(inner, elementType, element, x[1]);
      if (isa<FloatType>(elementType))
        isBetter = orFirstNan(inner, isBetter, element, x[1]);
      linalg::YieldOp::create(
          inner,
          ValueRange{arith::SelectOp::create(inner, isBetter, element, x[1]),
                     arith::SelectOp::create(inner, isBetter, position, x[2])});
    };
    auto search = linalg::GenericOp::create(
        b, TypeRange{best.getType(), where.getType()}, adaptor.getInput(),
        ValueRange{best, where},
        ArrayRef{b.getMultiDimIdentityMap(rank), resultMap, resultMap}, loops,
        body);
    return reshape(b, search.getResult(1),
                   getReducedShape(programType.getShape(), *axis));
  }

private:
  /// NaN counts as the largest, as it does in NumPy and PyTorch.
  static Value orFirstNan(ImplicitLocOpBuilder &b, Value isBetter,
                          Value element, Value best) {
    Value isNan =
        arith::CmpFOp::create(b, arith::CmpFPredicate::UNO, element, element);
    Value wasNumber =
        arith::CmpFOp::create(b, arith::CmpFPredicate::ORD, best, best);
    return arith::OrIOp::create(b, isBetter,
                                arith::AndIOp::create(b, isNan, wasNumber));
  }
};

//===----------------------------------------------------------------------===//
// Scan
//===----------------------------------------------------------------------===//

class ScanLowering : public TensorLowering<ScanOp> {
public:
  using TensorLowering::TensorLowering;

  /// A loop over the axis that carries the sums so far.
  FailureOr<Value> lower(ScanOp op, OpAdaptor adaptor, RankedTensorType type,
                         ImplicitLocOpBuilder &b) const override {
    RankedTensorType programType = getTensorType(op.getInput());
    auto axis = getAxis(op, op.getAxis(), type.getRank());
    auto isReversed = getParameter(op, op.getReverse(), "reverse");
    if (failed(axis) || failed(isReversed))
      return failure();
    Type element = programType.getElementType();
    Type compute = getComputeType(type.getElementType());
    int64_t length = type.getDimSize(*axis);
    SmallVector<int64_t> sliceShape(type.getShape());
    sliceShape[*axis] = 1;

    Value init =
        tensor::EmptyOp::create(b, type.getShape(), type.getElementType());
    Value sums = filled(b, sliceShape, constant(b, compute, 0));
    auto body = [&](OpBuilder &nested, Location loc, Value step,
                    ValueRange carried) {
      ImplicitLocOpBuilder inner(loc, nested);
      if (isReversed->front())
        step = arith::SubIOp::create(inner, index(inner, length - 1), step);
      SmallVector<OpFoldResult> offsets(type.getRank(), b.getIndexAttr(0));
      offsets[*axis] = step;
      SmallVector<OpFoldResult> strides(type.getRank(), b.getIndexAttr(1));
      auto sizes = getAsIndexOpFoldResult(b.getContext(), sliceShape);
      Value slice = tensor::ExtractSliceOp::create(inner, adaptor.getInput(),
                                                   offsets, sizes, strides);
      Value next =
          mapElements(inner, lowering::getType(carried[1]), {carried[1], slice},
                      [&](ImplicitLocOpBuilder &b, ValueRange x) {
                        return add(b, element, x[0], widen(b, x[1]));
                      });
      Value rounded = convertFloats(inner, next, type.getElementType());
      Value result = tensor::InsertSliceOp::create(inner, rounded, carried[0],
                                                   offsets, sizes, strides);
      scf::YieldOp::create(inner, ValueRange{result, next});
    };
    auto loop = scf::ForOp::create(b, index(b, 0), index(b, length),
                                   index(b, 1), ValueRange{init, sums}, body);
    return loop.getResult(0);
  }
};

} // namespace

void coreai::lowering::addReductionLowerings(LoweringSet &set) {
  Reducer sum{initValue<0>, add};
  set.add<ReduceLowering<ReduceSumOp>, ReduceLowering<ReduceMeanOp>>(sum);
  set.add<ReduceLowering<ReduceProductOp>>(Reducer{initValue<1>, mul});
  set.add<ReduceLowering<ReduceMaxOp>>(Reducer{lowest, maximumOrNan});
  set.add<ReduceLowering<ReduceMinOp>>(Reducer{highest, minimumOrNan});
  set.add<ReduceLowering<AnyOp>>(Reducer{initValue<0>, either});
  set.add<ReduceLowering<AllOp>>(Reducer{initValue<1>, both});
  set.add<ArgmaxLowering, ScanLowering>();
}

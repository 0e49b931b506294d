// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sums and maxima of windows.

#include "Conversion/CoreAIToLinalg/Lowering.h"
#include "Conversion/CoreAIToLinalg/Scalars.h"
#include "Conversion/CoreAIToLinalg/TensorBuilder.h"
#include "Conversion/CoreAIToLinalg/Windows.h"
#include "coreai/IR/PoolingOps.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace coreai;
using namespace coreai::lowering;

/// Combines the elements of each window of `input : [N, C, in...]` to
/// `[N, C, out...]` of the compute type. \p type is the program's.
static Value pool(ImplicitLocOpBuilder &b, Value input, const Windows &windows,
                  ArrayRef<int64_t> out, Type type, Value init,
                  BinaryScalar *combine) {
  ArrayRef<int64_t> shape = getType(input).getShape();
  size_t rank = windows.rank();
  SmallVector<int64_t> resultShape{shape[0], shape[1]};
  llvm::append_range(resultShape, out);
  SmallVector<AffineExpr> source{b.getAffineDimExpr(0), b.getAffineDimExpr(1)};
  SmallVector<AffineExpr> element;
  for (size_t axis = 0; axis != rank; ++axis) {
    element.push_back(b.getAffineDimExpr(2 + rank + axis));
    source.push_back(
        windows.position(axis, b.getAffineDimExpr(2 + axis), element.back()));
  }
  unsigned loopCount = 2 + 2 * rank;
  SmallVector<utils::IteratorType> loops(2 + rank,
                                         utils::IteratorType::parallel);
  loops.append(rank, utils::IteratorType::reduction);
  MLIRContext *context = b.getContext();
  // Never read: its shape tells the loops the size of a window.
  Value window = tensor::EmptyOp::create(b, windows.kernel,
                                         getType(input).getElementType());
  auto body = [&](OpBuilder &nested, Location loc, ValueRange x) {
    ImplicitLocOpBuilder inner(loc, nested);
    linalg::YieldOp::create(inner,
                            combine(inner, type, x[2], widen(inner, x[0])));
  };
  Value result = filled(b, resultShape, init);
  return linalg::GenericOp::create(
             b, result.getType(), ValueRange{input, window}, result,
             ArrayRef{AffineMap::get(loopCount, 0, source, context),
                      AffineMap::get(loopCount, 0, element, context),
                      AffineMap::getMultiDimIdentityMap(loopCount, context)
                          .getMajorSubMap(2 + rank)},
             loops, body)
      .getResult(0);
}

namespace {

template <typename OpTy>
class PoolLowering : public TensorLowering<OpTy> {
public:
  using TensorLowering<OpTy>::TensorLowering;

  FailureOr<Value> lower(OpTy op, typename OpTy::Adaptor adaptor,
                         RankedTensorType type,
                         ImplicitLocOpBuilder &b) const override {
    constexpr bool isMax = llvm::is_one_of<OpTy, MaxPool2dOp, MaxPool3dOp>();
    auto kernel = this->getParameter(op, op.getKernelSize(), "kernel_size");
    auto strides = this->getParameter(op, op.getStrides(), "strides");
    auto dilations = this->getParameter(op, op.getDilations(), "dilations");
    if (failed(kernel) || failed(strides) || failed(dilations))
      return failure();
    Windows windows{*kernel, *strides, *dilations};
    ArrayRef<int64_t> out = type.getShape().drop_front(2);
    Type element = getTensorType(op.getInput()).getElementType();
    Value input = adaptor.getInput();
    Value result;
    if constexpr (isMax) {
      input =
          coverWindows(b, input, windows, out,
                       narrow(b, lowest(b, element), type.getElementType()));
      result = pool(b, input, windows, out, element, lowest(b, element),
                    maximumOrNan);
    } else {
      Value zero = constant(b, getComputeType(type.getElementType()), 0);
      result = pool(b, input, windows, out, element, zero, add);
    }
    return convertFloats(b, result, type.getElementType());
  }

private:
  /// Extends the input to the end of the last window, which lies beyond it
  /// where sizes were rounded up, and cuts off what no window reaches.
  static Value coverWindows(ImplicitLocOpBuilder &b, Value input,
                            const Windows &windows, ArrayRef<int64_t> out,
                            Value value) {
    ArrayRef<int64_t> shape = lowering::getType(input).getShape();
    SmallVector<int64_t> before(shape.size(), 0), after(shape.size(), 0);
    for (auto [axis, count] : llvm::enumerate(out)) {
      int64_t end = (count - 1) * windows.strides[axis] + windows.reach(axis);
      after[2 + axis] = std::max<int64_t>(end - shape[2 + axis], 0);
    }
    return padConstant(b, input, before, after, value);
  }
};

} // namespace

void coreai::lowering::addPoolingLowerings(LoweringSet &set) {
  set.add<PoolLowering<SumPool2dOp>, PoolLowering<SumPool3dOp>,
          PoolLowering<MaxPool2dOp>, PoolLowering<MaxPool3dOp>>();
}

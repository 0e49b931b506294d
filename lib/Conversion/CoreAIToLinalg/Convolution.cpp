// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Convolutions, as products of matrices: what each window covers becomes a
// column. That takes memory, a kernel's size times the image, and makes every
// kind of convolution (grouped, dilated, of volumes, transposed) as fast as a
// matrix product.

#include "Conversion/CoreAIToLinalg/Lowering.h"
#include "Conversion/CoreAIToLinalg/Matmul.h"
#include "Conversion/CoreAIToLinalg/Scalars.h"
#include "Conversion/CoreAIToLinalg/TensorBuilder.h"
#include "Conversion/CoreAIToLinalg/Windows.h"
#include "coreai/IR/ConvolutionOps.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"

using namespace mlir;
using namespace coreai;
using namespace coreai::lowering;

static SmallVector<int64_t> concat(ArrayRef<int64_t> a, ArrayRef<int64_t> b,
                                   ArrayRef<int64_t> c = {}) {
  SmallVector<int64_t> all(a);
  llvm::append_range(all, b);
  llvm::append_range(all, c);
  return all;
}

/// [N, C, in...] to [N, C, kernel..., out...]: what each window covers, of the
/// compute type.
static Value gatherWindows(ImplicitLocOpBuilder &b, Value input,
                           const Windows &windows, ArrayRef<int64_t> out) {
  RankedTensorType type = getType(input);
  size_t rank = windows.rank();
  auto gathered = RankedTensorType::get(
      concat(type.getShape().take_front(2), windows.kernel, out),
      getComputeType(type.getElementType()));
  SmallVector<AffineExpr> source{b.getAffineDimExpr(0), b.getAffineDimExpr(1)};
  for (size_t axis = 0; axis != rank; ++axis)
    source.push_back(windows.position(axis, b.getAffineDimExpr(2 + rank + axis),
                                      b.getAffineDimExpr(2 + axis)));
  int64_t loopCount = gathered.getRank();
  SmallVector<utils::IteratorType> loops(loopCount,
                                         utils::IteratorType::parallel);
  Value init = tensor::EmptyOp::create(b, gathered.getShape(),
                                       gathered.getElementType());
  auto body = [](OpBuilder &nested, Location loc, ValueRange x) {
    ImplicitLocOpBuilder inner(loc, nested);
    linalg::YieldOp::create(inner, widen(inner, x[0]));
  };
  return linalg::GenericOp::create(
             b, gathered, input, init,
             ArrayRef{AffineMap::get(loopCount, 0, source, b.getContext()),
                      b.getMultiDimIdentityMap(loopCount)},
             loops, body)
      .getResult(0);
}

/// Cross-correlates `input : [N, C, in...]` with
/// `weight : [O, C / groups, kernel...]`, without padding, to `[N, O, out...]`
/// of the compute type.
static Value convolve(ImplicitLocOpBuilder &b, Value input, Value weight,
                      const Windows &windows, int64_t groups,
                      ArrayRef<int64_t> out) {
  ArrayRef<int64_t> inputShape = getType(input).getShape();
  ArrayRef<int64_t> weightShape = getType(weight).getShape();
  int64_t images = inputShape[0], outputs = weightShape[0];
  int64_t terms = computeProduct(weightShape.drop_front());
  int64_t pixels = computeProduct(out);
  bool isPointwise =
      llvm::all_equal(windows.kernel) && windows.kernel.front() == 1 &&
      llvm::all_of(windows.strides, [](int64_t stride) { return stride == 1; });
  Value columns = isPointwise ? input : gatherWindows(b, input, windows, out);
  // Weights come first, so that the product has the result's layout.
  SmallVector<int64_t> matrices{images, groups, terms, pixels};
  SmallVector<int64_t> filters{groups, outputs / groups, terms};
  if (groups == 1) {
    matrices.erase(matrices.begin() + 1);
    filters.erase(filters.begin());
  }
  Value result = multiplyMatrices(b, reshape(b, weight, filters),
                                  reshape(b, columns, matrices));
  return reshape(b, result, concat({images, outputs}, out));
}

namespace {

//===----------------------------------------------------------------------===//
// Convolution
//===----------------------------------------------------------------------===//

template <typename OpTy>
class ConvolutionLowering : public TensorLowering<OpTy> {
public:
  using TensorLowering<OpTy>::TensorLowering;

  FailureOr<Value> lower(OpTy op, typename OpTy::Adaptor adaptor,
                         RankedTensorType type,
                         ImplicitLocOpBuilder &b) const override {
    auto strides = this->getParameter(op, op.getStrides(), "strides");
    auto dilations = this->getParameter(op, op.getDilations(), "dilations");
    auto groups = this->getParameter(op, op.getGroups(), "groups");
    if (failed(strides) || failed(dilations) || failed(groups))
      return failure();
    ArrayRef<int64_t> kernel =
        getTensorType(op.getWeight()).getShape().drop_front(2);
    Windows windows{SmallVector<int64_t>(kernel), *strides, *dilations};
    Value result = convolve(b, adaptor.getInput(), adaptor.getWeight(), windows,
                            groups->front(), type.getShape().drop_front(2));
    return convertFloats(b, result, type.getElementType());
  }
};

//===----------------------------------------------------------------------===//
// Transposed convolution
//===----------------------------------------------------------------------===//

template <typename OpTy>
class TransposedConvolutionLowering : public TensorLowering<OpTy> {
public:
  using TensorLowering<OpTy>::TensorLowering;

  /// A convolution with stride 1 of the input, zeros between its elements and
  /// around them, with the kernels turned round.
  FailureOr<Value> lower(OpTy op, typename OpTy::Adaptor adaptor,
                         RankedTensorType type,
                         ImplicitLocOpBuilder &b) const override {
    auto strides = this->getParameter(op, op.getStrides(), "strides");
    auto padding = this->getParameter(op, op.getPadding(), "padding");
    auto dilations = this->getParameter(op, op.getDilations(), "dilations");
    auto groups = this->getParameter(op, op.getGroups(), "groups");
    if (failed(strides) || failed(padding) || failed(dilations) ||
        failed(groups))
      return failure();
    ArrayRef<int64_t> out = type.getShape().drop_front(2);
    ArrayRef<int64_t> kernel =
        getTensorType(op.getWeight()).getShape().drop_front(2);
    Windows windows{SmallVector<int64_t>(kernel),
                    SmallVector<int64_t>(kernel.size(), 1), *dilations};
    Value spread =
        spreadInput(b, adaptor.getInput(), windows, *strides, *padding, out);
    Value turned = turnKernels(b, adaptor.getWeight(), groups->front());
    Value result = convolve(b, spread, turned, windows, groups->front(), out);
    return convertFloats(b, result, type.getElementType());
  }

private:
  /// Puts the input's elements where windows of stride 1 give \p out of them.
  /// Element 0 comes `reach - 1 - padding` after the start; with more padding
  /// than reach, the first elements come before it and are cut off.
  static Value spreadInput(ImplicitLocOpBuilder &b, Value input,
                           const Windows &windows, ArrayRef<int64_t> strides,
                           ArrayRef<int64_t> padding, ArrayRef<int64_t> out) {
    ArrayRef<int64_t> shape = lowering::getType(input).getShape();
    SmallVector<int64_t> first(shape.size(), 0), count(shape),
        offsets(shape.size(), 0), steps(shape.size(), 1), spread(shape);
    for (size_t axis = 0; axis != out.size(); ++axis) {
      size_t i = axis + 2;
      int64_t start = windows.reach(axis) - 1 - padding[axis];
      spread[i] = out[axis] + windows.reach(axis) - 1;
      first[i] = start < 0 ? llvm::divideCeil(-start, strides[axis]) : 0;
      offsets[i] = start + first[i] * strides[axis];
      int64_t room = std::max<int64_t>(spread[i] - offsets[i], 0);
      count[i] = std::clamp<int64_t>(llvm::divideCeil(room, strides[axis]), 0,
                                     std::max<int64_t>(shape[i] - first[i], 0));
      steps[i] = strides[axis];
    }
    Value zeros = filled(
        b, spread, constant(b, lowering::getType(input).getElementType(), 0));
    if (computeProduct(count) == 0)
      return zeros;
    return insertSlice(b, extractSlice(b, input, first, count), zeros, offsets,
                       steps);
  }

  /// [C, O / groups, kernel...] to [O, C / groups, kernel...], the kernels
  /// backwards.
  static Value turnKernels(ImplicitLocOpBuilder &b, Value weight,
                           int64_t groups) {
    ArrayRef<int64_t> shape = lowering::getType(weight).getShape();
    ArrayRef<int64_t> kernel = shape.drop_front(2);
    int64_t inputs = shape[0] / groups, outputs = shape[1];
    RankedTensorType type = lowering::getType(weight).clone(
        concat({groups, outputs, inputs}, kernel));
    Value turned = pickElements(
        b, type, weight, [&](ImplicitLocOpBuilder &inner, ValueRange at) {
          Value input = arith::AddIOp::create(
              inner, arith::MulIOp::create(inner, at[0], index(inner, inputs)),
              at[2]);
          SmallVector<Value> source{input, at[1]};
          for (auto [axis, size] : llvm::enumerate(kernel))
            source.push_back(arith::SubIOp::create(
                inner, index(inner, size - 1), at[3 + axis]));
          return source;
        });
    return reshape(b, turned, concat({groups * outputs, inputs}, kernel));
  }
};

} // namespace

void coreai::lowering::addConvolutionLowerings(LoweringSet &set) {
  set.add<ConvolutionLowering<Conv2dOp>, ConvolutionLowering<Conv3dOp>,
          TransposedConvolutionLowering<ConvTranspose2dOp>,
          TransposedConvolutionLowering<ConvTranspose3dOp>>();
}

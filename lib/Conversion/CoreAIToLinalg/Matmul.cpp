// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Matrix products.

#include "Conversion/CoreAIToLinalg/Matmul.h"

#include "Conversion/CoreAIToLinalg/Lowering.h"
#include "Conversion/CoreAIToLinalg/Scalars.h"
#include "Conversion/CoreAIToLinalg/TensorBuilder.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Traits.h"

#include <functional>
#include <numeric>

using namespace mlir;
using namespace coreai;
using namespace coreai::lowering;

static int64_t product(ArrayRef<int64_t> sizes) {
  return std::accumulate(sizes.begin(), sizes.end(), int64_t(1),
                         std::multiplies<>());
}

/// Broadcasts the leading axes of `input` to `batch`, and joins them.
static Value joinBatch(ImplicitLocOpBuilder &b, Value input,
                       ArrayRef<int64_t> batch) {
  ArrayRef<int64_t> matrix = getType(input).getShape().take_back(2);
  SmallVector<int64_t> shape(batch);
  llvm::append_range(shape, matrix);
  return reshape(b, broadcastTo(b, input, shape),
                 {product(batch), matrix[0], matrix[1]});
}

Value coreai::lowering::multiplyMatrices(ImplicitLocOpBuilder &b, Value x,
                                         Value y) {
  ArrayRef<int64_t> xShape = getType(x).getShape(),
                    yShape = getType(y).getShape();
  SmallVector<int64_t> batch;
  OpTrait::util::getBroadcastedShape(xShape.drop_back(2), yShape.drop_back(2),
                                     batch);
  int64_t rows = xShape[xShape.size() - 2], inner = xShape.back();
  int64_t columns = yShape.back();
  Type compute = getComputeType(getType(x).getElementType());
  x = convertFloats(b, x, compute);
  y = convertFloats(b, y, compute);
  Value zero = constant(b, compute, 0);

  Value result;
  if (product(yShape.drop_back(2)) == 1) {
    // All rows of x meet the same matrix: one product of two matrices.
    int64_t allRows = product(batch) * rows;
    x = reshape(b, x, {allRows, inner});
    y = reshape(b, y, {inner, columns});
    Value init = filled(b, {allRows, columns}, zero);
    result = linalg::MatmulOp::create(b, ValueRange{x, y}, init).getResult(0);
  } else {
    x = joinBatch(b, x, batch);
    y = joinBatch(b, y, batch);
    Value init = filled(b, {product(batch), rows, columns}, zero);
    result =
        linalg::BatchMatmulOp::create(b, ValueRange{x, y}, init).getResult(0);
  }
  SmallVector<int64_t> shape(batch);
  shape.append({rows, columns});
  return reshape(b, result, shape);
}

namespace {

template <typename OpTy>
class MatmulLowering : public Lowering<OpTy> {
public:
  using Lowering<OpTy>::Lowering;

  LogicalResult
  matchAndRewrite(OpTy op, typename OpTy::Adaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    Value result = multiplyMatrices(b, adaptor.getX(), adaptor.getY());
    Type type = this->getConvertedType(op.getResult()).getElementType();
    rewriter.replaceOp(op, convertFloats(b, result, type));
    return success();
  }
};

} // namespace

void coreai::lowering::addMatmulLowerings(LoweringSet &set) {
  set.add<MatmulLowering<BatchMatmulOp>,
          MatmulLowering<BroadcastingBatchMatmulOp>>();
}

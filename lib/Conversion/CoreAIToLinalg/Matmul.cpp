// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Matrix products.

#include "Conversion/CoreAIToLinalg/Matmul.h"

#include "Conversion/CoreAIToLinalg/Lowering.h"
#include "Conversion/CoreAIToLinalg/Scalars.h"
#include "Conversion/CoreAIToLinalg/TensorBuilder.h"
#include "coreai/IR/MatmulOps.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Traits.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"

using namespace mlir;
using namespace coreai;
using namespace coreai::lowering;

/// Broadcasts the leading axes of \p input to \p batch, and joins them.
static Value joinBatch(ImplicitLocOpBuilder &b, Value input,
                       ArrayRef<int64_t> batch) {
  ArrayRef<int64_t> matrix = getType(input).getShape().take_back(2);
  SmallVector<int64_t> shape(batch);
  llvm::append_range(shape, matrix);
  return reshape(b, broadcastTo(b, input, shape),
                 {computeProduct(batch), matrix[0], matrix[1]});
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
  if (computeProduct(yShape.drop_back(2)) == 1) {
    // All rows of x meet the same matrix: one product of two matrices.
    int64_t allRows = computeProduct(batch) * rows;
    x = reshape(b, x, {allRows, inner});
    y = reshape(b, y, {inner, columns});
    Value init = filled(b, {allRows, columns}, zero);
    result = linalg::MatmulOp::create(b, ValueRange{x, y}, init).getResult(0);
  } else {
    x = joinBatch(b, x, batch);
    y = joinBatch(b, y, batch);
    Value init = filled(b, {computeProduct(batch), rows, columns}, zero);
    result =
        linalg::BatchMatmulOp::create(b, ValueRange{x, y}, init).getResult(0);
  }
  SmallVector<int64_t> shape(batch);
  shape.append({rows, columns});
  return reshape(b, result, shape);
}

namespace {

template <typename OpTy>
class MatmulLowering : public TensorLowering<OpTy> {
public:
  using TensorLowering<OpTy>::TensorLowering;

  FailureOr<Value> lower(OpTy /*op*/, typename OpTy::Adaptor adaptor,
                         RankedTensorType type,
                         ImplicitLocOpBuilder &b) const override {
    Value result = multiplyMatrices(b, adaptor.getX(), adaptor.getY());
    return convertFloats(b, result, type.getElementType());
  }
};

} // namespace

void coreai::lowering::addMatmulLowerings(LoweringSet &set) {
  set.add<MatmulLowering<BatchMatmulOp>,
          MatmulLowering<BroadcastingBatchMatmulOp>>();
}

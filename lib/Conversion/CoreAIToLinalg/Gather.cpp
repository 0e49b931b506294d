// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ops that pick elements by index. An index out of range picks the nearest
// element in range: the dialect doesn't say what it does, and memory is safe.

#include "Conversion/CoreAIToLinalg/Lowering.h"
#include "Conversion/CoreAIToLinalg/TensorBuilder.h"
#include "coreai/IR/GatherOps.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace coreai;
using namespace coreai::lowering;

namespace {

class GatherNdLowering : public TensorLowering<GatherNdOp> {
public:
  using TensorLowering::TensorLowering;

  FailureOr<Value> lower(GatherNdOp op, OpAdaptor adaptor,
                         RankedTensorType type,
                         ImplicitLocOpBuilder &b) const override {
    ArrayRef<int64_t> shape = getTensorType(op.getInput()).getShape();
    ArrayRef<int64_t> indicesShape = getTensorType(op.getIndices()).getShape();
    if (llvm::is_contained(shape, 0) && type.getNumElements() != 0)
      return reject(op, "expects a tensor with elements to pick from");
    size_t tupleAxes = indicesShape.size() - 1;
    int64_t tupleLength = indicesShape.back();
    return pickElements(
        b, type, adaptor.getInput(),
        [&](ImplicitLocOpBuilder &inner, ValueRange position) {
          SmallVector<Value> tuple(position.take_front(tupleAxes));
          tuple.emplace_back();
          SmallVector<Value> source;
          for (int64_t i = 0; i != tupleLength; ++i) {
            tuple.back() = index(inner, i);
            Value element =
                tensor::ExtractOp::create(inner, adaptor.getIndices(), tuple);
            source.push_back(clampedIndex(inner, element, shape[i]));
          }
          llvm::append_range(source, position.drop_front(tupleAxes));
          return source;
        });
  }
};

class GatherAlongAxisLowering : public TensorLowering<GatherAlongAxisOp> {
public:
  using TensorLowering::TensorLowering;

  FailureOr<Value> lower(GatherAlongAxisOp op, OpAdaptor adaptor,
                         RankedTensorType type,
                         ImplicitLocOpBuilder &b) const override {
    ArrayRef<int64_t> shape = getTensorType(op.getInput()).getShape();
    auto axis = getAxis(op, op.getAxis(), type.getRank());
    if (failed(axis))
      return failure();
    for (auto [i, size] : llvm::enumerate(type.getShape()))
      if (size > shape[i] && static_cast<int64_t>(i) != *axis)
        return reject(op, "expects indices no larger than the input except "
                          "along the axis");
    if (shape[*axis] == 0 && type.getNumElements() != 0)
      return reject(op, "expects a tensor with elements to pick from");
    return pickElements(b, type, adaptor.getInput(),
                        [&](ImplicitLocOpBuilder &inner, ValueRange position) {
                          Value element = tensor::ExtractOp::create(
                              inner, adaptor.getIndices(), position);
                          SmallVector<Value> source(position);
                          source[*axis] =
                              clampedIndex(inner, element, shape[*axis]);
                          return source;
                        });
  }
};

} // namespace

void coreai::lowering::addGatherLowerings(LoweringSet &set) {
  set.add<GatherNdLowering, GatherAlongAxisLowering>();
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rounding of activations to a grid of integers, and back.

#include "Conversion/CoreAIToLinalg/Lowering.h"
#include "Conversion/CoreAIToLinalg/Scalars.h"
#include "Conversion/CoreAIToLinalg/TensorBuilder.h"
#include "coreai/IR/CompressionOps.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace coreai;
using namespace coreai::lowering;

namespace {

/// What quantize and dequantize do to one element, given the parameters that
/// belong to it, all converted to floats of the wider type.
using Formula = Value (*)(ImplicitLocOpBuilder &b, Value x, Value scale,
                          Value offset1, Value offset2);

/// round((x - offset2) / scale) + offset1, ties to even; converting to the
/// integer type clips.
Value quantize(ImplicitLocOpBuilder &b, Value x, Value scale, Value offset1,
               Value offset2) {
  Value shifted = arith::SubFOp::create(b, x, offset2);
  Value rounded =
      math::RoundEvenOp::create(b, arith::DivFOp::create(b, shifted, scale));
  return arith::AddFOp::create(b, rounded, offset1);
}

/// (x - offset1) * scale + offset2.
Value dequantize(ImplicitLocOpBuilder &b, Value x, Value scale, Value offset1,
                 Value offset2) {
  Value shifted = arith::SubFOp::create(b, x, offset1);
  return arith::AddFOp::create(b, arith::MulFOp::create(b, shifted, scale),
                               offset2);
}

template <typename OpTy>
class QuantizationLowering : public TensorLowering<OpTy> {
public:
  QuantizationLowering(const ProgramTypeConverter &converter,
                       MLIRContext *context, Rejections &rejections,
                       Formula formula)
      : TensorLowering<OpTy>(converter, context, rejections), formula(formula) {
  }

  FailureOr<Value> lower(OpTy op, typename OpTy::Adaptor adaptor,
                         RankedTensorType type,
                         ImplicitLocOpBuilder &b) const override {
    RankedTensorType scaleType = getTensorType(op.getScale());
    SmallVector<int64_t> shape;
    if (scaleType.getRank() == 1) {
      auto axis = this->getAxis(op, op.getAxis(), type.getRank());
      if (failed(axis))
        return failure();
      shape.assign(type.getRank(), 1);
      shape[*axis] = scaleType.getNumElements();
    }
    Type from = getTensorType(op.getInput()).getElementType();
    Type to = getTensorType(op.getResult()).getElementType();
    Type integer = getTensorType(op.getOffset1()).getElementType();
    if (!isa<IntegerType>(integer))
      return this->reject(op, "expects an integer grid");
    Type floats = getTensorType(op.getOffset2()).getElementType();
    Type types[] = {from, scaleType.getElementType(), integer, floats};
    SmallVector<Value> inputs{adaptor.getInput()};
    for (Value parameter :
         {adaptor.getScale(), adaptor.getOffset1(), adaptor.getOffset2()})
      inputs.push_back(reshape(b, parameter, shape));
    Type wide = getComputeType(floats);
    return mapElements(
        b, type, inputs, [&](ImplicitLocOpBuilder &inner, ValueRange x) {
          SmallVector<Value> values;
          for (auto [element, type] : llvm::zip_equal(x, types))
            values.push_back(convertElement(inner, type, wide, element));
          Value result =
              formula(inner, values[0], values[1], values[2], values[3]);
          return convertElement(inner, wide, to, result);
        });
  }

private:
  Formula formula;
};

} // namespace

void coreai::lowering::addQuantizationLowerings(LoweringSet &set) {
  set.add<QuantizationLowering<QuantizeOp>>(quantize);
  set.add<QuantizationLowering<DequantizeOp>>(dequantize);
}

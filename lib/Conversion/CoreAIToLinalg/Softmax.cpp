// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Softmax, all of it in f32: shifted by the maximum, so that no exponential
// overflows.

#include "Conversion/CoreAIToLinalg/Lowering.h"
#include "Conversion/CoreAIToLinalg/Reduction.h"
#include "Conversion/CoreAIToLinalg/Scalars.h"
#include "Conversion/CoreAIToLinalg/TensorBuilder.h"
#include "coreai/IR/ReductionOps.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace coreai;
using namespace coreai::lowering;

namespace {

class SoftmaxLowering : public TensorLowering<SoftmaxOp> {
public:
  using TensorLowering::TensorLowering;

  FailureOr<Value> lower(SoftmaxOp op, OpAdaptor adaptor, RankedTensorType type,
                         ImplicitLocOpBuilder &b) const override {
    auto axis = getAxis(op, op.getAxis(), type.getRank());
    if (failed(axis))
      return failure();
    Type element = type.getElementType();
    Type wide = getComputeType(element);
    RankedTensorType wideType = type.clone(wide);

    auto largest = [&](ImplicitLocOpBuilder &b, Value x, Value soFar) {
      return maximumOrNan(b, wide, soFar, x);
    };
    Value maxima =
        reduce(b, adaptor.getInput(), *axis, lowest(b, element), largest);
    Value powers =
        mapElements(b, wideType, {adaptor.getInput(), maxima},
                    [](ImplicitLocOpBuilder &b, ValueRange x) -> Value {
                      return math::ExpOp::create(
                          b, arith::SubFOp::create(b, widen(b, x[0]), x[1]));
                    });
    auto sum = [&](ImplicitLocOpBuilder &b, Value x, Value soFar) {
      return add(b, wide, soFar, x);
    };
    Value sums = reduce(b, powers, *axis, constant(b, wide, 0), sum);
    return mapElements(
        b, type, {powers, sums}, [&](ImplicitLocOpBuilder &b, ValueRange x) {
          return narrow(b, arith::DivFOp::create(b, x[0], x[1]), element);
        });
  }
};

} // namespace

void coreai::lowering::addSoftmaxLowerings(LoweringSet &set) {
  set.add<SoftmaxLowering>();
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ops on single elements.

#include "Conversion/CoreAIToLinalg/Lowering.h"
#include "Conversion/CoreAIToLinalg/Scalars.h"
#include "Conversion/CoreAIToLinalg/TensorBuilder.h"
#include "coreai/IR/ElementwiseOps.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Math/IR/Math.h"

#include <numbers>

using namespace mlir;
using namespace coreai;
using namespace coreai::lowering;

//===----------------------------------------------------------------------===//
// One element at a time
//===----------------------------------------------------------------------===//

namespace {

/// What an op does to single elements: \p type is the element type of the first
/// operand in the program, \p x holds widened elements. The result is then
/// rounded to the element type of the op's result.
using Scalar = Value (*)(ImplicitLocOpBuilder &b, Type type, ValueRange x);

/// The elements of \p inputs in the same place, after broadcasting, widened,
/// put through \p compute, and rounded to those of \p type. \p programType is
/// what \p compute takes for its own type.
Value mapWidened(ImplicitLocOpBuilder &b, RankedTensorType type,
                 ValueRange inputs, Type programType, Scalar compute) {
  return mapElements(b, type, inputs,
                     [&](ImplicitLocOpBuilder &inner, ValueRange elements) {
                       SmallVector<Value> wide;
                       for (Value element : elements)
                         wide.push_back(widen(inner, element));
                       return narrow(inner, compute(inner, programType, wide),
                                     type.getElementType());
                     });
}

/// Any op that combines elements in the same place, after broadcasting.
template <typename OpTy>
class ElementwiseLowering : public TensorLowering<OpTy> {
public:
  ElementwiseLowering(const ProgramTypeConverter &converter,
                      MLIRContext *context, Rejections &rejections,
                      Scalar compute)
      : TensorLowering<OpTy>(converter, context, rejections), compute(compute) {
  }

  FailureOr<Value> lower(OpTy op, typename OpTy::Adaptor adaptor,
                         RankedTensorType type,
                         ImplicitLocOpBuilder &b) const override {
    Type elementType = getTensorType(op->getOperand(0)).getElementType();
    auto integer = dyn_cast<IntegerType>(elementType);
    if (integer && !integer.isSignless() && integer.getWidth() < 8)
      return this->reject(op, "expects elements of at least 8 bits to compute "
                              "with, got " +
                                  Twine(integer.getWidth()) + "-bit ones");
    return mapWidened(b, type, adaptor.getOperands(), elementType, compute);
  }

private:
  Scalar compute;
};

/// Ops that only choose or move elements: nothing is widened.
template <typename OpTy>
class ChoiceLowering : public TensorLowering<OpTy> {
public:
  using TensorLowering<OpTy>::TensorLowering;

  FailureOr<Value> lower(OpTy /*op*/, typename OpTy::Adaptor adaptor,
                         RankedTensorType type,
                         ImplicitLocOpBuilder &b) const override {
    return mapElements(b, type, adaptor.getOperands(),
                       [](ImplicitLocOpBuilder &inner, ValueRange x) -> Value {
                         return arith::SelectOp::create(inner, x[0], x[1],
                                                        x[2]);
                       });
  }
};

class CopyLowering : public TensorLowering<CopyOp> {
public:
  using TensorLowering::TensorLowering;

  FailureOr<Value> lower(CopyOp /*op*/, OpAdaptor adaptor,
                         RankedTensorType /*type*/,
                         ImplicitLocOpBuilder & /*b*/) const override {
    return adaptor.getX();
  }
};

class CastLowering : public TensorLowering<CastOp> {
public:
  using TensorLowering::TensorLowering;

  FailureOr<Value> lower(CastOp op, OpAdaptor adaptor, RankedTensorType type,
                         ImplicitLocOpBuilder &b) const override {
    Type from = getTensorType(op.getX()).getElementType();
    Type to = getTensorType(op.getResult()).getElementType();
    if (!isConvertible(from, to))
      return reject(op, "expects a conversion between numbers, got one between "
                        "real and complex");
    if (from == to)
      return adaptor.getX();
    return mapElements(b, type, adaptor.getX(),
                       [&](ImplicitLocOpBuilder &inner, ValueRange x) {
                         return convertElement(inner, from, to, x[0]);
                       });
  }
};

//===----------------------------------------------------------------------===//
// What single elements go through
//===----------------------------------------------------------------------===//

template <typename MathOp>
Value apply(ImplicitLocOpBuilder &b, Type, ValueRange x) {
  return MathOp::create(b, x);
}

template <BinaryScalar *op>
Value binary(ImplicitLocOpBuilder &b, Type type, ValueRange x) {
  return op(b, type, x[0], x[1]);
}

Value absolute(ImplicitLocOpBuilder &b, Type type, ValueRange x) {
  if (isa<FloatType>(type))
    return math::AbsFOp::create(b, x[0]);
  return math::AbsIOp::create(b, x[0]);
}

Value negate(ImplicitLocOpBuilder &b, Type type, ValueRange x) {
  if (isa<FloatType>(type))
    return arith::NegFOp::create(b, x[0]);
  return arith::SubIOp::create(b, constant(b, x[0].getType(), 0), x[0]);
}

Value logicalNot(ImplicitLocOpBuilder &b, Type, ValueRange x) {
  return arith::XOrIOp::create(b, x[0], constant(b, x[0].getType(), 1));
}

Value relu(ImplicitLocOpBuilder &b, Type, ValueRange x) {
  return arith::MaximumFOp::create(b, x[0], constant(b, x[0].getType(), 0));
}

/// x / (1 + e ^ -x), or with a one for x in the numerator.
Value logistic(ImplicitLocOpBuilder &b, Value numerator, Value x) {
  Value one = constant(b, x.getType(), 1);
  Value exponential = math::ExpOp::create(b, arith::NegFOp::create(b, x));
  return arith::DivFOp::create(b, numerator,
                               arith::AddFOp::create(b, one, exponential));
}

Value sigmoid(ImplicitLocOpBuilder &b, Type, ValueRange x) {
  return logistic(b, constant(b, x[0].getType(), 1), x[0]);
}

Value silu(ImplicitLocOpBuilder &b, Type, ValueRange x) {
  return logistic(b, x[0], x[0]);
}

/// x * (1 + share) / 2.
Value gate(ImplicitLocOpBuilder &b, Value x, Value share) {
  Type type = x.getType();
  Value half = arith::MulFOp::create(b, x, constant(b, type, 0.5));
  return arith::MulFOp::create(
      b, half, arith::AddFOp::create(b, constant(b, type, 1), share));
}

Value geluErf(ImplicitLocOpBuilder &b, Type, ValueRange x) {
  Value scale = constant(b, x[0].getType(), 1 / std::numbers::sqrt2);
  return gate(b, x[0],
              math::ErfOp::create(b, arith::MulFOp::create(b, x[0], scale)));
}

Value geluTanh(ImplicitLocOpBuilder &b, Type, ValueRange x) {
  Type type = x[0].getType();
  auto mul = [&](Value x, Value y) -> Value {
    return arith::MulFOp::create(b, x, y);
  };
  Value cube = mul(mul(x[0], x[0]), x[0]);
  Value inner =
      arith::AddFOp::create(b, x[0], mul(constant(b, type, 0.044715), cube));
  double scale = std::numbers::sqrt2 * std::numbers::inv_sqrtpi;
  return gate(b, x[0],
              math::TanhOp::create(b, mul(constant(b, type, scale), inner)));
}

class GeluLowering : public TensorLowering<GeluOp> {
public:
  using TensorLowering::TensorLowering;

  FailureOr<Value> lower(GeluOp op, OpAdaptor adaptor, RankedTensorType type,
                         ImplicitLocOpBuilder &b) const override {
    Scalar compute =
        op.getApproximate() == GeluApproximation::Tanh ? geluTanh : geluErf;
    return mapWidened(b, type, adaptor.getX(),
                      getTensorType(op.getX()).getElementType(), compute);
  }
};

} // namespace

//===----------------------------------------------------------------------===//
// The table
//===----------------------------------------------------------------------===//

static void addUnary(LoweringSet &set) {
  set.add<ElementwiseLowering<AbsOp>>(absolute);
  set.add<ElementwiseLowering<AcosOp>>(apply<math::AcosOp>);
  set.add<ElementwiseLowering<AcoshOp>>(apply<math::AcoshOp>);
  set.add<ElementwiseLowering<AsinOp>>(apply<math::AsinOp>);
  set.add<ElementwiseLowering<AsinhOp>>(apply<math::AsinhOp>);
  set.add<ElementwiseLowering<AtanOp>>(apply<math::AtanOp>);
  set.add<ElementwiseLowering<AtanhOp>>(apply<math::AtanhOp>);
  set.add<ElementwiseLowering<CosOp>>(apply<math::CosOp>);
  set.add<ElementwiseLowering<CoshOp>>(apply<math::CoshOp>);
  set.add<ElementwiseLowering<ErfOp>>(apply<math::ErfOp>);
  set.add<ElementwiseLowering<ExpOp>>(apply<math::ExpOp>);
  set.add<ElementwiseLowering<LogOp>>(apply<math::LogOp>);
  set.add<ElementwiseLowering<NegOp>>(negate);
  set.add<ElementwiseLowering<NotOp>>(logicalNot);
  set.add<ElementwiseLowering<ReluOp>>(relu);
  set.add<ElementwiseLowering<RoundOp>>(apply<math::RoundOp>);
  set.add<ElementwiseLowering<RsqrtOp>>(apply<math::RsqrtOp>);
  set.add<ElementwiseLowering<SigmoidOp>>(sigmoid);
  set.add<ElementwiseLowering<SiluOp>>(silu);
  set.add<ElementwiseLowering<SinOp>>(apply<math::SinOp>);
  set.add<ElementwiseLowering<SinhOp>>(apply<math::SinhOp>);
  set.add<ElementwiseLowering<SqrtOp>>(apply<math::SqrtOp>);
  set.add<ElementwiseLowering<TanOp>>(apply<math::TanOp>);
  set.add<ElementwiseLowering<TanhOp>>(apply<math::TanhOp>);
  set.add<ElementwiseLowering<RealPartOp>>(apply<complex::ReOp>);
  set.add<ElementwiseLowering<ImaginaryPartOp>>(apply<complex::ImOp>);
}

/// An op exists with and without broadcasting.
template <typename BroadcastingOp, typename Op>
static void addBinary(LoweringSet &set, Scalar compute) {
  set.add<ElementwiseLowering<BroadcastingOp>, ElementwiseLowering<Op>>(
      compute);
}

static void addBinary(LoweringSet &set) {
  addBinary<BroadcastingAddOp, AddOp>(set, binary<add>);
  addBinary<BroadcastingSubOp, SubOp>(set, binary<sub>);
  addBinary<BroadcastingMulOp, MulOp>(set, binary<mul>);
  addBinary<BroadcastingDivideOp, DivideOp>(set, binary<divide>);
  addBinary<BroadcastingFloorDivideOp, FloorDivideOp>(set, binary<floorDivide>);
  addBinary<BroadcastingModuloOp, ModuloOp>(set, binary<modulo>);
  addBinary<BroadcastingPowOp, PowOp>(set, apply<math::PowFOp>);
  addBinary<BroadcastingMaximumOp, MaximumOp>(set, binary<maximum>);
  addBinary<BroadcastingMinimumOp, MinimumOp>(set, binary<minimum>);
  addBinary<BroadcastingEqualOp, EqualOp>(set, binary<equal>);
  addBinary<BroadcastingNotEqualOp, NotEqualOp>(set, binary<notEqual>);
  addBinary<BroadcastingGreaterOp, GreaterOp>(set, binary<greater>);
  addBinary<BroadcastingAndOp, AndOp>(set, apply<arith::AndIOp>);
  addBinary<BroadcastingOrOp, OrOp>(set, apply<arith::OrIOp>);
  addBinary<BroadcastingXorOp, XorOp>(set, apply<arith::XOrIOp>);
  addBinary<BroadcastingBitwiseAndOp, BitwiseAndOp>(set, apply<arith::AndIOp>);
  addBinary<BroadcastingBitwiseOrOp, BitwiseOrOp>(set, apply<arith::OrIOp>);
  addBinary<BroadcastingBitwiseXorOp, BitwiseXorOp>(set, apply<arith::XOrIOp>);
}

static Value createComplex(ImplicitLocOpBuilder &b, Type, ValueRange x) {
  return complex::CreateOp::create(b, ComplexType::get(x[0].getType()), x[0],
                                   x[1]);
}

void coreai::lowering::addElementwiseLowerings(LoweringSet &set) {
  addUnary(set);
  addBinary(set);
  set.add<ElementwiseLowering<CreateComplexOp>>(createComplex);
  set.add<CastLowering, CopyLowering, GeluLowering,
          ChoiceLowering<BroadcastingWhereOp>, ChoiceLowering<SelectOp>>();
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Arithmetic on single elements.

#include "Conversion/CoreAIToLinalg/Scalars.h"

#include "Conversion/CoreAIToLinalg/Lowering.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace coreai::lowering;

//===----------------------------------------------------------------------===//
// Widths
//===----------------------------------------------------------------------===//

Type coreai::lowering::getComputeType(Type type) {
  if (auto complex = dyn_cast<ComplexType>(type))
    return ComplexType::get(getComputeType(complex.getElementType()));
  if (isa<Float16Type, BFloat16Type>(type))
    return Float32Type::get(type.getContext());
  return type;
}

/// Applies \p convert to a float, or to both parts of a complex number.
static Value
convertParts(ImplicitLocOpBuilder &b, Value value, Type type,
             llvm::function_ref<Value(Value value, Type type)> convert) {
  auto complex = dyn_cast<ComplexType>(type);
  if (!complex)
    return convert(value, type);
  Type part = complex.getElementType();
  Value re = convert(complex::ReOp::create(b, value), part);
  Value im = convert(complex::ImOp::create(b, value), part);
  return complex::CreateOp::create(b, type, re, im);
}

Value coreai::lowering::widen(ImplicitLocOpBuilder &b, Value value) {
  Type type = getComputeType(value.getType());
  if (type == value.getType())
    return value;
  return convertParts(b, value, type, [&](Value part, Type type) -> Value {
    return arith::ExtFOp::create(b, type, part);
  });
}

Value coreai::lowering::narrow(ImplicitLocOpBuilder &b, Value value,
                               Type storageType) {
  if (storageType == value.getType())
    return value;
  return convertParts(b, value, storageType,
                      [&](Value part, Type type) -> Value {
                        return arith::TruncFOp::create(b, type, part);
                      });
}

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

Value coreai::lowering::constant(ImplicitLocOpBuilder &b, Type type,
                                 double value) {
  if (auto floatType = dyn_cast<FloatType>(type))
    return arith::ConstantOp::create(b, b.getFloatAttr(floatType, value));
  if (auto complex = dyn_cast<ComplexType>(type)) {
    Type part = complex.getElementType();
    return complex::ConstantOp::create(
        b, type,
        b.getArrayAttr({b.getFloatAttr(part, value), b.getFloatAttr(part, 0)}));
  }
  return arith::ConstantOp::create(
      b, b.getIntegerAttr(type, static_cast<int64_t>(value)));
}

/// An end of the range of \p type: as an integer for integers, or an infinity.
static Value limit(ImplicitLocOpBuilder &b, Type type, bool isLow) {
  if (auto integer = dyn_cast<IntegerType>(type)) {
    unsigned width = integer.getWidth();
    APInt value = integer.isSigned() ? (isLow ? APInt::getSignedMinValue(width)
                                              : APInt::getSignedMaxValue(width))
                                     : (isLow ? APInt::getZero(width)
                                              : APInt::getMaxValue(width));
    Type storage = *getStorageType(type);
    unsigned storageWidth = storage.getIntOrFloatBitWidth();
    value = integer.isSigned() ? value.sext(storageWidth)
                               : value.zext(storageWidth);
    return arith::ConstantOp::create(b, b.getIntegerAttr(storage, value));
  }
  auto floatType = cast<FloatType>(getComputeType(type));
  return arith::ConstantOp::create(
      b, b.getFloatAttr(floatType,
                        APFloat::getInf(floatType.getFloatSemantics(), isLow)));
}

Value coreai::lowering::lowest(ImplicitLocOpBuilder &b, Type type) {
  return limit(b, type, /*isLow=*/true);
}

Value coreai::lowering::highest(ImplicitLocOpBuilder &b, Type type) {
  return limit(b, type, /*isLow=*/false);
}

//===----------------------------------------------------------------------===//
// Arithmetic
//===----------------------------------------------------------------------===//

/// Makes the op of a type's kind.
template <typename FloatOp, typename SignedOp, typename UnsignedOp = SignedOp>
static Value makeBinary(ImplicitLocOpBuilder &b, Type type, Value x, Value y) {
  if (isa<FloatType>(type))
    return FloatOp::create(b, x, y);
  if (type.isSignedInteger())
    return SignedOp::create(b, x, y);
  return UnsignedOp::create(b, x, y);
}

template <typename FloatOp, typename ComplexOp, typename IntegerOp>
static Value makeRing(ImplicitLocOpBuilder &b, Type type, Value x, Value y) {
  if (isa<ComplexType>(type))
    return ComplexOp::create(b, x, y);
  return makeBinary<FloatOp, IntegerOp>(b, type, x, y);
}

Value coreai::lowering::add(ImplicitLocOpBuilder &b, Type type, Value x,
                            Value y) {
  return makeRing<arith::AddFOp, complex::AddOp, arith::AddIOp>(b, type, x, y);
}

Value coreai::lowering::sub(ImplicitLocOpBuilder &b, Type type, Value x,
                            Value y) {
  return makeRing<arith::SubFOp, complex::SubOp, arith::SubIOp>(b, type, x, y);
}

Value coreai::lowering::mul(ImplicitLocOpBuilder &b, Type type, Value x,
                            Value y) {
  return makeRing<arith::MulFOp, complex::MulOp, arith::MulIOp>(b, type, x, y);
}

/// Calls \p compute with a divisor that can't trap: a quotient by zero is
/// \p atZero, and one by -1, which overflows for the least integer,
/// \p atMinusOne.
static Value divideIntegers(ImplicitLocOpBuilder &b, Type type, Value y,
                            Value atZero, Value atMinusOne,
                            llvm::function_ref<Value(Value divisor)> compute) {
  auto is = [&](double value) -> Value {
    return arith::CmpIOp::create(b, arith::CmpIPredicate::eq, y,
                                 constant(b, y.getType(), value));
  };
  Value isZero = is(0), unsafe = isZero, isMinusOne;
  if (type.isSignedInteger()) {
    isMinusOne = is(-1);
    unsafe = arith::OrIOp::create(b, isZero, isMinusOne);
  }
  Value result = compute(
      arith::SelectOp::create(b, unsafe, constant(b, y.getType(), 1), y));
  if (isMinusOne)
    result = arith::SelectOp::create(b, isMinusOne, atMinusOne, result);
  return arith::SelectOp::create(b, isZero, atZero, result);
}

template <typename SignedOp, typename UnsignedOp>
static Value makeQuotient(ImplicitLocOpBuilder &b, Type type, Value x,
                          Value y) {
  Value zero = constant(b, x.getType(), 0);
  return divideIntegers(
      b, type, y, zero, arith::SubIOp::create(b, zero, x), [&](Value divisor) {
        return makeBinary<arith::DivFOp, SignedOp, UnsignedOp>(b, type, x,
                                                               divisor);
      });
}

Value coreai::lowering::divide(ImplicitLocOpBuilder &b, Type type, Value x,
                               Value y) {
  if (isa<FloatType>(type))
    return arith::DivFOp::create(b, x, y);
  return makeQuotient<arith::DivSIOp, arith::DivUIOp>(b, type, x, y);
}

Value coreai::lowering::floorDivide(ImplicitLocOpBuilder &b, Type type, Value x,
                                    Value y) {
  if (isa<FloatType>(type))
    return math::FloorOp::create(b, arith::DivFOp::create(b, x, y));
  return makeQuotient<arith::FloorDivSIOp, arith::DivUIOp>(b, type, x, y);
}

Value coreai::lowering::modulo(ImplicitLocOpBuilder &b, Type type, Value x,
                               Value y) {
  if (isa<FloatType>(type))
    return arith::RemFOp::create(b, x, y);
  Value zero = constant(b, x.getType(), 0);
  return divideIntegers(b, type, y, zero, zero, [&](Value divisor) {
    return makeBinary<arith::RemFOp, arith::RemSIOp, arith::RemUIOp>(b, type, x,
                                                                     divisor);
  });
}

Value coreai::lowering::maximum(ImplicitLocOpBuilder &b, Type type, Value x,
                                Value y) {
  return makeBinary<arith::MaxNumFOp, arith::MaxSIOp, arith::MaxUIOp>(b, type,
                                                                      x, y);
}

Value coreai::lowering::minimum(ImplicitLocOpBuilder &b, Type type, Value x,
                                Value y) {
  return makeBinary<arith::MinNumFOp, arith::MinSIOp, arith::MinUIOp>(b, type,
                                                                      x, y);
}

Value coreai::lowering::maximumOrNan(ImplicitLocOpBuilder &b, Type type,
                                     Value x, Value y) {
  return makeBinary<arith::MaximumFOp, arith::MaxSIOp, arith::MaxUIOp>(b, type,
                                                                       x, y);
}

Value coreai::lowering::minimumOrNan(ImplicitLocOpBuilder &b, Type type,
                                     Value x, Value y) {
  return makeBinary<arith::MinimumFOp, arith::MinSIOp, arith::MinUIOp>(b, type,
                                                                       x, y);
}

//===----------------------------------------------------------------------===//
// Comparisons
//===----------------------------------------------------------------------===//

Value coreai::lowering::equal(ImplicitLocOpBuilder &b, Type type, Value x,
                              Value y) {
  if (auto complex = dyn_cast<ComplexType>(type)) {
    Type part = complex.getElementType();
    return arith::AndIOp::create(b,
                                 equal(b, part, complex::ReOp::create(b, x),
                                       complex::ReOp::create(b, y)),
                                 equal(b, part, complex::ImOp::create(b, x),
                                       complex::ImOp::create(b, y)));
  }
  if (isa<FloatType>(type))
    return arith::CmpFOp::create(b, arith::CmpFPredicate::OEQ, x, y);
  return arith::CmpIOp::create(b, arith::CmpIPredicate::eq, x, y);
}

Value coreai::lowering::notEqual(ImplicitLocOpBuilder &b, Type type, Value x,
                                 Value y) {
  if (isa<ComplexType>(type))
    return arith::XOrIOp::create(b, equal(b, type, x, y),
                                 constant(b, b.getI1Type(), 1));
  if (isa<FloatType>(type))
    return arith::CmpFOp::create(b, arith::CmpFPredicate::UNE, x, y);
  return arith::CmpIOp::create(b, arith::CmpIPredicate::ne, x, y);
}

Value coreai::lowering::greater(ImplicitLocOpBuilder &b, Type type, Value x,
                                Value y) {
  if (isa<FloatType>(type))
    return arith::CmpFOp::create(b, arith::CmpFPredicate::OGT, x, y);
  return arith::CmpIOp::create(b,
                               type.isSignedInteger()
                                   ? arith::CmpIPredicate::sgt
                                   : arith::CmpIPredicate::ugt,
                               x, y);
}

//===----------------------------------------------------------------------===//
// Conversion
//===----------------------------------------------------------------------===//

bool coreai::lowering::isConvertible(Type from, Type to) {
  return getStorageType(from) && getStorageType(to) &&
         isa<ComplexType>(from) == isa<ComplexType>(to);
}

/// Truncates toward zero; what is out of range becomes an end of it. The
/// conversion itself is undefined there, so its result is only selected where
/// it isn't.
static Value floatToInteger(ImplicitLocOpBuilder &b, IntegerType to,
                            Value value) {
  Type wide = value.getType();
  unsigned width = to.getWidth();
  auto storage = cast<IntegerType>(*getStorageType(to));
  // Both bounds are powers of two or zero, so exact in any float type. They
  // lie outside of what truncates into the range: below the least integer by
  // one, for which any value above does.
  double end = std::ldexp(1.0, to.isSigned() ? width - 1 : width);
  Value tooLarge = arith::CmpFOp::create(b, arith::CmpFPredicate::OGE, value,
                                         constant(b, wide, end));
  Value tooSmall =
      arith::CmpFOp::create(b, arith::CmpFPredicate::OLT, value,
                            constant(b, wide, to.isSigned() ? -end : 0));
  Value isNan =
      arith::CmpFOp::create(b, arith::CmpFPredicate::UNO, value, value);
  Value unsafe = arith::OrIOp::create(
      b, arith::OrIOp::create(b, tooLarge, tooSmall), isNan);
  Value safe = arith::SelectOp::create(b, unsafe, constant(b, wide, 0), value);
  Value result;
  if (to.isSigned())
    result = arith::FPToSIOp::create(b, storage, safe);
  else
    result = arith::FPToUIOp::create(b, storage, safe);
  result = arith::SelectOp::create(b, tooLarge, highest(b, to), result);
  return arith::SelectOp::create(b, tooSmall, lowest(b, to), result);
}

/// Keeps the low bits. Integers narrower than a byte are kept extended to one.
static Value integerToInteger(ImplicitLocOpBuilder &b, IntegerType from,
                              IntegerType to, Value value) {
  auto extend = [&](bool isSigned, Type type, Value value) -> Value {
    if (isSigned)
      return arith::ExtSIOp::create(b, type, value);
    return arith::ExtUIOp::create(b, type, value);
  };
  auto storage = cast<IntegerType>(*getStorageType(to));
  unsigned have = value.getType().getIntOrFloatBitWidth();
  if (have < storage.getWidth())
    value = extend(from.isSigned(), storage, value);
  else if (have > storage.getWidth())
    value = arith::TruncIOp::create(b, storage, value);
  bool fits =
      from.getWidth() < to.getWidth() ||
      (from.getWidth() == to.getWidth() && from.isSigned() == to.isSigned());
  if (to.getWidth() == storage.getWidth() || (fits && !from.isSigned()))
    return value;
  Type exact = b.getIntegerType(to.getWidth());
  return extend(to.isSigned(), storage,
                arith::TruncIOp::create(b, exact, value));
}

static Value toBoolean(ImplicitLocOpBuilder &b, Type from, Value value) {
  return notEqual(b, from, value, constant(b, value.getType(), 0));
}

Value coreai::lowering::convertElement(ImplicitLocOpBuilder &b, Type from,
                                       Type to, Value value) {
  if (from == to)
    return value;
  Type storage = *getStorageType(to);
  bool toBool = to.isSignlessInteger(1);
  if (isa<ComplexType>(from))
    return convertParts(b, value, to, [&](Value part, Type partType) {
      return convertElement(b, part.getType(), partType, part);
    });
  if (isa<FloatType>(from)) {
    Value wide = widen(b, value);
    if (toBool)
      return toBoolean(b, from, wide);
    if (auto integer = dyn_cast<IntegerType>(to))
      return floatToInteger(b, integer, wide);
    // Between the 16-bit types and f64 by way of f32 only upward, which is
    // exact: downward it would round twice.
    if (wide.getType().getIntOrFloatBitWidth() <
        storage.getIntOrFloatBitWidth())
      return arith::ExtFOp::create(b, storage, wide);
    return narrow(b, wide, storage);
  }
  if (toBool)
    return toBoolean(b, from, value);
  if (auto integer = dyn_cast<IntegerType>(to))
    return integerToInteger(b, cast<IntegerType>(from), integer, value);
  Type wide = getComputeType(storage);
  Value number;
  if (from.isSignedInteger())
    number = arith::SIToFPOp::create(b, wide, value);
  else
    number = arith::UIToFPOp::create(b, wide, value);
  return narrow(b, number, storage);
}

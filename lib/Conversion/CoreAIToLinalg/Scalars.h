// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Arithmetic on single elements. Types are those of the program, which tell
// signed from unsigned; values are of storage types, or wider.

#ifndef COREAI_LIB_CONVERSION_COREAITOLINALG_SCALARS_H
#define COREAI_LIB_CONVERSION_COREAITOLINALG_SCALARS_H

#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace coreai::lowering {

/// The type that elements of \p type, a storage type, are computed with: f32
/// for 16-bit floats and complex numbers of them, else the same.
mlir::Type getComputeType(mlir::Type type);

/// Converts between a storage type and what it is computed with, exactly one
/// way, rounding to nearest even the other.
mlir::Value widen(mlir::ImplicitLocOpBuilder &b, mlir::Value value);
mlir::Value narrow(mlir::ImplicitLocOpBuilder &b, mlir::Value value,
                   mlir::Type storageType);

/// Constants of a float, integer or index type.
mlir::Value constant(mlir::ImplicitLocOpBuilder &b, mlir::Type type,
                     double value);

/// The ends of the range of \p type, a program's, which are infinite for
/// floats. The values are of its compute type.
mlir::Value lowest(mlir::ImplicitLocOpBuilder &b, mlir::Type type);
mlir::Value highest(mlir::ImplicitLocOpBuilder &b, mlir::Type type);

/// An op on two elements of the program's type \p type. Integers wrap.
using BinaryScalar = mlir::Value(mlir::ImplicitLocOpBuilder &b, mlir::Type type,
                                 mlir::Value x, mlir::Value y);

BinaryScalar add, sub, mul;
/// Integers: toward zero, toward minus infinity, with the sign of \p x; zero
/// where \p y is.
BinaryScalar divide, floorDivide, modulo;
/// Of a NaN and a number, the number.
BinaryScalar maximum, minimum;
/// Of a NaN and a number, NaN.
BinaryScalar maximumOrNan, minimumOrNan;
/// Give an i1.
BinaryScalar equal, notEqual, greater;

/// Converts an element, stored as \p from is, to what \p to is stored as. By
/// value; floats beyond an integer's range become its ends, NaN zero; integers
/// keep their low bits.
mlir::Value convertElement(mlir::ImplicitLocOpBuilder &b, mlir::Type from,
                           mlir::Type to, mlir::Value value);

/// Whether `convertElement` knows the way.
bool isConvertible(mlir::Type from, mlir::Type to);

} // namespace coreai::lowering

#endif // COREAI_LIB_CONVERSION_COREAITOLINALG_SCALARS_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Arithmetic on single elements. Types are those of the program, which tell
// signed from unsigned; values are of storage types, or wider.

#ifndef COREAI_LIB_CONVERSION_COREAITOLINALG_SCALARS_H
#define COREAI_LIB_CONVERSION_COREAITOLINALG_SCALARS_H

#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace coreai::lowering {

/// The type that elements of `type`, a storage type, are computed with: f32 for
/// 16-bit floats and complex numbers of them, else the same.
mlir::Type getComputeType(mlir::Type type);

/// Converts between a storage type and what it is computed with, exactly one
/// way, rounding to nearest even the other.
mlir::Value widen(mlir::ImplicitLocOpBuilder &b, mlir::Value value);
mlir::Value narrow(mlir::ImplicitLocOpBuilder &b, mlir::Value value,
                   mlir::Type storageType);

/// Constants of a float, integer or index type.
mlir::Value constant(mlir::ImplicitLocOpBuilder &b, mlir::Type type,
                     double value);

/// The least value of a program's type: minus infinity for floats. Of `type`'s
/// compute type.
mlir::Value lowest(mlir::ImplicitLocOpBuilder &b, mlir::Type type);
mlir::Value highest(mlir::ImplicitLocOpBuilder &b, mlir::Type type);

/// Ops on two elements of the program's type `type`. Integers wrap.
using BinaryScalar = mlir::Value (*)(mlir::ImplicitLocOpBuilder &b,
                                     mlir::Type type, mlir::Value x,
                                     mlir::Value y);
mlir::Value add(mlir::ImplicitLocOpBuilder &b, mlir::Type type, mlir::Value x,
                mlir::Value y);
mlir::Value sub(mlir::ImplicitLocOpBuilder &b, mlir::Type type, mlir::Value x,
                mlir::Value y);
mlir::Value mul(mlir::ImplicitLocOpBuilder &b, mlir::Type type, mlir::Value x,
                mlir::Value y);
/// Integers: toward zero; zero where `y` is.
mlir::Value divide(mlir::ImplicitLocOpBuilder &b, mlir::Type type,
                   mlir::Value x, mlir::Value y);
mlir::Value floorDivide(mlir::ImplicitLocOpBuilder &b, mlir::Type type,
                        mlir::Value x, mlir::Value y);
mlir::Value modulo(mlir::ImplicitLocOpBuilder &b, mlir::Type type,
                   mlir::Value x, mlir::Value y);
/// Of a NaN and a number, the number.
mlir::Value maximum(mlir::ImplicitLocOpBuilder &b, mlir::Type type,
                    mlir::Value x, mlir::Value y);
mlir::Value minimum(mlir::ImplicitLocOpBuilder &b, mlir::Type type,
                    mlir::Value x, mlir::Value y);
/// Of a NaN and a number, NaN.
mlir::Value maximumOrNan(mlir::ImplicitLocOpBuilder &b, mlir::Type type,
                         mlir::Value x, mlir::Value y);
mlir::Value minimumOrNan(mlir::ImplicitLocOpBuilder &b, mlir::Type type,
                         mlir::Value x, mlir::Value y);
/// Give an i1.
mlir::Value equal(mlir::ImplicitLocOpBuilder &b, mlir::Type type, mlir::Value x,
                  mlir::Value y);
mlir::Value notEqual(mlir::ImplicitLocOpBuilder &b, mlir::Type type,
                     mlir::Value x, mlir::Value y);
mlir::Value greater(mlir::ImplicitLocOpBuilder &b, mlir::Type type,
                    mlir::Value x, mlir::Value y);

/// Converts an element, stored as `from` is, to what `to` is stored as. By
/// value; floats beyond an integer's range become its ends, NaN zero; integers
/// keep their low bits.
mlir::Value convertElement(mlir::ImplicitLocOpBuilder &b, mlir::Type from,
                           mlir::Type to, mlir::Value value);

/// Whether `convertElement` knows the way.
bool isConvertible(mlir::Type from, mlir::Type to);

} // namespace coreai::lowering

#endif // COREAI_LIB_CONVERSION_COREAITOLINALG_SCALARS_H

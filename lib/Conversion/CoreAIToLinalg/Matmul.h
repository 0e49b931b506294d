// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Matrix products, for lowerings that come down to one.

#ifndef COREAI_LIB_CONVERSION_COREAITOLINALG_MATMUL_H
#define COREAI_LIB_CONVERSION_COREAITOLINALG_MATMUL_H

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace coreai::lowering {

/// Multiplies [batch..., M, K] by [batch..., K, N], whose leading axes
/// broadcast as NumPy's do. Elements are widened before and the result isn't
/// rounded: it has their compute type.
mlir::Value multiplyMatrices(mlir::ImplicitLocOpBuilder &b, mlir::Value x,
                             mlir::Value y);

} // namespace coreai::lowering

#endif // COREAI_LIB_CONVERSION_COREAITOLINALG_MATMUL_H

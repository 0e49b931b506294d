// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reductions, for lowerings that need one on the way.

#ifndef COREAI_LIB_CONVERSION_COREAITOLINALG_REDUCTION_H
#define COREAI_LIB_CONVERSION_COREAITOLINALG_REDUCTION_H

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace coreai::lowering {

using CombineElements = llvm::function_ref<mlir::Value(
    mlir::ImplicitLocOpBuilder &, mlir::Value element, mlir::Value soFar)>;

/// Combines the elements of \p input, widened, over \p axes, starting from
/// \p init, whose type is that of the result's elements. Axes stay with size 1.
mlir::Value reduce(mlir::ImplicitLocOpBuilder &b, mlir::Value input,
                   llvm::ArrayRef<int64_t> axes, mlir::Value init,
                   CombineElements combine);

/// \p shape, with \p axes of size 1.
llvm::SmallVector<int64_t> getReducedShape(llvm::ArrayRef<int64_t> shape,
                                           llvm::ArrayRef<int64_t> axes);

} // namespace coreai::lowering

#endif // COREAI_LIB_CONVERSION_COREAITOLINALG_REDUCTION_H

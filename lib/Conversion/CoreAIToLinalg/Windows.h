// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Windows that slide over the spatial axes of images, [N, C, spatial...].

#ifndef COREAI_LIB_CONVERSION_COREAITOLINALG_WINDOWS_H
#define COREAI_LIB_CONVERSION_COREAITOLINALG_WINDOWS_H

#include "mlir/IR/AffineExpr.h"
#include "llvm/ADT/SmallVector.h"

namespace coreai::lowering {

/// One element per spatial axis.
struct Windows {
  llvm::SmallVector<int64_t> kernel, strides, dilations;

  size_t rank() const { return kernel.size(); }

  /// How far a window reaches along an axis.
  int64_t reach(size_t axis) const {
    return dilations[axis] * (kernel[axis] - 1) + 1;
  }

  /// Where window number \p window has its element number \p element.
  mlir::AffineExpr position(size_t axis, mlir::AffineExpr window,
                            mlir::AffineExpr element) const {
    return window * strides[axis] + element * dilations[axis];
  }
};

} // namespace coreai::lowering

#endif // COREAI_LIB_CONVERSION_COREAITOLINALG_WINDOWS_H

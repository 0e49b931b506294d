// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which constants share their bytes.

#ifndef COREAI_WEIGHTS_STORAGE_H
#define COREAI_WEIGHTS_STORAGE_H

#include "mlir/IR/BuiltinAttributes.h"

namespace coreai {

/// Tells the bytes behind one constant from the bytes behind another: two
/// constants have the same identity if they name one resource, whatever their
/// types, or if their attributes are equal. It is an address, never followed.
using StorageIdentity = const void *;

StorageIdentity getStorageIdentity(mlir::ElementsAttr elements);

} // namespace coreai

#endif // COREAI_WEIGHTS_STORAGE_H

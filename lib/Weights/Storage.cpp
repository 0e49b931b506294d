// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which constants share their bytes.

#include "coreai/Weights/Storage.h"

#include "mlir/IR/DialectResourceBlobManager.h"

using namespace mlir;

coreai::StorageIdentity coreai::getStorageIdentity(ElementsAttr elements) {
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(elements))
    return resource.getRawHandle().getResource();
  return elements.getAsOpaquePointer();
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The types of what is stored in a weight's place.

#include "Palettize/Decision.h"

using namespace mlir;
using namespace coreai;

RankedTensorType Recipe::getIndicesType() const {
  SmallVector<int64_t> shape(type.getShape());
  shape[axis] /= settings.clusterDim;
  return RankedTensorType::get(shape, IntegerType::get(type.getContext(),
                                                       settings.nBits,
                                                       IntegerType::Unsigned));
}

RankedTensorType Recipe::getLutType() const {
  SmallVector<int64_t> shape(type.getRank(), 1);
  shape[axis] = groups.count();
  shape.push_back(int64_t(1) << settings.nBits);
  shape.push_back(settings.clusterDim);
  return RankedTensorType::get(
      shape,
      getMlirType(type.getContext(),
                  clustering::entryType(settings.lutDtype, weight.format)));
}

std::optional<RankedTensorType> Recipe::getScalesType() const {
  if (!isChannelScaled && !isNarrow())
    return std::nullopt;
  SmallVector<int64_t> shape(type.getRank(), 1);
  shape[axis] = isChannelScaled ? groups.channels : groups.count();
  return RankedTensorType::get(shape, type.getElementType());
}

size_t Recipe::getStoredSize() const {
  size_t size =
      *getResourceSize(getIndicesType()) + *getResourceSize(getLutType());
  if (auto scalesType = getScalesType())
    size += *getResourceSize(*scalesType);
  return size;
}

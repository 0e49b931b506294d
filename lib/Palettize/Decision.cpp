// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The types of what is stored in a weight's place.

#include "Palettize/Decision.h"

using namespace mlir;
using namespace coreai;

bool Recipe::areNeighbours(ArrayRef<int64_t> axes) {
  for (size_t i = 1; i < axes.size(); ++i)
    if (axes[i] != axes[i - 1] + 1)
      return false;
  return true;
}

SmallVector<int64_t> Recipe::getCounts(bool perChannel) const {
  SmallVector<int64_t> counts(type.getRank(), 1);
  if (!perChannel && groups.count() == 1)
    return counts;
  for (int64_t each : channelAxes)
    counts[each] = type.getDimSize(each);
  if (!perChannel)
    counts[axis()] /= static_cast<int64_t>(groups.groupChannels);
  return counts;
}

RankedTensorType Recipe::getIndicesType() const {
  SmallVector<int64_t> shape(type.getShape());
  shape[axis()] /= settings.clusterDim;
  return RankedTensorType::get(shape, IntegerType::get(type.getContext(),
                                                       settings.nBits,
                                                       IntegerType::Unsigned));
}

RankedTensorType Recipe::getLutType() const {
  SmallVector<int64_t> shape = getCounts(/*perChannel=*/false);
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
  return RankedTensorType::get(getCounts(isChannelScaled),
                               type.getElementType());
}

size_t Recipe::getStoredSize() const {
  size_t size =
      *getResourceSize(getIndicesType()) + *getResourceSize(getLutType());
  if (auto scalesType = getScalesType())
    size += *getResourceSize(*scalesType);
  return size;
}

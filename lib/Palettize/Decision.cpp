// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The types of what is stored in a weight's place.

#include "Palettize/Decision.h"

using namespace mlir;
using namespace coreai;
using clustering::TableType;

/// The type of the entries in the table of a weight with elements of
/// `weightType`.
static Type getEntryType(TableType tableType, Type weightType) {
  MLIRContext *context = weightType.getContext();
  switch (tableType) {
  case TableType::AsWeight:
    return weightType;
  case TableType::Int8:
    return IntegerType::get(context, 8, IntegerType::Signed);
  case TableType::UInt8:
    return IntegerType::get(context, 8, IntegerType::Unsigned);
  case TableType::F8E4M3FN:
    return Float8E4M3FNType::get(context);
  case TableType::F8E5M2:
    return Float8E5M2Type::get(context);
  }
  llvm_unreachable("unknown table type");
}

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
      shape, getEntryType(settings.lutDtype, type.getElementType()));
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

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The ops that stand in a palettized weight's place, in one of four forms: a
// table of the weight's own type or a narrow one, with or without scales of
// channels.

#include "Palettize/PaletteEmission.h"

using namespace mlir;
using namespace coreai;

/// The axis operand of a look-up.
static ElementsAttr getAxisAttr(MLIRContext *context, int64_t axis) {
  auto type = RankedTensorType::get(
      {}, IntegerType::get(context, 16, IntegerType::Signed));
  return DenseElementsAttr::get(
      type, APInt(16, static_cast<uint64_t>(axis), /*isSigned=*/true));
}

/// A constant of equal numbers.
static ElementsAttr getSplat(RankedTensorType type, int64_t value,
                             StringRef name) {
  ConstantBuffer buffer(type);
  auto count = static_cast<size_t>(type.getNumElements());
  if (isa<IntegerType>(type.getElementType()))
    buffer.setIntegers(SmallVector<int64_t>(count, value));
  else
    buffer.setFloats(SmallVector<double>(count, static_cast<double>(value)));
  return buffer.take(name);
}

/// The same numbers as elements of another float type, which has them all.
static ConstantBuffer convert(ConstantBuffer &buffer, Type elementType) {
  auto format = *getFloatFormat(buffer.getType().getElementType());
  SmallVector<double> values(buffer.getType().getNumElements());
  for (auto [index, value] : llvm::enumerate(values))
    value = elements::load(format, buffer.bytes().data(), index);
  ConstantBuffer result(buffer.getType().clone(elementType));
  result.setFloats(values);
  return result;
}

PaletteEmitter::PaletteEmitter(const Recipe &recipe, Palette &palette,
                               Emission emission, StringRef name)
    : type(recipe.type), looked(palette.lut.getType().getElementType()),
      shifted(looked), scaled(type.getElementType()) {
  if (emission == Emission::Cast && recipe.isNarrow())
    shifted = scaled = Float32Type::get(type.getContext());
  // One table of scalars needs no channel axis.
  bool needsAxis = recipe.groups.count() > 1 || recipe.settings.clusterDim > 1;
  indices = palette.indices.take((name + "_indices").str());
  lut = palette.lut.take((name + "_lut").str());
  axis = getAxisAttr(type.getContext(), needsAxis ? recipe.axis() : 0);
  if (palette.scales)
    takeScaling(recipe, std::move(*palette.scales), name);
}

void PaletteEmitter::takeScaling(const Recipe &recipe, ConstantBuffer stored,
                                 StringRef name) {
  ConstantBuffer scales = stored.getType().getElementType() == scaled
                              ? std::move(stored)
                              : convert(stored, scaled);
  RankedTensorType scaleType = scales.getType();
  int zeroPoint = clustering::zeroPoint(recipe.settings.lutDtype);
  scaling = {scales.take((name + "_scale").str()),
             getSplat(scaleType.clone(shifted), zeroPoint,
                      (name + "_zero_point").str()),
             getSplat(scaleType, 0, (name + "_zero").str())};
}

Value PaletteEmitter::emit(OpBuilder &builder, Location loc) const {
  auto constant = [&](ElementsAttr value) {
    return ConstantOp::create(builder, loc, value).getOutput();
  };
  auto castTo = [&](Type elementType, Value value) -> Value {
    if (getElementTypeOrSelf(value.getType()) == elementType)
      return value;
    return CastOp::create(builder, loc, withElements(elementType), value);
  };
  Value indicesValue = constant(indices);
  Value lutValue = constant(lut);
  Value data = LutToDenseOp::create(builder, loc, withElements(looked),
                                    indicesValue, lutValue, constant(axis));
  if (!scaling)
    return data;
  data = castTo(shifted, data);
  Value scale = constant(scaling->scale);
  Value zeroPoint = constant(scaling->zeroPoint);
  Value zero = constant(scaling->zero);
  data = BlockwiseShiftScaleOp::create(builder, loc, withElements(scaled), data,
                                       scale, zeroPoint, zero);
  return castTo(type.getElementType(), data);
}

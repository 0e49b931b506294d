// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How types of the dialect become types that MLIR's own passes know.

#include "Conversion/CoreAIToLinalg/Lowering.h"

using namespace mlir;
using namespace coreai;
using namespace coreai::lowering;

std::optional<Type> lowering::getStorageType(Type elementType) {
  MLIRContext *context = elementType.getContext();
  if (auto integer = dyn_cast<IntegerType>(elementType)) {
    if (integer.getWidth() == 1 && integer.isSignless())
      return elementType;
    return IntegerType::get(context, std::max(8U, integer.getWidth()));
  }
  if (auto complex = dyn_cast<ComplexType>(elementType)) {
    auto part = getStorageType(complex.getElementType());
    if (!part || !isa<FloatType>(*part))
      return std::nullopt;
    return elementType;
  }
  if (isa<Float16Type, BFloat16Type, Float32Type, Float64Type>(elementType))
    return elementType;
  return std::nullopt;
}

ProgramTypeConverter::ProgramTypeConverter() {
  addConversion([](Type type, SmallVectorImpl<Type> &results) {
    results.push_back(type);
    return success();
  });
  addConversion(
      [](RankedTensorType type,
         SmallVectorImpl<Type> &results) -> std::optional<LogicalResult> {
        auto storage = getStorageType(type.getElementType());
        if (!type.hasStaticShape() || !storage)
          return failure();
        results.push_back(RankedTensorType::get(type.getShape(), *storage));
        return success();
      });
  addConversion([this](HandleType type, SmallVectorImpl<Type> &results)
                    -> std::optional<LogicalResult> {
    auto value =
        dyn_cast_if_present<RankedTensorType>(convertType(type.getValueType()));
    if (!value)
      return failure();
    results.push_back(
        MemRefType::get(value.getShape(), value.getElementType()));
    return success();
  });
  addConversion([](TokenType, SmallVectorImpl<Type> &) { return success(); });
  auto castBack = [](OpBuilder &builder, Type type, ValueRange inputs,
                     Location loc) -> Value {
    return UnrealizedConversionCastOp::create(builder, loc, type, inputs)
        .getResult(0);
  };
  addSourceMaterialization(castBack);
  addTargetMaterialization(castBack);
}

SmallVector<Value> lowering::flatten(ArrayRef<ValueRange> values) {
  SmallVector<Value> all;
  for (ValueRange range : values)
    llvm::append_range(all, range);
  return all;
}

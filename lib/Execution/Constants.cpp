// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Replaces constants by symbols, and knows where the bytes of each symbol are.

#include "Execution/Constants.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/DialectResourceBlobManager.h"

#include <cstring>

using namespace mlir;
using namespace coreai::execution;

/// Smaller constants become part of the code, which may then fold them.
static constexpr size_t kMinExternalBytes = 256;

static size_t getByteSize(ShapedType type) {
  Type element = type.getElementType();
  if (auto complex = dyn_cast<ComplexType>(element))
    return 2 * type.getNumElements() *
           complex.getElementType().getIntOrFloatBitWidth() / 8;
  return type.getNumElements() *
         llvm::divideCeil(element.getIntOrFloatBitWidth(), 8);
}

const char *Constants::copy(ArrayRef<char> bytes) {
  // Memory from new is aligned for any element.
  copies.push_back(std::make_unique<char[]>(bytes.size()));
  std::memcpy(copies.back().get(), bytes.data(), bytes.size());
  return copies.back().get();
}

const char *Constants::getData(ElementsAttr elements) {
  ShapedType type = elements.getShapedType();
  size_t elementSize = getByteSize(type) / type.getNumElements();
  ArrayRef<char> bytes;
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(elements)) {
    bytes = resource.getRawHandle().getBlob()->getData();
  } else {
    auto dense = cast<DenseElementsAttr>(elements);
    bytes = dense.getRawData();
    if (type.getElementType().isInteger(1)) {
      SmallVector<char> unpacked(dense.getValues<bool>());
      return copy(unpacked);
    }
  }
  // A blob may claim any alignment, and code loads elements at theirs.
  if (reinterpret_cast<uintptr_t>(bytes.data()) % elementSize != 0)
    return copy(bytes);
  return bytes.data();
}

void Constants::externalize(ModuleOp module) {
  SmallVector<arith::ConstantOp> constants;
  module.walk([&](arith::ConstantOp constant) {
    auto elements = dyn_cast<ElementsAttr>(constant.getValue());
    if (elements &&
        (isa<DenseResourceElementsAttr>(elements) ||
         getByteSize(elements.getShapedType()) >= kMinExternalBytes))
      constants.push_back(constant);
  });
  OpBuilder builder(module.getContext());
  for (arith::ConstantOp constant : constants) {
    auto elements = cast<ElementsAttr>(constant.getValue());
    auto type = cast<RankedTensorType>(constant.getType());
    Location loc = constant.getLoc();
    builder.setInsertionPoint(constant);
    Value value;
    auto dense = dyn_cast<DenseElementsAttr>(elements);
    if (type.getNumElements() == 0) {
      value = tensor::EmptyOp::create(builder, loc, type.getShape(),
                                      type.getElementType());
    } else if (dense && dense.isSplat() &&
               !isa<ComplexType>(type.getElementType())) {
      Value scalar = arith::ConstantOp::create(
          builder, loc, cast<TypedAttr>(dense.getSplatValue<Attribute>()));
      Value init = tensor::EmptyOp::create(builder, loc, type.getShape(),
                                           type.getElementType());
      value = linalg::FillOp::create(builder, loc, scalar, init).getResult(0);
    } else {
      if (dense && dense.isSplat())
        continue;
      std::string name = "coreai_constant_" + std::to_string(symbols.size());
      auto memref = MemRefType::get(type.getShape(), type.getElementType());
      symbols.push_back({name, getData(elements)});
      OpBuilder::InsertionGuard guard(builder);
      builder.setInsertionPointToStart(module.getBody());
      memref::GlobalOp::create(builder, loc, name, /*sym_visibility=*/nullptr,
                               memref, /*initial_value=*/nullptr,
                               /*constant=*/true, /*alignment=*/nullptr);
      builder.setInsertionPoint(constant);
      Value global = memref::GetGlobalOp::create(builder, loc, memref, name);
      value = bufferization::ToTensorOp::create(builder, loc, type, global,
                                                /*restrict=*/true);
    }
    constant.replaceAllUsesWith(value);
    constant.erase();
  }
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Graphs, calls between them, constants.

#include "Conversion/CoreAIToLinalg/Lowering.h"
#include "coreai/IR/ConstantData.h"
#include "coreai/IR/StructureOps.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/DialectResourceBlobManager.h"

using namespace mlir;
using namespace coreai;
using namespace coreai::lowering;

namespace {

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

class ConstantLowering : public Lowering<ConstantOp> {
public:
  using Lowering::Lowering;

  LogicalResult
  matchAndRewrite(ConstantOp op, OpAdaptor /*adaptor*/,
                  ConversionPatternRewriter &rewriter) const override {
    if (!hasData(op.getValue()))
      return reject(op, "expects the constant's data, got a program printed "
                        "without it");
    auto elements =
        convertElements(op.getValue(), getConvertedType(op.getOutput()));
    if (!elements)
      return reject(op, "expects integers of 1, 2, 3, 4, 6 or 8 bits, or more, "
                        "in a resource");
    rewriter.replaceOpWithNewOp<arith::ConstantOp>(op, elements);
    return success();
  }

private:
  /// The same bytes under another type, unless they are packed. Null if it
  /// isn't known how.
  static TypedAttr convertElements(ElementsAttr elements,
                                   RankedTensorType type) {
    if (elements.getType() == type)
      return cast<TypedAttr>(elements);
    Type from = elements.getElementType();
    auto integer = dyn_cast<IntegerType>(from);
    if (integer && integer.getWidth() < 8) {
      auto toByte = [&](int64_t value) {
        return APInt(8, value, integer.isSigned(), /*implicitTrunc=*/true);
      };
      auto dense = dyn_cast<DenseElementsAttr>(elements);
      if (dense && dense.isSplat()) {
        APInt value = dense.getSplatValue<APInt>();
        return DenseElementsAttr::get(type, integer.isSigned() ? value.sext(8)
                                                               : value.zext(8));
      }
      auto unpacked = readIntegers(elements);
      if (!unpacked)
        return nullptr;
      return DenseElementsAttr::get(
          type, llvm::to_vector(llvm::map_range(*unpacked, toByte)));
    }
    if (auto resource = dyn_cast<DenseResourceElementsAttr>(elements))
      return DenseResourceElementsAttr::get(type, resource.getRawHandle());
    return DenseElementsAttr::getFromRawBuffer(
        type, cast<DenseElementsAttr>(elements).getRawData());
  }
};

//===----------------------------------------------------------------------===//
// Graphs
//===----------------------------------------------------------------------===//

/// Attributes of the arguments, or results, that remain.
SmallVector<DictionaryAttr> getRemaining(const TypeConverter &converter,
                                         TypeRange types, ArrayAttr attributes,
                                         MLIRContext *context) {
  SmallVector<DictionaryAttr> remaining;
  for (auto [index, type] : llvm::enumerate(types)) {
    SmallVector<Type> converted;
    if (failed(converter.convertType(type, converted)))
      continue;
    for (size_t i = 0; i != converted.size(); ++i)
      remaining.push_back(attributes ? cast<DictionaryAttr>(attributes[index])
                                     : DictionaryAttr::get(context));
  }
  return remaining;
}

class GraphLowering : public Lowering<GraphOp> {
public:
  using Lowering::Lowering;

  LogicalResult
  matchAndRewrite(GraphOp op, OpAdaptor /*adaptor*/,
                  ConversionPatternRewriter &rewriter) const override {
    TypeConverter::SignatureConversion signature(op.getNumArguments());
    SmallVector<Type> results;
    if (failed(typeConverter->convertSignatureArgs(op.getArgumentTypes(),
                                                   signature)) ||
        failed(typeConverter->convertTypes(op.getResultTypes(), results)))
      return failure();
    MLIRContext *context = op.getContext();
    auto type =
        FunctionType::get(context, signature.getConvertedTypes(), results);
    auto function =
        func::FuncOp::create(rewriter, op.getLoc(), op.getSymName(), type);
    if (op.getSymVisibility())
      function.setPrivate();
    if (op.getNoinline())
      function.setNoInline(true);
    function.setAllArgAttrs(getRemaining(*typeConverter, op.getArgumentTypes(),
                                         op.getArgAttrsAttr(), context));
    function.setAllResultAttrs(getRemaining(*typeConverter, op.getResultTypes(),
                                            op.getResAttrsAttr(), context));
    rewriter.inlineRegionBefore(op.getBody(), function.getBody(),
                                function.end());
    rewriter.applySignatureConversion(&function.getBody().front(), signature,
                                      typeConverter);
    rewriter.eraseOp(op);
    return success();
  }
};

class OutputLowering : public Lowering<OutputOp> {
public:
  using Lowering::Lowering;

  LogicalResult
  matchAndRewrite(OutputOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    rewriter.replaceOpWithNewOp<func::ReturnOp>(op,
                                                flatten(adaptor.getOutputs()));
    return success();
  }
};

class InvokeLowering : public Lowering<InvokeOp> {
public:
  using Lowering::Lowering;

  LogicalResult
  matchAndRewrite(InvokeOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    if (!op.getCallee().getNestedReferences().empty())
      return reject(op, "expects a callee that isn't nested");
    SmallVector<Type> types;
    if (failed(typeConverter->convertTypes(op.getResultTypes(), types)))
      return failure();
    auto call = func::CallOp::create(
        rewriter, op.getLoc(), types,
        FlatSymbolRefAttr::get(op.getCallee().getRootReference()),
        flatten(adaptor.getOperands()));
    return replaceByResults(op, call.getResults(), rewriter);
  }
};

} // namespace

void coreai::lowering::addStructureLowerings(LoweringSet &set) {
  set.add<ConstantLowering, GraphLowering, OutputLowering, InvokeLowering>();
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Choices and loops.

#include "Conversion/CoreAIToLinalg/Lowering.h"
#include "Conversion/CoreAIToLinalg/TensorBuilder.h"
#include "coreai/IR/ControlFlowOps.h"

#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace coreai;
using namespace coreai::lowering;

namespace {

class IfLowering : public Lowering<IfOp> {
public:
  using Lowering::Lowering;

  LogicalResult
  matchAndRewrite(IfOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    SmallVector<Type> types;
    if (failed(typeConverter->convertTypes(op.getResultTypes(), types)))
      return failure();
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    Value condition = extractScalar(b, adaptor.getCondition().front());
    auto branch = scf::IfOp::create(b, types, condition);
    for (auto [from, to] :
         llvm::zip_equal(op->getRegions(), branch->getRegions()))
      rewriter.inlineRegionBefore(from, to, to.begin());
    return replaceByResults(op, branch->getResults(), rewriter);
  }
};

class WhileLowering : public Lowering<WhileOp> {
public:
  using Lowering::Lowering;

  LogicalResult
  matchAndRewrite(WhileOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    SmallVector<Type> types;
    if (failed(typeConverter->convertTypes(op.getResultTypes(), types)))
      return failure();
    SmallVector<Value> inits = flatten(adaptor.getInits());
    auto loop = scf::WhileOp::create(rewriter, op.getLoc(), types, inits,
                                     /*beforeBuilder=*/nullptr,
                                     /*afterBuilder=*/nullptr);
    for (auto [from, to] :
         llvm::zip_equal(op->getRegions(), loop->getRegions())) {
      // Its builder leaves blocks of its own.
      while (!to.empty())
        rewriter.eraseBlock(&to.front());
      rewriter.inlineRegionBefore(from, to, to.begin());
      if (failed(rewriter.convertRegionTypes(&to, *typeConverter)))
        return failure();
    }
    return replaceByResults(op, loop->getResults(), rewriter);
  }
};

class ConditionLowering : public Lowering<ConditionOp> {
public:
  using Lowering::Lowering;

  LogicalResult
  matchAndRewrite(ConditionOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    Value condition = extractScalar(b, adaptor.getCondition().front());
    rewriter.replaceOpWithNewOp<scf::ConditionOp>(op, condition,
                                                  flatten(adaptor.getValues()));
    return success();
  }
};

class YieldLowering : public Lowering<YieldOp> {
public:
  using Lowering::Lowering;

  LogicalResult
  matchAndRewrite(YieldOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    if (!isa<scf::IfOp, scf::WhileOp>(op->getParentOp()))
      return reject(op, "expects an op around it that is lowered");
    rewriter.replaceOpWithNewOp<scf::YieldOp>(op, flatten(adaptor.getValues()));
    return success();
  }
};

} // namespace

void coreai::lowering::addControlFlowLowerings(LoweringSet &set) {
  set.add<IfLowering, WhileLowering, ConditionLowering, YieldLowering>();
}

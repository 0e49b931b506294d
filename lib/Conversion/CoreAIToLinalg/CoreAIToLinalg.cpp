// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The pass: lowers a whole program, or says which op it can't lower and why.

#include "Conversion/CoreAIToLinalg/Lowering.h"
#include "coreai/Conversion/Passes.h"
#include "coreai/IR/ControlFlowOps.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

namespace coreai {
#define GEN_PASS_DEF_CONVERTCOREAITOLINALGPASS
#include "coreai/Conversion/Passes.h.inc"
} // namespace coreai

using namespace mlir;
using namespace coreai;
using namespace coreai::lowering;

static bool isOfDialect(Operation *op) {
  return op->getName().getDialectNamespace() ==
         CoreAIDialect::getDialectNamespace();
}

/// Types, of all values and of what functions take and give.
static SmallVector<Type> getTypes(Operation *op) {
  SmallVector<Type> types(op->getOperandTypes());
  llvm::append_range(types, op->getResultTypes());
  for (Region &region : op->getRegions())
    for (Block &block : region)
      llvm::append_range(types, block.getArgumentTypes());
  return types;
}

/// The patterns may then take for granted that all types convert.
static LogicalResult checkTypes(ModuleOp module,
                                const TypeConverter &converter) {
  WalkResult walk = module.walk<WalkOrder::PreOrder>([&](Operation *op) {
    if (!isOfDialect(op))
      return WalkResult::advance();
    for (Type type : getTypes(op)) {
      SmallVector<Type> converted;
      if (succeeded(converter.convertType(type, converted)))
        continue;
      InFlightDiagnostic error = op->emitError()
                                 << "can't lower '" << op->getName() << "': ";
      auto tensor = dyn_cast<RankedTensorType>(type);
      if (tensor && !tensor.hasStaticShape())
        error << "expects static shapes, got " << type;
      else
        error << "expects elements that can be computed with, got " << type;
      return WalkResult::interrupt();
    }
    return WalkResult::advance();
  });
  return failure(walk.wasInterrupted());
}

/// The first op that is left, with the reason that its lowering gave.
static void reportRemaining(ModuleOp module, const DenseSet<Operation *> &ops,
                            const Rejections &rejections) {
  module.walk<WalkOrder::PreOrder>([&](Operation *op) {
    if (!ops.contains(op))
      return WalkResult::advance();
    auto reason = rejections.find(op);
    op->emitError() << "can't lower '" << op->getName() << "': "
                    << (reason == rejections.end() ? "no lowering for this op"
                                                   : reason->second);
    return WalkResult::interrupt();
  });
}

/// Groups are units of execution on a device; here there is only one.
static void dissolveGroups(ModuleOp module) {
  IRRewriter rewriter(module.getContext());
  SmallVector<IsolatedGroupOp> groups;
  module.walk([&](IsolatedGroupOp group) { groups.push_back(group); });
  for (IsolatedGroupOp group : groups) {
    Block &body = group.getBody().front();
    auto results = llvm::to_vector(body.getTerminator()->getOperands());
    rewriter.eraseOp(body.getTerminator());
    for (Value &result : results)
      if (auto argument = dyn_cast<BlockArgument>(result);
          argument && argument.getOwner() == &body)
        result = group.getInputs()[argument.getArgNumber()];
    rewriter.inlineBlockBefore(&body, group, group.getInputs());
    rewriter.replaceOp(group, results);
  }
}

namespace {

struct ConvertCoreAIToLinalg
    : public coreai::impl::ConvertCoreAIToLinalgPassBase<
          ConvertCoreAIToLinalg> {
  using ConvertCoreAIToLinalgPassBase::ConvertCoreAIToLinalgPassBase;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    ProgramTypeConverter converter;
    if (failed(checkTypes(module, converter)))
      return signalPassFailure();
    dissolveGroups(module);

    RewritePatternSet patterns(&getContext());
    Rejections rejections;
    LoweringSet set{converter, patterns, rejections};
    for (auto *add :
         {addControlFlowLowerings, addConvolutionLowerings,
          addElementwiseLowerings, addGatherLowerings, addMatmulLowerings,
          addPoolingLowerings, addQuantizationLowerings, addReductionLowerings,
          addShapeLowerings, addSoftmaxLowerings, addStateLowerings,
          addStructureLowerings})
      add(set);

    // Nothing is declared illegal: ops that stay are then listed, where the
    // first illegal one would end the conversion with an error that says
    // no more than its name.
    ConversionTarget target(getContext());
    target.markUnknownOpDynamicallyLegal(
        [](Operation *op) -> std::optional<bool> {
          if (isOfDialect(op))
            return std::nullopt;
          return true;
        });
    DenseSet<Operation *> remaining;
    ConversionConfig config;
    config.unlegalizedOps = &remaining;
    LogicalResult converted =
        applyPartialConversion(module, target, std::move(patterns), config);
    if (failed(converted) || !remaining.empty()) {
      reportRemaining(module, remaining, rejections);
      return signalPassFailure();
    }
  }
};

} // namespace

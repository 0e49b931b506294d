// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From a graph to the LLVM dialect, by MLIR's own passes for the most part.

#include "Execution/Pipeline.h"

#include "Execution/Optimize.h"
#include "coreai/Conversion/Passes.h"
#include "coreai/Transforms/Passes.h"

#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/Async/Passes.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Bufferization/Pipelines/Passes.h"
#include "mlir/Dialect/Bufferization/Transforms/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Func/Transforms/Passes.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Dialect/Linalg/Utils/Utils.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Dialect/SCF/Transforms/Passes.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace coreai;
using namespace coreai::execution;

//===----------------------------------------------------------------------===//
// Graph
//===----------------------------------------------------------------------===//

void execution::buildLinalgPipeline(OpPassManager &passes) {
  passes.addPass(createMaterializeWeightsPass());
  passes.addPass(createInlinerPass());
  passes.addPass(createSymbolDCEPass());
  passes.addPass(createCSEPass());
  passes.addPass(createConvertCoreAIToLinalgPass());
  passes.addPass(createCanonicalizerPass());
  passes.addPass(createCSEPass());
}

void execution::makeEntryPoint(ModuleOp module, StringRef name) {
  auto function = module.lookupSymbol<func::FuncOp>(name);
  Builder attributes(module.getContext());
  // Attributes of the program mean nothing to the passes that follow.
  function.removeArgAttrsAttr();
  function.removeResAttrsAttr();
  for (BlockArgument argument : function.getArguments())
    if (isa<TensorType>(argument.getType()))
      function.setArgAttr(
          argument.getArgNumber(),
          bufferization::BufferizationDialect::kWritableAttrName,
          attributes.getBoolAttr(false));

  Operation *end = function.getBody().front().getTerminator();
  OpBuilder builder(end);
  auto arguments = llvm::to_vector(function.getArgumentTypes());
  for (Value result : end->getOperands()) {
    auto type = cast<RankedTensorType>(result.getType());
    auto memref = MemRefType::get(type.getShape(), type.getElementType());
    arguments.push_back(memref);
    Value destination =
        function.getBody().front().addArgument(memref, function.getLoc());
    auto write = bufferization::MaterializeInDestinationOp::create(
        builder, end->getLoc(), result, destination);
    write.setRestrict(true);
    write.setWritable(true);
  }
  end->setOperands({});
  function.setType(builder.getFunctionType(arguments, {}));
  function->setAttr(LLVM::LLVMDialect::getEmitCWrapperAttrName(),
                    builder.getUnitAttr());
}

//===----------------------------------------------------------------------===//
// Code
//===----------------------------------------------------------------------===//

namespace {

/// A step of the pipeline that is a function.
template <typename OpTy>
class StepPass : public PassWrapper<StepPass<OpTy>, OperationPass<OpTy>> {
public:
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(StepPass)

  using Step = std::function<LogicalResult(OpTy op)>;

  StepPass(StringRef name, Step step) : name(name), step(std::move(step)) {}

  StringRef getName() const override { return name; }
  void runOnOperation() override {
    if (failed(step(this->getOperation())))
      this->signalPassFailure();
  }

private:
  StringRef name;
  Step step;
};

} // namespace

static void addStep(OpPassManager &passes, StringRef name,
                    StepPass<func::FuncOp>::Step step) {
  passes.addNestedPass<func::FuncOp>(
      std::make_unique<StepPass<func::FuncOp>>(name, std::move(step)));
}

static void addModuleStep(OpPassManager &passes, StringRef name,
                          StepPass<ModuleOp>::Step step) {
  passes.addPass(std::make_unique<StepPass<ModuleOp>>(name, std::move(step)));
}

static void addOptimization(OpPassManager &passes) {
  addStep(passes, "FuseElementwise", fuseElementwise);
  passes.addPass(createCanonicalizerPass());
  passes.addPass(createCSEPass());
  addStep(passes, "ExpandMatmuls", [](func::FuncOp function) {
    expandMatmuls(function, getHostSimd());
    return success();
  });
  passes.addPass(createCanonicalizerPass());
  passes.addPass(createCSEPass());
}

static void addBufferization(OpPassManager &passes) {
  bufferization::OneShotBufferizePassOptions options;
  options.bufferizeFunctionBoundaries = true;
  options.allowReturnAllocsFromLoops = true;
  options.functionBoundaryTypeConversion =
      bufferization::LayoutMapOption::IdentityLayoutMap;
  passes.addPass(bufferization::createOneShotBufferizePass(options));
  passes.addPass(createCanonicalizerPass());
  passes.addPass(createCSEPass());
  bufferization::buildBufferDeallocationPipeline(passes);
  // Buffers are freed after their last use, not all at the end.
  passes.addNestedPass<func::FuncOp>(
      bufferization::createOptimizeAllocationLivenessPass());
}

/// Copies between buffers of other layouts become loops. MLIR would call a
/// function of its runtime library.
static LogicalResult expandStridedCopies(func::FuncOp function) {
  function.walk([](memref::CopyOp copy) {
    auto isContiguous = [](Value buffer) {
      auto type = cast<MemRefType>(buffer.getType());
      return type.getLayout().isIdentity();
    };
    if (isContiguous(copy.getSource()) && isContiguous(copy.getTarget()))
      return;
    OpBuilder builder(copy);
    linalg::makeMemRefCopyOp(builder, copy.getLoc(), copy.getSource(),
                             copy.getTarget());
    copy.erase();
  });
  return success();
}

static void addLoops(OpPassManager &passes, const CompileOptions &options) {
  addModuleStep(passes, "OutlineKernels", [](ModuleOp module) {
    outlineKernels(module);
    return success();
  });
  passes.addPass(func::createDuplicateFunctionEliminationPass());
  addStep(passes, "LowerPanelLoops",
          [threads = options.threads](func::FuncOp function) {
            return lowerPanelLoops(function, threads);
          });
  if (options.threads > 1) {
    AsyncParallelForPassOptions async;
    async.numWorkerThreads = options.threads;
    // Steps of these loops are panels: each is worth a task.
    async.minTaskSize = 1;
    passes.addPass(createAsyncParallelForPass(async));
  }
  addStep(passes, "ExpandStridedCopies", expandStridedCopies);
  passes.addNestedPass<func::FuncOp>(createConvertLinalgToLoopsPass());
  passes.addPass(createConvertBufferizationToMemRefPass());
}

static void addLLVM(OpPassManager &passes, const CompileOptions &options) {
  if (options.threads > 1) {
    passes.addPass(createAsyncToAsyncRuntimePass());
    passes.addPass(createAsyncRuntimeRefCountingPass());
    passes.addPass(createAsyncRuntimeRefCountingOptPass());
    passes.addPass(createConvertAsyncToLLVMPass());
  }
  passes.addPass(createLowerAffinePass());
  passes.addPass(memref::createExpandStridedMetadataPass());
  passes.addPass(createLowerAffinePass());
  passes.addPass(createCanonicalizerPass());
  passes.addPass(createCSEPass());
  // Without hardware for bf16, LLVM would call a function to round each one.
  arith::ArithExpandOpsPassOptions expand;
  expand.includeBf16 = true;
  passes.addPass(arith::createArithExpandOpsPass(expand));
  passes.addPass(createConvertVectorToLLVMPass());
  passes.addPass(createConvertMathToLLVMPass());
  passes.addPass(createConvertMathToLibmPass());
  passes.addPass(createConvertComplexToLLVMPass());
  passes.addPass(createSCFToControlFlowPass());
  passes.addPass(createConvertToLLVMPass());
  passes.addPass(createReconcileUnrealizedCastsPass());
  addModuleStep(passes, "AnnotateKernels", [](ModuleOp module) {
    annotateKernels(module);
    return success();
  });
}

void execution::buildCodePipeline(OpPassManager &passes,
                                  const CompileOptions &options) {
  addOptimization(passes);
  addBufferization(passes);
  addLoops(passes, options);
  addLLVM(passes, options);
}

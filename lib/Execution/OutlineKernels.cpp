// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Makes functions of loops, so that layers that do the same are compiled once:
// what is left of a graph is a list of calls. It also tells LLVM what it can't
// find out from a loop, that buffers don't overlap.

#include "Execution/Optimize.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/ViewLikeInterface.h"
#include "mlir/Transforms/RegionUtils.h"

using namespace mlir;
using namespace coreai;

static constexpr StringLiteral kPrefix = "coreai_kernel_";

/// On a kernel whose buffers don't overlap.
static constexpr StringLiteral kDistinct = "coreai.distinct";

/// The buffer that \p view shows, if that is known to be one of its own: memory
/// that was allocated, a constant, or an argument of the graph.
static Value getBuffer(Value view) {
  while (auto op = view.getDefiningOp<ViewLikeOpInterface>())
    view = op.getViewSource();
  if (auto argument = dyn_cast<BlockArgument>(view))
    return isa<func::FuncOp>(argument.getOwner()->getParentOp()) ? view
                                                                 : Value();
  return isa<memref::AllocOp, memref::GetGlobalOp>(view.getDefiningOp())
             ? view
             : Value();
}

static bool areDistinct(ArrayRef<Value> views) {
  llvm::SmallDenseSet<Value> buffers;
  for (Value view : views) {
    if (!isa<MemRefType>(view.getType()))
      continue;
    Value buffer = getBuffer(view);
    if (!buffer || !buffers.insert(buffer).second)
      return false;
  }
  return true;
}

/// What the op reads that is made outside of it. Constants are no inputs: the
/// kernel has its own.
static SmallVector<Value> getInputs(Operation *op,
                                    SmallVectorImpl<Operation *> &constants) {
  llvm::SetVector<Value> values(op->operand_begin(), op->operand_end());
  getUsedValuesDefinedAbove(op->getRegions(), values);
  SmallVector<Value> inputs;
  for (Value value : values) {
    if (matchPattern(value, m_Constant()))
      constants.push_back(value.getDefiningOp());
    else
      inputs.push_back(value);
  }
  return inputs;
}

void execution::outlineKernels(ModuleOp module) {
  SmallVector<Operation *> loops;
  module.walk<WalkOrder::PreOrder>([&](Operation *op) {
    if (!isa<linalg::LinalgOp, scf::ForallOp>(op) || op->getNumResults() != 0)
      return WalkResult::advance();
    loops.push_back(op);
    return WalkResult::skip();
  });
  OpBuilder builder(module.getContext());
  for (auto [number, loop] : llvm::enumerate(loops)) {
    SmallVector<Operation *> constants;
    SmallVector<Value> inputs = getInputs(loop, constants);
    Location loc = loop->getLoc();
    builder.setInsertionPointToEnd(module.getBody());
    auto kernel = func::FuncOp::create(
        builder, loc, (kPrefix + Twine(number)).str(),
        builder.getFunctionType(ValueRange(inputs).getTypes(), {}));
    kernel.setPrivate();
    if (areDistinct(inputs))
      kernel->setAttr(kDistinct, builder.getUnitAttr());

    Block *body = kernel.addEntryBlock();
    builder.setInsertionPointToStart(body);
    IRMapping mapping;
    mapping.map(inputs, body->getArguments());
    for (Operation *constant : constants)
      builder.clone(*constant, mapping);
    builder.clone(*loop, mapping);
    func::ReturnOp::create(builder, loc);

    builder.setInsertionPoint(loop);
    func::CallOp::create(builder, loc, kernel, inputs);
    loop->erase();
  }
}

void execution::annotateKernels(ModuleOp module) {
  UnitAttr unit = UnitAttr::get(module.getContext());
  for (auto function : module.getOps<LLVM::LLVMFuncOp>()) {
    if (!function.getName().starts_with(kPrefix) || function.isExternal())
      continue;
    function.setLinkage(LLVM::Linkage::Internal);
    function.setNoInline(true);
    if (function->hasAttr(kDistinct))
      for (auto [index, type] : llvm::enumerate(function.getArgumentTypes()))
        if (isa<LLVM::LLVMPointerType>(type))
          function.setArgAttr(index, LLVM::LLVMDialect::getNoAliasAttrName(),
                              unit);
  }
}

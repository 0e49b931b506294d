// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Joins elementwise ops with the op that reads their result.

#include "Execution/Optimize.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

using namespace mlir;
using namespace coreai;

LogicalResult execution::fuseElementwise(func::FuncOp function) {
  // Fusion matches linalg.generic only, so transposes are generalized first.
  IRRewriter rewriter(function.getContext());
  SmallVector<linalg::LinalgOp> moves;
  function.walk([&](linalg::TransposeOp op) {
    moves.push_back(cast<linalg::LinalgOp>(op.getOperation()));
  });
  for (linalg::LinalgOp move : moves) {
    rewriter.setInsertionPoint(move);
    if (failed(linalg::generalizeNamedOp(rewriter, move)))
      return failure();
  }
  auto isReadOnce = [](OpOperand *operand) {
    auto consumer = dyn_cast<linalg::GenericOp>(operand->getOwner());
    return consumer && operand->get().hasOneUse() &&
           consumer.getMatchingIndexingMap(operand).isPermutation();
  };
  RewritePatternSet patterns(function.getContext());
  linalg::populateElementwiseOpsFusionPatterns(patterns, isReadOnce);
  return applyPatternsGreedily(function, std::move(patterns));
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Products of matrices, as loops over tiles. Columns are divided into panels,
// and panels among threads. Where an op without reductions makes the second
// matrix, and nothing else reads it, that op computes each panel by itself: the
// panel's rows are then contiguous, and widened or transposed on the way.
// Otherwise a panel is a slice of the matrix, which stays as it is. Within a
// panel, tiles of the result stay in registers while a loop adds up products.
// Where sizes aren't multiples of a tile's, the last tile moves back and
// computes some elements again: all tiles have one size, known to the compiler.
//
// Source: K. Goto, R. A. van de Geijn, "Anatomy of High-Performance Matrix
//         Multiplication", ACM Trans. Math. Softw. 34(3), 2008.

#include "Execution/Optimize.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/SCF/Transforms/Transforms.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/Interfaces/TilingInterface.h"
#include "llvm/TargetParser/Host.h"

using namespace mlir;
using namespace coreai;
using namespace coreai::execution;

HostSimd execution::getHostSimd() {
  llvm::StringMap<bool> features = llvm::sys::getHostCPUFeatures();
  HostSimd simd;
  simd.hasFma = features.lookup("fma") || features.lookup("neon");
  if (features.lookup("avx512f"))
    return {16, 32, simd.hasFma};
  if (features.lookup("avx"))
    simd.lanes = 8;
  if (features.lookup("neon"))
    simd.registers = 32;
  return simd;
}

namespace {

/// One product, [M, K] by [K, N] to [M, N], or a batch of them.
class MatmulExpander {
public:
  MatmulExpander(linalg::LinalgOp op, const HostSimd &simd)
      : op(op), simd(simd), b(op.getLoc(), op), x(op->getOperand(0)),
        y(op->getOperand(1)),
        type(cast<RankedTensorType>(op->getResultTypes()[0])) {
    ArrayRef<int64_t> shape = cast<RankedTensorType>(x.getType()).getShape();
    isBatch = shape.size() == 3;
    batch = isBatch ? shape[0] : 1;
    rows = shape[shape.size() - 2];
    inner = shape.back();
    columns = type.getShape().back();
    // Half the registers hold sums: two vectors a row, which hides the latency
    // of the additions.
    tileColumns = std::min(2 * simd.lanes, columns);
    tileRows = std::min(simd.registers / 4, rows);
  }

  bool isSupported() const {
    auto fill = op->getOperand(2).getDefiningOp<linalg::FillOp>();
    return fill && type.getElementType().isF32() &&
           matchPattern(fill.getInputs()[0], m_AnyZeroFloat()) && batch > 0 &&
           rows > 0 && columns > 0 && inner > 0;
  }

  void expand() {
    int64_t width = std::min(kPanelColumns, columns);
    int64_t panels = columns / width, rest = columns % width;
    Value result = tensor::EmptyOp::create(b, type.getShape(), b.getF32Type());
    result = loopOverPanels(result, panels, width, /*start=*/0);
    if (rest != 0)
      result = loopOverPanels(result, 1, rest, panels * width);
    op->getResult(0).replaceAllUsesWith(result);
    op->erase();
  }

private:
  Value index(int64_t value) {
    return arith::ConstantIndexOp::create(b, value);
  }

  /// [leading..., first, second], with the batch in front if there is one.
  template <typename T>
  SmallVector<T> position(T item, T first, T second) const {
    if (!isBatch)
      return {first, second};
    return {item, first, second};
  }

  /// Computes \p count panels of \p width columns, from column \p start on.
  Value loopOverPanels(Value result, int64_t count, int64_t width,
                       int64_t start) {
    SmallVector<OpFoldResult> bounds{b.getIndexAttr(batch),
                                     b.getIndexAttr(count)};
    auto loop =
        scf::ForallOp::create(b, bounds, result, /*mapping=*/std::nullopt);
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(loop.getBody());
    Value item = loop.getInductionVar(0);
    Value column =
        arith::MulIOp::create(b, loop.getInductionVar(1), index(width));
    column = arith::AddIOp::create(b, column, index(start));
    Value panel = computePanel(item, column, width);
    OpFoldResult zero = b.getIndexAttr(0), one = b.getIndexAttr(1);
    b.setInsertionPointToStart(loop.getTerminator().getBody());
    tensor::ParallelInsertSliceOp::create(
        b, panel, loop.getRegionIterArgs()[0],
        position<OpFoldResult>(item, zero, column),
        position<OpFoldResult>(one, b.getIndexAttr(rows),
                               b.getIndexAttr(width)),
        SmallVector<OpFoldResult>(type.getRank(), one));
    return loop.getResult(0);
  }

  /// [K, width] of the second matrix. If an op makes it, that op does so for
  /// these columns alone.
  Value getColumns(Value item, Value column, int64_t width) {
    OpFoldResult zero = b.getIndexAttr(0), one = b.getIndexAttr(1);
    auto offsets = position<OpFoldResult>(item, zero, column);
    auto sizes = position<OpFoldResult>(one, b.getIndexAttr(inner),
                                        b.getIndexAttr(width));
    auto producer = y.getDefiningOp<linalg::GenericOp>();
    if (producer && y.hasOneUse() && producer.getNumResults() == 1 &&
        producer.getNumParallelLoops() == producer.getNumLoops() &&
        producer.getIndexingMapMatchingResult(producer->getResult(0))
            .isIdentity()) {
      auto tile = cast<TilingInterface>(producer.getOperation())
                      .generateResultTileValue(b, 0, offsets, sizes);
      if (succeeded(tile))
        return tile->tiledValues[0];
    }
    return tensor::ExtractSliceOp::create(
        b, y, offsets, sizes, SmallVector<OpFoldResult>(type.getRank(), one));
  }

  /// Calls \p body with the start of each tile along an axis of \p size, in a
  /// loop that carries a tensor.
  Value loopOverTiles(Value carried, int64_t size, int64_t tile,
                      function_ref<Value(Value start, Value carried)> body) {
    if (size == tile)
      return body(index(0), carried);
    int64_t count = llvm::divideCeil(size, tile);
    auto loop =
        scf::ForOp::create(b, index(0), index(count), index(1), carried);
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(loop.getBody());
    Value start = arith::MulIOp::create(b, loop.getInductionVar(), index(tile));
    start = arith::MinUIOp::create(b, start, index(size - tile));
    scf::YieldOp::create(b, body(start, loop.getRegionIterArg(0)));
    return loop.getResult(0);
  }

  Value computePanel(Value item, Value column, int64_t width) {
    Value panel = getColumns(item, column, width);
    Value result = tensor::EmptyOp::create(b, position<int64_t>(1, rows, width),
                                           b.getF32Type());
    int64_t tileWidth = std::min(tileColumns, width);
    return loopOverTiles(result, rows, tileRows, [&](Value row, Value result) {
      return loopOverTiles(
          result, width, tileWidth, [&](Value start, Value result) {
            return computeTile(item, row, panel, start, tileWidth, result);
          });
    });
  }

  /// A tile of the result: sums over K of a column times a row.
  Value computeTile(Value item, Value row, Value panel, Value start,
                    int64_t width, Value result) {
    auto vector = VectorType::get({width}, b.getF32Type());
    Value zero = arith::ConstantOp::create(b, b.getZeroAttr(vector));
    Value padding = arith::ConstantOp::create(b, b.getF32FloatAttr(0));
    Value none = index(0);
    bool inBounds[] = {true};
    SmallVector<Value> rowIndices;
    for (int64_t i = 0; i != tileRows; ++i)
      rowIndices.push_back(arith::AddIOp::create(b, row, index(i)));

    auto loop = scf::ForOp::create(b, none, index(inner), index(1),
                                   SmallVector<Value>(tileRows, zero));
    {
      OpBuilder::InsertionGuard guard(b);
      b.setInsertionPointToStart(loop.getBody());
      Value k = loop.getInductionVar();
      Value right = vector::TransferReadOp::create(
          b, vector, panel, position<Value>(none, k, start), padding,
          ArrayRef<bool>(inBounds));
      SmallVector<Value> sums;
      for (int64_t i = 0; i != tileRows; ++i) {
        Value left = tensor::ExtractOp::create(
            b, x, position<Value>(item, rowIndices[i], k));
        left = vector::BroadcastOp::create(b, vector, left);
        sums.push_back(multiplyAdd(left, right, loop.getRegionIterArg(i)));
      }
      scf::YieldOp::create(b, sums);
    }
    for (int64_t i = 0; i != tileRows; ++i)
      result = vector::TransferWriteOp::create(
                   b, loop.getResult(i), result,
                   position<Value>(none, rowIndices[i], start),
                   ArrayRef<bool>(inBounds))
                   .getResult();
    return result;
  }

  Value multiplyAdd(Value x, Value y, Value sum) {
    if (simd.hasFma)
      return vector::FMAOp::create(b, x, y, sum);
    return arith::AddFOp::create(b, sum, arith::MulFOp::create(b, x, y));
  }

  /// A panel of a few hundred rows fits the first-level cache, of a few
  /// thousand the second-level one.
  static constexpr int64_t kPanelColumns = 64;

  linalg::LinalgOp op;
  const HostSimd &simd;
  ImplicitLocOpBuilder b;
  Value x, y;
  RankedTensorType type;
  bool isBatch;
  int64_t batch, rows, inner, columns;
  int64_t tileRows, tileColumns;
};

} // namespace

void execution::expandMatmuls(func::FuncOp function, const HostSimd &simd) {
  SmallVector<linalg::LinalgOp> products;
  function.walk([&](linalg::LinalgOp op) {
    if (isa<linalg::MatmulOp, linalg::BatchMatmulOp>(op))
      products.push_back(op);
  });
  for (linalg::LinalgOp product : products) {
    MatmulExpander expander(product, simd);
    if (expander.isSupported())
      expander.expand();
  }
}

//===----------------------------------------------------------------------===//
// Threads
//===----------------------------------------------------------------------===//

/// How often the innermost of the loops in \p op is gone through.
static int64_t countSteps(Operation *op) {
  int64_t steps = 1;
  for (Region &region : op->getRegions())
    for (Operation &nested : region.getOps())
      steps = std::max(steps, countSteps(&nested));
  if (auto loop = dyn_cast<LoopLikeOpInterface>(op))
    if (auto count = loop.getStaticTripCount())
      steps *= count->getSExtValue();
  if (auto loop = dyn_cast<scf::ForallOp>(op))
    for (int64_t count : loop.getStaticUpperBound())
      steps *= count;
  return steps;
}

LogicalResult execution::lowerPanelLoops(func::FuncOp function,
                                         unsigned threads) {
  // A step takes some ten nanoseconds, starting and awaiting a task some ten
  // microseconds.
  constexpr int64_t kMinSteps = 20'000;
  SmallVector<scf::ForallOp> loops;
  function.walk([&](scf::ForallOp loop) { loops.push_back(loop); });
  IRRewriter rewriter(function.getContext());
  for (scf::ForallOp loop : loops) {
    bool isShared = threads > 1 && countSteps(loop) >= kMinSteps &&
                    llvm::any_of(loop.getStaticUpperBound(),
                                 [](int64_t count) { return count > 1; });
    rewriter.setInsertionPoint(loop);
    if (failed(isShared ? scf::forallToParallelLoop(rewriter, loop)
                        : scf::forallToForLoop(rewriter, loop)))
      return failure();
  }
  return success();
}

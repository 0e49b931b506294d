// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Replaces compressed weights by what they decode to: reads the IR, computes
// numbers, writes the IR. Only the middle step is parallel.

#include "Weights/Workers.h"
#include "coreai/IR/CompressionOps.h"
#include "coreai/IR/ConstantData.h"
#include "coreai/IR/ElementwiseOps.h"
#include "coreai/IR/StructureOps.h"
#include "coreai/Support/Text.h"
#include "coreai/Transforms/Passes.h"
#include "coreai/Weights/WeightDescription.h"
#include "coreai/Weights/WeightSource.h"

#include "mlir/IR/Builders.h"
#include "llvm/ADT/SetVector.h"

#include <tbb/parallel_for_each.h>
#include <tbb/task_arena.h>

#include <algorithm>

namespace coreai {
#define GEN_PASS_DEF_MATERIALIZEWEIGHTSPASS
#include "coreai/Transforms/Passes.h.inc"
} // namespace coreai

using namespace mlir;
using namespace coreai;

namespace {

/// A weight on its way from a chain of ops to a constant.
struct Weight {
  Value value;
  std::string name;
  decoding::SourcePtr source;
  ConstantBuffer buffer;
};

/// What is decoded of a program, in its order.
struct Chains {
  std::vector<Operation *> ops;
  /// Results that other ops read.
  std::vector<Weight> weights;
};

struct MaterializeWeights
    : public coreai::impl::MaterializeWeightsPassBase<MaterializeWeights> {
  using Base::Base;

  void runOnOperation() override;
};

} // namespace

/// Whether \p op is part of a chain that is decoded.
static bool isChainOp(Operation *op, WeightSources &sources) {
  if (isa<BuildSparseWithBitmaskOp>(op))
    return !op->use_empty() &&
           llvm::all_of(op->getUsers(), [&](Operation *user) {
             return isChainOp(user, sources);
           });
  if (!isa<CastOp>(op) && !isDecompression(op))
    return false;
  const DecodedValue &result = sources.get(op->getResult(0));
  return result.source && result.isCompressed;
}

/// Warns of a chain that stays, where it is \p op that breaks it.
static void reportBroken(Operation *op, WeightSources &sources) {
  Value value = op->getResult(0);
  const DecodedValue &result = sources.get(value);
  if (result.blockingOp == op)
    emitWarning(op->getLoc(), "weight '")
        << printable(getWeightName(value)) << "' of type " << value.getType()
        << " is not materialized: " << result.reason;
}

static Chains collect(ModuleOp module) {
  Chains chains;
  WeightSources sources;
  auto isOutside = [&](Operation *op) { return !isChainOp(op, sources); };
  module.walk([&](Operation *op) {
    if (!isOutside(op)) {
      chains.ops.push_back(op);
      Value value = op->getResult(0);
      auto type = dyn_cast<RankedTensorType>(value.getType());
      if (type && llvm::any_of(value.getUsers(), isOutside))
        chains.weights.push_back({value, getWeightName(value),
                                  sources.get(value).source,
                                  ConstantBuffer(type)});
    } else if (isDecompression(op)) {
      reportBroken(op, sources);
    }
  });
  return chains;
}

/// Fills the buffers. Numbers only: no worker touches the IR.
static void decode(MutableArrayRef<Weight> weights, int workers) {
  /// A part of a weight.
  struct Block {
    Weight *weight;
    size_t begin;
    size_t count;
  };
  // Some 50 microseconds: long against the cost of a task. A multiple of eight:
  // blocks of packed elements share no byte.
  constexpr size_t blockSize = size_t(1) << 16;
  std::vector<Block> blocks;
  for (Weight &weight : weights)
    for (size_t begin = 0; begin < weight.source->size(); begin += blockSize)
      blocks.push_back(
          {&weight, begin, std::min(blockSize, weight.source->size() - begin)});
  auto decodeBlock = [](const Block &block) {
    const decoding::Source &source = *block.weight->source;
    size_t offset = elements::storageSize(source.type(), block.begin);
    size_t size = elements::storageSize(source.type(), block.count);
    source.encode(block.begin, block.count,
                  block.weight->buffer.bytes().subspan(offset, size));
  };
  tbb::task_arena arena(workers);
  arena.execute([&] { tbb::parallel_for_each(blocks, decodeBlock); });
}

static void replace(Weight &weight) {
  OpBuilder builder(weight.value.getDefiningOp());
  auto constant = ConstantOp::create(builder, weight.value.getLoc(),
                                     weight.buffer.take(weight.name));
  weight.value.replaceAllUsesWith(constant.getOutput());
}

/// Erases ops that nothing but each other reads, and the constants, and casts
/// of constants, that nothing else reads.
static void erase(ArrayRef<Operation *> ops) {
  llvm::SetVector<Operation *> feeders;
  // Where no order is asked for, an op may come before what it reads.
  auto release = [&](Operation *op) {
    for (Value operand : op->getOperands())
      if (Operation *feeder = operand.getDefiningOp();
          isa_and_present<ConstantOp, CastOp>(feeder))
        feeders.insert(feeder);
    op->dropAllReferences();
  };
  for (Operation *op : llvm::reverse(ops))
    release(op);
  for (Operation *op : llvm::reverse(ops)) {
    feeders.remove(op);
    op->erase();
  }
  while (!feeders.empty()) {
    Operation *op = feeders.pop_back_val();
    if (!op->use_empty())
      continue;
    release(op);
    op->erase();
  }
}

void MaterializeWeights::runOnOperation() {
  Chains chains;
  if (failed(computeNumbers(getOperation().getLoc(), [&] {
        chains = collect(getOperation());
        decode(chains.weights, getNumWorkers(&getContext(), numWorkers));
      })))
    return signalPassFailure();
  for (Weight &weight : chains.weights)
    replace(weight);
  erase(chains.ops);
}

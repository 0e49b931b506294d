// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How a program uses a constant: as a weight or not, and along which axes.

#include "Weights/WeightUses.h"

#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <numeric>

using namespace mlir;

namespace coreai {

/// The op of `use` if it reads the operand as a weight.
static WeightConsumerOpInterface getWeightConsumer(OpOperand &use) {
  auto consumer = dyn_cast<WeightConsumerOpInterface>(use.getOwner());
  return consumer && consumer.isWeightOperand(use) ? consumer : nullptr;
}

template <typename Values>
static void sortUnique(Values &values) {
  llvm::sort(values);
  values.erase(llvm::unique(values), values.end());
}

namespace {

/// Follows a weight through the ops that move its axes.
class UseFinder {
public:
  explicit UseFinder(Value weight)
      : type(cast<RankedTensorType>(weight.getType())) {
    SmallVector<int64_t> axes = llvm::to_vector(llvm::seq(type.getRank()));
    worklist.push_back({weight, std::move(axes)});
  }

  WeightUses run();

private:
  /// A value, and for each of its axes that of the weight it shows.
  struct View {
    Value value;
    SmallVector<int64_t> weightAxes;
  };

  void visit(OpOperand &use, const View &view);
  bool follow(WeightConsumerOpInterface mover, const View &view);

  RankedTensorType type;
  SmallVector<View> worklist;
  llvm::SmallDenseSet<Value> seen;
  WeightUses uses;
};

} // namespace

/// Adds the result of an op that moves axes. Returns false if nobody reads it,
/// or if it isn't known how they move.
bool UseFinder::follow(WeightConsumerOpInterface mover, const View &view) {
  Value result = mover->getResult(0);
  auto permutation = mover.getWeightPermutation();
  if (!permutation || result.use_empty())
    return false;
  SmallVector<int64_t> weightAxes;
  for (int64_t axis : *permutation)
    weightAxes.push_back(view.weightAxes[axis]);
  // Where no order is asked for, ops may move each other's results.
  if (seen.insert(result).second)
    worklist.push_back({result, std::move(weightAxes)});
  return true;
}

void UseFinder::visit(OpOperand &use, const View &view) {
  Operation *op = use.getOwner();
  WeightConsumerOpInterface consumer = getWeightConsumer(use);
  auto channelAxes =
      consumer ? consumer.getChannelAxes(use) : std::optional<ChannelAxes>();
  if (consumer && !channelAxes && follow(consumer, view))
    return;
  uses.consumers.push_back(op->getName().getStringRef());
  if (!channelAxes)
    return;
  int64_t axis = view.weightAxes[channelAxes->output];
  uses.outputAxes.push_back(axis);
  // Where it isn't known how channels are grouped, any two may be apart.
  int64_t channels = type.getDimSize(axis);
  int64_t groups = channelAxes->outputGroups.value_or(channels);
  uses.groupedChannels =
      std::gcd(uses.groupedChannels, channels / std::max(groups, int64_t(1)));
}

WeightUses UseFinder::run() {
  while (!worklist.empty()) {
    View view = worklist.pop_back_val();
    for (OpOperand &use : view.value.getUses())
      visit(use, view);
  }
  sortUnique(uses.consumers);
  return std::move(uses);
}

SmallVector<StringRef, 1> findConsumers(Value value) {
  return UseFinder(value).run().consumers;
}

WeightUses findWeightUses(ConstantOp constant,
                          const llvm::StringSet<> &consumers,
                          bool whateverReads) {
  WeightUses uses = UseFinder(constant.getOutput()).run();
  for (OpOperand &use : constant.getOutput().getUses()) {
    Operation *op = use.getOwner();
    uses.isPartOfCompressed |=
        isa<LutToDenseOp, BlockwiseShiftScaleOp, QuantizeOp, DequantizeOp,
            BuildSparseWithBitmaskOp, SparseWithBitmaskToDenseOp>(op);
    StringRef name = op->getName().getStringRef();
    if (getWeightConsumer(use) && consumers.contains(name))
      continue;
    uses.otherReaders.push_back(name);
    // If it declares a weight, it has told its axis.
    if (whateverReads && !getWeightConsumer(use)) {
      uses.outputAxes.push_back(0);
      int64_t channels =
          cast<RankedTensorType>(constant.getType()).getDimSize(0);
      uses.groupedChannels = std::gcd(uses.groupedChannels, channels);
    }
  }
  sortUnique(uses.otherReaders);
  sortUnique(uses.outputAxes);
  return uses;
}

} // namespace coreai

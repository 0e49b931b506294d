// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How a program uses a constant: as a weight or not, and along which axes.

#include "WeightUses.h"

#include "llvm/ADT/STLExtras.h"

using namespace mlir;

namespace coreai {

/// The op of `use` if it reads the operand as a weight.
static WeightConsumerOpInterface getWeightConsumer(OpOperand &use) {
  auto consumer = dyn_cast<WeightConsumerOpInterface>(use.getOwner());
  return consumer && consumer.isWeightOperand(use) ? consumer : nullptr;
}

/// Adds the axis of the constant that `root`, a value of the constant's
/// elements, is said to count output channels by, for every use of `root` and
/// of what moves its axes.
static void collectOutputAxes(Value root, SmallVectorImpl<int64_t> &axes) {
  /// A value, and for each of its axes that of the constant it shows.
  struct View {
    Value value;
    SmallVector<int64_t> constantAxes;
  };
  int64_t rank = cast<RankedTensorType>(root.getType()).getRank();
  SmallVector<View> worklist{{root, llvm::to_vector(llvm::seq(rank))}};
  while (!worklist.empty()) {
    View view = worklist.pop_back_val();
    for (OpOperand &use : view.value.getUses()) {
      WeightConsumerOpInterface consumer = getWeightConsumer(use);
      if (!consumer)
        continue;
      if (auto channelAxes = consumer.getChannelAxes(use)) {
        axes.push_back(view.constantAxes[channelAxes->output]);
        continue;
      }
      auto permutation = consumer.getWeightPermutation();
      if (!permutation)
        continue;
      SmallVector<int64_t> constantAxes;
      for (int64_t axis : *permutation)
        constantAxes.push_back(view.constantAxes[axis]);
      worklist.push_back({consumer->getResult(0), std::move(constantAxes)});
    }
  }
}

std::optional<WeightUses> findWeightUses(ConstantOp constant,
                                         const llvm::StringSet<> &consumers) {
  Value value = constant.getOutput();
  auto isWeightUse = [&](OpOperand &use) {
    return getWeightConsumer(use) &&
           consumers.contains(use.getOwner()->getName().getStringRef());
  };
  if (value.use_empty() || !llvm::all_of(value.getUses(), isWeightUse))
    return std::nullopt;
  WeightUses result;
  collectOutputAxes(value, result.outputAxes);
  llvm::sort(result.outputAxes);
  result.outputAxes.erase(llvm::unique(result.outputAxes),
                          result.outputAxes.end());
  return result;
}

} // namespace coreai

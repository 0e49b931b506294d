// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Finding who finally reads the float constants of a program.

#include "coreai/Weights/WeightGraph.h"

#include "coreai/IR/ConstantData.h"

#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/CallInterfaces.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace coreai;

/// Whether `op` reads any operand as a part of a compressed weight.
static bool readsParts(Operation *op) {
  return isa<LutToDenseOp, BlockwiseShiftScaleOp, QuantizeOp, DequantizeOp,
             BuildSparseWithBitmaskOp, SparseWithBitmaskToDenseOp>(op);
}

/// Whether constants alone determine `value`, through views.
static bool isConstant(Value value) {
  llvm::SmallDenseSet<Value> passed; // Ops may depend on each other.
  while (Operation *op = value.getDefiningOp()) {
    if (isa<ConstantOp>(op))
      return true;
    if (!passed.insert(value).second)
      return false;
    auto view = dyn_cast<ViewOpInterface>(op);
    if (!view)
      return false;
    auto *shown = llvm::find_if(op->getOpOperands(), [&](OpOperand &operand) {
      return view.isShown(operand);
    });
    if (shown == op->getOpOperands().end())
      return false;
    value = shown->get();
  }
  return false;
}

/// Where calls of graphs are, and what they call.
class UseFinder::Calls {
public:
  explicit Calls(ModuleOp program) {
    SymbolTableCollection symbols;
    program.walk([&](CallOpInterface call) {
      auto graph =
          dyn_cast_or_null<GraphOp>(call.resolveCallableInTable(&symbols));
      if (!graph)
        return;
      callees[call] = graph;
      callers[graph].push_back(call);
    });
  }

  /// Null if \p call is none, or what it calls isn't there.
  GraphOp getCallee(Operation *call) const {
    auto callee = callees.find(call);
    return callee == callees.end() ? GraphOp() : callee->second;
  }
  ArrayRef<Operation *> getCallers(Operation *graph) const {
    auto calls = callers.find(graph);
    return calls == callers.end() ? ArrayRef<Operation *>() : calls->second;
  }

private:
  llvm::DenseMap<Operation *, GraphOp> callees;
  llvm::DenseMap<Operation *, SmallVector<Operation *, 1>> callers;
};

namespace {

/// A value that shows elements of a constant.
struct View {
  Value value;
  AxisMap axes;
  SmallVector<Operation *, 2> path;
};

/// Follows one value to its final readers.
template <typename Calls>
class Follower {
public:
  Follower(const Calls &calls, SmallVectorImpl<WeightUse> &uses)
      : calls(calls), uses(uses) {}

  void follow(View view);

private:
  void visit(OpOperand &operand, const View &view);
  bool pass(OpOperand &operand, const View &view);
  bool branch(OpOperand &operand, const View &view);
  void pick(OpOperand &operand, const View &view, ChannelAxes channels);
  void push(Value value, Operation *via, const View &from, const AxisMap &step);
  void forward(Value value, Operation *via, const View &from);
  void finish(OpOperand &operand, const View &view,
              std::optional<ChannelAxes> channels,
              bool isPositionTable = false);

  const Calls &calls;
  SmallVectorImpl<WeightUse> &uses;
  SmallVector<View> worklist;
  llvm::SmallDenseSet<Value> seen;
};

} // namespace

template <typename Calls>
void Follower<Calls>::follow(View view) {
  worklist.push_back(std::move(view));
  while (!worklist.empty()) {
    View next = worklist.pop_back_val();
    for (OpOperand &operand : next.value.getUses())
      visit(operand, next);
  }
}

template <typename Calls>
void Follower<Calls>::push(Value value, Operation *via, const View &from,
                           const AxisMap &step) {
  // Ops may depend on each other where no order is asked for, and loops hand
  // values round.
  if (!isa<RankedTensorType>(value.getType()) || !seen.insert(value).second)
    return;
  View view = {value, from.axes.then(step), from.path};
  view.path.push_back(via);
  worklist.push_back(std::move(view));
}

/// Adds a value that is the same as \p from, by another name.
template <typename Calls>
void Follower<Calls>::forward(Value value, Operation *via, const View &from) {
  ArrayRef<int64_t> shape =
      cast<RankedTensorType>(from.value.getType()).getShape();
  push(value, via, from, AxisMap::identity(shape));
}

template <typename Calls>
void Follower<Calls>::finish(OpOperand &operand, const View &view,
                             std::optional<ChannelAxes> channels,
                             bool isPositionTable) {
  uses.push_back(
      {&operand, view.path, view.axes, std::move(channels), isPositionTable});
}

/// Goes on behind an op that passes the operand on, if it is one.
template <typename Calls>
bool Follower<Calls>::pass(OpOperand &operand, const View &view) {
  Operation *op = operand.getOwner();
  if (auto views = dyn_cast<ViewOpInterface>(op);
      views && views.isShown(operand)) {
    for (OpResult result : op->getResults())
      push(result, op, view, views.mapAxes(operand, result));
    return true;
  }
  if (GraphOp callee = calls.getCallee(op)) {
    unsigned index = operand.getOperandNumber();
    if (index >= callee.getBody().getNumArguments())
      return false;
    forward(callee.getBody().getArgument(index), op, view);
    return true;
  }
  // What a callee gives is what its callers read.
  if (auto graph = dyn_cast<GraphOp>(op->getParentOp());
      graph && isa<OutputOp>(op) && graph.isPrivate()) {
    unsigned index = operand.getOperandNumber();
    for (Operation *call : calls.getCallers(graph))
      if (index < call->getNumResults())
        forward(call->getResult(index), call, view);
    return true;
  }
  return branch(operand, view);
}

/// Goes on where an op with regions, or the end of one of its regions, passes
/// the operand on.
template <typename Calls>
bool Follower<Calls>::branch(OpOperand &operand, const View &view) {
  Operation *op = operand.getOwner();
  SmallVector<RegionSuccessor, 2> successors;
  llvm::function_ref<OperandRange(RegionSuccessor)> getOperands;
  auto parent = dyn_cast<RegionBranchOpInterface>(op);
  auto terminator = dyn_cast<RegionBranchTerminatorOpInterface>(op);
  auto ofParent = [&](RegionSuccessor successor) {
    return parent.getEntrySuccessorOperands(successor);
  };
  auto ofTerminator = [&](RegionSuccessor successor) {
    return terminator.getSuccessorOperands(successor);
  };
  if (parent) {
    parent.getSuccessorRegions(RegionBranchPoint::parent(), successors);
    getOperands = ofParent;
  } else if (terminator && isa<RegionBranchOpInterface>(op->getParentOp())) {
    cast<RegionBranchOpInterface>(op->getParentOp())
        .getSuccessorRegions(RegionBranchPoint(terminator), successors);
    getOperands = ofTerminator;
  } else {
    return false;
  }
  bool isPassed = false;
  for (const RegionSuccessor &successor : successors) {
    OperandRange operands = getOperands(successor);
    unsigned begin = operands.empty() ? 0 : operands.getBeginOperandIndex();
    unsigned index = operand.getOperandNumber();
    if (index < begin || index >= begin + operands.size() ||
        index - begin >= successor.getSuccessorInputs().size())
      continue;
    forward(successor.getSuccessorInputs()[index - begin], op, view);
    isPassed = true;
  }
  return isPassed;
}

/// Whether the reader of \p use multiplies it with something that is computed.
static bool isScaledByActivations(const WeightUse &use) {
  Operation *op = use.reader();
  if (!isa<MulOp, BroadcastingMulOp>(op))
    return false;
  Value other = op->getOperand(1 - use.operand->getOperandNumber());
  return other != use.operand->get() && !isConstant(other);
}

/// Whether \p use reads, as a weight, matrices that were picked whole: axes of
/// its channels are none of those along which was picked, which are parts.
static bool readsPickedMatrices(const WeightUse &use) {
  if (!use.channels)
    return false;
  auto isWhole = [&](int64_t axis) {
    return axis < static_cast<int64_t>(use.axes.rank()) &&
           use.axes[axis].kind == AxisView::Kind::Whole;
  };
  return isWhole(use.channels->output) && isWhole(use.channels->input);
}

/// Ends at an op that picks by index, unless what it picks is itself read as a
/// weight.
template <typename Calls>
void Follower<Calls>::pick(OpOperand &operand, const View &view,
                           ChannelAxes channels) {
  Operation *op = operand.getOwner();
  if (!seen.insert(op->getResult(0)).second)
    return finish(operand, view, std::move(channels));
  SmallVector<WeightUse> picked;
  Follower behind(calls, picked);
  behind.seen = seen; // What picks from its own result ends.
  View result = {op->getResult(0),
                 view.axes.then(cast<ViewOpInterface>(op).mapAxes(
                     operand, op->getResult(0))),
                 view.path};
  result.path.push_back(op);
  behind.follow(std::move(result));
  if (!picked.empty() && llvm::all_of(picked, readsPickedMatrices)) {
    uses.append(std::make_move_iterator(picked.begin()),
                std::make_move_iterator(picked.end()));
    return;
  }
  bool isPosition =
      !picked.empty() && llvm::all_of(picked, isScaledByActivations);
  if (isPosition)
    return finish(operand, view, std::nullopt, /*isPositionTable=*/true);
  finish(operand, view, std::move(channels));
}

template <typename Calls>
void Follower<Calls>::visit(OpOperand &operand, const View &view) {
  Operation *op = operand.getOwner();
  auto consumer = dyn_cast<WeightConsumerOpInterface>(op);
  std::optional<ChannelAxes> channels;
  if (consumer && consumer.isWeightOperand(operand))
    channels = consumer.getChannelAxes(operand);
  if (channels && isa<ViewOpInterface>(op))
    return pick(operand, view, std::move(*channels));
  if (!channels && pass(operand, view))
    return;
  finish(operand, view, std::move(channels));
}

//===----------------------------------------------------------------------===//
// UseFinder and WeightGraph
//===----------------------------------------------------------------------===//

UseFinder::UseFinder(ModuleOp program)
    : calls(std::make_unique<Calls>(program)) {}
UseFinder::~UseFinder() = default;

SmallVector<WeightUse, 2> UseFinder::find(Value value) const {
  SmallVector<WeightUse, 2> uses;
  ArrayRef<int64_t> shape = cast<RankedTensorType>(value.getType()).getShape();
  Follower(*calls, uses).follow({value, AxisMap::identity(shape), {}});
  return uses;
}

std::vector<std::string> coreai::getReaderNames(ArrayRef<WeightUse> uses) {
  std::vector<std::string> names;
  for (const WeightUse &use : uses)
    names.push_back(use.reader()->getName().getStringRef().str());
  llvm::sort(names);
  names.erase(llvm::unique(names), names.end());
  return names;
}

WeightGraph::WeightGraph(ModuleOp program) {
  UseFinder finder(program);
  llvm::DenseMap<std::pair<StorageIdentity, Type>, size_t> places;
  program.walk([&](ConstantOp constant) {
    auto type = cast<RankedTensorType>(constant.getType());
    if (!isa<FloatType>(type.getElementType()))
      return;
    ElementsAttr value = constant.getValue();
    auto [place, isNew] =
        places.try_emplace({getStorageIdentity(value), type}, list.size());
    if (isNew)
      list.push_back(
          {getStorageIdentity(value), type, getStoredSize(value), {}, {}});
    Storage &storage = list[place->second];
    storage.constants.push_back(constant);
    llvm::append_range(storage.uses, finder.find(constant.getOutput()));
  });
  llvm::DenseMap<StorageIdentity, size_t> firsts;
  for (auto [place, storage] : llvm::enumerate(list)) {
    auto [first, isNew] = firsts.try_emplace(storage.identity, place);
    if (isNew)
      continue;
    storage.bytes = 0;
    storage.otherType = list[first->second].type;
    list[first->second].otherType = storage.type;
  }
  for (Storage &storage : list)
    storage.isPartOfCompressed =
        llvm::any_of(storage.uses, [](const WeightUse &use) {
          return readsParts(use.reader());
        });
}

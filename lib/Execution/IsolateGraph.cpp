// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Finds the graphs that a graph calls, and removes all others from the module.

#include "Execution/IsolateGraph.h"

#include "coreai/Support/Text.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace coreai;
using namespace coreai::execution;

/// Compiling more takes hours.
static constexpr size_t kMaxInlinedOps = 1'000'000;

namespace {

/// Follows calls, depth first, without recursion: they nest to any depth.
class CallWalk {
public:
  /// Errors: ops that aren't known, a graph that calls itself, and calls that
  /// come to too many ops.
  LogicalResult run(GraphOp entry) {
    if (failed(enter(entry)))
      return failure();
    while (!stack.empty()) {
      Frame &frame = stack.back();
      if (frame.next == frame.invokes.size())
        leave();
      else if (failed(follow(frame, frame.invokes[frame.next])))
        return failure();
    }
    if (sizes.at(entry).called <= kMaxInlinedOps)
      return success();
    return entry.emitError()
           << "expects calls of at most " << kMaxInlinedOps
           << " ops in all, those of what is called twice counted twice";
  }

  /// What the walk came to.
  bool isCalled(Operation *graph) const { return sizes.contains(graph); }
  /// Each call with the graph that it calls.
  ArrayRef<std::pair<InvokeOp, GraphOp>> getCalls() const { return calls; }

private:
  /// Numbers of ops, up to the largest one.
  struct Size {
    size_t own = 0;
    /// Of what is called, as often as it is.
    size_t called = 0;
  };

  /// A graph, of which the calls before the next one were followed.
  struct Frame {
    GraphOp graph;
    SmallVector<InvokeOp> invokes;
    size_t next = 0;
    Size size;
  };

  LogicalResult enter(GraphOp graph) {
    open.insert(graph);
    Frame frame{graph, {}, 0, {}};
    WalkResult walk = graph.getBody().walk([&](Operation *op) -> WalkResult {
      // Passes don't say what is wrong with it.
      if (!op->isRegistered())
        return op->emitError()
               << "can't lower '" << printable(op->getName().getStringRef())
               << "': no lowering for this op";
      ++frame.size.own;
      if (auto invoke = dyn_cast<InvokeOp>(op))
        frame.invokes.push_back(invoke);
      return WalkResult::advance();
    });
    if (walk.wasInterrupted())
      return failure();
    stack.push_back(std::move(frame));
    return success();
  }

  void leave() {
    const Frame &frame = stack.back();
    open.erase(frame.graph);
    sizes[frame.graph] = frame.size;
    stack.pop_back();
  }

  LogicalResult follow(Frame &frame, InvokeOp invoke) {
    auto callee =
        symbols.lookupNearestSymbolFrom<GraphOp>(invoke, invoke.getCallee());
    if (!callee)
      return invoke.emitError() << "can't lower 'coreai.invoke': expects a "
                                   "callee in the module or its namespaces";
    if (open.contains(callee)) {
      InFlightDiagnostic error = invoke.emitError()
                                 << "graph '@" << printable(callee.getSymName())
                                 << "' calls itself";
      if (callee != frame.graph)
        error << ", by way of '@" << printable(frame.graph.getSymName())
              << '\'';
      return error;
    }
    auto size = sizes.find(callee);
    if (size == sizes.end())
      return enter(callee);
    ++frame.next;
    calls.emplace_back(invoke, callee);
    size_t ops = llvm::SaturatingAdd(size->second.own, size->second.called);
    frame.size.called = llvm::SaturatingAdd(frame.size.called, ops);
    return success();
  }

  SymbolTableCollection symbols;
  std::vector<Frame> stack;
  /// The graphs in the stack.
  llvm::DenseSet<Operation *> open;
  /// Of the graphs all of whose calls were followed.
  llvm::DenseMap<Operation *, Size> sizes;
  std::vector<std::pair<InvokeOp, GraphOp>> calls;
};

} // namespace

/// No program's name reaches the linker, which knows functions that the code
/// calls and others that are made for it.
static StringAttr getLinkedName(StringAttr name) {
  return StringAttr::get(name.getContext(), "coreai_graph_" + name.getValue());
}

LogicalResult execution::isolateGraph(ModuleOp module, GraphOp graph) {
  CallWalk walk;
  if (failed(walk.run(graph)))
    return failure();
  SmallVector<GraphOp> graphs;
  module.walk<WalkOrder::PreOrder>([&](GraphOp called) {
    if (!walk.isCalled(called))
      return WalkResult::advance();
    graphs.push_back(called);
    return WalkResult::skip();
  });
  for (GraphOp called : graphs)
    called->remove();
  for (Operation &op : llvm::make_early_inc_range(*module.getBody())) {
    op.dropAllUses();
    op.erase();
  }
  // Names of graphs from several namespaces may be the same.
  SymbolTable symbols(module);
  for (GraphOp called : graphs) {
    called.setSymNameAttr(getLinkedName(called.getSymNameAttr()));
    symbols.insert(called);
    if (called == graph) {
      called.removeSymVisibilityAttr();
      continue;
    }
    // Kept apart for the sake of a device; here a call has no use.
    called.removeNoinlineAttr();
    called.removeExternalizeAttr();
    called.setPrivate();
  }
  for (auto [invoke, callee] : walk.getCalls())
    invoke.setCalleeAttr(FlatSymbolRefAttr::get(callee.getSymNameAttr()));
  return success();
}

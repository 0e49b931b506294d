// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A program that is loaded, compiled, and run on tensors found by name.

#include "Execution/Session.h"

#include "ToolMain/InitTool.h"
#include "ToolMain/ProgramFile.h"

#include <chrono>

using namespace mlir;
using namespace coreai;
using namespace coreai::run;

namespace {

/// Adds the time that it lives to a figure.
class Stopwatch {
public:
  explicit Stopwatch(double &seconds) : seconds(seconds) {}
  ~Stopwatch() {
    std::chrono::duration<double> passed = Clock::now() - start;
    seconds += passed.count();
  }
  Stopwatch(const Stopwatch &) = delete;
  Stopwatch &operator=(const Stopwatch &) = delete;

private:
  using Clock = std::chrono::steady_clock;
  double &seconds;
  Clock::time_point start = Clock::now();
};

} // namespace

FailureOr<std::unique_ptr<Session>>
Session::open(MLIRContext &context, StringRef path, StringRef graphName,
              const CompileOptions &options) {
  auto session = std::make_unique<Session>();
  {
    Stopwatch watch(session->timing.load);
    session->module = readProgram(path, &context);
  }
  if (!session->module)
    return failure();
  auto graph = findGraph(*session->module, graphName);
  if (!graph) {
    reportError(path + ": " + toString(graph.takeError()));
    return failure();
  }
  Stopwatch watch(session->timing.compile);
  auto executable = Executable::compile(*session->module, *graph, options);
  if (failed(executable))
    return failure();
  session->executable = std::move(*executable);
  return session;
}

void Session::run(const Tensors &inputs, Tensors &outputs, Tensors &state) {
  const Interface &interface = getInterface();
  SmallVector<char *> inputPointers, outputPointers;
  Tensors copies;
  for (const Port &port : interface.inputs) {
    std::vector<char> &bytes = (port.isState ? state : copies)[port.name];
    bytes = inputs.at(port.name);
    inputPointers.push_back(bytes.data());
  }
  for (const Port &port : interface.outputs) {
    std::vector<char> &bytes = outputs[port.name];
    bytes.resize(port.byteSize());
    outputPointers.push_back(bytes.data());
  }
  double seconds = 0;
  {
    Stopwatch watch(seconds);
    executable->run(inputPointers, outputPointers);
  }
  timing.run = timing.run == 0 ? seconds : std::min(timing.run, seconds);
}

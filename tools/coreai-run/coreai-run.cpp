// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line: runs a graph of a program on this machine's processor, on
// tensors from files or made up, and says what comes out.

#include "Execution/Program.h"
#include "Execution/Tensors.h"
#include "Figures.h"
#include "ToolMain/InitTool.h"
#include "ToolMain/NamedFiles.h"
#include "ToolMain/ProgramFile.h"
#include "coreai/Support/Error.h"
#include "coreai/Support/Text.h"
#include "coreai/Transforms/Passes.h"

#include "mlir/Pass/PassManager.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Threading.h"

#include <chrono>

using namespace mlir;
using namespace coreai;
using namespace coreai::execution;
using llvm::Error;
using llvm::Expected;
namespace cl = llvm::cl;

//===----------------------------------------------------------------------===//
// Options
//===----------------------------------------------------------------------===//

namespace {

struct CommandLine {
  cl::OptionCategory category{"Running a program"};
  cl::opt<std::string> program{cl::Positional, cl::desc("<program>"),
                               cl::Required, cl::cat(category)};
  cl::opt<std::string> graph{"graph",
                             cl::desc("The graph to run (default main)"),
                             cl::init("main"), cl::cat(category)};
  cl::list<std::string> inputs{
      "input", cl::desc("A file for an input; others are made up"),
      cl::value_desc("name=file.npy"), cl::cat(category)};
  cl::opt<uint64_t> seed{
      "random-seed", cl::desc("What made-up inputs are drawn from (default 0)"),
      cl::init(0), cl::cat(category)};
  cl::list<std::string> outputs{"output", cl::desc("A file for an output"),
                                cl::value_desc("name=file.npy"),
                                cl::cat(category)};
  cl::opt<std::string> outputDir{
      "output-dir",
      cl::desc("A folder, made if there is none, for a file of each output"),
      cl::value_desc("folder"), cl::cat(category)};
  cl::list<std::string> stateIn{
      "state-in", cl::desc("A file for state before the run; other state is 0"),
      cl::value_desc("name=file.npy"), cl::cat(category)};
  cl::list<std::string> stateOut{
      "state-out", cl::desc("A file for state after the run"),
      cl::value_desc("name=file.npy"), cl::cat(category)};
  cl::opt<std::string> other{
      "compare",
      cl::desc("Another program to run on the same inputs; prints how far its "
               "outputs are from the first's"),
      cl::value_desc("program"), cl::cat(category)};
  cl::opt<unsigned> workers{
      "workers", cl::desc("Threads to run on; 0 means one per core (default)"),
      cl::init(0), cl::cat(category)};
  cl::opt<unsigned> repeat{
      "repeat",
      cl::desc("Runs, each from the same state; timing is of the fastest "
               "(default 1)"),
      cl::init(1), cl::cat(category)};
  cl::opt<bool> timing{"timing", cl::desc("Print what each step takes"),
                       cl::cat(category)};
};

} // namespace

/// Errors: what would be one only after a run.
static Error checkValues(const CommandLine &options) {
  if (options.repeat == 0)
    return makeError("--repeat is 1 or more");
  if (options.program == "-" && options.other == "-")
    return makeError("standard input can't be both programs");
  if (!options.other.empty() && options.other != "-")
    if (std::error_code error = llvm::sys::fs::access(
            options.other, llvm::sys::fs::AccessMode::Exist))
      return makeError("cannot open input file '{0}': {1}", options.other,
                       error.message());
  return Error::success();
}

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

static SmallVector<StringRef> getNames(ArrayRef<Port> ports, bool isState) {
  SmallVector<StringRef> names;
  for (const Port &port : ports)
    if (port.isState == isState)
      names.push_back(port.name);
  return names;
}

namespace {

/// The files that options name, and those of the output folder.
struct AllFiles {
  NamedFiles inputs, outputs, stateIn, stateOut;

  Error parse(const CommandLine &options) {
    using Pair = std::pair<const cl::list<std::string> &, NamedFiles &>;
    for (auto [list, files] :
         {Pair(options.inputs, inputs), Pair(options.outputs, outputs),
          Pair(options.stateIn, stateIn), Pair(options.stateOut, stateOut)}) {
      Expected<NamedFiles> parsed = parseNamedFiles(list.ArgStr, list);
      if (!parsed)
        return parsed.takeError();
      files = std::move(*parsed);
    }
    return Error::success();
  }

  /// Errors: files for what isn't there, and for what is there, but that would
  /// be lost if others were written. Gives each output a file of the output
  /// folder, if there is one.
  Error place(const CommandLine &options, const Signature &signature) {
    SmallVector<StringRef> inputNames = getNames(signature.inputs, false);
    SmallVector<StringRef> stateNames = getNames(signature.inputs, true);
    SmallVector<StringRef> outputNames = getNames(signature.outputs, false);
    if (Error error = checkNames(inputs, options.inputs.ArgStr, inputNames))
      return error;
    if (Error error = checkNames(stateIn, options.stateIn.ArgStr, stateNames))
      return error;
    if (Error error = checkNames(stateOut, options.stateOut.ArgStr, stateNames))
      return error;
    if (Error error = checkNames(outputs, options.outputs.ArgStr, outputNames))
      return error;

    if (!options.outputDir.empty())
      addFolder(options.outputDir, outputNames, outputs);
    SmallVector<StringRef> programs = {options.program};
    if (!options.other.empty())
      programs.push_back(options.other);
    ReplacedFiles replaced(programs);
    if (Error error = replaced.add(outputNames, outputs))
      return error;
    return replaced.add(stateNames, stateOut);
  }

  /// Writes what was given a file. Errors: also a folder that can't be made.
  Error write(StringRef folder, const Signature &signature,
              const Tensors &outputTensors, const Tensors &stateTensors) const {
    if (!folder.empty())
      if (std::error_code error = llvm::sys::fs::create_directories(folder))
        return makeError("{0}: {1}", folder, error.message());
    if (Error error = write(signature.outputs, outputTensors, outputs))
      return error;
    return write(signature.inputs, stateTensors, stateOut);
  }

private:
  static Error write(ArrayRef<Port> ports, const Tensors &tensors,
                     const NamedFiles &files) {
    for (const Port &port : ports) {
      auto file = files.find(port.name);
      if (file == files.end())
        continue;
      if (Error error = writeTensor(port, tensors.at(port.name), file->second))
        return error;
    }
    return Error::success();
  }
};

} // namespace

/// A tensor for every input and piece of state. Prints where each is from.
static Expected<Tensors> makeInputs(const Signature &signature,
                                    const AllFiles &all, uint64_t seed) {
  Tensors tensors;
  for (const Port &port : signature.inputs) {
    const NamedFiles &files = port.isState ? all.stateIn : all.inputs;
    auto file = files.find(port.name);
    std::string source = "zero";
    if (file != files.end()) {
      auto bytes = readTensor(port, file->second);
      if (!bytes)
        return bytes.takeError();
      tensors[port.name] = std::move(*bytes);
      source = file->second;
    } else if (port.isState) {
      tensors[port.name].assign(port.byteSize(), 0);
    } else {
      tensors[port.name] = makeRandomTensor(port, seed);
      source = "random, seed " + std::to_string(seed);
    }
    llvm::outs() << (port.isState ? "state " : "input ") << printable(port.name)
                 << " : " << port.type << " from " << source << '\n';
  }
  return tensors;
}

//===----------------------------------------------------------------------===//
// Programs
//===----------------------------------------------------------------------===//

namespace {

class Stopwatch {
public:
  double seconds() const {
    std::chrono::duration<double> passed = Clock::now() - start;
    return passed.count();
  }

private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point start = Clock::now();
};

/// A program from a file, and the seconds that its steps took; of several runs,
/// the fastest.
struct TimedProgram {
  StringRef path;
  std::unique_ptr<Program> program;
  double load = 0, compile = 0;
  double run = std::numeric_limits<double>::infinity();

  void runOn(const Tensors &inputs, Tensors &outputs, Tensors &state) {
    run = std::min(run, runOnTensors(*program, inputs, outputs, state));
  }

  void print() const {
    llvm::outs() << llvm::format("time %s: load %.3f s, compile %.3f s, "
                                 "run %.6f s\n",
                                 path.str().c_str(), load, compile, run);
  }
};

} // namespace

static unsigned getThreadCount(const CommandLine &options) {
  return options.workers ? options.workers
                         : llvm::hardware_concurrency().compute_thread_count();
}

/// Loads and compiles the graph that options name. Reports errors.
static FailureOr<TimedProgram>
openProgram(const CommandLine &options, MLIRContext &context, StringRef path) {
  TimedProgram timed{path, nullptr};
  Stopwatch loading;
  OwningOpRef<ModuleOp> module = readProgram(path, &context);
  if (!module)
    return failure();
  timed.load = loading.seconds();
  if (!findGraph(*module, options.graph)) {
    SmallVector<std::string> names = listEntryPoints(*module);
    reportError(
        path + ": no graph '" + printable(options.graph) + "' in the program" +
        (names.empty() ? "" : "; --graph takes: ") + llvm::join(names, ", "));
    return failure();
  }
  Stopwatch compiling;
  auto program =
      Program::compile(std::move(module), options.graph,
                       {.threads = getThreadCount(options),
                        .configurePasses = applyPassManagerCLOptions});
  if (failed(program))
    return failure();
  timed.compile = compiling.seconds();
  timed.program = std::move(*program);
  return timed;
}

//===----------------------------------------------------------------------===//
// Everything
//===----------------------------------------------------------------------===//

/// Reports an error, if it is one.
static bool isFailure(Error error) {
  if (!error)
    return false;
  reportError(toString(std::move(error)));
  return true;
}

/// Runs the other program on the same inputs.
static LogicalResult compareWith(const CommandLine &options,
                                 MLIRContext &context,
                                 const Signature &signature,
                                 const Tensors &inputs,
                                 const Tensors &outputs) {
  auto other = openProgram(options, context, options.other);
  if (failed(other))
    return failure();
  const Signature &otherSignature = other->program->signature();
  if (isFailure(checkComparable(signature, otherSignature)))
    return failure();
  Tensors otherOutputs, otherState;
  other->runOn(inputs, otherOutputs, otherState);
  printComparisons(signature, outputs, otherSignature, otherOutputs);
  if (options.timing)
    other->print();
  return success();
}

static LogicalResult execute(const CommandLine &options, MLIRContext &context) {
  AllFiles files;
  if (isFailure(checkValues(options)) || isFailure(files.parse(options)))
    return failure();
  auto timed = openProgram(options, context, options.program);
  if (failed(timed))
    return failure();
  const Signature &signature = timed->program->signature();
  if (isFailure(files.place(options, signature)))
    return failure();
  Expected<Tensors> inputs = makeInputs(signature, files, options.seed);
  if (!inputs)
    return failure(isFailure(inputs.takeError()));

  Tensors outputs, state;
  for (unsigned i = 0; i != options.repeat; ++i)
    timed->runOn(*inputs, outputs, state);
  for (const Port &port : signature.outputs)
    printSummary("output", port, outputs[port.name]);
  for (const Port &port : signature.inputs)
    if (port.isState)
      printSummary("state", port, state[port.name]);
  if (options.timing)
    timed->print();
  if (!options.other.empty() &&
      failed(compareWith(options, context, signature, *inputs, outputs)))
    return failure();
  return failure(
      isFailure(files.write(options.outputDir, signature, outputs, state)));
}

/// An error that is left in the stream would abort the process at its end.
static LogicalResult finishOutput() {
  llvm::outs().flush();
  std::error_code error = llvm::outs().error();
  llvm::outs().clear_error();
  if (!error)
    return success();
  reportError("cannot write to standard output: " + error.message());
  return failure();
}

int main(int argc, char **argv) {
  coreai::InitTool init("coreai-run", argc, argv);
  registerCoreAIPasses();
  registerPassManagerCLOptions();
  CommandLine options;
  cl::HideUnrelatedOptions(options.category);
  cl::ParseCommandLineOptions(argc, argv, "Runs a Core AI program\n");
  DialectRegistry registry;
  registerDialectsToRun(registry);
  MLIRContext context(registry);
  context.allowUnregisteredDialects();
  DiagnosticPrinter diagnostics(&context);
  LogicalResult result = execute(options, context);
  return asMainReturnCode(
      success(succeeded(finishOutput()) && succeeded(result)));
}

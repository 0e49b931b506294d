// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line: runs a graph of a program on this machine's processor, on
// tensors from files or made up, and says what comes out.

#include "Execution/Session.h"
#include "Execution/Tensors.h"
#include "ToolMain/InitTool.h"
#include "ToolMain/ProgramFile.h"
#include "coreai/Metrics/Comparison.h"
#include "coreai/Support/OutputFile.h"
#include "coreai/Support/Text.h"
#include "coreai/Transforms/Passes.h"

#include "mlir/Pass/PassManager.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Threading.h"

using namespace mlir;
using namespace coreai;
using namespace coreai::run;
using llvm::Error;
using llvm::Expected;
using llvm::formatv;
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

/// Files by the names of ports.
using Files = llvm::StringMap<std::string>;

} // namespace

static Error makeError(const llvm::formatv_object_base &message) {
  return llvm::createStringError(message.str());
}

/// Reads `name=file` options. Errors: another form, a name twice, or a
/// stream: text goes to standard output.
static Expected<Files> parseFiles(const cl::list<std::string> &options) {
  Files files;
  for (StringRef option : options) {
    auto [name, path] = option.split('=');
    if (name.empty() || path.empty())
      return makeError(formatv("--{0} expects name=file.npy, got '{1}'",
                               options.ArgStr, printable(option)));
    if (path == "-")
      return makeError(formatv("--{0} expects a file for '{1}', got '-'",
                               options.ArgStr, printable(name)));
    if (!files.try_emplace(name, path.str()).second)
      return makeError(
          formatv("--{0} names '{1}' twice", options.ArgStr, printable(name)));
  }
  return files;
}

/// Errors: a file for a port that isn't there.
static Error checkNames(const Files &files, StringRef option,
                        ArrayRef<Port> ports, bool isState) {
  SmallVector<StringRef> names;
  SmallVector<std::string> printed;
  for (const Port &port : ports)
    if (port.isState == isState) {
      names.push_back(port.name);
      printed.push_back(printable(port.name));
    }
  for (const auto &file : files)
    if (!llvm::is_contained(names, file.getKey()))
      return makeError(formatv("no '{0}' in the graph; --{1} takes: {2}",
                               printable(file.getKey()), option,
                               names.empty() ? "nothing, there are none"
                                             : llvm::join(printed, ", ")));
  return Error::success();
}

/// A name that doesn't lead out of its folder, another one for each port.
static std::string getFileName(StringRef port) {
  std::string name;
  for (char c : port)
    if (llvm::isPrint(c) ? c == '/' || c == '%' : llvm::isASCII(c))
      name += formatv("%{0:X-2}", static_cast<unsigned>(c)).str();
    else
      name += c;
  return name + ".npy";
}

/// Adds a file in the output folder for each output that has none.
static void addFolder(StringRef folder, ArrayRef<Port> ports, Files &files) {
  if (folder.empty())
    return;
  for (const Port &port : ports) {
    llvm::SmallString<128> path(folder);
    llvm::sys::path::append(path, getFileName(port.name));
    files.try_emplace(port.name, path.str());
  }
}

/// Errors: a file that another port, or a program, has.
static Error checkDistinct(ArrayRef<Port> ports, const Files &files,
                           ArrayRef<StringRef> programs,
                           llvm::StringMap<StringRef> &owners) {
  for (const Port &port : ports) {
    auto file = files.find(port.name);
    if (file == files.end())
      continue;
    for (StringRef program : programs)
      if (isSameFile(program, file->second))
        return makeError(formatv("'{0}' would replace {1}, which is a program; "
                                 "name another file",
                                 printable(port.name), file->second));
    std::string replaced = getReplacedFile(file->second);
    if (replaced.empty())
      continue;
    auto [owner, isNew] = owners.try_emplace(replaced, port.name);
    if (!isNew)
      return makeError(formatv("'{0}' and '{1}' would both be written to {2}",
                               printable(owner->second), printable(port.name),
                               file->second));
  }
  return Error::success();
}

//===----------------------------------------------------------------------===//
// Steps
//===----------------------------------------------------------------------===//

static std::string toText(Type type) {
  std::string text;
  llvm::raw_string_ostream(text) << type;
  return text;
}

/// A tensor for every input and piece of state.
static Expected<Tensors> makeInputs(const Interface &interface,
                                    const Files &inputFiles,
                                    const Files &stateFiles, uint64_t seed) {
  Tensors tensors;
  for (const Port &port : interface.inputs) {
    const Files &files = port.isState ? stateFiles : inputFiles;
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
                 << " : " << toText(port.type) << " from " << source << '\n';
  }
  return tensors;
}

static void printSummary(StringRef what, const Port &port,
                         ArrayRef<char> bytes) {
  Summary summary = summarize(getNumbers(port, bytes));
  llvm::outs() << what << ' ' << printable(port.name) << " : "
               << toText(port.type)
               << llvm::format(" min %.6g max %.6g mean %.6g", summary.min,
                               summary.max, summary.mean);
  if (summary.nonFinite)
    llvm::outs() << " and " << summary.nonFinite << " not finite";
  llvm::outs() << '\n';
}

static Error writeTensors(ArrayRef<Port> ports, const Tensors &tensors,
                          const Files &files) {
  for (const Port &port : ports) {
    auto file = files.find(port.name);
    if (file == files.end())
      continue;
    if (Error error = writeTensor(port, tensors.at(port.name), file->second))
      return error;
  }
  return Error::success();
}

static Error makeFolder(StringRef folder) {
  if (folder.empty())
    return Error::success();
  if (std::error_code error = llvm::sys::fs::create_directories(folder))
    return makeError(formatv("{0}: {1}", folder, error.message()));
  return Error::success();
}

static void printTiming(StringRef program, const Timing &timing) {
  llvm::outs() << llvm::format("time %s: load %.3f s, compile %.3f s, "
                               "run %.6f s\n",
                               program.str().c_str(), timing.load,
                               timing.compile, timing.run);
}

//===----------------------------------------------------------------------===//
// Comparison
//===----------------------------------------------------------------------===//

/// Errors: ports that don't fit each other, in name, shape or, for inputs,
/// element type.
static Error checkSamePorts(ArrayRef<Port> ports, ArrayRef<Port> others,
                            StringRef what, bool sameElements) {
  for (const Port &port : ports) {
    const Port *other = llvm::find_if(
        others, [&](const Port &other) { return other.name == port.name; });
    if (other == others.end())
      return makeError(formatv("the programs can't be compared: {0} '{1}' is "
                               "only in one of them",
                               what, printable(port.name)));
    if (other->type.getShape() != port.type.getShape() ||
        (sameElements && other->type != port.type))
      return makeError(formatv("the programs can't be compared: {0} '{1}' is "
                               "{2} in one and {3} in the other",
                               what, printable(port.name), toText(port.type),
                               toText(other->type)));
  }
  if (ports.size() != others.size())
    return checkSamePorts(others, ports, what, sameElements);
  return Error::success();
}

static void printComparison(const Port &port, ArrayRef<char> bytes,
                            const Port &other, ArrayRef<char> otherBytes) {
  int64_t rowLength = port.type.getRank() ? port.type.getShape().back() : 1;
  if (isa<ComplexType>(port.type.getElementType()))
    rowLength *= 2;
  std::vector<double> numbers = getNumbers(port, bytes);
  std::vector<double> otherNumbers = getNumbers(other, otherBytes);
  metrics::Comparison figures = metrics::compare(numbers, otherNumbers);
  llvm::outs() << "compare " << printable(port.name)
               << llvm::format(
                      ": SNR %.2f dB, cosine %.6f, max abs error "
                      "%.6g, argmax agreement %.2f %%\n",
                      figures.snrDb(), figures.cosine(), figures.maxAbsError,
                      100 * argmaxAgreement(numbers, otherNumbers, rowLength));
}

static void printComparisons(const Interface &interface, const Tensors &outputs,
                             const Interface &other,
                             const Tensors &otherOutputs) {
  for (const Port &port : interface.outputs) {
    const Port *match = llvm::find_if(
        other.outputs, [&](const Port &p) { return p.name == port.name; });
    printComparison(port, outputs.at(port.name), *match,
                    otherOutputs.at(port.name));
  }
}

//===----------------------------------------------------------------------===//
// Everything
//===----------------------------------------------------------------------===//

static unsigned getThreadCount(const CommandLine &options) {
  return options.workers ? options.workers
                         : llvm::hardware_concurrency().compute_thread_count();
}

static FailureOr<std::unique_ptr<Session>>
openSession(const CommandLine &options, MLIRContext &context, StringRef path) {
  return Session::open(context, path, options.graph,
                       {.threads = getThreadCount(options)});
}

/// Reports an error, if it is one.
static bool isFailure(Error error) {
  if (!error)
    return false;
  reportError(toString(std::move(error)));
  return true;
}

/// Errors: what would be one only after a run.
static Error checkValues(const CommandLine &options) {
  if (options.repeat == 0)
    return makeError(formatv("--repeat is 1 or more"));
  if (options.program == "-" && options.other == "-")
    return makeError(formatv("standard input can't be both programs"));
  if (!options.other.empty() && options.other != "-")
    if (std::error_code error = llvm::sys::fs::access(
            options.other, llvm::sys::fs::AccessMode::Exist))
      return makeError(formatv("cannot open input file '{0}': {1}",
                               options.other, error.message()));
  return Error::success();
}

namespace {

/// The files that options name, and those of the output folder.
struct AllFiles {
  Files inputs, outputs, stateIn, stateOut;

  Error parse(const CommandLine &options) {
    using Pair = std::pair<const cl::list<std::string> &, Files &>;
    for (auto [list, files] :
         {Pair(options.inputs, inputs), Pair(options.outputs, outputs),
          Pair(options.stateIn, stateIn), Pair(options.stateOut, stateOut)}) {
      Expected<Files> parsed = parseFiles(list);
      if (!parsed)
        return parsed.takeError();
      files = std::move(*parsed);
    }
    return Error::success();
  }

  /// Gives each output a file of the folder, if there is one.
  Error place(const CommandLine &options, const Interface &interface) {
    addFolder(options.outputDir, interface.outputs, outputs);
    SmallVector<StringRef> programs = {options.program};
    if (!options.other.empty())
      programs.push_back(options.other);
    llvm::StringMap<StringRef> owners;
    if (Error error =
            checkDistinct(interface.outputs, outputs, programs, owners))
      return error;
    return checkDistinct(interface.inputs, stateOut, programs, owners);
  }

  Error check(const Interface &interface) const {
    if (Error error = checkNames(inputs, "input", interface.inputs, false))
      return error;
    if (Error error = checkNames(stateIn, "state-in", interface.inputs, true))
      return error;
    if (Error error = checkNames(stateOut, "state-out", interface.inputs, true))
      return error;
    return checkNames(outputs, "output", interface.outputs, false);
  }
};

} // namespace

/// Runs the other program on the same inputs.
static LogicalResult compareWith(const CommandLine &options,
                                 MLIRContext &context,
                                 const Interface &interface,
                                 const Tensors &inputs,
                                 const Tensors &outputs) {
  auto session = openSession(options, context, options.other);
  if (failed(session))
    return failure();
  const Interface &other = (*session)->getInterface();
  if (isFailure(checkSamePorts(interface.inputs, other.inputs, "input",
                               /*sameElements=*/true)) ||
      isFailure(checkSamePorts(interface.outputs, other.outputs, "output",
                               /*sameElements=*/false)))
    return failure();
  Tensors otherOutputs, otherState;
  (*session)->run(inputs, otherOutputs, otherState);
  printComparisons(interface, outputs, other, otherOutputs);
  if (options.timing)
    printTiming(options.other, (*session)->getTiming());
  return success();
}

static LogicalResult execute(const CommandLine &options, MLIRContext &context) {
  if (isFailure(checkValues(options)))
    return failure();
  AllFiles files;
  if (isFailure(files.parse(options)))
    return failure();
  auto session = openSession(options, context, options.program);
  if (failed(session))
    return failure();
  const Interface &interface = (*session)->getInterface();
  if (isFailure(files.check(interface)) ||
      isFailure(files.place(options, interface)))
    return failure();
  Expected<Tensors> inputs =
      makeInputs(interface, files.inputs, files.stateIn, options.seed);
  if (!inputs)
    return failure(isFailure(inputs.takeError()));

  Tensors outputs, state;
  for (unsigned i = 0; i != options.repeat; ++i)
    (*session)->run(*inputs, outputs, state);
  for (const Port &port : interface.outputs)
    printSummary("output", port, outputs[port.name]);
  for (const Port &port : interface.inputs)
    if (port.isState)
      printSummary("state", port, state[port.name]);
  if (options.timing)
    printTiming(options.program, (*session)->getTiming());
  if (!options.other.empty() &&
      failed(compareWith(options, context, interface, *inputs, outputs)))
    return failure();
  return failure(
      isFailure(makeFolder(options.outputDir)) ||
      isFailure(writeTensors(interface.outputs, outputs, files.outputs)) ||
      isFailure(writeTensors(interface.inputs, state, files.stateOut)));
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

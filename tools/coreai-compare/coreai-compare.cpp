// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Compares the weights of two programs: what they take, and how far those of
// the second are from those of the first. Exits with 1 if they are further
// apart than allowed, so that a build can depend on it, and with 2 if they
// can't be compared.

#include "Report.h"
#include "ToolMain/InitTool.h"
#include "ToolMain/ProgramFile.h"
#include "coreai/IR/RegisterDialects.h"
#include "coreai/Support/OutputFile.h"

#include "llvm/Support/CommandLine.h"

#include <tbb/task_arena.h>

#include <cmath>

using namespace mlir;
using namespace coreai;
using namespace coreai::compare;
namespace cl = llvm::cl;

static constexpr int kFailedGate = 1;
static constexpr int kWrongInput = 2;

namespace {

/// LLVM's own takes no text at all for 0.
class NumberParser : public cl::parser<double> {
public:
  using cl::parser<double>::parser;

  bool parse(cl::Option &option, StringRef name, StringRef text,
             double &value) {
    if (text.empty())
      return option.error("expects a number");
    return cl::parser<double>::parse(option, name, text, value);
  }
};

using NumberOption = cl::opt<double, /*ExternalStorage=*/false, NumberParser>;

} // namespace

// LLVM's options are globals; out of memory this early ends any program.
// NOLINTBEGIN(bugprone-throwing-static-initialization)
static cl::OptionCategory category("coreai-compare options");

static cl::opt<std::string> beforeFile(cl::Positional, cl::Required,
                                       cl::desc("<before>"), cl::cat(category));
static cl::opt<std::string> afterFile(cl::Positional, cl::Required,
                                      cl::desc("<after>"), cl::cat(category));
static cl::opt<std::string>
    jsonFile("json", cl::value_desc("file"), cl::cat(category),
             cl::desc("Write the comparison as JSON; - for standard output, "
                      "in place of the table"));
static cl::opt<std::string>
    htmlFile("html", cl::value_desc("file"), cl::cat(category),
             cl::desc("Write the comparison as a page for a browser"));
static NumberOption
    minSnr("min-snr", cl::value_desc("dB"), cl::cat(category),
           cl::desc("Fail if a weight's signal to noise is lower"));
static NumberOption
    maxAbsError("max-abs-error", cl::value_desc("error"), cl::cat(category),
                cl::desc("Fail if an element of a weight is further off"));
static cl::opt<bool> failOnMissing(
    "fail-on-missing", cl::cat(category),
    cl::desc("Fail if a weight of one program matches none of the other"));
static cl::opt<unsigned>
    workerCount("workers", cl::init(0), cl::cat(category),
                cl::desc("Threads to compute with; 0 (default): one per core"));
// NOLINTEND(bugprone-throwing-static-initialization)

namespace {

/// A program and what its weights refer to. Each has a context of its own: in
/// one, the second's resources would be renamed.
struct LoadedProgram {
  MLIRContext context;
  DiagnosticPrinter diagnostics{&context};
  OwningOpRef<ModuleOp> module;
  Program program;
};

} // namespace

/// Reads a program and finds its weights. Large bytecode is mapped, not read.
static LogicalResult load(const std::string &file, LoadedProgram &loaded) {
  DialectRegistry registry;
  registerDialects(registry);
  loaded.context.appendDialectRegistry(registry);
  loaded.context.allowUnregisteredDialects();

  loaded.module = readProgram(file, &loaded.context);
  if (!loaded.module)
    return failure();
  auto weights = collectProgramWeights(*loaded.module);
  if (failed(weights))
    return failure();
  if (weights->empty()) {
    reportError("'" + file + "' has no weights to compare");
    return failure();
  }
  loaded.program = {file, std::move(*weights)};
  return success();
}

/// Reads the gates. Fails if no weight could be as they require.
static FailureOr<Gates> getGates() {
  Gates gates;
  gates.failOnMissing = failOnMissing;
  if (minSnr.getNumOccurrences() > 0)
    gates.minSnr = minSnr;
  if (maxAbsError.getNumOccurrences() > 0)
    gates.maxAbsError = maxAbsError;
  if (gates.minSnr && std::isnan(*gates.minSnr)) {
    reportError("--min-snr expects a number of decibels");
    return failure();
  }
  if (gates.maxAbsError && !(*gates.maxAbsError >= 0)) {
    reportError("--max-abs-error expects a number of at least 0");
    return failure();
  }
  return gates;
}

/// Fails if an output would replace another file that is named.
static LogicalResult checkFiles() {
  const std::pair<StringRef, StringRef> files[] = {{"<before>", beforeFile},
                                                   {"<after>", afterFile},
                                                   {"--json", jsonFile},
                                                   {"--html", htmlFile}};
  for (auto [index, output] : llvm::enumerate(files)) {
    if (index < 2 || output.second.empty())
      continue;
    for (auto [name, file] : ArrayRef(files).take_front(index))
      if (!file.empty() && isSameFile(file, output.second)) {
        reportError(output.first + " would replace '" + file + "', which is " +
                    name + "; name another file");
        return failure();
      }
  }
  return success();
}

/// Writes a file, if it has a name.
static LogicalResult
write(const std::string &file,
      llvm::function_ref<void(llvm::raw_ostream &)> print) {
  if (file.empty())
    return success();
  return writeOutputFile(
      file,
      [&](llvm::raw_ostream &os) {
        print(os);
        return success();
      },
      reportError);
}

int main(int argc, char **argv) {
  coreai::InitTool init("coreai-compare", argc, argv, kWrongInput);
  cl::HideUnrelatedOptions(category);
  if (!cl::ParseCommandLineOptions(
          argc, argv, "Compares the weights of two Core AI programs\n",
          &llvm::errs()))
    return kWrongInput;
  auto gates = getGates();
  if (beforeFile == "-" && afterFile == "-") {
    reportError("standard input can't be both programs");
    return kWrongInput;
  }
  if (jsonFile == "-" && htmlFile == "-") {
    reportError("--json and --html can't both go to standard output");
    return kWrongInput;
  }
  LoadedProgram before, after;
  if (failed(gates) || failed(checkFiles()) ||
      failed(load(beforeFile, before)) || failed(load(afterFile, after)))
    return kWrongInput;

  unsigned cores = tbb::this_task_arena::max_concurrency();
  unsigned workers =
      workerCount == 0 ? cores : std::min<unsigned>(workerCount, cores);
  Report report =
      compareWeights(before.program, after.program, static_cast<int>(workers),
                     /*withDistributions=*/!htmlFile.empty());
  auto printJson = [&](llvm::raw_ostream &os) {
    writeJson(report, *gates, os);
  };
  auto printHtml = [&](llvm::raw_ostream &os) { writeHtml(report, os); };
  auto printTable = [&](llvm::raw_ostream &os) { printText(report, os); };
  bool showsTable = jsonFile != "-" && htmlFile != "-";
  if (failed(write(jsonFile, printJson)) ||
      failed(write(htmlFile, printHtml)) ||
      (showsTable && failed(write("-", printTable))))
    return kWrongInput;

  if (report.weights.empty()) {
    reportError("no weight of '" + beforeFile + "' matches one of '" +
                afterFile + "'; compare a program with what was made from it");
    return kWrongInput;
  }
  std::vector<std::string> failures = findFailures(report, *gates);
  for (const std::string &failure : failures)
    reportError(failure);
  return failures.empty() ? EXIT_SUCCESS : kFailedGate;
}

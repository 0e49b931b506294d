// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The tool's main: mlir-opt with the coreai dialect, our passes and MLIR's
// generic ones. It writes its output in one piece: MLIR's own main opens the
// output before it reads the input, and so loses both on failure or if they are
// one.

#include "Driver.h"
#include "ToolMain/InitTool.h"
#include "ToolMain/InputFile.h"
#include "ToolMain/ProgramFile.h"
#include "ToolMain/SimdTarget.h"
#include "coreai/Conversion/Passes.h"
#include "coreai/IR/RegisterDialects.h"
#include "coreai/Support/OutputFile.h"
#include "coreai/Transforms/Passes.h"

#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "mlir/Transforms/Passes.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/WithColor.h"

#include <tbb/global_control.h>
#include <tbb/task_arena.h>

using namespace mlir;

namespace cl = llvm::cl;

namespace {

/// What MLIR's main doesn't have.
struct DriverOptions {
  cl::opt<std::string> maxMemory{
      "max-memory", cl::value_desc("size"),
      cl::desc("What coreai-palettize's max_memory is unless it is given")};

  // The output doesn't depend on these, which is what they are there to show.
  cl::opt<std::string> vectorTarget{
      "vector-target", cl::Hidden, cl::value_desc("name"),
      cl::desc("Use these vector instructions, not the processor's best")};
  cl::opt<unsigned> cores{
      "assume-cores", cl::Hidden, cl::value_desc("number"),
      cl::desc("Let passes take this for the number of cores")};

  /// The program's, before and after, once they are known.
  std::vector<std::string> files;
};

} // namespace

/// The program is the driver's own, and so is the data of its weights. Of two
/// registrations of a pass the first counts.
static void registerDriversPalettizePass(const DriverOptions &driver) {
  registerPass([&driver] {
    coreai::PalettizePassOptions options;
    options.releaseReplaced = true;
    options.maxMemory = driver.maxMemory;
    return coreai::createPalettizePass(options, driver.files);
  });
}

/// Sets the passes up, and throws them away: a pass that isn't there, or an
/// option of one, is an error before anything is read. MLIR's own for an option
/// that LLVM has complained of would be empty.
static LogicalResult checkPasses(const DialectRegistry &registry,
                                 const MlirOptMainConfig &config) {
  MLIRContext context(registry, MLIRContext::Threading::DISABLED);
  std::string reason = "an option of a pass is invalid";
  ScopedDiagnosticHandler handler(&context, [&](Diagnostic &diagnostic) {
    std::string message = diagnostic.str();
    SmallVector<StringRef> lines;
    StringRef(message).split(lines, '\n', /*MaxSplit=*/-1,
                             /*KeepEmpty=*/false);
    if (!lines.empty())
      reason = llvm::join(lines, "\n");
  });
  PassManager passes(&context, ModuleOp::getOperationName(),
                     PassManager::Nesting::Implicit);
  if (succeeded(config.setupPassPipeline(passes)))
    return success();
  coreai::reportError(reason);
  llvm::WithColor::note(llvm::errs(), "coreai-opt")
      << "--help lists passes and their options\n";
  return failure();
}

int main(int argc, char **argv) {
  coreai::InitTool init("coreai-opt", argc, argv);
  DialectRegistry registry;
  coreai::registerDialects(registry);
  registerTransformsPasses();
  DriverOptions options;
  registerDriversPalettizePass(options);
  coreai::registerCoreAIPasses();
  coreai::registerCoreAIConversionPasses();
  auto [inputName, outputName] = registerAndParseCLIOptions(
      argc, argv, "Core AI program optimizer\n", registry);
  options.files = {inputName, outputName};
  MlirOptMainConfig config = MlirOptMainConfig::createFromCLOptions();
  // Sibling dialects put attributes and encodings on programs; they pass
  // through unread.
  config.allowUnregisteredDialects(true);
  if (config.shouldShowDialects() || config.shouldListPasses())
    return asMainReturnCode(
        MlirOptMain(argc, argv, inputName, outputName, registry));

  if (!options.vectorTarget.empty() &&
      !coreai::setSimdTarget(options.vectorTarget)) {
    coreai::reportError("vector-target is one of " +
                        llvm::join(coreai::getSimdTargets(), ", ") + ", got " +
                        options.vectorTarget);
    return EXIT_FAILURE;
  }
  // Not where passes may be those of another op, are printed when they are set
  // up, or are expected to be wrong.
  if (!config.shouldUseExplicitModule() && !config.shouldDumpPassPipeline() &&
      !config.shouldVerifyDiagnostics() &&
      failed(checkPasses(registry, config)))
    return EXIT_FAILURE;
  auto input = coreai::openProgramFile(inputName);
  if (!input) {
    coreai::reportError(toString(input.takeError()));
    return EXIT_FAILURE;
  }
  auto run = [&] {
    return coreai::writeOutputFile(
        outputName,
        [&](llvm::raw_ostream &output) {
          return coreai::reportSilence(inputName, [&] {
            return coreai::runDriver(output, std::move(*input), registry,
                                     config);
          });
        },
        coreai::reportError);
  };
  if (options.cores == 0)
    return asMainReturnCode(run());
  tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                            options.cores);
  return asMainReturnCode(
      tbb::task_arena(static_cast<int>(options.cores)).execute(run));
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A replacement for MlirOptMain. An option that a later MLIR adds does nothing
// until it is handled here or in coreai-opt.cpp.

#include "Driver.h"

#include "mlir/Bytecode/BytecodeWriter.h"
#include "mlir/Dialect/IRDL/IR/IRDL.h"
#include "mlir/Dialect/IRDL/IRDLLoading.h"
#include "mlir/IR/AsmState.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/Remarks.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Remark/RemarkStreamer.h"
#include "mlir/Support/FileUtilities.h"
#include "mlir/Support/Timing.h"
#include "mlir/Tools/ParseUtilities.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <optional>
#include <string>

using namespace mlir;
using llvm::MemoryBuffer;
using llvm::SourceMgr;

using Sources = std::shared_ptr<SourceMgr>;

//===----------------------------------------------------------------------===//
// Input
//===----------------------------------------------------------------------===//

/// A source manager with \p buffer only; it can't open files.
static Sources makeSources(std::unique_ptr<MemoryBuffer> buffer) {
  auto sources = std::make_shared<SourceMgr>(
      llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>());
  sources->AddNewSourceBuffer(std::move(buffer), llvm::SMLoc());
  return sources;
}

/// A view of \p bytes, which must outlive it.
static std::unique_ptr<MemoryBuffer> makeView(llvm::MemoryBufferRef bytes) {
  return MemoryBuffer::getMemBuffer(bytes, /*RequiresNullTerminator=*/false);
}

/// Defines the dialects that the file \p path describes, if there is one.
static LogicalResult loadIrdl(StringRef path, MLIRContext &context) {
  if (path.empty())
    return success();
  DialectRegistry registry;
  registry.insert<irdl::IRDLDialect>();
  context.appendDialectRegistry(registry);
  std::string message;
  std::unique_ptr<MemoryBuffer> file = openInputFile(path, &message);
  if (!file)
    return emitError(UnknownLoc::get(&context)) << message;
  Sources sources = makeSources(std::move(file));
  SourceMgrDiagnosticHandler handler(*sources, &context);
  auto module = parseSourceFile<ModuleOp>(sources, &context);
  return module ? irdl::loadDialects(*module) : failure();
}

//===----------------------------------------------------------------------===//
// Diagnostics
//===----------------------------------------------------------------------===//

static bool isShown(DiagnosticSeverity severity,
                    const MlirOptMainConfig &config) {
  VerbosityLevel level = config.getDiagnosticVerbosityLevel();
  switch (severity) {
  case DiagnosticSeverity::Error:
    return true;
  case DiagnosticSeverity::Warning:
    return level != VerbosityLevel::ErrorsOnly;
  case DiagnosticSeverity::Remark:
    return level == VerbosityLevel::ErrorsWarningsAndRemarks;
  case DiagnosticSeverity::Note:
    return config.shouldShowNotes();
  }
  llvm_unreachable("no such severity");
}

/// Lets passes make remarks, of the kinds and to where options say.
static LogicalResult enableRemarks(MLIRContext &context,
                                   const MlirOptMainConfig &config) {
  std::unique_ptr<remark::detail::RemarkEmittingPolicyBase> policy;
  if (config.getRemarkPolicy() == RemarkPolicy::REMARK_POLICY_FINAL)
    policy = std::make_unique<remark::RemarkEmittingPolicyFinal>();
  else
    policy = std::make_unique<remark::RemarkEmittingPolicyAll>();
  remark::RemarkCategories categories;
  categories.all = config.getRemarksAllFilter();
  categories.passed = config.getRemarksPassedFilter();
  categories.missed = config.getRemarksMissedFilter();
  categories.analysis = config.getRemarksAnalyseFilter();
  categories.failed = config.getRemarksFailedFilter();

  RemarkFormat format = config.getRemarkFormat();
  if (format == RemarkFormat::REMARK_FORMAT_STDOUT)
    return remark::enableOptimizationRemarks(context, /*streamer=*/nullptr,
                                             std::move(policy), categories,
                                             /*printAsEmitRemarks=*/true);
  bool isYaml = format == RemarkFormat::REMARK_FORMAT_YAML;
  std::string path = config.getRemarksOutputFile();
  if (path.empty())
    path = isYaml ? "mlir-remarks.yaml" : "mlir-remarks.bitstream";
  return remark::enableOptimizationRemarksWithLLVMStreamer(
      context, path,
      isYaml ? llvm::remarks::Format::YAML : llvm::remarks::Format::Bitstream,
      std::move(policy), categories);
}

//===----------------------------------------------------------------------===//
// Round trip
//===----------------------------------------------------------------------===//

/// \p op with all its locations, in generic form, which no custom printer
/// affects.
static std::string printGeneric(Operation *op) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  op->print(stream, OpPrintingFlags().printGenericOpForm().enableDebugInfo());
  return text;
}

/// Writes and reads \p op.
///
/// Errors: \p op differs, or can't be read, after a round trip.
static LogicalResult verifyRoundtrip(Operation *op, bool asBytecode,
                                     const MlirOptMainConfig &config) {
  StringRef form = asBytecode ? "bytecode" : "textual";
  std::string expected = printGeneric(op), written = expected;
  if (asBytecode) {
    written.clear();
    llvm::raw_string_ostream stream(written);
    if (failed(writeBytecodeToFile(op, stream)))
      return op->emitOpError()
             << "failed to write bytecode, cannot verify round-trip.\n";
  }
  // In the same context, resources would get other names.
  MLIRContext context(op->getContext()->getDialectRegistry());
  context.allowUnregisteredDialects(
      op->getContext()->allowsUnregisteredDialects());
  if (failed(loadIrdl(config.getIrdlFile(), context)))
    return failure();
  FallbackAsmResourceMap resources;
  ParserConfig parser(&context, config.shouldVerifyOnParsing(), &resources);
  auto read = parseSourceString<Operation *>(written, parser);
  if (!read)
    return op->emitOpError() << "failed to parse " << form
                             << " content back, cannot verify round-trip.\n";
  std::string got = printGeneric(*read);
  if (got == expected)
    return success();
  return op->emitOpError() << form
                           << " roundTrip testing roundtripped module differs "
                              "from reference:\n<<<<<<Reference\n"
                           << expected << "\n=====\n"
                           << got << "\n>>>>>roundtripped\n";
}

//===----------------------------------------------------------------------===//
// One part of the input
//===----------------------------------------------------------------------===//

namespace {

/// Runs one part of a split input: parse, passes, print.
class PartRunner {
public:
  PartRunner(MLIRContext &context, const MlirOptMainConfig &config)
      : context(context), config(config) {
    applyDefaultTimingManagerCLOptions(timingManager);
    timing = timingManager.getRootScope();
  }

  LogicalResult run(const Sources &sources, llvm::raw_ostream &output) {
    if (failed(parse(sources)))
      return failure();
    if (config.shouldVerifyRoundtrip()) {
      // Check both, so that both failures are reported.
      bool text = succeeded(verifyRoundtrip(*op, /*asBytecode=*/false, config));
      bool bytecode =
          succeeded(verifyRoundtrip(*op, /*asBytecode=*/true, config));
      if (!text || !bytecode)
        return failure();
    }
    if (failed(enableRemarks(context, config)) || failed(runPasses()) ||
        failed(print(output)))
      return failure();
    // With RemarkPolicyFinal, emits the last version of each remark now.
    if (remark::detail::RemarkEngine *engine = context.getRemarkEngine())
      engine->getRemarkEmittingPolicy()->finalize();
    return success();
  }

private:
  LogicalResult parse(const Sources &sources) {
    TimingScope scope = timing.nest("Parser");
    // It uses one thread, and is faster if the context knows that.
    bool isMultithreaded = context.isMultithreadingEnabled();
    context.disableMultithreading();
    ParserConfig parser(&context, config.shouldVerifyOnParsing(), &resources);
    if (config.shouldRunReproducer())
      reproducer.attachResourceParser(parser);
    op = parseSourceFileForTool(sources, parser,
                                !config.shouldUseExplicitModule());
    context.enableMultithreading(isMultithreaded);
    return success(bool(op));
  }

  LogicalResult runPasses() {
    PassManager passes(op.get()->getName(), PassManager::Nesting::Implicit);
    passes.enableVerifier(config.shouldVerifyPasses());
    if (failed(applyPassManagerCLOptions(passes)))
      return failure();
    passes.enableTiming(timing);
    if (config.shouldRunReproducer() && failed(reproducer.apply(passes)))
      return failure();
    if (failed(config.setupPassPipeline(passes)) || failed(passes.run(*op)))
      return failure();
    if (StringRef path = config.getReproducerFilename(); !path.empty())
      makeReproducer(op.get()->getName().getStringRef(), passes.getPasses(),
                     *op, path);
    return success();
  }

  LogicalResult print(llvm::raw_ostream &output) {
    TimingScope scope = timing.nest("Output");
    std::optional<int64_t> version = config.bytecodeVersionToEmit();
    if (config.shouldEmitBytecode()) {
      BytecodeWriterConfig writer(resources);
      if (version)
        writer.setDesiredBytecodeVersion(*version);
      writer.setElideResourceDataFlag(
          config.shouldElideResourceDataFromBytecode());
      return writeBytecodeToFile(*op, output, writer);
    }
    if (version)
      return emitError(UnknownLoc::get(&context))
             << "bytecode version while not emitting bytecode";
    AsmState state(*op, OpPrintingFlags(), /*locationMap=*/nullptr, &resources);
    op.get()->print(output, state);
    output << '\n';
    return success();
  }

  MLIRContext &context;
  const MlirOptMainConfig &config;
  DefaultTimingManager timingManager;
  TimingScope timing;
  PassReproducerOptions reproducer;
  /// Resources of other tools, kept as they are.
  FallbackAsmResourceMap resources;
  OwningOpRef<Operation *> op;
};

} // namespace

//===----------------------------------------------------------------------===//
// Entry point
//===----------------------------------------------------------------------===//

LogicalResult coreai::runDriver(llvm::raw_ostream &output,
                                std::unique_ptr<MemoryBuffer> input,
                                const DialectRegistry &registry,
                                const MlirOptMainConfig &config) {
  // Parts have contexts of their own, and the threads of this one.
  MLIRContext shared;
  bool isVerified = config.shouldVerifyDiagnostics();
  Sources whole = makeSources(makeView(*input));
  std::optional<SourceMgrDiagnosticVerifierHandler> verifier;
  if (isVerified)
    verifier.emplace(*whole, &shared, config.verifyDiagnosticsLevel());

  auto runPart = [&](std::unique_ptr<MemoryBuffer> part,
                     const llvm::MemoryBufferRef &source,
                     llvm::raw_ostream &os) -> LogicalResult {
    // splitAndProcessBuffer's convention: the whole file first, the part last,
    // so that lines count from the file's start.
    Sources sources = makeSources(makeView(source));
    sources->AddNewSourceBuffer(std::move(part), llvm::SMLoc());
    MLIRContext context(registry, MLIRContext::Threading::DISABLED);
    if (shared.isMultithreadingEnabled())
      context.setThreadPool(shared.getThreadPool());
    if (verifier)
      verifier->registerInContext(&context);
    if (failed(loadIrdl(config.getIrdlFile(), context)))
      return failure();
    context.allowUnregisteredDialects(config.shouldAllowUnregisteredDialects());
    tracing::InstallDebugHandler debugHandler(context, config.getDebugConfig());
    if (verifier) {
      // Verification compares diagnostics; success doesn't matter.
      context.printOpOnDiagnostic(false);
      (void)PartRunner(context, config).run(sources, os);
      return success();
    }
    SourceMgrDiagnosticHandler printer(*sources, &context);
    ScopedDiagnosticHandler filter(&context, [&](Diagnostic &diagnostic) {
      return success(!isShown(diagnostic.getSeverity(), config));
    });
    return PartRunner(context, config).run(sources, os);
  };
  LogicalResult result = splitAndProcessBuffer(
      makeView(*input), runPart, output, config.inputSplitMarker(),
      config.outputSplitMarker());
  if (verifier && failed(verifier->verify()))
    return failure();
  return result;
}

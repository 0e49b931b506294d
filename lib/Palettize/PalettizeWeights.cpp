// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Replaces dense weights by palette indices and look-up tables: reads the IR,
// computes numbers, writes the IR. Only the middle step is parallel, so no
// worker sees a context, and the output follows program order.

#include "coreai/Palettize/PalettizeWeights.h"

#include "Palettize/PaletteCheck.h"
#include "Palettize/PaletteComputation.h"
#include "Palettize/PaletteEmission.h"
#include "Palettize/Palettization.h"
#include "Palettize/PalettizeOptions.h"
#include "Palettize/WeightCollection.h"
#include "Palettize/WeightRules.h"
#include "Weights/Workers.h"
#include "coreai/IR/CoreAIDialect.h"
#include "coreai/Support/ProgressLine.h"
#include "coreai/Support/Text.h"
#include "coreai/Weights/WeightSource.h"

#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/Remarks.h"
#include "mlir/Support/DebugStringHelper.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

#include <cmath>
#include <limits>

using namespace mlir;
using namespace coreai;
using clustering::Monitor;
using clustering::Outcome;

static constexpr llvm::StringLiteral kCategory = "palettize";

//===----------------------------------------------------------------------===//
// What became of a weight
//===----------------------------------------------------------------------===//

/// The ratio of the weight's energy to the error's, in dB: infinite for a
/// lossless palette, also of a weight of zeros.
static double getSignalToNoise(const clustering::Accuracy &accuracy) {
  if (accuracy.squaredError == 0)
    return std::numeric_limits<double>::infinity();
  return 10 * std::log10(accuracy.squaredNorm / accuracy.squaredError);
}

/// Fills in the report of a constant from what was computed for it.
static void judgeOutcome(FloatConstant &constant) {
  const Palettization &palettization = *constant.palettization;
  switch (palettization.outcome) {
  case Outcome::Palettized:
    break;
  case Outcome::NonFinite:
    return skip(constant, SkipReason::NonFinite,
                "element " + Twine(palettization.nonFinite->index) + " is " +
                    std::to_string(palettization.nonFinite->value),
                "replace what isn't finite by the largest finite value");
  case Outcome::ScaleUnderflow:
    return skip(constant, SkipReason::ScaleUnderflow,
                "its values are too small, or its channels too far apart, for "
                "scales of "
                "its type",
                "use lut_dtype=none");
  case Outcome::Cancelled:
    llvm_unreachable("a cancelled run has no outcome");
  }
  WeightReport &report = constant.report;
  report.settings = palettization.settings;
  report.axis = palettization.axis;
  report.groups = static_cast<int64_t>(palettization.groups.count());
  report.groupChannels =
      static_cast<int64_t>(palettization.groups.groupChannels);
  report.lutShape = palettization.getLutType().getShape();
  if (!report.sharedWith) {
    report.indicesBytes = *getResourceSize(palettization.getIndicesType());
    report.lutBytes = *getResourceSize(palettization.getLutType());
    report.scaleBytes =
        palettization.getStoredSize() - report.indicesBytes - report.lutBytes;
  }
  report.snrDb = getSignalToNoise(palettization.accuracy);
  report.maxAbsError = palettization.accuracy.maxAbsError;
}

/// A weight in the words of a message.
static std::string toText(FloatConstant &constant) {
  const WeightReport &report = constant.report;
  std::string text = "weight '" + printable(report.name) + "'";
  if (!report.graph.empty())
    text += " of @" + printable(report.graph);
  return text + " (" + debugString(constant.op.getType()) + ", read by " +
         llvm::join(report.consumers, ", ") + ")";
}

static void announceSkipped(FloatConstant &constant) {
  const WeightReport &report = constant.report;
  Location loc = constant.op.getLoc();
  StringRef code = getCode(*report.skipped);
  if (isOfCandidate(*report.skipped))
    emitWarning(loc) << toText(constant) << " is not palettized (" << code
                     << "): " << report.explanation << "; " << report.help;
  remark::missed(loc, remark::RemarkOpts::name("skipped").category(kCategory))
      << remark::metric("weight", printable(report.name))
      << remark::metric("graph", printable(report.graph))
      << remark::metric("type", debugString(constant.op.getType()))
      << remark::metric("consumers", llvm::join(report.consumers, ","))
      << remark::metric("code", code)
      << remark::reason("{0}", report.explanation);
}

static void announcePalettized(FloatConstant &constant) {
  const WeightReport &report = constant.report;
  Location loc = constant.op.getLoc();
  if (size_t after = constant.palettization->getStoredSize();
      after >= report.bytesBefore)
    emitWarning(loc) << toText(constant) << " doesn't get smaller: its "
                     << report.bytesBefore << " bytes become " << after
                     << "; use require_gain=true to leave such weights";
  auto remark = remark::passed(
      loc, remark::RemarkOpts::name("palettized").category(kCategory));
  remark << remark::metric("weight", printable(report.name))
         << remark::metric("graph", printable(report.graph))
         << remark::metric("type", debugString(constant.op.getType()))
         << remark::metric("consumers", llvm::join(report.consumers, ","))
         << remark::metric("axis", report.axis)
         << remark::metric("tables", report.groups)
         << remark::metric("bytes_before", report.bytesBefore)
         << remark::metric("bytes_after", report.bytesAfter())
         << remark::metric("bits_per_weight", report.bitsPerWeight())
         << remark::metric("snr_db", report.snrDb)
         << remark::metric("max_abs_error", report.maxAbsError);
  forEachSetting(report.settings, [&](StringRef name, llvm::json::Value value) {
    if (name != "skip")
      remark << remark::metric(name, value.getAsString()
                                         ? value.getAsString()->str()
                                         : llvm::formatv("{0}", value).str());
  });
}

//===----------------------------------------------------------------------===//
// Steps
//===----------------------------------------------------------------------===//

/// `palettize [=====     ] 12/27 weights, 812.0 MB/s, 3 s left`
static std::string getProgressText(const clustering::Monitor &monitor,
                                   double seconds) {
  size_t done = monitor.bytes, total = std::max<size_t>(monitor.totalBytes, 1);
  double share =
      std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
  constexpr size_t width = 20;
  auto filled = static_cast<size_t>(share * width);
  std::string bar = std::string(filled, '=') + std::string(width - filled, ' ');
  std::string text =
      llvm::formatv("palettize [{0}] {1}/{2} weights", bar,
                    monitor.weights.load(), monitor.totalWeights.load());
  if (done == 0 || seconds <= 0)
    return text;
  double rate = static_cast<double>(done) / seconds;
  double left = static_cast<double>(total - std::min(done, total)) / rate;
  return text +
         llvm::formatv(", {0:F1} MB/s, {1:F0} s left", rate * 1e-6, left).str();
}

namespace {

/// One call.
class Run {
public:
  Run(ModuleOp program, const PalettizeOptions &options, Monitor *monitor)
      : program(program), options(options), monitor(monitor),
        context(program.getContext()) {}

  /// Does all but change the IR.
  LogicalResult prepare();

  /// Changes the IR: the ops that replace weights are all built by now.
  void apply();

  PalettizeReport getReport() const;

private:
  LogicalResult limitMemory();
  LogicalResult compute();
  LogicalResult computeWatched(Monitor &monitor);
  LogicalResult announce();
  LogicalResult buildReplacements();
  void remarkOnTables();
  void releaseData();

  ModuleOp program;
  const PalettizeOptions &options;
  Monitor *monitor;
  MLIRContext *context;
  std::vector<FloatConstant> constants;
  llvm::SetVector<Palettization *> palettizations; // In program order.
  llvm::DenseMap<Palettization *, PaletteEmitter> emitters;
  int workers = 1;
};

} // namespace

/// Remarks what the device doesn't take.
void Run::remarkOnTables() {
  int64_t values = 0;
  for (const Palettization *palettization : palettizations)
    values = std::max(values, palettization->settings.clusterDim
                                  << palettization->settings.nBits);
  if (values > 256)
    emitRemark(program.getLoc())
        << "tables of " << values
        << " values are more than the Neural Engine takes, which is 256; lower "
           "n_bits or cluster_dim";
}

/// A size as it may be given as an option, exactly.
static std::string toSize(uint64_t bytes) {
  constexpr StringRef units = "KMGT";
  size_t unit = 0;
  for (; unit != units.size() && bytes != 0 && bytes % 1024 == 0; ++unit)
    bytes /= 1024;
  return (Twine(bytes) + units.take_front(unit).take_back()).str();
}

/// A size in MiB, rounded up: enough if it is given back as an option.
static std::string toMebibytes(uint64_t bytes) {
  return std::to_string((bytes + (1 << 20) - 1) >> 20) + "M";
}

/// Chooses as many workers as memory allows. Fails if it allows none.
LogicalResult Run::limitMemory() {
  workers = getNumWorkers(context, options.numKmeansWorkers);
  if (options.maxMemory == 0 || palettizations.empty())
    return success();
  uint64_t stored = 0;
  for (const Palettization *palettization : palettizations)
    stored += palettization->getStoredSize();
  auto neededBy = [&](int count) {
    return stored + estimateScratch(palettizations.getArrayRef(), count);
  };
  if (uint64_t least = neededBy(1); least > options.maxMemory) {
    bool isExact = llvm::any_of(palettizations, [](Palettization *each) {
      return !each->settings.enableFastKmeansMode;
    });
    return emitError(program.getLoc())
           << "max_memory=" << toSize(options.maxMemory)
           << " is not enough: " << toMebibytes(stored)
           << " for what replaces weights, and " << toMebibytes(least - stored)
           << " to cluster with; use at least " << toMebibytes(least)
           << (isExact ? "; enable_fast_kmeans_mode=true takes less" : "");
  }
  int asked = workers;
  while (neededBy(workers) > options.maxMemory)
    --workers;
  if (workers < asked)
    emitRemark(program.getLoc())
        << "max_memory=" << toSize(options.maxMemory) << " leaves " << workers
        << " of " << asked << " workers";
  return success();
}

LogicalResult Run::compute() {
  if (failed(limitMemory()))
    return failure();
  bool isExact = llvm::any_of(palettizations, [](Palettization *each) {
    return !each->settings.enableFastKmeansMode;
  });
  if (isExact)
    emitRemark(program.getLoc())
        << "without fast mode, clustering may take up to "
        << (estimateScratch(palettizations.getArrayRef(), workers) >> 20)
        << " MiB of memory";
  Monitor ownMonitor;
  return computeWatched(monitor ? *monitor : ownMonitor);
}

LogicalResult Run::computeWatched(Monitor &monitor) {
  monitor.totalWeights = palettizations.size();
  for (const Palettization *palettization : palettizations)
    monitor.totalBytes += palettization->weight.bytes.size();
  {
    // No longer than numbers are computed: what else is said shares the stream.
    std::optional<ProgressLine> line;
    if (options.showProgress)
      line.emplace(llvm::errs(), [&](double seconds) {
        return getProgressText(monitor, seconds);
      });
    if (failed(computeNumbers(program.getLoc(), [&] {
          computePalettes(palettizations.getArrayRef(), workers, &monitor);
        })))
      return failure();
  }
  if (monitor.cancelled)
    return emitError(program.getLoc(), "palettization was cancelled");
  return success();
}

/// Says what became of each weight. Fails if that is not what was wanted.
LogicalResult Run::announce() {
  for (FloatConstant &constant : constants)
    constant.report.skipped ? announceSkipped(constant)
                            : announcePalettized(constant);
  PalettizeTotals totals = getReport().totals();
  if (options.strict && totals.skippedCandidates > 0)
    return emitError(program.getLoc())
           << totals.skippedCandidates
           << (totals.skippedCandidates == 1 ? " weight is" : " weights are")
           << " not palettized, which strict=true makes an error";
  bool isMissing = llvm::any_of(constants, [](const FloatConstant &constant) {
    return constant.report.skipped == SkipReason::MissingData;
  });
  // At a location: an error on the op would print the whole program.
  if (isMissing && palettizations.empty())
    return emitError(program.getLoc(),
                     "no weight has its data; read a program printed with its "
                     "resources");
  return success();
}

LogicalResult Run::prepare() {
  llvm::StringSet<> consumers;
  WeightRules rules;
  context->loadDialect<CoreAIDialect>(); // Of a program without its ops.
  if (failed(
          reportOffences(findOffences(options, context, consumers), context)))
    return failure();
  if (!options.config.empty()) {
    auto read = WeightRules::read(options.config, options.weights, context);
    if (failed(read))
      return failure();
    rules = std::move(*read);
  }
  auto collected = collectFloatConstants(program, options, consumers, rules);
  if (failed(collected))
    return failure();
  constants = std::move(*collected);
  rules.warnOfUnused();
  for (const FloatConstant &constant : constants)
    if (constant.palettization)
      palettizations.insert(constant.palettization.get());
  remarkOnTables();
  if (failed(compute()))
    return failure();
  for (FloatConstant &constant : constants)
    if (constant.palettization)
      judgeOutcome(constant);
  if (failed(buildReplacements()))
    return failure();
  return announce();
}

/// Makes what is to be stored, and checks, on ops that belong to no program,
/// what it decodes to. Fails, with an error, if that isn't what was computed:
/// it is a bug then, and no reason to lose a weight.
LogicalResult Run::buildReplacements() {
  Block scratch;
  OpBuilder builder(context);
  builder.setInsertionPointToEnd(&scratch);
  WeightSources sources;
  std::vector<Replacement> replacements;
  std::vector<FloatConstant *> firsts;
  for (FloatConstant &constant : constants) {
    if (!constant.palettization)
      continue;
    Palettization &palettization = *constant.palettization;
    auto [emitter, isFirst] = emitters.try_emplace(
        &palettization, palettization, options.emission, constant.report.name);
    if (!isFirst)
      continue;
    Value value = emitter->second.emit(builder, constant.op.getLoc());
    replacements.push_back({palettization.weight, sources.get(value).source,
                            palettization.accuracy});
    firsts.push_back(&constant);
  }
  if (failed(computeNumbers(program.getLoc(),
                            [&] { check(replacements, workers); })))
    return failure();
  for (auto [replacement, constant] : llvm::zip_equal(replacements, firsts))
    if (!replacement.isAsClaimed)
      return emitError(constant->op.getLoc())
             << "internal error: " << toText(*constant)
             << " would not decode to what was computed; please report this";
  return success();
}

void Run::apply() {
  for (FloatConstant &constant : constants) {
    if (!constant.palettization)
      continue;
    OpBuilder builder(constant.op);
    const PaletteEmitter &emitter =
        emitters.find(constant.palettization.get())->second;
    constant.op.getOutput().replaceAllUsesWith(
        emitter.emit(builder, constant.op.getLoc()));
  }
  if (options.releaseReplaced && options.inPlace)
    releaseData();
  for (FloatConstant &constant : constants)
    if (constant.palettization)
      constant.op.erase();
}

/// Frees the data of resources that nothing names besides constants that are
/// about to be erased.
void Run::releaseData() {
  llvm::SmallPtrSet<DialectResourceBlobManager::BlobEntry *, 16> replaced;
  llvm::SmallPtrSet<Operation *, 16> erased;
  for (const FloatConstant &constant : constants) {
    if (!constant.palettization)
      continue;
    ConstantOp op = constant.op;
    erased.insert(op);
    if (auto resource = dyn_cast<DenseResourceElementsAttr>(op.getValue()))
      replaced.insert(resource.getRawHandle().getResource());
  }
  AttrTypeWalker walker;
  walker.addWalk([&](DenseResourceElementsAttr resource) {
    replaced.erase(resource.getRawHandle().getResource());
  });
  program->walk([&](Operation *op) {
    if (!erased.contains(op))
      walker.walk(op->getAttrDictionary());
  });
  for (DialectResourceBlobManager::BlobEntry *entry : replaced)
    entry->setBlob(AsmResourceBlob({}, /*align=*/1, {}, /*mutable=*/false));
}

PalettizeReport Run::getReport() const {
  PalettizeReport report;
  for (const FloatConstant &constant : constants)
    report.weights.push_back(constant.report);
  return report;
}

FailureOr<OwningOpRef<ModuleOp>>
coreai::palettizeWeights(ModuleOp program, const PalettizeOptions &options,
                         PalettizeReport *report, Monitor *monitor) {
  OwningOpRef<ModuleOp> clone;
  if (!options.inPlace)
    clone = program.clone();
  Run run(clone ? *clone : program, options, monitor);
  if (failed(run.prepare()))
    return failure();
  if (report)
    *report = run.getReport();
  if (!options.dryRun)
    run.apply();
  return clone;
}

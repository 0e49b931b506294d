// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Replaces dense weights by palette indices and look-up tables: reads the IR,
// computes numbers, writes the IR. Only the middle step is parallel, so no
// worker sees a context, and the output follows program order.

#include "coreai/Palettize/PalettizeWeights.h"

#include "Palettize/Announcements.h"
#include "Palettize/Fitting.h"
#include "Palettize/MemoryLimit.h"
#include "Palettize/Planning.h"
#include "Palettize/Replacement.h"
#include "Palettize/WeightRules.h"
#include "Support/NumericLocale.h"
#include "Weights/Workers.h"
#include "coreai/IR/CoreAIDialect.h"
#include "coreai/Support/ProgressLine.h"

#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace coreai;
using clustering::Monitor;
using clustering::Outcome;

//===----------------------------------------------------------------------===//
// Planning
//===----------------------------------------------------------------------===//

/// Checks the options, reads the rules and decides about every constant.
static FailureOr<Plan> plan(ModuleOp program, const PalettizeOptions &options) {
  MLIRContext *context = program.getContext();
  context->loadDialect<CoreAIDialect>(); // Of a program without its ops.
  if (failed(reportProblems(findProblems(options, context), context)))
    return failure();
  WeightRules rules;
  if (!options.config.empty()) {
    auto read = WeightRules::read(options.config, options.weights, context);
    if (failed(read))
      return failure();
    rules = std::move(*read);
  }
  auto result = makePlan(program, options, rules);
  if (succeeded(result))
    rules.warnOfUnused();
  return result;
}

/// Remarks what the device doesn't take.
static void remarkOnTables(ArrayRef<Recipe> recipes, Location loc) {
  int64_t values = 0;
  for (const Recipe &recipe : recipes)
    values =
        std::max(values, recipe.settings.clusterDim << recipe.settings.nBits);
  if (values > 256)
    emitRemark(loc)
        << "tables of " << values
        << " values are more than the Neural Engine takes, which is 256; lower "
           "n_bits or cluster_dim";
}

//===----------------------------------------------------------------------===//
// Fitting
//===----------------------------------------------------------------------===//

/// `palettize [=====     ] 12/27 weights, 812.0 MB/s, 3 s left`
static std::string getProgressText(const Monitor &monitor, double seconds) {
  NumericLocale numbers;
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

/// Fits palettes while \p monitor is watched. Fails if memory or threads are
/// short, or once the monitor says so.
static FailureOr<std::vector<Palette>> fit(ArrayRef<Recipe> recipes,
                                           int workers, bool showProgress,
                                           Monitor &monitor, Location loc) {
  monitor.totalWeights = recipes.size();
  for (const Recipe &recipe : recipes)
    monitor.totalBytes += recipe.weight.bytes.size();
  std::vector<Palette> palettes;
  {
    // No longer than numbers are computed: what else is said shares the stream.
    std::optional<ProgressLine> line;
    if (showProgress)
      line.emplace(llvm::errs(), [&](double seconds) {
        return getProgressText(monitor, seconds);
      });
    if (failed(computeNumbers(
            loc, [&] { palettes = fitPalettes(recipes, workers, &monitor); })))
      return failure();
  }
  if (monitor.cancelled)
    return emitError(loc, "palettization was cancelled");
  return palettes;
}

/// Why a weight can't be replaced by its palette; nothing if it can.
static std::optional<Skip> findObstacle(const Palette &palette) {
  switch (palette.result.outcome) {
  case Outcome::Palettized:
    return std::nullopt;
  case Outcome::NonFinite:
    return Skip{SkipReason::NonFinite,
                ("element " + Twine(palette.result.nonFinite->index) + " is " +
                 std::to_string(palette.result.nonFinite->value))
                    .str(),
                "replace what isn't finite by the largest finite value"};
  case Outcome::Cancelled:
    llvm_unreachable("a cancelled run has no outcome");
  }
  llvm_unreachable("unknown outcome");
}

/// Whether a table of which some elements aren't finite is a mask: readers pick
/// rows of it, and none reads it as a matrix.
static bool isMask(const Decision &decision, const Skip &obstacle) {
  return obstacle.reason == SkipReason::NonFinite &&
         llvm::all_of(decision.storage->uses, [](const WeightUse &use) {
           return isa<ViewOpInterface>(use.reader());
         });
}

/// Leaves weights as they are that can't be replaced by their palettes. The
/// recipes and palettes that remain keep their order.
static void dropObstructed(Plan &plan, std::vector<Palette> &palettes) {
  std::vector<std::optional<Skip>> obstacles;
  std::vector<size_t> places; // Of the recipes that remain.
  size_t count = 0;
  for (const Palette &palette : palettes) {
    obstacles.push_back(findObstacle(palette));
    places.push_back(count);
    count += obstacles.back() ? 0 : 1;
  }
  for (Decision &decision : plan.decisions)
    if (auto recipe = decision.getRecipe()) {
      if (obstacles[*recipe])
        decision.outcome = isMask(decision, *obstacles[*recipe])
                               ? Skip{SkipReason::Mask,
                                      obstacles[*recipe]->explanation +
                                          ", and rows are picked from it",
                                      "there is nothing to do for a mask"}
                               : *obstacles[*recipe];
      else
        decision.outcome = places[*recipe];
    }
  std::vector<Recipe> recipes;
  std::vector<Palette> remaining;
  for (auto [recipe, palette, obstacle] :
       llvm::zip_equal(plan.recipes, palettes, obstacles))
    if (!obstacle) {
      recipes.push_back(std::move(recipe));
      remaining.push_back(std::move(palette));
    }
  plan.recipes = std::move(recipes);
  palettes = std::move(remaining);
}

//===----------------------------------------------------------------------===//
// Reporting
//===----------------------------------------------------------------------===//

/// What became of a weight with \p recipe and \p palette. The first weight of a
/// recipe, at \p first in the report, counts the bytes.
static void describePalette(const Recipe &recipe, const Palette &palette,
                            size_t first, size_t place, WeightReport &report) {
  report.settings = recipe.settings;
  report.axis = recipe.axis();
  report.groups = static_cast<int64_t>(recipe.groups.count());
  report.groupChannels = static_cast<int64_t>(recipe.groups.groupChannels);
  report.lutShape = recipe.getLutType().getShape();
  if (first != place) {
    report.sharedWith = first;
  } else {
    report.indicesBytes = *getResourceSize(recipe.getIndicesType());
    report.lutBytes = *getResourceSize(recipe.getLutType());
    report.scaleBytes =
        recipe.getStoredSize() - report.indicesBytes - report.lutBytes;
  }
  report.snrDb = palette.result.accuracy.snrDb();
  report.maxAbsError = palette.result.accuracy.maxAbsError;
  report.clampedScales = palette.result.clampedScales;
}

/// The graphs that hold the constants of \p storage, sorted, each once.
static std::vector<std::string> getGraphs(const Storage &storage) {
  std::vector<std::string> graphs;
  for (ConstantOp constant : storage.constants)
    graphs.push_back(getGraphName(constant));
  llvm::sort(graphs);
  graphs.erase(llvm::unique(graphs), graphs.end());
  return graphs;
}

static PalettizeReport makeReport(const Plan &plan,
                                  ArrayRef<Palette> palettes) {
  PalettizeReport report;
  std::vector<size_t> firsts; // Of each recipe, in the report.
  for (const Decision &decision : plan.decisions) {
    size_t place = report.weights.size();
    WeightReport &weight = report.weights.emplace_back();
    static_cast<WeightDescription &>(weight) = decision.weight;
    weight.bytesBefore = decision.storage->bytes;
    weight.constants = decision.storage->constants.size();
    weight.graphs = getGraphs(*decision.storage);
    if (const Skip *skip = decision.getSkip()) {
      weight.skipped = skip->reason;
      weight.explanation = skip->explanation;
      weight.help = skip->help;
      continue;
    }
    size_t recipe = *decision.getRecipe();
    if (recipe == firsts.size())
      firsts.push_back(place);
    describePalette(plan.recipes[recipe], palettes[recipe], firsts[recipe],
                    place, weight);
  }
  return report;
}

/// Fails if a replacement isn't what was computed: it is a bug then, and no
/// reason to lose a weight.
static LogicalResult verify(const Replacements &replacements, const Plan &plan,
                            ArrayRef<Palette> palettes,
                            const PalettizeReport &report, int workers,
                            Location loc) {
  auto wrong = replacements.findWrong(palettes, workers, loc);
  if (failed(wrong))
    return failure();
  if (wrong->empty())
    return success();
  const Decision *first = wrong->front();
  const WeightReport &weight = report.weights[first - plan.decisions.data()];
  return emitError(first->constant().getLoc())
         << "internal error: " << describeInMessage(weight, first->constant())
         << " would not decode to what was computed; please report this";
}

/// Says what became of each weight. Fails if that is not what was wanted.
/// \p hasRecipes: some weight could be read.
static LogicalResult announce(const Plan &plan, const PalettizeReport &report,
                              bool hasRecipes, const PalettizeOptions &options,
                              Location loc) {
  for (auto [decision, weight] :
       llvm::zip_equal(plan.decisions, report.weights)) {
    auto recipe = decision.getRecipe();
    announce(weight, decision.constant(),
             recipe ? plan.recipes[*recipe].getStoredSize() : 0);
  }
  PalettizeTotals totals = report.totals();
  if (options.strict && totals.skippedCandidates > 0)
    return emitError(loc)
           << totals.skippedCandidates
           << (totals.skippedCandidates == 1 ? " weight is" : " weights are")
           << " not palettized, which strict=true makes an error";
  NumericLocale numbers;
  if (100 * totals.coverage() < static_cast<double>(options.minCoverage))
    return emitError(loc)
           << llvm::formatv("{0:F1}", 100 * totals.coverage()).str()
           << " % of the bytes of float constants are "
              "palettized, which min_coverage="
           << options.minCoverage
           << " makes an error; left as they were: " << listLeft(totals);
  bool isMissing = llvm::any_of(report.weights, [](const WeightReport &weight) {
    return weight.skipped == SkipReason::MissingData;
  });
  // At a location: an error on the op would print the whole program.
  if (isMissing && !hasRecipes)
    return emitError(loc, "no weight has its data; read a program printed with "
                          "its resources");
  return success();
}

//===----------------------------------------------------------------------===//
// All steps
//===----------------------------------------------------------------------===//

static LogicalResult palettize(ModuleOp program,
                               const PalettizeOptions &options,
                               PalettizeReport *result, Monitor &monitor) {
  Location loc = program.getLoc();
  auto plan = ::plan(program, options);
  if (failed(plan))
    return failure();
  bool hasRecipes = !plan->recipes.empty();
  remarkOnTables(plan->recipes, loc);
  auto workers = chooseWorkers(loc, plan->recipes, options);
  if (failed(workers))
    return failure();
  auto palettes =
      fit(plan->recipes, *workers, options.showProgress, monitor, loc);
  if (failed(palettes))
    return failure();
  dropObstructed(*plan, *palettes);
  PalettizeReport report = makeReport(*plan, *palettes);
  Replacements replacements(*plan, *palettes, options.emission);
  if (failed(verify(replacements, *plan, *palettes, report, *workers, loc)) ||
      failed(announce(*plan, report, hasRecipes, options, loc)))
    return failure();
  if (!options.dryRun)
    replacements.apply(program, options.releaseReplaced && options.inPlace);
  if (result)
    *result = std::move(report);
  return success();
}

FailureOr<OwningOpRef<ModuleOp>>
coreai::palettizeWeights(ModuleOp program, const PalettizeOptions &options,
                         PalettizeReport *report, Monitor *monitor) {
  OwningOpRef<ModuleOp> clone;
  if (!options.inPlace)
    clone = program.clone();
  Monitor ownMonitor;
  if (failed(palettize(clone ? *clone : program, options, report,
                       monitor ? *monitor : ownMonitor)))
    return failure();
  return clone;
}

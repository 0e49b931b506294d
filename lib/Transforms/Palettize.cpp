// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The pass around palettizeWeights: options in, a report out.

#include "coreai/Palettize/PalettizeWeights.h"
#include "coreai/Support/OutputFile.h"
#include "coreai/Transforms/Passes.h"

#include "llvm/ADT/StringExtras.h"

namespace coreai {
#define GEN_PASS_DEF_PALETTIZEPASS
#include "coreai/Transforms/Passes.h.inc"
} // namespace coreai

using namespace mlir;
using namespace coreai;

namespace {

struct Palettize : public coreai::impl::PalettizePassBase<Palettize> {
  using Base::Base;
  Palettize(PalettizePassOptions options, std::vector<std::string> toolFiles)
      : Base(std::move(options)), toolFiles(std::move(toolFiles)) {}

  LogicalResult initialize(MLIRContext *context) override;
  void runOnOperation() override;

private:
  std::optional<std::string> findLostFile() const;
  LogicalResult writeReport(const PalettizeReport &result);

  std::vector<std::string> toolFiles;
  PalettizeOptions options; // What the pass's own options say.
};

} // namespace

std::unique_ptr<Pass>
coreai::createPalettizePass(PalettizePassOptions options,
                            std::vector<std::string> toolFiles) {
  return std::make_unique<Palettize>(std::move(options), std::move(toolFiles));
}

static std::string toText(const std::string &text) { return text; }
static std::string toText(bool flag) { return flag ? "true" : "false"; }
static std::string toText(int64_t number) { return std::to_string(number); }

/// What is wrong if the report would replace another file of this run.
std::optional<std::string> Palettize::findLostFile() const {
  if (report.empty())
    return std::nullopt;
  auto isReport = [&](const std::string &file) {
    return !file.empty() && isSameFile(file, report);
  };
  if (isReport(config))
    return "report would replace config, '" + config + "'";
  auto lost = llvm::find_if(toolFiles, isReport);
  if (lost == toolFiles.end())
    return std::nullopt;
  return "report would replace the program, '" + *lost + "'";
}

LogicalResult Palettize::initialize(MLIRContext *context) {
  options = {};
  WeightSettings &weights = options.weights;
  std::vector<std::string> problems;
  auto check = [&](std::optional<std::string> problem) {
    if (problem)
      problems.push_back(*problem);
  };
  // The table of settings knows what each option may be.
  auto setAll = [&](auto &...options) {
    (check(set(weights, options.getArgStr(), toText(options.getValue()))), ...);
  };
  setAll(lutDtype, granularity, onIndivisible, nBits, groupSize, clusterDim,
         enablePerChannelScale, enableFastKmeansMode, roundingPrecision,
         weightNumThreshold);
  check(setEmission(options, emission));
  if (!maxMemory.empty())
    check(setMaxMemory(options, maxMemory));
  check(findLostFile());
  options.consumers.assign(consumers.begin(), consumers.end());
  options.config = config;
  options.largeWeightThreshold = largeWeightThreshold;
  options.numKmeansWorkers = numKmeansWorkers;
  options.strict = strict;
  options.minCoverage = minCoverage;
  options.requireGain = requireGain;
  options.dryRun = dryRun;
  options.releaseReplaced = releaseReplaced;
  options.inPlace = true; // A pass edits what it is given.
  options.showProgress = true;
  llvm::append_range(problems, findProblems(options, context));
  return reportProblems(problems, context);
}

LogicalResult Palettize::writeReport(const PalettizeReport &result) {
  if (report == "-")
    result.printTable(llvm::errs());
  else if (!report.empty())
    return writeOutputFile(
        report,
        [&](raw_ostream &os) {
          result.writeJson(os, toJson(options));
          return success();
        },
        [&](const Twine &message) {
          emitError(getOperation().getLoc(), message);
        });
  return success();
}

void Palettize::runOnOperation() {
  PalettizeReport result;
  if (failed(palettizeWeights(getOperation(), options, &result)) ||
      failed(writeReport(result)))
    return signalPassFailure();
  if (options.dryRun)
    llvm::errs() << "dry run: ";
  result.printSummary(llvm::errs());
}

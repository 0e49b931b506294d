// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Checking and showing the options of a run.

#include "coreai/Palettize/PalettizeOptions.h"

#include "Palettize/Consumers.h"

#include "mlir/IR/Diagnostics.h"
#include "llvm/ADT/StringExtras.h"

#include <limits>

using namespace mlir;
using namespace coreai;

std::vector<std::string> coreai::findProblems(const PalettizeOptions &options,
                                              MLIRContext *context) {
  std::vector<std::string> problems = findProblems(options.weights);
  if (options.largeWeightThreshold < 1)
    problems.push_back("large_weight_threshold is 1 or more, got " +
                       std::to_string(options.largeWeightThreshold));
  if (options.minCoverage < 0 || options.minCoverage > 100)
    problems.push_back("min_coverage is 0 to 100 percent, got " +
                       std::to_string(options.minCoverage));
  std::vector<std::string> others;
  for (const std::string &name : options.consumers)
    if (!readsWeights(qualify(name), context))
      others.push_back("'" + name + "'");
  if (!others.empty())
    problems.push_back(
        "consumers are ops that read a weight, or pass one on, " +
        listWeightReaders(context) + "; got " + llvm::join(others, ", "));
  return problems;
}

LogicalResult coreai::reportProblems(ArrayRef<std::string> problems,
                                     MLIRContext *context) {
  if (problems.empty())
    return success();
  return emitError(UnknownLoc::get(context))
         << "invalid options for coreai-palettize: "
         << llvm::join(problems, "; ");
}

std::optional<std::string> coreai::setEmission(PalettizeOptions &options,
                                               StringRef text) {
  if (text != "direct" && text != "cast")
    return ("emission is direct or cast, got " + text).str();
  options.emission = text == "cast" ? Emission::Cast : Emission::Direct;
  return std::nullopt;
}

std::optional<std::string> coreai::setMaxMemory(PalettizeOptions &options,
                                                StringRef text) {
  StringRef rest = text;
  uint64_t number = 0;
  bool isNumber = !rest.consumeInteger(10, number);
  constexpr StringRef suffixes = "KMGT";
  unsigned shift = 0;
  if (size_t place = suffixes.find(rest.take_front());
      !rest.empty() && place != StringRef::npos) {
    shift = 10 * (static_cast<unsigned>(place) + 1);
    rest = rest.drop_front();
    rest.consume_front("iB") || rest.consume_front("B");
  }
  if (!isNumber || number == 0 || !rest.empty() ||
      number > std::numeric_limits<uint64_t>::max() >> shift)
    return ("max_memory is a number of bytes, or of K, M, G or T such as 512M, "
            "got " +
            text)
        .str();
  options.maxMemory = number << shift;
  return std::nullopt;
}

llvm::json::Object coreai::toJson(const PalettizeOptions &options) {
  llvm::json::Object object;
  forEachSetting(options.weights, [&](StringRef name, llvm::json::Value value) {
    if (name != "skip")
      object[name] = std::move(value);
  });
  object["consumers"] = llvm::json::Array(options.consumers);
  object["config"] = llvm::json::fixUTF8(options.config);
  object["large_weight_threshold"] = options.largeWeightThreshold;
  object["num_kmeans_workers"] = options.numKmeansWorkers;
  object["max_memory"] = options.maxMemory;
  object["emission"] = options.emission == Emission::Cast ? "cast" : "direct";
  object["strict"] = options.strict;
  object["min_coverage"] = options.minCoverage;
  object["require_gain"] = options.requireGain;
  object["dry_run"] = options.dryRun;
  object["release_replaced"] = options.releaseReplaced;
  return object;
}

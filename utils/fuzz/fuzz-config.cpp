// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads any bytes as a file of rules for single weights, and applies them.

#include "Diagnostics.h"
#include "MemoryFile.h"
#include "Palettize/WeightRules.h"
#include "Target.h"
#include "coreai/IR/CoreAIDialect.h"

#include "mlir/IR/MLIRContext.h"

using namespace mlir;
using namespace coreai;
using namespace coreai::fuzz;

static WeightDescription describe(std::string name, std::vector<int64_t> shape,
                                  std::string elementType,
                                  std::vector<std::string> consumers) {
  WeightDescription weight;
  weight.name = std::move(name);
  weight.shape = std::move(shape);
  weight.elementType = std::move(elementType);
  weight.consumers = std::move(consumers);
  return weight;
}

/// Settings are what they show themselves to be.
static void checkSettings(const WeightSettings &settings) {
  require(findProblems(settings).empty(), "settings are in range");
  WeightSettings again;
  forEachSetting(settings, [&](StringRef name, llvm::json::Value value) {
    std::string text = value.getAsString() ? value.getAsString()->str()
                                           : llvm::formatv("{0}", value).str();
    require(!set(again, name, text), name.str(), " may be ", text);
  });
  require(again == settings, "settings can be read from what they show");
}

bool coreai::fuzz::testInput(const uint8_t *data, size_t size) {
  static const WeightDescription weights[] = {
      describe("layers.0.attn.q_proj.weight", {64, 32}, "f16",
               {"coreai.decomposable.broadcasting_batch_matmul"}),
      describe("lm_head.weight", {1000, 256}, "bf16", {"coreai.gather_nd"}),
      describe("conv", {8, 3, 3, 3}, "f32",
               {"coreai.conv2d", "other.consumer"}),
      describe("", {}, "f64", {})};
  // Locations and names stay in a context for good.
  MLIRContext context(MLIRContext::Threading::DISABLED);
  context.loadDialect<CoreAIDialect>();
  Diagnostics diagnostics(&context);
  MemoryFile file(data, size);
  WeightSettings defaults;
  FailureOr<WeightRules> rules =
      WeightRules::read(file.path(), defaults, &context);
  require(diagnostics.errors == (failed(rules) ? 1 : 0),
          "a file is read without an error, or with one");
  if (failed(rules))
    return true;
  for (const WeightDescription &weight : weights) {
    WeightSettings settings = defaults;
    rules->apply(weight, settings);
    checkSettings(settings);
  }
  rules->warnOfUnused();
  require(diagnostics.errors == 0, "unused rules are no error");
  return true;
}

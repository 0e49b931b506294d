// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Takes a program through text and through bytecode, palettizes and
// materializes it each time, and compares the results.

#include "Program.h"

#include "Diagnostics.h"
#include "MemoryFile.h"
#include "Target.h"
#include "coreai/IR/CoreAIOps.h"
#include "coreai/IR/RegisterDialects.h"
#include "coreai/Transforms/Passes.h"
#include "coreai/Weights/WeightDescription.h"
#include "coreai/Weights/WeightSource.h"

#include "mlir/Bytecode/BytecodeWriter.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/StringMap.h"

#include <cmath>
#include <optional>
#include <vector>

using namespace mlir;
using namespace coreai;
using namespace coreai::fuzz;

//===----------------------------------------------------------------------===//
// Options
//===----------------------------------------------------------------------===//

static constexpr llvm::StringLiteral kRules = R"(rules:
  - match: {name: "w1*", element_type: [f16, bf16]}
    n_bits: 2
    lut_dtype: int8
  - match: {consumer: conv2d}
    granularity: per_channel
  - match: {name_regex: ".*3"}
    skip: true
  - match: {rank: 2, min_elements: 16}
    cluster_dim: 2
    enable_per_channel_scale: false
    on_indivisible: nearest
    granularity: per_grouped_channel
    group_size: 6
)";

PalettizeCase coreai::fuzz::consumePalettizeCase(FuzzedDataProvider &input) {
  static const MemoryFile rules(kRules.bytes_begin(), kRules.size());
  using clustering::TableType;
  PalettizeCase result;
  PalettizeOptions &options = result.options;
  WeightSettings &weights = options.weights;
  weights.lutDtype = input.PickValueInArray(
      {TableType::AsWeight, TableType::AsWeight, TableType::Int8,
       TableType::UInt8, TableType::F8E4M3FN, TableType::F8E5M2});
  weights.nBits = input.PickValueInArray({1, 1, 2, 2, 3, 4, 6, 8});
  weights.granularity = input.PickValueInArray(
      {Granularity::PerTensor, Granularity::PerTensor, Granularity::PerChannel,
       Granularity::PerGroupedChannel, Granularity::PerGroupedChannel});
  weights.groupSize = input.ConsumeIntegralInRange(1, 8);
  if (input.ConsumeIntegralInRange(0, 3) == 0)
    weights.clusterDim = input.ConsumeIntegralInRange(1, 4);
  weights.enablePerChannelScale = input.ConsumeIntegralInRange(0, 3) == 0;
  weights.enableFastKmeansMode = input.ConsumeIntegralInRange(0, 3) != 0;
  weights.weightNumThreshold = input.PickValueInArray({0, 0, 3, 20});
  weights.onIndivisible =
      input.PickValueInArray({OnIndivisible::Skip, OnIndivisible::Nearest,
                              OnIndivisible::PerTensor, OnIndivisible::Error});
  switch (input.ConsumeIntegralInRange(0, 15)) {
  case 0:
    weights.nBits = input.ConsumeIntegral<int64_t>();
    break;
  case 1:
    weights.groupSize = input.ConsumeIntegral<int64_t>();
    break;
  case 2:
    weights.roundingPrecision = input.ConsumeIntegral<int64_t>();
    break;
  case 3:
    weights.clusterDim = input.ConsumeIntegralInRange(-2, 20);
    break;
  case 4:
    options.largeWeightThreshold = input.ConsumeIntegralInRange(0, 30);
    break;
  case 5:
    options.consumers = {input.PickValueInArray(
        {"conv3d", "gather_along_axis", "no_such_op", ""})};
    break;
  case 6:
    options.config = rules.path();
    break;
  case 7:
    options.config = "/no/such/file";
    break;
  case 8:
    result.isCancelled = true;
    break;
  default:
    break;
  }
  options.numKmeansWorkers = input.PickValueInArray({1, 1, 1, 3});
  options.emission = input.PickValueInArray({Emission::Direct, Emission::Cast});
  options.strict = input.ConsumeIntegralInRange(0, 7) == 0;
  options.requireGain = input.ConsumeIntegralInRange(0, 7) == 0;
  options.dryRun = input.ConsumeIntegralInRange(0, 7) == 0;
  options.inPlace = input.ConsumeBool();
  options.releaseReplaced = input.ConsumeBool();
  return result;
}

//===----------------------------------------------------------------------===//
// Weights
//===----------------------------------------------------------------------===//

/// The numbers of a constant of floats, read element by element. None if its
/// data is missing.
static std::optional<std::vector<double>> readFloats(ConstantOp op) {
  auto type = cast<RankedTensorType>(op.getType());
  auto element = cast<FloatType>(type.getElementType());
  std::vector<double> values;
  if (auto dense = dyn_cast<DenseElementsAttr>(op.getValue())) {
    for (const llvm::APFloat &value : dense.getValues<llvm::APFloat>())
      values.push_back(value.convertToDouble());
    return values;
  }
  auto resource = dyn_cast<DenseResourceElementsAttr>(op.getValue());
  AsmResourceBlob *blob =
      resource ? resource.getRawHandle().getBlob() : nullptr;
  if (!blob || element.getWidth() % 8 != 0)
    return std::nullopt;
  size_t width = element.getWidth() / 8;
  for (size_t i = 0; i + width <= blob->getData().size(); i += width) {
    uint64_t bits = 0;
    std::memcpy(&bits, blob->getData().data() + i, width);
    values.push_back(
        llvm::APFloat(element.getFloatSemantics(), llvm::APInt(8 * width, bits))
            .convertToDouble());
  }
  if (!type.hasStaticShape() || values.size() != size_t(type.getNumElements()))
    return std::nullopt;
  return values;
}

static std::vector<ConstantOp> collectFloatConstants(ModuleOp program) {
  std::vector<ConstantOp> constants;
  program.walk([&](ConstantOp op) {
    if (isa<FloatType>(getElementTypeOrSelf(op.getType())))
      constants.push_back(op);
  });
  return constants;
}

/// Float constants by the name of their location. A cast becomes part of a
/// weight that is materialized, and gives it another.
static llvm::StringMap<std::vector<double>> readWeights(ModuleOp program) {
  llvm::StringMap<std::vector<double>> weights;
  for (ConstantOp op : collectFloatConstants(program))
    if (auto name = dyn_cast<NameLoc>(op.getLoc());
        name && llvm::none_of(op->getUsers(), llvm::IsaPred<CastOp>))
      if (auto values = readFloats(op))
        weights[name.getName()] = std::move(*values);
  return weights;
}

/// Materialized weights are where the report says that they are.
static void checkDistances(const llvm::StringMap<std::vector<double>> &before,
                           const llvm::StringMap<std::vector<double>> &after,
                           const PalettizeReport &report, Emission emission) {
  for (const WeightReport &weight : report.weights) {
    auto original = before.find(weight.name);
    auto decoded = after.find(weight.name);
    if (weight.skipped || original == before.end())
      continue;
    require(decoded != after.end(), weight.name, " is lost");
    const std::vector<double> &a = original->second, &b = decoded->second;
    require(a.size() == b.size(), weight.name, " has another size");
    long double squaredError = 0, squaredNorm = 0;
    double maxAbsError = 0, largest = 0;
    for (size_t i = 0; i < a.size(); ++i) {
      double error = a[i] - b[i];
      squaredError += static_cast<long double>(error) * error;
      squaredNorm += static_cast<long double>(a[i]) * a[i];
      maxAbsError = std::max(maxAbsError, std::abs(error));
      largest = std::max(largest, std::abs(b[i]));
    }
    // A cast rounds once more, to a format of 8 bits of precision at least.
    double allowance =
        emission == Emission::Cast ? largest * 0x1p-7 + 0x1p-24 : 0;
    require(std::abs(maxAbsError - weight.maxAbsError) <= allowance,
            weight.name, "'s largest error is ", maxAbsError, ", reported as ",
            weight.maxAbsError);
    if (emission == Emission::Cast)
      continue;
    if (squaredError == 0) {
      require(std::isinf(weight.snrDb), weight.name, " is exact");
      continue;
    }
    long double snrDb = 10 * std::log10(squaredNorm / squaredError);
    require(std::abs(snrDb - weight.snrDb) <= 1e-8, weight.name,
            "'s signal-to-noise ratio is ", snrDb, " dB, reported as ",
            weight.snrDb);
  }
}

//===----------------------------------------------------------------------===//
// Reading and writing
//===----------------------------------------------------------------------===//

namespace {

/// A program and its context.
struct Program {
  Program() : context(MLIRContext::Threading::DISABLED), diagnostics(&context) {
    DialectRegistry registry;
    registerDialects(registry);
    context.appendDialectRegistry(registry);
    context.allowUnregisteredDialects();
  }

  bool read(llvm::StringRef source) {
    module = parseSourceString<ModuleOp>(source, ParserConfig(&context));
    return bool(module);
  }

  std::string print() const { return printOp(*module); }

  static std::string printOp(ModuleOp op) {
    std::string text;
    llvm::raw_string_ostream stream(text);
    op.print(stream, OpPrintingFlags().enableDebugInfo(
                         /*enable=*/true, /*prettyForm=*/false));
    return text;
  }

  std::string writeBytecode() const {
    std::string bytes;
    llvm::raw_string_ostream stream(bytes);
    require(succeeded(writeBytecodeToFile(*module, stream)),
            "a program can be written as bytecode");
    return bytes;
  }

  MLIRContext context;
  Diagnostics diagnostics;
  OwningOpRef<ModuleOp> module;
};

/// What came of a program, in words that can be compared.
struct Result {
  bool isPalettized = false;
  std::string palettized, materialized, diagnostics;
};

} // namespace

static size_t countLookups(ModuleOp module) {
  size_t count = 0;
  module.walk([&](LutToDenseOp) { ++count; });
  return count;
}

static void checkCounts(const PalettizeReport &report, size_t constants,
                        size_t newLookups, const PalettizeOptions &options) {
  PalettizeTotals totals = report.totals();
  // An entry stands for all constants on its bytes, each with a look-up.
  size_t reported = 0, palettized = 0;
  for (const WeightReport &weight : report.weights) {
    reported += weight.constants;
    palettized += weight.skipped ? 0 : weight.constants;
  }
  require(reported == constants && totals.constants == report.weights.size(),
          "the report has ", reported, " of ", constants, " float constants");
  require(newLookups == (options.dryRun ? 0 : palettized), "there are ",
          newLookups, " new look-ups, and the report has ", palettized);
  for (const WeightReport &weight : report.weights) {
    require(!weight.name.empty(), "a weight has a name");
    if (weight.skipped)
      require(!weight.explanation.empty() && !weight.help.empty(),
              "what is skipped is explained");
    else
      require(weight.groups > 0 && findProblems(weight.settings).empty() &&
                  std::isfinite(weight.maxAbsError) && weight.maxAbsError >= 0,
              "the report of ", weight.name, " makes sense");
  }
  std::string ignored;
  llvm::raw_string_ostream stream(ignored);
  report.printTable(stream);
  report.printSummary(stream);
  report.writeJson(stream, {});
}

/// Palettizes and materializes.
static Result run(Program &program, const PalettizeCase &how, Origin origin) {
  Result result;
  const PalettizeOptions &options = how.options;
  std::string before = program.print();
  size_t constants = collectFloatConstants(*program.module).size();
  size_t lookups = countLookups(*program.module);
  auto weights = readWeights(*program.module);

  clustering::Monitor monitor;
  monitor.cancelled = how.isCancelled;
  PalettizeReport report;
  unsigned errors = program.diagnostics.errors;
  auto palettized =
      palettizeWeights(*program.module, options, &report, &monitor);
  errors = program.diagnostics.errors - errors;
  result.isPalettized = succeeded(palettized);
  result.diagnostics = program.diagnostics.text;
  require(errors == (result.isPalettized ? 0 : 1),
          "palettizing emits no error, or one, got ", errors, ":\n",
          result.diagnostics);
  if (!result.isPalettized || options.dryRun || !options.inPlace)
    require(program.print() == before,
            "what fails, is a dry run or makes a copy changes nothing");
  if (!result.isPalettized)
    return result;

  ModuleOp module = *palettized ? **palettized : *program.module;
  require(succeeded(verify(module)), "what is palettized verifies");
  result.palettized = Program::printOp(module);
  checkCounts(report, constants, countLookups(module) - lookups, options);

  PassManager passes(&program.context, ModuleOp::getOperationName(),
                     PassManager::Nesting::Explicit);
  passes.addPass(createMaterializeWeightsPass());
  require(succeeded(passes.run(module)), "what is palettized is materialized");
  require(succeeded(verify(module)), "what is materialized verifies");
  result.materialized = Program::printOp(module);
  if (origin == Origin::Made && !options.dryRun)
    checkDistances(weights, readWeights(module), report, options.emission);
  result.diagnostics = program.diagnostics.text;
  return result;
}

static void requireSame(const std::string &a, const std::string &b,
                        const char *what) {
  require(a == b, what, ":\n", a, "\n-----\n", b);
}

void coreai::fuzz::checkProgram(llvm::StringRef source,
                                const PalettizeCase &how, Origin origin) {
  Program original;
  if (!original.read(source)) {
    // MLIR's bytecode reader gives up without a word on some programs.
    require(original.diagnostics.errors > 0 || origin == Origin::Bytecode,
            "a program is rejected with an error");
    return;
  }
  original.diagnostics.text.clear();
  require(succeeded(verify(*original.module)), "what is parsed verifies");
  std::string text = original.print(), bytecode = original.writeBytecode();

  Program byText, byBytecode;
  bool isText = byText.read(text);
  require(isText || origin == Origin::Bytecode,
          "what is printed can be parsed:\n", text, "\n",
          byText.diagnostics.text);
  if (isText)
    requireSame(byText.print(), text, "text stands for its program");
  byText.diagnostics.text.clear();
  // MLIR parses a resource without bytes to one without an alignment, which its
  // bytecode reader rejects.
  bool isBytecode = byBytecode.read(bytecode);
  require(isBytecode || llvm::StringRef(byBytecode.diagnostics.text)
                            .contains("alignment to be a power-of-two"),
          "what is written can be read:\n", text, "\n",
          byBytecode.diagnostics.text);
  if (isBytecode)
    requireSame(byBytecode.print(), text, "bytecode stands for its program");
  byBytecode.diagnostics.text.clear();

  Result result = run(original, how, origin);
  for (Program *other : {&byText, &byBytecode}) {
    if (!other->module)
      continue;
    Result otherResult = run(*other, how, origin);
    require(otherResult.isPalettized == result.isPalettized,
            "all roads succeed, or none");
    requireSame(otherResult.palettized, result.palettized,
                "all roads lead to the same palettized program");
    requireSame(otherResult.materialized, result.materialized,
                "all roads lead to the same materialized program");
    requireSame(otherResult.diagnostics, result.diagnostics,
                "the same is said on all roads");
  }
}

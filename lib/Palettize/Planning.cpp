// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reading the IR: every float constant gets a report, and a reason to stay or
// all that is needed to palettize it.

#include "Palettize/Planning.h"

#include "Palettize/Consumers.h"
#include "Weights/WeightUses.h"
#include "coreai/Support/Text.h"
#include "coreai/Weights/Storage.h"

#include "mlir/Support/DebugStringHelper.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/ADT/StringExtras.h"

#include <cstring>

using namespace mlir;
using namespace coreai;
using clustering::ChannelGroups;

/// The text of an attribute that stands for a setting.
static std::optional<std::string> getSettingText(Attribute attr) {
  if (auto text = dyn_cast<StringAttr>(attr))
    return text.str();
  if (auto flag = dyn_cast<BoolAttr>(attr))
    return flag.getValue() ? "true" : "false";
  if (auto number = dyn_cast<IntegerAttr>(attr))
    return llvm::toString(number.getValue(), 10,
                          !number.getType().isUnsignedInteger());
  return std::nullopt;
}

/// Applies the settings that the constant itself has.
static LogicalResult applyAttribute(ConstantOp op, WeightSettings &settings) {
  Attribute attr = op->getDiscardableAttr(kSettingsAttrName);
  if (!attr)
    return success();
  auto dictionary = dyn_cast<DictionaryAttr>(attr);
  if (!dictionary)
    return emitError(op.getLoc())
           << kSettingsAttrName << " expects a dictionary of settings, got "
           << attr;
  std::vector<std::string> problems;
  for (NamedAttribute entry : dictionary) {
    auto text = getSettingText(entry.getValue());
    if (!text)
      problems.push_back((entry.getName().strref() +
                          " is a string, a number or a boolean, got " +
                          debugString(entry.getValue()))
                             .str());
    else if (auto problem = set(settings, entry.getName(), *text))
      problems.push_back(*problem);
  }
  if (problems.empty())
    problems = findProblems(settings);
  if (problems.empty())
    return success();
  return emitError(op.getLoc()) << "invalid " << kSettingsAttrName << ": "
                                << llvm::join(problems, "; ");
}

/// Whether a constant has so many elements that it is a weight whatever reads
/// it.
static bool isLarge(RankedTensorType type, const PalettizeOptions &options) {
  return type.hasStaticShape() &&
         type.getNumElements() >= options.largeWeightThreshold;
}

/// Folds `shape` to three axes around `axis`.
static ChannelGroups foldShape(ArrayRef<int64_t> shape, int64_t axis,
                               int64_t groupChannels) {
  ChannelGroups groups;
  for (int64_t dim : shape.take_front(axis))
    groups.outer *= dim;
  for (int64_t dim : shape.drop_front(axis + 1))
    groups.inner *= dim;
  groups.channels = shape[axis];
  groups.groupChannels = groupChannels;
  return groups;
}

//===----------------------------------------------------------------------===//
// One constant
//===----------------------------------------------------------------------===//

namespace {

/// Decides about one constant: a reason to skip it, or a recipe.
class Planner {
public:
  Planner(ConstantOp constant, const WeightDescription &weight,
          size_t bytesBefore, const WeightSettings &settings,
          const WeightUses &uses, const PalettizeOptions &options)
      : constant(constant), weight(weight), bytesBefore(bytesBefore),
        settings(settings), uses(uses), options(options),
        type(cast<RankedTensorType>(constant.getType())) {}

  /// Fails, with an error, on what must not be skipped.
  FailureOr<std::variant<Skip, Recipe>> decide();

private:
  // Steps that each find a reason to skip the constant, or none.
  std::optional<Skip> checkCandidate();
  std::optional<Skip> checkConsumers() const;
  std::optional<Skip> chooseAxis();
  std::optional<Skip> chooseGroups();

  ConstantOp constant;
  const WeightDescription &weight;
  size_t bytesBefore;
  WeightSettings settings;
  const WeightUses &uses;
  const PalettizeOptions &options;
  RankedTensorType type;
  int64_t axis = 0;
  int64_t groupChannels = 0;
};

} // namespace

static Skip skip(SkipReason reason, const Twine &explanation,
                 const Twine &help) {
  return {reason, explanation.str(), help.str()};
}

/// The reason to skip a constant that some op reads not as a weight.
std::optional<Skip> Planner::checkConsumers() const {
  if (uses.consumers.empty())
    return skip(SkipReason::Consumer, "nothing reads it",
                "remove it with --canonicalize");
  if (uses.otherReaders.empty() || isLarge(type, options))
    return std::nullopt;
  StringRef name = uses.otherReaders.front();
  if (readsWeights(name, type.getContext()))
    return skip(SkipReason::Consumer, name + " reads it",
                "use consumers=" + getMnemonic(name) +
                    " if it is a weight there");
  return skip(SkipReason::Consumer,
              name + " reads it, and declares no weight there",
              "give that op a constant of its own if it is a weight elsewhere");
}

std::optional<Skip> Planner::checkCandidate() {
  if (!isa<Float16Type, BFloat16Type, Float32Type>(type.getElementType()))
    return skip(SkipReason::ElementType,
                "its elements are " + weight.elementType,
                "a weight's elements are f16, bf16 or f32");
  if (uses.isPartOfCompressed)
    return skip(SkipReason::AlreadyCompressed,
                "it is a part of a compressed weight",
                "there is nothing to do");
  int64_t count = type.getNumElements();
  if (type.getRank() == 0 || count <= settings.weightNumThreshold)
    return skip(SkipReason::TooSmall,
                "it has " + Twine(count) +
                    (count == 1 ? " element" : " elements"),
                "a weight has more than weight_num_threshold=" +
                    Twine(settings.weightNumThreshold) + ", and an axis");
  if (auto reason = checkConsumers())
    return reason;
  if (settings.skip)
    return skip(SkipReason::Excluded, "its settings say so",
                "there is nothing to do");
  if (!hasData(constant.getValue()))
    return skip(SkipReason::MissingData, "its data is missing",
                "read a program printed with its resources");
  return std::nullopt;
}

/// Finds the axis along which to group. Uses may disagree on it only if none
/// is needed.
std::optional<Skip> Planner::chooseAxis() {
  bool needsAxis = settings.granularity != Granularity::PerTensor ||
                   settings.clusterDim > 1 || settings.enablePerChannelScale;
  if (uses.outputAxes.empty() || !needsAxis)
    return std::nullopt;
  axis = uses.outputAxes.front();
  if (uses.outputAxes.size() == 1)
    return std::nullopt;
  auto axes = llvm::map_range(
      uses.outputAxes, [](int64_t axis) { return std::to_string(axis); });
  return skip(
      SkipReason::AxisConflict,
      "its uses take output channels from axes " + llvm::join(axes, " and "),
      "use granularity=per_tensor without vectors and channel scales, or a "
      "constant for each use");
}

/// The largest divisor of `channels` up to `limit` that `factor` divides; 0 if
/// there is none.
static int64_t findDivisor(int64_t channels, int64_t limit, int64_t factor) {
  for (int64_t size = std::min(limit, channels); size > 0; --size)
    if (channels % size == 0 && size % factor == 0)
      return size;
  return 0;
}

/// Divides the output channels into groups, and those into vectors.
std::optional<Skip> Planner::chooseGroups() {
  int64_t channels = type.getDimSize(axis);
  int64_t dim = settings.clusterDim;
  std::string where = " output channels (axis " + std::to_string(axis) + ")";
  if (dim > 1 && uses.groupedChannels % dim != 0 && !uses.outputAxes.empty() &&
      uses.groupedChannels != channels)
    return skip(SkipReason::IndivisibleCluster,
                "the " + Twine(uses.groupedChannels) + where +
                    " of a group of the convolution can't be divided into "
                    "vectors of " +
                    Twine(dim),
                "use a cluster_dim that divides them");

  int64_t asked = channels;
  if (settings.granularity == Granularity::PerChannel)
    asked = 1;
  if (settings.granularity == Granularity::PerGroupedChannel)
    asked = settings.groupSize;
  auto isDivisible = [&] {
    return asked > 0 && channels % asked == 0 && asked % dim == 0;
  };
  if (!isDivisible() &&
      settings.granularity == Granularity::PerGroupedChannel) {
    if (settings.onIndivisible == OnIndivisible::Nearest)
      asked = findDivisor(channels, settings.groupSize, dim);
    if (settings.onIndivisible == OnIndivisible::PerTensor) {
      settings.granularity = Granularity::PerTensor;
      asked = channels;
    }
  }
  if (isDivisible()) {
    groupChannels = asked;
    if (settings.granularity == Granularity::PerGroupedChannel)
      settings.groupSize = asked;
    return std::nullopt;
  }
  if (asked == 0)
    asked = settings.groupSize;
  if (channels % asked != 0)
    return skip(SkipReason::IndivisibleGroup,
                "its " + Twine(channels) + where +
                    " can't be divided into groups of " + Twine(asked),
                "use a group_size that divides them, or "
                "on_indivisible=nearest");
  return skip(SkipReason::IndivisibleCluster,
              "groups of " + Twine(asked) + where +
                  " can't be divided into vectors of " + Twine(dim),
              "use a cluster_dim that divides them");
}

FailureOr<std::variant<Skip, Recipe>> Planner::decide() {
  using Outcome = std::variant<Skip, Recipe>;
  if (auto reason = checkCandidate())
    return Outcome(*reason);
  auto elements =
      viewFloats(constant.getValue(), [&] { return constant.emitOpError(); });
  if (failed(elements))
    return failure();
  if (elements->isSplat)
    return Outcome(skip(SkipReason::AlreadyCompressed,
                        "all of its elements are equal, and one is stored",
                        "there is nothing to do"));
  if (auto reason = chooseAxis())
    return Outcome(*reason);
  if (auto reason = chooseGroups()) {
    if (settings.onIndivisible != OnIndivisible::Error)
      return Outcome(*reason);
    return emitError(constant.getLoc())
           << "weight '" << printable(weight.name) << "' can't be palettized ("
           << getCode(reason->reason) << "): " << reason->explanation << "; "
           << reason->help;
  }

  // A table of its own does for a channel all that a scale could.
  bool isChannelScaled = settings.enablePerChannelScale && groupChannels > 1;
  Recipe recipe = {type,
                   *elements,
                   settings,
                   axis,
                   foldShape(type.getShape(), axis, groupChannels),
                   isChannelScaled};
  if (size_t after = recipe.getStoredSize();
      options.requireGain && after >= bytesBefore)
    return Outcome(skip(SkipReason::NoGain,
                        "its " + Twine(bytesBefore) + " bytes would become " +
                            Twine(after),
                        "use fewer bits or fewer tables"));
  return Outcome(std::move(recipe));
}

//===----------------------------------------------------------------------===//
// All constants
//===----------------------------------------------------------------------===//

namespace {

/// The recipes of a plan, of which none has the same results as another.
class Recipes {
public:
  explicit Recipes(std::vector<Recipe> &recipes) : recipes(recipes) {}

  /// The place of a recipe that does the same as \p recipe, or of that itself,
  /// which is added.
  size_t add(Recipe recipe);

private:
  static llvm::hash_code hash(const Recipe &recipe);
  static bool areEqual(const Recipe &a, const Recipe &b);

  std::vector<Recipe> &recipes;
  llvm::DenseMap<size_t, SmallVector<size_t>> buckets;
};

} // namespace

/// Weights differ early, so that their beginnings tell most of them apart.
llvm::hash_code Recipes::hash(const Recipe &recipe) {
  auto bytes = recipe.weight.bytes.first(
      std::min<size_t>(recipe.weight.bytes.size(), 256));
  return llvm::hash_combine(
      recipe.type, recipe.axis,
      llvm::hash_combine_range(bytes.begin(), bytes.end()));
}

bool Recipes::areEqual(const Recipe &a, const Recipe &b) {
  std::span<const std::byte> left = a.weight.bytes, right = b.weight.bytes;
  return a.type == b.type && a.axis == b.axis && a.settings == b.settings &&
         a.groups.groupChannels == b.groups.groupChannels &&
         (left.data() == right.data() ||
          std::memcmp(left.data(), right.data(), left.size()) == 0);
}

size_t Recipes::add(Recipe recipe) {
  auto &bucket = buckets[hash(recipe)];
  for (size_t place : bucket)
    if (areEqual(recipes[place], recipe))
      return place;
  bucket.push_back(recipes.size());
  recipes.push_back(std::move(recipe));
  return bucket.back();
}

FailureOr<Plan> coreai::makePlan(ModuleOp program,
                                 const PalettizeOptions &options,
                                 WeightRules &rules) {
  Plan plan;
  Recipes recipes(plan.recipes);
  llvm::StringSet<> consumers = getConsumers(options.consumers);
  WalkResult result = program.walk([&](ConstantOp op) {
    auto type = cast<RankedTensorType>(op.getType());
    if (!isa<FloatType>(type.getElementType()))
      return WalkResult::advance();
    WeightUses uses = findWeightUses(
        op, consumers, type.getRank() > 0 && isLarge(type, options));
    Decision decision = {op,
                         describeWeight(op.getOutput(), uses.consumerNames()),
                         getStoredSize(op.getValue()), Skip()};
    WeightSettings settings = options.weights;
    rules.apply(decision.weight, settings);
    if (failed(applyAttribute(op, settings)))
      return WalkResult::interrupt();
    auto outcome = Planner(op, decision.weight, decision.bytesBefore, settings,
                           uses, options)
                       .decide();
    if (failed(outcome))
      return WalkResult::interrupt();
    if (auto *recipe = std::get_if<Recipe>(&*outcome))
      decision.outcome = recipes.add(std::move(*recipe));
    else
      decision.outcome = std::move(std::get<Skip>(*outcome));
    plan.decisions.push_back(std::move(decision));
    return WalkResult::advance();
  });
  if (result.wasInterrupted())
    return failure();
  return plan;
}

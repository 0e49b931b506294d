// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reading the IR: the bytes behind float constants get a reason to stay, or all
// that is needed to palettize them.

#include "Palettize/Planning.h"

#include "Palettize/Consumers.h"
#include "coreai/Support/Text.h"

#include "mlir/Support/DebugStringHelper.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

#include <cstring>
#include <numeric>

using namespace mlir;
using namespace coreai;

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
  return type.hasStaticShape() && type.getRank() > 0 &&
         type.getNumElements() >= options.largeWeightThreshold;
}

//===----------------------------------------------------------------------===//
// Channels
//===----------------------------------------------------------------------===//

namespace {

/// How the readers of a weight divide it.
struct Channels {
  /// Axes of the weight that count output channels, the one that counts fastest
  /// last. None if no reader says.
  SmallVector<int64_t, 1> output;

  /// Axes that count independent matrices.
  SmallVector<int64_t, 1> batch;

  /// The longest vectors of output channels that don't mix what readers keep
  /// apart, such as the groups of a convolution, are divisors of this.
  int64_t grouped = 0;
};

} // namespace

/// The weight's axes that an axis of a view counts along, in that order. The
/// step of the last is how many of its places in a row belong together.
static SmallVector<int64_t, 1> getAxes(const AxisView &view) {
  SmallVector<int64_t, 1> axes;
  for (const AxisDigits &digits : view.digits)
    if (!llvm::is_contained(axes, digits.axis))
      axes.push_back(digits.axis);
  return axes;
}

/// How one reader divides a weight of \p type. None if views hide it.
static std::optional<Channels> getChannels(const WeightUse &use,
                                           RankedTensorType type) {
  const AxisView &output = use.axes[use.channels->output];
  if (output.kind == AxisView::Kind::Unknown)
    return std::nullopt;
  Channels channels;
  channels.output = getAxes(output);
  int64_t count = 1;
  for (const AxisDigits &digits : output.digits)
    count *= digits.size;
  // Where it isn't known how channels are grouped, any two may be apart.
  int64_t groups = use.channels->outputGroups.value_or(count);
  channels.grouped = count / std::max(groups, int64_t(1));
  if (!output.digits.empty()) {
    const AxisDigits &last = output.digits.back();
    channels.grouped =
        last.stride == 1 ? std::gcd(channels.grouped, last.size) : 1;
  }
  for (int64_t axis : use.channels->batch)
    for (int64_t each : getAxes(use.axes[axis]))
      if (!llvm::is_contained(channels.output, each) &&
          !llvm::is_contained(channels.batch, each) &&
          type.getDimSize(each) > 1)
        channels.batch.push_back(each);
  return channels;
}

//===----------------------------------------------------------------------===//
// One storage
//===----------------------------------------------------------------------===//

namespace {

/// Decides about the bytes behind some constants: a reason to skip them, or a
/// recipe.
class Planner {
public:
  Planner(const Storage &storage, const WeightDescription &weight,
          const WeightSettings &settings, bool hasOwnSettings,
          const llvm::StringSet<> &consumers, const PalettizeOptions &options)
      : storage(storage), constant(storage.constants.front()), weight(weight),
        settings(settings), hasOwnSettings(hasOwnSettings),
        consumers(consumers), options(options), type(storage.type) {}

  /// Fails, with an error, on what must not be skipped.
  FailureOr<std::variant<Skip, Recipe>> decide();

private:
  // Steps that each find a reason to skip the weight, or none.
  std::optional<Skip> checkCandidate();
  std::optional<Skip> checkReaders() const;
  std::optional<Skip> chooseAxes();
  std::optional<Skip> chooseGroups();

  bool isRead(const WeightUse &use) const;
  clustering::ChannelGroups fold() const;

  const Storage &storage;
  ConstantOp constant;
  const WeightDescription &weight;
  WeightSettings settings;
  bool hasOwnSettings; // By a rule or an attribute.
  const llvm::StringSet<> &consumers;
  const PalettizeOptions &options;
  RankedTensorType type;

  Channels channels;
  SmallVector<int64_t, 1> channelAxes = {0};
  int64_t groupChannels = 0;
};

} // namespace

static Skip skip(SkipReason reason, const Twine &explanation,
                 const Twine &help) {
  return {reason, explanation.str(), help.str()};
}

/// Whether a reader reads the weight as one, and is among those asked for.
bool Planner::isRead(const WeightUse &use) const {
  return (use.isWeight() || (use.isPositionTable && hasOwnSettings)) &&
         consumers.contains(use.reader()->getName().getStringRef());
}

/// The reason to skip a constant that some op reads not as a weight.
std::optional<Skip> Planner::checkReaders() const {
  if (storage.uses.empty())
    return skip(SkipReason::Unused, "nothing reads it",
                "remove it with --canonicalize, which frees its " +
                    Twine(storage.bytes) + " bytes");
  if (isLarge(type, options))
    return std::nullopt;
  SmallVector<const WeightUse *> others;
  for (const WeightUse &use : storage.uses)
    if (!isRead(use))
      others.push_back(&use);
  if (others.empty() && !storage.otherType)
    return std::nullopt;
  if (others.empty())
    return skip(SkipReason::SharedDense,
                "its bytes are read as " + debugString(storage.otherType) +
                    " as well",
                "give each type bytes of its own");
  // Of several, one that can't read a weight at all is told first, and of those
  // the first by name.
  const WeightUse *blocking =
      *llvm::min_element(others, [](const WeightUse *a, const WeightUse *b) {
        return std::pair(a->isWeight(), a->reader()->getName().getStringRef()) <
               std::pair(b->isWeight(), b->reader()->getName().getStringRef());
      });
  StringRef name = blocking->reader()->getName().getStringRef();
  bool isShared = others.size() != storage.uses.size();
  if (blocking->isPositionTable && !isShared)
    return skip(SkipReason::PositionTable,
                name + " picks rows that are multiplied with activations, as "
                       "cosines of positions are",
                "set something for it by a rule or an attribute if it is a "
                "weight");
  if (blocking->isWeight())
    return skip(SkipReason::Consumer, name + " reads it",
                "use consumers=" + getMnemonic(name) +
                    " if it is a weight there");
  if (isShared)
    return skip(SkipReason::SharedDense,
                name + " reads it, and declares no weight there",
                "give that op a constant of its own");
  return skip(SkipReason::Consumer,
              name + " reads it, and declares no weight there",
              "give that op a constant of its own if it is a weight elsewhere");
}

std::optional<Skip> Planner::checkCandidate() {
  if (!isa<Float16Type, BFloat16Type, Float32Type>(type.getElementType()))
    return skip(SkipReason::ElementType,
                "its elements are " + weight.elementType,
                "a weight's elements are f16, bf16 or f32");
  if (storage.isPartOfCompressed)
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
  if (auto reason = checkReaders())
    return reason;
  if (settings.skip)
    return skip(SkipReason::Excluded, "its settings say so",
                "there is nothing to do");
  if (!hasData(constant.getValue()))
    return skip(SkipReason::MissingData, "its data is missing",
                "read a program printed with its resources");
  return std::nullopt;
}

static std::string joinAxes(ArrayRef<int64_t> axes) {
  if (axes.empty())
    return "none";
  auto texts =
      llvm::map_range(axes, [](int64_t axis) { return std::to_string(axis); });
  return llvm::join(texts, ", ");
}

/// Finds the axes of channels. Readers may disagree on the output channels, or
/// hide them, only if no axis is needed.
std::optional<Skip> Planner::chooseAxes() {
  bool needsAxis = settings.granularity != Granularity::PerTensor ||
                   settings.clusterDim > 1 || settings.enablePerChannelScale;
  bool isFirst = true;
  std::vector<SmallVector<int64_t, 1>> outputs;
  for (const WeightUse &use : storage.uses) {
    std::optional<Channels> found;
    if (use.isWeight())
      found = getChannels(use, type);
    else // Read whatever it is: axis 0 counts output channels.
      found = {{0}, {}, type.getDimSize(0)};
    if (!found) {
      if (!needsAxis)
        continue;
      return skip(SkipReason::AxisUnknown,
                  "what stands before " +
                      use.reader()->getName().getStringRef() +
                      " hides which axis counts its output channels",
                  "use granularity=per_tensor without vectors and channel "
                  "scales");
    }
    channels.grouped = std::gcd(channels.grouped, found->grouped);
    if (!llvm::is_contained(outputs, found->output))
      outputs.push_back(found->output);
    // Matrices are apart if they are for all readers.
    if (isFirst)
      channels.batch = found->batch;
    llvm::erase_if(channels.batch, [&](int64_t axis) {
      return !llvm::is_contained(found->batch, axis);
    });
    isFirst = false;
  }
  if (!needsAxis)
    return std::nullopt;
  llvm::sort(outputs);
  if (outputs.size() > 1) {
    auto axes = llvm::map_range(
        outputs, [](ArrayRef<int64_t> output) { return joinAxes(output); });
    return skip(
        SkipReason::AxisConflict,
        "its uses take output channels from axes " + llvm::join(axes, " and "),
        "use granularity=per_tensor without vectors and channel scales, or a "
        "constant for each use");
  }
  if (outputs.empty() || outputs.front().empty())
    return std::nullopt;
  channels.output = outputs.front();
  channelAxes = channels.output;
  if (settings.granularity != Granularity::PerTensor) {
    // In the weight's order, but for the axis that counts fastest.
    channelAxes.pop_back();
    llvm::append_range(channelAxes, channels.batch);
    llvm::sort(channelAxes);
    channelAxes.push_back(channels.output.back());
  }
  return std::nullopt;
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
  int64_t axis = channelAxes.back();
  int64_t count = type.getDimSize(axis);
  int64_t dim = settings.clusterDim;
  std::string where = " output channels (axis " + std::to_string(axis) + ")";
  if (dim > 1 && channels.grouped % dim != 0 && !channels.output.empty() &&
      channels.grouped != count)
    return skip(SkipReason::IndivisibleCluster,
                "the " + Twine(channels.grouped) + where +
                    " of a group of the convolution can't be divided into "
                    "vectors of " +
                    Twine(dim),
                "use a cluster_dim that divides them");

  int64_t asked = count;
  if (settings.granularity == Granularity::PerChannel)
    asked = 1;
  if (settings.granularity == Granularity::PerGroupedChannel)
    asked = settings.groupSize;
  auto isDivisible = [&] {
    return asked > 0 && count % asked == 0 && asked % dim == 0;
  };
  if (!isDivisible() &&
      settings.granularity == Granularity::PerGroupedChannel) {
    if (settings.onIndivisible == OnIndivisible::Nearest)
      asked = findDivisor(count, settings.groupSize, dim);
    if (settings.onIndivisible == OnIndivisible::PerTensor) {
      settings.granularity = Granularity::PerTensor;
      asked = count;
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
  if (count % asked != 0)
    return skip(SkipReason::IndivisibleGroup,
                "its " + Twine(count) + where +
                    " can't be divided into groups of " + Twine(asked),
                "use a group_size that divides them, or "
                "on_indivisible=nearest");
  return skip(SkipReason::IndivisibleCluster,
              "groups of " + Twine(asked) + where +
                  " can't be divided into vectors of " + Twine(dim),
              "use a cluster_dim that divides them");
}

/// Folds the weight's shape to three axes around the channels; where these
/// aren't neighbours, they come first.
clustering::ChannelGroups Planner::fold() const {
  clustering::ChannelGroups groups;
  for (int64_t axis : channelAxes)
    groups.channels *= type.getDimSize(axis);
  bool isInPlace = Recipe::areNeighbours(channelAxes);
  for (int64_t axis = 0; axis < type.getRank(); ++axis)
    if (!llvm::is_contained(channelAxes, axis))
      (isInPlace && axis < channelAxes.front() ? groups.outer : groups.inner) *=
          type.getDimSize(axis);
  groups.groupChannels = settings.granularity == Granularity::PerTensor
                             ? groups.channels
                             : groupChannels;
  return groups;
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
  if (auto reason = chooseAxes())
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
  clustering::ChannelGroups groups = fold();
  bool isChannelScaled =
      settings.enablePerChannelScale && groups.groupChannels > 1;
  Recipe recipe = {type,        *elements, settings,
                   channelAxes, groups,    isChannelScaled};
  if (size_t after = recipe.getStoredSize();
      options.requireGain && after >= storage.bytes)
    return Outcome(skip(SkipReason::NoGain,
                        "its " + Twine(storage.bytes) + " bytes would become " +
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
      recipe.type, recipe.axis(),
      llvm::hash_combine_range(bytes.begin(), bytes.end()));
}

bool Recipes::areEqual(const Recipe &a, const Recipe &b) {
  std::span<const std::byte> left = a.weight.bytes, right = b.weight.bytes;
  return a.type == b.type && a.channelAxes == b.channelAxes &&
         a.settings == b.settings &&
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

namespace {

/// The settings of the constants of a storage: those of the options, with what
/// a rule says, with what an attribute says.
struct StorageSettings {
  WeightSettings settings;
  bool areOwn = false; // A rule or an attribute says something.
  std::optional<Skip> conflict = std::nullopt;
};

} // namespace

/// The first setting in which two weights differ, in words.
static std::string findDifference(const WeightSettings &a,
                                  const WeightSettings &b) {
  std::vector<std::pair<std::string, llvm::json::Value>> values;
  forEachSetting(a, [&](StringRef name, llvm::json::Value value) {
    values.emplace_back(name.str(), std::move(value));
  });
  std::string difference;
  size_t place = 0;
  forEachSetting(b, [&](StringRef name, llvm::json::Value value) {
    const llvm::json::Value &other = values[place++].second;
    if (difference.empty() && other != value)
      difference =
          llvm::formatv("{0} is {1} and {2}", name, other, value).str();
  });
  return difference;
}

/// Fails, with an error, if an attribute is wrong.
static FailureOr<StorageSettings> findSettings(const Storage &storage,
                                               const WeightDescription &weight,
                                               const WeightSettings &defaults,
                                               WeightRules &rules) {
  StorageSettings result;
  for (ConstantOp constant : storage.constants) {
    WeightDescription own =
        describeWeight(constant.getOutput(), weight.consumers);
    WeightSettings settings = defaults;
    bool areOwn = rules.apply(own, settings);
    areOwn |= constant->hasAttr(kSettingsAttrName);
    if (failed(applyAttribute(constant, settings)))
      return failure();
    if (constant == storage.constants.front()) {
      result = {settings, areOwn};
    } else if (settings != result.settings && !result.conflict) {
      result.conflict = skip(
          SkipReason::SettingsConflict,
          "its constants in @" + weight.graph + " and @" + own.graph +
              " share bytes, and " + findDifference(result.settings, settings),
          "give them the same settings, or bytes of their own");
    }
    result.areOwn |= areOwn;
  }
  return result;
}

FailureOr<Plan> coreai::makePlan(ModuleOp program,
                                 const PalettizeOptions &options,
                                 WeightRules &rules) {
  Plan plan;
  plan.graph = std::make_unique<WeightGraph>(program);
  Recipes recipes(plan.recipes);
  llvm::StringSet<> consumers = getConsumers(options.consumers);
  for (const Storage &storage : plan.graph->storages()) {
    Decision decision = {&storage,
                         describeWeight(storage.constants.front()->getResult(0),
                                        getReaderNames(storage.uses)),
                         Skip()};
    auto settings =
        findSettings(storage, decision.weight, options.weights, rules);
    if (failed(settings))
      return failure();
    auto outcome = Planner(storage, decision.weight, settings->settings,
                           settings->areOwn, consumers, options)
                       .decide();
    if (failed(outcome))
      return failure();
    if (auto *recipe = std::get_if<Recipe>(&*outcome)) {
      if (settings->conflict)
        decision.outcome = *settings->conflict;
      else
        decision.outcome = recipes.add(std::move(*recipe));
    } else {
      decision.outcome = std::move(std::get<Skip>(*outcome));
    }
    plan.decisions.push_back(std::move(decision));
  }
  return plan;
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reading the IR: every float constant gets a report, and a reason to stay or
// all that is needed to palettize it.

#include "Palettize/WeightCollection.h"

#include "Weights/WeightUses.h"
#include "coreai/Support/Text.h"
#include "coreai/Weights/WeightSource.h"

#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/Support/DebugStringHelper.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/ADT/StringExtras.h"

#include <cstring>

using namespace mlir;
using namespace coreai;
using clustering::ChannelGroups;

std::string coreai::qualify(StringRef name) {
  std::string prefix = (CoreAIDialect::getDialectNamespace() + ".").str();
  return name.starts_with(prefix) ? name.str() : prefix + name.str();
}

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
  std::vector<std::string> offences;
  for (NamedAttribute entry : dictionary) {
    auto text = getSettingText(entry.getValue());
    if (!text)
      offences.push_back((entry.getName().strref() +
                          " is a string, a number or a boolean, got " +
                          debugString(entry.getValue()))
                             .str());
    else if (auto offence = set(settings, entry.getName(), *text))
      offences.push_back(*offence);
  }
  if (offences.empty())
    offences = findOffences(settings);
  if (offences.empty())
    return success();
  return emitError(op.getLoc()) << "invalid " << kSettingsAttrName << ": "
                                << llvm::join(offences, "; ");
}

static WeightReport describe(ConstantOp op, const WeightUses &uses) {
  auto type = cast<RankedTensorType>(op.getType());
  WeightReport report;
  report.name = getWeightName(op.getOutput());
  report.graph = getGraphName(op);
  report.shape = type.getShape();
  report.elementType = debugString(type.getElementType());
  report.bytesBefore = getStoredSize(op.getValue());
  for (StringRef consumer : uses.consumers)
    report.consumers.push_back(consumer.str());
  return report;
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

/// Decides about one constant.
class Judge {
public:
  Judge(FloatConstant &constant, const WeightSettings &settings,
        const WeightUses &uses, const PalettizeOptions &options)
      : constant(constant), settings(settings), uses(uses), options(options),
        type(cast<RankedTensorType>(constant.op.getType())) {}

  /// Sets what is to be done, or why nothing is. Fails, with an error, on what
  /// must not be skipped.
  LogicalResult run();

private:
  bool isCandidate();
  bool checkConsumers();
  bool chooseAxis();
  LogicalResult chooseGroups();
  LogicalResult leaveIndivisible(SkipReason reason, const Twine &explanation,
                                 const Twine &help);

  FloatConstant &constant;
  WeightSettings settings;
  const WeightUses &uses;
  const PalettizeOptions &options;
  RankedTensorType type;
  int64_t axis = 0;
  int64_t groupChannels = 0; // 0: can't be divided.
};

} // namespace

/// Skips a constant that something reads not as a weight, and returns false.
bool Judge::checkConsumers() {
  if (uses.consumers.empty()) {
    skip(constant, SkipReason::Consumer, "nothing reads it",
         "remove it with --canonicalize");
    return false;
  }
  if (uses.strangers.empty() || isLarge(type, options))
    return true;
  StringRef name = uses.strangers.front();
  auto op = RegisteredOperationName::lookup(name, type.getContext());
  if (op && op->hasInterface<WeightConsumerOpInterface>()) {
    StringRef mnemonic = name;
    mnemonic.consume_front((CoreAIDialect::getDialectNamespace() + ".").str());
    skip(constant, SkipReason::Consumer, name + " reads it",
         "use consumers=" + mnemonic + " if it is a weight there");
  } else {
    skip(constant, SkipReason::Consumer,
         name + " reads it, and declares no weight there",
         "give that op a constant of its own if it is a weight elsewhere");
  }
  return false;
}

bool Judge::isCandidate() {
  if (!isa<Float16Type, BFloat16Type, Float32Type>(type.getElementType())) {
    skip(constant, SkipReason::ElementType,
         "its elements are " + constant.report.elementType,
         "a weight's elements are f16, bf16 or f32");
    return false;
  }
  if (uses.isPartOfCompressed) {
    skip(constant, SkipReason::AlreadyCompressed,
         "it is a part of a compressed weight", "there is nothing to do");
    return false;
  }
  int64_t count = type.getNumElements();
  if (type.getRank() == 0 || count <= settings.weightNumThreshold) {
    skip(constant, SkipReason::TooSmall,
         "it has " + Twine(count) + (count == 1 ? " element" : " elements"),
         "a weight has more than weight_num_threshold=" +
             Twine(settings.weightNumThreshold) + ", and an axis");
    return false;
  }
  if (!checkConsumers())
    return false;
  if (settings.skip) {
    skip(constant, SkipReason::Excluded, "its settings say so",
         "there is nothing to do");
    return false;
  }
  if (!hasData(constant.op.getValue())) {
    skip(constant, SkipReason::MissingData, "its data is missing",
         "read a program printed with its resources");
    return false;
  }
  return true;
}

/// Finds the axis along which to group. Skips, and returns false, if uses
/// disagree on it and one is needed.
bool Judge::chooseAxis() {
  bool needsAxis = settings.granularity != Granularity::PerTensor ||
                   settings.clusterDim > 1 || settings.enablePerChannelScale;
  if (uses.outputAxes.empty() || !needsAxis)
    return true;
  axis = uses.outputAxes.front();
  if (uses.outputAxes.size() == 1)
    return true;
  auto axes = llvm::map_range(
      uses.outputAxes, [](int64_t axis) { return std::to_string(axis); });
  skip(constant, SkipReason::AxisConflict,
       "its uses take output channels from axes " + llvm::join(axes, " and "),
       "use granularity=per_tensor without vectors and channel scales, or a "
       "constant for each use");
  return false;
}

LogicalResult Judge::leaveIndivisible(SkipReason reason,
                                      const Twine &explanation,
                                      const Twine &help) {
  skip(constant, reason, explanation, help);
  if (settings.onIndivisible != OnIndivisible::Error)
    return success();
  return emitError(constant.op.getLoc())
         << "weight '" << printable(constant.report.name)
         << "' can't be palettized (" << getCode(reason) << "): " << explanation
         << "; " << help;
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
LogicalResult Judge::chooseGroups() {
  int64_t channels = type.getDimSize(axis);
  int64_t dim = settings.clusterDim;
  std::string where = " output channels (axis " + std::to_string(axis) + ")";
  groupChannels = 0;
  if (dim > 1 && uses.groupedChannels % dim != 0 && !uses.outputAxes.empty() &&
      uses.groupedChannels != channels)
    return leaveIndivisible(
        SkipReason::IndivisibleCluster,
        "the " + Twine(uses.groupedChannels) + where +
            " of a group of the convolution can't be divided into vectors of " +
            Twine(dim),
        "use a cluster_dim that divides them");

  int64_t asked = channels;
  if (settings.granularity == Granularity::PerChannel)
    asked = 1;
  if (settings.granularity == Granularity::PerGroupedChannel)
    asked = settings.groupSize;
  bool isDivisible = channels % asked == 0 && asked % dim == 0;
  if (!isDivisible && settings.granularity == Granularity::PerGroupedChannel) {
    if (settings.onIndivisible == OnIndivisible::Nearest)
      asked = findDivisor(channels, settings.groupSize, dim);
    if (settings.onIndivisible == OnIndivisible::PerTensor) {
      settings.granularity = Granularity::PerTensor;
      asked = channels;
    }
    isDivisible = asked > 0 && channels % asked == 0 && asked % dim == 0;
  }
  if (isDivisible) {
    groupChannels = asked;
    if (settings.granularity == Granularity::PerGroupedChannel)
      settings.groupSize = asked;
    return success();
  }
  if (asked == 0)
    asked = settings.groupSize;
  if (channels % asked != 0)
    return leaveIndivisible(
        SkipReason::IndivisibleGroup,
        "its " + Twine(channels) + where + " can't be divided into groups of " +
            Twine(asked),
        "use a group_size that divides them, or on_indivisible=nearest");
  return leaveIndivisible(SkipReason::IndivisibleCluster,
                          "groups of " + Twine(asked) + where +
                              " can't be divided into vectors of " + Twine(dim),
                          "use a cluster_dim that divides them");
}

LogicalResult Judge::run() {
  if (!isCandidate())
    return success();
  auto weight = viewFloats(constant.op.getValue(),
                           [&] { return constant.op.emitOpError(); });
  if (failed(weight))
    return failure();
  if (weight->isSplat) {
    skip(constant, SkipReason::AlreadyCompressed,
         "all of its elements are equal, and one is stored",
         "there is nothing to do");
    return success();
  }
  if (!chooseAxis())
    return success();
  if (failed(chooseGroups()))
    return failure();
  if (groupChannels == 0)
    return success();

  // A table of its own does for a channel all that a scale could.
  bool isChannelScaled = settings.enablePerChannelScale && groupChannels > 1;
  constant.palettization = std::make_shared<Palettization>(Palettization{
      type, *weight, settings, axis,
      foldShape(type.getShape(), axis, groupChannels), isChannelScaled});
  if (options.requireGain &&
      constant.palettization->getStoredSize() >= constant.report.bytesBefore)
    skip(constant, SkipReason::NoGain,
         "its " + Twine(constant.report.bytesBefore) + " bytes would become " +
             Twine(constant.palettization->getStoredSize()),
         "use fewer bits or fewer tables");
  return success();
}

//===----------------------------------------------------------------------===//
// All constants
//===----------------------------------------------------------------------===//

namespace {

/// Finds palettizations whose results are the same.
class EqualWeights {
public:
  /// The first one that is equal to `constant`'s, or that itself. `place` is
  /// that of the constant, and what is returned along is the place of the
  /// first.
  std::pair<std::shared_ptr<Palettization>, size_t>
  find(const FloatConstant &constant, size_t place);

private:
  static llvm::hash_code hash(const Palettization &palettization);
  static bool areEqual(const Palettization &a, const Palettization &b);

  llvm::DenseMap<size_t,
                 SmallVector<std::pair<std::shared_ptr<Palettization>, size_t>>>
      buckets;
};

} // namespace

/// Weights differ early, so that their beginnings tell most of them apart.
llvm::hash_code EqualWeights::hash(const Palettization &palettization) {
  auto bytes = palettization.weight.bytes.first(
      std::min<size_t>(palettization.weight.bytes.size(), 256));
  return llvm::hash_combine(
      palettization.type, palettization.axis,
      llvm::hash_combine_range(bytes.begin(), bytes.end()));
}

bool EqualWeights::areEqual(const Palettization &a, const Palettization &b) {
  std::span<const std::byte> left = a.weight.bytes, right = b.weight.bytes;
  return a.type == b.type && a.axis == b.axis && a.settings == b.settings &&
         a.groups.groupChannels == b.groups.groupChannels &&
         (left.data() == right.data() ||
          std::memcmp(left.data(), right.data(), left.size()) == 0);
}

std::pair<std::shared_ptr<Palettization>, size_t>
EqualWeights::find(const FloatConstant &constant, size_t place) {
  auto &bucket = buckets[hash(*constant.palettization)];
  for (const auto &entry : bucket)
    if (areEqual(*entry.first, *constant.palettization))
      return entry;
  bucket.emplace_back(constant.palettization, place);
  return bucket.back();
}

FailureOr<std::vector<FloatConstant>>
coreai::collectFloatConstants(ModuleOp program, const PalettizeOptions &options,
                              const llvm::StringSet<> &consumers,
                              WeightRules &rules) {
  std::vector<FloatConstant> constants;
  EqualWeights equals;
  WalkResult result = program.walk([&](ConstantOp op) {
    auto type = cast<RankedTensorType>(op.getType());
    if (!isa<FloatType>(type.getElementType()))
      return WalkResult::advance();
    WeightUses uses = findWeightUses(
        op, consumers, type.getRank() > 0 && isLarge(type, options));
    FloatConstant &constant =
        constants.emplace_back(FloatConstant{op, describe(op, uses)});
    WeightSettings settings = options.weights;
    rules.apply(constant.report, settings);
    if (failed(applyAttribute(op, settings)) ||
        failed(Judge(constant, settings, uses, options).run()))
      return WalkResult::interrupt();
    if (constant.palettization) {
      size_t place = constants.size() - 1;
      auto [first, firstPlace] = equals.find(constant, place);
      constant.palettization = first;
      if (firstPlace != place)
        constant.report.sharedWith = firstPlace;
    }
    return WalkResult::advance();
  });
  if (result.wasInterrupted())
    return failure();
  return constants;
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Replaces dense weights by palette indices and look-up tables: reads the IR,
// computes numbers, writes the IR. Only the middle step is parallel, so no
// worker sees a context, and the output follows module order.

#include "coreai/Transforms/Passes.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/Remarks.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

#include <cmath>
#include <limits>

#include <oneapi/tbb/task_arena.h>

#include "WeightUses.h"
#include "coreai/Clustering/ScalarPalettizer.h"
#include "coreai/Clustering/VectorPalettizer.h"
#include "coreai/IR/ConstantData.h"
#include "coreai/IR/CoreAIOps.h"

namespace coreai {
#define GEN_PASS_DEF_PALETTIZEPASS
#include "coreai/Transforms/Passes.h.inc"
} // namespace coreai

using namespace mlir;
using namespace coreai;
using coreai::clustering::Accuracy;
using coreai::clustering::ChannelGroups;
using coreai::clustering::NonFinite;
using coreai::clustering::Outcome;
using coreai::clustering::ScalarWeight;
using coreai::clustering::TableType;
using coreai::clustering::VectorWeight;

static constexpr llvm::StringLiteral kCategory = "palettize";

//===----------------------------------------------------------------------===//
// One weight
//===----------------------------------------------------------------------===//

namespace {

/// What shares a look-up table.
enum class Granularity : uint8_t { PerTensor, PerChannel, PerGroupedChannel };

/// A weight on its way from a constant to indices and tables.
struct Candidate {
  // Read from the IR.
  ConstantOp op;
  FloatElements weight;
  int64_t axis; // Of the output channels.
  ChannelGroups groups;
  bool isChannelScaled;

  // Computed. There are scales if channels or table entries have any: one per
  // channel, or else per table.
  ConstantBuffer indices;
  ConstantBuffer lut;
  std::optional<ConstantBuffer> scales = std::nullopt;
  Outcome outcome = Outcome::Cancelled;
  std::optional<NonFinite> nonFinite = std::nullopt;
  Accuracy accuracy = {};
};

} // namespace

/// The consumers that Core AI's palettize_weights documents.
static constexpr llvm::StringLiteral kDocumentedConsumers[] = {
    "batch_matmul", "conv2d", "decomposable.broadcasting_batch_matmul",
    "gather_nd", "transpose"};

static std::string qualify(StringRef mnemonic) {
  return (CoreAIDialect::getDialectNamespace() + "." + mnemonic).str();
}

static std::optional<TableType> parseTableType(StringRef name) {
  return llvm::StringSwitch<std::optional<TableType>>(name)
      .Case("none", TableType::AsWeight)
      .Case("int8", TableType::Int8)
      .Case("uint8", TableType::UInt8)
      .Case("fp8_e4m3fn", TableType::F8E4M3FN)
      .Case("fp8_e5m2", TableType::F8E5M2)
      .Default(std::nullopt);
}

/// The type of the entries in the table of a weight with elements of
/// `weightType`.
static Type getEntryType(TableType tableType, Type weightType) {
  MLIRContext *context = weightType.getContext();
  switch (tableType) {
  case TableType::AsWeight:
    return weightType;
  case TableType::Int8:
    return IntegerType::get(context, 8, IntegerType::Signed);
  case TableType::UInt8:
    return IntegerType::get(context, 8, IntegerType::Unsigned);
  case TableType::F8E4M3FN:
    return Float8E4M3FNType::get(context);
  case TableType::F8E5M2:
    return Float8E5M2Type::get(context);
  }
  llvm_unreachable("unknown table type");
}

static std::optional<Granularity> parseGranularity(StringRef name) {
  return llvm::StringSwitch<std::optional<Granularity>>(name)
      .Case("per_tensor", Granularity::PerTensor)
      .Case("per_channel", Granularity::PerChannel)
      .Case("per_grouped_channel", Granularity::PerGroupedChannel)
      .Default(std::nullopt);
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

/// The name a constant goes by: its location's, as front ends keep the name of
/// a parameter there, or that of its resource.
static std::string getWeightName(ConstantOp op) {
  if (auto name = op.getLoc()->findInstanceOf<NameLoc>())
    return name.getName().str();
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(op.getValue()))
    return resource.getRawHandle().getKey().str();
  return "weight";
}

/// The ratio of the weight's energy to the error's, in dB: infinite for a
/// lossless palette, also of a weight of zeros.
static double getSignalToNoise(const Accuracy &accuracy) {
  if (accuracy.squaredError == 0)
    return std::numeric_limits<double>::infinity();
  return 10 * std::log10(accuracy.squaredNorm / accuracy.squaredError);
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

namespace {

struct Palettize : public coreai::impl::PalettizePassBase<Palettize> {
  using Base::Base;

  LogicalResult initialize(MLIRContext *context) override;
  void runOnOperation() override;

private:
  /// Finds the weights to palettize, in module order. Fails, with an error, on
  /// one whose data can't be read.
  LogicalResult collect(std::vector<Candidate> &candidates);

  /// Adds `op` to `candidates` unless it is no weight or has to stay.
  LogicalResult collect(ConstantOp op, std::vector<Candidate> &candidates);

  /// The axis along which to group, none (and a warning) if uses disagree.
  std::optional<int64_t> chooseAxis(ConstantOp op, const WeightUses &uses);

  /// Computes everything that is to be computed. What runs in the arena is
  /// numbers only: no worker touches the IR.
  void palettize(std::vector<Candidate> &candidates);
  void palettizeScalars(std::vector<Candidate> &candidates,
                        tbb::task_arena &arena);
  void palettizeVectors(std::vector<Candidate> &candidates,
                        tbb::task_arena &arena);

  /// How many threads may compute.
  int getNumWorkers();

  /// The value of an op that turns `data`, looked up, into the weight.
  Value scale(OpBuilder &builder, Candidate &candidate, Value data);

  /// Replaces one weight.
  void rewrite(Candidate &candidate);

  /// Remarks what became of a weight that is replaced.
  void reportPalettized(Candidate &candidate);

  /// Warns, and remarks, that a weight stays, and what would help.
  void reportSkipped(ConstantOp op, StringRef reason, StringRef help);

  // Parsed options.
  Granularity grouping = Granularity::PerTensor;
  TableType tableType = TableType::AsWeight;
  llvm::StringSet<> consumerNames;

  /// A weight was met without its data.
  bool anyDataMissing = false;
};

} // namespace

LogicalResult Palettize::initialize(MLIRContext *context) {
  std::string offences;
  llvm::raw_string_ostream os(offences);
  llvm::ListSeparator separator("; ");
  if (!llvm::is_contained({1, 2, 3, 4, 6, 8}, nBits.getValue()))
    os << separator << "n_bits is 1, 2, 3, 4, 6 or 8, got " << nBits.getValue();
  if (auto parsed = parseGranularity(granularity))
    grouping = *parsed;
  else
    os << separator
       << "granularity is per_tensor, per_channel or per_grouped_channel, got "
       << granularity.getValue();
  if (auto parsed = parseTableType(lutDtype))
    tableType = *parsed;
  else
    os << separator
       << "lut_dtype is none, int8, uint8, fp8_e4m3fn or fp8_e5m2, got "
       << lutDtype.getValue();
  if (clusterDim < 1 || clusterDim > 16)
    os << separator << "cluster_dim is 1 to 16, got " << clusterDim.getValue();
  if (clusterDim > 1 && enablePerChannelScale)
    os << separator
       << "enable_per_channel_scale needs cluster_dim=1: the channels of a "
          "vector would have different scales";
  if (clusterDim > 1 && grouping == Granularity::PerChannel)
    os << separator
       << "granularity=per_channel needs cluster_dim=1: a vector has several "
          "channels; use per_grouped_channel";
  if (groupSize < 1)
    os << separator << "group_size is 1 or more, got " << groupSize.getValue();
  if (weightNumThreshold < 0)
    os << separator << "weight_num_threshold is 0 or more, got "
       << weightNumThreshold.getValue();
  for (StringRef name : kDocumentedConsumers)
    consumerNames.insert(qualify(name));
  for (const std::string &name : consumers) {
    auto op = RegisteredOperationName::lookup(qualify(name), context);
    if (!op || !op->hasInterface<WeightConsumerOpInterface>())
      os << separator << "consumers are ops that read a weight, got " << name;
    consumerNames.insert(qualify(name));
  }
  if (offences.empty())
    return success();
  return emitError(UnknownLoc::get(context))
         << "invalid options for " << getArgument() << ": " << offences;
}

void Palettize::reportSkipped(ConstantOp op, StringRef reason, StringRef help) {
  emitWarning(op.getLoc(), "weight '")
      << getWeightName(op) << "' of type " << op.getType()
      << " is not palettized: " << reason << "; " << help;
  remark::missed(op.getLoc(),
                 remark::RemarkOpts::name("skipped").category(kCategory))
      << remark::metric("weight", getWeightName(op))
      << remark::reason("{0}", reason);
}

std::optional<int64_t> Palettize::chooseAxis(ConstantOp op,
                                             const WeightUses &uses) {
  bool needsAxis = grouping != Granularity::PerTensor || clusterDim > 1 ||
                   enablePerChannelScale;
  if (uses.outputAxes.empty() || !needsAxis)
    return 0;
  if (uses.outputAxes.size() == 1)
    return uses.outputAxes.front();
  reportSkipped(
      op,
      "its uses take output channels from axes " +
          llvm::join(llvm::map_range(
                         uses.outputAxes,
                         [](int64_t axis) { return std::to_string(axis); }),
                     " and "),
      "use granularity=per_tensor without vectors and channel scales, "
      "or a constant for each use");
  return std::nullopt;
}

LogicalResult Palettize::collect(ConstantOp op,
                                 std::vector<Candidate> &candidates) {
  auto type = cast<RankedTensorType>(op.getType());
  if (!isa<Float16Type, BFloat16Type, Float32Type>(type.getElementType()) ||
      !type.hasStaticShape() || type.getRank() == 0 ||
      type.getNumElements() <= weightNumThreshold)
    return success();
  auto uses = findWeightUses(op, consumerNames);
  if (!uses)
    return success();
  if (!hasData(op.getValue())) {
    anyDataMissing = true;
    reportSkipped(op, "its data is missing",
                  "read a program printed with its resources");
    return success();
  }
  auto weight = viewFloats(op.getValue(), [&] { return op.emitOpError(); });
  if (failed(weight))
    return failure();
  if (weight->isSplat) // One element stored: no palette is smaller.
    return success();

  auto axis = chooseAxis(op, *uses);
  if (!axis)
    return success();
  int64_t channels = type.getDimSize(*axis), groupChannels = channels;
  if (grouping == Granularity::PerChannel)
    groupChannels = 1;
  if (grouping == Granularity::PerGroupedChannel)
    groupChannels = groupSize;
  if (channels % groupChannels != 0) {
    reportSkipped(op,
                  "its " + std::to_string(channels) +
                      " output channels (axis " + std::to_string(*axis) +
                      ") can't be divided into groups of " +
                      std::to_string(groupChannels),
                  "use a group_size that divides them");
    return success();
  }

  if (groupChannels % clusterDim != 0) {
    reportSkipped(op,
                  "groups of " + std::to_string(groupChannels) +
                      " output channels (axis " + std::to_string(*axis) +
                      ") can't be divided into vectors of " +
                      std::to_string(clusterDim),
                  "use a cluster_dim that divides them");
    return success();
  }

  // A table of its own does for a channel all that a scale could.
  bool isChannelScaled =
      enablePerChannelScale && grouping != Granularity::PerChannel;
  Type elementType = type.getElementType();
  SmallVector<int64_t> indicesShape(type.getShape());
  indicesShape[*axis] /= clusterDim;
  SmallVector<int64_t> scalesShape(type.getRank(), 1);
  scalesShape[*axis] = isChannelScaled ? channels : channels / groupChannels;
  SmallVector<int64_t> lutShape(type.getRank(), 1);
  lutShape[*axis] = channels / groupChannels;
  lutShape.push_back(int64_t(1) << nBits);
  lutShape.push_back(clusterDim);
  Candidate candidate = {
      op,
      *weight,
      *axis,
      foldShape(type.getShape(), *axis, groupChannels),
      isChannelScaled,
      ConstantBuffer(RankedTensorType::get(
          indicesShape,
          IntegerType::get(&getContext(), nBits, IntegerType::Unsigned))),
      ConstantBuffer(RankedTensorType::get(
          lutShape, getEntryType(tableType, elementType)))};
  if (isChannelScaled || tableType != TableType::AsWeight)
    candidate.scales.emplace(RankedTensorType::get(scalesShape, elementType));
  candidates.push_back(std::move(candidate));
  return success();
}

LogicalResult Palettize::collect(std::vector<Candidate> &candidates) {
  WalkResult result = getOperation().walk(
      [&](ConstantOp op) { return WalkResult(collect(op, candidates)); });
  return failure(result.wasInterrupted());
}

template <typename Weight>
static void takeResults(ArrayRef<Weight> weights,
                        MutableArrayRef<Candidate> candidates) {
  for (auto [weight, candidate] : llvm::zip_equal(weights, candidates)) {
    candidate.outcome = weight.outcome;
    candidate.nonFinite = weight.nonFinite;
    candidate.accuracy = weight.accuracy;
  }
}

void Palettize::palettizeScalars(std::vector<Candidate> &candidates,
                                 tbb::task_arena &arena) {
  std::vector<ScalarWeight> weights(candidates.size());
  std::vector<std::vector<std::byte>> channelScales(candidates.size());
  for (size_t i = 0; i < candidates.size(); ++i) {
    Candidate &candidate = candidates[i];
    ScalarWeight &weight = weights[i];
    weight.format = candidate.weight.format;
    weight.weight = candidate.weight.bytes;
    weight.groups = candidate.groups;
    weight.options.bits = nBits;
    weight.options.tableType = tableType;
    weight.options.fastMode = enableFastKmeansMode;
    weight.options.roundingPrecision =
        static_cast<int>(std::clamp<int64_t>(roundingPrecision, -1000, 1000));
    weight.tables = candidate.lut.bytes();
    weight.indices = candidate.indices.bytes();
    if (candidate.isChannelScaled) {
      // With entries as the weight, these are what is stored.
      std::span<std::byte> scales = candidate.scales->bytes();
      if (tableType != TableType::AsWeight) {
        channelScales[i].resize(scales.size());
        scales = channelScales[i];
      }
      arena.execute([&] {
        clustering::absoluteMaxima(weight.format, weight.weight, weight.groups,
                                   scales);
      });
      weight.channelScales = scales;
    }
    if (tableType != TableType::AsWeight)
      weight.scales = candidate.scales->bytes();
  }
  if (!enableFastKmeansMode) {
    size_t mebibytes =
        clustering::estimateScratch(weights, getNumWorkers()) >> 20;
    emitRemark(getOperation().getLoc())
        << "without fast mode, clustering may take up to " << mebibytes
        << " MiB of memory";
  }
  arena.execute([&] { clustering::palettizeScalars(weights); });
  takeResults(ArrayRef(weights), candidates);
}

void Palettize::palettizeVectors(std::vector<Candidate> &candidates,
                                 tbb::task_arena &arena) {
  std::vector<VectorWeight> weights(candidates.size());
  for (auto [weight, candidate] : llvm::zip_equal(weights, candidates)) {
    weight.format = candidate.weight.format;
    weight.weight = candidate.weight.bytes;
    weight.groups = candidate.groups;
    weight.options.bits = nBits;
    weight.options.dim = static_cast<unsigned>(clusterDim);
    weight.options.tableType = tableType;
    weight.tables = candidate.lut.bytes();
    weight.indices = candidate.indices.bytes();
    if (candidate.scales)
      weight.scales = candidate.scales->bytes();
  }
  arena.execute([&] { clustering::palettizeVectors(weights); });
  takeResults(ArrayRef(weights), candidates);
}

void Palettize::palettize(std::vector<Candidate> &candidates) {
  tbb::task_arena arena(getNumWorkers());
  if (clusterDim > 1)
    palettizeVectors(candidates, arena);
  else
    palettizeScalars(candidates, arena);
}

void Palettize::reportPalettized(Candidate &candidate) {
  size_t before = candidate.weight.bytes.size();
  size_t after = candidate.indices.bytes().size() +
                 candidate.lut.bytes().size() +
                 (candidate.scales ? candidate.scales->bytes().size() : 0);
  remark::passed(candidate.op.getLoc(),
                 remark::RemarkOpts::name("palettized").category(kCategory))
      << remark::metric("weight", getWeightName(candidate.op))
      << remark::metric("type", candidate.op.getType())
      << remark::metric("axis", candidate.axis)
      << remark::metric("tables", candidate.groups.count())
      << remark::metric("bytes_before", before)
      << remark::metric("bytes_after", after)
      << remark::metric("bits_per_weight", 8.0 * after / candidate.weight.count)
      << remark::metric("snr_db", getSignalToNoise(candidate.accuracy))
      << remark::metric("max_abs_error", candidate.accuracy.maxAbsError);
}

Value Palettize::scale(OpBuilder &builder, Candidate &candidate, Value data) {
  Location loc = candidate.op.getLoc();
  auto constant = [&](ElementsAttr value) {
    return ConstantOp::create(builder, loc, value).getOutput();
  };
  RankedTensorType scaleType = candidate.scales->getType();
  Type dataType = cast<RankedTensorType>(data.getType()).getElementType();
  ConstantBuffer zeroPoints(
      RankedTensorType::get(scaleType.getShape(), dataType));
  ConstantBuffer zeros(scaleType);
  int zeroPoint = clustering::zeroPoint(tableType);
  if (isa<IntegerType>(dataType))
    zeroPoints.setIntegers(
        SmallVector<int64_t>(scaleType.getNumElements(), zeroPoint));
  else
    zeroPoints.setFloats(SmallVector<double>(scaleType.getNumElements(), 0));
  zeros.setFloats(SmallVector<double>(scaleType.getNumElements(), 0));

  std::string name = getWeightName(candidate.op);
  Value scale = constant(candidate.scales->take(name + "_scale"));
  Value offset1 = constant(zeroPoints.take(name + "_zero_point"));
  Value offset2 = constant(zeros.take(name + "_zero"));
  return BlockwiseShiftScaleOp::create(builder, loc, candidate.op.getType(),
                                       data, scale, offset1, offset2);
}

void Palettize::rewrite(Candidate &candidate) {
  ConstantOp op = candidate.op;
  switch (candidate.outcome) {
  case Outcome::Palettized:
    break;
  case Outcome::NonFinite:
    return reportSkipped(
        op,
        "element " + std::to_string(candidate.nonFinite->index) + " is " +
            std::to_string(candidate.nonFinite->value),
        "replace what isn't finite by the largest finite "
        "value");
  case Outcome::ScaleUnderflow:
    return reportSkipped(op, "its values are too small for a scale of its type",
                         "use lut_dtype=none");
  case Outcome::Cancelled:
    llvm_unreachable("nobody cancels");
  }
  reportPalettized(candidate);

  // One table of scalars needs no channel axis.
  bool needsAxis = candidate.groups.count() > 1 || clusterDim > 1;
  int64_t axis = needsAxis ? candidate.axis : 0;
  OpBuilder builder(op);
  Location loc = op.getLoc();
  std::string name = getWeightName(op);
  auto constant = [&](ElementsAttr value) {
    return ConstantOp::create(builder, loc, value).getOutput();
  };
  Value indices = constant(candidate.indices.take(name + "_indices"));
  Type entryType = candidate.lut.getType().getElementType();
  Value lut = constant(candidate.lut.take(name + "_lut"));
  auto axisType = RankedTensorType::get(
      {}, IntegerType::get(&getContext(), 16, IntegerType::Signed));
  Value axisValue = constant(DenseElementsAttr::get(
      axisType, APInt(16, static_cast<uint64_t>(axis), /*isSigned=*/true)));
  Type dataType =
      cast<RankedTensorType>(op.getType()).cloneWith(std::nullopt, entryType);
  Value dense =
      LutToDenseOp::create(builder, loc, dataType, indices, lut, axisValue);
  if (candidate.scales)
    dense = scale(builder, candidate, dense);
  op.getOutput().replaceAllUsesWith(dense);
  op.erase();
}

int Palettize::getNumWorkers() {
  if (!getContext().isMultithreadingEnabled())
    return 1;
  // More than there are cores gains nothing, and TBB warns of it.
  unsigned cores = tbb::this_task_arena::max_concurrency();
  return numKmeansWorkers == 0 ? cores
                               : std::min<unsigned>(numKmeansWorkers, cores);
}

void Palettize::runOnOperation() {
  std::vector<Candidate> candidates;
  anyDataMissing = false;
  if (failed(collect(candidates)))
    return signalPassFailure();
  if (candidates.empty() && anyDataMissing) {
    // At a location: an error on the op would print the whole program.
    emitError(getOperation().getLoc(),
              "no weight has its data; read a program printed with its "
              "resources");
    return signalPassFailure();
  }

  int64_t values = clusterDim << nBits;
  if (values > 256 && !candidates.empty())
    emitRemark(getOperation().getLoc())
        << "tables of " << values
        << " values are more than the Neural Engine takes, which is 256; lower "
           "n_bits or cluster_dim";
  palettize(candidates);

  for (Candidate &candidate : candidates)
    rewrite(candidate);
}

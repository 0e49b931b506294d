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
using coreai::clustering::ScalarOutcome;
using coreai::clustering::ScalarWeight;

static constexpr llvm::StringLiteral kCategory = "palettize";

//===----------------------------------------------------------------------===//
// One weight
//===----------------------------------------------------------------------===//

namespace {

/// What shares a look-up table.
enum class Granularity : uint8_t { PerTensor, PerChannel, PerGroupedChannel };

/// A weight on its way from a constant to indices and tables.
struct Candidate {
  Candidate(ConstantOp op, const FloatElements &weight, int64_t axis,
            const ChannelGroups &groups, RankedTensorType indicesType,
            RankedTensorType lutType)
      : op(op), weight(weight), axis(axis), groups(groups),
        indices(indicesType), lut(lutType) {}

  // Read from the IR.
  ConstantOp op;
  FloatElements weight;
  int64_t axis;
  ChannelGroups groups;

  // Computed.
  ConstantBuffer indices;
  ConstantBuffer lut;
  ScalarWeight result;
};

} // namespace

/// The consumers that Core AI's palettize_weights documents.
static constexpr llvm::StringLiteral kDocumentedConsumers[] = {
    "batch_matmul", "conv2d", "decomposable.broadcasting_batch_matmul",
    "gather_nd", "transpose"};

static std::string qualify(StringRef mnemonic) {
  return (CoreAIDialect::getDialectNamespace() + "." + mnemonic).str();
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

  /// How many threads may compute.
  int getNumWorkers();

  /// Replaces one weight.
  void rewrite(Candidate &candidate);

  /// Remarks what became of a weight that is replaced.
  void reportPalettized(Candidate &candidate);

  /// Warns, and remarks, that a weight stays, and what would help.
  void reportSkipped(ConstantOp op, StringRef reason, StringRef help);

  // Parsed options.
  Granularity grouping = Granularity::PerTensor;
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
  if (uses.outputAxes.empty() || grouping == Granularity::PerTensor)
    return 0;
  if (uses.outputAxes.size() == 1)
    return uses.outputAxes.front();
  reportSkipped(op,
                "its uses take output channels from axes " +
                    llvm::join(llvm::map_range(uses.outputAxes,
                                               [](int64_t axis) {
                                                 return std::to_string(axis);
                                               }),
                               " and "),
                "use granularity=per_tensor, or a constant for each use");
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

  SmallVector<int64_t> lutShape(type.getRank(), 1);
  lutShape[*axis] = channels / groupChannels;
  lutShape.push_back(int64_t(1) << nBits);
  lutShape.push_back(1);
  Type indexType =
      IntegerType::get(&getContext(), nBits, IntegerType::Unsigned);
  candidates.emplace_back(
      op, *weight, *axis, foldShape(type.getShape(), *axis, groupChannels),
      RankedTensorType::get(type.getShape(), indexType),
      RankedTensorType::get(lutShape, type.getElementType()));
  return success();
}

LogicalResult Palettize::collect(std::vector<Candidate> &candidates) {
  WalkResult result = getOperation().walk(
      [&](ConstantOp op) { return WalkResult(collect(op, candidates)); });
  return failure(result.wasInterrupted());
}

/// Numbers only: no thread touches the IR.
static void palettize(std::vector<Candidate> &candidates, unsigned bits) {
  std::vector<ScalarWeight> weights(candidates.size());
  for (auto [weight, candidate] : llvm::zip_equal(weights, candidates)) {
    weight.format = candidate.weight.format;
    weight.weight = candidate.weight.bytes;
    weight.groups = candidate.groups;
    weight.options.bits = bits;
    weight.tables = candidate.lut.bytes();
    weight.indices = candidate.indices.bytes();
  }
  clustering::palettizeScalars(weights);
  for (auto [weight, candidate] : llvm::zip_equal(weights, candidates))
    candidate.result = weight;
}

void Palettize::reportPalettized(Candidate &candidate) {
  size_t before = candidate.weight.bytes.size();
  size_t after =
      candidate.indices.bytes().size() + candidate.lut.bytes().size();
  remark::passed(candidate.op.getLoc(),
                 remark::RemarkOpts::name("palettized").category(kCategory))
      << remark::metric("weight", getWeightName(candidate.op))
      << remark::metric("type", candidate.op.getType())
      << remark::metric("axis", candidate.axis)
      << remark::metric("tables", candidate.groups.count())
      << remark::metric("bytes_before", before)
      << remark::metric("bytes_after", after)
      << remark::metric("bits_per_weight", 8.0 * after / candidate.weight.count)
      << remark::metric("snr_db", getSignalToNoise(candidate.result.accuracy))
      << remark::metric("max_abs_error", candidate.result.accuracy.maxAbsError);
}

void Palettize::rewrite(Candidate &candidate) {
  ConstantOp op = candidate.op;
  if (auto nonFinite = candidate.result.nonFinite) {
    reportSkipped(op,
                  "element " + std::to_string(nonFinite->index) + " is " +
                      std::to_string(nonFinite->value),
                  "replace what isn't finite by the largest finite value");
    return;
  }
  // There are no scales to underflow, and nobody cancels.
  assert(candidate.result.outcome == ScalarOutcome::Palettized);
  reportPalettized(candidate);

  // One table needs no channel axis.
  int64_t axis = candidate.groups.count() == 1 ? 0 : candidate.axis;
  OpBuilder builder(op);
  Location loc = op.getLoc();
  std::string name = getWeightName(op);
  auto constant = [&](ElementsAttr value) {
    return ConstantOp::create(builder, loc, value).getOutput();
  };
  Value indices = constant(candidate.indices.take(name + "_indices"));
  Value lut = constant(candidate.lut.take(name + "_lut"));
  auto axisType = RankedTensorType::get(
      {}, IntegerType::get(&getContext(), 16, IntegerType::Signed));
  Value axisValue = constant(DenseElementsAttr::get(
      axisType, APInt(16, static_cast<uint64_t>(axis), /*isSigned=*/true)));
  Value dense =
      LutToDenseOp::create(builder, loc, op.getType(), indices, lut, axisValue);
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

  tbb::task_arena arena(getNumWorkers());
  arena.execute([&] { palettize(candidates, nBits); });

  for (Candidate &candidate : candidates)
    rewrite(candidate);
}

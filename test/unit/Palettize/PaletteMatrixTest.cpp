// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every combination of table type, width, granularity, vector length, channel
// scales, element type and consumer: the documented error, or a program that
// decodes to what is reported, and that no plain recipe betters.

#include "PalettePrograms.h"
#include "Reference/PaletteDecoder.h"
#include "Reference/Palettes.h"
#include "coreai/Transforms/Passes.h"

#include "mlir/IR/MLIRContext.h"
#include "mlir/Pass/PassManager.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace mlir;
using namespace coreai;
using namespace coreai::test;
using testing::HasSubstr;

namespace {

/// Neither shapes nor axes nor group sizes are alike, so that one can't be
/// taken for another.
const Consumer kConsumers[] = {
    {"Linear", Reader::Linear, {30, 48}, 1},
    {"TransposedLinear", Reader::TransposedLinear, {40, 35}, 0},
    {"Conv2d", Reader::Conv2d, {32, 5, 3, 3}, 0},
    {"GroupedConv2d", Reader::Conv2d, {64, 2, 3, 3}, 0, 4},
    {"Gather", Reader::GatherNd, {48, 28}, 0},
};

size_t groupSizeOf(const Consumer &consumer) {
  return consumer.reader == Reader::TransposedLinear ? 8 : 16;
}

constexpr std::pair<const char *, FloatFormat> kFormats[] = {
    {"F16", FloatFormat::F16},
    {"BF16", FloatFormat::BF16},
    {"F32", FloatFormat::F32}};

constexpr std::pair<const char *, TableType> kTableTypes[] = {
    {"None", TableType::AsWeight},
    {"Int8", TableType::Int8},
    {"UInt8", TableType::UInt8},
    {"Fp8E4M3FN", TableType::F8E4M3FN},
    {"Fp8E5M2", TableType::F8E5M2}};

constexpr Granularity kGranularities[] = {Granularity::PerTensor,
                                          Granularity::PerChannel,
                                          Granularity::PerGroupedChannel};

//===----------------------------------------------------------------------===//
// Weights and their references
//===----------------------------------------------------------------------===//

/// A weight, and what plain recipes make of it, found when first asked for.
class Specimen {
public:
  Specimen(const Consumer &consumer, FloatFormat format)
      : consumer(consumer), format(format) {
    // Ranges of channels differ up to 11 times, in no simple order, and one
    // channel is all zeros.
    std::mt19937_64 random(values.size() + consumer.shape[0]);
    std::normal_distribution<double> normal(0, 0.01);
    PlainWeight layout = plain(Granularity::PerTensor);
    size_t count = ShapedType::getNumElements(consumer.shape);
    for (size_t i = 0; i < count; ++i) {
      size_t channel = layout.channelOf(i);
      double range = channel == 5 ? 0 : 1 + 7 * channel % 11;
      values.push_back(rounded(format, range * normal(random)));
    }
  }

  PlainWeight plain(Granularity granularity) const {
    size_t channels = consumer.shape[consumer.axis], inner = 1;
    for (size_t i = consumer.axis + 1; i < consumer.shape.size(); ++i)
      inner *= consumer.shape[i];
    size_t groupChannels = granularity == Granularity::PerTensor ? channels
                           : granularity == Granularity::PerChannel
                               ? 1
                               : groupSizeOf(consumer);
    return {format, values, channels, inner, groupChannels};
  }

  const ScalarReference &
  scalars(Granularity granularity, bool isScaled,
          ScalarReference::Ties ties = ScalarReference::Ties::Oracle) {
    // A channel with a table of its own needs no scale.
    isScaled = isScaled && granularity != Granularity::PerChannel;
    return scalarReferences
        .try_emplace({granularity, isScaled, ties}, plain(granularity),
                     isScaled, ties)
        .first->second;
  }

  const VectorReference &vectors(Granularity granularity, int64_t dim) {
    return vectorReferences
        .try_emplace({granularity, dim}, plain(granularity), dim)
        .first->second;
  }

  const Consumer &consumer;
  FloatFormat format;
  std::vector<double> values;

private:
  std::map<std::tuple<Granularity, bool, ScalarReference::Ties>,
           ScalarReference>
      scalarReferences;
  std::map<std::pair<Granularity, int64_t>, VectorReference> vectorReferences;
};

/// One for all tests of a consumer and type.
Specimen &specimenOf(const Consumer &consumer, FloatFormat format) {
  static std::map<std::pair<const Consumer *, FloatFormat>, Specimen> specimens;
  return specimens.try_emplace({&consumer, format}, consumer, format)
      .first->second;
}

//===----------------------------------------------------------------------===//
// The matrix
//===----------------------------------------------------------------------===//

using Cell = std::tuple<size_t, size_t, size_t>; // Of the lists above.

class PaletteMatrix : public testing::TestWithParam<Cell> {
protected:
  PaletteMatrix()
      : consumer(kConsumers[std::get<0>(GetParam())]),
        specimen(
            specimenOf(consumer, kFormats[std::get<1>(GetParam())].second)) {
    ProgramBuilder load(&context);
    settings.lutDtype = kTableTypes[std::get<2>(GetParam())].second;
    settings.groupSize = static_cast<int64_t>(groupSizeOf(consumer));
    settings.weightNumThreshold = 1000;
    program =
        makeProgram(consumer, makeElements(&context, consumer.shape,
                                           specimen.format, specimen.values));
  }

  /// The error that is documented for the settings, none if they are valid.
  std::string expectedError() const;

  void expectTypes(LutToDenseOp op) const;
  void expectDecodesAsReported(ArrayRef<double> decoded,
                               const PalettizeReport &report);
  void expectMaterializesTo(ModuleOp palettized, ArrayRef<double> decoded);
  void expectAsGoodAsPlain();
  void run();

  MLIRContext context;
  const Consumer &consumer;
  Specimen &specimen;
  WeightSettings settings;
  OwningOpRef<ModuleOp> program;
  double squaredError = 0; // Of the decoded weight.
};

std::string PaletteMatrix::expectedError() const {
  if (settings.clusterDim > 1 && settings.enablePerChannelScale)
    return "enable_per_channel_scale needs cluster_dim=1";
  if (settings.clusterDim > 1 &&
      settings.granularity == Granularity::PerChannel)
    return "granularity=per_channel needs cluster_dim=1";
  return "";
}

void PaletteMatrix::expectTypes(LutToDenseOp op) const {
  SmallVector<int64_t> indicesShape{ArrayRef<int64_t>(consumer.shape)};
  indicesShape[consumer.axis] /= settings.clusterDim;
  SmallVector<int64_t> lutShape(consumer.shape.size(), 1);
  lutShape[consumer.axis] = specimen.plain(settings.granularity).groups();
  lutShape.append({int64_t(1) << settings.nBits, settings.clusterDim});
  auto unsignedType = [&](unsigned bits) {
    return IntegerType::get(op.getContext(), bits, IntegerType::Unsigned);
  };
  EXPECT_EQ(op.getIndices().getType(),
            RankedTensorType::get(indicesShape, unsignedType(settings.nBits)));
  Type entry = getType(op.getContext(), specimen.format);
  if (settings.lutDtype == TableType::Int8)
    entry = IntegerType::get(op.getContext(), 8, IntegerType::Signed);
  if (settings.lutDtype == TableType::UInt8)
    entry = unsignedType(8);
  if (settings.lutDtype == TableType::F8E4M3FN)
    entry = Float8E4M3FNType::get(op.getContext());
  if (settings.lutDtype == TableType::F8E5M2)
    entry = Float8E5M2Type::get(op.getContext());
  EXPECT_EQ(op.getLut().getType(), RankedTensorType::get(lutShape, entry));
}

void PaletteMatrix::expectDecodesAsReported(ArrayRef<double> decoded,
                                            const PalettizeReport &report) {
  squaredError = 0;
  double squaredNorm = 0, maxAbsError = 0;
  for (auto [value, other] : llvm::zip_equal(specimen.values, decoded)) {
    squaredError += (value - other) * (value - other);
    squaredNorm += value * value;
    maxAbsError = std::max(maxAbsError, std::abs(value - other));
  }
  ASSERT_EQ(report.weights.size(), 1u);
  const WeightReport &weight = report.weights.front();
  EXPECT_FALSE(weight.skipped);
  if (settings.granularity != Granularity::PerTensor ||
      settings.clusterDim > 1 || settings.enablePerChannelScale) {
    EXPECT_EQ(weight.axis, consumer.axis);
  }
  EXPECT_EQ(weight.maxAbsError, maxAbsError);
  if (squaredError == 0) {
    EXPECT_EQ(weight.snrDb, std::numeric_limits<double>::infinity());
  } else {
    EXPECT_NEAR(weight.snrDb, 10 * std::log10(squaredNorm / squaredError),
                1e-9);
  }
}

/// The inverse gives one constant, of just the elements that were reported on.
void PaletteMatrix::expectMaterializesTo(ModuleOp palettized,
                                         ArrayRef<double> decoded) {
  PassManager passes(&context);
  passes.addPass(createMaterializeWeightsPass());
  ASSERT_TRUE(succeeded(passes.run(palettized)));
  Value weight = findWeight(palettized);
  ASSERT_TRUE(weight.getDefiningOp<ConstantOp>());
  std::optional<Tensor> dense = evaluate(weight);
  ASSERT_TRUE(dense);
  EXPECT_EQ(dense->type.getShape(), ArrayRef(consumer.shape));
  EXPECT_EQ(dense->elements, decoded.vec());
}

/// Sums of a few thousand squares agree to this.
constexpr double kSlack = 1 + 1e-9;

void PaletteMatrix::expectAsGoodAsPlain() {
  unsigned bits = settings.nBits;
  if (settings.clusterDim > 1) {
    double plain = specimen.vectors(settings.granularity, settings.clusterDim)
                       .plainError(bits, settings.lutDtype);
    EXPECT_LE(squaredError, plain * kSlack);
    return;
  }
  const ScalarReference &reference =
      specimen.scalars(settings.granularity, settings.enablePerChannelScale);
  bool isRounded = settings.lutDtype == TableType::AsWeight &&
                   !settings.enablePerChannelScale;
  auto isAsGood = [&](const ScalarReference &reference) {
    return squaredError <=
               reference.plainError(bits, settings.lutDtype) * kSlack &&
           (!isRounded ||
            squaredError <= reference.roundedError(bits) * kSlack);
  };
  if (!isAsGood(reference)) {
    EXPECT_TRUE(isAsGood(specimen.scalars(settings.granularity,
                                          settings.enablePerChannelScale,
                                          ScalarReference::Ties::Solver)))
        << "squared error " << squaredError;
  }
  if (isRounded) {
    EXPECT_GE(squaredError * kSlack, reference.optimalError(bits));
  }
}

void PaletteMatrix::run() {
  PalettizeOptions options;
  options.weights = settings;
  options.numKmeansWorkers = 1;
  Palettization result = palettize(*program, options);
  std::string error = expectedError();
  if (!error.empty()) {
    EXPECT_FALSE(result.program);
    EXPECT_THAT(result.errors, HasSubstr(error));
    return;
  }
  ASSERT_TRUE(result.program) << result.errors;
  EXPECT_EQ(result.errors, "");
  EXPECT_TRUE(succeeded(verify(*result.program)));
  LutToDenseOp lookup;
  result.program->walk([&](LutToDenseOp op) { lookup = op; });
  ASSERT_TRUE(lookup);
  expectTypes(lookup);

  std::optional<Tensor> decoded = evaluate(findWeight(*result.program));
  ASSERT_TRUE(decoded);
  ASSERT_EQ(decoded->type,
            RankedTensorType::get(consumer.shape,
                                  getType(&context, specimen.format)));
  expectDecodesAsReported(decoded->elements, result.report);
  expectMaterializesTo(*result.program, decoded->elements);
  const WeightReport &weight = result.report.weights.front();
  if (weight.bytesAfter() < weight.bytesBefore) {
    EXPECT_EQ(result.warnings, "");
  } else { // Tables can be larger than small weights.
    EXPECT_THAT(result.warnings, HasSubstr("doesn't get smaller"));
  }
  expectAsGoodAsPlain();
}

TEST_P(PaletteMatrix, IsAnErrorOrAsGoodAsPlain) {
  for (Granularity granularity : kGranularities)
    for (int64_t dim : {1, 2, 4})
      for (bool isScaled : {false, true})
        for (unsigned bits : kAllBits) {
          SCOPED_TRACE(testing::Message()
                       << "granularity " << int(granularity) << ", cluster_dim "
                       << dim << ", enable_per_channel_scale " << isScaled
                       << ", n_bits " << bits);
          settings.granularity = granularity;
          settings.clusterDim = dim;
          settings.enablePerChannelScale = isScaled;
          settings.nBits = bits;
          run();
        }
}

std::string nameOf(const testing::TestParamInfo<Cell> &info) {
  auto [consumer, format, type] = info.param;
  return std::string(kConsumers[consumer].name) + kFormats[format].first +
         kTableTypes[type].first;
}

INSTANTIATE_TEST_SUITE_P(
    Everything, PaletteMatrix,
    testing::Combine(testing::Range<size_t>(0, std::size(kConsumers)),
                     testing::Range<size_t>(0, std::size(kFormats)),
                     testing::Range<size_t>(0, std::size(kTableTypes))),
    nameOf);

} // namespace

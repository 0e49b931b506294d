// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What other palettizers get wrong, each with a weight on which it shows.

#include "PalettePrograms.h"
#include "Reference/PaletteDecoder.h"
#include "Reference/Palettes.h"

#include "mlir/IR/MLIRContext.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace mlir;
using namespace coreai;
using namespace coreai::test;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

/// A product with a weight [out, in] that is transposed.
Consumer linear(int64_t out, int64_t in) {
  return {"TransposedLinear", Reader::TransposedLinear, {out, in}, 0};
}

/// Normally distributed numbers of \p format. Those of row r, of so many, have
/// a deviation of deviationOf(r).
std::vector<double>
normalRows(FloatFormat format, int64_t rows, int64_t length,
           llvm::function_ref<double(int64_t)> deviationOf) {
  std::mt19937_64 random(17);
  std::normal_distribution<double> normal;
  std::vector<double> values;
  for (int64_t row = 0; row < rows; ++row)
    for (int64_t i = 0; i < length; ++i)
      values.push_back(rounded(format, deviationOf(row) * normal(random)));
  return values;
}

double signalToNoise(ArrayRef<double> values, ArrayRef<double> decoded) {
  double squaredError = 0, squaredNorm = 0;
  for (auto [value, other] : llvm::zip_equal(values, decoded)) {
    squaredError += (value - other) * (value - other);
    squaredNorm += value * value;
  }
  return 10 * std::log10(squaredNorm / squaredError);
}

class PaletteDefects : public testing::Test {
protected:
  PaletteDefects() { ProgramBuilder load(&context); }

  ElementsAttr elementsOf(const Consumer &consumer, FloatFormat format,
                          ArrayRef<double> values) {
    return makeElements(&context, consumer.shape, format, values);
  }

  /// Palettizes a program with one weight and decodes it. Fails the test if it
  /// isn't palettized.
  std::vector<double> decode(const Consumer &consumer, FloatFormat format,
                             ArrayRef<double> values) {
    auto program = makeProgram(consumer, elementsOf(consumer, format, values));
    result = palettize(*program, options);
    EXPECT_TRUE(result.program) << result.errors;
    if (!result.program)
      return std::vector<double>(values.size());
    EXPECT_TRUE(succeeded(verify(*result.program)));
    EXPECT_TRUE(only<LutToDenseOp>());
    auto tensor = evaluate(findWeight(*result.program));
    return tensor ? tensor->elements : std::vector<double>(values.size());
  }

  double decodedSignalToNoise(const Consumer &consumer, FloatFormat format,
                              ArrayRef<double> values) {
    return signalToNoise(values, decode(consumer, format, values));
  }

  /// The op of that type in the palettized program.
  template <typename Op>
  Op only() {
    Op found;
    if (result.program)
      result.program->walk([&](Op op) { found = op; });
    return found;
  }

  /// What an operand of the op that scales looked-up data holds. Fails the
  /// test, and holds nothing, if there is no such op.
  Tensor scaling(llvm::function_ref<Value(BlockwiseShiftScaleOp)> operand) {
    auto op = only<BlockwiseShiftScaleOp>();
    EXPECT_TRUE(op);
    auto tensor = op ? evaluate(operand(op)) : std::nullopt;
    return tensor
               ? *tensor
               : Tensor{RankedTensorType::get({0}, Float32Type::get(&context)),
                        {0}};
  }
  Tensor scales() {
    return scaling([](BlockwiseShiftScaleOp op) { return op.getScale(); });
  }

  /// What plain rounding of the optimal table comes to, in dB.
  double plainSignalToNoise(FloatFormat format, ArrayRef<double> values) {
    PlainWeight weight = {format, {values.data(), values.size()}, 1, 1, 1};
    double norm = 0;
    for (double value : values)
      norm += value * value;
    double error =
        ScalarReference(weight, /*isScaled=*/false)
            .plainError(options.weights.nBits, options.weights.lutDtype);
    return 10 * std::log10(norm / error);
  }

  MLIRContext context;
  PalettizeOptions options;
  WeightSettings &settings = options.weights;
  Palettization result;
};

//===----------------------------------------------------------------------===//
// Ranges
//===----------------------------------------------------------------------===//

// In half precision, 6.6 times 10^4 is infinite.
TEST_F(PaletteDefects, LargeHalfPrecisionWeightsStayFinite) {
  std::vector<double> values =
      normalRows(FloatFormat::F16, 128, 128, [](int64_t) { return 1; });
  for (size_t i : {3, 500, 7000, 16000})
    values[i] = i % 2 ? 6.75 : -8.5;
  std::vector<double> decoded =
      decode(linear(128, 128), FloatFormat::F16, values);
  EXPECT_THAT(decoded, Each(testing::Truly(
                           [](double value) { return std::isfinite(value); })));
  EXPECT_GE(signalToNoise(values, decoded),
            plainSignalToNoise(FloatFormat::F16, values) - 1e-9);
}

// Four decimal places are a lot for some weights and nothing for others. This
// is more than 65,536 different values, so that fast mode is at work.
TEST_F(PaletteDefects, SmallWeightsKeepTheirResolution) {
  settings.nBits = 8;
  auto signalToNoiseAt = [&](double deviation) {
    return decodedSignalToNoise(linear(300, 300), FloatFormat::F32,
                                normalRows(FloatFormat::F32, 300, 300,
                                           [&](int64_t) { return deviation; }));
  };
  double usual = signalToNoiseAt(1);
  EXPECT_GT(usual, 43);
  for (double deviation : {0.01, 0.003, 0.001, 0.0003, 0.0001, 1e-5, 1e-20})
    EXPECT_NEAR(signalToNoiseAt(deviation), usual, 0.02) << deviation;
}

// Neither f32 nor bf16 passes through the range of half precision.
TEST_F(PaletteDefects, WeightsKeepTheRangeOfTheirType) {
  for (FloatFormat format : {FloatFormat::F32, FloatFormat::BF16})
    for (double deviation : {1e30, 1e5, 1e-9, 1e-30}) {
      std::vector<double> values =
          normalRows(format, 64, 64, [&](int64_t) { return deviation; });
      double decoded = decodedSignalToNoise(linear(64, 64), format, values);
      EXPECT_GE(decoded, plainSignalToNoise(format, values) - 1e-9);
      EXPECT_GT(decoded, 19);
    }
}

// 1e-3 over the largest number of the type is no half-precision number.
TEST_F(PaletteDefects, SmallWeightsFitWideFloatTables) {
  settings.lutDtype = TableType::F8E5M2;
  for (bool isScaled : {false, true}) {
    settings.enablePerChannelScale = isScaled;
    std::vector<double> values =
        normalRows(FloatFormat::F16, 64, 64,
                   [](int64_t row) { return row % 2 ? 2.5e-4 : 1e-4; });
    for (double &value : values)
      value = rounded(FloatFormat::F16, std::clamp(value, -1e-3, 1e-3));
    double half =
        decodedSignalToNoise(linear(64, 64), FloatFormat::F16, values);
    double single =
        decodedSignalToNoise(linear(64, 64), FloatFormat::F32, values);
    EXPECT_GT(half, 18);
    EXPECT_NEAR(half, single, 0.3);
    EXPECT_EQ(scales().elements.size(), isScaled ? 64u : 1u);
    decode(linear(64, 64), FloatFormat::F16, values);
    EXPECT_THAT(scales().elements, Each(testing::Ge(0x1p-14)));
  }
}

//===----------------------------------------------------------------------===//
// Channels, groups and scales
//===----------------------------------------------------------------------===//

TEST_F(PaletteDefects, ChannelScalesAreThoseOfOutputChannels) {
  // As a left or a right operand would have them.
  Consumer transposed = linear(48, 64);
  Consumer direct = {"Linear", Reader::Linear, {64, 48}, 1};
  std::vector<double> byOutput = normalRows(
      FloatFormat::F32, 48, 64, [](int64_t row) { return std::exp2(row % 6); });
  for (const Consumer &consumer : {transposed, direct}) {
    bool isDirect = consumer.axis == 1;
    std::vector<double> values(byOutput.size()), largest(48);
    for (size_t out = 0; out < 48; ++out)
      for (size_t in = 0; in < 64; ++in) {
        double value = byOutput[out * 64 + in];
        values[isDirect ? in * 48 + out : out * 64 + in] = value;
        largest[out] = std::max(largest[out], std::abs(value));
      }
    settings.enablePerChannelScale = false;
    double without = decodedSignalToNoise(consumer, FloatFormat::F32, values);
    settings.enablePerChannelScale = true;
    double with = decodedSignalToNoise(consumer, FloatFormat::F32, values);
    EXPECT_GT(with, without + 2);
    EXPECT_THAT(scales().type.getShape(),
                isDirect ? ElementsAre(1, 48) : ElementsAre(48, 1));
    EXPECT_EQ(scales().elements, largest);
  }
}

TEST_F(PaletteDefects, NarrowTablesKeepEveryChannelScale) {
  settings.enablePerChannelScale = true;
  std::vector<double> values =
      normalRows(FloatFormat::F16, 48, 64,
                 [](int64_t row) { return 0.01 * (1 + row % 9); });
  double wide = decodedSignalToNoise(linear(48, 64), FloatFormat::F16, values);
  for (TableType type :
       {TableType::Int8, TableType::UInt8, TableType::F8E4M3FN}) {
    settings.lutDtype = type;
    EXPECT_GT(decodedSignalToNoise(linear(48, 64), FloatFormat::F16, values),
              wide - 0.5);
    EXPECT_THAT(scales().type.getShape(), ElementsAre(48, 1));
  }
}

// One scale for all would leave groups of a small range hardly a level.
TEST_F(PaletteDefects, EveryTableHasAScaleOfItsOwn) {
  settings.granularity = Granularity::PerGroupedChannel;
  settings.groupSize = 8;
  for (TableType type : {TableType::Int8, TableType::UInt8}) {
    settings.lutDtype = type;
    std::vector<double> values =
        normalRows(FloatFormat::F16, 32, 64,
                   [](int64_t row) { return row / 8 % 2 ? 1 : 1e-3; });
    std::vector<double> decoded =
        decode(linear(32, 64), FloatFormat::F16, values);
    for (size_t group = 0; group < 4; ++group)
      EXPECT_GT(signalToNoise(ArrayRef(values).slice(group * 512, 512),
                              ArrayRef(decoded).slice(group * 512, 512)),
                19)
          << "group " << group;
  }
}

TEST_F(PaletteDefects, ZeroPointIsNotScaled) {
  settings.lutDtype = TableType::UInt8;
  settings.enablePerChannelScale = true;
  decode(linear(48, 64), FloatFormat::F16,
         normalRows(FloatFormat::F16, 48, 64,
                    [](int64_t row) { return 1.0 / (1 + row); }));
  Tensor zeroPoints =
      scaling([](BlockwiseShiftScaleOp op) { return op.getOffset1(); });
  EXPECT_EQ(zeroPoints.elements, std::vector<double>(48, 127));
  EXPECT_TRUE(zeroPoints.type.getElementType().isUnsignedInteger(8));
  Tensor zeros =
      scaling([](BlockwiseShiftScaleOp op) { return op.getOffset2(); });
  EXPECT_THAT(zeros.elements, Each(0));
}

// Rounding the optimal table leaves levels unused and others used twice.
TEST_F(PaletteDefects, NarrowTablesAreFittedToTheirGrid) {
  settings.nBits = 8;
  settings.lutDtype = TableType::Int8;
  std::vector<double> values =
      normalRows(FloatFormat::F32, 128, 128, [](int64_t) { return 0.02; });
  std::vector<double> decoded =
      decode(linear(128, 128), FloatFormat::F32, values);
  EXPECT_GT(signalToNoise(values, decoded),
            plainSignalToNoise(FloatFormat::F32, values) + 0.1);
  // There is an entry for every level, so nothing can be better.
  double scale = scales().elements.front();
  std::vector<double> grid;
  for (double level : levelsOf(TableType::Int8))
    grid.push_back(rounded(FloatFormat::F32, level * scale));
  for (auto [value, other] : llvm::zip_equal(values, decoded))
    ASSERT_LE(std::abs(value - other),
              std::abs(value - grid[nearestOf(grid, value)]));
}

//===----------------------------------------------------------------------===//
// Clustering
//===----------------------------------------------------------------------===//

// Fewer than 10,000 elements, which others leave to chance.
TEST_F(PaletteDefects, ClusteringIsExactAndRepeatable) {
  std::vector<double> values =
      normalRows(FloatFormat::F32, 64, 64, [](int64_t) { return 0.02; });
  std::vector<double> decoded =
      decode(linear(64, 64), FloatFormat::F32, values);
  double error = 0;
  for (auto [value, other] : llvm::zip_equal(values, decoded))
    error += (value - other) * (value - other);
  PlainWeight weight = {FloatFormat::F32, values, 1, 1, 1};
  ScalarReference reference(weight, /*isScaled=*/false);
  EXPECT_LE(error, reference.roundedError(4) * (1 + 1e-9));
  EXPECT_GE(error * (1 + 1e-9), reference.optimalError(4));
  for (unsigned workers : {1, 3}) {
    options.numKmeansWorkers = workers;
    EXPECT_EQ(decode(linear(64, 64), FloatFormat::F32, values), decoded);
  }
}

TEST_F(PaletteDefects, MoreEntriesThanVectorsIsLossless) {
  settings.nBits = 8;
  settings.clusterDim = 4;
  settings.weightNumThreshold = 100;
  std::vector<double> values =
      normalRows(FloatFormat::F16, 16, 40, [](int64_t) { return 0.02; });
  EXPECT_EQ(decode(linear(16, 40), FloatFormat::F16, values), values);
  EXPECT_EQ(result.report.weights.front().snrDb,
            std::numeric_limits<double>::infinity());
}

TEST_F(PaletteDefects, ThreeBitIndicesArePacked) {
  settings.nBits = 3;
  std::vector<double> values =
      normalRows(FloatFormat::F16, 45, 33, [](int64_t) { return 0.02; });
  double decoded =
      decodedSignalToNoise(linear(45, 33), FloatFormat::F16, values);
  EXPECT_GE(decoded, plainSignalToNoise(FloatFormat::F16, values) - 1e-9);
  ASSERT_TRUE(only<LutToDenseOp>());
  Value indices = only<LutToDenseOp>().getIndices();
  EXPECT_TRUE(cast<RankedTensorType>(indices.getType())
                  .getElementType()
                  .isUnsignedInteger(3));
  EXPECT_EQ(result.report.weights.front().indicesBytes, (45 * 33 * 3 + 7) / 8u);
}

TEST_F(PaletteDefects, VectorsOfConvolutionWeights) {
  Consumer conv = {"Conv2d", Reader::Conv2d, {32, 8, 3, 3}, 0};
  std::vector<double> values =
      normalRows(FloatFormat::F16, 32, 72, [](int64_t) { return 0.02; });
  settings.clusterDim = 2;
  double two = decodedSignalToNoise(conv, FloatFormat::F16, values);
  settings.nBits = 6;
  settings.clusterDim = 4;
  double four = decodedSignalToNoise(conv, FloatFormat::F16, values);
  ASSERT_TRUE(only<LutToDenseOp>());
  EXPECT_THAT(only<LutToDenseOp>().getIndices().getType().getShape(),
              ElementsAre(8, 8, 3, 3));
  // Two bits per element and more, one and a half and more, of a Gaussian.
  EXPECT_GT(two, 9);
  EXPECT_GT(four, 7);
}

//===----------------------------------------------------------------------===//
// Programs
//===----------------------------------------------------------------------===//

// A weight that something else reads, too, has to stay, and is accounted for.
TEST_F(PaletteDefects, AnotherConsumerIsReported) {
  Consumer consumer = {"Linear", Reader::Linear, {48, 48}, 1};
  std::vector<double> values =
      normalRows(FloatFormat::F16, 48, 48, [](int64_t) { return 0.02; });
  ProgramBuilder build(&context);
  auto program =
      build.start(build.inputType(consumer, Float16Type::get(&context)));
  Value weight = build.constant(elementsOf(consumer, FloatFormat::F16, values));
  build.read(consumer, weight);
  BroadcastingAddOp::create(build.builder, build.loc, weight.getType(), weight,
                            weight);
  build.finish();
  ASSERT_TRUE(succeeded(verify(*program)));
  result = palettize(*program, options);
  ASSERT_TRUE(result.program) << result.errors;
  EXPECT_FALSE(only<LutToDenseOp>());
  ASSERT_EQ(result.report.weights.size(), 1u);
  const WeightReport &report = result.report.weights.front();
  EXPECT_EQ(report.name, "weight");
  EXPECT_EQ(report.skipped, SkipReason::SharedDense);
  EXPECT_THAT(report.explanation, HasSubstr("broadcasting_add"));
}

static std::string print(ModuleOp program) {
  std::string text;
  llvm::raw_string_ostream os(text);
  program.print(os);
  return text;
}

TEST_F(PaletteDefects, InputIsUntouched) {
  Consumer consumer = linear(64, 64);
  std::vector<double> values =
      normalRows(FloatFormat::F16, 64, 64, [](int64_t) { return 0.02; });
  auto program =
      makeProgram(consumer, elementsOf(consumer, FloatFormat::F16, values));
  std::string before = print(*program);
  result = palettize(*program, options);
  ASSERT_TRUE(result.program);
  EXPECT_NE(print(*result.program), before);
  EXPECT_EQ(evaluate(findWeight(*program))->elements, values);
  // Resources are printed with the program, and new ones belong to the context.
  EXPECT_EQ(before.substr(0, before.find("{-#")),
            print(*program).substr(0, before.find("{-#")));
}

// Instead of twice the model, there is what it was replaced by.
TEST_F(PaletteDefects, ReplacedDataIsReleasedOnRequest) {
  Consumer consumer = linear(64, 64);
  auto elements = cast<DenseResourceElementsAttr>(elementsOf(
      consumer, FloatFormat::F16,
      normalRows(FloatFormat::F16, 64, 64, [](int64_t) { return 0.02; })));
  auto program = makeProgram(consumer, elements);
  options.inPlace = true;
  options.releaseReplaced = true;
  palettize(*program, options);
  LutToDenseOp lookup;
  program->walk([&](LutToDenseOp op) { lookup = op; });
  EXPECT_TRUE(lookup);
  AsmResourceBlob *blob = elements.getRawHandle().getBlob();
  EXPECT_TRUE(!blob || blob->getData().empty());
}

// Not divided by the scales that were to be its own.
TEST_F(PaletteDefects, SkippedWeightIsAsItWas) {
  Consumer consumer = linear(64, 64);
  settings.enablePerChannelScale = true;
  for (TableType type : {TableType::AsWeight, TableType::Int8}) {
    settings.lutDtype = type;
    std::vector<double> values = normalRows(
        FloatFormat::F32, 64, 64, [](int64_t row) { return 1.0 + row; });
    values[4000] = std::numeric_limits<double>::infinity();
    ElementsAttr elements = elementsOf(consumer, FloatFormat::F32, values);
    auto program = makeProgram(consumer, elements);
    result = palettize(*program, options);
    ASSERT_TRUE(result.program) << result.errors;
    EXPECT_EQ(result.report.weights.front().skipped, SkipReason::NonFinite);
    EXPECT_THAT(result.warnings, HasSubstr("'weight"));
    EXPECT_EQ(evaluate(findWeight(*result.program))->elements, values);
    EXPECT_FALSE(only<BlockwiseShiftScaleOp>());
  }
}

} // namespace

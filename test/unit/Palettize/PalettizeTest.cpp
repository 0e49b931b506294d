// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The pass on weights of real size: the types it emits for each granularity,
// and an error that equals the optimum. The decoder here is written from the
// definition of lut_to_dense and shares nothing with the encoder.

#include "Reference/KMeans.h"
#include "coreai/IR/ConstantData.h"
#include "coreai/IR/CoreAIOps.h"
#include "coreai/Transforms/Passes.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Pass/PassManager.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>

using namespace mlir;
using namespace coreai;

namespace {

/// A weight of normally distributed values with a scale per row, so that a
/// wrong axis or group shows.
std::vector<double> makeWeight(ArrayRef<int64_t> shape, unsigned seed) {
  std::mt19937_64 generator(seed);
  std::normal_distribution<double> normal;
  std::vector<double> values;
  int64_t rowLength = ShapedType::getNumElements(shape) / shape.front();
  for (int64_t row = 0; row < shape.front(); ++row)
    for (int64_t column = 0; column < rowLength; ++column)
      values.push_back(normal(generator) * (1 + row % 7) * 0.01);
  return values;
}

/// The least squared error of 2^bits values for `elements`.
double optimalError(const std::vector<double> &elements, unsigned bits) {
  std::map<double, double> counts;
  for (double element : elements)
    counts[element] += 1;
  std::vector<double> values, weights;
  for (auto [value, count] : counts) {
    values.push_back(value);
    weights.push_back(count);
  }
  size_t clusters = std::min<size_t>(size_t(1) << bits, values.size());
  return static_cast<double>(
      clustering::reference::DivideAndConquerKMeans(values, weights)
          .error(clusters));
}

class PalettizeTest : public testing::Test {
protected:
  PalettizeTest() : builder(&context) { context.loadDialect<CoreAIDialect>(); }

  /// A module with one weight, used through a transpose as the right operand
  /// of a matmul if `transposed`, else directly.
  OwningOpRef<ModuleOp> makeModule(ArrayRef<int64_t> shape, Type element,
                                   ArrayRef<double> values, bool transposed) {
    Location loc = builder.getUnknownLoc();
    OwningOpRef<ModuleOp> module = ModuleOp::create(loc);
    builder.setInsertionPointToEnd(module->getBody());
    int64_t in = shape[transposed ? 1 : 0], out = shape[transposed ? 0 : 1];
    auto inputType = RankedTensorType::get({2, in}, element);
    auto resultType = RankedTensorType::get({2, out}, element);
    auto graph =
        GraphOp::create(builder, loc, "main",
                        builder.getFunctionType({inputType}, {resultType}));
    builder.setInsertionPointToEnd(&graph.getBody().front());

    ConstantBuffer buffer(RankedTensorType::get(shape, element));
    buffer.setFloats(values);
    Value weight = ConstantOp::create(builder, loc, buffer.take("weight"));
    if (transposed) {
      auto sizes = RankedTensorType::get(
          {2}, IntegerType::get(&context, 32, IntegerType::Unsigned));
      ConstantBuffer permutation(sizes);
      permutation.setIntegers({1, 0});
      weight = TransposeOp::create(
          builder, loc, RankedTensorType::get({in, out}, element), weight,
          ConstantOp::create(builder, loc, permutation.take("permutation")));
    }
    Value product = BroadcastingBatchMatmulOp::create(
        builder, loc, resultType, graph.getBody().getArgument(0), weight);
    OutputOp::create(builder, loc, product);
    EXPECT_TRUE(succeeded(verify(*module)));
    return module;
  }

  void run(ModuleOp module, const PalettizePassOptions &options) {
    PassManager manager(&context);
    manager.addPass(createPalettizePass(options));
    ASSERT_TRUE(succeeded(manager.run(module)));
  }

  MLIRContext context;
  OpBuilder builder;
};

/// What a palettized weight decodes to, by the definition of lut_to_dense for
/// vectors of length 1.
std::vector<double> decode(LutToDenseOp op) {
  auto indicesOp = op.getIndices().getDefiningOp<ConstantOp>();
  auto lutOp = op.getLut().getDefiningOp<ConstantOp>();
  ArrayRef<int64_t> shape =
      cast<RankedTensorType>(indicesOp.getType()).getShape();
  ArrayRef<int64_t> lutShape =
      cast<RankedTensorType>(lutOp.getType()).getShape();
  SmallVector<int64_t> indices = *readIntegers(indicesOp.getValue());
  FloatElements lut =
      *viewFloats(lutOp.getValue(), [&] { return lutOp.emitError(); });

  std::vector<double> decoded;
  for (auto [position, index] : llvm::enumerate(indices)) {
    // Row-major coordinates, last axis first.
    int64_t rest = position, table = 0, tables = 1;
    for (int64_t axis = shape.size() - 1; axis >= 0; --axis) {
      int64_t coordinate = rest % shape[axis];
      rest /= shape[axis];
      table += tables * (coordinate / (shape[axis] / lutShape[axis]));
      tables *= lutShape[axis];
    }
    decoded.push_back(lut[table * lutShape[shape.size()] + index]);
  }
  return decoded;
}

struct Case {
  const char *granularity;
  int64_t groupSize;
  bool transposed;
  std::vector<int64_t> lutShape;
};

class PalettizeShapes : public PalettizeTest,
                        public testing::WithParamInterface<Case> {};

TEST_P(PalettizeShapes, EmitsTheTypesAndTheOptimum) {
  const Case &param = GetParam();
  SmallVector<int64_t> shape = param.transposed
                                   ? SmallVector<int64_t>{32, 2048}
                                   : SmallVector<int64_t>{2048, 32};
  Type f32 = builder.getF32Type();
  std::vector<double> values = makeWeight(shape, /*seed=*/1);
  for (double &value : values)
    value = static_cast<float>(value);
  OwningOpRef<ModuleOp> module =
      makeModule(shape, f32, values, param.transposed);

  PalettizePassOptions options;
  options.granularity = param.granularity;
  options.groupSize = param.groupSize;
  run(*module, options);

  LutToDenseOp op;
  module->walk([&](LutToDenseOp found) { op = found; });
  ASSERT_TRUE(op);
  auto ui4 = IntegerType::get(&context, 4, IntegerType::Unsigned);
  EXPECT_EQ(op.getIndices().getType(), RankedTensorType::get(shape, ui4));
  EXPECT_EQ(op.getLut().getType(), RankedTensorType::get(param.lutShape, f32));
  EXPECT_EQ(op.getType(), RankedTensorType::get(shape, f32));

  // The error of each group against the optimum of its elements. Channels are
  // rows of the transposed weight and columns of the other.
  std::vector<double> decoded = decode(op);
  ASSERT_EQ(decoded.size(), values.size());
  int64_t channelAxis = param.transposed ? 0 : 1;
  int64_t groupChannels = shape[channelAxis] / param.lutShape[channelAxis];
  std::map<int64_t, std::vector<double>> groups;
  std::map<int64_t, double> errors;
  for (auto [i, value] : llvm::enumerate(values)) {
    int64_t channel = param.transposed ? i / shape[1] : i % shape[1];
    int64_t group = channel / groupChannels;
    groups[group].push_back(value);
    errors[group] += (value - decoded[i]) * (value - decoded[i]);
  }
  for (const auto &[group, elements] : groups) {
    double optimum = optimalError(elements, 4);
    // Rounding an entry to f32 moves it by at most 2^-24 of itself; the error
    // of a cluster of n elements grows by n times the square of that. Entries
    // are below 0.5 here, so the whole grows by less than n * 2^-50.
    double rounding = elements.size() * 0x1p-50;
    EXPECT_LE(errors[group], optimum * (1 + 1e-9) + rounding);
    EXPECT_GE(errors[group], optimum * (1 - 1e-9));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Granularities, PalettizeShapes,
    testing::Values(Case{"per_tensor", 32, true, {1, 1, 16, 1}},
                    Case{"per_channel", 32, true, {32, 1, 16, 1}},
                    Case{"per_grouped_channel", 16, true, {2, 1, 16, 1}},
                    Case{"per_tensor", 32, false, {1, 1, 16, 1}},
                    Case{"per_channel", 32, false, {1, 32, 16, 1}},
                    Case{"per_grouped_channel", 16, false, {1, 2, 16, 1}}));

// Each width, on f16: as many entries as the indices can name, and an error
// that shrinks with every bit.
TEST_F(PalettizeTest, EveryWidth) {
  SmallVector<int64_t> shape{64, 128};
  Type f16 = builder.getF16Type();
  std::vector<double> values = makeWeight(shape, /*seed=*/2);
  for (double &value : values)
    value =
        elements::decode(elements::FloatFormat::F16,
                         elements::encode(elements::FloatFormat::F16, value));
  double previous = std::numeric_limits<double>::infinity();
  for (unsigned bits : {1, 2, 3, 4, 6, 8}) {
    OwningOpRef<ModuleOp> module = makeModule(shape, f16, values, true);
    PalettizePassOptions options;
    options.nBits = bits;
    run(*module, options);
    LutToDenseOp op;
    module->walk([&](LutToDenseOp found) { op = found; });
    ASSERT_TRUE(op);
    EXPECT_EQ(op.getIndices().getType().getElementType(),
              IntegerType::get(&context, bits, IntegerType::Unsigned));
    EXPECT_EQ(op.getLut().getType().getShape(),
              ArrayRef<int64_t>({1, 1, int64_t(1) << bits, 1}));
    std::vector<double> decoded = decode(op);
    double error = 0;
    for (auto [value, other] : llvm::zip_equal(values, decoded))
      error += (value - other) * (value - other);
    EXPECT_LT(error, previous);
    // Entries below 0.5 move by at most 2^-12 when rounded to f16.
    EXPECT_LE(error, optimalError(values, bits) + values.size() * 0x1p-24);
    previous = error;
  }
}

} // namespace

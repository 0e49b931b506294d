// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// palettizeWeights as a library: who owns what, and what is left untouched.

#include "coreai/Palettize/PalettizeWeights.h"

#include "coreai/IR/ConstantData.h"
#include "coreai/IR/CoreAIOps.h"

#include "mlir/IR/BuiltinDialect.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Parser/Parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

using namespace mlir;
using namespace coreai;

namespace {

/// A weight, an addition's operand on another handle, and another weight.
constexpr llvm::StringLiteral kProgram = R"mlir(
coreai.graph @main(%x: tensor<2x2xf32>, %b: tensor<2x4xf32>) {
  %0 = coreai.constant dense_resource<shared> : tensor<2x4xf32>
  %1 = coreai.batch_matmul %x, %0 : (tensor<2x2xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %2 = coreai.constant dense_resource<added> : tensor<2x4xf32>
  %3 = coreai.decomposable.broadcasting_add %b, %2 : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %4 = coreai.constant dense_resource<own> : tensor<2x4xf32>
  %5 = coreai.batch_matmul %x, %4 : (tensor<2x2xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  coreai.output
}
{-# dialect_resources: { builtin: {
  added: "0x100000000000803F0000004000004040000080400000A0400000C0400000E0400000A041",
  shared: "0x100000000000803F0000004000004040000080400000A0400000C0400000E04000000041",
  own: "0x100000000000803F0000004000004040000080400000A0400000C0400000E04000001041"
} } #-}
)mlir";

class PalettizeWeightsTest : public testing::Test {
protected:
  PalettizeWeightsTest() {
    context.loadDialect<CoreAIDialect>();
    program = parseSourceString<ModuleOp>(kProgram, &context);
    options.weights.weightNumThreshold = 3;
    options.weights.nBits = 1;
    handler.emplace(&context, [&](Diagnostic &diagnostic) {
      messages += diagnostic.str() + "\n";
      return success();
    });
  }

  static std::string print(ModuleOp module) {
    std::string text;
    llvm::raw_string_ostream os(text);
    module.print(os);
    return text;
  }

  /// The bytes behind a resource's key; none if they were released.
  size_t bytesOf(StringRef key) {
    auto &manager = DenseResourceElementsHandle::getManagerInterface(&context)
                        .getBlobManager();
    auto *entry = manager.lookup(key);
    return entry && entry->getBlob() ? entry->getBlob()->getData().size() : 0;
  }

  static size_t count(ModuleOp module) {
    size_t count = 0;
    module.walk([&](LutToDenseOp) { ++count; });
    return count;
  }

  MLIRContext context;
  OwningOpRef<ModuleOp> program;
  PalettizeOptions options;
  std::string messages;
  std::optional<ScopedDiagnosticHandler> handler;
};

TEST_F(PalettizeWeightsTest, TheOriginalStaysUnlessInPlace) {
  std::string before = print(*program);
  // A clone shares the data of its source, so this must not release any.
  options.releaseReplaced = true;
  auto clone = palettizeWeights(*program, options);
  ASSERT_TRUE(succeeded(clone) && *clone);
  EXPECT_TRUE(succeeded(verify(**clone)));
  EXPECT_EQ(count(**clone), 2u);
  EXPECT_EQ(print(*program), before);
  EXPECT_EQ(bytesOf("shared"), 32u);
  EXPECT_EQ(bytesOf("own"), 32u);
}

TEST_F(PalettizeWeightsTest, ReleasesWhatNothingNames) {
  options.inPlace = true;
  options.releaseReplaced = true;
  auto clone = palettizeWeights(*program, options);
  ASSERT_TRUE(succeeded(clone));
  EXPECT_FALSE(*clone);
  EXPECT_EQ(count(*program), 2u);
  EXPECT_EQ(bytesOf("shared"), 0u);
  EXPECT_EQ(bytesOf("added"), 32u); // It is no weight.
  EXPECT_EQ(bytesOf("own"), 0u);
}

TEST_F(PalettizeWeightsTest, ReleasesNothingUnlessAllowed) {
  options.inPlace = true;
  ASSERT_TRUE(succeeded(palettizeWeights(*program, options)));
  EXPECT_EQ(count(*program), 2u);
  EXPECT_EQ(bytesOf("own"), 32u);
}

TEST_F(PalettizeWeightsTest, AttributesInOtherPlacesCount) {
  // Inside another attribute, and on an op that isn't a constant.
  GraphOp graph = *program->getOps<GraphOp>().begin();
  SmallVector<ConstantOp> constants(
      graph.getBody().front().getOps<ConstantOp>());
  graph->setAttr("kept", ArrayAttr::get(&context, constants[2].getValue()));
  options.inPlace = true;
  options.releaseReplaced = true;
  ASSERT_TRUE(succeeded(palettizeWeights(*program, options)));
  EXPECT_EQ(bytesOf("own"), 32u);
}

TEST_F(PalettizeWeightsTest, ReportsInProgramOrder) {
  PalettizeReport report;
  ASSERT_TRUE(succeeded(palettizeWeights(*program, options, &report)));
  ASSERT_EQ(report.weights.size(), 3u);
  EXPECT_EQ(report.weights[0].name, "shared");
  EXPECT_EQ(report.weights[0].graph, "main");
  EXPECT_THAT(report.weights[0].consumers,
              testing::ElementsAre("coreai.batch_matmul"));
  EXPECT_FALSE(report.weights[0].skipped);
  EXPECT_EQ(report.weights[0].bytesBefore, 32u);
  EXPECT_EQ(report.weights[0].indicesBytes, 1u);
  EXPECT_EQ(report.weights[0].lutBytes, 8u);
  EXPECT_THAT(report.weights[0].lutShape, testing::ElementsAre(1, 1, 2, 1));
  // 1 to 8 in two clusters of four: each a squared error of 5, of 204.
  EXPECT_NEAR(report.weights[0].snrDb, 10 * std::log10(204.0 / 10), 1e-12);
  EXPECT_EQ(report.weights[0].maxAbsError, 1.5);
  EXPECT_EQ(report.weights[1].skipped, SkipReason::Consumer);
  EXPECT_EQ(report.weights[2].name, "own");
  PalettizeTotals totals = report.totals();
  EXPECT_EQ(totals.constants, 3u);
  EXPECT_EQ(totals.palettized, 2u);
  EXPECT_EQ(totals.elements, 16u);
  EXPECT_EQ(totals.bytesAfter, 18u);
  EXPECT_EQ(totals.bitsPerWeight(), 9.0);
}

TEST_F(PalettizeWeightsTest, FailsWithOneErrorAndNoChange) {
  std::string before = print(*program);
  options.inPlace = true;
  options.weights.nBits = 5;
  options.weights.groupSize = 0;
  options.consumers = {"relu"};
  EXPECT_TRUE(failed(palettizeWeights(*program, options)));
  EXPECT_THAT(messages,
              testing::MatchesRegex(
                  "invalid options for coreai-palettize: n_bits is 1, 2, 3, 4, "
                  "6 or 8, got 5; group_size is 1 or more, got 0; consumers "
                  "are ops that read a weight, or pass one on, batch_matmul, "
                  ".*; got 'relu'\n"));
  EXPECT_EQ(print(*program), before);
}

TEST_F(PalettizeWeightsTest, NoMoreMemoryThanNeeded) {
  PalettizeReport report;
  ASSERT_TRUE(succeeded(palettizeWeights(*program, options, &report)));
  // What replaces weights, and the scratch of one worker.
  uint64_t least = report.totals().bytesAfter + (uint64_t(64 + 4) << 20);
  options.maxMemory = least - 1;
  EXPECT_TRUE(failed(palettizeWeights(*program, options)));
  options.maxMemory = least;
  EXPECT_TRUE(succeeded(palettizeWeights(*program, options)));
}

TEST_F(PalettizeWeightsTest, Cancelled) {
  std::string before = print(*program);
  options.inPlace = true;
  clustering::Monitor monitor;
  monitor.cancelled = true;
  EXPECT_TRUE(failed(palettizeWeights(*program, options, nullptr, &monitor)));
  EXPECT_EQ(messages, "palettization was cancelled\n");
  EXPECT_EQ(print(*program), before);
}

TEST_F(PalettizeWeightsTest, CountsForTheMonitor) {
  clustering::Monitor monitor;
  ASSERT_TRUE(
      succeeded(palettizeWeights(*program, options, nullptr, &monitor)));
  EXPECT_EQ(monitor.totalWeights, 2u);
  EXPECT_EQ(monitor.totalBytes, 64u);
  EXPECT_EQ(monitor.weights, 2u);
  EXPECT_EQ(monitor.bytes, 64u);
}

} // namespace

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which values of a program are weights, and what is known of them.

#include "coreai/Weights/ProgramWeights.h"

#include "coreai/IR/CoreAIOps.h"
#include "coreai/Weights/WeightDescription.h"

#include "mlir/IR/Diagnostics.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/FormatVariadic.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

using namespace mlir;
using namespace coreai;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

/// The weights of a program, which lives as long.
class ProgramWeightsTest : public testing::Test {
protected:
  ProgramWeightsTest()
      : handler(&context, [this](Diagnostic &diagnostic) {
          messages += diagnostic.str() + "\n";
          return success();
        }) {
    context.loadDialect<CoreAIDialect>();
    context.allowUnregisteredDialects();
  }

  /// Collects those of a whole program. None if that fails.
  std::optional<std::vector<ProgramWeight>> collect(const std::string &text) {
    program = parseSourceString<ModuleOp>(text, &context);
    EXPECT_TRUE(program) << messages;
    if (!program)
      return std::nullopt;
    auto weights = collectProgramWeights(*program);
    if (failed(weights))
      return std::nullopt;
    return std::move(*weights);
  }

  /// Collects those of a graph that consists of \p ops.
  std::vector<ProgramWeight> collectFrom(const std::string &ops) {
    auto weights = collect("coreai.graph @main(%x: tensor<4xf32>, %q: "
                           "tensor<4xsi8>) -> () {\n" +
                           ops + "coreai.output\n}\n");
    EXPECT_TRUE(weights) << messages;
    return weights ? std::move(*weights) : std::vector<ProgramWeight>();
  }

  /// The only weight of a graph that consists of \p ops.
  ProgramWeight collectOne(const std::string &ops) {
    std::vector<ProgramWeight> weights = collectFrom(ops);
    EXPECT_EQ(weights.size(), 1u);
    return weights.empty() ? ProgramWeight() : weights.front();
  }

  static std::vector<double> read(const ProgramWeight &weight) {
    std::vector<double> values(weight.count());
    if (weight.source)
      weight.source->read(0, values);
    return values;
  }

  static std::vector<std::string>
  namesOf(const std::vector<ProgramWeight> &weights) {
    std::vector<std::string> names;
    for (const ProgramWeight &weight : weights)
      names.push_back(weight.name);
    return names;
  }

  MLIRContext context;
  ScopedDiagnosticHandler handler;
  OwningOpRef<ModuleOp> program;
  std::string messages;
};

// Of 2 x 4 elements in two tables of two entries; 1 + 8 + 2 bytes.
const std::string kLookUp = R"(
  %i = coreai.constant dense<[[0, 1, 1, 0], [0, 0, 1, 1]]> : tensor<2x4xui1>
  %t = coreai.constant dense<[[[[1.0], [2.0]]], [[[3.0], [4.0]]]]> : tensor<2x1x2x1xf16>
  %a = coreai.constant dense<0> : tensor<si16>
  %w = coreai.lut_to_dense %i, %t, %a : (tensor<2x4xui1>, tensor<2x1x2x1xf16>, tensor<si16>) -> tensor<2x4xf16>
)";

//===----------------------------------------------------------------------===//
// What is known of a weight
//===----------------------------------------------------------------------===//

TEST_F(ProgramWeightsTest, ADenseConstant) {
  ProgramWeight weight = collectOne(R"(
    %w = coreai.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf16> loc("a.weight")
    %r = coreai.relu %w : (tensor<2x2xf16>) -> tensor<2x2xf16>
  )");
  EXPECT_EQ(weight.name, "a.weight");
  EXPECT_EQ(weight.graph, "main");
  EXPECT_THAT(weight.shape, ElementsAre(2, 2));
  EXPECT_EQ(weight.elementType, "f16");
  EXPECT_THAT(weight.consumers, ElementsAre("coreai.relu"));
  EXPECT_FALSE(weight.isCompressed);
  EXPECT_THAT(read(weight), ElementsAre(1, 2, 3, 4));
  EXPECT_EQ(weight.parts.size(), 1u);
  EXPECT_EQ(weight.bytes, 8u);
}

TEST_F(ProgramWeightsTest, Names) {
  auto weights = collect(R"(
    coreai.graph @main() -> (tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) {
      %0 = coreai.constant dense_resource<key> : tensor<2xf32> loc("location")
      %1 = coreai.constant dense_resource<key> : tensor<2xf32>
      %2 = coreai.constant dense<[1.0, 2.0]> : tensor<2xf32>
      %a = coreai.constant dense<0> : tensor<si16>
      %t = coreai.constant dense_resource<table> : tensor<1x2x1xf32>
      %i = coreai.constant dense_resource<b.weight_indices> : tensor<2xui1>
      %3 = coreai.lut_to_dense %i, %t, %a : (tensor<2xui1>, tensor<1x2x1xf32>, tensor<si16>) -> tensor<2xf32>
      %4 = coreai.lut_to_dense %i, %t, %a : (tensor<2xui1>, tensor<1x2x1xf32>, tensor<si16>) -> tensor<2xf32> loc("c")
      %j = coreai.constant dense<[0, 1]> : tensor<2xui1>
      %5 = coreai.lut_to_dense %j, %t, %a : (tensor<2xui1>, tensor<1x2x1xf32>, tensor<si16>) -> tensor<2xf32>
      coreai.output %0, %1, %2, %3, %4, %5 : tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
    }
    {-# dialect_resources: { builtin: {
      key: "0x040000000000803F00000040",
      table: "0x040000000000803F00000040",
      b.weight_indices: "0x0100000002" } } #-}
  )");
  ASSERT_TRUE(weights) << messages;
  EXPECT_THAT(namesOf(*weights),
              ElementsAre("location", "key", kUnnamedWeight.str(), "b.weight",
                          "c", kUnnamedWeight.str()));
  for (const ProgramWeight &weight : *weights)
    EXPECT_THAT(weight.consumers, ElementsAre("coreai.output"));
}

TEST_F(ProgramWeightsTest, EachGraphHasItsOwn) {
  auto weights = collect(R"(
    coreai.graph @one() -> tensor<2xf32> {
      %0 = coreai.constant dense<[1.0, 2.0]> : tensor<2xf32> loc("w")
      coreai.output %0 : tensor<2xf32>
    }
    coreai.graph @two() -> tensor<2xf32> {
      %0 = coreai.constant dense<[3.0, 4.0]> : tensor<2xf32> loc("w")
      coreai.output %0 : tensor<2xf32>
    }
  )");
  ASSERT_TRUE(weights) << messages;
  ASSERT_EQ(weights->size(), 2u);
  EXPECT_EQ((*weights)[0].graph, "one");
  EXPECT_EQ((*weights)[1].graph, "two");
  EXPECT_THAT(read((*weights)[1]), ElementsAre(3, 4));
}

TEST_F(ProgramWeightsTest, ConsumersBehindTransposesAndCasts) {
  ProgramWeight weight = collectOne(R"(
    %w = coreai.constant dense<[[1.0, 2.0]]> : tensor<1x2xf16>
    %p = coreai.constant dense<[1, 0]> : tensor<2xui32>
    %t = coreai.transpose %w, %p : (tensor<1x2xf16>, tensor<2xui32>) -> tensor<2x1xf16>
    %0 = coreai.tanh %t : tensor<2x1xf16> -> tensor<2x1xf16>
    %c = coreai.cast %w : tensor<1x2xf16> to tensor<1x2xf32>
    %1 = coreai.relu %c : (tensor<1x2xf32>) -> tensor<1x2xf32>
    %2 = coreai.relu %w : (tensor<1x2xf16>) -> tensor<1x2xf16>
  )");
  EXPECT_THAT(weight.consumers, ElementsAre("coreai.relu", "coreai.tanh"));
  EXPECT_EQ(weight.elementType, "f16");
}

//===----------------------------------------------------------------------===//
// Chains
//===----------------------------------------------------------------------===//

TEST_F(ProgramWeightsTest, LutToDense) {
  ProgramWeight weight = collectOne(kLookUp + R"(
    %r = coreai.relu %w : (tensor<2x4xf16>) -> tensor<2x4xf16>
  )");
  EXPECT_TRUE(weight.isCompressed);
  EXPECT_THAT(weight.shape, ElementsAre(2, 4));
  EXPECT_THAT(read(weight), ElementsAre(1, 2, 2, 1, 3, 3, 4, 4));
  // Indices and tables; the axis is no number of the weight.
  EXPECT_EQ(weight.parts.size(), 2u);
}

TEST_F(ProgramWeightsTest, BlockwiseShiftScaleOfALookUp) {
  ProgramWeight weight = collectOne(kLookUp + R"(
    %s = coreai.constant dense<[[2.0], [4.0]]> : tensor<2x1xf16>
    %z = coreai.constant dense<0.0> : tensor<2x1xf16>
    %m = coreai.constant dense<0.0> : tensor<2x1xf16>
    %v = coreai.blockwise_shift_scale %w, %s, %z, %m : (tensor<2x4xf16>, tensor<2x1xf16>, tensor<2x1xf16>, tensor<2x1xf16>) -> tensor<2x4xf16>
    %r = coreai.relu %v : (tensor<2x4xf16>) -> tensor<2x4xf16>
  )");
  EXPECT_TRUE(weight.isCompressed);
  EXPECT_THAT(read(weight), ElementsAre(2, 4, 4, 2, 12, 12, 16, 16));
  // Indices, tables, scales, and one attribute for both offsets.
  EXPECT_EQ(weight.parts.size(), 4u);
  size_t bytes = 0;
  for (const StoredPart &part : weight.parts)
    bytes += part.bytes;
  EXPECT_EQ(weight.bytes, bytes);
}

TEST_F(ProgramWeightsTest, Dequantize) {
  ProgramWeight weight = collectOne(R"(
    %d = coreai.constant dense<[-1, 0, 1, 2]> : tensor<4xsi8> loc("w")
    %s = coreai.constant dense<0.5> : tensor<f32>
    %z = coreai.constant dense<1> : tensor<si8>
    %m = coreai.constant dense<0.25> : tensor<f32>
    %a = coreai.constant dense<0> : tensor<si32>
    %w = coreai.dequantize %d, %s, %z, %m, %a : (tensor<4xsi8>, tensor<f32>, tensor<si8>, tensor<f32>, tensor<si32>) -> tensor<4xf32>
    %r = coreai.relu %w : (tensor<4xf32>) -> tensor<4xf32>
  )");
  EXPECT_EQ(weight.name, "w");
  EXPECT_TRUE(weight.isCompressed);
  EXPECT_THAT(read(weight), ElementsAre(-0.75, -0.25, 0.25, 0.75));
  EXPECT_EQ(weight.bytes, 4u + 4 + 1 + 4);
}

// By every way through them, this would take 4^60 steps.
TEST_F(ProgramWeightsTest, OpsThatReadOneValueTwice) {
  std::string ops = "%w0 = coreai.constant dense<[1.0, 2.0]> : tensor<2xf32>\n";
  for (int i = 0; i != 60; ++i)
    ops += llvm::formatv(
        "%w{1} = coreai.blockwise_shift_scale %w{0}, %w{0}, %w{0}, %w{0} : "
        "(tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> "
        "tensor<2xf32>\n",
        i, i + 1);
  ProgramWeight weight = collectOne(
      ops + "%r = coreai.relu %w60 : (tensor<2xf32>) -> tensor<2xf32>\n");
  EXPECT_THAT(read(weight), ElementsAre(1, 2));
  EXPECT_EQ(weight.parts.size(), 1u);
  EXPECT_EQ(weight.bytes, 8u);
}

TEST_F(ProgramWeightsTest, SparseOfALookUp) {
  ProgramWeight weight = collectOne(R"(
    %i = coreai.constant dense<[1, 0, 1]> : tensor<3xui1>
    %t = coreai.constant dense<[[[1.0], [2.0]]]> : tensor<1x2x1xf32>
    %a = coreai.constant dense<0> : tensor<si16>
    %v = coreai.lut_to_dense %i, %t, %a : (tensor<3xui1>, tensor<1x2x1xf32>, tensor<si16>) -> tensor<3xf32>
    %b = coreai.constant dense<[[0, 1, 1], [0, 1, 0]]> : tensor<2x3xui1>
    %p = coreai.build_sparse_with_bitmask %v, %b : (tensor<3xf32>, tensor<2x3xui1>) -> !coreai.sparse_with_bitmask<tensor<2x3xf32>>
    %w = coreai.sparse_with_bitmask_to_dense %p : (!coreai.sparse_with_bitmask<tensor<2x3xf32>>) -> tensor<2x3xf32>
    %r = coreai.relu %w : (tensor<2x3xf32>) -> tensor<2x3xf32>
  )");
  EXPECT_TRUE(weight.isCompressed);
  EXPECT_THAT(weight.shape, ElementsAre(2, 3));
  EXPECT_THAT(read(weight), ElementsAre(0, 2, 1, 0, 2, 0));
  EXPECT_EQ(weight.parts.size(), 3u); // Indices, table, mask.
}

TEST_F(ProgramWeightsTest, ACastWithinAChainAndOneThatEndsIt) {
  ProgramWeight weight = collectOne(kLookUp + R"(
    %c = coreai.cast %w : tensor<2x4xf16> to tensor<2x4xf32>
    %s = coreai.constant dense<2.0> : tensor<1x1xf32>
    %z = coreai.constant dense<0.0> : tensor<1x1xf32>
    %v = coreai.blockwise_shift_scale %c, %s, %z, %z : (tensor<2x4xf32>, tensor<1x1xf32>, tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<2x4xf32>
    %e = coreai.cast %v : tensor<2x4xf32> to tensor<2x4xf16>
    %r = coreai.relu %e : (tensor<2x4xf16>) -> tensor<2x4xf16>
  )");
  EXPECT_EQ(weight.elementType, "f16");
  EXPECT_THAT(weight.consumers, ElementsAre("coreai.relu"));
  EXPECT_THAT(read(weight), ElementsAre(2, 4, 4, 2, 6, 6, 8, 8));
}

TEST_F(ProgramWeightsTest, ACastOfAnotherNameReadsTheWeight) {
  ProgramWeight weight = collectOne(R"(
    %i = coreai.constant dense<[0, 1]> : tensor<2xui1>
    %t = coreai.constant dense<[[[1.0], [2.0]]]> : tensor<1x2x1xf16>
    %a = coreai.constant dense<0> : tensor<si16>
    %w = coreai.lut_to_dense %i, %t, %a : (tensor<2xui1>, tensor<1x2x1xf16>, tensor<si16>) -> tensor<2xf16> loc("w")
    %c = coreai.cast %w : tensor<2xf16> to tensor<2xf32> loc("to_f32")
    %r = coreai.relu %c : (tensor<2xf32>) -> tensor<2xf32>
  )");
  EXPECT_EQ(weight.name, "w");
  EXPECT_EQ(weight.elementType, "f16");
  EXPECT_THAT(weight.consumers, ElementsAre("coreai.relu"));
}

//===----------------------------------------------------------------------===//
// Bytes
//===----------------------------------------------------------------------===//

/// The places of equal identities among all parts of \p weights.
std::vector<size_t> identify(const std::vector<ProgramWeight> &weights) {
  std::vector<const void *> seen;
  std::vector<size_t> places;
  for (const ProgramWeight &weight : weights)
    for (const StoredPart &part : weight.parts) {
      auto found = llvm::find(seen, part.identity);
      places.push_back(found - seen.begin());
      if (found == seen.end())
        seen.push_back(part.identity);
    }
  return places;
}

TEST_F(ProgramWeightsTest, ASharedTableIsTheSamePart) {
  std::vector<ProgramWeight> weights = collectFrom(R"(
    %i = coreai.constant dense<[0, 1]> : tensor<2xui1>
    %j = coreai.constant dense<[1, 0]> : tensor<2xui1>
    %t = coreai.constant dense<[[[1.0], [2.0]]]> : tensor<1x2x1xf16>
    %u = coreai.constant dense<[[[1.0], [2.0]]]> : tensor<1x2x1xf16>
    %a = coreai.constant dense<0> : tensor<si16>
    %0 = coreai.lut_to_dense %i, %t, %a : (tensor<2xui1>, tensor<1x2x1xf16>, tensor<si16>) -> tensor<2xf16>
    %1 = coreai.lut_to_dense %j, %t, %a : (tensor<2xui1>, tensor<1x2x1xf16>, tensor<si16>) -> tensor<2xf16>
    %2 = coreai.lut_to_dense %j, %u, %a : (tensor<2xui1>, tensor<1x2x1xf16>, tensor<si16>) -> tensor<2xf16>
    %3 = coreai.relu %0 : (tensor<2xf16>) -> tensor<2xf16>
    %4 = coreai.relu %1 : (tensor<2xf16>) -> tensor<2xf16>
    %5 = coreai.relu %2 : (tensor<2xf16>) -> tensor<2xf16>
  )");
  // What is written in a program twice is one attribute, and stored once.
  EXPECT_THAT(identify(weights), ElementsAre(0, 1, 2, 1, 2, 1));
  for (const ProgramWeight &weight : weights)
    EXPECT_EQ(weight.bytes, weights.front().bytes);
}

TEST_F(ProgramWeightsTest, ASharedResourceIsTheSamePart) {
  auto weights = collect(R"(
    coreai.graph @main() -> (tensor<2xf32>, tensor<2x1xf32>, tensor<2xf32>) {
      %0 = coreai.constant dense_resource<key> : tensor<2xf32> loc("a")
      %1 = coreai.constant dense_resource<key> : tensor<2x1xf32> loc("b")
      %2 = coreai.constant dense_resource<other> : tensor<2xf32> loc("c")
      coreai.output %0, %1, %2 : tensor<2xf32>, tensor<2x1xf32>, tensor<2xf32>
    }
    {-# dialect_resources: { builtin: {
      key: "0x040000000000803F00000040",
      other: "0x040000000000803F00000040" } } #-}
  )");
  ASSERT_TRUE(weights) << messages;
  EXPECT_THAT(identify(*weights), ElementsAre(0, 0, 1));
}

TEST_F(ProgramWeightsTest, ASplatTakesOneElement) {
  ProgramWeight weight = collectOne(R"(
    %w = coreai.constant dense<3.0> : tensor<4xf32>
    %r = coreai.add %w, %x : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  )");
  EXPECT_THAT(read(weight), ElementsAre(3, 3, 3, 3));
  EXPECT_EQ(weight.bytes, 4u);
}

//===----------------------------------------------------------------------===//
// What is no weight
//===----------------------------------------------------------------------===//

TEST_F(ProgramWeightsTest, IntegersActivationsAndWhatNobodyReads) {
  EXPECT_THAT(collectFrom(R"(
    %u = coreai.constant dense<[1.0, 2.0]> : tensor<2xf32>
    %n = coreai.constant dense<[1, 2, 3, 4]> : tensor<4xsi32>
    %f = coreai.cast %n : tensor<4xsi32> to tensor<4xf32>
    %0 = coreai.add %x, %f : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %s = coreai.constant dense<0.5> : tensor<f32>
    %z = coreai.constant dense<1> : tensor<si8>
    %m = coreai.constant dense<0.0> : tensor<f32>
    %a = coreai.constant dense<0> : tensor<si32>
    %d = coreai.dequantize %q, %s, %z, %m, %a : (tensor<4xsi8>, tensor<f32>, tensor<si8>, tensor<f32>, tensor<si32>) -> tensor<4xf32>
    %1 = coreai.relu %d : (tensor<4xf32>) -> tensor<4xf32>
  )"),
              IsEmpty());
}

TEST_F(ProgramWeightsTest, WhatIsAlsoRead) {
  // The table of a weight that is a weight itself.
  std::vector<ProgramWeight> weights = collectFrom(kLookUp + R"(
    %0 = coreai.relu %w : (tensor<2x4xf16>) -> tensor<2x4xf16>
    %1 = coreai.tanh %t : tensor<2x1x2x1xf16> -> tensor<2x1x2x1xf16>
  )");
  ASSERT_EQ(weights.size(), 2u);
  EXPECT_FALSE(weights[0].isCompressed);
  EXPECT_THAT(weights[0].shape, ElementsAre(2, 1, 2, 1));
  EXPECT_TRUE(weights[1].isCompressed);
}

TEST_F(ProgramWeightsTest, MissingDataIsAnError) {
  EXPECT_FALSE(collect(R"(
    coreai.graph @main() -> (tensor<2xf32>, tensor<2xf32>) {
      %0 = coreai.constant dense<[1.0, 2.0]> : tensor<2xf32>
      %1 = coreai.constant dense_resource<gone> : tensor<2xf32>
      coreai.output %0, %1 : tensor<2xf32>, tensor<2xf32>
    }
  )"));
  EXPECT_THAT(messages, HasSubstr("weight 'gone' can't be read: the data of "
                                  "'gone' is missing"));
}

TEST_F(ProgramWeightsTest, WhatIsNotDecodedIsCollected) {
  ProgramWeight weight = collectOne(R"(
    %w = coreai.constant dense<[1.0, 2.0]> : tensor<2xf8E4M3B11FNUZ> loc("w")
    %r = "test.reader"(%w) : (tensor<2xf8E4M3B11FNUZ>) -> tensor<2xf32>
  )");
  EXPECT_EQ(weight.source, nullptr);
  EXPECT_EQ(weight.count(), 2u);
  EXPECT_THAT(weight.reason, HasSubstr("f8E4M3B11FNUZ"));
  EXPECT_EQ(weight.bytes, 2u);
}

} // namespace

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tensors by name: made up, written, read again, run on, and summarized.

#include "Execution/Tensors.h"

#include "Execution/Programs.h"

#include "llvm/Support/FileSystem.h"

#include <cmath>
#include <limits>
#include <set>

using namespace mlir;
using namespace coreai;
using namespace coreai::execution;
using testing::AllOf;
using testing::Each;
using testing::ElementsAre;
using testing::Ge;
using testing::HasSubstr;
using testing::Le;

namespace {

class TensorsTest : public ProgramsTest {
protected:
  TensorsTest() {
    llvm::sys::fs::createTemporaryFile("coreai-tensors", "npy", path);
  }
  ~TensorsTest() override { llvm::sys::fs::remove(path); }

  Port makePort(ArrayRef<int64_t> shape, Type element) {
    Port port;
    port.name = "x";
    port.type = RankedTensorType::get(shape, element);
    return port;
  }

  /// The elements that are made up for \p seed.
  static std::vector<double> makeNumbers(const Port &port, uint64_t seed) {
    return getNumbers(port, makeRandomTensor(port, seed));
  }

  Builder builder{&context};
  llvm::SmallString<128> path;
};

TEST_F(TensorsTest, WhatIsWrittenCanBeRead) {
  for (Type element : {Type(builder.getF16Type()), Type(builder.getBF16Type()),
                       Type(builder.getF64Type()), Type(builder.getI1Type()),
                       Type(builder.getIntegerType(2, false)),
                       Type(builder.getIntegerType(32, true)),
                       Type(ComplexType::get(builder.getF32Type()))}) {
    Port port = makePort({3, 5}, element);
    std::vector<char> bytes = makeRandomTensor(port, 7);
    ASSERT_EQ(bytes.size(), port.byteSize());
    ASSERT_EQ(toString(writeTensor(port, bytes, path)), "");
    auto read = readTensor(port, path);
    ASSERT_TRUE(bool(read)) << toString(read.takeError());
    EXPECT_EQ(*read, bytes);
  }
}

TEST_F(TensorsTest, RefusesFilesForAnotherPort) {
  Port port = makePort({3, 5}, builder.getF32Type());
  llvm::cantFail(writeTensor(port, makeRandomTensor(port, 7), path));
  auto getError = [&](const Port &other) {
    auto read = readTensor(other, path);
    return read ? "" : toString(read.takeError());
  };
  EXPECT_THAT(getError(makePort({5, 3}, builder.getF32Type())),
              HasSubstr("expects shape 5x3 for 'x', got 3x5"));
  EXPECT_THAT(getError(makePort({3, 5}, builder.getBF16Type())),
              HasSubstr("expects elements of type <u2 for 'x', the bits of "
                        "bf16, got <f4"));
}

// Integers narrower than a byte take one in the file, which may hold others.
TEST_F(TensorsTest, RefusesNumbersThatTheTypeDoesntHave) {
  Port wide = makePort({3}, builder.getIntegerType(8, true));
  llvm::cantFail(writeTensor(wide, {0, 7, 8}, path));
  auto read = readTensor(makePort({3}, builder.getIntegerType(4, true)), path);
  ASSERT_FALSE(bool(read));
  EXPECT_THAT(toString(read.takeError()),
              HasSubstr("expects elements in the range of 'x', got 8"));
}

TEST_F(TensorsTest, MadeUpNumbersDependOnSeedAndName) {
  Port port = makePort({1000}, builder.getF32Type());
  std::vector<double> numbers = makeNumbers(port, 0);
  EXPECT_EQ(makeNumbers(port, 0), numbers);
  EXPECT_NE(makeNumbers(port, 1), numbers);
  port.name = "y";
  EXPECT_NE(makeNumbers(port, 0), numbers);
  // Four standard errors of a standard normal distribution's moments.
  double sum = 0, squares = 0;
  for (double number : numbers) {
    sum += number;
    squares += number * number;
  }
  EXPECT_NEAR(sum / 1000, 0, 4 / std::sqrt(1000));
  EXPECT_NEAR(squares / 1000, 1, 4 * std::sqrt(2.0 / 1000));
}

TEST_F(TensorsTest, MadeUpIntegersKeepToTheirLimits) {
  auto getDistinct = [](const Port &port) {
    std::vector<double> numbers = makeNumbers(port, 0);
    return std::set<double>(numbers.begin(), numbers.end());
  };
  Port port = makePort({1000}, builder.getIntegerType(32, true));
  EXPECT_THAT(getDistinct(port), ElementsAre(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
  port.indexLimit = 3;
  EXPECT_THAT(getDistinct(port), ElementsAre(0, 1, 2));
  EXPECT_THAT(getDistinct(makePort({1000}, builder.getIntegerType(2, false))),
              ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(getDistinct(makePort({1000}, builder.getI1Type())),
              ElementsAre(0, 1));
}

TEST_F(TensorsTest, RunsOnCopies) {
  auto program = compile(R"mlir(
coreai.graph @main(%h: !coreai.handle<tensor<2xf32>> {coreai.name = "total"}, %x: tensor<2xf32> {coreai.name = "x"})
    -> (!coreai.token, tensor<2xf32> {coreai.name = "y"}) {
  %0 = coreai.create_token : !coreai.token
  %1, %2 = coreai.read_handle %h, %0 : (<tensor<2xf32>>, !coreai.token) -> (tensor<2xf32>, !coreai.token)
  %3 = coreai.add %1, %x : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %4 = coreai.write_handle %h, %3, %2 : (<tensor<2xf32>>, tensor<2xf32>, !coreai.token) -> !coreai.token
  coreai.output %4, %3 : !coreai.token, tensor<2xf32>
})mlir");
  ASSERT_TRUE(program) << testing::PrintToString(messages);
  const Signature &signature = program->signature();
  Tensors inputs, outputs, state;
  for (const Port &port : signature.inputs)
    inputs[port.name] = makeRandomTensor(port, 0);
  const Tensors before = inputs;
  // Each run starts from the same state.
  for (int i = 0; i != 2; ++i) {
    EXPECT_GE(runOnTensors(*program, inputs, outputs, state), 0);
    EXPECT_EQ(inputs, before);
    EXPECT_EQ(outputs.size(), 1U);
    EXPECT_EQ(state.size(), 1U);
    std::vector<double> x = getNumbers(signature.inputs[1], inputs["x"]);
    std::vector<double> h = getNumbers(signature.inputs[0], inputs["total"]);
    EXPECT_THAT(
        getNumbers(signature.outputs[0], outputs["y"]),
        ElementsAre(float(x[0]) + float(h[0]), float(x[1]) + float(h[1])));
    EXPECT_EQ(state["total"], outputs["y"]);
  }
}

TEST_F(TensorsTest, SummarizesFiniteNumbers) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  Summary summary = summarize({1, infinity, -3, NAN, 5});
  EXPECT_EQ(summary.min, -3);
  EXPECT_EQ(summary.max, 5);
  EXPECT_EQ(summary.mean, 1);
  EXPECT_EQ(summary.nonFinite, 2U);
  summary = summarize({infinity});
  EXPECT_TRUE(std::isnan(summary.min));
  EXPECT_TRUE(std::isnan(summary.mean));
  EXPECT_EQ(summary.nonFinite, 1U);
}

} // namespace

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Programs that are compiled and run: what they compute, on any number of
// threads, beside each other, and what is said of those that can't be run.

#include "Execution/Program.h"

#include "Execution/Programs.h"
#include "Execution/Tensors.h"

#include <cmath>
#include <cstring>

using namespace mlir;
using namespace coreai;
using namespace coreai::execution;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsNull;
using testing::NotNull;

namespace {

using Floats = std::vector<float>;

char *bytesOf(Floats &floats) {
  return reinterpret_cast<char *>(floats.data());
}

class ProgramTest : public ProgramsTest {};

/// [[1, 2, 3], [4, 5, 6]] and its product with a constant.
constexpr const char *kMatmul = R"mlir(
coreai.graph @main(%x: tensor<2x3xf32>) -> tensor<2x2xf32> {
  %w = coreai.constant dense<[[1.0, -1.0], [0.5, 2.0], [0.0, 3.0]]> : tensor<3x2xf32>
  %0 = coreai.batch_matmul %x, %w : (tensor<2x3xf32>, tensor<3x2xf32>) -> tensor<2x2xf32>
  coreai.output %0 : tensor<2x2xf32>
})mlir";

TEST_F(ProgramTest, MultipliesMatrices) {
  auto program = compile(kMatmul);
  ASSERT_THAT(program, NotNull()) << testing::PrintToString(messages);
  Floats x = {1, 2, 3, 4, 5, 6}, y(4);
  program->run({bytesOf(x)}, {bytesOf(y)});
  EXPECT_THAT(y, ElementsAre(2, 12, 6.5, 24));
  EXPECT_THAT(x, ElementsAre(1, 2, 3, 4, 5, 6));
  EXPECT_THAT(messages, IsEmpty());
}

TEST_F(ProgramTest, DecodesPalettizedWeights) {
  auto program = compile(R"mlir(
coreai.graph @main(%x: tensor<1x4xf32>) -> tensor<1x2xf32> {
  %i = coreai.constant dense<[[0, 1], [2, 3], [3, 2], [1, 0]]> : tensor<4x2xui2>
  %l = coreai.constant dense<[[[[0.5], [-1.0], [2.0], [4.0]]]]> : tensor<1x1x4x1xf32>
  %a = coreai.constant dense<0> : tensor<si16>
  %w = coreai.lut_to_dense %i, %l, %a : (tensor<4x2xui2>, tensor<1x1x4x1xf32>, tensor<si16>) -> tensor<4x2xf32>
  %0 = coreai.batch_matmul %x, %w : (tensor<1x4xf32>, tensor<4x2xf32>) -> tensor<1x2xf32>
  coreai.output %0 : tensor<1x2xf32>
})mlir");
  ASSERT_THAT(program, NotNull()) << testing::PrintToString(messages);
  Floats x = {1, 2, 3, 4}, y(2);
  program->run({bytesOf(x)}, {bytesOf(y)});
  EXPECT_THAT(y, ElementsAre(12.5, 15));
}

TEST_F(ProgramTest, KeepsStateBetweenRuns) {
  auto program = compile(R"mlir(
coreai.graph @main(%h: !coreai.handle<tensor<2xf32>>, %x: tensor<2xf32>) -> (!coreai.token, tensor<2xf32>) {
  %0 = coreai.create_token : !coreai.token
  %1, %2 = coreai.read_handle %h, %0 : (<tensor<2xf32>>, !coreai.token) -> (tensor<2xf32>, !coreai.token)
  %3 = coreai.add %1, %x : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %4 = coreai.write_handle %h, %3, %2 : (<tensor<2xf32>>, tensor<2xf32>, !coreai.token) -> !coreai.token
  coreai.output %4, %1 : !coreai.token, tensor<2xf32>
})mlir");
  ASSERT_THAT(program, NotNull()) << testing::PrintToString(messages);
  Floats state = {10, 20}, x = {1, 2}, before(2);
  program->run({bytesOf(state), bytesOf(x)}, {bytesOf(before)});
  program->run({bytesOf(state), bytesOf(x)}, {bytesOf(before)});
  EXPECT_THAT(before, ElementsAre(11, 22));
  EXPECT_THAT(state, ElementsAre(12, 24));
}

TEST_F(ProgramTest, GivesSeveralOutputsInTheirOrder) {
  auto program = compile(R"mlir(
coreai.graph private @twice(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = coreai.add %x, %x : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  coreai.output %0 : tensor<2xf32>
}
coreai.graph @main(%x: tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) {
  %0 = coreai.invoke @twice(%x)  : (tensor<2xf32>) -> tensor<2xf32>
  %1 = coreai.invoke @twice(%0)  : (tensor<2xf32>) -> tensor<2xf32>
  coreai.output %1, %x, %0 : tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
})mlir");
  ASSERT_THAT(program, NotNull()) << testing::PrintToString(messages);
  Floats x = {1, -3}, four(2), one(2), two(2);
  program->run({bytesOf(x)}, {bytesOf(four), bytesOf(one), bytesOf(two)});
  EXPECT_THAT(four, ElementsAre(4, -12));
  EXPECT_THAT(one, ElementsAre(1, -3));
  EXPECT_THAT(two, ElementsAre(2, -6));
}

// Sizes are no multiples of a block's, and there is work for several threads.
TEST_F(ProgramTest, GivesTheSameBytesOnAnyNumberOfThreads) {
  constexpr size_t rows = 33, inner = 257, columns = 1031;
  const std::string text = R"mlir(
coreai.graph @main(%x: tensor<33x257xf32>, %w: tensor<257x1031xf32>) -> tensor<33x1031xf32> {
  %0 = coreai.batch_matmul %x, %w : (tensor<33x257xf32>, tensor<257x1031xf32>) -> tensor<33x1031xf32>
  coreai.output %0 : tensor<33x1031xf32>
})mlir";
  Tensors inputs;
  Floats first;
  for (unsigned threads : {1, 2, 5}) {
    auto program = compile(text, "main", threads);
    ASSERT_THAT(program, NotNull()) << testing::PrintToString(messages);
    ArrayRef<Port> ports = program->signature().inputs;
    std::vector<char> x = makeRandomTensor(ports[0], 1);
    std::vector<char> w = makeRandomTensor(ports[1], 1);
    Floats y(rows * columns, -1);
    program->run({x.data(), w.data()}, {bytesOf(y)});
    if (threads != 1) {
      EXPECT_EQ(0, std::memcmp(first.data(), y.data(), 4 * y.size()))
          << threads << " threads";
      continue;
    }
    first = y;
    std::vector<double> xs = getNumbers(ports[0], x);
    std::vector<double> ws = getNumbers(ports[1], w);
    for (size_t row = 0; row != rows; ++row)
      for (size_t column = 0; column != columns; ++column) {
        double sum = 0, magnitude = 0;
        for (size_t i = 0; i != inner; ++i) {
          double product = xs[row * inner + i] * ws[i * columns + column];
          sum += product;
          magnitude += std::abs(product);
        }
        // As many roundings as there are products, and one for each of them.
        ASSERT_NEAR(y[row * columns + column], sum,
                    magnitude * (inner + 1) * std::ldexp(1, -24))
            << row << ", " << column;
      }
  }
}

/// Adds 64 numbers, which are a constant of a size that isn't part of the code.
std::string addConstant(float first) {
  std::string list = std::to_string(first);
  for (int i = 1; i != 64; ++i)
    list += ", " + std::to_string(first + static_cast<float>(i));
  return "coreai.graph @main(%x: tensor<64xf32>) -> tensor<64xf32> {\n"
         "%c = coreai.constant dense<[" +
         list +
         "]> : tensor<64xf32>\n"
         "%0 = coreai.add %x, %c : (tensor<64xf32>, tensor<64xf32>) -> "
         "tensor<64xf32>\n"
         "coreai.output %0 : tensor<64xf32>\n}\n";
}

TEST_F(ProgramTest, ProgramsOfTheSameNamesDontMeet) {
  auto hundred = compile(addConstant(100), "main", 2);
  auto thousand = compile(addConstant(1000), "main", 2);
  ASSERT_THAT(hundred, NotNull()) << testing::PrintToString(messages);
  ASSERT_THAT(thousand, NotNull()) << testing::PrintToString(messages);
  Floats x(64, 1), y(64);
  hundred->run({bytesOf(x)}, {bytesOf(y)});
  EXPECT_EQ(y[0], 101);
  EXPECT_EQ(y[63], 164);
  thousand->run({bytesOf(x)}, {bytesOf(y)});
  EXPECT_EQ(y[63], 1064);
  hundred.reset();
  thousand->run({bytesOf(x)}, {bytesOf(y)});
  EXPECT_EQ(y[0], 1001);
}

TEST_F(ProgramTest, RunsTheGraphOfThatName) {
  const std::string text = std::string(kMatmul) + R"mlir(
coreai.graph @negate(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = coreai.neg %x : (tensor<2xf32>) -> tensor<2xf32>
  coreai.output %0 : tensor<2xf32>
})mlir";
  auto program = compile(text, "negate");
  ASSERT_THAT(program, NotNull()) << testing::PrintToString(messages);
  Floats x = {3, -4}, y(2);
  program->run({bytesOf(x)}, {bytesOf(y)});
  EXPECT_THAT(y, ElementsAre(-3, 4));
}

// A caller's options reach the passes, and may refuse.
TEST_F(ProgramTest, LetsItsCallerConfigurePasses) {
  int configured = 0;
  auto compileWith = [&](int last) {
    configured = 0;
    return Program::compile(parse(kMatmul), "main",
                            {.configurePasses = [&](PassManager &) {
                              return success(++configured != last);
                            }});
  };
  EXPECT_TRUE(succeeded(compileWith(0)));
  EXPECT_EQ(configured, 2);
  EXPECT_TRUE(failed(compileWith(2)));
}

/// What isn't compiled is so with one diagnostic, and silence on stderr.
class ProgramErrors : public ProgramTest {
protected:
  void expectError(const std::string &text, const std::string &graph,
                   const std::string &message) {
    testing::internal::CaptureStderr();
    EXPECT_THAT(compile(text, graph), IsNull());
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
    EXPECT_THAT(messages, ElementsAre(HasSubstr(message)));
  }
};

TEST_F(ProgramErrors, NoSuchGraph) {
  expectError(kMatmul, "nope\n", "no graph 'nope\\u{A}' in the program");
}

TEST_F(ProgramErrors, DynamicShape) {
  expectError(R"mlir(
coreai.graph @main(%x: tensor<?xf32>) -> tensor<?xf32> {
  coreai.output %x : tensor<?xf32>
})mlir",
              "main", "'arg0': expects a static shape, got tensor<?xf32>");
}

TEST_F(ProgramErrors, OpWithoutLowering) {
  expectError(R"mlir(
coreai.graph @main(%x: tensor<5xf32>) -> tensor<5xf32> {
  %axis = coreai.constant dense<0> : tensor<si32>
  %flag = coreai.constant dense<true> : tensor<i1>
  %0 = coreai.sort %x, %axis, %flag, %flag : (tensor<5xf32>, tensor<si32>, tensor<i1>, tensor<i1>) -> tensor<5xf32>
  coreai.output %0 : tensor<5xf32>
})mlir",
              "main", "can't lower 'coreai.sort': no lowering for this op");
}

TEST_F(ProgramErrors, OpOfAnotherDialect) {
  expectError(R"mlir(
coreai.graph @main(%x: tensor<5xf32>) -> tensor<5xf32> {
  %0 = "other.op"(%x) : (tensor<5xf32>) -> tensor<5xf32>
  coreai.output %0 : tensor<5xf32>
})mlir",
              "main", "can't lower 'other.op': no lowering for this op");
}

} // namespace

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a graph takes and gives, and which graphs there are.

#include "Execution/Signature.h"

#include "Execution/Programs.h"

using namespace mlir;
using namespace coreai;
using namespace coreai::execution;
using testing::ElementsAre;

namespace {

class SignatureTest : public ProgramsTest {
protected:
  /// Of the graph called main. Reports an error as a test's failure.
  Signature get(const std::string &text) {
    module = parse(text);
    auto signature = getSignature(findGraph(*module, "main"));
    if (!signature) {
      ADD_FAILURE() << toString(signature.takeError());
      return {};
    }
    return std::move(*signature);
  }

  std::string getError(const std::string &text) {
    module = parse(text);
    auto signature = getSignature(findGraph(*module, "main"));
    return signature ? "" : toString(signature.takeError());
  }

  OwningOpRef<ModuleOp> module;
};

TEST_F(SignatureTest, ListsEntryPoints) {
  auto program = parse(R"mlir(
coreai.graph @b() -> () { coreai.output }
coreai.graph private @hidden() -> () { coreai.output }
coreai.graph @a() -> () { coreai.output })mlir");
  EXPECT_THAT(listEntryPoints(*program), ElementsAre("b", "a"));
  EXPECT_EQ(findGraph(*program, "hidden").getSymName(), "hidden");
  EXPECT_FALSE(findGraph(*program, "c"));
}

TEST_F(SignatureTest, NamesPortsAndLeavesTokensOut) {
  Signature signature = get(R"mlir(
coreai.graph @main(%t: !coreai.token, %x: tensor<2x3xf16> {coreai.name = "x"}, %h: !coreai.handle<tensor<2xsi4>>)
    -> (!coreai.token, tensor<2x3xf16>, tensor<2x3xf16> {coreai.name = "y"}) {
  coreai.output %t, %x, %x : !coreai.token, tensor<2x3xf16>, tensor<2x3xf16>
})mlir");
  ASSERT_EQ(signature.inputs.size(), 2U);
  EXPECT_EQ(signature.inputs[0].name, "x");
  EXPECT_FALSE(signature.inputs[0].isState);
  EXPECT_EQ(signature.inputs[0].byteSize(), 12U);
  EXPECT_EQ(signature.inputs[1].name, "arg2");
  EXPECT_TRUE(signature.inputs[1].isState);
  EXPECT_EQ(signature.inputs[1].byteSize(), 2U);
  ASSERT_EQ(signature.outputs.size(), 2U);
  EXPECT_EQ(signature.outputs[0].name, "result1");
  EXPECT_EQ(signature.outputs[1].name, "y");
}

// An index is followed through ops that keep its value, to the smallest of what
// it indexes.
TEST_F(SignatureTest, KnowsWhatIndicesAreLimitedBy) {
  Signature signature = get(R"mlir(
coreai.graph @main(%i: tensor<50xsi32>, %n: tensor<50xsi32>) -> (tensor<50x2xf32>, tensor<50xsi32>) {
  %table = coreai.constant dense<1.0> : tensor<3x2xf32>
  %axes = coreai.constant dense<-1> : tensor<1xsi32>
  %0 = coreai.expand_dims %i, %axes : (tensor<50xsi32>, tensor<1xsi32>) to tensor<50x1xsi32>
  %1 = coreai.gather_nd %table at %0 : (tensor<3x2xf32>, tensor<50x1xsi32>) to tensor<50x2xf32>
  coreai.output %1, %n : tensor<50x2xf32>, tensor<50xsi32>
})mlir");
  ASSERT_EQ(signature.inputs.size(), 2U);
  EXPECT_EQ(signature.inputs[0].indexLimit, 3);
  EXPECT_EQ(signature.inputs[1].indexLimit, std::nullopt);
}

TEST_F(SignatureTest, RefusesNamesThatArentUnique) {
  EXPECT_EQ(getError(R"mlir(
coreai.graph @main(%a: tensor<f32> {coreai.name = "x"}, %b: tensor<f32> {coreai.name = "x"}) -> () {
  coreai.output
})mlir"),
            "the name 'x' isn't unique");
}

TEST_F(SignatureTest, RefusesStateThatIsAResult) {
  EXPECT_EQ(getError(R"mlir(
coreai.graph @main(%h: !coreai.handle<tensor<2xf32>>) -> !coreai.handle<tensor<2xf32>> {
  coreai.output %h : !coreai.handle<tensor<2xf32>>
})mlir"),
            "'result0': expects a tensor result, got a handle");
}

TEST_F(SignatureTest, RefusesWhatNoArrayHolds) {
  EXPECT_EQ(getError("coreai.graph @main(%x: tensor<4xsi128>) -> () { "
                     "coreai.output }"),
            "'arg0': expects elements that an array can hold, got "
            "tensor<4xsi128>");
  EXPECT_EQ(getError("coreai.graph @main(%x: tensor<4294967296x4294967296xf32>)"
                     " -> () { coreai.output }"),
            "'arg0': tensor<4294967296x4294967296xf32> doesn't fit memory");
}

TEST_F(SignatureTest, HasAnArrayTypeForEveryElementType) {
  Builder builder(&context);
  auto text = [](Type type) { return getNpyType(type).text(); };
  EXPECT_EQ(text(builder.getF32Type()), "<f4");
  EXPECT_EQ(text(builder.getBF16Type()), "<u2");
  EXPECT_EQ(text(builder.getI1Type()), "|b1");
  EXPECT_EQ(text(builder.getIntegerType(3, false)), "|u1");
  EXPECT_EQ(text(builder.getIntegerType(4, true)), "|i1");
  EXPECT_EQ(text(builder.getIntegerType(64, true)), "<i8");
  EXPECT_EQ(text(ComplexType::get(builder.getF32Type())), "<c8");
}

} // namespace

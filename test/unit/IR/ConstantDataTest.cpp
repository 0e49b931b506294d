// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Constants read and built through every kind of attribute.

#include "coreai/IR/ConstantData.h"

#include "mlir/AsmParser/AsmParser.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/MLIRContext.h"
#include "llvm/ADT/APFloat.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>

using namespace mlir;
using namespace coreai;
using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::HasSubstr;

namespace {

class ConstantDataTest : public testing::Test {
protected:
  ConstantDataTest() : builder(&context) {
    context.getDiagEngine().registerHandler([this](Diagnostic &diagnostic) {
      message = diagnostic.str();
      return success();
    });
  }

  Type integer(unsigned bits, bool isSigned) {
    return IntegerType::get(
        &context, bits, isSigned ? IntegerType::Signed : IntegerType::Unsigned);
  }

  RankedTensorType tensor(ArrayRef<int64_t> shape, Type element) {
    return RankedTensorType::get(shape, element);
  }

  ElementsAttr resource(RankedTensorType type, ArrayRef<uint8_t> bytes) {
    auto data =
        ArrayRef(reinterpret_cast<const char *>(bytes.data()), bytes.size());
    return DenseResourceElementsAttr::get(
        type, "r", HeapAsmResourceBlob::allocateAndCopyWithAlign(data, 16));
  }

  /// The bytes of a resource that holds \p values.
  std::vector<uint8_t> packed(Type element, ArrayRef<int64_t> values) {
    ConstantBuffer buffer(
        tensor({static_cast<int64_t>(values.size())}, element));
    buffer.setIntegers(values);
    std::vector<uint8_t> bytes;
    for (std::byte byte : buffer.bytes())
      bytes.push_back(static_cast<uint8_t>(byte));
    return bytes;
  }

  ElementsAttr parse(StringRef text) {
    return cast<ElementsAttr>(parseAttribute(text, &context));
  }

  FailureOr<FloatElements> view(ElementsAttr elements) {
    return viewFloats(elements,
                      [&] { return emitError(UnknownLoc::get(&context)); });
  }

  MLIRContext context;
  Builder builder;
  std::string message;
};

//===----------------------------------------------------------------------===//
// Integers
//===----------------------------------------------------------------------===//

// The worked examples of the bit stream that Core AI stores.
TEST_F(ConstantDataTest, PacksTheDocumentedExamples) {
  EXPECT_THAT(packed(integer(1, false), {1, 0, 1, 0, 1, 0, 0, 0, 1, 0, 1}),
              ElementsAre(21, 5));
  EXPECT_THAT(packed(integer(2, false), {3, 0, 0, 0, 2, 0, 0, 0, 1, 0}),
              ElementsAre(3, 2, 1));
  EXPECT_THAT(packed(integer(3, false), {1, 2, 3, 4, 5, 6, 7, 0}),
              ElementsAre(209, 88, 31));
  EXPECT_THAT(packed(integer(4, false), {3, 0, 2, 0, 9, 14, 15}),
              ElementsAre(3, 2, 233, 15));
  EXPECT_THAT(packed(integer(6, false), {21, 0, 35}), ElementsAre(21, 48, 2));
  EXPECT_THAT(packed(integer(6, false), {21, 0, 35, 8}),
              ElementsAre(21, 48, 34));
  EXPECT_THAT(packed(integer(4, true), {3, 0, -2, 0, 7, -8}),
              ElementsAre(3, 14, 135));
  EXPECT_THAT(packed(integer(2, true), {-1, 0, 1, -2}), ElementsAre(0x93));
  EXPECT_THAT(packed(integer(8, true), {-1, 127, -128}),
              ElementsAre(0xFF, 0x7F, 0x80));
  EXPECT_THAT(packed(integer(8, false), {255, 0}), ElementsAre(0xFF, 0));
}

TEST_F(ConstantDataTest, ReadsBackEveryIntegerWidth) {
  for (unsigned bits : {1, 2, 3, 4, 6, 8, 16, 32, 64})
    for (bool isSigned : {false, true}) {
      SmallVector<int64_t> values;
      int64_t low = isSigned ? int64_t(~uint64_t(0) << (bits - 1)) : 0;
      for (int64_t step = 0; step < 19; ++step)
        values.push_back(low + step % (int64_t(1) << std::min(bits, 5u)));
      RankedTensorType type = tensor({19}, integer(bits, isSigned));
      ConstantBuffer buffer(type);
      buffer.setIntegers(values);
      std::vector<uint8_t> bytes(buffer.bytes().size());
      std::memcpy(bytes.data(), buffer.bytes().data(), bytes.size());
      EXPECT_EQ(readIntegers(resource(type, bytes)), values) << bits;
    }
}

TEST_F(ConstantDataTest, ReadsDenseIntegers) {
  auto type = tensor({3}, integer(32, true));
  EXPECT_EQ(readIntegers(DenseElementsAttr::get(
                type, ArrayRef<APInt>{APInt(32, 7), APInt::getAllOnes(32),
                                      APInt(32, 0)})),
            (SmallVector<int64_t>{7, -1, 0}));
  auto wide = tensor({2}, integer(4, false));
  EXPECT_EQ(readIntegers(DenseElementsAttr::get(wide, APInt(4, 15))),
            (SmallVector<int64_t>{15, 15}));
  auto flag = tensor({}, builder.getI1Type());
  EXPECT_EQ(readIntegers(DenseElementsAttr::get(flag, true)),
            (SmallVector<int64_t>{1}));
}

// A writer may pad six-bit elements to whole groups of four.
TEST_F(ConstantDataTest, ToleratesPaddingAfterPackedElements) {
  auto type = tensor({1}, integer(6, false));
  ElementsAttr padded = resource(type, {35, 0, 0});
  EXPECT_EQ(readIntegers(padded), (SmallVector<int64_t>{35}));
  EXPECT_TRUE(succeeded(verifyResource(
      padded, [&] { return emitError(builder.getUnknownLoc()); })));
}

TEST_F(ConstantDataTest, ReadsNothingWhereThereIsNothingToRead) {
  auto type = tensor({4}, integer(32, false));
  EXPECT_EQ(readIntegers(resource(type, {1, 2, 3})), std::nullopt);
  EXPECT_EQ(readIntegers(DenseElementsAttr::get(
                tensor({2}, builder.getF32Type()), 1.0f)),
            std::nullopt);
  ElementsAttr absent = parse("dense_resource<absent> : tensor<4xui32>");
  EXPECT_EQ(readIntegers(absent), std::nullopt);
}

TEST_F(ConstantDataTest, ChecksTheSizeOfResources) {
  auto verify = [&](RankedTensorType type, ArrayRef<uint8_t> bytes) {
    return succeeded(verifyResource(resource(type, bytes), [&] {
      return emitError(builder.getUnknownLoc());
    }));
  };
  EXPECT_TRUE(verify(tensor({3}, integer(4, false)), {1, 2}));
  EXPECT_FALSE(verify(tensor({5}, integer(4, false)), {1, 2}));
  EXPECT_THAT(message, HasSubstr("expects 3 bytes in resource 'r"));
  EXPECT_TRUE(verify(tensor({2}, builder.getF16Type()), {0, 0, 0, 0}));
  EXPECT_FALSE(verify(tensor({2}, builder.getF16Type()), {0, 0, 0, 0, 0}));
  EXPECT_FALSE(verify(tensor({2}, builder.getF16Type()), {0, 0, 0}));
  // More elements than memory holds: not a size, not a crash.
  EXPECT_EQ(getResourceSize(tensor({int64_t(1) << 40, int64_t(1) << 40},
                                   builder.getF32Type())),
            std::nullopt);
  // Booleans take a byte each.
  EXPECT_EQ(getResourceSize(tensor({9}, builder.getI1Type())), 9u);
  EXPECT_EQ(getResourceSize(tensor({9}, integer(1, false))), 2u);
  EXPECT_EQ(getResourceSize(tensor({9}, builder.getIndexType())), std::nullopt);
  EXPECT_EQ(
      getResourceSize(tensor({ShapedType::kDynamic}, builder.getF32Type())),
      std::nullopt);
}

TEST_F(ConstantDataTest, CountsOnes) {
  Type ui1 = integer(1, false);
  EXPECT_EQ(countOnes(resource(tensor({3, 4}, ui1), {0b10110001, 0b1111})), 8u);
  // What lies beyond the last element doesn't count.
  EXPECT_EQ(countOnes(resource(tensor({3, 3}, ui1), {0b10110001, 0xFF})), 5u);
  EXPECT_EQ(countOnes(resource(tensor({16}, ui1), {0xFF, 0x80, 0xFF})), 9u);
  EXPECT_EQ(countOnes(resource(tensor({16}, ui1), {0xFF})), std::nullopt);
  EXPECT_EQ(countOnes(parse("dense<1> : tensor<1000000x1000000xui1>")),
            size_t(1000000) * 1000000);
  EXPECT_EQ(countOnes(parse("dense<0> : tensor<7xui1>")), 0u);
  EXPECT_EQ(countOnes(parse("dense<[1, 0, 1]> : tensor<3xui1>")), 2u);
  EXPECT_EQ(countOnes(parse("dense_resource<absent> : tensor<3xui1>")),
            std::nullopt);
}

//===----------------------------------------------------------------------===//
// Any elements
//===----------------------------------------------------------------------===//

/// The bytes that are seen of an attribute; none if it can't be viewed.
static std::optional<std::vector<unsigned>> viewed(ElementsAttr elements) {
  auto stored = viewElements(elements);
  if (!stored)
    return std::nullopt;
  std::vector<unsigned> bytes;
  for (std::byte byte : stored->bytes)
    bytes.push_back(std::to_integer<unsigned>(byte));
  return bytes;
}

// MLIR keeps sub-byte elements of a dense attribute in a byte each, and those
// of one bit in one bit; resources pack them all, and booleans not at all.
TEST_F(ConstantDataTest, ViewsElementsAsAResourceHasThem) {
  using Bytes = std::vector<unsigned>;
  EXPECT_EQ(viewed(parse("dense<[3, 0, -2, 0, 7, -8]> : tensor<6xsi4>")),
            (Bytes{3, 14, 135}));
  EXPECT_EQ(viewed(parse("dense<\"0xF80F07\"> : tensor<3xsi4>")),
            (Bytes{0xF8, 7}));
  EXPECT_EQ(viewed(parse("dense<[21, 0, 35]> : tensor<3xui6>")),
            (Bytes{21, 48, 2}));
  EXPECT_EQ(viewed(parse(
                "dense<[1, 0, 1, 0, 1, 0, 0, 0, 1, 0, 1]> : tensor<11xui1>")),
            (Bytes{21, 5}));
  EXPECT_EQ(viewed(parse("dense<[true, false, true]> : tensor<3xi1>")),
            (Bytes{1, 0, 1}));
  EXPECT_EQ(viewed(parse("dense<[1.0, -6.0, 0.5]> : tensor<3xf4E2M1FN>")),
            (Bytes{0xF2, 1}));
  EXPECT_EQ(viewed(parse("dense<[1.0, 0.5]> : tensor<2xf8E8M0FNU>")),
            (Bytes{127, 126}));
  EXPECT_EQ(viewed(parse("dense<[1, 256]> : tensor<2xui16>")),
            (Bytes{1, 0, 0, 1}));
  EXPECT_EQ(viewed(parse("dense<> : tensor<0x2xui4>")), Bytes{});
  EXPECT_EQ(viewed(resource(tensor({3}, integer(4, false)), {0x21, 3, 9})),
            (Bytes{0x21, 3, 9}));
}

TEST_F(ConstantDataTest, ViewsSplats) {
  for (auto [text, byte] :
       {std::pair("dense<-1> : tensor<9xsi4>", 15),
        std::pair("dense<true> : tensor<9xi1>", 1),
        std::pair("dense<1> : tensor<9xui1>", 1),
        std::pair("dense<6.0> : tensor<9xf4E2M1FN>", 7),
        std::pair("dense<5> : tensor<1000000x1000000xui8>", 5)}) {
    auto stored = viewElements(parse(text));
    ASSERT_TRUE(stored) << text;
    EXPECT_TRUE(stored->isSplat) << text;
    EXPECT_THAT(stored->bytes, ElementsAre(std::byte(byte))) << text;
  }
}

TEST_F(ConstantDataTest, ViewsNothingThatIsNotThere) {
  EXPECT_FALSE(viewElements(parse("dense_resource<absent> : tensor<4xui4>")));
  EXPECT_FALSE(viewElements(resource(tensor({4}, integer(4, false)), {1})));
  EXPECT_FALSE(
      viewElements(resource(tensor({1}, builder.getF16Type()), {1, 2, 3})));
  EXPECT_FALSE(viewElements(parse("dense<1> : tensor<4xindex>")));
  // 0x21 is no number of four bits, nor is 0x9F: it isn't extended by its sign.
  EXPECT_FALSE(viewElements(parse("dense<\"0x21\"> : tensor<2xui4>")));
  EXPECT_FALSE(viewElements(parse("dense<\"0x019F\"> : tensor<2xsi4>")));
}

TEST_F(ConstantDataTest, BuildsSplatsOfPackedFloats) {
  ConstantBuffer buffer(tensor({3}, Float4E2M1FNType::get(&context)));
  buffer.bytes()[0] = std::byte(0x77);
  buffer.bytes()[1] = std::byte(0x07);
  EXPECT_EQ(buffer.take("unused"), parse("dense<6.0> : tensor<3xf4E2M1FN>"));
}

//===----------------------------------------------------------------------===//
// Floats
//===----------------------------------------------------------------------===//

TEST_F(ConstantDataTest, ViewsFloatsOfEveryAttributeKind) {
  for (Type element : {Type(builder.getF16Type()), Type(builder.getBF16Type()),
                       Type(builder.getF32Type()), Type(builder.getF64Type()),
                       Type(Float8E4M3FNType::get(&context)),
                       Type(Float8E5M2Type::get(&context))}) {
    RankedTensorType type = tensor({2, 2}, element);
    ConstantBuffer buffer(type);
    buffer.setFloats({0.5, -2.0, 1.5, 0.0});
    std::vector<uint8_t> bytes(buffer.bytes().size());
    std::memcpy(bytes.data(), buffer.bytes().data(), bytes.size());
    for (ElementsAttr elements : {buffer.take("x"), resource(type, bytes)}) {
      auto floats = view(elements);
      ASSERT_TRUE(succeeded(floats));
      EXPECT_EQ(floats->count, 4u);
      EXPECT_FALSE(floats->isSplat);
      EXPECT_THAT(
          (std::array{(*floats)[0], (*floats)[1], (*floats)[2], (*floats)[3]}),
          ElementsAre(0.5, -2.0, 1.5, 0.0));
    }
  }
}

TEST_F(ConstantDataTest, ViewsASplatOnce) {
  auto floats = view(DenseElementsAttr::get(
      tensor({int64_t(1) << 40}, builder.getF32Type()), 0.25f));
  ASSERT_TRUE(succeeded(floats));
  EXPECT_TRUE(floats->isSplat);
  EXPECT_EQ(floats->bytes.size(), 4u);
  EXPECT_EQ((*floats)[(size_t(1) << 40) - 1], 0.25);
}

TEST_F(ConstantDataTest, SaysWhyFloatsCannotBeViewed) {
  EXPECT_TRUE(failed(view(DenseElementsAttr::get(
      tensor({2}, builder.getI32Type()), APInt(32, 1)))));
  EXPECT_THAT(message, HasSubstr("expects a static tensor of floats, got "
                                 "'tensor<2xi32>'"));
  EXPECT_TRUE(failed(
      view(resource(tensor({2}, builder.getF32Type()), {1, 2, 3, 4, 5}))));
  EXPECT_THAT(message, HasSubstr("expects 8 bytes in resource"));
  ElementsAttr absent = parse("dense_resource<absent> : tensor<2xf32>");
  EXPECT_TRUE(failed(view(absent)));
  EXPECT_THAT(message, HasSubstr("expects data in resource 'absent"));
}

// Every element type has a type in MLIR, which prints as the table says.
TEST_F(ConstantDataTest, NamesEveryElementType) {
  for (const elements::ElementTraits &row : elements::kElementTypes) {
    Type type = getMlirType(&context, row.type);
    std::string text;
    llvm::raw_string_ostream(text) << type;
    EXPECT_EQ(text, row.name);
    EXPECT_EQ(getElementType(type), row.type) << text;
    EXPECT_EQ(getFloatFormat(type), elements::floatFormat(row.type)) << text;
    if (row.kind != elements::ElementKind::Boolean)
      EXPECT_EQ(type.getIntOrFloatBitWidth(), row.bits) << text;
  }
  for (StringRef other : {"i8", "i32", "si3", "ui64", "tf32", "f8E4M3FNUZ",
                          "complex<f32>", "index"}) {
    Type type = parseType(other, &context);
    EXPECT_EQ(getElementType(type), std::nullopt) << other.str();
    EXPECT_EQ(getFloatFormat(type), std::nullopt) << other.str();
  }
}

// Every format agrees with LLVM's own, bit for bit.
TEST_F(ConstantDataTest, RoundsAsLLVMDoes) {
  struct Format {
    elements::FloatFormat format;
    const llvm::fltSemantics &semantics;
  };
  const Format formats[] = {
      {elements::FloatFormat::F16, APFloat::IEEEhalf()},
      {elements::FloatFormat::BF16, APFloat::BFloat()},
      {elements::FloatFormat::F32, APFloat::IEEEsingle()},
      {elements::FloatFormat::F8E4M3FN, APFloat::Float8E4M3FN()},
      {elements::FloatFormat::F8E5M2, APFloat::Float8E5M2()}};
  uint64_t state = 1;
  for (int sample = 0; sample < 20000; ++sample) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    // Exponents around those that the small formats hold, all fractions.
    int exponent = static_cast<int>(state >> 33) % 160 - 150 + sample % 40;
    double value =
        std::ldexp(1.0 + static_cast<double>(state >> 12) * 0x1p-52, exponent) *
        (sample % 2 ? 1 : -1);
    for (const Format &format : formats) {
      APFloat expected(value);
      bool losesInfo = false;
      expected.convert(format.semantics, APFloat::rmNearestTiesToEven,
                       &losesInfo);
      EXPECT_EQ(elements::encode(format.format, value),
                expected.bitcastToAPInt().getZExtValue())
          << value << " in format " << static_cast<int>(format.format);
    }
  }
}

//===----------------------------------------------------------------------===//
// Which attribute is made
//===----------------------------------------------------------------------===//

TEST_F(ConstantDataTest, KeepsSmallElementsInTheAttribute) {
  ConstantBuffer small(tensor({512}, builder.getF16Type()));
  std::vector<double> values(512, 1.0);
  values.back() = 2.0;
  small.setFloats(values);
  EXPECT_TRUE(isa<DenseElementsAttr>(small.take("small")));

  ConstantBuffer large(tensor({513}, builder.getF16Type()));
  values.push_back(3.0);
  large.setFloats(values);
  EXPECT_TRUE(isa<DenseResourceElementsAttr>(large.take("large")));

  ConstantBuffer packedIndices(tensor({4}, integer(4, false)));
  packedIndices.setIntegers({1, 2, 3, 4});
  EXPECT_TRUE(isa<DenseResourceElementsAttr>(packedIndices.take("packed")));
}

TEST_F(ConstantDataTest, MakesASplatOfEqualElements) {
  ConstantBuffer floats(tensor({4096}, builder.getF32Type()));
  floats.setFloats(std::vector<double>(4096, -0.5));
  auto splat = dyn_cast<DenseElementsAttr>(floats.take("x"));
  ASSERT_TRUE(splat && splat.isSplat());
  EXPECT_EQ(splat.getSplatValue<float>(), -0.5f);

  for (unsigned bits : {1, 2, 3, 4, 6})
    for (int64_t count : {1, 2, 7, 8, 9, 16, 17, 33}) {
      SmallVector<int64_t> values(count, 1);
      ConstantBuffer equal(tensor({count}, integer(bits, false)));
      equal.setIntegers(values);
      auto one = dyn_cast<DenseElementsAttr>(equal.take("x"));
      ASSERT_TRUE(one && one.isSplat()) << bits << " " << count;
      EXPECT_EQ(readIntegers(one), values);

      // One odd element, wherever it is, makes it no splat.
      for (int64_t odd = 0; odd < count && count > 1; ++odd) {
        values.assign(count, 1);
        values[odd] = 0;
        ConstantBuffer other(tensor({count}, integer(bits, false)));
        other.setIntegers(values);
        ElementsAttr made = other.take("x");
        EXPECT_TRUE(isa<DenseResourceElementsAttr>(made)) << bits << " " << odd;
        EXPECT_EQ(readIntegers(made), values);
      }
    }
}

} // namespace

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tests shifted and scaled blocks, and dequantization.

#include "Reference/Decoder.h"

#include <gmock/gmock.h>

using namespace coreai::decoding;
using namespace coreai::decoding::reference;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

std::vector<double> readAll(const Source &source) {
  std::vector<double> values(source.size());
  source.read(0, values);
  return values;
}

/// The parameters of random data.
struct Parameters {
  Pair scale, offset1, offset2;

  Parameters(const Shape &shape, ElementType dataType, ElementType scaleType,
             ElementType resultType, std::mt19937_64 &random)
      : scale(randomPair(scaleType, shape, random)),
        offset1(randomPair(dataType, shape, random)),
        offset2(randomPair(resultType, shape, random)) {}
};

void expectShiftScale(const Pair &data, const Parameters &p,
                      std::mt19937_64 &random) {
  expectDecodes(*makeBlockwiseShiftScale(data.source, p.scale.source,
                                         p.offset1.source, p.offset2.source),
                blockwiseShiftScale(data.tensor, p.scale.tensor,
                                    p.offset1.tensor, p.offset2.tensor),
                random);
}

TEST(ShiftScaleTest, WorkedExample) {
  Pair data = valuePair(ElementType::SI4, {1, 4}, {-8, -1, 0, 7});
  Pair scale = valuePair(ElementType::F16, {1, 2}, {0.5, 2});
  Pair offset1 = valuePair(ElementType::SI4, {1, 2}, {-1, 0});
  Pair offset2 = valuePair(ElementType::F16, {1, 2}, {0, 10});
  SourcePtr result = makeBlockwiseShiftScale(data.source, scale.source,
                                             offset1.source, offset2.source);
  EXPECT_EQ(result->type(), ElementType::F16);
  EXPECT_THAT(readAll(*result), ElementsAre(-3.5, 0, 10, 24));
}

TEST(ShiftScaleTest, SubtractsAfterWidening) {
  Pair data = valuePair(ElementType::SI8, {2}, {-128, 127});
  Pair offset1 = valuePair(ElementType::SI8, {1}, {127});
  SourcePtr result = makeBlockwiseShiftScale(
      data.source, makeSplat(ElementType::F32, {1}, 2), offset1.source,
      makeSplat(ElementType::F32, {1}, 0));
  EXPECT_THAT(readAll(*result), ElementsAre(-510, 0));
}

// In f16, 2049 isn't a number: the product would be rounded away before the
// offset is added.
TEST(ShiftScaleTest, RoundsOnce) {
  Pair data = valuePair(ElementType::UI16, {1}, {2049});
  Pair offset1 = valuePair(ElementType::UI16, {1}, {0});
  SourcePtr result = makeBlockwiseShiftScale(
      data.source, makeSplat(ElementType::F16, {1}, 1), offset1.source,
      makeSplat(ElementType::F16, {1}, -2));
  EXPECT_THAT(readAll(*result), ElementsAre(2047));
}

// The formula adds zero, which turns a negative zero into a positive one.
TEST(ShiftScaleTest, SignedZeros) {
  Pair data = valuePair(ElementType::F16, {2}, {-0.0, 0.0});
  for (double offset : {0.0, -0.0}) {
    SourcePtr result = makeBlockwiseShiftScale(
        data.source, makeSplat(ElementType::F16, {1}, 1),
        makeSplat(ElementType::F16, {1}, 0),
        makeSplat(ElementType::F16, {1}, offset));
    std::vector<double> values = readAll(*result);
    EXPECT_EQ(std::signbit(values[0]), std::signbit(offset));
    EXPECT_FALSE(std::signbit(values[1]));
  }
}

// One NaN, whatever it came from and however it was computed.
TEST(ShiftScaleTest, NaNsAreOne) {
  for (size_t count : {3, 3000}) {
    std::vector<double> values(count, kNaN);
    values[0] = -kNaN;
    values[1] = kInfinity;
    Pair data = valuePair(ElementType::F8E5M2, {count}, values);
    SourcePtr result = makeBlockwiseShiftScale(
        data.source, makeSplat(ElementType::F16, {1}, 1),
        makeSplat(ElementType::F8E5M2, {1}, kInfinity),
        makeSplat(ElementType::F16, {1}, -kNaN));
    std::vector<std::byte> bytes(2 * count);
    result->encode(0, count, bytes);
    for (size_t i = 0; i < count; ++i)
      ASSERT_EQ(patternAt(ElementType::F16, bytes, i), 0x7E00u);
  }
}

TEST(ShiftScaleTest, AnyShapeBlocksAndTypes) {
  std::mt19937_64 random(1);
  for (ElementType dataType : kAllTypes) {
    for (ElementType resultType : kWideFloats) {
      for (unsigned trial = 0; trial < 8; ++trial) {
        Shape shape = randomShape(random() % 4 + 1, trial < 4 ? 6 : 20, random);
        Pair data = randomPair(dataType, shape, random);
        ElementType scaleType =
            trial % 3 == 0 ? ElementType::F8E8M0FNU : resultType;
        Parameters parameters(randomBlocks(shape, random), dataType, scaleType,
                              resultType, random);
        ASSERT_NO_FATAL_FAILURE(expectShiftScale(data, parameters, random));
      }
    }
  }
}

TEST(ShiftScaleTest, LongRunsAndLongRows) {
  std::mt19937_64 random(2);
  for (ElementType dataType :
       {ElementType::SI4, ElementType::UI8, ElementType::F16}) {
    for (const Shape &counts : {Shape{1, 1}, Shape{6, 1}, Shape{1, 5000},
                                Shape{6, 5000}, Shape{2, 4}, Shape{6, 100}}) {
      Pair data = randomPair(dataType, {6, 5000}, random);
      Parameters parameters(counts, dataType, ElementType::BF16,
                            ElementType::BF16, random);
      ASSERT_NO_FATAL_FAILURE(expectShiftScale(data, parameters, random));
    }
  }
}

// More parameters than are kept at hand, in blocks of two, and one each.
TEST(ShiftScaleTest, ManyParameters) {
  std::mt19937_64 random(3);
  for (size_t block : {1, 2}) {
    size_t count = size_t(1) << 19;
    Pair data = randomPair(ElementType::SI8, {count * block}, random);
    Parameters parameters({count}, ElementType::SI8, ElementType::F16,
                          ElementType::F16, random);
    ASSERT_NO_FATAL_FAILURE(expectShiftScale(data, parameters, random));
  }
}

TEST(ShiftScaleTest, RankZeroBroadcasts) {
  std::mt19937_64 random(4);
  for (const Shape &shape : {Shape{}, Shape{5}, Shape{40, 30, 2}}) {
    Pair data = randomPair(ElementType::SI8, shape, random);
    Parameters parameters({}, ElementType::SI8, ElementType::F32,
                          ElementType::F32, random);
    ASSERT_NO_FATAL_FAILURE(expectShiftScale(data, parameters, random));
  }
}

TEST(ShiftScaleTest, EmptyData) {
  std::mt19937_64 random(5);
  Pair data = randomPair(ElementType::SI8, {4, 0}, random);
  Parameters parameters({2, 1}, ElementType::SI8, ElementType::F32,
                        ElementType::F32, random);
  ASSERT_NO_FATAL_FAILURE(expectShiftScale(data, parameters, random));
}

TEST(DequantizeTest, PerTensor) {
  Pair input = valuePair(ElementType::UI8, {2, 2}, {0, 128, 129, 255});
  Pair zeroPoint = valuePair(ElementType::UI8, {}, {128});
  SourcePtr result =
      makeDequantize(input.source, makeSplat(ElementType::F16, {}, 0.25),
                     zeroPoint.source, makeSplat(ElementType::F16, {}, 1), 0);
  EXPECT_THAT(readAll(*result), ElementsAre(-31, 1, 1.25, 32.75));
}

TEST(DequantizeTest, PerChannelOfAnyAxis) {
  std::mt19937_64 random(6);
  for (ElementType type : {ElementType::SI4, ElementType::UI8,
                           ElementType::F8E4M3FN, ElementType::SI32}) {
    for (int64_t axis : {0, 1, 2, -1, -3}) {
      Shape shape = {3, 50, 70};
      Pair input = randomPair(type, shape, random);
      size_t d = axis < 0 ? axis + 3 : axis;
      Parameters p({shape[d]}, type, ElementType::F32, ElementType::F32,
                   random);
      ASSERT_NO_FATAL_FAILURE(expectDecodes(
          *makeDequantize(input.source, p.scale.source, p.offset1.source,
                          p.offset2.source, axis),
          dequantize(input.tensor, p.scale.tensor, p.offset1.tensor,
                     p.offset2.tensor, static_cast<int64_t>(d)),
          random));
    }
  }
}

TEST(DequantizeTest, PerChannelWithoutElements) {
  for (Shape shape : {Shape{0, 3}, Shape{3, 0}, Shape{0, 0}, Shape{0}})
    for (size_t axis = 0; axis < shape.size(); ++axis) {
      auto perChannel = [&](ElementType type) {
        return valuePair(type, {shape[axis]},
                         std::vector<double>(shape[axis], 1))
            .source;
      };
      Pair input = valuePair(ElementType::UI8, shape, {});
      SourcePtr result = makeDequantize(
          input.source, perChannel(ElementType::F16),
          perChannel(ElementType::UI8), perChannel(ElementType::F16),
          static_cast<int64_t>(axis));
      EXPECT_EQ(result->shape(), shape);
      EXPECT_THAT(readAll(*result), IsEmpty());
    }
}

} // namespace

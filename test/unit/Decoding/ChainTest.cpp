// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tests sparse weights, casts, and sources of sources.

#include "Reference/Decoder.h"

#include <gmock/gmock.h>

using namespace coreai::decoding;
using namespace coreai::decoding::reference;
using testing::ElementsAre;

namespace {

std::vector<double> readAll(const Source &source) {
  std::vector<double> values(source.size());
  source.read(0, values);
  return values;
}

/// A mask with about one in \p period set.
Pair randomMask(const Shape &shape, size_t period, std::mt19937_64 &random) {
  std::vector<uint64_t> bits(elementCount(shape));
  for (uint64_t &bit : bits)
    bit = random() % period == 0;
  return makePair(ElementType::UI1, shape, bits);
}

//===----------------------------------------------------------------------===//
// Sparse weights
//===----------------------------------------------------------------------===//

TEST(SparseToDenseTest, WorkedExample) {
  std::vector<std::byte> bits = {std::byte(0b00110001)};
  SourcePtr mask = makeConstant(ElementType::UI1, {2, 3}, std::span(bits));
  Pair values = valuePair(ElementType::F16, {3}, {5, 6, 7});
  EXPECT_EQ(countOnes(*mask), 3u);
  SourcePtr dense = makeSparseToDense(values.source, mask);
  EXPECT_EQ(dense->shape(), (Shape{2, 3}));
  EXPECT_THAT(readAll(*dense), ElementsAre(5, 0, 0, 0, 6, 7));
}

TEST(SparseToDenseTest, AnyTypeShapeAndDensity) {
  std::mt19937_64 random(1);
  for (ElementType type : kAllTypes) {
    if (type == ElementType::F8E8M0FNU) // Has no zero.
      continue;
    for (size_t period : {1, 2, 10, 100000}) {
      for (const Shape &shape : {Shape{1}, Shape{13, 5}, Shape{3, 1024},
                                 Shape{7, 31, 29}, Shape{0, 2}}) {
        Pair mask = randomMask(shape, period, random);
        Pair values = randomPair(type, {countOnes(*mask.source)}, random);
        ASSERT_NO_FATAL_FAILURE(
            expectDecodes(*makeSparseToDense(values.source, mask.source),
                          sparseToDense(values.tensor, mask.tensor), random));
      }
    }
  }
}

TEST(SparseToDenseTest, SplatMasks) {
  std::mt19937_64 random(2);
  Pair values = randomPair(ElementType::F16, {2500}, random);
  SourcePtr all = makeSplat(ElementType::UI1, {50, 50}, 1);
  Tensor expected = {ElementType::F16, {50, 50}, values.tensor.values};
  ASSERT_NO_FATAL_FAILURE(
      expectDecodes(*makeSparseToDense(values.source, all), expected, random));
  Pair none = randomPair(ElementType::F16, {0}, random);
  SourcePtr zeros = makeSplat(ElementType::UI1, {50, 50}, 0);
  expected.values.assign(2500, 0);
  ASSERT_NO_FATAL_FAILURE(
      expectDecodes(*makeSparseToDense(none.source, zeros), expected, random));
}

TEST(SparseToDenseTest, ValuesThatAreComputed) {
  std::mt19937_64 random(3);
  Pair mask = randomMask({80, 90}, 3, random);
  size_t count = countOnes(*mask.source);
  Pair indices = randomPair(ElementType::UI4, {count}, random);
  Pair lut = randomPair(ElementType::F16, {1, 16, 1}, random);
  ASSERT_NO_FATAL_FAILURE(expectDecodes(
      *makeSparseToDense(makeLutToDense(indices.source, lut.source, 0),
                         mask.source),
      sparseToDense(lutToDense(indices.tensor, lut.tensor, 0), mask.tensor),
      random));
}

//===----------------------------------------------------------------------===//
// Casts
//===----------------------------------------------------------------------===//

TEST(CastTest, EveryTypeToEveryType) {
  std::mt19937_64 random(4);
  for (ElementType from : kAllTypes) {
    for (ElementType to : kAllTypes) {
      for (size_t count : {29, 2000}) { // By elements, and by tables.
        Pair input = randomPair(from, {count}, random);
        ASSERT_NO_FATAL_FAILURE(expectDecodes(*makeCast(input.source, to),
                                              cast(input.tensor, to), random));
      }
    }
  }
}

TEST(CastTest, Splats) {
  SourcePtr splat =
      makeCast(makeSplat(ElementType::F32, {9}, 2.75), ElementType::SI8);
  EXPECT_EQ(*splat->uniformValue(), 2);
  EXPECT_THAT(readAll(*splat), testing::Each(2));
}

//===----------------------------------------------------------------------===//
// Chains
//===----------------------------------------------------------------------===//

// A table of all values of a four-bit integer: what other tools make of
// quantized weights.
TEST(ChainTest, TableOfIntegersCastToFloats) {
  std::mt19937_64 random(5);
  Pair indices = randomPair(ElementType::UI4, {64, 64, 1, 1}, random);
  std::vector<double> entries(16);
  for (size_t i = 0; i < 16; ++i)
    entries[i] = double(i) - 8;
  Pair lut = valuePair(ElementType::SI8, {1, 1, 1, 1, 16, 1}, entries);
  SourcePtr dense =
      makeCast(makeLutToDense(indices.source, lut.source, 0), ElementType::F16);
  Tensor expected = indices.tensor;
  expected.type = ElementType::F16;
  for (double &value : expected.values)
    value -= 8;
  ASSERT_NO_FATAL_FAILURE(expectDecodes(*dense, expected, random));
}

// Every op rounds its result: an f32 weight by way of bf16 and f16.
TEST(ChainTest, RoundsAtEachStep) {
  std::mt19937_64 random(6);
  for (const Shape &shape : {Shape{3, 5}, Shape{4, 700}, Shape{300, 4}}) {
    for (unsigned trial = 0; trial < 20; ++trial) {
      Pair indices = randomPair(ElementType::UI4, shape, random);
      Shape lutShape = randomBlocks(shape, random);
      lutShape.insert(lutShape.end(), {16, 1});
      Pair lut = randomPair(ElementType::F8E4M3FN, lutShape, random);
      SourcePtr source = makeCast(makeLutToDense(indices.source, lut.source, 0),
                                  ElementType::BF16);
      Tensor expected =
          cast(lutToDense(indices.tensor, lut.tensor, 0), ElementType::BF16);

      for (ElementType type : {ElementType::BF16, ElementType::F16}) {
        Shape blocks = randomBlocks(shape, random);
        Pair scale = randomPair(ElementType::F8E8M0FNU, blocks, random);
        Pair offset1 = randomPair(expected.type, blocks, random);
        Pair offset2 = randomPair(type, blocks, random);
        expected = blockwiseShiftScale(expected, scale.tensor, offset1.tensor,
                                       offset2.tensor);
        source = makeBlockwiseShiftScale(source, scale.source, offset1.source,
                                         offset2.source);
      }
      ASSERT_NO_FATAL_FAILURE(expectDecodes(*makeCast(source, ElementType::F32),
                                            cast(expected, ElementType::F32),
                                            random));
    }
  }
}

// Tables and scales may be compressed themselves.
TEST(ChainTest, ParametersThatAreComputed) {
  std::mt19937_64 random(7);
  Pair indices = randomPair(ElementType::UI4, {8, 600}, random);
  Pair table = randomPair(ElementType::SI8, {8, 1, 16, 1}, random);
  Pair tableScale = randomPair(ElementType::F16, {8, 1, 1, 1}, random);
  Pair tableZero = randomPair(ElementType::SI8, {8, 1, 1, 1}, random);
  Pair tableMin = randomPair(ElementType::F16, {8, 1, 1, 1}, random);
  SourcePtr lut = makeBlockwiseShiftScale(table.source, tableScale.source,
                                          tableZero.source, tableMin.source);
  Tensor expectedLut = blockwiseShiftScale(table.tensor, tableScale.tensor,
                                           tableZero.tensor, tableMin.tensor);
  ASSERT_NO_FATAL_FAILURE(
      expectDecodes(*makeLutToDense(indices.source, lut, 0),
                    lutToDense(indices.tensor, expectedLut, 0), random));
}

} // namespace

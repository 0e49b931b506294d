// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tests looked-up indices and stored elements.

#include "Reference/Decoder.h"

#include <gmock/gmock.h>

#include <thread>

using namespace coreai::decoding;
using namespace coreai::decoding::reference;
using testing::ElementsAre;

namespace {

std::vector<double> readAll(const Source &source) {
  std::vector<double> values(source.size());
  source.read(0, values);
  return values;
}

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

TEST(ConstantTest, EveryTypeAndRange) {
  std::mt19937_64 random(1);
  for (ElementType type : kAllTypes) {
    for (const Shape &shape :
         {Shape{}, Shape{1}, Shape{7, 3}, Shape{2, 9, 5}, Shape{9001}}) {
      Pair pair = randomPair(type, shape, random);
      ASSERT_NO_FATAL_FAILURE(expectDecodes(*pair.source, pair.tensor, random));
    }
  }
}

TEST(ConstantTest, EmptyTensors) {
  std::mt19937_64 random(2);
  for (ElementType type : kAllTypes) {
    Pair pair = randomPair(type, {3, 0, 2}, random);
    ASSERT_NO_FATAL_FAILURE(expectDecodes(*pair.source, pair.tensor, random));
  }
}

TEST(ConstantTest, Splats) {
  std::mt19937_64 random(3);
  for (ElementType type : kAllTypes) {
    Pair one = randomPair(type, {1}, random);
    double value = one.tensor.values[0];
    SourcePtr splat = makeSplat(type, {5, 500}, value);
    Tensor expected = {type, {5, 500}, std::vector<double>(2500, value)};
    ASSERT_NO_FATAL_FAILURE(expectDecodes(*splat, expected, random));
    EXPECT_TRUE(areSame(*splat->uniformValue(), value));
  }
}

TEST(ConstantTest, ViewsBytesThatOthersOwn) {
  std::vector<std::byte> bytes = {std::byte(0x21), std::byte(0x43)};
  SourcePtr source = makeConstant(ElementType::UI4, {4}, std::span(bytes));
  EXPECT_THAT(readAll(*source), ElementsAre(1, 2, 3, 4));
}

//===----------------------------------------------------------------------===//
// lut_to_dense
//===----------------------------------------------------------------------===//

TEST(LutToDenseTest, ATablePerRow) {
  Pair indices = valuePair(ElementType::UI2, {2, 3}, {0, 1, 2, 3, 2, 1});
  Pair lut = valuePair(ElementType::F16, {2, 1, 4, 1},
                       {10, 11, 12, 13, 20, 21, 22, 23});
  SourcePtr dense = makeLutToDense(indices.source, lut.source, 0);
  EXPECT_EQ(dense->shape(), (Shape{2, 3}));
  EXPECT_THAT(readAll(*dense), ElementsAre(10, 11, 12, 23, 22, 21));
}

TEST(LutToDenseTest, VectorsAlongEitherAxis) {
  Pair indices = valuePair(ElementType::UI2, {2, 3}, {0, 1, 2, 3, 2, 1});
  Pair lut =
      valuePair(ElementType::F16, {1, 1, 4, 2}, {0, 1, 2, 3, 4, 5, 6, 7});
  SourcePtr rows = makeLutToDense(indices.source, lut.source, 1);
  EXPECT_EQ(rows->shape(), (Shape{2, 6}));
  EXPECT_THAT(readAll(*rows), ElementsAre(0, 1, 2, 3, 4, 5, 6, 7, 4, 5, 2, 3));
  SourcePtr columns = makeLutToDense(indices.source, lut.source, 0);
  EXPECT_EQ(columns->shape(), (Shape{4, 3}));
  EXPECT_THAT(readAll(*columns),
              ElementsAre(0, 2, 4, 1, 3, 5, 6, 4, 2, 7, 5, 3));
  SourcePtr last = makeLutToDense(indices.source, lut.source, -1);
  EXPECT_EQ(readAll(*last), readAll(*rows));
}

TEST(LutToDenseTest, AnyShapeBlocksAxisAndTypes) {
  std::mt19937_64 random(4);
  for (ElementType indexType : kIndexTypes) {
    for (ElementType entryType : kAllTypes) {
      for (unsigned trial = 0; trial < 6; ++trial) {
        size_t rank = random() % 4 + 1;
        // Runs both longer and shorter than tables.
        Shape shape = randomShape(rank, trial < 3 ? 7 : 24, random);
        Shape lutShape = randomBlocks(shape, random);
        lutShape.push_back(size_t(1) << storageBits(indexType));
        lutShape.push_back(trial % 2 == 0 ? 1 : random() % 4 + 1);
        if (elementCount(lutShape) > 50000)
          std::fill_n(lutShape.begin(), rank, 1);
        auto axis = static_cast<int64_t>(random() % (2 * rank)) -
                    static_cast<int64_t>(rank);
        Pair indices = randomPair(indexType, shape, random);
        Pair lut = randomPair(entryType, lutShape, random);
        ASSERT_NO_FATAL_FAILURE(expectDecodes(
            *makeLutToDense(indices.source, lut.source, axis),
            lutToDense(indices.tensor, lut.tensor, axis), random));
      }
    }
  }
}

// Runs of one table that cross from one chunk of scratch into the next.
TEST(LutToDenseTest, LongRuns) {
  std::mt19937_64 random(5);
  for (const Shape &counts :
       {Shape{1, 1}, Shape{3, 1}, Shape{1, 2}, Shape{3, 4}}) {
    for (size_t length : {1, 3}) {
      Pair indices = randomPair(ElementType::UI4, {9, 5000}, random);
      Shape lutShape = counts;
      lutShape.insert(lutShape.end(), {16, length});
      Pair lut = randomPair(ElementType::BF16, lutShape, random);
      for (int64_t axis : {0, 1})
        ASSERT_NO_FATAL_FAILURE(expectDecodes(
            *makeLutToDense(indices.source, lut.source, axis),
            lutToDense(indices.tensor, lut.tensor, axis), random));
    }
  }
}

// More tables than are kept at hand: 2^19 entries.
TEST(LutToDenseTest, ManyTables) {
  std::mt19937_64 random(6);
  struct Case {
    Shape shape;
    Shape counts;
  };
  for (const Case &c : {Case{{2, 32768}, {1, 32768}}, // A table per column.
                        Case{{32768, 2}, {32768, 1}}, // Runs of two.
                        Case{{32768, 40}, {32768, 1}}}) {
    Shape lutShape = c.counts;
    lutShape.insert(lutShape.end(), {16, 1});
    Pair indices = randomPair(ElementType::UI4, c.shape, random);
    Pair lut = randomPair(ElementType::F16, lutShape, random);
    ASSERT_NO_FATAL_FAILURE(
        expectDecodes(*makeLutToDense(indices.source, lut.source, 0),
                      lutToDense(indices.tensor, lut.tensor, 0), random));
  }
}

TEST(LutToDenseTest, IndicesOfOneAxisOrNone) {
  std::mt19937_64 random(7);
  Pair indices = randomPair(ElementType::UI3, {37}, random);
  Pair lut = randomPair(ElementType::F32, {1, 8, 1}, random);
  ASSERT_NO_FATAL_FAILURE(
      expectDecodes(*makeLutToDense(indices.source, lut.source, 0),
                    lutToDense(indices.tensor, lut.tensor, 0), random));
  Pair index = randomPair(ElementType::UI3, {}, random);
  Pair table = randomPair(ElementType::F32, {8, 1}, random);
  ASSERT_NO_FATAL_FAILURE(
      expectDecodes(*makeLutToDense(index.source, table.source, 0),
                    lutToDense(index.tensor, table.tensor, 0), random));
}

TEST(LutToDenseTest, EmptyIndices) {
  std::mt19937_64 random(8);
  Pair indices = randomPair(ElementType::UI4, {0, 4}, random);
  Pair lut = randomPair(ElementType::F16, {1, 1, 16, 2}, random);
  ASSERT_NO_FATAL_FAILURE(
      expectDecodes(*makeLutToDense(indices.source, lut.source, 1),
                    {ElementType::F16, {0, 8}, {}}, random));
}

// Splats of either operand, and indices that are computed themselves.
TEST(LutToDenseTest, OperandsOfOtherKinds) {
  std::mt19937_64 random(9);
  Pair indices = randomPair(ElementType::UI2, {30, 40}, random);
  Pair lut = randomPair(ElementType::F16, {1, 1, 4, 1}, random);

  SourcePtr splat = makeSplat(ElementType::UI2, {30, 40}, 3);
  Tensor expected = {ElementType::F16,
                     {30, 40},
                     std::vector<double>(1200, lut.tensor.values[3])};
  ASSERT_NO_FATAL_FAILURE(
      expectDecodes(*makeLutToDense(splat, lut.source, 0), expected, random));

  SourcePtr uniform = makeSplat(ElementType::F16, {1, 1, 4, 1}, 2.5);
  expected.values.assign(1200, 2.5);
  ASSERT_NO_FATAL_FAILURE(expectDecodes(
      *makeLutToDense(indices.source, uniform, 0), expected, random));

  Pair numbers = randomPair(ElementType::F32, {30, 40}, random);
  ASSERT_NO_FATAL_FAILURE(expectDecodes(
      *makeLutToDense(makeCast(numbers.source, ElementType::UI2), lut.source,
                      0),
      lutToDense(cast(numbers.tensor, ElementType::UI2), lut.tensor, 0),
      random));
}

TEST(LutToDenseTest, ThreadsReadSideBySide) {
  std::mt19937_64 random(10);
  Pair indices = randomPair(ElementType::UI4, {64, 1000}, random);
  Pair lut = randomPair(ElementType::F16, {64, 1, 16, 1}, random);
  SourcePtr dense = makeLutToDense(indices.source, lut.source, 0);
  Tensor expected = lutToDense(indices.tensor, lut.tensor, 0);
  std::vector<double> values(dense->size());
  std::vector<std::thread> threads;
  for (size_t t = 0; t < 4; ++t)
    threads.emplace_back([&, part = std::span(values).subspan(t * 16000, 16000),
                          begin = t * 16000] { dense->read(begin, part); });
  for (std::thread &thread : threads)
    thread.join();
  for (size_t i = 0; i < values.size(); ++i)
    ASSERT_TRUE(areSame(values[i], expected.values[i]));
}

} // namespace

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tests whole weights against their definition, element by element: which group
// an element belongs to, which entry is nearest, how large the errors are.

#include "Reference/KMeans.h"
#include "Reference/Weights.h"
#include "coreai/Clustering/Palettizer.h"
#include "coreai/Elements/BitPacking.h"
#include "coreai/Elements/FloatFormat.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <random>
#include <vector>

using namespace coreai;
using namespace coreai::clustering;
using namespace coreai::clustering::test;
using coreai::clustering::reference::NaiveKMeans;
using testing::Each;
using testing::ElementsAre;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// The error of the elements of one group if optimal centroids are rounded to
/// the format and every element takes the nearest.
long double referenceError(const Weight &weight, size_t group, unsigned bits) {
  std::map<double, double> counts;
  for (size_t i = 0; i < weight.groups.elements(); ++i)
    if (weight.groupOf(i) == group)
      ++counts[weight.element(i)];
  std::vector<double> values, weights;
  for (auto [value, count] : counts) {
    values.push_back(value);
    weights.push_back(count);
  }
  size_t clusters = std::min(values.size(), size_t(1) << bits);
  std::vector<size_t> boundaries =
      NaiveKMeans(values, weights, clusters).boundaries(clusters);
  std::vector<double> entries;
  for (size_t c = 0; c < clusters; ++c) {
    long double first = 0, total = 0;
    for (size_t i = boundaries[c]; i < boundaries[c + 1]; ++i) {
      first += static_cast<long double>(weights[i]) * values[i];
      total += weights[i];
    }
    entries.push_back(elements::decode(
        weight.format,
        elements::encode(weight.format, static_cast<double>(first / total))));
  }
  long double squaredError = 0;
  for (size_t i = 0; i < values.size(); ++i) {
    long double error = values[i] - entries[nearestEntry(entries, values[i])];
    squaredError += weights[i] * error * error;
  }
  return squaredError;
}

void expectOptimal(const Weight &weight, const Palettized &result) {
  long double expected = 0;
  for (size_t group = 0; group < weight.groups.count(); ++group)
    expected += referenceError(weight, group, result.options.bits);
  EXPECT_LE(result.accuracy.squaredError,
            static_cast<double>(expected) * (1 + 1e-9));
}

constexpr FloatFormat formats[] = {FloatFormat::F16, FloatFormat::BF16,
                                   FloatFormat::F32, FloatFormat::F64};
constexpr unsigned widths[] = {1, 2, 3, 4, 6, 8};

//===----------------------------------------------------------------------===//
// Geometry
//===----------------------------------------------------------------------===//

TEST(ChannelGroupsTest, Sizes) {
  ChannelGroups groups = {3, 8, 5, 4};
  EXPECT_EQ(groups.count(), 2u);
  EXPECT_EQ(groups.elements(), 120u);
  EXPECT_EQ(groups.runElements(), 20u);
  EXPECT_EQ(groups.groupElements(), 60u);
}

// Two values per group at most, so that tables and indices are known.
TEST(ScalarPalettizerTest, GroupsAlongTheMiddleAxis) {
  Weight weight =
      randomWeight(FloatFormat::F32, {2, 4, 1, 2}, [](Random &) { return 0; });
  std::vector<double> values = {1, 2, 5, 6, 2, 1, 6, 5};
  for (size_t i = 0; i < values.size(); ++i)
    elements::store(weight.format, weight.bytes.data(), i, values[i]);
  Palettized result = palettize(weight, 1);
  EXPECT_THAT(result.table(weight, 0), ElementsAre(1, 2));
  EXPECT_THAT(result.table(weight, 1), ElementsAre(5, 6));
  EXPECT_THAT(result.unpacked(weight), ElementsAre(0, 1, 0, 1, 1, 0, 1, 0));
  EXPECT_EQ(result.accuracy.squaredError, 0);
  EXPECT_EQ(result.accuracy.squaredNorm, 132);
  EXPECT_EQ(result.accuracy.maxAbsError, 0);
}

TEST(ScalarPalettizerTest, EveryShapeFormatAndWidth) {
  const ChannelGroups shapes[] = {
      {1, 6, 50, 2},  // Channels first.
      {1, 5, 61, 1},  // One channel each, and a number of elements not
                      // divisible by eight.
      {5, 4, 17, 2},  // Channels in the middle.
      {60, 6, 1, 3},  // Channels last.
      {101, 3, 1, 1}, // Runs of a single element.
      {7, 9, 5, 9},   // One group.
      {1, 1, 1, 1},   // One element.
  };
  for (const ChannelGroups &groups : shapes)
    for (FloatFormat format : formats)
      for (unsigned bits : widths) {
        SCOPED_TRACE(testing::Message()
                     << "elements " << groups.elements() << ", format "
                     << int(format) << ", bits " << bits);
        Weight weight = randomWeight(format, groups);
        Palettized result = palettize(weight, bits);
        expectConsistent(weight, result);
        expectOptimal(weight, result);
      }
}

// More elements than a block, and group boundaries in the middle of blocks.
TEST(ScalarPalettizerTest, ManyBlocks) {
  for (FloatFormat format : {FloatFormat::F16, FloatFormat::F32})
    for (unsigned bits : {1u, 3u, 8u}) {
      Weight weight = randomWeight(format, {3, 5, 8889, 1});
      expectConsistent(weight, palettize(weight, bits));
    }
}

TEST(ScalarPalettizerTest, NoElements) {
  Weight weight = {FloatFormat::F16, {0, 4, 5, 2}, {}};
  Palettized result = palettize(weight, 4);
  EXPECT_THAT(result.tables, Each(std::byte(0)));
  EXPECT_EQ(result.accuracy.squaredError, 0);
  EXPECT_EQ(result.accuracy.squaredNorm, 0);
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

TEST(ScalarPalettizerTest, FewValuesAreStoredExactly) {
  for (FloatFormat format : formats)
    for (unsigned bits : widths)
      for (size_t distinct :
           {size_t(1), (size_t(1) << bits) - 1, size_t(1) << bits}) {
        Weight source = randomWeight(format, {1, 1, distinct, 1});
        auto drawFromSource = [&](Random &random) {
          return source.element(random() % distinct);
        };
        Weight weight = randomWeight(format, {1, 1, 999, 1}, drawFromSource);
        Palettized result = palettize(weight, bits);
        expectConsistent(weight, result);
        EXPECT_EQ(result.accuracy.squaredError, 0);
        EXPECT_EQ(result.accuracy.maxAbsError, 0);
      }
}

TEST(ScalarPalettizerTest, PaddingRepeatsTheLastEntry) {
  Weight weight = weightOf(FloatFormat::F16, {0.5, -1, 0.25, 0.5});
  Palettized result = palettize(weight, 3);
  EXPECT_THAT(result.table(weight, 0),
              ElementsAre(-1, 0.25, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5));
  // The first of the equal entries is used.
  EXPECT_THAT(result.unpacked(weight), ElementsAre(2, 0, 1, 2));
}

TEST(ScalarPalettizerTest, SignedZerosAreOneValue) {
  for (FloatFormat format : formats) {
    Weight weight = weightOf(format, {-0.0, 0.0, -2, 2, 0.0, -0.0});
    Palettized result = palettize(weight, 2);
    EXPECT_THAT(result.table(weight, 0), ElementsAre(-2, 0, 2, 2));
    EXPECT_THAT(result.unpacked(weight), ElementsAre(1, 1, 0, 2, 1, 1));
    EXPECT_EQ(elements::loadBits(format, result.tables.data(), 1), 0u);
    EXPECT_EQ(result.accuracy.squaredError, 0);
  }
}

TEST(ScalarPalettizerTest, NegativeZeroAloneDecodesToZero) {
  for (FloatFormat format : formats) {
    Weight weight = weightOf(format, {-0.0, -0.0});
    Palettized result = palettize(weight, 1);
    EXPECT_EQ(elements::loadBits(format, result.tables.data(), 0), 0u);
  }
}

// Zero is where the upper cluster begins: negative zero belongs there as well.
TEST(ScalarPalettizerTest, NegativeZeroJoinsTheClusterOfZero) {
  for (FloatFormat format : formats) {
    Weight weight = weightOf(format, {-8, -0.0, 0.0, 0.5, -8, 1});
    Palettized result = palettize(weight, 1);
    EXPECT_THAT(result.table(weight, 0), ElementsAre(-8, 0.375));
    EXPECT_THAT(result.unpacked(weight), ElementsAre(0, 1, 1, 1, 0, 1));
  }
}

// The mean of the lower cluster rounds to zero from below.
TEST(ScalarPalettizerTest, NoEntryIsNegativeZero) {
  for (FloatFormat format : formats) {
    double unit = elements::decode(format, 1);
    Weight weight = weightOf(format, {-unit, 0, 0, 0, 0, 64 * unit});
    Palettized result = palettize(weight, 1);
    EXPECT_EQ(elements::loadBits(format, result.tables.data(), 0), 0u);
    EXPECT_EQ(elements::loadBits(format, result.tables.data(), 1), 64u);
    EXPECT_THAT(result.unpacked(weight), ElementsAre(0, 0, 0, 0, 0, 1));
    EXPECT_EQ(result.accuracy.maxAbsError, unit);
  }
}

// 258 lies between two clusters, whose means 256 + 2/101 and 260, or 256 and
// 260 - 2/101, round to 256 and 260.
TEST(ScalarPalettizerTest, MidwayBetweenStoredEntriesTakesTheLowerOne) {
  std::vector<double> values = {258};
  values.insert(values.end(), 100, 256);
  values.insert(values.end(), 100, 260);
  Weight weight = weightOf(FloatFormat::BF16, values);
  Palettized result = palettize(weight, 1);
  EXPECT_THAT(result.table(weight, 0), ElementsAre(256, 260));
  EXPECT_EQ(result.unpacked(weight)[0], 0);
  EXPECT_EQ(result.accuracy.squaredError, 4);
  EXPECT_EQ(result.accuracy.maxAbsError, 2);
}

TEST(ScalarPalettizerTest, Subnormals) {
  for (FloatFormat format : formats) {
    double unit = elements::decode(format, 1);
    auto draw = [unit](Random &random) {
      return unit * std::round(100 * drawNormal(random) / 0.02);
    };
    Weight weight = randomWeight(format, {1, 2, 300, 1}, draw);
    for (unsigned bits : {2u, 4u}) {
      Palettized result = palettize(weight, bits);
      if (format == FloatFormat::F64)
        EXPECT_EQ(result.accuracy.squaredError, 0); // It underflows.
      else
        expectConsistent(weight, result);
      for (size_t i = 0; i < weight.groups.elements(); ++i) {
        std::vector<double> table = result.table(weight, weight.groupOf(i));
        ASSERT_EQ(result.unpacked(weight)[i],
                  nearestEntry(table, weight.element(i)));
      }
    }
  }
}

TEST(ScalarPalettizerTest, TheWholeRange) {
  for (FloatFormat format : formats) {
    double largest =
        elements::decode(format, elements::firstNonFinite(format) - 1);
    Weight weight =
        weightOf(format, {-largest, largest, largest / 2, 1, -1, 0, -largest});
    Palettized result = palettize(weight, 2);
    EXPECT_THAT(result.table(weight, 0),
                ElementsAre(-largest, 0, largest / 2, largest));
    EXPECT_THAT(result.unpacked(weight), ElementsAre(0, 3, 2, 1, 1, 1, 0));
    EXPECT_EQ(result.accuracy.squaredError, 2);
  }
}

// The sum of two entries overflows, but not what lies midway.
TEST(ScalarPalettizerTest, MidpointsBeyondHalfTheRange) {
  double largest = std::numeric_limits<double>::max();
  std::vector<double> values = {0.875 * largest, 0.875 * largest, largest,
                                largest, 0.9 * largest};
  Weight weight = weightOf(FloatFormat::F64, values);
  EXPECT_THAT(palettize(weight, 1).unpacked(weight),
              ElementsAre(0, 0, 1, 1, 0));
}

//===----------------------------------------------------------------------===//
// Large groups
//===----------------------------------------------------------------------===//

// Repeating all elements changes no cluster, but how they are found.
TEST(ScalarPalettizerTest, LargeGroupsAgreeWithSmallOnes) {
  constexpr size_t repeats = 32, inner = 2500;
  for (FloatFormat format : {FloatFormat::F16, FloatFormat::BF16})
    for (unsigned bits : {1u, 3u, 4u, 8u}) {
      Weight small = randomWeight(format, {1, 3, inner, 1});
      Weight large = {format, {repeats, 3, inner, 1}, {}};
      for (size_t i = 0; i < repeats; ++i)
        large.bytes.insert(large.bytes.end(), small.bytes.begin(),
                           small.bytes.end());
      ASSERT_GE(large.groups.groupElements(), 65536u);

      Palettized expected = palettize(small, bits);
      Palettized result = palettize(large, bits);
      EXPECT_EQ(result.tables, expected.tables);
      EXPECT_EQ(result.accuracy.squaredError,
                repeats * expected.accuracy.squaredError);
      EXPECT_EQ(result.accuracy.maxAbsError, expected.accuracy.maxAbsError);
      std::vector<uint8_t> indices = expected.unpacked(small);
      std::vector<uint8_t> repeated = result.unpacked(large);
      for (size_t i = 0; i < repeated.size(); ++i)
        ASSERT_EQ(repeated[i], indices[i % indices.size()]);
    }
}

// Several ranges of elements to count.
TEST(ScalarPalettizerTest, LargeGroupOfNarrowFormat) {
  for (const ChannelGroups &groups :
       {ChannelGroups{1, 1, 700001, 1}, ChannelGroups{100, 2, 6011, 1}}) {
    Weight weight = randomWeight(FloatFormat::F16, groups);
    expectConsistent(weight, palettize(weight, 3));
  }
}

// Several blocks of keys to sort.
TEST(ScalarPalettizerTest, LargeGroupOfWideFormat) {
  auto drawCoarse = [](Random &random) {
    return std::round(1000 * drawNormal(random) / 0.02) / 1024;
  };
  for (FloatFormat format : {FloatFormat::F32, FloatFormat::F64}) {
    Weight weight = randomWeight(format, {1, 1, 300001, 1}, drawCoarse);
    expectConsistent(weight, palettize(weight, 4));
  }
}

// As many different values, or nearly so, as elements.
TEST(ScalarPalettizerTest, LargeGroupOfDifferentValues) {
  Weight weight = randomWeight(FloatFormat::F32, {1, 1, 65536, 1});
  Palettized result = palettize(weight, 4);
  expectConsistent(weight, result);
  std::map<double, double> counts;
  for (size_t i = 0; i < weight.groups.elements(); ++i)
    ++counts[weight.element(i)];
  std::vector<double> values, weights;
  for (auto [value, count] : counts) {
    values.push_back(value);
    weights.push_back(count);
  }
  auto optimum = static_cast<double>(
      reference::DivideAndConquerKMeans(values, weights).error(16));
  // An entry of less than 0.5 moves by less than 2^-25 when it is rounded, and
  // an optimal one, that of n elements, makes the error n times the square of
  // that larger.
  EXPECT_LE(result.accuracy.squaredError,
            optimum * (1 + 1e-9) + 65536 * 0x1p-50);
  EXPECT_GE(result.accuracy.squaredError, optimum * (1 - 1e-9));
}

TEST(ScalarPalettizerTest, SameBytesForEveryNumberOfWorkers) {
  const Weight weights[] = {
      randomWeight(FloatFormat::F16, {1, 1, 600000, 1}),
      randomWeight(FloatFormat::F16, {2, 6, 40000, 2}),
      randomWeight(FloatFormat::F16, {3, 64, 301, 1}),
      randomWeight(FloatFormat::F32, {1, 2, 200000, 1}),
      randomWeight(FloatFormat::F64, {50, 16, 11, 4}),
  };
  // More workers than there may be processors.
  tbb::global_control allow(tbb::global_control::max_allowed_parallelism, 4);
  for (const Weight &weight : weights)
    for (unsigned bits : {3u, 4u}) {
      Palettized expected;
      tbb::task_arena(1).execute([&] { expected = palettize(weight, bits); });
      for (int workers : {2, 4})
        for (int round = 0; round < 3; ++round) {
          Palettized result;
          tbb::task_arena(workers).execute(
              [&] { result = palettize(weight, bits); });
          EXPECT_EQ(result.tables, expected.tables);
          EXPECT_EQ(result.indices, expected.indices);
          EXPECT_EQ(result.accuracy.squaredError,
                    expected.accuracy.squaredError);
          EXPECT_EQ(result.accuracy.squaredNorm, expected.accuracy.squaredNorm);
          EXPECT_EQ(result.accuracy.maxAbsError, expected.accuracy.maxAbsError);
        }
    }
}

//===----------------------------------------------------------------------===//
// Non-finite elements
//===----------------------------------------------------------------------===//

TEST(FindNonFiniteTest, FiniteWeights) {
  for (FloatFormat format :
       {FloatFormat::F16, FloatFormat::BF16, FloatFormat::F32, FloatFormat::F64,
        FloatFormat::F8E4M3FN, FloatFormat::F8E5M2}) {
    EXPECT_FALSE(findNonFinite(format, {}));
    // The largest magnitudes of either sign.
    uint64_t largest = elements::firstNonFinite(format) - 1;
    std::vector<std::byte> data(50000 * elements::byteWidth(format));
    for (size_t i = 0; i < 50000; ++i)
      elements::storeBits(format, data.data(), i,
                          i % 2 ? largest
                                : largest | elements::signBit(format));
    EXPECT_FALSE(findNonFinite(format, data));
  }
}

TEST(FindNonFiniteTest, EveryKindAndPlace) {
  constexpr size_t count = 50000;
  for (FloatFormat format :
       {FloatFormat::F16, FloatFormat::BF16, FloatFormat::F32, FloatFormat::F64,
        FloatFormat::F8E4M3FN, FloatFormat::F8E5M2}) {
    uint64_t limit = elements::firstNonFinite(format);
    uint64_t sign = elements::signBit(format);
    // Infinities, or the NaN of a format that has none; quiet and other NaNs.
    for (uint64_t bits : {limit, limit | sign, elements::quietNaN(format),
                          sign - 1, sign | (sign - 1)})
      for (size_t place : {size_t(0), size_t(1), size_t(16383), size_t(16384),
                           size_t(32767), size_t(32768), count - 1}) {
        std::vector<std::byte> data(count * elements::byteWidth(format));
        elements::storeBits(format, data.data(), place, bits);
        std::optional<NonFinite> found = findNonFinite(format, data);
        ASSERT_TRUE(found);
        EXPECT_EQ(found->index, place);
        double value = elements::decode(format, bits);
        if (std::isnan(value))
          EXPECT_TRUE(std::isnan(found->value));
        else
          EXPECT_EQ(found->value, value);
      }
  }
}

TEST(FindNonFiniteTest, FirstOfMany) {
  constexpr size_t count = 1 << 20;
  std::vector<std::byte> data(count * 2);
  for (size_t i = 123456; i < count; i += 7)
    elements::store(FloatFormat::F16, data.data(), i, infinity);
  elements::store(FloatFormat::F16, data.data(), 123456, -infinity);
  for (int round = 0; round < 20; ++round) {
    std::optional<NonFinite> found = findNonFinite(FloatFormat::F16, data);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->index, 123456u);
    EXPECT_EQ(found->value, -infinity);
  }
}

} // namespace

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Distributions against counting one value at a time.

#include "coreai/Metrics/Comparison.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <random>
#include <vector>

using namespace coreai::decoding;
using namespace coreai::metrics;
using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::IsEmpty;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

SourcePtr sourceOf(const std::vector<double> &values) {
  std::vector<std::byte> bytes(values.size() * sizeof(double));
  encodeElements(ElementType::F64, values, bytes);
  return makeConstant(ElementType::F64, {values.size()}, std::move(bytes));
}

/// The distribution of \p values, as a comparison finds it on both sides.
Distribution distributionOf(const std::vector<double> &values,
                            int workers = 1) {
  SourcePtr source = sourceOf(values);
  SourcePair pair = {source.get(), source.get()};
  PairDistribution found;
  EXPECT_TRUE(compare({&pair, 1}, workers, {&found, 1}).front().isExact());
  EXPECT_THAT(found.other.values(), ElementsAreArray(found.original.values()));
  EXPECT_EQ(found.other.low(), found.original.low());
  return found.original;
}

/// Holds a distribution against \p values counted in a map.
void expectCounted(const Distribution &found,
                   const std::vector<double> &values) {
  std::map<double, size_t> counts;
  for (double value : values)
    if (std::isfinite(value))
      ++counts[value];
  ASSERT_EQ(found.empty(), counts.empty());
  if (counts.empty())
    return;
  EXPECT_EQ(found.low(), counts.begin()->first);
  EXPECT_EQ(found.high(), counts.rbegin()->first);
  std::vector<double> distinct;
  if (counts.size() <= Distribution::kMaxValues)
    for (auto [value, count] : counts)
      distinct.push_back(value);
  EXPECT_EQ(found.isFew(), !distinct.empty());
  EXPECT_THAT(found.values(), ElementsAreArray(distinct));

  Grid grid = makeGrid(found.low(), found.high());
  EXPECT_LE(grid.bins, Grid::kMaxBins);
  // The narrowest bins, their coarser kin, and a wider range of them.
  for (int more : {0, 1, 3}) {
    Grid wider = grid;
    wider.exponent += more;
    wider.first = wider.indexOf(found.low()) - more;
    wider.bins = wider.indexOf(found.high()) + 1 - wider.first + more;
    std::vector<size_t> bins(wider.bins);
    for (auto [value, count] : counts)
      // Of a wider range of exponents: a quotient of doubles may vanish.
      bins[std::floor(
               std::ldexp(static_cast<long double>(value), -wider.exponent)) -
           wider.first] += count;
    EXPECT_THAT(found.countIn(wider), ElementsAreArray(bins));
  }
}

std::vector<double> drawNormal(size_t n, double mean = 0, double scale = 1) {
  std::mt19937_64 random(n);
  std::normal_distribution<double> normal(mean, scale);
  std::vector<double> values(n);
  for (double &value : values)
    value = normal(random);
  return values;
}

TEST(GridTest, HoldsTheRangeInFittingBins) {
  double largest = std::numeric_limits<double>::max();
  double tiny = std::numeric_limits<double>::denorm_min();
  std::pair<double, double> ranges[] = {{-1, 1},
                                        {0, 0},
                                        {-0.1, 0.3},
                                        {5, 5},
                                        {1e6, 1e6 + 1},
                                        {1, std::nextafter(1, 2)},
                                        {-tiny, tiny},
                                        {0, tiny},
                                        {-largest, largest},
                                        {largest, largest},
                                        {-largest, tiny},
                                        {1e-300, 2e-300}};
  for (auto [low, high] : ranges) {
    Grid grid = makeGrid(low, high);
    EXPECT_LE(grid.bins, Grid::kMaxBins);
    EXPECT_EQ(grid.indexOf(low), grid.first);
    EXPECT_EQ(grid.indexOf(high), grid.first + int64_t(grid.bins) - 1);
    // Not half as many as there could be, where numbers are that dense.
    if (low < high && high - low > 1e-10 * std::abs(high) && high > 1e-290)
      EXPECT_GE(2 * grid.bins, Grid::kMaxBins - 1);
  }
  EXPECT_EQ(makeGrid(5, 5).bins, 1u);
  EXPECT_EQ(makeGrid(-1, 1).indexOf(-tiny), -1);
}

TEST(DistributionTest, OfFewValues) {
  Distribution found =
      distributionOf({0.5, -0.0, 0.0, kNaN, 0.5, kInfinity, -2, -kInfinity});
  EXPECT_THAT(found.values(), ElementsAre(-2, 0, 0.5));
  EXPECT_THAT(found.countIn({/*exponent=*/0, /*first=*/-3, /*bins=*/4}),
              ElementsAre(0, 1, 0, 4));
  EXPECT_FALSE(std::signbit(found.values()[1]));
}

TEST(DistributionTest, OfNothingFinite) {
  for (const std::vector<double> &values :
       {std::vector<double>{}, {kNaN}, {kInfinity, -kInfinity, kNaN}}) {
    Distribution found = distributionOf(values);
    EXPECT_TRUE(found.empty());
    EXPECT_TRUE(found.isFew());
    EXPECT_THAT(found.values(), IsEmpty());
    EXPECT_GT(found.low(), found.high());
  }
}

TEST(DistributionTest, AsManyAsFitAndOneMore) {
  for (size_t n : {255, 256, 257, 258}) {
    std::vector<double> values;
    for (size_t i = 0; i < 3 * n; ++i)
      values.push_back(std::ldexp(1.0 + i * 7 % n, -8) - 0.3);
    expectCounted(distributionOf(values), values);
  }
}

TEST(DistributionTest, AgreesWithCountingOneByOne) {
  for (size_t n : {1, 100, 1023, 1024, 5000, 300'000})
    for (auto [mean, scale] :
         {std::pair(0.0, 1.0), {1.0, 1e-3}, {-1e6, 1.0}, {0.0, 1e-300}}) {
      std::vector<double> values = drawNormal(n, mean, scale);
      values[n / 2] = kNaN;
      expectCounted(distributionOf(values, 2), values);
    }
}

TEST(DistributionTest, RangesThatGrow) {
  // Ever larger, ever more: each widens the bins of those before.
  std::vector<double> values;
  for (int i = 0; i < 4000; ++i)
    values.push_back((i % 3 - 1) * std::exp(i * 0.17));
  expectCounted(distributionOf(values), values);
  std::ranges::reverse(values);
  expectCounted(distributionOf(values), values);
  // Negative numbers that vanish beside the largest.
  values = drawNormal(1000, -1e-320, 1e-320);
  values.push_back(std::numeric_limits<double>::max());
  expectCounted(distributionOf(values), values);
  std::ranges::reverse(values);
  expectCounted(distributionOf(values), values);
}

TEST(DistributionTest, BlocksOfFewThatAreManyTogether) {
  // Blocks are longer than runs of the same value are.
  std::vector<double> values;
  for (size_t i = 0; i < 300; ++i)
    values.insert(values.end(), 4000, std::sin(i));
  expectCounted(distributionOf(values), values);
  // Of few, in all blocks.
  values.clear();
  for (size_t i = 0; i < 200; ++i)
    values.insert(values.end(), 4000, std::sin(i % 100));
  expectCounted(distributionOf(values), values);
}

TEST(DistributionTest, EachSideOfEachPair) {
  SourcePtr a = sourceOf({1, 2}), b = sourceOf({1, 3}), c = sourceOf({5});
  SourcePair pairs[] = {{a.get(), b.get()}, {c.get(), c.get()}};
  std::vector<PairDistribution> found(2);
  found[1].other = distributionOf({8}); // Overwritten.
  std::vector<Comparison> comparisons = compare(pairs, 2, found);
  EXPECT_EQ(comparisons[0].squaredError, 1);
  EXPECT_TRUE(comparisons[1].isExact());
  EXPECT_THAT(found[0].original.values(), ElementsAre(1, 2));
  EXPECT_THAT(found[0].other.values(), ElementsAre(1, 3));
  EXPECT_THAT(found[1].original.values(), ElementsAre(5));
  EXPECT_THAT(found[1].other.values(), ElementsAre(5));
}

} // namespace

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Comparisons of sources against sums over one pair of elements at a time.

#include "coreai/Metrics/Comparison.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace coreai::decoding;
using namespace coreai::metrics;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

SourcePtr sourceOf(const std::vector<double> &values) {
  std::vector<std::byte> bytes(values.size() * sizeof(double));
  encodeElements(ElementType::F64, values, bytes);
  return makeConstant(ElementType::F64, {values.size()}, std::move(bytes));
}

Comparison compareOne(const std::vector<double> &originals,
                      const std::vector<double> &others, int workers = 1) {
  SourcePtr a = sourceOf(originals), b = sourceOf(others);
  SourcePair pair = {a.get(), b.get()};
  return compare({&pair, 1}, workers).front();
}

TEST(ComparisonTest, AgreesWithSumsOneByOne) {
  std::mt19937_64 random(1);
  std::normal_distribution<double> normal;
  for (size_t n : {1, 7, 8, 9, 63, 1023, 1024, 1025, 300'000}) {
    std::vector<double> originals, others;
    long double squares = 0, errors = 0, norms = 0, otherNorms = 0, product = 0;
    double largest = 0;
    for (size_t i = 0; i < n; ++i) {
      double a = normal(random), b = a + 0.01 * normal(random);
      originals.push_back(a);
      others.push_back(b);
      long double error = std::abs(a - b);
      squares += error * error;
      errors += error;
      largest = std::max(largest, std::abs(a - b));
      norms += static_cast<long double>(a) * a;
      otherNorms += static_cast<long double>(b) * b;
      product += static_cast<long double>(a) * b;
    }
    Comparison found = compareOne(originals, others);
    auto expectClose = [](double value, long double expected) {
      EXPECT_NEAR(value, static_cast<double>(expected),
                  1e-12 * static_cast<double>(std::abs(expected)));
    };
    EXPECT_EQ(found.count, n);
    expectClose(found.squaredError, squares);
    expectClose(found.absError, errors);
    EXPECT_EQ(found.maxAbsError, largest);
    expectClose(found.squaredNorm, norms);
    expectClose(found.otherSquaredNorm, otherNorms);
    expectClose(found.product, product);
    expectClose(found.snrDb(), 10 * std::log10(norms / squares));
    expectClose(found.cosine(), product / std::sqrt(norms * otherNorms));
    expectClose(found.meanAbsError(), errors / n);

    // To the bit, whoever computes what.
    Comparison again = compareOne(originals, others, 2);
    EXPECT_EQ(found.squaredError, again.squaredError);
    EXPECT_EQ(found.product, again.product);
  }
}

TEST(ComparisonTest, EqualIsExact) {
  for (const std::vector<double> &values :
       {std::vector<double>{}, {0, 0}, {1, -2, 3}, {kInfinity, kNaN, 1}}) {
    Comparison found = compareOne(values, values);
    EXPECT_TRUE(found.isExact());
    EXPECT_EQ(found.snrDb(), kInfinity);
    EXPECT_EQ(found.cosine(), 1);
    EXPECT_EQ(found.meanAbsError(), 0);
  }
  EXPECT_TRUE(compareOne({0.0}, {-0.0}).isExact());
}

TEST(ComparisonTest, WhatIsNotFiniteIsInfinitelyFar) {
  for (double value : {kInfinity, -kInfinity, kNaN})
    for (bool isSwapped : {false, true}) {
      std::vector<double> finite = {1, 2, 3, 4}, other = {1, 2, value, 4};
      Comparison found =
          isSwapped ? compareOne(other, finite) : compareOne(finite, other);
      EXPECT_EQ(found.squaredError, kInfinity);
      EXPECT_EQ(found.maxAbsError, kInfinity);
      EXPECT_EQ(found.squaredNorm, 21); // Of the pairs that are finite.
      EXPECT_EQ(found.snrDb(), -kInfinity);
      EXPECT_EQ(found.meanAbsError(), kInfinity);
      EXPECT_NEAR(found.cosine(), 1, 1e-15); // Of the pairs that are finite.
    }
  EXPECT_EQ(compareOne({kInfinity}, {-kInfinity}).maxAbsError, kInfinity);
}

TEST(ComparisonTest, AWeightOfZeros) {
  Comparison found = compareOne({0, 0}, {0, 1});
  EXPECT_EQ(found.snrDb(), -kInfinity);
  EXPECT_TRUE(std::isnan(found.cosine()));
  EXPECT_EQ(found.meanAbsError(), 0.5);
  // The other way round, there is a norm, and an angle just as little.
  found = compareOne({0, 1}, {0, 0});
  EXPECT_EQ(found.snrDb(), 0);
  EXPECT_TRUE(std::isnan(found.cosine()));
}

// Arrays are compared as the sources are that they are read from.
TEST(ComparisonTest, ArraysLikeSources) {
  std::mt19937_64 random(2);
  std::normal_distribution<double> normal;
  for (size_t n : {0, 1, 9, 1024, 5000}) {
    std::vector<double> originals(n), others(n);
    for (size_t i = 0; i < n; ++i) {
      originals[i] = normal(random);
      others[i] = i % 700 == 699 ? kNaN : normal(random);
    }
    Comparison found = compare(originals, others);
    Comparison expected = compareOne(originals, others);
    EXPECT_EQ(found.count, n);
    EXPECT_EQ(found.squaredError, expected.squaredError);
    EXPECT_EQ(found.squaredNorm, expected.squaredNorm);
    EXPECT_EQ(found.maxAbsError, expected.maxAbsError);
    EXPECT_EQ(found.absError, expected.absError);
    EXPECT_EQ(found.otherSquaredNorm, expected.otherSquaredNorm);
    EXPECT_EQ(found.product, expected.product);
  }
}

TEST(ComparisonTest, EachPairByItself) {
  SourcePtr a = sourceOf({1, 2}), b = sourceOf({1, 3}), c = sourceOf({5});
  SourcePair pairs[] = {
      {a.get(), a.get()}, {a.get(), b.get()}, {c.get(), c.get()}};
  std::vector<Comparison> found = compare(pairs, 2);
  ASSERT_EQ(found.size(), 3u);
  EXPECT_TRUE(found[0].isExact());
  EXPECT_EQ(found[1].squaredError, 1);
  EXPECT_EQ(found[2].count, 1u);
  EXPECT_TRUE(found[2].isExact());
}

} // namespace

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tests that the solver finds the global optimum: against closed forms where
// there are any, and against two independent solvers elsewhere.

#include "coreai/Clustering/KMeans1D.h"

#include "EveryTarget.h"
#include "Reference/KMeans.h"
#include "coreai/Elements/FloatFormat.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <functional>
#include <limits>
#include <random>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace coreai;
using namespace coreai::clustering;
using coreai::clustering::reference::DivideAndConquerKMeans;
using coreai::clustering::reference::NaiveKMeans;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

/// Distinct ascending values and their weights.
struct Sample {
  std::vector<double> values;
  std::vector<double> weights;
};

using Random = std::mt19937_64;
using Draw = std::function<double(Random &)>;

/// The distinct values among \p count drawn ones, weighted by how often each
/// was drawn.
Sample sampleOf(size_t count, const Draw &draw, uint64_t seed = 1) {
  Random random(seed);
  std::vector<double> drawn(count);
  std::generate(drawn.begin(), drawn.end(), [&] { return draw(random); });
  std::sort(drawn.begin(), drawn.end());
  Sample sample;
  for (double value : drawn) {
    if (sample.values.empty() || sample.values.back() != value) {
      sample.values.push_back(value);
      sample.weights.push_back(0);
    }
    ++sample.weights.back();
  }
  return sample;
}

double drawNormal(Random &random) {
  return std::normal_distribution<double>()(random);
}

double drawHeavyTail(Random &random) {
  return std::student_t_distribution<double>(2)(random);
}

double drawLaplace(Random &random) {
  double magnitude = std::exponential_distribution<double>()(random);
  return random() % 2 ? magnitude : -magnitude;
}

double drawUniform(Random &random) {
  return std::uniform_real_distribution<double>(-1, 1)(random);
}

double drawLattice(Random &random) {
  return std::round(20 * drawNormal(random));
}

// Narrow groups far apart, too much for sums in double.
double drawTwoGroups(Random &random) {
  return static_cast<double>(random() % 2) + 1e-7 * drawNormal(random);
}

double roundToF16(double value) {
  using namespace coreai::elements;
  return decode(FloatFormat::F16, encode(FloatFormat::F16, value));
}

/// The error of a partition with the centroids given, straight from the
/// definition.
double errorOf(const Sample &sample, const KMeans1D &partition) {
  long double error = 0;
  for (size_t c = 0; c < partition.centroids.size(); ++c)
    for (size_t i = partition.boundaries[c]; i < partition.boundaries[c + 1];
         ++i) {
      long double deviation =
          static_cast<long double>(sample.values[i]) - partition.centroids[c];
      error += sample.weights[i] * deviation * deviation;
    }
  return static_cast<double>(error);
}

/// Checks everything about a result but its optimality.
void expectConsistent(const Sample &sample, unsigned clusters,
                      const KMeans1D &result) {
  size_t k = std::min<size_t>(clusters, sample.values.size());
  ASSERT_EQ(result.centroids.size(), k);
  ASSERT_EQ(result.boundaries.size(), k + 1);
  EXPECT_EQ(result.boundaries.front(), 0u);
  EXPECT_EQ(result.boundaries.back(), sample.values.size());
  for (size_t c = 0; c < k; ++c) {
    size_t begin = result.boundaries[c], end = result.boundaries[c + 1];
    ASSERT_LT(begin, end) << "empty cluster";
    EXPECT_GE(result.centroids[c], sample.values[begin]);
    EXPECT_LE(result.centroids[c], sample.values[end - 1]);
  }
  EXPECT_TRUE(std::is_sorted(result.centroids.begin(), result.centroids.end()));
  for (size_t c = 1; c < k; ++c) {
    double sum = result.centroids[c - 1] + result.centroids[c];
    size_t boundary = result.boundaries[c];
    EXPECT_LE(2 * sample.values[boundary - 1], sum) << "not nearest";
    EXPECT_GE(2 * sample.values[boundary], sum) << "not nearest";
  }
  double error = errorOf(sample, result);
  EXPECT_NEAR(result.error, error, 1e-13 * error);
}

/// Solves, checks the result, and compares it with the least error possible.
void expectOptimal(const Sample &sample, unsigned clusters,
                   long double leastError) {
  KMeans1D result = solveKMeans1D(sample.values, sample.weights, clusters);
  expectConsistent(sample, clusters, result);
  double expected = static_cast<double>(leastError);
  EXPECT_NEAR(result.error, expected, 1e-9 * expected)
      << "with " << clusters << " clusters of " << sample.values.size();
}

void expectOptimalByNaive(const Sample &sample,
                          std::span<const unsigned> clusterCounts) {
  size_t maxClusters =
      *std::max_element(clusterCounts.begin(), clusterCounts.end());
  NaiveKMeans naive(sample.values, sample.weights,
                    std::min(maxClusters, sample.values.size()));
  for (unsigned clusters : clusterCounts)
    expectOptimal(
        sample, clusters,
        naive.error(std::min<size_t>(clusters, sample.values.size())));
}

constexpr unsigned usualCounts[] = {1, 2, 3, 4, 7, 8, 16, 64, 256};

//===----------------------------------------------------------------------===//
// Small and exact
//===----------------------------------------------------------------------===//

TEST(KMeans1DTest, NoValues) {
  KMeans1D result = solveKMeans1D({}, {}, 4);
  EXPECT_THAT(result.boundaries, ElementsAre(0));
  EXPECT_THAT(result.centroids, IsEmpty());
  EXPECT_EQ(result.error, 0);
}

TEST(KMeans1DTest, OneValue) {
  KMeans1D result = solveKMeans1D(std::vector{-0.75}, std::vector{1000.0}, 4);
  EXPECT_THAT(result.boundaries, ElementsAre(0, 1));
  EXPECT_THAT(result.centroids, ElementsAre(-0.75));
  EXPECT_EQ(result.error, 0);
}

TEST(KMeans1DTest, NoMoreValuesThanClusters) {
  std::vector<double> values = {-3, 0, 0.1, 5e300};
  std::vector<double> weights = {1, 2, 3, 4};
  for (unsigned clusters : {4u, 5u, 256u}) {
    KMeans1D result = solveKMeans1D(values, weights, clusters);
    EXPECT_THAT(result.boundaries, ElementsAre(0, 1, 2, 3, 4));
    EXPECT_EQ(result.centroids, values);
    EXPECT_EQ(result.error, 0);
  }
}

TEST(KMeans1DTest, OneClusterIsTheWeightedMean) {
  KMeans1D result =
      solveKMeans1D(std::vector{1.0, 2.0, 4.0}, std::vector{1.0, 2.0, 1.0}, 1);
  EXPECT_THAT(result.boundaries, ElementsAre(0, 3));
  EXPECT_THAT(result.centroids, ElementsAre(2.25));
  // 1.25^2 + 2 * 0.25^2 + 1.75^2, exact in binary.
  EXPECT_EQ(result.error, 4.75);
}

TEST(KMeans1DTest, WeightsDecide) {
  // Joining the lower pair costs w0 w1 / (w0 + w1), the upper pair
  // 4 w1 w2 / (w1 + w2).
  std::vector<double> values = {0, 1, 3};
  KMeans1D result = solveKMeans1D(values, std::vector{1.0, 1.0, 1.0}, 2);
  EXPECT_THAT(result.boundaries, ElementsAre(0, 2, 3));
  EXPECT_THAT(result.centroids, ElementsAre(0.5, 3));
  EXPECT_EQ(result.error, 0.5);

  result = solveKMeans1D(values, std::vector{96.0, 3.0, 1.0}, 2);
  EXPECT_THAT(result.boundaries, ElementsAre(0, 2, 3));
  result = solveKMeans1D(values, std::vector{96.0, 16.0, 1.0}, 2);
  EXPECT_THAT(result.boundaries, ElementsAre(0, 1, 3));
}

// With -2 in the upper cluster the means are -4 - 15e-9 and 2e-9, and with -2
// in the lower one they are -4 - 13e-9 and 4e-9: either way -2 is nearer to the
// upper one, by a difference lost in the rounding of interval costs.
TEST(KMeans1DTest, AlmostMidwayValueJoinsTheNearerCluster) {
  KMeans1D result = solveKMeans1D(std::vector<double>{-19, -4, -2, 0, 4},
                                  std::vector<double>{1, 1e9, 1, 1e9, 1}, 2);
  EXPECT_THAT(result.boundaries, ElementsAre(0, 2, 5));
}

// Evenly spaced values are where many partitions, with different numbers of
// clusters even, are equally good at the same penalty per cluster.
TEST(KMeans1DTest, EvenlySpacedValues) {
  for (size_t n = 1; n <= 60; ++n) {
    Sample sample;
    for (size_t i = 0; i < n; ++i)
      sample.values.push_back(static_cast<double>(i));
    sample.weights.assign(n, 1);
    for (unsigned k = 1; k <= n; ++k) {
      // m neighbours cost m (m^2 - 1) / 12, and sizes differ by one at most.
      size_t small = n / k, larger = n % k;
      size_t twelvefold =
          larger * (small + 1) * ((small + 1) * (small + 1) - 1) +
          (k - larger) * small * (small * small - 1);
      expectOptimal(sample, k, twelvefold / 12.0L);
    }
  }
}

TEST(KMeans1DTest, ManyEvenlySpacedValues) {
  Sample sample;
  size_t n = 50000;
  for (size_t i = 0; i < n; ++i)
    sample.values.push_back(static_cast<double>(i) * 0.1);
  sample.weights.assign(n, 3);
  for (unsigned k : {7u, 16u, 256u, 30000u, 49999u}) {
    size_t small = n / k, larger = n % k;
    size_t twelvefold = larger * (small + 1) * ((small + 1) * (small + 1) - 1) +
                        (k - larger) * small * (small * small - 1);
    expectOptimal(sample, k, 0.03L * twelvefold / 12);
  }
}

// Small integers make ties of every other kind.
TEST(KMeans1DTest, SmallIntegers) {
  for (uint64_t seed = 0; seed < 2000; ++seed) {
    Random random(seed);
    Sample sample;
    double value = 0;
    for (size_t n = 2 + random() % 14; n > 0; --n) {
      sample.values.push_back(value);
      sample.weights.push_back(1 + static_cast<double>(random() % 3));
      value += 1 + static_cast<double>(random() % 3);
    }
    size_t n = sample.values.size();
    NaiveKMeans naive(sample.values, sample.weights, n);
    for (unsigned k = 1; k <= n; ++k)
      expectOptimal(sample, k, naive.error(k));
  }
}

//===----------------------------------------------------------------------===//
// Distributions
//===----------------------------------------------------------------------===//

TEST(KMeans1DTest, AgreesWithNaiveOnNormal) {
  expectOptimalByNaive(sampleOf(2000, drawNormal), usualCounts);
}

TEST(KMeans1DTest, AgreesWithNaiveOnHeavyTail) {
  expectOptimalByNaive(sampleOf(800, drawHeavyTail), usualCounts);
}

TEST(KMeans1DTest, AgreesWithNaiveOnLaplace) {
  expectOptimalByNaive(sampleOf(800, drawLaplace), usualCounts);
}

TEST(KMeans1DTest, AgreesWithNaiveOnUniform) {
  expectOptimalByNaive(sampleOf(800, drawUniform), usualCounts);
}

TEST(KMeans1DTest, AgreesWithNaiveOnLattice) {
  expectOptimalByNaive(sampleOf(20000, drawLattice), usualCounts);
}

TEST(KMeans1DTest, AgreesWithNaiveForEveryCount) {
  for (auto *draw : {drawNormal, drawHeavyTail, drawLattice}) {
    Sample sample = sampleOf(150, draw);
    std::vector<unsigned> counts;
    for (unsigned k = 1; k <= sample.values.size(); ++k)
      counts.push_back(k);
    expectOptimalByNaive(sample, counts);
  }
}

TEST(KMeans1DTest, AgreesWithNaiveOnVeryUnequalWeights) {
  constexpr size_t n = 400;
  Sample sample = sampleOf(n, drawNormal);
  Sample exponents = sampleOf(n, drawUniform, 2);
  ASSERT_EQ(sample.values.size(), n);
  ASSERT_EQ(exponents.values.size(), n);
  // From 1 to 1e12. Seven and 400 have no factor in common, so every exponent
  // is used, but not in order.
  for (size_t i = 0; i < n; ++i)
    sample.weights[i] = std::pow(10, 6 + 6 * exponents.values[7 * i % n]);
  expectOptimalByNaive(sample, usualCounts);

  // A few values outweigh all others, and have clusters of their own: the
  // error is a trillionth of the sums it is computed from.
  for (size_t i = 0; i < n; ++i)
    sample.weights[i] = i % 100 == 50 ? 1e12 : 0.7;
  expectOptimalByNaive(sample, usualCounts);
}

// Weights get lost in the rounding of sums while moments, about a sample that
// is as heavy as all others, do not. Which cluster such samples join makes no
// difference.
TEST(KMeans1DTest, NegligibleWeightsCostNothing) {
  for (double negligible : {1e-12, 1e-14, 1e-17, 1e-20, 1e-40, 1e-200}) {
    Sample sample = sampleOf(61, drawNormal);
    for (size_t i = 0; i < 61; ++i)
      sample.weights[i] = 1 + 0.1 * static_cast<double>(i % 3);
    sample.weights[30] = 1e3;
    for (size_t i : {0, 5, 6, 29, 31, 40, 60})
      sample.weights[i] = negligible;
    NaiveKMeans naive(sample.values, sample.weights, 16);
    for (unsigned clusters : {2u, 3u, 4u, 7u, 8u, 16u}) {
      KMeans1D result = solveKMeans1D(sample.values, sample.weights, clusters);
      double expected = static_cast<double>(naive.error(clusters));
      EXPECT_NEAR(result.error, expected, 1e-9 * expected)
          << clusters << " clusters, weights of " << negligible;
    }
  }
}

TEST(KMeans1DTest, MeansAreBetweenTheirValues) {
  Random random(1);
  std::uniform_real_distribution<double> exponent(-20, 20);
  auto drawMagnitude = [&](Random &draws) {
    return std::pow(10, exponent(draws));
  };
  for (int run = 0; run != 2000; ++run) {
    Sample sample = sampleOf(2 + random() % 30, drawMagnitude, random());
    for (double &weight : sample.weights)
      weight = std::pow(10, exponent(random));
    KMeans1D partition =
        solveKMeans1D(sample.values, sample.weights, 1 + random() % 8);
    for (size_t c = 0; c != partition.centroids.size(); ++c) {
      EXPECT_GE(partition.centroids[c], sample.values[partition.boundaries[c]]);
      EXPECT_LE(partition.centroids[c],
                sample.values[partition.boundaries[c + 1] - 1]);
    }
  }
}

TEST(KMeans1DTest, AgreesWithNaiveNextToOneHeavyValue) {
  for (double light : {1e-10, 1e-20, 1e-100, 1e-200}) {
    Sample sample = sampleOf(100, drawNormal);
    for (size_t i = 0; i < 100; ++i)
      sample.weights[i] = light * (1 + 0.1 * static_cast<double>(i % 3));
    sample.weights[70] = 1;
    expectOptimalByNaive(sample, std::vector<unsigned>{2, 3, 4, 7, 8, 16});
  }
}

TEST(KMeans1DTest, AgreesWithNaiveOnNarrowGroupsFarApart) {
  expectOptimalByNaive(sampleOf(500, drawTwoGroups), usualCounts);
}

TEST(KMeans1DTest, AgreesWithNaiveAtLargeOffset) {
  auto drawOffset = [](Random &random) { return 1e6 + drawNormal(random); };
  expectOptimalByNaive(sampleOf(600, drawOffset), usualCounts);
}

TEST(KMeans1DTest, ManyF16Values) {
  auto drawF16 = [](Random &random) { return roundToF16(drawNormal(random)); };
  Sample sample = sampleOf(4000000, drawF16);
  ASSERT_GE(sample.values.size(), 20000u);
  DivideAndConquerKMeans reference(sample.values, sample.weights);
  for (unsigned k : {4u, 16u, 64u})
    expectOptimal(sample, k, reference.error(k));
}

TEST(KMeans1DTest, ManyValues) {
  Sample sample = sampleOf(200000, drawLaplace);
  ASSERT_GT(sample.values.size(), size_t(1) << 15);
  DivideAndConquerKMeans reference(sample.values, sample.weights);
  expectOptimal(sample, 16, reference.error(16));
}

TEST(KMeans1DTest, FarOutliers) {
  Sample sample =
      sampleOf(50000, [](Random &random) { return 1e-4 * drawNormal(random); });
  sample.values.insert(sample.values.begin(), {-6.001, -6});
  sample.values.insert(sample.values.end(), {6, 6.001});
  sample.weights.insert(sample.weights.end(), 4, 1);
  DivideAndConquerKMeans reference(sample.values, sample.weights);
  for (unsigned k : {1u, 2u, 4u, 16u})
    expectOptimal(sample, k, reference.error(k));
}

//===----------------------------------------------------------------------===//
// The range of double
//===----------------------------------------------------------------------===//

// A power of two changes nothing but the exponents.
TEST(KMeans1DTest, ScalesExactly) {
  Sample sample = sampleOf(300, drawNormal);
  KMeans1D expected = solveKMeans1D(sample.values, sample.weights, 16);
  for (int exponent : {-1000, -600, -300, 300, 600, 1000}) {
    Sample scaled = sample;
    for (double &value : scaled.values)
      value = std::ldexp(value, exponent);
    KMeans1D result = solveKMeans1D(scaled.values, scaled.weights, 16);
    EXPECT_EQ(result.boundaries, expected.boundaries);
    EXPECT_EQ(result.error, std::ldexp(expected.error, 2 * exponent));
    for (double &centroid : result.centroids)
      centroid = std::ldexp(centroid, -exponent);
    EXPECT_EQ(result.centroids, expected.centroids);

    scaled = sample;
    for (double &weight : scaled.weights)
      weight = std::ldexp(weight, exponent);
    result = solveKMeans1D(scaled.values, scaled.weights, 16);
    EXPECT_EQ(result.boundaries, expected.boundaries);
    EXPECT_EQ(result.centroids, expected.centroids);
    EXPECT_EQ(result.error, std::ldexp(expected.error, exponent));
  }
}

TEST(KMeans1DTest, HugeValues) {
  std::vector<double> values = {-1.7e308, -1.6e308, 0, 1e300, 1.5e308, 1.7e308};
  KMeans1D result = solveKMeans1D(values, std::vector<double>(6, 1), 3);
  EXPECT_THAT(result.boundaries, ElementsAre(0, 2, 4, 6));
  EXPECT_DOUBLE_EQ(result.centroids[0], -1.65e308);
  EXPECT_DOUBLE_EQ(result.centroids[1], 5e299);
  EXPECT_DOUBLE_EQ(result.centroids[2], 1.6e308);
  EXPECT_EQ(result.error, std::numeric_limits<double>::infinity());
}

TEST(KMeans1DTest, TinyValues) {
  std::vector<double> values = {1e-300, 2e-300, 1e-299, 2e-299, 3e-299};
  KMeans1D result = solveKMeans1D(values, std::vector<double>(5, 1), 2);
  EXPECT_THAT(result.boundaries, ElementsAre(0, 3, 5));
  EXPECT_DOUBLE_EQ(result.centroids[1], 2.5e-299);
  EXPECT_EQ(result.error, 0); // About 1e-598.
}

TEST(KMeans1DTest, SubnormalValues) {
  double unit = std::numeric_limits<double>::denorm_min();
  std::vector<double> values = {-unit, 0, unit, 40 * unit, 44 * unit};
  KMeans1D result = solveKMeans1D(values, std::vector<double>(5, 1), 2);
  EXPECT_THAT(result.boundaries, ElementsAre(0, 3, 5));
  EXPECT_THAT(result.centroids, ElementsAre(0, 42 * unit));
}

//===----------------------------------------------------------------------===//
// Reuse
//===----------------------------------------------------------------------===//

void expectIdentical(const KMeans1D &result, const KMeans1D &expected) {
  EXPECT_EQ(result.boundaries, expected.boundaries);
  EXPECT_EQ(result.centroids, expected.centroids);
  EXPECT_EQ(result.error, expected.error);
}

TEST(KMeans1DTest, SolverForgetsEarlierProblems) {
  KMeans1DSolver solver;
  // Growing and shrinking, with and without need for more precise sums.
  for (size_t count : {300, 20000, 1, 40, 7000, 2, 300, 5, 20000})
    for (unsigned clusters : {16u, 256u, 1u, 3u})
      for (auto *draw : {drawNormal, drawTwoGroups}) {
        Sample sample = sampleOf(count, draw, count + clusters);
        expectIdentical(solver.solve(sample.values, sample.weights, clusters),
                        solveKMeans1D(sample.values, sample.weights, clusters));
      }
}

TEST(KMeans1DTest, SolverForgetsWhatLeastErrorsLearned) {
  Sample sample = sampleOf(5000, drawLaplace);
  KMeans1DSolver solver;
  solver.leastErrors(sample.values, sample.weights, usualCounts);
  expectIdentical(solver.solve(sample.values, sample.weights, 16),
                  solveKMeans1D(sample.values, sample.weights, 16));
}

TEST(KMeans1DTest, MovedSolversStillSolve) {
  Sample sample = sampleOf(500, drawNormal);
  KMeans1D expected = solveKMeans1D(sample.values, sample.weights, 16);
  KMeans1DSolver solver;
  solver.solve(sample.values, sample.weights, 7);
  expectIdentical(solver.solve(sample.values, sample.weights, 16), expected);
  KMeans1DSolver moved = std::move(solver);
  expectIdentical(moved.solve(sample.values, sample.weights, 16), expected);
}

//===----------------------------------------------------------------------===//
// Instruction sets
//===----------------------------------------------------------------------===//

TEST(KMeans1DTest, SameBitsForEveryInstructionSet) {
  std::vector<Sample> samples;
  for (size_t count : {2, 9, 30, 300, 5000, 40000})
    for (auto *draw :
         {drawNormal, drawHeavyTail, drawLattice, drawTwoGroups, drawUniform}) {
      samples.push_back(sampleOf(count, draw, count));
      samples.push_back(samples.back());
      for (double &weight : samples.back().weights)
        weight = 1 / (weight + 2); // No counts any more.
    }
  auto drawF16 = [](Random &random) { return roundToF16(drawNormal(random)); };
  samples.push_back(sampleOf(30000, drawF16));
  for (const Sample &sample : samples)
    for (unsigned clusters : {2u, 4u, 16u, 64u, 256u}) {
      KMeans1D expected =
          solveKMeans1D(sample.values, sample.weights, clusters);
      forEveryTarget([&] {
        expectIdentical(solveKMeans1D(sample.values, sample.weights, clusters),
                        expected);
      });
    }
}

//===----------------------------------------------------------------------===//
// Least errors
//===----------------------------------------------------------------------===//

TEST(KMeans1DTest, LeastErrorsOfNothing) {
  EXPECT_THAT(leastErrors({}, {}, {}), IsEmpty());
  EXPECT_THAT(leastErrors({}, {}, std::vector{1u, 4u}), ElementsAre(0, 0));
  EXPECT_THAT(leastErrors(std::vector{2.5}, std::vector{3.0}, std::vector{1u}),
              ElementsAre(0));
  EXPECT_THAT(leastErrors(std::vector{1.0, 2.0}, std::vector{1.0, 1.0}, {}),
              IsEmpty());
}

TEST(KMeans1DTest, LeastErrorsInAnyOrder) {
  // 0 1 3: one cluster costs 14 / 3, two cost 1 / 2.
  std::vector<double> values = {0, 1, 3};
  std::vector<double> weights = {1, 1, 1};
  std::vector<unsigned> counts = {3, 2, 1, 1000, 2, 1};
  std::vector<double> errors = leastErrors(values, weights, counts);
  ASSERT_EQ(errors.size(), counts.size());
  EXPECT_EQ(errors[0], 0);
  EXPECT_EQ(errors[1], 0.5);
  EXPECT_DOUBLE_EQ(errors[2], 14.0 / 3);
  EXPECT_EQ(errors[3], 0);
  EXPECT_EQ(errors[4], errors[1]);
  EXPECT_EQ(errors[5], errors[2]);
}

TEST(KMeans1DTest, LeastErrorsAgreeWithNaiveForEveryCount) {
  for (auto *draw : {drawNormal, drawHeavyTail, drawLattice, drawTwoGroups}) {
    Sample sample = sampleOf(200, draw);
    size_t n = sample.values.size();
    NaiveKMeans naive(sample.values, sample.weights, n);
    double negligible = 1e-20 * static_cast<double>(naive.error(1));
    std::vector<unsigned> counts;
    for (unsigned k = 1; k <= n + 2; ++k)
      counts.push_back(k);
    std::shuffle(counts.begin(), counts.end(), Random(7));
    std::vector<double> errors =
        leastErrors(sample.values, sample.weights, counts);
    for (size_t i = 0; i < counts.size(); ++i) {
      double expected =
          static_cast<double>(naive.error(std::min<size_t>(counts[i], n)));
      EXPECT_NEAR(errors[i], expected, 1e-9 * expected + negligible)
          << "with " << counts[i] << " clusters of " << n;
    }
  }
}

TEST(KMeans1DTest, LeastErrorsOfManyF16Values) {
  auto drawF16 = [](Random &random) { return roundToF16(drawNormal(random)); };
  Sample sample = sampleOf(200000, drawF16);
  DivideAndConquerKMeans reference(sample.values, sample.weights);
  std::vector<unsigned> counts = {64, 2, 16, 15, 1, 17};
  std::vector<double> errors =
      leastErrors(sample.values, sample.weights, counts);
  for (size_t i = 0; i < counts.size(); ++i) {
    double expected = static_cast<double>(reference.error(counts[i]));
    EXPECT_NEAR(errors[i], expected, 1e-9 * expected);
  }
}

//===----------------------------------------------------------------------===//
// Cancellation
//===----------------------------------------------------------------------===//

TEST(KMeans1DTest, SolverOutlivesCancellation) {
  Sample sample = sampleOf(50000, drawNormal);
  KMeans1DSolver solver;
  std::atomic<bool> cancelled = true;
  solver.solve(sample.values, sample.weights, 16, &cancelled);
  solver.leastErrors(sample.values, sample.weights, usualCounts, &cancelled);

  // Another thread may cancel at any time.
  for (int microseconds : {0, 10, 100, 1000, 3000}) {
    cancelled = false;
    std::thread canceller([&] {
      std::this_thread::sleep_for(std::chrono::microseconds(microseconds));
      cancelled = true;
    });
    solver.solve(sample.values, sample.weights, 16, &cancelled);
    canceller.join();
  }

  cancelled = false;
  expectIdentical(solver.solve(sample.values, sample.weights, 16, &cancelled),
                  solveKMeans1D(sample.values, sample.weights, 16));
}

} // namespace

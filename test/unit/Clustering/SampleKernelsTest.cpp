// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tests that sums over samples are those of their definition, and the same bits
// for every instruction set.

#include "Clustering/Exact/SampleKernels.h"

#include "EveryTarget.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

using namespace coreai::clustering;

namespace {

/// Lengths around those of vectors, blocks and chunks.
constexpr size_t lengths[] = {0,  1,  2,  3,  7,  8,   9,   15,   16,   17,
                              31, 32, 33, 63, 64, 100, 255, 4096, 4097, 9001};

/// Ascending values, and weights that are counts or any numbers.
struct Sample {
  std::vector<double> values, weights;

  Sample(size_t n, bool haveCounts) {
    std::mt19937_64 random(n);
    std::uniform_real_distribution<double> uniform(0, 1);
    double value = -0.3 * static_cast<double>(n);
    for (size_t i = 0; i < n; ++i) {
      values.push_back(value += uniform(random));
      weights.push_back(haveCounts ? static_cast<double>(1 + random() % 9)
                                   : std::exp(9 * uniform(random)));
    }
  }

  ScaledSamples scaled(double leastWeight = 0) const {
    return {values, weights, 4, 0.5, leastWeight};
  }
};

/// True if all bits are the same.
bool isSame(const std::vector<double> &a, const std::vector<double> &b) {
  return std::equal(
      a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) {
        return std::bit_cast<uint64_t>(x) == std::bit_cast<uint64_t>(y);
      });
}

TEST(SampleKernelsTest, SummarizesWeights) {
  auto check = [](std::vector<double> weights, double heaviest,
                  bool areCounts) {
    forEveryTarget([&] {
      WeightSummary summary = summarizeWeights(weights);
      EXPECT_EQ(summary.heaviest, heaviest);
      EXPECT_EQ(summary.areCounts, areCounts);
    });
  };
  check({1}, 1, true);
  check({0.5}, 0.5, false);
  check({1, 2, 3, 7, 5, 4, 3, 2, 1}, 7, true);
  for (size_t odd = 0; odd < 19; ++odd) {
    std::vector<double> weights(19, 3);
    weights[odd] = 8.5;
    check(weights, 8.5, false);
    weights[odd] = 0x1p53 - 1 - 18 * 3;
    check(weights, weights[odd], true);
    ++weights[odd];
    check(weights, weights[odd], false);
  }
}

TEST(SampleKernelsTest, SumsOfCountsAreExact) {
  for (size_t n : lengths) {
    Sample sample(n, /*haveCounts=*/true);
    std::vector<double> expected(n + 1);
    for (size_t i = 0; i < n; ++i)
      expected[i + 1] = expected[i] + 0.5 * sample.weights[i];
    forEveryTarget([&] {
      std::vector<double> sums(n + 1, -1);
      sumCounts(sample.scaled(), sums.data());
      EXPECT_EQ(sums, expected);
    });
  }
}

/// What sumRightward and sumLeftward should return.
struct Expected {
  std::vector<double> firsts, seconds;
  double magnitude = 0; // Of first moments.

  Expected(const ScaledSamples &samples, double origin, bool leftward) {
    size_t n = samples.values.size();
    firsts.resize(n);
    seconds.resize(n);
    long double first = 0, second = 0;
    for (size_t i = 0; i < n; ++i) {
      size_t at = leftward ? n - 1 - i : i;
      long double weight = std::max(samples.weights[at] * samples.weightScale,
                                    samples.leastWeight);
      long double distance =
          static_cast<long double>(samples.values[at]) * samples.valueScale -
          origin;
      first += (leftward ? -weight : weight) * distance;
      second += (leftward ? -weight : weight) * distance * distance;
      firsts[at] = static_cast<double>(first);
      seconds[at] = static_cast<double>(second);
    }
    magnitude = std::abs(static_cast<double>(first));
  }
};

TEST(SampleKernelsTest, SumsOfMomentsOnEitherSide) {
  for (bool leftward : {false, true})
    for (size_t n : lengths)
      for (double leastWeight : {0.0, 40.0}) {
        Sample sample(n, /*haveCounts=*/false);
        ScaledSamples samples = sample.scaled(leastWeight);
        // All distances have the same sign, as on one side of the median.
        double origin = 0;
        if (n > 0)
          origin = 4 * (leftward ? sample.values.back() + 0.25
                                 : sample.values.front());
        Expected expected(samples, origin, leftward);
        std::vector<double> first, second;
        forEveryTarget([&] {
          std::vector<double> firsts(n), seconds(n);
          size_t blocks = n / kMomentBlock + 1;
          SideSums sums = (leftward ? sumLeftward : sumRightward)(
              samples, origin, firsts.data(), seconds.data());
          for (size_t i = 0; i < n; ++i) {
            // A few roundings of sums that only grow.
            EXPECT_NEAR(firsts[i], expected.firsts[i],
                        1e-15 * std::abs(expected.firsts[i]));
            EXPECT_NEAR(seconds[i], expected.seconds[i],
                        1e-15 * std::abs(expected.seconds[i]));
          }
          if (n > 0) {
            EXPECT_NEAR(sums.first.rounded<double>(),
                        expected.firsts[leftward ? 0 : n - 1],
                        1e-15 * expected.magnitude);
            EXPECT_NEAR(sums.second.rounded<double>(),
                        expected.seconds[leftward ? 0 : n - 1],
                        1e-15 *
                            std::abs(expected.seconds[leftward ? 0 : n - 1]));
          }
          EXPECT_LE(sums.largestBlock, expected.magnitude * (1 + 1e-15));
          EXPECT_GE(sums.largestBlock * static_cast<double>(blocks),
                    expected.magnitude * (1 - 1e-15));
          if (first.empty()) {
            first = firsts;
            second = seconds;
          }
          EXPECT_TRUE(isSame(firsts, first));
          EXPECT_TRUE(isSame(seconds, second));
        });
      }
}

TEST(SampleKernelsTest, MomentsAboutAPoint) {
  for (size_t n : lengths) {
    Sample sample(n, /*haveCounts=*/false);
    for (double center : {0.0, -1.75, 1e6}) {
      long double weight = 0, first = 0, second = 0, magnitude = 0;
      for (size_t i = 0; i < n; ++i) {
        long double w = 0.5L * sample.weights[i];
        long double distance = 4.0L * sample.values[i] - center;
        weight += w;
        first += w * distance;
        second += w * distance * distance;
        magnitude += w * std::abs(distance);
      }
      std::vector<double> bits;
      forEveryTarget([&] {
        Moments moments = momentsAbout(sample.scaled(), center);
        EXPECT_NEAR(moments.weight, static_cast<double>(weight),
                    0x1p-43 * static_cast<double>(weight));
        EXPECT_NEAR(moments.first, static_cast<double>(first),
                    0x1p-43 * static_cast<double>(magnitude));
        EXPECT_NEAR(moments.second, static_cast<double>(second),
                    0x1p-43 * static_cast<double>(second));
        std::vector<double> found = {moments.weight, moments.first,
                                     moments.second};
        if (bits.empty())
          bits = found;
        EXPECT_TRUE(isSame(found, bits));
      });
    }
  }
}

} // namespace

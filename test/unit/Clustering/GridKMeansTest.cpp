// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Clustering/Exact/GridKMeans.h"

#include "coreai/Clustering/TableType.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

using namespace coreai::clustering;
using testing::ElementsAre;

namespace {

struct Sample {
  std::vector<double> values;
  std::vector<double> weights;
};

Sample normalSample(size_t n, double deviation, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal(0, deviation);
  std::uniform_real_distribution<double> uniform(0.1, 9);
  Sample sample;
  for (size_t i = 0; i < n; ++i) {
    sample.values.push_back(normal(random));
    sample.weights.push_back(uniform(random));
  }
  std::sort(sample.values.begin(), sample.values.end());
  return sample;
}

long double errorOf(const Sample &sample, std::span<const double> grid,
                    const std::vector<size_t> &choices) {
  long double error = 0;
  for (size_t i = 0; i < sample.values.size(); ++i) {
    long double least = std::numeric_limits<long double>::infinity();
    for (size_t choice : choices) {
      long double distance = sample.values[i] - grid[choice];
      least = std::min(least, distance * distance);
    }
    error += sample.weights[i] * least;
  }
  return error;
}

/// The least error of all choices of \p clusters numbers.
long double bestError(const Sample &sample, std::span<const double> grid,
                      size_t clusters) {
  std::vector<bool> isChosen(grid.size());
  std::fill(isChosen.begin(), isChosen.begin() + clusters, true);
  long double best = std::numeric_limits<long double>::infinity();
  do {
    std::vector<size_t> choices;
    for (size_t i = 0; i < grid.size(); ++i)
      if (isChosen[i])
        choices.push_back(i);
    best = std::min(best, errorOf(sample, grid, choices));
  } while (std::prev_permutation(isChosen.begin(), isChosen.end()));
  return best;
}

TEST(GridKMeansTest, AgreesWithTryingAllChoices) {
  std::vector<double> even, uneven;
  for (int i = -6; i <= 6; ++i) {
    even.push_back(i);
    uneven.push_back(std::copysign(i * i, i) / 6.0);
  }
  for (const std::vector<double> &grid : {even, uneven})
    for (uint64_t seed = 0; seed < 20; ++seed)
      for (double deviation : {0.5, 2.0, 6.0}) {
        Sample sample = normalSample(1 + 7 * seed, deviation, seed);
        for (size_t clusters : {1u, 2u, 3u, 5u, 12u}) {
          std::vector<size_t> choices =
              solveGridKMeans(sample.values, sample.weights, grid, clusters);
          // There are fewer where these are the nearest numbers of all values.
          ASSERT_LE(choices.size(), clusters);
          if (choices.size() < clusters) {
            std::vector<size_t> all(grid.size());
            std::iota(all.begin(), all.end(), size_t(0));
            EXPECT_EQ(errorOf(sample, grid, choices),
                      errorOf(sample, grid, all));
          }
          EXPECT_TRUE(std::is_sorted(choices.begin(), choices.end(),
                                     std::less_equal<size_t>()));
          long double best = bestError(sample, grid, clusters);
          EXPECT_LE(errorOf(sample, grid, choices), best * (1 + 1e-12L));
        }
      }
}

TEST(GridKMeansTest, FewValues) {
  std::vector<double> values = {-2.1, 0.4, 0.5, 2.9}, weights(4, 1);
  std::vector<double> grid = {-3, -2, -1, 0, 1, 2, 3};
  EXPECT_THAT(solveGridKMeans(values, weights, grid, 3), ElementsAre(1, 3, 6));
  EXPECT_THAT(solveGridKMeans(values, weights, grid, 6), ElementsAre(1, 3, 6));
}

// With as many clusters as numbers, all are chosen.
TEST(GridKMeansTest, MoreClustersThanNumbers) {
  std::vector<double> values = {0.2}, weights = {1}, grid = {-1, 0, 1};
  EXPECT_THAT(solveGridKMeans(values, weights, grid, 3), ElementsAre(0, 1, 2));
  EXPECT_THAT(solveGridKMeans(values, weights, grid, 9), ElementsAre(0, 1, 2));
}

TEST(GridKMeansTest, NoChoiceOfATableTypeCanBeMoved) {
  for (TableType type :
       {TableType::Int8, TableType::F8E4M3FN, TableType::F8E5M2}) {
    std::span<const double> grid = tableLevels(type);
    Sample sample = normalSample(3000, grid.back() / 4, 3);
    for (size_t clusters : {2u, 16u, 64u}) {
      std::vector<size_t> choices =
          solveGridKMeans(sample.values, sample.weights, grid, clusters);
      long double error = errorOf(sample, grid, choices);
      for (size_t i = 0; i < clusters; ++i)
        for (int step : {-1, 1}) {
          std::vector<size_t> moved = choices;
          if (moved[i] == 0 && step < 0)
            continue;
          moved[i] += step;
          if (moved[i] == grid.size())
            continue;
          EXPECT_GE(errorOf(sample, grid, moved), error * (1 - 1e-12L));
        }
    }
  }
}

} // namespace

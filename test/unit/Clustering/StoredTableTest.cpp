// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rounding centroids to levels, against trying every move.

#include "Clustering/Scalar/StoredTable.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace coreai;
using namespace coreai::clustering;
using elements::FloatFormat;

namespace {

/// The error if every value takes the nearest level.
double errorOf(const DistinctValues &distinct, const TableLevels &levels,
               const std::vector<size_t> &chosen) {
  double sum = 0;
  for (size_t i = 0; i < distinct.values.size(); ++i) {
    double least = std::numeric_limits<double>::infinity();
    for (size_t level : chosen) {
      double distance = distinct.values[i] - levels.value(level);
      least = std::min(least, distance * distance);
    }
    sum += distinct.weights[i] * least;
  }
  return sum;
}

/// Centroids that are closer to each other than levels are, so that several
/// round to the same one, among values between levels.
class RoundToLevels : public testing::TestWithParam<double> {
protected:
  void draw(unsigned seed) {
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> anywhere(1, 1.1);
    std::uniform_real_distribution<double> power(-GetParam(), GetParam());
    distinct = {};
    centroids.clear();
    std::vector<double> values;
    for (int i = 0; i < 40; ++i)
      values.push_back(anywhere(random));
    std::ranges::sort(values);
    for (double value : values)
      distinct.append(value, std::exp2(power(random)));
    for (unsigned i = 0; i < 2 + seed % 7; ++i)
      centroids.push_back(anywhere(random));
    std::ranges::sort(centroids);
  }

  TableLevels levels{FloatFormat::BF16, 1};
  DistinctValues distinct;
  std::vector<double> centroids;
};

TEST_P(RoundToLevels, EndsWhereNoMoveHelps) {
  for (unsigned seed = 0; seed < 2000; ++seed) {
    SCOPED_TRACE(seed);
    draw(seed);
    std::vector<size_t> chosen = roundToLevels(distinct, levels, centroids);
    ASSERT_EQ(chosen.size(), centroids.size());
    EXPECT_TRUE(std::ranges::is_sorted(chosen));
    double error = errorOf(distinct, levels, chosen);
    EXPECT_LE(error,
              errorOf(distinct, levels, nearestLevels(levels, centroids)) *
                  (1 + 1e-12));
    for (size_t entry = 0; entry < chosen.size(); ++entry)
      for (size_t level : {chosen[entry] - 1, chosen[entry] + 1}) {
        if ((entry > 0 && level <= chosen[entry - 1]) ||
            (entry + 1 < chosen.size() && level >= chosen[entry + 1]))
          continue;
        std::vector<size_t> moved = chosen;
        moved[entry] = level;
        EXPECT_GE(errorOf(distinct, levels, moved), error * (1 - 1e-11));
      }
  }
}

INSTANTIATE_TEST_SUITE_P(PowersOfTwoOfWeights, RoundToLevels,
                         testing::Values(0.0, 4.0, 60.0, 400.0));

} // namespace

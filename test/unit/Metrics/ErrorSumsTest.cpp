// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The signal-to-noise ratio where a formula alone would divide by zero, or by
// what isn't finite.

#include "coreai/Metrics/ErrorSums.h"

#include <gtest/gtest.h>

#include <limits>

using namespace coreai::metrics;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

TEST(ErrorSumsTest, RatioInDecibels) {
  ErrorSums sums = {.squaredError = 1, .squaredNorm = 1000, .maxAbsError = 1};
  EXPECT_FALSE(sums.isExact());
  EXPECT_DOUBLE_EQ(sums.snrDb(), 30);
  sums.squaredError = 1e5;
  EXPECT_DOUBLE_EQ(sums.snrDb(), -20);
}

TEST(ErrorSumsTest, ZerosAndNothingWithoutErrorAreExact) {
  ErrorSums sums;
  EXPECT_TRUE(sums.isExact());
  EXPECT_EQ(sums.snrDb(), kInfinity);
  sums.squaredNorm = 7;
  EXPECT_EQ(sums.snrDb(), kInfinity);
}

TEST(ErrorSumsTest, ZerosWithErrorAreLost) {
  ErrorSums sums = {.squaredError = 1e-30, .squaredNorm = 0, .maxAbsError = 1};
  EXPECT_EQ(sums.snrDb(), -kInfinity);
}

TEST(ErrorSumsTest, ErrorsThatAreNotFiniteAreLost) {
  for (double error : {kInfinity, kNaN})
    for (double norm : {0.0, 7.0, kInfinity, kNaN}) {
      ErrorSums sums = {error, norm, error};
      EXPECT_FALSE(sums.isExact());
      EXPECT_EQ(sums.snrDb(), -kInfinity);
    }
  // The largest of NaN and a number may be either. The sum is NaN.
  ErrorSums sums;
  sums += {.squaredError = kNaN, .squaredNorm = 7, .maxAbsError = kNaN};
  EXPECT_FALSE(sums.isExact());
  EXPECT_EQ(sums.snrDb(), -kInfinity);
}

TEST(ErrorSumsTest, NormsThatAreNotFinite) {
  ErrorSums sums = {
      .squaredError = 1, .squaredNorm = kInfinity, .maxAbsError = 1};
  EXPECT_EQ(sums.snrDb(), kInfinity); // So far beyond the error.
  sums.squaredNorm = kNaN;
  EXPECT_EQ(sums.snrDb(), -kInfinity);
}

// 1e-200 squared is no double: an error is no less of one for that.
TEST(ErrorSumsTest, ErrorsWhoseSquaresUnderflow) {
  ErrorSums sums = {.squaredError = 0, .squaredNorm = 4, .maxAbsError = 1e-200};
  EXPECT_FALSE(sums.isExact());
  EXPECT_EQ(sums.snrDb(), kInfinity);
  sums.squaredNorm = 0;
  EXPECT_EQ(sums.snrDb(), -kInfinity);
}

TEST(ErrorSumsTest, SumsAddUpAndTheLargestStays) {
  ErrorSums sums = {.squaredError = 1, .squaredNorm = 2, .maxAbsError = 3};
  sums += {.squaredError = 4, .squaredNorm = 5, .maxAbsError = 2};
  EXPECT_EQ(sums.squaredError, 5);
  EXPECT_EQ(sums.squaredNorm, 7);
  EXPECT_EQ(sums.maxAbsError, 3);
}

} // namespace

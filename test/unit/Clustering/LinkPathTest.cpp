// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tests that a pass over the nodes finds a path of least cost plus penalties,
// and the same one for every instruction set.

#include "Clustering/Exact/LinkPath.h"

#include "Clustering/Exact/IntervalCosts.h"
#include "Clustering/Exact/Samples.h"
#include "EveryTarget.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace coreai::clustering;

namespace {

struct Problem {
  std::vector<double> values, weights;
};

/// Normal values; or evenly spaced ones, where many paths cost the same.
Problem makeProblem(size_t n, bool isLattice, uint64_t seed = 1) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  Problem problem;
  for (size_t i = 0; i < n; ++i) {
    problem.values.push_back(isLattice ? static_cast<double>(i)
                                       : normal(random));
    problem.weights.push_back(isLattice
                                  ? 1.0 + static_cast<double>(i / 64 % 2)
                                  : static_cast<double>(1 + random() % 9));
  }
  std::sort(problem.values.begin(), problem.values.end());
  return problem;
}

/// The cost of an interval, straight from the definition.
class NaiveCosts {
public:
  explicit NaiveCosts(const Samples &samples) : n(samples.size()) {
    costs.resize((n + 1) * (n + 1));
    for (size_t begin = 0; begin < n; ++begin) {
      long double weight = 0, mean = 0, squares = 0;
      for (size_t i = begin; i < n; ++i) {
        long double deviation = samples.value(i) - mean;
        weight += samples.weight(i);
        long double share = samples.weight(i) / weight;
        squares += samples.weight(i) * (1 - share) * deviation * deviation;
        mean += share * deviation;
        costs[begin * (n + 1) + i + 1] = squares;
      }
    }
  }

  long double operator()(size_t begin, size_t end) const {
    return costs[begin * (n + 1) + end];
  }

  /// The least cost of a path with \p penalty for each link.
  long double leastCost(double penalty) const {
    std::vector<long double> distances(
        n + 1, std::numeric_limits<long double>::infinity());
    distances[0] = 0;
    for (size_t node = 1; node <= n; ++node)
      for (size_t i = 0; i < node; ++i)
        distances[node] = std::min(distances[node],
                                   distances[i] + (*this)(i, node) + penalty);
    return distances[n];
  }

private:
  size_t n;
  std::vector<long double> costs;
};

/// Runs a pass, checks its path, and compares it with the least cost possible.
template <typename Real>
LinkPath expectCheapest(const Samples &samples, const NaiveCosts &naive,
                        double penalty) {
  IntervalCosts<Real> costs;
  costs.assign(samples);
  PenalizedPass<Real> pass;
  LinkPath path;
  EXPECT_TRUE(pass.run(costs, penalty, nullptr, path));
  EXPECT_EQ(path.stops.front(), 0u);
  EXPECT_EQ(path.stops.back(), samples.size());
  long double cost = 0;
  for (size_t i = 0; i < path.links(); ++i) {
    EXPECT_LT(path.stops[i], path.stops[i + 1]);
    cost += naive(path.stops[i], path.stops[i + 1]) + penalty;
  }
  double least = static_cast<double>(naive.leastCost(penalty));
  EXPECT_NEAR(static_cast<double>(cost), least, 1e-12 * least)
      << samples.size() << " nodes, penalty " << penalty;
  return path;
}

void expectCheapestForAllPenalties(const Problem &problem) {
  Samples samples(problem.values, problem.weights);
  NaiveCosts naive(samples);
  double whole = static_cast<double>(naive(0, samples.size()));
  // From one link to one for every sample.
  for (int exponent = -1; exponent < 32; exponent += 3) {
    double penalty = std::ldexp(whole, -exponent);
    std::vector<size_t> stops;
    forEveryTarget([&] {
      LinkPath path = expectCheapest<double>(samples, naive, penalty);
      if (stops.empty())
        stops = path.stops;
      EXPECT_EQ(path.stops, stops);
    });
    expectCheapest<DoubleDouble>(samples, naive, penalty);
  }
}

// Vectors, blocks and what is left over meet in all ways.
TEST(LinkPathTest, FewNodes) {
  for (size_t n = 2; n <= 70; ++n) {
    expectCheapestForAllPenalties(makeProblem(n, /*isLattice=*/false, n));
    expectCheapestForAllPenalties(makeProblem(n, /*isLattice=*/true));
  }
}

TEST(LinkPathTest, ManyNodes) {
  for (size_t n : {500, 1201}) {
    expectCheapestForAllPenalties(makeProblem(n, /*isLattice=*/false));
    expectCheapestForAllPenalties(makeProblem(n, /*isLattice=*/true));
  }
}

// Weights and values of very different magnitudes, subnormal ones among them.
TEST(LinkPathTest, ExtremeSamples) {
  for (int weightExponent : {-1000, -300, 0, 900})
    for (int valueExponent : {-1070, -300, 0, 900}) {
      Problem problem = makeProblem(100, /*isLattice=*/true);
      for (size_t i = 0; i < 100; ++i) {
        problem.values[i] = std::ldexp(problem.values[i] - 40, valueExponent);
        problem.weights[i] = std::ldexp(i % 9 == 0 ? 1e6 : 1, weightExponent);
      }
      expectCheapestForAllPenalties(problem);
    }
}

} // namespace

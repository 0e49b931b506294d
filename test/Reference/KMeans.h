// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Two other ways to solve k-means in one dimension, to check the solver by.
// They share neither code nor method with it, nor with each other: one is as
// plain as can be, the other fast enough for tens of thousands of values.

#ifndef COREAI_TEST_REFERENCE_KMEANS_H
#define COREAI_TEST_REFERENCE_KMEANS_H

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace coreai::clustering::reference {

/// The least errors of partitions into 1, 2, ... intervals, found by trying
/// every last interval of every prefix. O(k n^2) time, O(n^2 + k n) memory.
///
/// Costs are accumulated one value at a time after B. P. Welford, "Note on a
/// Method for Calculating Corrected Sums of Squares and Products",
/// Technometrics 4(3), 1962: no running sums, nothing to cancel.
class NaiveKMeans {
public:
  NaiveKMeans(std::span<const double> values, std::span<const double> weights,
              size_t maxClusters)
      : n(values.size()), costs((n + 1) * (n + 1)) {
    for (size_t end = 1; end <= n; ++end)
      addCostsUpTo(values, weights, end);

    // errors[k][j]: the first j values in k clusters; infinite if k > j.
    constexpr long double infinity =
        std::numeric_limits<long double>::infinity();
    errors.assign(maxClusters + 1, std::vector<long double>(n + 1, infinity));
    lastBegins.assign(maxClusters + 1, std::vector<size_t>(n + 1));
    errors[0][0] = 0;
    for (size_t k = 1; k <= maxClusters; ++k)
      for (size_t end = k; end <= n; ++end)
        for (size_t begin = k - 1; begin < end; ++begin) {
          long double error = errors[k - 1][begin] + cost(begin, end);
          if (error < errors[k][end]) {
            errors[k][end] = error;
            lastBegins[k][end] = begin;
          }
        }
  }

  /// The least error with exactly \p clusters clusters.
  long double error(size_t clusters) const { return errors[clusters][n]; }

  /// The boundaries [clusters + 1] of one partition with that error.
  std::vector<size_t> boundaries(size_t clusters) const {
    std::vector<size_t> result(clusters + 1, n);
    for (size_t k = clusters; k > 0; --k)
      result[k - 1] = lastBegins[k][result[k]];
    return result;
  }

private:
  void addCostsUpTo(std::span<const double> values,
                    std::span<const double> weights, size_t end) {
    long double weight = 0, mean = 0, squares = 0;
    for (size_t begin = end; begin-- > 0;) {
      long double deviation = values[begin] - mean;
      long double share = weights[begin] / (weight + weights[begin]);
      squares += weight * share * deviation * deviation;
      mean += share * deviation;
      weight += weights[begin];
      costs[end * (n + 1) + begin] = squares;
    }
  }

  long double cost(size_t begin, size_t end) const {
    return costs[end * (n + 1) + begin];
  }

  size_t n;
  std::vector<long double> costs;
  std::vector<std::vector<long double>> errors;
  std::vector<std::vector<size_t>> lastBegins;
};

/// The least errors of partitions into intervals, by divide and
/// conquer: the best last interval begins no earlier for a longer prefix, so
/// the middle prefix of a range narrows the choice for both halves. O(k n log
/// n) time, O(n) memory.
///
/// Costs come from sums about the mean in long double. They lose meaning where
/// clusters are a million times narrower than the range of values.
class DivideAndConquerKMeans {
public:
  DivideAndConquerKMeans(std::span<const double> values,
                         std::span<const double> weights)
      : n(values.size()), sums(n + 1), before(n + 1), after(n + 1) {
    long double weight = 0, first = 0;
    for (size_t i = 0; i < n; ++i) {
      weight += weights[i];
      first += static_cast<long double>(weights[i]) * values[i];
    }
    long double mean = first / weight;
    for (size_t i = 0; i < n; ++i) {
      long double deviation = values[i] - mean;
      sums[i + 1] = {sums[i].weight + weights[i],
                     sums[i].first + weights[i] * deviation,
                     sums[i].second + weights[i] * deviation * deviation};
    }
  }

  /// The least error with exactly \p clusters clusters.
  long double error(size_t clusters) {
    for (size_t end = 1; end <= n; ++end)
      after[end] = cost(0, end);
    for (size_t k = 2; k <= clusters; ++k) {
      std::swap(before, after);
      fill(k, n, k - 1, n - 1, nullptr);
    }
    return after[n];
  }

  /// The boundaries of one partition of least error into each number of
  /// clusters from 1 to \p maxClusters, as in NaiveKMeans. O(k n) memory.
  std::vector<std::vector<size_t>> boundaries(size_t maxClusters) {
    for (size_t end = 1; end <= n; ++end)
      after[end] = cost(0, end);
    std::vector<std::vector<uint32_t>> lastBegins(maxClusters + 1,
                                                  std::vector<uint32_t>(n + 1));
    for (size_t k = 2; k <= maxClusters; ++k) {
      std::swap(before, after);
      fill(k, n, k - 1, n - 1, lastBegins[k].data());
    }
    std::vector<std::vector<size_t>> result;
    for (size_t clusters = 1; clusters <= maxClusters; ++clusters) {
      result.emplace_back(clusters + 1, n);
      for (size_t k = clusters; k > 0; --k)
        result.back()[k - 1] = lastBegins[k][result.back()[k]];
    }
    return result;
  }

private:
  struct Sums {
    long double weight = 0, first = 0, second = 0;
  };

  /// Fills in the prefixes that end from \p low to \p high, whose best last
  /// intervals begin from \p lowBegin to \p highBegin. Keeps where they do in
  /// \p lastBegins, where not null.
  void fill(size_t low, size_t high, size_t lowBegin, size_t highBegin,
            uint32_t *lastBegins) {
    if (low > high)
      return;
    size_t end = low + (high - low) / 2;
    size_t best = lowBegin;
    after[end] = std::numeric_limits<long double>::infinity();
    for (size_t begin = lowBegin; begin <= std::min(highBegin, end - 1);
         ++begin) {
      long double error = before[begin] + cost(begin, end);
      if (error < after[end]) {
        after[end] = error;
        best = begin;
      }
    }
    if (lastBegins)
      lastBegins[end] = static_cast<uint32_t>(best);
    fill(low, end - 1, lowBegin, best, lastBegins);
    fill(end + 1, high, best, highBegin, lastBegins);
  }

  long double cost(size_t begin, size_t end) const {
    long double weight = sums[end].weight - sums[begin].weight;
    long double first = sums[end].first - sums[begin].first;
    long double second = sums[end].second - sums[begin].second;
    return second - first * first / weight;
  }

  size_t n;
  std::vector<Sums> sums;
  std::vector<long double> before; // With one cluster less.
  std::vector<long double> after;
};

} // namespace coreai::clustering::reference

#endif // COREAI_TEST_REFERENCE_KMEANS_H

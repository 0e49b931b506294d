// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From distinct values to a stored table, and back to the nearest entries.

#include "GroupPalette.h"

#include "DoubleDouble.h"
#include "coreai/Clustering/KMeans1D.h"

#include <algorithm>
#include <cmath>

using namespace coreai;
using namespace coreai::clustering;

/// The table of \p size entries made of \p centroids.
static std::vector<double> storedEntries(encoding::FloatFormat format,
                                         const std::vector<double> &centroids,
                                         size_t size) {
  std::vector<double> entries;
  entries.reserve(size);
  for (double centroid : centroids) {
    uint64_t bits = encoding::encode(format, centroid);
    // Negative zero may be the only zero in the weight, and negative centroids
    // may round to it. Adding zero clears its sign.
    entries.push_back(encoding::decode(format, bits) + 0.0);
  }
  entries.resize(size, entries.empty() ? 0.0 : entries.back());
  return entries;
}

/// True if \p value is no farther from \p lower than from \p upper. Exact.
static bool takesLower(double value, double lower, double upper) {
  if (std::max(std::abs(lower), std::abs(upper)) > 0x1p1022) {
    // Keep sums finite. Halves are exact for anything that matters here.
    value /= 2;
    lower /= 2;
    upper /= 2;
  }
  DoubleDouble sum = exactSum(lower, upper);
  return 2 * value < sum.high || (2 * value == sum.high && sum.low >= 0);
}

/// Where the values of each entry begin, and where the last ones end.
static std::vector<size_t> entryBegins(const std::vector<double> &values,
                                       const std::vector<double> &entries) {
  std::vector<size_t> begins(entries.size() + 1);
  begins.back() = values.size();
  // Downward, so that of equal entries all but the first are left without.
  for (size_t entry = entries.size() - 1; entry > 0; --entry) {
    double lower = entries[entry - 1], upper = entries[entry];
    size_t end = begins[entry + 1];
    if (lower < upper) {
      auto begin = std::partition_point(
          values.begin(), values.begin() + end,
          [&](double value) { return takesLower(value, lower, upper); });
      end = begin - values.begin();
    }
    begins[entry] = end;
  }
  return begins;
}

static ScalarPalette measure(const DistinctValues &distinct,
                             const GroupPalette &palette) {
  RunningSum squaredError, squaredNorm;
  ScalarPalette result;
  for (size_t entry = 0; entry < palette.entries.size(); ++entry)
    for (size_t i = palette.begins[entry]; i < palette.begins[entry + 1]; ++i) {
      double value = distinct.values[i];
      double error = std::abs(value - palette.entries[entry]);
      squaredError.add(distinct.counts[i] * error * error);
      squaredNorm.add(distinct.counts[i] * value * value);
      result.maxAbsError = std::max(result.maxAbsError, error);
    }
  result.squaredError = squaredError.rounded<double>();
  result.squaredNorm = squaredNorm.rounded<double>();
  return result;
}

GroupPalette coreai::clustering::fitPalette(encoding::FloatFormat format,
                                            const DistinctValues &distinct,
                                            unsigned bits) {
  unsigned size = 1u << bits;
  KMeans1D clusters = solveKMeans1D(distinct.values, distinct.counts, size);
  GroupPalette palette;
  palette.entries = storedEntries(format, clusters.centroids, size);
  palette.begins = entryBegins(distinct.values, palette.entries);
  palette.accuracy = measure(distinct, palette);
  return palette;
}

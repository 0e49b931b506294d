// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tables of scalars whose scale the weight's format doesn't hold, against all
// scales and levels there are, tried one by one.

#include "Reference/Palettes.h"
#include "Reference/Weights.h"
#include "coreai/Clustering/ChannelScales.h"
#include "coreai/Clustering/KMeans1D.h"

#include <gtest/gtest.h>
#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace coreai;
using namespace coreai::clustering;
using namespace coreai::clustering::test;
using coreai::test::levelsOf;
using coreai::test::rounded;
using coreai::test::roundedUp;

namespace {

constexpr FloatFormat formats[] = {FloatFormat::F16, FloatFormat::BF16,
                                   FloatFormat::F32};
constexpr TableType narrowTypes[] = {TableType::Int8, TableType::UInt8,
                                     TableType::F8E4M3FN, TableType::F8E5M2};
constexpr double kInfinity = std::numeric_limits<double>::infinity();

void addChannelScales(Weight &weight) {
  weight.channelScales.resize(weight.groups.channels *
                              elements::byteWidth(weight.format));
  absoluteMaxima(weight.format, weight.bytes, weight.groups,
                 weight.channelScales);
}

double squaredError(const std::vector<double> &values,
                    const std::vector<double> &entries) {
  double sum = 0;
  for (double value : values) {
    double least = kInfinity;
    for (double entry : entries)
      least = std::min(least, std::abs(value - entry));
    sum += least * least;
  }
  return sum;
}

/// The finite numbers of a table of \p type with a scale, each once.
std::vector<double> gridOf(TableType type, FloatFormat format, double scale) {
  std::vector<double> grid;
  for (double level : levelsOf(type)) {
    double number = rounded(format, level * scale);
    if (std::isfinite(number) && (grid.empty() || grid.back() != number))
      grid.push_back(number);
  }
  return grid;
}

/// The least error of \p values with \p count entries of \p grid: of the ways
/// to divide the values into intervals, the best.
double leastError(std::vector<double> values, const std::vector<double> &grid,
                  size_t count) {
  std::sort(values.begin(), values.end());
  size_t n = values.size();
  // [begin][end]: with one entry.
  std::vector<std::vector<double>> single(n + 1, std::vector<double>(n + 1, 0));
  for (size_t begin = 0; begin < n; ++begin)
    for (size_t end = begin + 1; end <= n; ++end) {
      std::vector<double> part(values.begin() + begin, values.begin() + end);
      single[begin][end] = kInfinity;
      for (double number : grid)
        single[begin][end] =
            std::min(single[begin][end], squaredError(part, {number}));
    }
  std::vector<double> least = single[0];
  for (size_t entry = 1; entry < count; ++entry) {
    std::vector<double> next = least;
    for (size_t end = 1; end <= n; ++end)
      for (size_t begin = 0; begin < end; ++begin)
        next[end] = std::min(next[end], least[begin] + single[begin][end]);
    least = next;
  }
  return least[n];
}

/// The largest magnitude of the optimal centroids.
double largestCentroid(std::vector<double> values, unsigned count) {
  std::sort(values.begin(), values.end());
  std::vector<double> distinct, weights;
  for (double value : values) {
    if (distinct.empty() || distinct.back() != value) {
      distinct.push_back(value);
      weights.push_back(0);
    }
    ++weights.back();
  }
  count = std::min(count, static_cast<unsigned>(distinct.size()));
  std::vector<double> centroids =
      solveKMeans1D(distinct, weights, count).centroids;
  return std::max(std::abs(centroids.front()), std::abs(centroids.back()));
}

/// Numbers so small that no normal scale maps them to levels with precision.
std::vector<double> faintValues(FloatFormat format, TableType type,
                                size_t count, uint64_t seed) {
  double leastNormal = format == FloatFormat::F16 ? 0x1p-14 : 0x1p-126;
  double leastTop = type == TableType::F8E4M3FN ? 0x1p-6 : 0x1p-14;
  double largest = 1.74 * leastTop * leastNormal;
  std::mt19937_64 random(seed);
  std::vector<double> values;
  while (values.size() < count)
    values.push_back(rounded(format, std::uniform_real_distribution<double>(
                                         -largest, largest)(random)));
  return values;
}

//===----------------------------------------------------------------------===//
// One scale for each table
//===----------------------------------------------------------------------===//

// Of the scales with which a power of two of the highest level reaches the
// largest centroid, the one whose best table has the least error.
TEST(ClampedScalesTest, BestOfAllSubstitutesAndLevels) {
  size_t clamped = 0;
  for (FloatFormat format : formats)
    for (TableType type : {TableType::F8E4M3FN, TableType::F8E5M2})
      for (unsigned bits : {1u, 2u})
        for (uint64_t seed = 0; seed < 20; ++seed) {
          std::vector<double> values = faintValues(format, type, 9, seed);
          double largest = largestCentroid(values, 1u << bits);
          if (largest == 0)
            continue;
          double top = levelsOf(type).back();
          double leastLevel = type == TableType::F8E4M3FN ? 0x1p-9 : 0x1p-16;
          double least = kInfinity;
          for (; top >= leastLevel; top /= 2)
            least = std::min(
                least, leastError(values,
                                  gridOf(type, format,
                                         roundedUp(format, largest / top)),
                                  1u << bits));
          Weight weight = weightOf(format, values);
          PaletteOptions options = {.bits = bits, .tableType = type};
          Palettized result = palettize(weight, options);
          expectConsistent(weight, result);
          EXPECT_NEAR(result.accuracy.squaredError, least, 1e-9 * least);
          EXPECT_EQ(result.clampedScales, least > 0 ? 1u : 0u);
          clamped += result.clampedScales;
        }
  EXPECT_GT(clamped, 100u);
}

// No other number of f16 makes a better scale, or not by much: by the square of
// the least one for each group, and a hundredth.
TEST(ClampedScalesTest, NearlyTheBestOfAllScales) {
  for (unsigned bits : {1u, 2u, 3u}) {
    double found = 0, best = 0;
    for (uint64_t seed = 0; seed < 5; ++seed) {
      std::vector<double> values =
          faintValues(FloatFormat::F16, TableType::F8E4M3FN, 9, seed);
      double least = kInfinity;
      for (int multiple = 1; multiple <= 2048; multiple += multiple / 1024 + 1)
        least = std::min(
            least, leastError(values,
                              gridOf(TableType::F8E4M3FN, FloatFormat::F16,
                                     multiple * 0x1p-24),
                              1u << bits));
      best += least;
      Weight weight = weightOf(FloatFormat::F16, values);
      found +=
          palettize(weight, {.bits = bits, .tableType = TableType::F8E4M3FN})
              .accuracy.squaredError;
    }
    EXPECT_GE(found, best * (1 - 1e-9));
    EXPECT_LE(found, best * 1.01 + 5 * 0x1p-48);
  }
}

// What elements are is exact with two entries, and so not clamped.
TEST(ClampedScalesTest, TinyRowBesideNormalOnes) {
  for (TableType type : narrowTypes) {
    Weight weight = randomWeight(FloatFormat::F16, {1, 8, 64, 1});
    for (size_t i = 0; i < 64; ++i)
      elements::store(weight.format, weight.bytes.data(), 3 * 64 + i,
                      i % 2 ? 2e-7 : -2e-7);
    PaletteOptions options = {.bits = 4, .tableType = type};
    Palettized result = palettize(weight, options);
    expectConsistent(weight, result);
    EXPECT_EQ(result.clampedScales, 0u);
    std::vector<double> decoded = result.decoded(weight, 3);
    EXPECT_EQ(decoded.front(), -0x3p-24);
    EXPECT_EQ(decoded.back(), 0x3p-24);

    // The other rows are what they are without it.
    Weight others = weight;
    for (size_t i = 0; i < 64; ++i)
      elements::store(weight.format, others.bytes.data(), 3 * 64 + i,
                      weight.element(i));
    Palettized alone = palettize(others, options);
    for (size_t channel : {0, 1, 2, 4, 5, 6, 7})
      EXPECT_EQ(result.decoded(weight, channel),
                alone.decoded(others, channel));
  }
}

TEST(ClampedScalesTest, ManyFaintRows) {
  for (FloatFormat format : {FloatFormat::F16, FloatFormat::F32}) {
    TableType type = TableType::F8E4M3FN;
    std::vector<double> values = faintValues(format, type, 16 * 200, 1);
    size_t next = 0;
    Weight weight = randomWeight(format, {1, 16, 200, 1},
                                 [&](Random &) { return values[next++]; });
    Palettized result = palettize(weight, {.bits = 4, .tableType = type});
    expectConsistent(weight, result);
    EXPECT_EQ(result.clampedScales, 16u);
    EXPECT_GT(result.accuracy.snrDb(), 15);
    EXPECT_EQ(palettize(weight, {.bits = 4}).clampedScales, 0u);
  }
}

// A group too large to be taken value by value.
TEST(ClampedScalesTest, WideGroup) {
  TableType type = TableType::F8E4M3FN;
  std::vector<double> values = faintValues(FloatFormat::F32, type, 300000, 1);
  Weight weight = weightOf(FloatFormat::F32, values);
  Palettized result = palettize(weight, {.bits = 4, .tableType = type});
  expectConsistent(weight, result);
  EXPECT_EQ(result.clampedScales, 1u);
  EXPECT_GT(result.accuracy.snrDb(), 18);
}

TEST(ClampedScalesTest, ZerosHaveNoSign) {
  for (FloatFormat format : formats)
    for (TableType type : narrowTypes)
      for (double scale : {1e-3, 3e-6, 2e-7, 0x1p-130, 0x1p-140}) {
        Weight weight =
            weightOf(format, {-0.0, scale, 0.0, -scale, -0.0, 0.7 * scale});
        Palettized result = palettize(weight, {.bits = 3, .tableType = type});
        expectConsistent(weight, result);
        for (double value : result.decoded(weight, 0))
          EXPECT_FALSE(value == 0 && std::signbit(value)) << scale;
      }
}

TEST(ClampedScalesTest, ImportanceCounts) {
  TableType type = TableType::F8E4M3FN;
  std::vector<double> values = faintValues(FloatFormat::F32, type, 40, 3);
  Weight weight = weightOf(FloatFormat::F32, values);
  weight.importance.assign(values.size(), 1e-6F);
  weight.importance[7] = 1e6F;
  Palettized result = palettize(weight, {.bits = 1, .tableType = type});
  expectConsistent(weight, result);
  double nearest = kInfinity;
  for (double entry : result.decoded(weight, 0))
    nearest = std::min(nearest, std::abs(entry - values[7]));
  EXPECT_LE(nearest, std::abs(values[7]) / 16); // Half a step of the format.
}

//===----------------------------------------------------------------------===//
// A scale for each channel
//===----------------------------------------------------------------------===//

// All factors, all pairs of levels, and both neighbours of subnormal products.
double leastScaledError(const Weight &weight, TableType type) {
  const std::vector<double> &levels = levelsOf(type);
  double best = kInfinity;
  double leastLevel = *std::upper_bound(levels.begin(), levels.end(), 0.0);
  for (double top = levels.back(); top >= leastLevel; top /= 2)
    for (size_t a = 0; a < levels.size(); ++a)
      for (size_t b = a; b < levels.size(); ++b) {
        double error = 0;
        for (size_t c = 0; c < weight.groups.channels; ++c) {
          double channelScale =
              elements::load(weight.format, weight.channelScales.data(), c);
          double up = roundedUp(weight.format, channelScale / top);
          uint64_t bits = elements::encode(weight.format, up);
          double least = kInfinity;
          std::vector<double> values;
          for (size_t i = 0; i < weight.groups.inner; ++i)
            values.push_back(weight.element(c * weight.groups.inner + i));
          bool isNormal = bits >> elements::fractionBits(weight.format) != 0;
          for (uint64_t candidate : {isNormal ? bits : bits - 1, bits}) {
            double scale = elements::decode(weight.format, candidate);
            double first = rounded(weight.format, levels[a] * scale);
            double second = rounded(weight.format, levels[b] * scale);
            if (scale > 0 && std::isfinite(first) && std::isfinite(second))
              least = std::min(least, squaredError(values, {first, second}));
          }
          error += least;
        }
        best = std::min(best, error);
      }
  return best;
}

// A factor that makes the faint channel's scale a normal number takes the loud
// one's beyond the format.
TEST(ClampedScalesTest, ChannelsTooFarApart) {
  for (auto [type, faint] : {std::pair(TableType::F8E4M3FN, 0x1p-18),
                             std::pair(TableType::F8E5M2, 0x1p-24)}) {
    Weight weight = weightOf(FloatFormat::F16, {faint, 0, 65504, -65504});
    weight.groups = {1, 2, 2, 2};
    addChannelScales(weight);
    Palettized result = palettize(weight, {.bits = 1, .tableType = type});
    expectConsistent(weight, result);
    EXPECT_EQ(result.clampedScales, 1u);
    double best = leastScaledError(weight, type);
    EXPECT_LE(result.accuracy.squaredError, 1.05 * best);
  }
}

TEST(ClampedScalesTest, FaintChannelBesideNormalOnes) {
  for (FloatFormat format : formats)
    for (TableType type : narrowTypes) {
      double faint = format == FloatFormat::F16 ? 0x1p-24 : 0x1p-133;
      Weight weight = randomWeight(format, {1, 3, 4, 3});
      for (size_t i = 0; i < 4; ++i)
        elements::store(format, weight.bytes.data(), 4 + i,
                        faint * (static_cast<double>(i % 3) - 1));
      addChannelScales(weight);
      Palettized result = palettize(weight, {.bits = 1, .tableType = type});
      expectConsistent(weight, result);
      if (!coreai::test::isFloat(type))
        continue;
      double best = leastScaledError(weight, type);
      EXPECT_LE(result.accuracy.squaredError, 1.05 * best);
    }
}

TEST(ClampedScalesTest, AllChannelsFaint) {
  for (FloatFormat format : formats) {
    TableType type = TableType::F8E4M3FN;
    std::vector<double> values = faintValues(format, type, 6 * 50, 1);
    size_t next = 0;
    Weight weight = randomWeight(format, {1, 6, 50, 3},
                                 [&](Random &) { return values[next++]; });
    addChannelScales(weight);
    Palettized result = palettize(weight, {.bits = 4, .tableType = type});
    expectConsistent(weight, result);
    EXPECT_LE(result.clampedScales, 2u);
    EXPECT_GT(result.accuracy.snrDb(), 12);
  }
}

// Scales that callers choose may leave quotients that no table reaches.
TEST(ClampedScalesTest, QuotientsOutOfReach) {
  for (TableType type : narrowTypes) {
    Weight weight = weightOf(FloatFormat::F16, {65504, 0, 3, -65504});
    weight.groups = {1, 2, 2, 2};
    weight.channelScales.resize(4);
    elements::store(weight.format, weight.channelScales.data(), 0, 1);
    elements::store(weight.format, weight.channelScales.data(), 1, 65504);
    Palettized result = palettize(weight, {.bits = 2, .tableType = type});
    expectConsistent(weight, result);
    EXPECT_EQ(result.clampedScales, 1u);
  }
}

//===----------------------------------------------------------------------===//
// Determinism
//===----------------------------------------------------------------------===//

TEST(ClampedScalesTest, SameBytesForEveryNumberOfWorkers) {
  tbb::global_control allow(tbb::global_control::max_allowed_parallelism, 4);
  TableType type = TableType::F8E4M3FN;
  for (bool isScaled : {false, true}) {
    std::vector<double> values = faintValues(FloatFormat::F32, type, 300000, 1);
    size_t next = 0;
    Weight weight = randomWeight(FloatFormat::F32, {1, 3, 100000, 3},
                                 [&](Random &) { return values[next++]; });
    if (isScaled)
      addChannelScales(weight);
    Palettized results[2];
    for (int i : {0, 1})
      tbb::task_arena(1 + 3 * i).execute([&] {
        results[i] = palettize(weight, {.bits = 4, .tableType = type});
      });
    EXPECT_EQ(results[0].clampedScales, 1u);
    EXPECT_EQ(results[0].tables, results[1].tables);
    EXPECT_EQ(results[0].scales, results[1].scales);
    EXPECT_EQ(results[0].indices, results[1].indices);
    EXPECT_EQ(results[0].accuracy.squaredError,
              results[1].accuracy.squaredError);
  }
}

} // namespace

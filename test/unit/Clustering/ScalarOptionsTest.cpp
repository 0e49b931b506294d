// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tests what palettizing does beyond the plain case: narrow tables, channel
// scales, importance, fast mode, and weights that can't be palettized.

#include "Reference/KMeans.h"
#include "Reference/Weights.h"
#include "coreai/Clustering/ChannelScales.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <vector>

using namespace coreai;
using namespace coreai::clustering;
using namespace coreai::clustering::test;
using coreai::clustering::reference::NaiveKMeans;
using testing::ElementsAre;

namespace {

constexpr FloatFormat formats[] = {FloatFormat::F16, FloatFormat::BF16,
                                   FloatFormat::F32, FloatFormat::F64};
constexpr TableType tableTypes[] = {TableType::AsWeight, TableType::Int8,
                                    TableType::UInt8, TableType::F8E4M3FN,
                                    TableType::F8E5M2};

/// Channels of unequal ranges, so that a mix-up of channels shows.
Weight unevenWeight(FloatFormat format, ChannelGroups groups,
                    uint64_t seed = 1) {
  Weight weight = randomWeight(format, groups, drawNormal, seed);
  for (size_t i = 0; i < groups.elements(); ++i) {
    double factor = 1 + groups.channelOf(i) % 5;
    elements::store(format, weight.bytes.data(), i,
                    weight.element(i) * factor * factor);
  }
  return weight;
}

void addChannelScales(Weight &weight) {
  weight.channelScales.assign(weight.groups.channels *
                                  elements::byteWidth(weight.format),
                              std::byte(0xAA));
  absoluteMaxima(weight.format, weight.bytes, weight.groups,
                 weight.channelScales);
}

PaletteOptions optionsOf(unsigned bits, TableType type = TableType::AsWeight) {
  PaletteOptions options;
  options.bits = bits;
  options.tableType = type;
  return options;
}

const ChannelGroups shapes[] = {
    {1, 6, 100, 2}, // Channels first.
    {1, 4, 75, 2},  // Groups that don't fill whole bytes.
    {5, 4, 17, 2},  // Channels in the middle.
    {60, 6, 1, 3},  // Channels last.
    {7, 9, 5, 9},   // One group.
};

//===----------------------------------------------------------------------===//
// Channel scales
//===----------------------------------------------------------------------===//

TEST(AbsoluteMaximaTest, OfEveryChannel) {
  for (FloatFormat format : formats)
    for (ChannelGroups groups :
         {ChannelGroups{3, 7, 5, 7}, {1, 200, 3, 200}, {9, 130, 1, 130}}) {
      Weight weight = unevenWeight(format, groups);
      std::vector<double> expected(groups.channels);
      for (size_t i = 0; i < groups.elements(); ++i) {
        if (groups.channelOf(i) == 2) // All zeros, of both signs.
          elements::store(format, weight.bytes.data(), i, i % 2 ? -0.0 : 0.0);
        double &largest = expected[groups.channelOf(i)];
        largest = std::max(largest, std::abs(weight.element(i)));
      }
      expected[2] = 1;
      addChannelScales(weight);
      for (size_t channel = 0; channel < groups.channels; ++channel)
        EXPECT_EQ(elements::load(format, weight.channelScales.data(), channel),
                  expected[channel]);
    }
}

TEST(ScalarOptionsTest, EveryTypeAndShapeDecodesAsReported) {
  for (TableType type : tableTypes)
    for (bool isScaled : {false, true})
      for (FloatFormat format : formats)
        for (const ChannelGroups &groups : shapes)
          for (unsigned bits : {1u, 3u, 4u, 8u}) {
            SCOPED_TRACE(testing::Message()
                         << "type " << int(type) << ", scaled " << isScaled
                         << ", format " << int(format) << ", channels "
                         << groups.channels << ", bits " << bits);
            Weight weight = unevenWeight(format, groups);
            if (isScaled)
              addChannelScales(weight);
            expectConsistent(weight, palettize(weight, optionsOf(bits, type)));
          }
}

/// The samples that channel scales make of a group, with their weights.
struct Samples {
  std::vector<double> values, weights;
};

Samples scaledSamples(const Weight &weight, size_t group) {
  std::map<double, double> samples;
  for (size_t i = 0; i < weight.groups.elements(); ++i) {
    if (weight.groupOf(i) != group)
      continue;
    double scale = 1;
    if (!weight.channelScales.empty())
      scale = elements::load(weight.format, weight.channelScales.data(),
                             weight.groups.channelOf(i));
    double importance = weight.importance.empty() ? 1 : weight.importance[i];
    if (importance > 0)
      samples[weight.element(i) / scale] += importance * scale * scale;
  }
  Samples result;
  for (auto [value, sampleWeight] : samples) {
    result.values.push_back(value);
    result.weights.push_back(sampleWeight);
  }
  return result;
}

/// The least error over the samples of all groups, with any real centroids.
long double leastError(const Weight &weight, unsigned bits) {
  long double error = 0;
  for (size_t group = 0; group < weight.groups.count(); ++group) {
    Samples samples = scaledSamples(weight, group);
    size_t clusters = std::min(samples.values.size(), size_t(1) << bits);
    error +=
        NaiveKMeans(samples.values, samples.weights, clusters).error(clusters);
  }
  return error;
}

/// The error of the decoded weight, each element's counting as it should.
long double weightedError(const Weight &weight, const Palettized &result) {
  std::vector<uint8_t> indices = result.unpacked(weight);
  long double error = 0;
  for (size_t i = 0; i < indices.size(); ++i) {
    std::vector<double> decoded =
        result.decoded(weight, weight.groups.channelOf(i));
    long double distance = weight.element(i) - decoded[indices[i]];
    error += distance * distance *
             (weight.importance.empty() ? 1 : weight.importance[i]);
  }
  return error;
}

// In formats of high precision, rounding costs next to nothing.
TEST(ScalarOptionsTest, ScaledErrorIsThatOfTheWeights) {
  for (FloatFormat format : {FloatFormat::F32, FloatFormat::F64})
    for (const ChannelGroups &groups : shapes)
      for (unsigned bits : {1u, 2u, 4u}) {
        Weight weight = unevenWeight(format, groups);
        addChannelScales(weight);
        Palettized result = palettize(weight, optionsOf(bits));
        long double least = leastError(weight, bits);
        EXPECT_LE(weightedError(weight, result), least * (1 + 1e-5L));
      }
}

/// What rounding the oracle's centroids to the table's type, and letting every
/// element take the entry that decodes nearest, comes to.
long double plainError(const Weight &weight, const Palettized &result) {
  unsigned bits = result.options.bits;
  long double error = 0;
  for (size_t group = 0; group < weight.groups.count(); ++group) {
    Samples samples = scaledSamples(weight, group);
    size_t clusters = std::min(samples.values.size(), size_t(1) << bits);
    std::vector<size_t> boundaries =
        NaiveKMeans(samples.values, samples.weights, clusters)
            .boundaries(clusters);
    std::vector<double> entries;
    for (size_t c = 0; c < clusters; ++c) {
      long double first = 0, total = 0;
      for (size_t i = boundaries[c]; i < boundaries[c + 1]; ++i) {
        first +=
            static_cast<long double>(samples.weights[i]) * samples.values[i];
        total += samples.weights[i];
      }
      entries.push_back(elements::decode(
          weight.format,
          elements::encode(weight.format, static_cast<double>(first / total))));
    }
    for (size_t i = 0; i < weight.groups.elements(); ++i) {
      if (weight.groupOf(i) != group)
        continue;
      size_t channel = weight.groups.channelOf(i);
      std::vector<double> decoded = entries;
      for (double &entry : decoded)
        entry = elements::decode(
            weight.format,
            elements::encode(weight.format,
                             entry * result.scale(weight, channel)));
      double value = weight.element(i);
      long double distance = value - decoded[nearestEntry(decoded, value)];
      error += distance * distance;
    }
  }
  return error;
}

// What decodes is rounded twice, and quotients once before.
TEST(ScalarOptionsTest, ScaledTablesAreNoWorseThanPlainRounding) {
  for (FloatFormat format :
       {FloatFormat::F16, FloatFormat::BF16, FloatFormat::F32})
    for (unsigned bits : {2u, 4u, 6u})
      for (uint64_t seed = 0; seed < 8; ++seed) {
        Weight weight = unevenWeight(format, {1, 8, 60, 4}, seed);
        addChannelScales(weight);
        Palettized result = palettize(weight, optionsOf(bits));
        EXPECT_LE(result.accuracy.squaredError,
                  plainError(weight, result) * (1 + 1e-9L));
      }
}

//===----------------------------------------------------------------------===//
// Importance
//===----------------------------------------------------------------------===//

TEST(ScalarOptionsTest, ImportanceIsWhatCounts) {
  for (FloatFormat format : {FloatFormat::F32, FloatFormat::F64})
    for (bool isScaled : {false, true})
      for (const ChannelGroups &groups : shapes)
        for (unsigned bits : {1u, 2u, 4u}) {
          Weight weight = unevenWeight(format, groups);
          Random random(7);
          for (size_t i = 0; i < groups.elements(); ++i)
            weight.importance.push_back(
                i % 7 == 0 ? 0.0f : std::exp(4 * drawNormal(random) / 0.02));
          if (isScaled)
            addChannelScales(weight);
          Palettized result = palettize(weight, optionsOf(bits));
          expectConsistent(weight, result);
          long double least = leastError(weight, bits);
          EXPECT_LE(weightedError(weight, result), least * (1 + 1e-5L));
        }
}

TEST(ScalarOptionsTest, EqualImportanceChangesNothing) {
  for (FloatFormat format : formats) {
    Weight weight = randomWeight(format, {1, 4, 500, 2});
    Palettized expected = palettize(weight, optionsOf(4));
    for (float importance : {1.0f, 0.25f, 0.0f}) {
      weight.importance.assign(weight.groups.elements(), importance);
      Palettized result = palettize(weight, optionsOf(4));
      EXPECT_EQ(result.tables, expected.tables);
      EXPECT_EQ(result.indices, expected.indices);
    }
  }
}

TEST(ScalarOptionsTest, WhatDoesNotCountHasNoEntry) {
  Weight weight = weightOf(FloatFormat::F16, {1, 2, 3, 100, 2});
  weight.importance = {1, 1, 1, 0, 1};
  Palettized result = palettize(weight, optionsOf(2));
  EXPECT_THAT(result.table(weight, 0), ElementsAre(1, 2, 3, 3));
  EXPECT_THAT(result.unpacked(weight), ElementsAre(0, 1, 2, 2, 1));
  EXPECT_EQ(result.accuracy.maxAbsError, 97);
}

//===----------------------------------------------------------------------===//
// Stored tables
//===----------------------------------------------------------------------===//

long double errorOf(const std::vector<double> &elements,
                    const std::vector<double> &entries) {
  long double error = 0;
  for (double element : elements) {
    long double distance = element - entries[nearestEntry(entries, element)];
    error += distance * distance;
  }
  return error;
}

// Few digits and narrow ranges, where rounding matters.
TEST(ScalarOptionsTest, NoEntryAsTheWeightCanBeMoved) {
  for (FloatFormat format :
       {FloatFormat::F16, FloatFormat::BF16, FloatFormat::F32})
    for (double mean : {0.0, 1.0, -0.3})
      for (unsigned bits : {1u, 3u, 6u})
        for (uint64_t seed = 0; seed < 6; ++seed) {
          auto draw = [mean](Random &random) {
            return mean + drawNormal(random);
          };
          Weight weight = randomWeight(format, {1, 1, 700, 1}, draw, seed);
          std::vector<double> elements;
          for (size_t i = 0; i < 700; ++i)
            elements.push_back(weight.element(i));
          Palettized result = palettize(weight, bits);
          std::vector<double> entries = result.table(weight, 0);
          long double error = errorOf(elements, entries);
          for (size_t entry = 0; entry < entries.size(); ++entry) {
            uint64_t pattern = elements::encode(format, entries[entry]);
            for (int step : {-1, 1}) {
              if (pattern == 0)
                continue;
              std::vector<double> moved = entries;
              moved[entry] = elements::decode(format, pattern + step);
              EXPECT_GE(errorOf(elements, moved), error * (1 - 1e-11L))
                  << "entry " << entry << " of " << entries.size();
            }
          }
        }
}

// Levels times the scale are rounded, in formats of few digits by much.
TEST(ScalarOptionsTest, NoNarrowEntryCanBeMoved) {
  for (FloatFormat format :
       {FloatFormat::F16, FloatFormat::BF16, FloatFormat::F32})
    for (TableType type :
         {TableType::Int8, TableType::F8E4M3FN, TableType::F8E5M2})
      for (unsigned bits : {1u, 3u, 6u})
        for (uint64_t seed = 0; seed < 6; ++seed) {
          Weight weight =
              randomWeight(format, {1, 1, 700, 1}, drawNormal, seed);
          std::vector<double> elements, levels;
          for (size_t i = 0; i < 700; ++i)
            elements.push_back(weight.element(i));
          Palettized result = palettize(weight, optionsOf(bits, type));
          for (double level : tableLevels(type))
            levels.push_back(elements::decode(
                format,
                elements::encode(format, level * result.scale(weight, 0))));
          std::vector<double> entries = result.decoded(weight, 0);
          long double error = errorOf(elements, entries);
          for (size_t entry = 0; entry < entries.size(); ++entry) {
            auto [here, above] =
                std::equal_range(levels.begin(), levels.end(), entries[entry]);
            std::vector<double> moved = entries;
            if (above != levels.end()) {
              moved[entry] = *above;
              EXPECT_GE(errorOf(elements, moved), error * (1 - 1e-9L));
            }
            if (here != levels.begin()) {
              moved[entry] = *(here - 1);
              EXPECT_GE(errorOf(elements, moved), error * (1 - 1e-9L));
            }
          }
        }
}

// 255 levels and 256 entries: the table is the grid.
TEST(ScalarOptionsTest, NarrowTableWithRoomForAllLevels) {
  Weight weight = randomWeight(FloatFormat::F32, {1, 1, 4000, 1});
  Palettized result = palettize(weight, optionsOf(8, TableType::Int8));
  std::vector<double> table = result.table(weight, 0);
  for (int entry = 0; entry < 255; ++entry)
    EXPECT_EQ(table[entry], entry - 127);
  EXPECT_EQ(table[255], 127);
}

// 65504 / 127 rounds up to a scale with which the highest level is infinite.
TEST(ScalarOptionsTest, NoEntryDecodesToInfinity) {
  for (TableType type : tableTypes) {
    Weight weight = weightOf(FloatFormat::F16, {-65504, 65504, 60000, 1, 0});
    for (unsigned bits : {1u, 2u, 8u})
      expectConsistent(weight, palettize(weight, optionsOf(bits, type)));
    addChannelScales(weight);
    expectConsistent(weight, palettize(weight, optionsOf(4, type)));
  }
}

TEST(ScalarOptionsTest, AllZeros) {
  for (TableType type : tableTypes)
    for (bool isScaled : {false, true}) {
      Weight weight = weightOf(FloatFormat::F16, {0, -0.0, 0, 0});
      if (isScaled)
        addChannelScales(weight);
      Palettized result = palettize(weight, optionsOf(4, type));
      expectConsistent(weight, result);
      EXPECT_EQ(result.accuracy.squaredError, 0);
      std::vector<double> zeros(16);
      EXPECT_EQ(result.decoded(weight, 0), zeros);
    }
}

TEST(ScalarOptionsTest, SmallRangeOfHalfPrecision) {
  auto draw = [](Random &random) { return 0.015 * drawNormal(random); };
  for (bool isScaled : {false, true}) {
    Weight weight = randomWeight(FloatFormat::F16, {1, 4, 300, 2}, draw);
    if (isScaled)
      addChannelScales(weight);
    for (TableType type : {TableType::F8E4M3FN, TableType::F8E5M2}) {
      Palettized result = palettize(weight, optionsOf(4, type));
      expectConsistent(weight, result);
      EXPECT_LT(result.accuracy.squaredError, result.accuracy.squaredNorm / 50);
    }
  }
}

//===----------------------------------------------------------------------===//
// Fast mode
//===----------------------------------------------------------------------===//

double signalToNoise(const Palettized &result) {
  return 10 *
         std::log10(result.accuracy.squaredNorm / result.accuracy.squaredError);
}

void expectFastIsAsGood(const Weight &weight, unsigned bits,
                        int roundingPrecision = 4) {
  PaletteOptions options = optionsOf(bits);
  options.fastMode = false;
  Palettized exact = palettize(weight, options);
  options.fastMode = true;
  options.roundingPrecision = roundingPrecision;
  Palettized fast = palettize(weight, options);
  expectConsistent(weight, fast);
  EXPECT_NEAR(signalToNoise(fast), signalToNoise(exact), 0.02);
}

TEST(FastModeTest, IsCloseToTheOptimum) {
  using Distribution = std::function<double(Random &)>;
  auto student = [](Random &random) {
    return std::student_t_distribution<double>(3)(random);
  };
  auto uniform = [](Random &random) {
    return std::uniform_real_distribution<double>(-1, 1)(random);
  };
  auto logUniform = [](Random &random) {
    double magnitude =
        std::exp(std::uniform_real_distribution<double>(-80, 80)(random));
    return random() % 2 ? magnitude : -magnitude;
  };
  for (const Distribution &draw :
       {Distribution(drawNormal), Distribution(student), Distribution(uniform),
        Distribution(logUniform)})
    for (unsigned bits : {2u, 4u, 8u})
      expectFastIsAsGood(
          randomWeight(FloatFormat::F32, {1, 1, 150000, 1}, draw), bits);
}

// Or else the tests above tell nothing.
TEST(FastModeTest, IsNotTheOptimum) {
  Weight weight = randomWeight(FloatFormat::F32, {1, 1, 150000, 1});
  EXPECT_NE(palettize(weight, optionsOf(8)).tables,
            palettize(weight, 8).tables);
}

// The bins for the range of the outliers are as wide as all other values.
TEST(FastModeTest, OutliersAmongSmallValues) {
  for (double outlier : {1.0, 6.0})
    for (unsigned bits : {4u, 8u}) {
      auto draw = [](Random &random) { return drawNormal(random) / 200; };
      Weight weight = randomWeight(FloatFormat::F32, {1, 1, 200000, 1}, draw);
      for (size_t i : {17, 70000, 130001, 199999})
        elements::store(FloatFormat::F32, weight.bytes.data(), i, outlier);
      expectFastIsAsGood(weight, bits);
    }
}

// The last bin is that of the smallest magnitudes, which share it.
TEST(FastModeTest, NegativeValues) {
  auto draw = [](Random &random) { return -std::abs(drawNormal(random)); };
  expectFastIsAsGood(randomWeight(FloatFormat::F32, {1, 1, 150000, 1}, draw),
                     4);
}

// Half of the elements are one value, and a tenth another.
TEST(FastModeTest, PeaksAmongOtherValues) {
  auto draw = [](Random &random) {
    size_t kind = random() % 10;
    return kind < 5 ? 0 : kind < 6 ? 0.01234 : drawNormal(random);
  };
  Weight weight = randomWeight(FloatFormat::F32, {1, 1, 250000, 1}, draw);
  for (unsigned bits : {2u, 4u, 8u})
    expectFastIsAsGood(weight, bits);
}

// There is no room to divide the bins around all of 600 values until each value
// has one to itself.
TEST(FastModeTest, ManyPeaksAmongOtherValues) {
  auto draw = [](Random &random) {
    size_t kind = random() % 700;
    if (kind >= 600)
      return drawNormal(random);
    double peak = 0.01 * std::pow(1.0173, static_cast<double>(kind % 300));
    return kind < 300 ? peak : -peak;
  };
  Weight weight = randomWeight(FloatFormat::F32, {1, 1, 700000, 1}, draw);
  expectFastIsAsGood(weight, 4);
}

TEST(FastModeTest, AnyRoundingPrecision) {
  auto draw = [](Random &random) { return 500 * drawNormal(random); };
  Weight weight = randomWeight(FloatFormat::F32, {1, 1, 100000, 1}, draw);
  for (int precision : {-400, -3, 0, 12, 400})
    expectFastIsAsGood(weight, 4, precision);
}

TEST(FastModeTest, WithScalesAndImportance) {
  for (FloatFormat format : formats)
    for (ChannelGroups groups :
         {ChannelGroups{1, 8, 20000, 8}, {20000, 8, 1, 8}}) {
      Weight weight = unevenWeight(format, groups);
      addChannelScales(weight);
      expectFastIsAsGood(weight, 4);
      Random random(3);
      for (size_t i = 0; i < groups.elements(); ++i)
        weight.importance.push_back(std::exp(drawNormal(random) / 0.02));
      PaletteOptions options = optionsOf(4);
      Palettized fast = palettize(weight, options);
      options.fastMode = false;
      Palettized exact = palettize(weight, options);
      EXPECT_NEAR(weightedError(weight, fast) / weightedError(weight, exact), 1,
                  0.004);
    }
}

// Many elements of few values are palettized at the optimum in either mode.
TEST(FastModeTest, FewValuesAreTakenOneByOne) {
  for (FloatFormat format : {FloatFormat::F32, FloatFormat::F64}) {
    // As if converted from half precision.
    auto draw = [](Random &random) {
      double value = drawNormal(random);
      return elements::decode(FloatFormat::F16,
                              elements::encode(FloatFormat::F16, value));
    };
    Weight weight = randomWeight(format, {1, 1, 200000, 1}, draw);
    PaletteOptions options = optionsOf(4);
    Palettized fast = palettize(weight, options);
    options.fastMode = false;
    Palettized exact = palettize(weight, options);
    EXPECT_EQ(fast.tables, exact.tables);
    EXPECT_EQ(fast.indices, exact.indices);
    EXPECT_EQ(fast.accuracy.squaredError, exact.accuracy.squaredError);

    auto drawFew = [](Random &random) { return double(random() % 16) / 3; };
    Weight few = randomWeight(format, {1, 1, 100000, 1}, drawFew);
    Palettized lossless = palettize(few, optionsOf(4));
    EXPECT_EQ(lossless.accuracy.squaredError, 0);
    EXPECT_EQ(lossless.accuracy.maxAbsError, 0);
  }
}

TEST(FastModeTest, TheLargestDoubles) {
  double largest = std::numeric_limits<double>::max();
  auto draw = [largest](Random &random) {
    return std::uniform_real_distribution<double>(-0.5, 0.5)(random) * largest;
  };
  Weight weight = randomWeight(FloatFormat::F64, {1, 1, 80000, 1}, draw);
  Palettized result = palettize(weight, optionsOf(2));
  // A uniform distribution over 4 entries has them in the middle of quarters.
  EXPECT_THAT(
      result.table(weight, 0),
      ElementsAre(testing::DoubleNear(-0.375 * largest, 0.01 * largest),
                  testing::DoubleNear(-0.125 * largest, 0.01 * largest),
                  testing::DoubleNear(0.125 * largest, 0.01 * largest),
                  testing::DoubleNear(0.375 * largest, 0.01 * largest)));
}

//===----------------------------------------------------------------------===//
// Workers and outcomes
//===----------------------------------------------------------------------===//

TEST(ScalarOptionsTest, SameBytesForEveryNumberOfWorkers) {
  Weight scaled = unevenWeight(FloatFormat::F16, {1, 8, 40000, 4});
  addChannelScales(scaled);
  Weight interleaved = unevenWeight(FloatFormat::BF16, {300, 64, 1, 4});
  addChannelScales(interleaved);
  Weight important = randomWeight(FloatFormat::F32, {1, 2, 90000, 1});
  for (size_t i = 0; i < important.groups.elements(); ++i)
    important.importance.push_back(1.0f / (1 + i % 97));
  Weight plain = randomWeight(FloatFormat::F32, {1, 2, 300000, 2});
  // Here the order of a sum shows, in the last bits of an entry.
  Weight precise = randomWeight(FloatFormat::F64, {1, 1, 300000, 1});
  // More workers than there may be processors.
  tbb::global_control allow(tbb::global_control::max_allowed_parallelism, 4);
  for (const Weight &weight : {scaled, interleaved, important, plain, precise})
    for (TableType type : {TableType::AsWeight, TableType::UInt8}) {
      Palettized expected;
      tbb::task_arena(1).execute(
          [&] { expected = palettize(weight, optionsOf(4, type)); });
      for (int workers : {2, 4}) {
        Palettized result;
        tbb::task_arena(workers).execute(
            [&] { result = palettize(weight, optionsOf(4, type)); });
        EXPECT_EQ(result.tables, expected.tables);
        EXPECT_EQ(result.scales, expected.scales);
        EXPECT_EQ(result.indices, expected.indices);
        EXPECT_EQ(result.accuracy.squaredError, expected.accuracy.squaredError);
        EXPECT_EQ(result.accuracy.maxAbsError, expected.accuracy.maxAbsError);
      }
    }
}

TEST(ScalarOptionsTest, ManyWeightsAtOnce) {
  std::vector<Weight> sources;
  for (size_t i = 0; i < 40; ++i)
    sources.push_back(randomWeight(formats[i % 4],
                                   {1 + i % 3, 8, 30 * (i + 1), 1 + i % 2 * 3},
                                   drawNormal, i));
  sources.push_back(randomWeight(FloatFormat::F32, {1, 1, 100000, 1}));
  sources.push_back(randomWeight(FloatFormat::F32, {2, 2, 70000, 1}));
  std::vector<PaletteJob> jobs(sources.size());
  std::vector<std::vector<std::byte>> tables, indices;
  for (size_t i = 0; i < sources.size(); ++i) {
    const Weight &source = sources[i];
    size_t width = elements::byteWidth(source.format);
    tables.emplace_back((source.groups.count() << 4) * width);
    indices.emplace_back(elements::packedSize(source.groups.elements(), 4));
    jobs[i].request.format = source.format;
    jobs[i].request.weight = source.bytes;
    jobs[i].request.groups = source.groups;
    jobs[i].storage.tables = tables.back();
    jobs[i].storage.indices = indices.back();
  }
  palettize(jobs);
  for (size_t i = 0; i < sources.size(); ++i) {
    Palettized alone = palettize(sources[i], optionsOf(4));
    EXPECT_EQ(tables[i], alone.tables);
    EXPECT_EQ(indices[i], alone.indices);
    EXPECT_EQ(jobs[i].result.accuracy.squaredError,
              alone.accuracy.squaredError);
  }
}

// Too many tables to be held at once.
TEST(ScalarOptionsTest, ManyInterleavedChannels) {
  Weight weight = randomWeight(FloatFormat::F64, {3, 12000, 1, 1});
  Palettized result = palettize(weight, optionsOf(8));
  EXPECT_EQ(result.accuracy.squaredError, 0);
  expectConsistent(weight, result);
  weight = unevenWeight(FloatFormat::F16, {5, 60001, 1, 60001});
  addChannelScales(weight);
  expectConsistent(weight, palettize(weight, optionsOf(6, TableType::Int8)));
}

TEST(ScalarOptionsTest, NonFiniteElementsAreReported) {
  double bad[] = {std::numeric_limits<double>::infinity(),
                  -std::numeric_limits<double>::infinity(),
                  std::numeric_limits<double>::quiet_NaN()};
  for (FloatFormat format : formats)
    for (ChannelGroups groups :
         {ChannelGroups{1, 4, 100, 2}, {1, 2, 9000, 1}, {1, 2, 300000, 2}})
      for (bool isScaled : {false, true})
        for (double value : bad) {
          Weight weight = randomWeight(format, groups);
          if (isScaled)
            addChannelScales(weight);
          size_t place = groups.elements() / 2 + 3;
          elements::store(format, weight.bytes.data(), place, value);
          elements::store(format, weight.bytes.data(), place + 5, value);
          Palettized result = palettize(weight, optionsOf(4));
          EXPECT_EQ(result.outcome, Outcome::NonFinite);
          ASSERT_TRUE(result.nonFinite);
          EXPECT_EQ(result.nonFinite->index, place);
        }
}

TEST(ScalarOptionsTest, CancelledBeforeTheStart) {
  Monitor monitor;
  monitor.cancelled = true;
  for (ChannelGroups groups :
       {ChannelGroups{1, 4, 1000, 1}, {1, 1, 300000, 1}, {50, 8, 1, 2}}) {
    Weight weight = randomWeight(FloatFormat::F32, groups);
    EXPECT_EQ(palettize(weight, optionsOf(4), &monitor).outcome,
              Outcome::Cancelled);
  }
}

TEST(ScalarOptionsTest, CountsWhatIsDone) {
  Monitor monitor;
  size_t weights = 0, bytes = 0;
  for (ChannelGroups groups : {ChannelGroups{1, 4, 1000, 1}, {50, 8, 1, 2}}) {
    Weight weight = randomWeight(FloatFormat::F16, groups);
    palettize(weight, optionsOf(4), &monitor);
    EXPECT_EQ(monitor.weights, ++weights);
    EXPECT_EQ(monitor.bytes, bytes += weight.bytes.size());
  }
}

TEST(ScalarOptionsTest, ScratchIsBoundedUnlessAskedForTheOptimum) {
  PaletteRequest request;
  request.format = FloatFormat::F32;
  request.groups = {1, 1, size_t(1) << 30, 1};
  size_t bound = size_t(64 + 2 * 4) << 20;
  EXPECT_EQ(estimateScratch({&request, 1}, 2), bound);
  request.options.fastMode = false;
  EXPECT_EQ(estimateScratch({&request, 1}, 2), bound + (size_t(64) << 30));
  request.groups = {1, 1 << 20, 1 << 10, 64};
  EXPECT_EQ(estimateScratch({&request, 1}, 2), bound);
}

} // namespace

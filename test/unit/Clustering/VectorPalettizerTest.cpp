// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tests whole weights against their definition, vector by vector: which
// elements a vector consists of, which entry is nearest, how large the errors
// are, and how good the tables are beside plain k-means.

#include "Reference/StoredPalette.h"
#include "coreai/Clustering/Palettizer.h"
#include "coreai/Elements/BitPacking.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <hwy/targets.h>
#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <random>
#include <set>
#include <thread>
#include <vector>

using namespace coreai;
using namespace coreai::clustering;
using elements::FloatFormat;
using testing::Each;
using testing::ElementsAre;

namespace {

using Random = std::mt19937_64;
using Draw = std::function<double(Random &)>;
using Vector = std::vector<double>;

constexpr FloatFormat formats[] = {FloatFormat::F16, FloatFormat::BF16,
                                   FloatFormat::F32, FloatFormat::F64};
constexpr unsigned widths[] = {1, 2, 3, 4, 6, 8};
constexpr TableType narrowTypes[] = {TableType::Int8, TableType::UInt8,
                                     TableType::F8E4M3FN, TableType::F8E5M2};

double drawNormal(Random &random) {
  return std::normal_distribution<double>(0, 0.02)(random);
}

struct Weight {
  FloatFormat format = FloatFormat::F32;
  ChannelGroups groups;
  std::vector<std::byte> bytes;
  std::vector<float> importance;

  double element(size_t i) const {
    return elements::load(format, bytes.data(), i);
  }
  double importanceOf(size_t i) const {
    return importance.empty() ? 1 : importance[i];
  }
};

Weight randomWeight(FloatFormat format, ChannelGroups groups,
                    const Draw &draw = drawNormal, uint64_t seed = 1) {
  Weight weight = {format, groups, {}, {}};
  weight.bytes.resize(groups.elements() * elements::byteWidth(format));
  Random random(seed);
  for (size_t i = 0; i < groups.elements(); ++i)
    elements::store(format, weight.bytes.data(), i, draw(random));
  return weight;
}

/// A weight of one group and one position, whose elements are consecutive.
Weight weightOf(FloatFormat format, const std::vector<double> &values,
                size_t channels) {
  size_t next = 0;
  return randomWeight(format, {values.size() / channels, channels, 1, channels},
                      [&](Random &) { return values[next++]; });
}

void addImportance(Weight &weight, const Draw &draw, uint64_t seed = 2) {
  Random random(seed);
  for (size_t i = 0; i < weight.groups.elements(); ++i)
    weight.importance.push_back(static_cast<float>(draw(random)));
}

struct Palettized {
  PaletteOptions options;
  Outcome outcome;
  std::vector<std::byte> tables;
  std::vector<std::byte> indices;
  std::vector<std::byte> scales;
  metrics::ErrorSums accuracy;
  std::optional<NonFinite> nonFinite;
  size_t clampedScales = 0;

  std::vector<uint8_t> unpacked(const Weight &weight) const {
    std::vector<uint8_t> result(weight.groups.elements() / options.dim);
    elements::unpack(indices, options.bits, result);
    return result;
  }

  std::vector<Vector> table(const Weight &weight, size_t group) const {
    reference::StoredPalette stored = {.format = weight.format,
                                       .tableType = options.tableType,
                                       .groups = weight.groups,
                                       .bits = options.bits,
                                       .dim = options.dim,
                                       .tables = tables,
                                       .scales = scales,
                                       .channelScales = {}};
    std::vector<Vector> entries(size_t(1) << options.bits);
    for (size_t entry = 0; entry < entries.size(); ++entry)
      for (size_t d = 0; d < options.dim; ++d)
        entries[entry].push_back(
            stored.decode(group * weight.groups.groupChannels, entry, d));
    return entries;
  }
};

/// Gives \p result buffers that hold garbage.
PaletteJob prepare(const Weight &weight, const PaletteOptions &options,
                   Palettized &result) {
  size_t width = elements::byteWidth(weight.format);
  result.options = options;
  result.tables.assign((weight.groups.count() << options.bits) * options.dim *
                           tableByteWidth(options.tableType, weight.format),
                       std::byte(0xAA));
  result.indices.assign(
      elements::packedSize(weight.groups.elements() / options.dim,
                           options.bits),
      std::byte(0xAA));
  if (options.tableType != TableType::AsWeight)
    result.scales.assign(weight.groups.count() * width, std::byte(0xAA));
  return {.request = {.format = weight.format,
                      .weight = weight.bytes,
                      .groups = weight.groups,
                      .options = options,
                      .importance = weight.importance},
          .storage = {.tables = result.tables,
                      .indices = result.indices,
                      .scales = result.scales}};
}

void finish(const PaletteJob &job, Palettized &result) {
  result.outcome = job.result.outcome;
  result.accuracy = job.result.accuracy;
  result.nonFinite = job.result.nonFinite;
  result.clampedScales = job.result.clampedScales;
}

Palettized palettize(const Weight &weight, const PaletteOptions &options) {
  Palettized result;
  PaletteJob job = prepare(weight, options, result);
  clustering::palettize({&job, 1});
  finish(job, result);
  return result;
}

/// The elements of a vector of the index tensor, and its group.
struct Place {
  std::vector<size_t> elements;
  size_t group;
};

Place placeOf(const Weight &weight, size_t dim, size_t index) {
  const ChannelGroups &groups = weight.groups;
  size_t i = index % groups.inner;
  size_t v = index / groups.inner % (groups.channels / dim);
  size_t o = index / groups.inner / (groups.channels / dim);
  Place place;
  place.group = v * dim / groups.groupChannels;
  for (size_t d = 0; d < dim; ++d)
    place.elements.push_back(
        (o * groups.channels + v * dim + d) * groups.inner + i);
  return place;
}

/// The weighted squared distance of a vector of the weight and an entry, in a
/// unit that avoids overflow.
long double distance(const Weight &weight, const Place &place,
                     const Vector &entry, long double unit) {
  long double sum = 0;
  for (size_t d = 0; d < entry.size(); ++d) {
    long double difference =
        (weight.element(place.elements[d]) - (long double)entry[d]) / unit;
    sum += weight.importanceOf(place.elements[d]) * difference * difference;
  }
  return sum;
}

/// Checks indices, tables and accuracy against each other.
void expectConsistent(const Weight &weight, const Palettized &result) {
  ASSERT_EQ(result.outcome, Outcome::Palettized);
  size_t dim = result.options.dim;
  double largest = 0;
  for (size_t i = 0; i < weight.groups.elements(); ++i)
    largest = std::max(largest, std::abs(weight.element(i)));
  long double unit = largest > 0 ? largest : 1;

  std::vector<std::vector<Vector>> tables;
  for (size_t group = 0; group < weight.groups.count(); ++group) {
    tables.push_back(result.table(weight, group));
    EXPECT_TRUE(std::is_sorted(tables.back().begin(), tables.back().end()));
    for (const Vector &entry : tables.back())
      for (double value : entry)
        EXPECT_FALSE(value == 0 && std::signbit(value));
  }
  std::vector<uint8_t> indices = result.unpacked(weight);
  long double squaredError = 0, squaredNorm = 0;
  double maxAbsError = 0;
  for (size_t index = 0; index < indices.size(); ++index) {
    Place place = placeOf(weight, dim, index);
    const std::vector<Vector> &table = tables[place.group];
    const Vector &entry = table[indices[index]];
    long double found = distance(weight, place, entry, unit);
    for (size_t other = 0; other < table.size(); ++other) {
      long double distanceToOther = distance(weight, place, table[other], unit);
      ASSERT_GE(distanceToOther, found * (1 - 1e-14L) - 1e-290L)
          << "vector " << index << ", entry " << other;
      if (distanceToOther == found && table[other] == entry) {
        ASSERT_GE(other, indices[index]);
      }
    }
    for (size_t d = 0; d < dim; ++d) {
      double value = weight.element(place.elements[d]);
      double error = value - entry[d];
      squaredError += static_cast<long double>(error) * error;
      squaredNorm += static_cast<long double>(value) * value;
      maxAbsError = std::max(maxAbsError, std::abs(error));
    }
  }
  auto expectClose = [](double actual, long double expected) {
    // Sums beyond the range of double are infinite, and below it zero.
    if (expected > std::numeric_limits<double>::max())
      EXPECT_EQ(actual, std::numeric_limits<double>::infinity());
    else
      EXPECT_NEAR(actual, static_cast<double>(expected),
                  1e-10 * static_cast<double>(expected));
  };
  expectClose(result.accuracy.squaredError, squaredError);
  expectClose(result.accuracy.squaredNorm, squaredNorm);
  EXPECT_EQ(result.accuracy.maxAbsError, maxAbsError);

  // Packing the indices again also shows that the padding is zero.
  std::vector<std::byte> packedAgain(result.indices.size());
  elements::pack(indices, result.options.bits, packedAgain);
  EXPECT_EQ(packedAgain, result.indices);
}

//===----------------------------------------------------------------------===//
// Geometry
//===----------------------------------------------------------------------===//

// Two vectors per group at most, so that tables and indices are known.
TEST(VectorPalettizerTest, VectorsAreConsecutiveChannels) {
  Weight weight =
      randomWeight(FloatFormat::F32, {2, 4, 2, 2}, [](Random &) { return 0; });
  // [2, 4, 2]: the vectors are (1, 3), (2, 4); (5, 7), (6, 8), and for the
  // second outer index the other way round.
  std::vector<double> values = {1, 2, 3, 4, 5, 6, 7, 8, 2, 1, 4, 3, 6, 5, 8, 7};
  for (size_t i = 0; i < values.size(); ++i)
    elements::store(weight.format, weight.bytes.data(), i, values[i]);
  Palettized result = palettize(weight, {.bits = 1, .dim = 2});
  EXPECT_THAT(result.table(weight, 0), ElementsAre(Vector{1, 3}, Vector{2, 4}));
  EXPECT_THAT(result.table(weight, 1), ElementsAre(Vector{5, 7}, Vector{6, 8}));
  EXPECT_THAT(result.unpacked(weight), ElementsAre(0, 1, 0, 1, 1, 0, 1, 0));
  EXPECT_EQ(result.accuracy.squaredError, 0);
  EXPECT_EQ(result.accuracy.squaredNorm, 408);
}

TEST(VectorPalettizerTest, EveryShapeFormatWidthAndDim) {
  const ChannelGroups shapes[] = {
      {1, 96, 31, 48}, // Channels first.
      {1, 48, 50, 48}, // One group, and rows that are converted directly.
      {3, 96, 7, 48},  // Channels in the middle.
      {90, 96, 1, 48}, // Channels last, and groups that share bytes.
      {1, 48, 1, 48},  // One vector, or a few.
  };
  for (const ChannelGroups &groups : shapes)
    for (FloatFormat format : formats)
      for (unsigned dim : {2u, 3u, 4u, 8u, 16u})
        for (unsigned bits : {1u, 3u, 8u}) {
          SCOPED_TRACE(testing::Message()
                       << "elements " << groups.elements() << ", format "
                       << int(format) << ", dim " << dim << ", bits " << bits);
          Weight weight = randomWeight(format, groups);
          expectConsistent(weight,
                           palettize(weight, {.bits = bits, .dim = dim}));
        }
}

TEST(VectorPalettizerTest, EveryWidth) {
  for (unsigned bits : widths) {
    Weight weight = randomWeight(FloatFormat::F16, {2, 12, 333, 4});
    expectConsistent(weight, palettize(weight, {.bits = bits, .dim = 2}));
  }
}

// More than all workers keep in memory of a group.
TEST(VectorPalettizerTest, LargeGroup) {
  for (FloatFormat format : formats) {
    Weight weight = randomWeight(format, {1, 24, 20011, 24});
    expectConsistent(weight, palettize(weight, {.bits = 4, .dim = 3}));
  }
}

TEST(VectorPalettizerTest, NoElements) {
  Weight weight = {FloatFormat::F16, {0, 4, 5, 2}, {}, {}};
  for (TableType type : {TableType::AsWeight, TableType::UInt8}) {
    Palettized result =
        palettize(weight, {.bits = 4, .dim = 2, .tableType = type});
    EXPECT_EQ(result.outcome, Outcome::Palettized);
    for (size_t group : {0, 1})
      for (const Vector &entry : result.table(weight, group))
        EXPECT_THAT(entry, Each(0));
    for (size_t group = 0; group < (type == TableType::UInt8 ? 2 : 0); ++group)
      EXPECT_EQ(elements::load(weight.format, result.scales.data(), group), 1);
    EXPECT_EQ(result.accuracy.squaredNorm, 0);
  }
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

TEST(VectorPalettizerTest, FewVectorsAreStoredExactly) {
  for (FloatFormat format : formats)
    for (unsigned bits : widths)
      for (size_t dim : {2, 3, 4, 16})
        for (size_t distinct : {size_t(1), size_t(1) << bits}) {
          Weight source = randomWeight(format, {1, 1, distinct * dim, 1});
          Random random(3);
          std::vector<double> values;
          for (int vector = 0; vector < 999; ++vector) {
            size_t index = random() % distinct;
            for (size_t d = 0; d < dim; ++d)
              values.push_back(source.element(index * dim + d));
          }
          Weight weight = weightOf(format, values, dim);
          Palettized result = palettize(
              weight, {.bits = bits, .dim = static_cast<unsigned>(dim)});
          expectConsistent(weight, result);
          EXPECT_EQ(result.accuracy.squaredError, 0);
          EXPECT_EQ(result.accuracy.maxAbsError, 0);
        }
}

TEST(VectorPalettizerTest, PaddingRepeatsTheLastEntry) {
  Weight weight =
      weightOf(FloatFormat::F16, {0.5, 1, -1, 0, 0.5, -2, 0.5, 1}, 2);
  Palettized result = palettize(weight, {.bits = 3, .dim = 2});
  Vector last = {0.5, 1};
  EXPECT_THAT(result.table(weight, 0),
              ElementsAre(Vector{-1, 0}, Vector{0.5, -2}, last, last, last,
                          last, last, last));
  EXPECT_THAT(result.unpacked(weight), ElementsAre(2, 0, 1, 2));
}

TEST(VectorPalettizerTest, SignedZerosAreOneValue) {
  for (FloatFormat format : formats) {
    Weight weight = weightOf(format, {-0.0, 1, 0.0, 1, -2, -0.0, -2, 0.0}, 2);
    Palettized result = palettize(weight, {.bits = 1, .dim = 2});
    EXPECT_THAT(result.table(weight, 0),
                ElementsAre(Vector{-2, 0}, Vector{0, 1}));
    expectConsistent(weight, result);
    EXPECT_EQ(result.accuracy.squaredError, 0);
    // As two values they would fill the table.
    result = palettize(weight, {.bits = 2, .dim = 2});
    EXPECT_THAT(
        result.table(weight, 0),
        ElementsAre(Vector{-2, 0}, Vector{0, 1}, Vector{0, 1}, Vector{0, 1}));
    EXPECT_THAT(result.unpacked(weight), ElementsAre(1, 1, 0, 0));
  }
}

// Differences far below the largest element.
TEST(VectorPalettizerTest, ManyMagnitudesAreStoredExactly) {
  for (FloatFormat format : {FloatFormat::F32, FloatFormat::F64}) {
    double least = elements::decode(format, 1);
    double largest =
        elements::decode(format, elements::firstNonFinite(format) - 1);
    Weight weight = weightOf(
        format, {largest, least, largest, 0, -largest, 1, -largest, 2}, 2);
    Palettized result = palettize(weight, {.bits = 2, .dim = 2});
    EXPECT_THAT(result.unpacked(weight), ElementsAre(3, 2, 0, 1));
    EXPECT_EQ(result.accuracy.maxAbsError, 0);
  }
}

TEST(VectorPalettizerTest, HugeTinyAndOffsetElements) {
  for (FloatFormat format : formats) {
    double largest =
        elements::decode(format, elements::firstNonFinite(format) - 1);
    double least = elements::decode(format, 1);
    const Draw draws[] = {
        [&](Random &random) {
          return std::clamp(drawNormal(random) / 0.07, -1.0, 1.0) * largest;
        },
        [&](Random &random) {
          return least * std::round(200 * drawNormal(random));
        },
        [&](Random &random) {
          return least * std::round(2e4 * drawNormal(random));
        },
        [](Random &random) { return 1000 + 100 * drawNormal(random); },
        [](Random &random) { return std::exp(100 * drawNormal(random)); },
    };
    for (const Draw &draw : draws)
      for (unsigned dim : {2u, 3u}) {
        Weight weight = randomWeight(format, {1, 12, 200, 12}, draw);
        if (format == FloatFormat::F64 && std::abs(weight.element(0)) < 1e-300)
          continue; // Squares underflow; see Subnormals.
        expectConsistent(weight, palettize(weight, {.bits = 4, .dim = dim}));
      }
  }
}

// Scaling by a power of two changes nothing but the scale.
TEST(VectorPalettizerTest, SubnormalDoubles) {
  auto draw = [](Random &random) {
    return std::round(2e4 * drawNormal(random));
  };
  Weight weight = randomWeight(FloatFormat::F64, {1, 4, 500, 4}, draw);
  Weight tiny = weight;
  for (size_t i = 0; i < weight.groups.elements(); ++i)
    elements::store(FloatFormat::F64, tiny.bytes.data(), i,
                    std::ldexp(weight.element(i), -1074));
  Palettized result = palettize(tiny, {.bits = 4, .dim = 2});
  std::vector<Vector> table = result.table(tiny, 0);
  std::vector<uint8_t> indices = result.unpacked(tiny);
  for (Vector &entry : table)
    for (double &value : entry)
      value = std::ldexp(value, 1074);
  for (size_t index = 0; index < indices.size(); ++index) {
    Place place = placeOf(weight, 2, index);
    for (const Vector &entry : table)
      ASSERT_GE(distance(weight, place, entry, 1),
                distance(weight, place, table[indices[index]], 1));
  }
}

// Two entries as near: what is nearest is decided exactly.
TEST(VectorPalettizerTest, TiesTakeTheFirstEntry) {
  auto draw = [](Random &random) { return static_cast<double>(random() % 9); };
  for (unsigned dim : {2u, 4u, 5u}) {
    Weight weight =
        randomWeight(FloatFormat::BF16, {500, 2 * dim, 3, 2 * dim}, draw);
    Palettized result = palettize(weight, {.bits = 3, .dim = dim});
    expectConsistent(weight, result);
    std::vector<Vector> table = result.table(weight, 0);
    std::vector<uint8_t> indices = result.unpacked(weight);
    for (size_t index = 0; index < indices.size(); ++index) {
      Place place = placeOf(weight, dim, index);
      long double found = distance(weight, place, table[indices[index]], 1);
      for (size_t entry = 0; entry < indices[index]; ++entry)
        ASSERT_GT(distance(weight, place, table[entry], 1), found);
    }
  }
}

//===----------------------------------------------------------------------===//
// Importance
//===----------------------------------------------------------------------===//

TEST(VectorPalettizerTest, ImportanceOfEveryMagnitude) {
  const Draw draws[] = {
      [](Random &random) { return double(random() % 3); },
      [](Random &random) { return std::exp(300 * drawNormal(random)); },
      [](Random &random) { return 1e-38 * double(random() % 100); },
      [](Random &random) { return 1e36 * double(random() % 100); },
      [](Random &) { return 0; },
  };
  for (const Draw &draw : draws)
    for (FloatFormat format : {FloatFormat::F16, FloatFormat::F64})
      for (unsigned dim : {2u, 4u, 8u})
        for (size_t inner : {1, 100}) {
          Weight weight = randomWeight(format, {3, 16, inner, 8});
          addImportance(weight, draw);
          Palettized result = palettize(weight, {.bits = 3, .dim = dim});
          bool isUniform = *std::max_element(weight.importance.begin(),
                                             weight.importance.end()) == 0;
          if (isUniform)
            weight.importance.clear();
          if (dim * 8 <= 3 * inner || isUniform)
            expectConsistent(weight, result);
        }
}

// What counts more has the smaller error.
TEST(VectorPalettizerTest, ImportanceShiftsTheTable) {
  Weight weight = randomWeight(FloatFormat::F32, {1, 4, 3000, 4});
  auto errorOfFirstHalf = [&](const Palettized &result) {
    std::vector<Vector> table = result.table(weight, 0);
    std::vector<uint8_t> indices = result.unpacked(weight);
    double error = 0;
    for (size_t index = 0; index < indices.size() / 2; ++index)
      for (size_t d = 0; d < 2; ++d) {
        double value = weight.element(placeOf(weight, 2, index).elements[d]);
        error += std::pow(value - table[indices[index]][d], 2);
      }
    return error;
  };
  double before = errorOfFirstHalf(palettize(weight, {.bits = 4, .dim = 2}));
  for (size_t i = 0; i < weight.groups.elements(); ++i)
    weight.importance.push_back(i < 6000 ? 1 : 1e-3f);
  double after = errorOfFirstHalf(palettize(weight, {.bits = 4, .dim = 2}));
  EXPECT_LT(after, 0.99 * before);
}

TEST(VectorPalettizerTest, EqualImportanceIsNone) {
  Weight weight = randomWeight(FloatFormat::F16, {1, 8, 500, 4});
  Palettized expected = palettize(weight, {.bits = 4, .dim = 4});
  addImportance(weight, [](Random &) { return 0.5; });
  Palettized result = palettize(weight, {.bits = 4, .dim = 4});
  EXPECT_NEAR(result.accuracy.squaredError, expected.accuracy.squaredError,
              0.02 * expected.accuracy.squaredError);
}

//===----------------------------------------------------------------------===//
// Narrow tables
//===----------------------------------------------------------------------===//

TEST(VectorPalettizerTest, NarrowTables) {
  for (TableType type : narrowTypes)
    for (FloatFormat format : formats)
      for (unsigned bits : {2u, 6u, 8u})
        for (unsigned dim : {2u, 4u}) {
          Weight weight = randomWeight(format, {2, 8, 300, 4});
          Palettized result =
              palettize(weight, {.bits = bits, .dim = dim, .tableType = type});
          expectConsistent(weight, result);
        }
}

TEST(VectorPalettizerTest, NarrowTablesOfFewVectors) {
  for (TableType type : narrowTypes) {
    Weight weight = weightOf(FloatFormat::F32, {1, -1, 0, 1, -1, 0.25}, 2);
    Palettized result =
        palettize(weight, {.bits = 2, .dim = 2, .tableType = type});
    expectConsistent(weight, result);
    // 1 is the top level times the scale, up to rounding.
    EXPECT_NEAR(result.table(weight, 0)[3][0], 1, 1e-6);
  }
}

// Elements are the seven least numbers of f16, which the least scale that is a
// normal number can't tell apart.
TEST(VectorPalettizerTest, FaintGroupsOfFewVectorsAreExact) {
  Weight weight = randomWeight(FloatFormat::F16, {1, 8, 10, 4});
  for (size_t i = 0; i < 40; ++i)
    elements::store(weight.format, weight.bytes.data(), i,
                    0x1p-24 * (static_cast<double>(i % 5 * 3 % 7) - 3));
  Palettized result = palettize(
      weight, {.bits = 4, .dim = 2, .tableType = TableType::F8E4M3FN});
  expectConsistent(weight, result);
  EXPECT_EQ(result.clampedScales, 0u);
  std::vector<Vector> table = result.table(weight, 0);
  for (size_t i = 0; i < 10; ++i)
    EXPECT_THAT(table,
                testing::Contains(ElementsAre(weight.element(i) + 0.0,
                                              weight.element(10 + i) + 0.0)));
}

// Each component of the vectors takes the nearest number on a scale, of which
// the best is stored.
TEST(VectorPalettizerTest, FaintVectorsTakeTheBestScale) {
  for (FloatFormat format : {FloatFormat::F16, FloatFormat::F32})
    for (uint64_t seed = 0; seed < 10; ++seed) {
      double unit = format == FloatFormat::F16 ? 0x1p-24 : 0x1p-138;
      Weight weight = randomWeight(
          format, {1, 2, 4, 2},
          [&](Random &random) {
            return unit *
                   std::uniform_real_distribution<double>(-27, 27)(random);
          },
          seed);
      double largest = 0;
      for (size_t i = 0; i < 8; ++i)
        largest = std::max(largest, std::abs(weight.element(i)));
      double least = std::numeric_limits<double>::infinity();
      for (double top = 448; top >= 0x1p-9; top /= 2) {
        double scale = largest / top;
        scale = std::ceil(scale / elements::decode(format, 1)) *
                elements::decode(format, 1); // It may have more bits than that.
        uint64_t bits = elements::encode(format, scale);
        if (elements::decode(format, bits) < scale)
          ++bits;
        scale = elements::decode(format, bits);
        double error = 0;
        for (size_t i = 0; i < 8; ++i) {
          double nearest = std::numeric_limits<double>::infinity();
          for (double level : tableLevels(TableType::F8E4M3FN)) {
            double number = elements::decode(
                format, elements::encode(format, level * scale));
            nearest = std::min(nearest, std::abs(number - weight.element(i)));
          }
          error += nearest * nearest;
        }
        least = std::min(least, error);
      }
      Palettized result = palettize(
          weight, {.bits = 2, .dim = 2, .tableType = TableType::F8E4M3FN});
      expectConsistent(weight, result);
      EXPECT_NEAR(result.accuracy.squaredError, least, 1e-9 * least);
      EXPECT_EQ(result.clampedScales, least > 0 ? 1u : 0u);
    }
}

TEST(VectorPalettizerTest, FaintGroups) {
  for (FloatFormat format : {FloatFormat::F16, FloatFormat::F32})
    for (size_t inner : {100u, 3000u}) {
      double unit = format == FloatFormat::F16 ? 0x1p-24 : 0x1p-138;
      Weight weight =
          randomWeight(format, {1, 4, inner, 2}, [&](Random &random) {
            return unit *
                   std::uniform_real_distribution<double>(-27, 27)(random);
          });
      Palettized exact = palettize(weight, {.bits = 4, .dim = 2});
      Palettized result = palettize(
          weight, {.bits = 4, .dim = 2, .tableType = TableType::F8E4M3FN});
      expectConsistent(weight, result);
      EXPECT_EQ(result.clampedScales, 2u);
      EXPECT_EQ(exact.clampedScales, 0u);
      Palettized alone;
      tbb::task_arena(1).execute([&] {
        alone = palettize(
            weight, {.bits = 4, .dim = 2, .tableType = TableType::F8E4M3FN});
      });
      EXPECT_EQ(result.tables, alone.tables);
      EXPECT_EQ(result.scales, alone.scales);
      EXPECT_EQ(result.indices, alone.indices);
      EXPECT_LT(result.accuracy.squaredError,
                1.1 * exact.accuracy.squaredError);
    }
}

TEST(VectorPalettizerTest, NarrowZerosHaveNoSign) {
  for (TableType type : narrowTypes)
    for (double scale : {1e-3, 3e-6, 2e-7}) {
      Weight weight =
          weightOf(FloatFormat::F16, {-0.0, scale, 0.0, -scale, -0.0, -0.0}, 2);
      Palettized result =
          palettize(weight, {.bits = 2, .dim = 2, .tableType = type});
      expectConsistent(weight, result);
      for (const Vector &entry : result.table(weight, 0))
        for (double value : entry)
          EXPECT_FALSE(value == 0 && std::signbit(value));
    }
}

//===----------------------------------------------------------------------===//
// Quality
//===----------------------------------------------------------------------===//

/// The inertia of plain Lloyd in double, from k-means++ seeds.
double referenceInertia(const std::vector<Vector> &vectors, size_t clusters,
                        uint64_t seed) {
  Random random(seed);
  size_t dim = vectors[0].size();
  auto squared = [&](const Vector &a, const Vector &b) {
    double sum = 0;
    for (size_t d = 0; d < dim; ++d)
      sum += (a[d] - b[d]) * (a[d] - b[d]);
    return sum;
  };
  std::vector<Vector> means = {vectors[random() % vectors.size()]};
  Vector potential(vectors.size(), std::numeric_limits<double>::infinity());
  while (means.size() < clusters) {
    for (size_t i = 0; i < vectors.size(); ++i)
      potential[i] = std::min(potential[i], squared(vectors[i], means.back()));
    std::discrete_distribution<size_t> draw(potential.begin(), potential.end());
    means.push_back(vectors[draw(random)]);
  }
  double inertia = std::numeric_limits<double>::infinity();
  for (int iteration = 0; iteration < 300; ++iteration) {
    std::vector<Vector> sums(clusters, Vector(dim));
    Vector counts(clusters);
    double previous = inertia;
    inertia = 0;
    for (const Vector &vector : vectors) {
      size_t nearest = 0;
      double least = squared(vector, means[0]);
      for (size_t k = 1; k < clusters; ++k)
        if (double other = squared(vector, means[k]); other < least) {
          least = other;
          nearest = k;
        }
      inertia += least;
      counts[nearest] += 1;
      for (size_t d = 0; d < dim; ++d)
        sums[nearest][d] += vector[d];
    }
    if (previous - inertia <= 1e-6 * inertia)
      break;
    for (size_t k = 0; k < clusters; ++k)
      for (size_t d = 0; d < dim && counts[k] > 0; ++d)
        means[k][d] = sums[k][d] / counts[k];
  }
  return inertia;
}

std::vector<Vector> vectorsOf(const Weight &weight, size_t dim) {
  std::vector<Vector> vectors;
  for (size_t index = 0; index < weight.groups.elements() / dim; ++index) {
    vectors.emplace_back();
    for (size_t element : placeOf(weight, dim, index).elements)
      vectors.back().push_back(weight.element(element));
  }
  return vectors;
}

/// Medians over a few seeds of either.
void expectAsGoodAsPlainKMeans(const Weight &weight, unsigned dim,
                               unsigned bits) {
  std::vector<Vector> vectors = vectorsOf(weight, dim);
  Vector expected, actual;
  for (uint64_t seed = 0; seed < 5; ++seed) {
    expected.push_back(referenceInertia(vectors, size_t(1) << bits, seed));
    actual.push_back(palettize(weight, {.bits = bits, .dim = dim, .seed = seed})
                         .accuracy.squaredError);
  }
  std::sort(expected.begin(), expected.end());
  std::sort(actual.begin(), actual.end());
  EXPECT_LE(actual[2], 1.001 * expected[2])
      << "dim " << dim << ", bits " << bits;
}

TEST(VectorPalettizerTest, AsGoodAsPlainKMeans) {
  for (unsigned dim : {2u, 4u})
    for (unsigned bits : {2u, 4u, 6u})
      expectAsGoodAsPlainKMeans(
          randomWeight(FloatFormat::F32, {1, 16, 1000, 16}), dim, bits);
}

// Next to it, all errors are small.
TEST(VectorPalettizerTest, AsGoodAsPlainKMeansWithAnOutlier) {
  Weight weight = randomWeight(FloatFormat::F32, {1, 16, 1000, 16});
  elements::store(weight.format, weight.bytes.data(), 0, 1e3);
  for (unsigned bits : {2u, 4u, 6u})
    expectAsGoodAsPlainKMeans(weight, 2, bits);
}

// Local optima differ most where there are few vectors.
TEST(VectorPalettizerTest, SmallGroupsAreAsGoodAsTheBestOfSeveralRuns) {
  for (unsigned dim : {2u, 4u})
    for (unsigned bits : {1u, 2u, 3u, 4u})
      for (uint64_t source = 0; source < 4; ++source) {
        Weight weight =
            randomWeight(FloatFormat::F32, {1, 16, 80, 16}, drawNormal, source);
        std::vector<Vector> vectors = vectorsOf(weight, dim);
        double actual =
            palettize(weight, {.bits = bits, .dim = dim}).accuracy.squaredError;
        for (uint64_t seed = 0; seed < 8; ++seed)
          EXPECT_LE(actual,
                    1.002 * referenceInertia(vectors, size_t(1) << bits, seed))
              << "dim " << dim << ", bits " << bits << ", source " << source;
      }
}

// Rounding means is not the best that can be done where levels are far apart.
TEST(VectorPalettizerTest, NoComponentOfASmallNarrowTableCanBeMoved) {
  for (TableType type :
       {TableType::Int8, TableType::F8E4M3FN, TableType::F8E5M2})
    for (unsigned bits : {1u, 2u, 3u})
      for (uint64_t source = 0; source < 4; ++source) {
        Weight weight =
            randomWeight(FloatFormat::BF16, {1, 8, 60, 8}, drawNormal, source);
        std::vector<Vector> vectors = vectorsOf(weight, 2);
        Palettized result =
            palettize(weight, {.bits = bits, .dim = 2, .tableType = type});
        std::vector<Vector> table = result.table(weight, 0);
        double scale = elements::load(weight.format, result.scales.data(), 0);
        auto errorOf = [&](const std::vector<Vector> &entries) {
          double error = 0;
          for (const Vector &vector : vectors) {
            double least = std::numeric_limits<double>::infinity();
            for (const Vector &entry : entries)
              least = std::min(least, std::pow(vector[0] - entry[0], 2) +
                                          std::pow(vector[1] - entry[1], 2));
            error += least;
          }
          return error;
        };
        Vector levels;
        for (double level : tableLevels(type))
          levels.push_back(elements::decode(
              weight.format, elements::encode(weight.format, level * scale)));
        double error = errorOf(table);
        for (Vector &entry : table)
          for (double &component : entry) {
            double old = component;
            auto above = std::upper_bound(levels.begin(), levels.end(), old);
            auto here = std::lower_bound(levels.begin(), levels.end(), old);
            if (above != levels.end()) {
              component = *above;
              EXPECT_GE(errorOf(table), error * (1 - 1e-9));
            }
            if (here != levels.begin()) {
              component = *(here - 1);
              EXPECT_GE(errorOf(table), error * (1 - 1e-9));
            }
            component = old;
          }
      }
}

// Most vectors are alike: a sample shows few of the others.
TEST(VectorPalettizerTest, SparseWeight) {
  auto draw = [](Random &random) {
    return random() % 1000 ? 0 : drawNormal(random);
  };
  Weight weight = randomWeight(FloatFormat::F16, {1, 8, 60000, 8}, draw);
  Palettized result = palettize(weight, {.bits = 6, .dim = 2});
  expectConsistent(weight, result);
  EXPECT_LT(result.accuracy.squaredError, 0.1 * result.accuracy.squaredNorm);
}

//===----------------------------------------------------------------------===//
// Outcomes
//===----------------------------------------------------------------------===//

TEST(VectorPalettizerTest, NonFiniteElements) {
  for (FloatFormat format : formats)
    for (uint64_t bits :
         {elements::firstNonFinite(format), elements::quietNaN(format)}) {
      Weight weight = randomWeight(format, {1, 4, 100, 2});
      elements::storeBits(format, weight.bytes.data(), 123, bits);
      Palettized result = palettize(weight, {.dim = 2});
      EXPECT_EQ(result.outcome, Outcome::NonFinite);
      ASSERT_TRUE(result.nonFinite);
      EXPECT_EQ(result.nonFinite->index, 123u);
    }
}

TEST(VectorPalettizerTest, Cancelled) {
  Weight weight = randomWeight(FloatFormat::F16, {1, 64, 20000, 64});
  Monitor monitor;
  monitor.cancelled = true;
  Palettized result;
  PaletteJob job = prepare(weight, {.bits = 8, .dim = 4}, result);
  clustering::palettize({&job, 1}, &monitor);
  EXPECT_EQ(job.result.outcome, Outcome::Cancelled);

  monitor.cancelled = false;
  std::thread canceller([&] { monitor.cancelled = true; });
  clustering::palettize({&job, 1}, &monitor);
  canceller.join();
}

TEST(VectorPalettizerTest, CountsWhatIsDone) {
  Weight weights[] = {randomWeight(FloatFormat::F16, {1, 8, 50, 4}),
                      randomWeight(FloatFormat::F32, {1, 4, 30, 4}),
                      randomWeight(FloatFormat::F32, {1, 4, 30, 4})};
  elements::storeBits(FloatFormat::F32, weights[2].bytes.data(), 7,
                      elements::firstNonFinite(FloatFormat::F32));
  std::vector<PaletteJob> jobs;
  Palettized results[3];
  for (size_t i = 0; i < 3; ++i)
    jobs.push_back(prepare(weights[i], {.bits = 2, .dim = 2}, results[i]));
  Monitor monitor;
  clustering::palettize(jobs, &monitor);
  EXPECT_EQ(monitor.weights, 3u);
  EXPECT_EQ(monitor.bytes, weights[0].bytes.size() + weights[1].bytes.size());
}

//===----------------------------------------------------------------------===//
// The same everywhere
//===----------------------------------------------------------------------===//

void expectSame(const Palettized &result, const Palettized &expected) {
  EXPECT_EQ(result.tables, expected.tables);
  EXPECT_EQ(result.indices, expected.indices);
  EXPECT_EQ(result.scales, expected.scales);
  EXPECT_EQ(result.accuracy.squaredError, expected.accuracy.squaredError);
  EXPECT_EQ(result.accuracy.squaredNorm, expected.accuracy.squaredNorm);
  EXPECT_EQ(result.accuracy.maxAbsError, expected.accuracy.maxAbsError);
}

struct Case {
  Weight weight;
  PaletteOptions options;
};

std::vector<Case> casesOfAllKinds() {
  std::vector<Case> cases = {
      {randomWeight(FloatFormat::F16, {1, 8, 60000, 8}), {.bits = 4, .dim = 4}},
      {randomWeight(FloatFormat::BF16, {1, 64, 100, 2}), {.bits = 3, .dim = 2}},
      {randomWeight(FloatFormat::F32, {700, 48, 1, 16}), {.bits = 6, .dim = 8}},
      {randomWeight(FloatFormat::F64, {5, 6, 900, 3}), {.bits = 6, .dim = 3}},
      {randomWeight(FloatFormat::F16, {3, 8, 999, 4}),
       {.bits = 8, .dim = 1, .tableType = TableType::Int8}},
  };
  addImportance(cases[1].weight, drawNormal);
  for (float &importance : cases[1].weight.importance)
    importance = std::abs(importance);
  return cases;
}

std::vector<Palettized> palettizeAll(const std::vector<Case> &cases) {
  std::vector<Palettized> results(cases.size());
  std::vector<PaletteJob> jobs;
  for (size_t i = 0; i < cases.size(); ++i)
    jobs.push_back(prepare(cases[i].weight, cases[i].options, results[i]));
  clustering::palettize(jobs);
  for (size_t i = 0; i < cases.size(); ++i)
    finish(jobs[i], results[i]);
  return results;
}

TEST(VectorPalettizerTest, SameBytesForEveryNumberOfWorkers) {
  std::vector<Case> cases = casesOfAllKinds();
  // More workers than there may be processors.
  tbb::global_control allow(tbb::global_control::max_allowed_parallelism, 4);
  std::vector<Palettized> expected;
  for (const Case &each : cases)
    tbb::task_arena(1).execute(
        [&] { expected.push_back(palettize(each.weight, each.options)); });
  for (int workers : {1, 2, 4})
    for (int round = 0; round < 2; ++round) {
      std::vector<Palettized> results;
      tbb::task_arena(workers).execute([&] { results = palettizeAll(cases); });
      for (size_t i = 0; i < cases.size(); ++i)
        expectSame(results[i], expected[i]);
    }
}

TEST(VectorPalettizerTest, SameBytesForEveryInstructionSet) {
  std::vector<Case> cases = casesOfAllKinds();
  std::vector<Palettized> expected = palettizeAll(cases);
  for (int64_t target : hwy::SupportedAndGeneratedTargets()) {
    hwy::SetSupportedTargetsForTest(target);
    std::vector<Palettized> results = palettizeAll(cases);
    for (size_t i = 0; i < cases.size(); ++i)
      expectSame(results[i], expected[i]);
  }
  hwy::SetSupportedTargetsForTest(0);
}

} // namespace

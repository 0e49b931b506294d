// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Weights to test with, and the meaning of what palettizing makes of them: read
// from the documented layout, with no code shared with what is tested.

#ifndef COREAI_TEST_REFERENCE_WEIGHTS_H
#define COREAI_TEST_REFERENCE_WEIGHTS_H

#include "Reference/StoredPalette.h"
#include "coreai/Clustering/Palettizer.h"
#include "coreai/Elements/BitPacking.h"
#include "coreai/Elements/FloatFormat.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <random>
#include <vector>

namespace coreai::clustering::test {

using elements::FloatFormat;

struct Weight {
  FloatFormat format;
  ChannelGroups groups;
  std::vector<std::byte> bytes;
  std::vector<std::byte> channelScales = {};
  std::vector<float> importance = {};

  double element(size_t i) const {
    return elements::load(format, bytes.data(), i);
  }

  /// The group of element \p i, from the definition of the shape.
  size_t groupOf(size_t i) const {
    size_t channel = i / groups.inner % groups.channels;
    return channel / groups.groupChannels;
  }
};

/// A weight's indices, tables and scales, and what they mean.
struct Palettized {
  PaletteOptions options;
  std::vector<std::byte> tables;
  std::vector<std::byte> scales;
  std::vector<std::byte> indices;
  Outcome outcome;
  std::optional<NonFinite> nonFinite;
  metrics::ErrorSums accuracy;
  size_t clampedScales = 0;

  reference::StoredPalette stored(const Weight &weight) const {
    return {.format = weight.format,
            .tableType = options.tableType,
            .groups = weight.groups,
            .bits = options.bits,
            .dim = 1,
            .tables = tables,
            .scales = scales,
            .channelScales = weight.channelScales};
  }

  /// The entries of a group's table, less their zero point.
  std::vector<double> table(const Weight &weight, size_t group) const {
    std::vector<double> entries;
    for (size_t entry = 0; entry < size_t(1) << options.bits; ++entry)
      entries.push_back(stored(weight).level(group, entry));
    return entries;
  }

  /// What a channel's entries are multiplied with.
  double scale(const Weight &weight, size_t channel) const {
    return stored(weight).scale(channel);
  }

  /// What a channel's indices decode to.
  std::vector<double> decoded(const Weight &weight, size_t channel) const {
    std::vector<double> entries;
    for (size_t entry = 0; entry < size_t(1) << options.bits; ++entry)
      entries.push_back(stored(weight).decode(channel, entry));
    return entries;
  }

  std::vector<uint8_t> unpacked(const Weight &weight) const {
    std::vector<uint8_t> result(weight.groups.elements());
    elements::unpack(indices, options.bits, result);
    return result;
  }
};

/// Palettizes into buffers that hold garbage before.
inline Palettized palettize(const Weight &weight, const PaletteOptions &options,
                            Monitor *monitor = nullptr) {
  Palettized result;
  result.options = options;
  size_t width = elements::byteWidth(weight.format);
  size_t entries = weight.groups.count() << options.bits;
  result.tables.assign(entries *
                           tableByteWidth(options.tableType, weight.format),
                       std::byte(0xAA));
  result.indices.assign(
      elements::packedSize(weight.groups.elements(), options.bits),
      std::byte(0xAA));
  if (options.tableType != TableType::AsWeight)
    result.scales.assign((weight.channelScales.empty()
                              ? weight.groups.count()
                              : weight.groups.channels) *
                             width,
                         std::byte(0xAA));
  PaletteJob job = {.request = {.format = weight.format,
                                .weight = weight.bytes,
                                .groups = weight.groups,
                                .options = options,
                                .channelScales = weight.channelScales,
                                .importance = weight.importance},
                    .storage = {.tables = result.tables,
                                .indices = result.indices,
                                .scales = result.scales}};
  clustering::palettize({&job, 1}, monitor);
  result.outcome = job.result.outcome;
  result.nonFinite = job.result.nonFinite;
  result.accuracy = job.result.accuracy;
  result.clampedScales = job.result.clampedScales;
  return result;
}

/// Palettizes at the optimum, with entries as the weight.
inline Palettized palettize(const Weight &weight, unsigned bits) {
  PaletteOptions options;
  options.bits = bits;
  options.fastMode = false;
  Palettized result = palettize(weight, options);
  EXPECT_EQ(result.outcome, Outcome::Palettized);
  return result;
}

using Random = std::mt19937_64;
using Draw = std::function<double(Random &)>;

inline double drawNormal(Random &random) {
  return std::normal_distribution<double>(0, 0.02)(random);
}

/// A weight of random elements.
inline Weight randomWeight(FloatFormat format, ChannelGroups groups,
                           const Draw &draw = drawNormal, uint64_t seed = 1) {
  Weight weight = {format, groups, {}};
  weight.bytes.resize(groups.elements() * elements::byteWidth(format));
  Random random(seed);
  for (size_t i = 0; i < groups.elements(); ++i)
    elements::store(format, weight.bytes.data(), i, draw(random));
  return weight;
}

/// A weight of one group with the given elements.
inline Weight weightOf(FloatFormat format, const std::vector<double> &values) {
  size_t next = 0;
  return randomWeight(format, {1, 1, values.size(), 1},
                      [&](Random &) { return values[next++]; });
}

/// The index of the entry nearest to \p value, the lowest of several.
inline size_t nearestEntry(const std::vector<double> &entries, double value) {
  size_t nearest = 0;
  for (size_t entry = 1; entry < entries.size(); ++entry)
    if (std::abs(static_cast<long double>(value) - entries[entry]) <
        std::abs(static_cast<long double>(value) - entries[nearest]))
      nearest = entry;
  return nearest;
}

/// Checks indices, tables and accuracy against each other.
inline void expectConsistent(const Weight &weight, const Palettized &result) {
  ASSERT_EQ(result.outcome, Outcome::Palettized);
  std::vector<std::vector<double>> decoded;
  for (size_t channel = 0; channel < weight.groups.channels; ++channel) {
    decoded.push_back(result.decoded(weight, channel));
    ASSERT_TRUE(std::is_sorted(decoded.back().begin(), decoded.back().end()));
  }
  std::vector<uint8_t> indices = result.unpacked(weight);
  long double squaredError = 0, squaredNorm = 0;
  double maxAbsError = 0;
  for (size_t i = 0; i < indices.size(); ++i) {
    const std::vector<double> &entries = decoded[weight.groups.channelOf(i)];
    double value = weight.element(i);
    ASSERT_EQ(indices[i], nearestEntry(entries, value)) << "element " << i;
    double error = value - entries[indices[i]];
    squaredError += static_cast<long double>(error) * error;
    squaredNorm += static_cast<long double>(value) * value;
    maxAbsError = std::max(maxAbsError, std::abs(error));
  }
  auto expectClose = [](double actual, long double expected) {
    EXPECT_NEAR(actual, static_cast<double>(expected),
                1e-12 * static_cast<double>(expected));
  };
  expectClose(result.accuracy.squaredError, squaredError);
  expectClose(result.accuracy.squaredNorm, squaredNorm);
  EXPECT_EQ(result.accuracy.maxAbsError, maxAbsError);

  // Packing the indices again also shows that the padding is zero.
  std::vector<std::byte> packedAgain(result.indices.size());
  elements::pack(indices, result.options.bits, packedAgain);
  EXPECT_EQ(result.indices, packedAgain);
}

} // namespace coreai::clustering::test

#endif // COREAI_TEST_REFERENCE_WEIGHTS_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Plain recipes for palettizing a weight, to hold the real one against: the
// best table in double, or what a run of Lloyd's iteration finds for vectors,
// then rounded to what is stored, and every element given the nearest entry.

#ifndef COREAI_TEST_REFERENCE_PALETTES_H
#define COREAI_TEST_REFERENCE_PALETTES_H

#include "Reference/KMeans.h"
#include "coreai/Clustering/KMeans1D.h"
#include "coreai/Clustering/TableType.h"
#include "coreai/Elements/FloatFormat.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <random>
#include <span>
#include <vector>

namespace coreai::test {

using clustering::TableType;
using elements::FloatFormat;

//===----------------------------------------------------------------------===//
// Weights
//===----------------------------------------------------------------------===//

/// A weight's numbers, and which of them share a table.
struct PlainWeight {
  FloatFormat format;
  std::span<const double> values; // Numbers of the format, row-major.
  size_t channels;
  size_t inner; // Elements from one channel to the next.
  size_t groupChannels;

  size_t groups() const { return channels / groupChannels; }
  size_t channelOf(size_t element) const { return element / inner % channels; }
  size_t groupOf(size_t element) const {
    return channelOf(element) / groupChannels;
  }
};

inline double rounded(FloatFormat format, double value) {
  return elements::decode(format, elements::encode(format, value));
}

/// The least number of \p format that isn't below \p value, which is positive.
inline double roundedUp(FloatFormat format, double value) {
  uint64_t bits = elements::encode(format, value);
  return elements::decode(
      format, elements::decode(format, bits) < value ? bits + 1 : bits);
}

/// The index of the nearest of ascending \p numbers.
inline size_t nearestOf(std::span<const double> numbers, double value) {
  auto above = std::lower_bound(numbers.begin(), numbers.end(), value);
  if (above == numbers.end() ||
      (above != numbers.begin() && value - *(above - 1) <= *above - value))
    --above;
  return above - numbers.begin();
}

//===----------------------------------------------------------------------===//
// Narrow types
//===----------------------------------------------------------------------===//

inline bool isFloat(TableType type) {
  return type == TableType::F8E4M3FN || type == TableType::F8E5M2;
}

/// What entries of a narrow \p type stand for before scaling, ascending.
inline const std::vector<double> &levelsOf(TableType type) {
  static std::map<TableType, std::vector<double>> cache;
  std::vector<double> &levels = cache[type];
  if (!levels.empty())
    return levels;
  if (isFloat(type)) {
    FloatFormat format = type == TableType::F8E4M3FN ? FloatFormat::F8E4M3FN
                                                     : FloatFormat::F8E5M2;
    for (uint64_t code = 0; code < 256; ++code)
      if (elements::isFinite(format, code) && code != 0x80)
        levels.push_back(elements::decode(format, code));
    std::sort(levels.begin(), levels.end());
  } else {
    for (int level = -127; level <= 127; ++level)
      levels.push_back(level);
  }
  return levels;
}

/// The scale of a table whose largest magnitude is \p largest, before it is
/// rounded up to what is stored. It maps the highest level to that magnitude;
/// for floats, a lower one if the scale, times the least channel scale that it
/// will be combined with, would not be a normal number otherwise.
inline double plainScale(TableType type, FloatFormat format, double largest,
                         double leastChannelScale) {
  if (largest == 0)
    return 1;
  double top = levelsOf(type).back();
  double leastNormal = format == FloatFormat::F16 ? 0x1p-14 : 0x1p-126;
  while (isFloat(type) && largest / top * leastChannelScale < leastNormal)
    top /= 2;
  return largest / top;
}

//===----------------------------------------------------------------------===//
// Scalars
//===----------------------------------------------------------------------===//

constexpr std::array<unsigned, 6> kAllBits = {1, 2, 3, 4, 6, 8};

/// The optimal tables of a weight's groups, for every width of index, and what
/// becomes of them when they are stored.
class ScalarReference {
public:
  /// Which tables to take where several are optimal, as may be where elements
  /// lie on a coarse grid: some of them round better than others.
  enum class Ties { Oracle, Solver };

  /// With channel scales, elements are divided by the largest magnitude of
  /// their channel, and their squared errors count with its square.
  ScalarReference(const PlainWeight &weight, bool isScaled,
                  Ties ties = Ties::Oracle);

  /// The error of the optimal tables, and of those rounded to the weight's
  /// type with every element where it was, but for channel scales.
  long double optimalError(unsigned bits) const { return errors.at(bits); }
  long double roundedError(unsigned bits) const {
    return errors.at(bits) + roundings.at(bits);
  }

  /// The error of the weight as stored with entries of \p type.
  double plainError(unsigned bits, TableType type) const;

private:
  void solveGroup(size_t group);

  /// What the entries of a group decode to in each of its channels.
  std::vector<std::vector<double>>
  decode(size_t group, std::span<const double> centroids, TableType type) const;

  PlainWeight weight;
  Ties ties;
  std::vector<double> channelScales;
  std::map<unsigned, std::vector<std::vector<double>>> centroids; // By group.
  std::map<unsigned, long double> errors, roundings;
};

inline ScalarReference::ScalarReference(const PlainWeight &weight,
                                        bool isScaled, Ties ties)
    : weight(weight), ties(ties), channelScales(weight.channels) {
  for (size_t i = 0; i < weight.values.size(); ++i) {
    double &scale = channelScales[weight.channelOf(i)];
    scale = std::max(scale, std::abs(weight.values[i]));
  }
  for (double &scale : channelScales)
    if (!isScaled || scale == 0)
      scale = 1;
  for (size_t group = 0; group < weight.groups(); ++group)
    solveGroup(group);
}

/// The squared error of intervals that are each served by their mean.
inline double errorOf(std::span<const double> values,
                      std::span<const double> weights,
                      std::span<const size_t> bounds) {
  long double error = 0;
  for (size_t c = 0; c + 1 < bounds.size(); ++c) {
    long double total = 0, first = 0;
    for (size_t i = bounds[c]; i < bounds[c + 1]; ++i) {
      total += weights[i];
      first += static_cast<long double>(weights[i]) * values[i];
    }
    for (size_t i = bounds[c]; i < bounds[c + 1]; ++i) {
      long double distance = values[i] - first / total;
      error += weights[i] * distance * distance;
    }
  }
  return static_cast<double>(error);
}

inline void ScalarReference::solveGroup(size_t group) {
  std::map<double, double> samples;
  for (size_t i = 0; i < weight.values.size(); ++i) {
    double scale = channelScales[weight.channelOf(i)];
    if (weight.groupOf(i) == group)
      samples[weight.values[i] / scale] += scale * scale;
  }
  std::vector<double> values, weights;
  for (auto [value, count] : samples) {
    values.push_back(value);
    weights.push_back(count);
  }
  auto clustersFor = [&](unsigned bits) {
    return std::min(values.size(), size_t(1) << bits);
  };
  std::vector<std::vector<size_t>> boundaries =
      clustering::reference::DivideAndConquerKMeans(values, weights)
          .boundaries(clustersFor(8));
  for (unsigned bits : kAllBits) {
    std::vector<double> &table = centroids[bits].emplace_back();
    std::vector<size_t> bounds = boundaries[clustersFor(bits) - 1];
    if (ties == Ties::Solver) {
      // Optimal, if its error is the oracle's.
      clustering::KMeans1D solved = clustering::solveKMeans1D(
          values, weights, static_cast<unsigned>(clustersFor(bits)));
      EXPECT_NEAR(solved.error, errorOf(values, weights, bounds),
                  1e-9 * solved.error);
      bounds = solved.boundaries;
    }
    for (size_t c = 0; c < clustersFor(bits); ++c) {
      long double total = 0, first = 0;
      for (size_t i = bounds[c]; i < bounds[c + 1]; ++i) {
        total += weights[i];
        first += static_cast<long double>(weights[i]) * values[i];
      }
      long double mean = first / total;
      for (size_t i = bounds[c]; i < bounds[c + 1]; ++i)
        errors[bits] += weights[i] * (values[i] - mean) * (values[i] - mean);
      table.push_back(static_cast<double>(mean));
      long double moved = rounded(weight.format, table.back()) - mean;
      roundings[bits] += total * moved * moved;
    }
  }
}

inline std::vector<std::vector<double>>
ScalarReference::decode(size_t group, std::span<const double> centroids,
                        TableType type) const {
  std::span<const double> scales =
      std::span(channelScales)
          .subspan(group * weight.groupChannels, weight.groupChannels);
  double largest =
      std::max(std::abs(centroids.front()), std::abs(centroids.back()));
  double scale =
      type == TableType::AsWeight
          ? 1
          : plainScale(type, weight.format, largest,
                       *std::min_element(scales.begin(), scales.end()));
  std::vector<std::vector<double>> decoded;
  for (double channelScale : scales) {
    // A scale of the weight's type is stored as it is.
    double stored = roundedUp(weight.format, scale * channelScale);
    decoded.emplace_back();
    for (double centroid : centroids) {
      double entry =
          type == TableType::AsWeight
              ? rounded(weight.format, centroid)
              : levelsOf(type)[nearestOf(levelsOf(type), centroid / scale)];
      decoded.back().push_back(rounded(weight.format, entry * stored));
    }
  }
  return decoded;
}

inline double ScalarReference::plainError(unsigned bits, TableType type) const {
  std::vector<std::vector<double>> decoded; // By channel.
  for (size_t group = 0; group < weight.groups(); ++group)
    for (std::vector<double> &table :
         decode(group, centroids.at(bits)[group], type))
      decoded.push_back(std::move(table));
  double result = 0;
  for (size_t i = 0; i < weight.values.size(); ++i) {
    const std::vector<double> &table = decoded[weight.channelOf(i)];
    double error = weight.values[i] - table[nearestOf(table, weight.values[i])];
    result += error * error;
  }
  return result;
}

//===----------------------------------------------------------------------===//
// Vectors
//===----------------------------------------------------------------------===//

/// What plain Lloyd's iteration makes of a weight's vectors: one run for each
/// group and width of index, from k-means++ seeds.
class VectorReference {
public:
  VectorReference(const PlainWeight &weight, size_t dim);

  /// The error of the weight as stored with entries of \p type.
  double plainError(unsigned bits, TableType type) const;

private:
  using Numbers = std::vector<double>; // Vectors, one after another.

  double squaredDistance(const double *a, const double *b) const {
    double sum = 0;
    for (size_t d = 0; d < dim; ++d)
      sum += (a[d] - b[d]) * (a[d] - b[d]);
    return sum;
  }

  /// The nearest of \p entries, and its squared distance.
  std::pair<size_t, double> nearest(const Numbers &entries,
                                    const double *vector) const;

  Numbers seed(const Numbers &vectors, size_t clusters) const;
  Numbers cluster(const Numbers &vectors, size_t clusters) const;

  FloatFormat format;
  size_t dim;
  std::vector<Numbers> groups;
  std::map<unsigned, std::vector<Numbers>> means; // By group.
};

inline VectorReference::VectorReference(const PlainWeight &weight, size_t dim)
    : format(weight.format), dim(dim), groups(weight.groups()) {
  for (size_t i = 0; i < weight.values.size(); ++i)
    if (weight.channelOf(i) % dim == 0)
      for (size_t d = 0; d < dim; ++d)
        groups[weight.groupOf(i)].push_back(
            weight.values[i + d * weight.inner]);
  for (unsigned bits : kAllBits)
    for (const Numbers &vectors : groups)
      means[bits].push_back(cluster(vectors, size_t(1) << bits));
}

inline std::pair<size_t, double>
VectorReference::nearest(const Numbers &entries, const double *vector) const {
  std::pair<size_t, double> best(0, std::numeric_limits<double>::infinity());
  for (size_t entry = 0; entry * dim < entries.size(); ++entry)
    if (double distance = squaredDistance(&entries[entry * dim], vector);
        distance < best.second)
      best = {entry, distance};
  return best;
}

/// Fewer seeds if there are fewer distinct vectors.
inline VectorReference::Numbers VectorReference::seed(const Numbers &vectors,
                                                      size_t clusters) const {
  std::mt19937_64 random(clusters);
  size_t count = vectors.size() / dim, drawn = random() % count;
  Numbers seeds, potential(count, std::numeric_limits<double>::infinity());
  while (true) {
    const double *vector = &vectors[drawn * dim];
    seeds.insert(seeds.end(), vector, vector + dim);
    double total = 0;
    for (size_t i = 0; i < count; ++i) {
      potential[i] =
          std::min(potential[i], squaredDistance(&vectors[i * dim], vector));
      total += potential[i];
    }
    if (seeds.size() == clusters * dim || total == 0)
      return seeds;
    drawn = std::discrete_distribution<size_t>(potential.begin(),
                                               potential.end())(random);
  }
}

inline VectorReference::Numbers
VectorReference::cluster(const Numbers &vectors, size_t clusters) const {
  Numbers result = seed(vectors, clusters);
  double error = std::numeric_limits<double>::infinity();
  for (unsigned iteration = 0; iteration < 300; ++iteration) {
    Numbers sums(result.size()), counts(result.size() / dim);
    double previous = error;
    error = 0;
    for (size_t i = 0; i < vectors.size(); i += dim) {
      auto [entry, distance] = nearest(result, &vectors[i]);
      error += distance;
      counts[entry] += 1;
      for (size_t d = 0; d < dim; ++d)
        sums[entry * dim + d] += vectors[i + d];
    }
    if (error >= previous)
      break;
    for (size_t j = 0; j < result.size(); ++j)
      if (counts[j / dim] > 0)
        result[j] = sums[j] / counts[j / dim];
  }
  return result;
}

inline double VectorReference::plainError(unsigned bits, TableType type) const {
  double error = 0;
  for (size_t group = 0; group < groups.size(); ++group) {
    Numbers entries = means.at(bits)[group];
    double largest = 0;
    for (double entry : entries)
      largest = std::max(largest, std::abs(entry));
    for (double &entry : entries) {
      if (type != TableType::AsWeight) {
        double scale = plainScale(type, format, largest, 1);
        const std::vector<double> &levels = levelsOf(type);
        entry =
            levels[nearestOf(levels, entry / scale)] * roundedUp(format, scale);
      }
      entry = rounded(format, entry);
    }
    for (size_t i = 0; i < groups[group].size(); i += dim)
      error += nearest(entries, &groups[group][i]).second;
  }
  return error;
}

} // namespace coreai::test

#endif // COREAI_TEST_REFERENCE_PALETTES_H

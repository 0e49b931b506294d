// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The steps from a group's samples to its table: summarize, solve, refine,
// round, store.

#include "Clustering/Scalar/GroupTable.h"

#include "Clustering/Exact/SampleKernels.h"
#include "Clustering/Scalar/EntryLookup.h"
#include "Clustering/Scalar/Histogram.h"
#include "Clustering/Scalar/StoredTable.h"
#include "Clustering/Scaling.h"

#include <algorithm>
#include <cassert>
#include <cmath>

using namespace coreai;
using namespace coreai::clustering;
using elements::FloatFormat;
using elements::loadPattern;
using metrics::ErrorSums;

bool coreai::clustering::hasWideGroups(const PaletteRequest &request) {
  return request.groups.groupElements() > kMaxExactValues &&
         (elements::byteWidth(request.format) > 2 ||
          Group{request, 0}.isWeighted());
}

//===----------------------------------------------------------------------===//
// Summary
//===----------------------------------------------------------------------===//

/// Returns false if an element is not finite.
static bool summarize(const Group &group, TableScratch &scratch) {
  const PaletteRequest &request = group.request;
  if (!hasWideGroups(request))
    return collectDistinct(group, scratch.distinct, scratch.values);
  if (collectFewDistinct(group, scratch.values))
    return true;
  if (!request.options.fastMode)
    return collectDistinct(group, scratch.distinct, scratch.values);
  collectHistogram(group, scratch.values);
  return true;
}

//===----------------------------------------------------------------------===//
// Refinement
//===----------------------------------------------------------------------===//

/// Moves centroids to the means of the samples that are nearest to them: of the
/// values themselves, and not of the bins or floats that they were taken for.
///
/// Source:  S. P. Lloyd, "Least Squares Quantization in PCM", IEEE Trans. Inf.
///          Theory 28(2), 1982, doi:10.1109/TIT.1982.1056489.
template <typename Samples>
static void refine(const Samples &samples, std::vector<double> &centroids) {
  using Key = typename Samples::Key;
  std::vector<Key> thresholds(centroids.size());
  computeThresholds<Samples::keyFormat, Key>(centroids, thresholds);
  std::vector<uint8_t> cells;
  CellLookup<Key> lookup(thresholds, cells);

  // Sums of distances from the centroid are small, so that nothing cancels.
  // With a unit of 2^64, the sum of 2^64 distances between the largest doubles
  // would be finite; powers of two round nothing but subnormal numbers, which
  // are lost beside a mean.
  constexpr double kUnit =
      Samples::keyFormat == FloatFormat::F64 ? 0x1p-64 : 1.0;
  struct Sums {
    double weight = 0, first = 0;
  };
  const Group &group = samples.group;
  TaskBlocks blocks = TaskBlocks::ofGroup(group.elements());
  std::vector<std::vector<Sums>> parts(blocks.count());
  group.work.forEachBlock(blocks, [&](size_t block, size_t begin, size_t end) {
    std::vector<Sums> sums(centroids.size());
    samples.forEachValue(begin, end, [&](Key key, double value, double weight) {
      uint8_t entry = lookup.ofKey(key);
      sums[entry].weight += weight;
      sums[entry].first += weight * (value * kUnit - centroids[entry] * kUnit);
    });
    parts[block] = std::move(sums);
  });
  const std::vector<double> before = centroids;
  auto middleAfter = [&](size_t entry) {
    return before[entry] / 2 + before[entry + 1] / 2;
  };
  for (size_t entry = 0; entry < centroids.size(); ++entry) {
    Sums total;
    for (const std::vector<Sums> &part : parts) {
      total.weight += part[entry].weight;
      total.first += part[entry].first;
    }
    if (!(total.weight > 0))
      continue;
    // A mean lies between the values that it is of. Where one of them counts
    // for nearly all, far from the centroid, there may be nothing left of it.
    double mean = before[entry] + total.first / total.weight / kUnit;
    if (entry > 0)
      mean = std::max(mean, middleAfter(entry - 1));
    if (entry + 1 < before.size())
      mean = std::min(mean, middleAfter(entry));
    centroids[entry] = mean;
  }
}

//===----------------------------------------------------------------------===//
// Table
//===----------------------------------------------------------------------===//

/// The squared error of what the channels \p begin up to \p end of a group
/// decode to as stored, each element's counting with its importance.
template <FloatFormat format>
static double decodedErrorOf(const Group &group, const PaletteStorage &storage,
                             size_t begin, size_t end) {
  using Bits = PatternOf<format>;
  const PaletteRequest &request = group.request;
  const ChannelGroups &groups = request.groups;
  std::span<const float> importance = group.importance();
  size_t entries = size_t(1) << request.options.bits;
  size_t first = group.index * groups.groupChannels + begin;
  size_t count = end - begin;
  double sum = 0;
  std::vector<double> decoded(count * entries);
  std::vector<Bits> thresholds(count * entries);
  for (size_t i = 0; i < count; ++i) {
    std::span<double> channel =
        std::span(decoded).subspan(i * entries, entries);
    Scaling::decode(request, storage, first + i, channel);
    computeThresholds<format, Bits>(
        channel, std::span(thresholds).subspan(i * entries, entries));
  }
  for (size_t outer = 0; outer < groups.outer; ++outer)
    for (size_t i = 0; i < count; ++i) {
      SearchLookup<Bits> lookup = {&thresholds[i * entries],
                                   request.options.bits};
      size_t from = (outer * groups.channels + first + i) * groups.inner;
      for (size_t at = from; at < from + groups.inner; ++at) {
        Bits pattern = loadPattern<Bits>(request.weight.data(), at);
        double error = elements::decode<format>(pattern) -
                       decoded[i * entries + lookup(pattern)];
        sum += error * error * (importance.empty() ? 1 : importance[at]);
      }
    }
  return sum;
}

static double decodedErrorOf(const Group &group, const PaletteStorage &storage,
                             size_t begin, size_t end) {
  return withFormat(group.request.format, [&](auto format) {
    return decodedErrorOf<format()>(group, storage, begin, end);
  });
}

/// The same of all channels.
static double decodedError(const Group &group, const PaletteStorage &storage) {
  auto errorOfBlock = [&](size_t begin, size_t end) {
    return decodedErrorOf(group, storage, begin, end);
  };
  bool isLarge = TaskBlocks::ofGroup(group.elements()).count() > 1;
  Work work = isLarge ? group.work : group.work.alone();
  return work.sumInOrder<double>(
      blocksOfChannels(group.request.groups.groupChannels), errorOfBlock);
}

static void storeLevels(const Group &group, const PaletteStorage &storage,
                        const TableLevels &levels, std::vector<size_t> chosen) {
  size_t entries = size_t(1) << group.request.options.bits;
  chosen.resize(entries, chosen.back());
  for (size_t entry = 0; entry < entries; ++entry)
    levels.store(chosen[entry], storage.tables.data(),
                 group.index * entries + entry);
}

/// Chooses levels for the centroids, and stores them. Scales have been stored.
static void storeTable(const Group &group, const PaletteStorage &storage,
                       const DistinctValues &distinct,
                       const std::vector<double> &centroids,
                       const TableLevels &levels) {
  const PaletteOptions &options = group.request.options;
  if (distinct.values.empty())
    return storeLevels(group, storage, levels, {levels.nearest(0)});
  std::vector<size_t> chosen =
      options.tableType != TableType::AsWeight
          ? chooseLevels(
                distinct, levels,
                std::min(size_t(1) << options.bits, distinct.values.size()))
          : roundToLevels(distinct, levels, centroids);
  storeLevels(group, storage, levels, chosen);
  if (group.request.channelScales.empty())
    return;

  // That was the best table for the quotients. What it decodes to is rounded
  // once more, after scaling, and then it can be that plain rounding is better.
  std::vector<size_t> plain = nearestLevels(levels, centroids);
  if (plain == chosen)
    return;
  double error = decodedError(group, storage);
  storeLevels(group, storage, levels, plain);
  if (decodedError(group, storage) >= error)
    storeLevels(group, storage, levels, chosen);
}

/// Rounds subnormal scales of channels, which were rounded up, down where that
/// doesn't raise the error: of so few numbers, the lower one may be nearer.
static void lowerScales(const Group &group, const PaletteStorage &storage) {
  FloatFormat format = group.request.format;
  double leastNormal = std::ldexp(1.0, 1 - elements::exponentBias(format));
  size_t channels = group.request.groups.groupChannels;
  for (size_t i = 0; i < channels; ++i) {
    size_t place = group.index * channels + i;
    double scale = elements::load(format, storage.scales.data(), place);
    uint64_t bits = elements::encode(format, scale);
    if (scale >= leastNormal || bits <= 1)
      continue;
    double error = decodedErrorOf(group, storage, i, i + 1);
    elements::storeBits(format, storage.scales.data(), place, bits - 1);
    if (decodedErrorOf(group, storage, i, i + 1) > error)
      elements::storeBits(format, storage.scales.data(), place, bits);
  }
}

/// Stores scales and the table for them where the format can't hold the scales
/// that fit: of those that it can, the ones with the least error, and of
/// several the smallest.
///
/// Returns: the error of what is stored.
static double storeClamped(const Group &group, const PaletteStorage &storage,
                           const DistinctValues &distinct,
                           const std::vector<double> &centroids,
                           double largest) {
  const PaletteRequest &request = group.request;
  bool hasChannelScales = !request.channelScales.empty();
  size_t entries = size_t(1) << request.options.bits;
  size_t scaleBytes = elements::byteWidth(request.format) *
                      (hasChannelScales ? request.groups.groupChannels : 1);
  // Entries of narrow tables are bytes.
  std::span<std::byte> table =
      storage.tables.subspan(group.index * entries, entries);
  std::span<std::byte> scales =
      storage.scales.subspan(group.index * scaleBytes, scaleBytes);
  std::vector<std::byte> bestTable, bestScales;
  double least = 0;
  auto consider = [&](const Scaling &scaling) {
    if (!bestTable.empty() && group.work.isCancelled())
      return;
    scaling.store(storage.scales, group.index);
    storeTable(group, storage, distinct, centroids, scaling.levels());
    if (hasChannelScales)
      lowerScales(group, storage);
    double error = decodedError(group, storage);
    if (!bestTable.empty() && error >= least)
      return;
    least = error;
    bestTable.assign(table.begin(), table.end());
    bestScales.assign(scales.begin(), scales.end());
  };
  Scaling::forEachSubstitute(request.options.tableType, request.format, largest,
                             group.channelScales(), consider);
  std::ranges::copy(bestTable, table.begin());
  std::ranges::copy(bestScales, scales.begin());
  return least;
}

/// Sums over the distinct values, each of which takes the nearest entry.
static ErrorSums measure(const DistinctValues &distinct,
                         std::span<const double> entries) {
  ErrorSums result;
  ScaledSamples samples = {distinct.values, distinct.weights};
  size_t begin = 0;
  for (size_t entry = 0; entry < entries.size(); ++entry) {
    auto takesEntry = [&](double value) {
      return takesLower(value, entries[entry], entries[entry + 1]);
    };
    size_t end = distinct.values.size();
    if (entry + 1 < entries.size()) {
      if (entries[entry] == entries[entry + 1])
        continue; // All of these values are nearest to both.
      end = std::partition_point(distinct.values.begin() + begin,
                                 distinct.values.end(), takesEntry) -
            distinct.values.begin();
    }
    if (begin == end)
      continue;
    ScaledSamples share = samples.part(begin, end);
    result.squaredError += momentsAbout(share, entries[entry]).second;
    // Values ascend, so the farthest one is at either end.
    for (double value : {share.values.front(), share.values.back()})
      result.maxAbsError =
          std::max(result.maxAbsError, std::abs(value - entries[entry]));
    begin = end;
  }
  result.squaredNorm = momentsAbout(samples, 0).second;
  return result;
}

GroupFit coreai::clustering::fitGroupTable(const Group &original,
                                           const PaletteStorage &storage,
                                           TableScratch &scratch) {
  Group group = original;
  GroupFit result;
  const PaletteRequest &request = group.request;
  const PaletteOptions &options = request.options;
  DistinctValues &distinct = scratch.values;
  bool isFinite = summarize(group, scratch);
  if (group.work.isCancelled()) {
    result.outcome = Outcome::Cancelled;
    return result;
  }
  if (!isFinite) {
    result.outcome = Outcome::NonFinite;
    return result;
  }
  if (distinct.values.empty() && group.elements() > 0) {
    group.ignoresImportance = true;
    summarize(group, scratch);
  }

  size_t entries = size_t(1) << options.bits;
  std::vector<double> centroids;
  if (!distinct.values.empty()) {
    centroids =
        scratch.solver
            .solve(distinct.values, distinct.weights,
                   static_cast<unsigned>(entries), group.work.cancelFlag())
            .centroids;
    if (group.work.isCancelled()) {
      result.outcome = Outcome::Cancelled;
      return result;
    }
    if (distinct.areBins || group.hasRoundedSamples())
      withSamples(group,
                  [&](const auto &samples) { refine(samples, centroids); });
  }

  double largest = 0;
  if (!centroids.empty())
    largest = std::max(std::abs(centroids.front()), centroids.back());
  std::optional<Scaling> scaling = Scaling::fit(
      options.tableType, request.format, largest, group.channelScales());
  if (scaling) {
    scaling->store(storage.scales, group.index);
    storeTable(group, storage, distinct, centroids, scaling->levels());
  } else {
    result.isClamped =
        storeClamped(group, storage, distinct, centroids, largest) > 0;
  }
  if (distinct.areElements) {
    std::vector<double> decoded(entries);
    Scaling::decode(request, storage,
                    group.index * request.groups.groupChannels, decoded);
    result.accuracy = measure(distinct, decoded);
  }
  return result;
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Solves each group twice, and rounds the plain way.

#include "Optimum.h"

#include "Reference/KMeans.h"
#include "coreai/Clustering/KMeans1D.h"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_sort.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <span>

using namespace coreai;
using namespace coreai::bench;
using namespace coreai::clustering;
using elements::FloatFormat;

static double now() {
  return std::chrono::duration<double>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

//===----------------------------------------------------------------------===//
// Samples
//===----------------------------------------------------------------------===//

/// Calls visit(element, channel) for all elements of a group.
template <typename Visitor>
static void forEachElement(const ChannelGroups &groups, size_t group,
                           Visitor visit) {
  for (size_t outer = 0; outer < groups.outer; ++outer)
    for (size_t c = 0; c < groups.groupChannels; ++c) {
      size_t channel = group * groups.groupChannels + c;
      size_t first = (outer * groups.channels + channel) * groups.inner;
      for (size_t i = 0; i < groups.inner; ++i)
        visit(first + i, channel);
    }
}

/// Adds sorted samples, equal ones as one.
template <typename Sample, typename ValueOf, typename WeightOf>
static void append(const std::vector<Sample> &sorted, ValueOf valueOf,
                   WeightOf weightOf, GroupSamples &out) {
  for (const Sample &sample : sorted) {
    double value = valueOf(sample);
    if (out.values.empty() || out.values.back() != value) {
      out.values.push_back(value);
      out.weights.push_back(0);
    }
    out.weights.back() += weightOf(sample);
  }
}

static GroupSamples gatherScaled(const Weight &weight,
                                 const Palettization &palettization,
                                 size_t group) {
  struct Sample {
    float value;
    float scale;
  };
  const ChannelGroups &groups = palettization.groups();
  GroupSamples result;
  double largest = 0;
  for (size_t c = 0; c < groups.groupChannels; ++c)
    largest = std::max(largest,
                       palettization.scaleOf(group * groups.groupChannels + c));
  result.unit = largest * largest;
  std::vector<Sample> samples;
  samples.reserve(groups.groupElements());
  forEachElement(groups, group, [&](size_t element, size_t channel) {
    double scale = palettization.scaleOf(channel);
    double value =
        elements::load(weight.format, weight.data.data(), element) / scale;
    samples.push_back(
        {static_cast<float>(value) + 0.0f, static_cast<float>(scale)});
  });
  tbb::parallel_sort(samples, [](const Sample &a, const Sample &b) {
    return a.value != b.value ? a.value < b.value : a.scale < b.scale;
  });
  append(
      samples, [](const Sample &sample) { return sample.value; },
      [&](const Sample &sample) {
        double share = sample.scale / largest;
        return share * share;
      },
      result);
  return result;
}

static GroupSamples gatherPlain(const Weight &weight,
                                const ChannelGroups &groups, size_t group) {
  GroupSamples result;
  auto one = [](double) { return 1.0; };
  if (weight.format == FloatFormat::F64) {
    std::vector<double> samples;
    forEachElement(groups, group, [&](size_t element, size_t) {
      samples.push_back(
          elements::load(weight.format, weight.data.data(), element) + 0.0);
    });
    tbb::parallel_sort(samples);
    append(samples, [](double value) { return value; }, one, result);
    return result;
  }
  std::vector<float> samples;
  samples.reserve(groups.groupElements());
  forEachElement(groups, group, [&](size_t element, size_t) {
    samples.push_back(static_cast<float>(elements::load(
                          weight.format, weight.data.data(), element)) +
                      0.0f);
  });
  tbb::parallel_sort(samples);
  append(samples, [](float value) { return value; }, one, result);
  return result;
}

std::vector<GroupSamples>
bench::gatherSamples(const Weight &weight, const Palettization &palettization) {
  const ChannelGroups &groups = palettization.groups();
  std::vector<GroupSamples> samples(groups.count());
  tbb::parallel_for(size_t(0), samples.size(), [&](size_t group) {
    samples[group] = palettization.isScaled()
                         ? gatherScaled(weight, palettization, group)
                         : gatherPlain(weight, groups, group);
  });
  return samples;
}

//===----------------------------------------------------------------------===//
// Rounding
//===----------------------------------------------------------------------===//

/// Rounds ascending \p entries times \p scale to numbers of \p format.
static std::vector<double> decodeEntries(FloatFormat format,
                                         std::span<const double> entries,
                                         double scale) {
  std::vector<double> decoded;
  decoded.reserve(entries.size());
  for (double entry : entries)
    decoded.push_back(
        elements::decode(format, elements::encode(format, entry * scale)));
  return decoded;
}

/// The squared distance of \p value from the nearest of ascending entries.
/// \p hint is where the last search ended.
static double squaredDistance(double value, std::span<const double> entries,
                              size_t &hint) {
  while (hint > 0 && entries[hint - 1] >= value)
    --hint;
  while (hint + 1 < entries.size() && entries[hint] < value)
    ++hint;
  double distance = std::abs(entries[hint] - value);
  if (hint > 0)
    distance = std::min(distance, std::abs(value - entries[hint - 1]));
  return distance * distance;
}

/// The squared error of values that take the nearest of \p entries, which are
/// used as they are.
static long double errorOf(std::span<const double> values,
                           std::span<const double> weights,
                           std::span<const double> entries) {
  long double error = 0;
  size_t hint = 0;
  for (size_t i = 0; i < values.size(); ++i)
    error += static_cast<long double>(weights[i]) *
             squaredDistance(values[i], entries, hint);
  return error;
}

/// The squared error of a group whose elements take the nearest of \p entries,
/// decoded.
static long double errorOf(const Weight &weight, const Palettization &exact,
                           size_t group, const GroupSamples &samples,
                           std::span<const double> entries) {
  if (!exact.isScaled())
    return errorOf(samples.values, samples.weights,
                   decodeEntries(weight.format, entries, 1));
  long double error = 0;
  size_t hint = 0;
  std::vector<double> decoded;
  size_t last = std::numeric_limits<size_t>::max();
  forEachElement(exact.groups(), group, [&](size_t element, size_t channel) {
    if (channel != last) {
      decoded = decodeEntries(weight.format, entries, exact.scaleOf(channel));
      last = channel;
      hint = 0;
    }
    double value = elements::load(weight.format, weight.data.data(), element);
    // Elements aren't sorted, so the last one is no hint.
    hint = std::min<size_t>(
        std::lower_bound(decoded.begin(), decoded.end(), value) -
            decoded.begin(),
        decoded.size() - 1);
    error += squaredDistance(value, decoded, hint);
  });
  return error;
}

/// The squared errors of one group, before and after entries are decoded.
struct Errors {
  long double ofTable = 0;
  long double ofElements = 0;

  Errors &operator+=(const Errors &other) {
    ofTable += other.ofTable;
    ofElements += other.ofElements;
    return *this;
  }
};

static Errors errorsOf(const Weight &weight, const Palettization &exact,
                       size_t group, const GroupSamples &samples,
                       std::span<const double> entries) {
  return {errorOf(samples.values, samples.weights, entries) * samples.unit,
          errorOf(weight, exact, group, samples, entries)};
}

/// The entries that are stored for a group.
static std::vector<double> storedEntries(const Palettization &exact,
                                         size_t group) {
  std::vector<double> stored;
  stored.reserve(exact.entries());
  for (size_t e = 0; e < exact.entries(); ++e)
    stored.push_back(exact.entry(group, e));
  return stored;
}

/// What is lost nowhere is a ratio of zero.
static double ratioOf(long double stored, long double rounded) {
  return stored == 0 ? 0 : static_cast<double>(stored / rounded);
}

//===----------------------------------------------------------------------===//
// Solver and oracle
//===----------------------------------------------------------------------===//

/// The intervals that divide and conquer looks at.
static double intervals(size_t values, size_t clusters) {
  double n = static_cast<double>(values);
  return n * std::log2(n + 1) * static_cast<double>(clusters);
}

/// By how much the solver is above the oracle, relatively.
static double excessOf(std::span<const double> values,
                       std::span<const double> weights, size_t clusters,
                       long double error) {
  if (values.size() <= clusters)
    return error == 0 ? 0 : std::numeric_limits<double>::infinity();
  long double least =
      reference::DivideAndConquerKMeans(values, weights).error(clusters);
  return static_cast<double>(error / least - 1);
}

Optimum bench::findOptimum(const Weight &weight, const Palettization &exact,
                           const std::vector<GroupSamples> &samples,
                           double budget) {
  Optimum result;
  size_t clusters = exact.entries();
  tbb::enumerable_thread_specific<KMeans1DSolver> solvers;

  // Every so many groups, such that the oracle keeps to its budget.
  double total = 0, largest = 0;
  for (const GroupSamples &group : samples) {
    double cost = intervals(group.values.size(), clusters);
    total += cost;
    largest = std::max(largest, cost);
  }
  size_t stride = std::max<size_t>(1, std::ceil(total / budget));
  bool isAffordable = largest <= budget;

  struct GroupResult {
    double error = 0, seconds = 0;
    Errors stored, rounded;
    double excess = 0, oracleSeconds = 0;
  };
  std::vector<GroupResult> results(samples.size());
  tbb::parallel_for(size_t(0), samples.size(), [&](size_t g) {
    const GroupSamples &group = samples[g];
    GroupResult &out = results[g];
    double start = now();
    const KMeans1D &solved = solvers.local().solve(
        group.values, group.weights, static_cast<unsigned>(clusters));
    out.seconds = now() - start;
    // What its centroids leave, rather than what the solver says of them.
    long double error = errorOf(group.values, group.weights, solved.centroids);
    out.error = static_cast<double>(error * group.unit);
    out.stored = errorsOf(weight, exact, g, group, storedEntries(exact, g));
    out.rounded = errorsOf(weight, exact, g, group,
                           decodeEntries(weight.format, solved.centroids, 1));
    if (!isAffordable || g % stride != 0)
      return;
    start = now();
    out.excess = excessOf(group.values, group.weights, clusters, error);
    out.oracleSeconds = now() - start;
  });

  Errors stored, rounded;
  for (size_t g = 0; g < results.size(); ++g) {
    stored += results[g].stored;
    rounded += results[g].rounded;
    result.squaredError += results[g].error;
    result.seconds += results[g].seconds;
    result.worstStoredToRounded = std::max(
        result.worstStoredToRounded,
        ratioOf(results[g].stored.ofElements, results[g].rounded.ofElements));
    if (!isAffordable || g % stride != 0)
      continue;
    ++result.oracle.groups;
    result.oracle.excess =
        result.oracle.groups == 1
            ? results[g].excess
            : std::max(result.oracle.excess, results[g].excess);
    result.oracle.seconds += results[g].oracleSeconds;
  }
  result.storedToRounded = ratioOf(stored.ofElements, rounded.ofElements);
  result.tableToRounded = ratioOf(stored.ofTable, rounded.ofTable);
  if (isAffordable)
    return result;

  const GroupSamples &first = samples.front();
  size_t step = 1;
  while (intervals(first.values.size() / step, clusters) > budget)
    ++step;
  std::vector<double> values, weights;
  for (size_t i = 0; i < first.values.size(); i += step) {
    values.push_back(first.values[i]);
    weights.push_back(first.weights[i]);
  }
  double start = now();
  long double error =
      errorOf(values, weights,
              solveKMeans1D(values, weights, static_cast<unsigned>(clusters))
                  .centroids);
  result.oracle.groups = 1;
  result.oracle.step = step;
  result.oracle.excess = excessOf(values, weights, clusters, error);
  result.oracle.seconds = now() - start;
  return result;
}

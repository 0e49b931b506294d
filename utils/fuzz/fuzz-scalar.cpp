// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Palettizes any weight with tables of scalars, and holds the result against
// what palettize() promises for scalars.

#include "Elements.h"
#include "Palettized.h"
#include "Reference/KMeans.h"
#include "Reference/StoredPalette.h"
#include "Target.h"
#include "coreai/Clustering/ChannelScales.h"
#include "coreai/Clustering/Palettizer.h"
#include "coreai/Elements/BitPacking.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <vector>

using namespace coreai;
using namespace coreai::clustering;
using namespace coreai::fuzz;
using elements::FloatFormat;

namespace {

/// A case, with what it comes to looked at as plainly as can be.
struct Case {
  Weight weight;
  PaletteOptions options;
  std::vector<std::byte> channelScales;

  bool isNarrow() const { return options.tableType != TableType::AsWeight; }
  size_t entries() const { return size_t(1) << options.bits; }
  size_t width() const { return elements::byteWidth(weight.format); }
  double rounded(double value) const {
    return elements::decode(weight.format,
                            elements::encode(weight.format, value));
  }

  Palettized palettize() const;
  std::vector<double> decode(const Palettized &result, size_t channel) const;
  void check(const Palettized &result) const;

private:
  void checkElements(const Palettized &result) const;
  void checkGroup(const Palettized &result, size_t group) const;
};

/// The values of a group and what they count with, ascending.
struct Samples {
  std::vector<double> values, weights;

  long double error(const std::vector<double> &entries) const {
    long double sum = 0;
    for (size_t i = 0; i < values.size(); ++i) {
      long double least = std::numeric_limits<long double>::infinity();
      for (double entry : entries)
        least = std::min(least, std::abs((long double)values[i] - entry));
      sum += weights[i] * least * least;
    }
    return sum;
  }
};

} // namespace

Palettized Case::palettize() const {
  const ChannelGroups &groups = weight.groups;
  size_t units = channelScales.empty() ? groups.count() : groups.channels;
  Palettized buffers(groups.count() * entries() *
                         tableByteWidth(options.tableType, weight.format),
                     isNarrow() ? units * width() : 0,
                     elements::packedSize(groups.elements(), options.bits));
  return palettizeAlike(buffers, weight, options, channelScales);
}

/// What a channel's entries stand for.
std::vector<double> Case::decode(const Palettized &result,
                                 size_t channel) const {
  reference::StoredPalette stored = {.format = weight.format,
                                     .tableType = options.tableType,
                                     .groups = weight.groups,
                                     .bits = options.bits,
                                     .dim = 1,
                                     .tables = result.tables,
                                     .scales = result.scales,
                                     .channelScales = channelScales};
  std::vector<double> decoded;
  for (size_t entry = 0; entry < entries(); ++entry)
    decoded.push_back(stored.decode(channel, entry));
  return decoded;
}

void Case::check(const Palettized &result) const {
  checkOutcome(weight, isNarrow(), result.report);
  if (result.report.outcome != Outcome::Palettized)
    return;
  checkElements(result);
  for (size_t group = 0; group < weight.groups.count(); ++group)
    checkGroup(result, group);
}

void Case::checkElements(const Palettized &result) const {
  std::vector<std::vector<double>> tables;
  std::vector<std::vector<Exact>> exactTables;
  for (size_t channel = 0; channel < weight.groups.channels; ++channel) {
    tables.push_back(decode(result, channel));
    require(std::is_sorted(tables.back().begin(), tables.back().end()),
            "tables ascend");
    exactTables.emplace_back();
    for (double entry : tables.back()) {
      require(std::isfinite(entry), "entries are finite");
      exactTables.back().push_back(toExact(entry));
    }
  }

  std::vector<uint8_t> indices(weight.groups.elements());
  elements::unpack(result.indices, options.bits, indices);
  long double squaredError = 0, squaredNorm = 0;
  double maxAbsError = 0;
  for (size_t i = 0; i < indices.size(); ++i) {
    size_t channel = weight.groups.channelOf(i);
    const std::vector<Exact> &exact = exactTables[channel];
    size_t index = indices[i];
    double value = weight.element(i), decoded = tables[channel][index];
    // Tables ascend, so that neighbours are all there is to look at.
    Exact twice = toExact(value) * 2;
    if (index > 0)
      require(twice > exact[index - 1] + exact[index] &&
                  exact[index - 1] != exact[index],
              "element ", i, " is nearer to a lower entry, or as near");
    size_t next = index + 1;
    while (next < entries() && exact[next] == exact[index])
      ++next;
    if (next < entries())
      require(twice <= exact[index] + exact[next], "element ", i,
              " is nearer to a higher entry");
    // An entry less than 0 may vanish when it is scaled.
    bool isScaled = !channelScales.empty();
    require(value != 0 || decoded != 0 || !std::signbit(decoded) || isScaled,
            "zero decodes to +0");
    double error = value - decoded;
    squaredError += static_cast<long double>(error) * error;
    squaredNorm += static_cast<long double>(value) * value;
    maxAbsError = std::max(maxAbsError, std::abs(error));
  }
  auto requireClose = [&](double actual, long double expected,
                          const char *what) {
    require(std::abs(actual - expected) <= 1e-11L * expected, what, " is ",
            expected, ", said to be ", actual);
  };
  requireClose(result.report.accuracy.squaredError, squaredError,
               "the squared error");
  requireClose(result.report.accuracy.squaredNorm, squaredNorm,
               "the squared norm");
  require(result.report.accuracy.maxAbsError == maxAbsError,
          "the largest error is ", maxAbsError, ", said to be ",
          result.report.accuracy.maxAbsError);

  std::vector<std::byte> packedAgain(result.indices.size());
  elements::pack(indices, options.bits, packedAgain);
  require(packedAgain == result.indices, "padding is zero");
}

static Samples collectSamples(const Weight &weight, size_t group) {
  bool hasImportance = false;
  for (size_t i = 0; i < weight.groups.elements(); ++i)
    hasImportance |= weight.groupOf(i) == group && weight.importanceOf(i) > 0;
  std::map<double, double> samples;
  for (size_t i = 0; i < weight.groups.elements(); ++i) {
    double importance = hasImportance ? weight.importanceOf(i) : 1;
    if (weight.groupOf(i) == group && importance > 0)
      samples[weight.element(i) + 0.0] += importance;
  }
  Samples result;
  for (auto [value, count] : samples) {
    result.values.push_back(value);
    result.weights.push_back(count);
  }
  return result;
}

/// The least error with \p count entries out of \p grid, by dynamic programming
/// over the last entry.
static long double leastGridError(const Samples &samples,
                                  const std::vector<double> &grid,
                                  size_t count) {
  auto square = [&](size_t i, double entry) {
    long double distance = (long double)samples.values[i] - entry;
    return samples.weights[i] * distance * distance;
  };
  size_t n = samples.values.size();
  constexpr long double infinity = std::numeric_limits<long double>::infinity();
  std::vector<long double> best(grid.size(), infinity);
  for (size_t last = 0; last < grid.size(); ++last) {
    best[last] = 0;
    for (size_t i = 0; i < n && samples.values[i] <= grid[last]; ++i)
      best[last] += square(i, grid[last]);
  }
  std::vector<std::vector<long double>> between(
      grid.size(), std::vector<long double>(grid.size()));
  for (size_t left = 0; left < grid.size(); ++left)
    for (size_t right = left + 1; right < grid.size(); ++right)
      for (size_t i = 0; i < n; ++i)
        if (samples.values[i] > grid[left] && samples.values[i] <= grid[right])
          between[left][right] +=
              std::min(square(i, grid[left]), square(i, grid[right]));
  auto finish = [&] {
    long double least = infinity;
    for (size_t last = 0; last < grid.size(); ++last) {
      long double error = best[last];
      for (size_t i = 0; i < n; ++i)
        if (samples.values[i] > grid[last])
          error += square(i, grid[last]);
      least = std::min(least, error);
    }
    return least;
  };
  long double least = finish();
  for (size_t used = 2; used <= count; ++used) {
    std::vector<long double> next(grid.size(), infinity);
    for (size_t right = 0; right < grid.size(); ++right)
      for (size_t left = 0; left < right; ++left)
        next[right] = std::min(next[right], best[left] + between[left][right]);
    best = next;
    least = std::min(least, finish());
  }
  return least;
}

/// Tables are as good as can be, in groups small enough to tell.
void Case::checkGroup(const Palettized &result, size_t group) const {
  if (!channelScales.empty() || weight.groups.groupElements() > 10000)
    return; // What is clustered, quotients, isn't what is stored.
  Samples samples = collectSamples(weight, group);
  if (samples.values.empty())
    return;
  std::vector<double> table =
      decode(result, group * weight.groups.groupChannels);
  size_t distinct = samples.values.size();
  long double error = samples.error(table);
  if (distinct > 64)
    return;
  reference::NaiveKMeans optimum(samples.values, samples.weights,
                                 std::min(distinct, entries()));
  long double single = optimum.error(1);

  if (isNarrow()) {
    if (distinct > 20)
      return;
    double scale = elements::load(weight.format, result.scales.data(), group);
    std::vector<double> grid;
    for (double level : tableLevels(options.tableType))
      if (std::isfinite(rounded(level * scale)))
        grid.push_back(rounded(level * scale));
    grid.erase(std::unique(grid.begin(), grid.end()), grid.end());
    long double least =
        leastGridError(samples, grid, std::min(entries(), distinct));
    require(error <= least * (1 + 1e-9L) + 1e-18L * single, "group ", group,
            " has error ", error, ", and ", least, " is possible");
    return;
  }

  if (distinct <= entries()) {
    require(error == 0, "few values are stored exactly");
    for (size_t i = distinct; i < entries(); ++i)
      require(table[i] == samples.values.back(),
              "a table is padded with its last value");
    return;
  }
  // Rounding moves no entry by more than a step of the format, which is widest
  // at a cluster's largest magnitude.
  long double rounding = 0;
  std::vector<size_t> boundaries = optimum.boundaries(entries());
  for (size_t cluster = 0; cluster < entries(); ++cluster) {
    size_t begin = boundaries[cluster], end = boundaries[cluster + 1];
    double magnitude = std::max(std::abs(samples.values[begin]),
                                std::abs(samples.values[end - 1]));
    int fraction = static_cast<int>(elements::fractionBits(weight.format));
    double step = std::max(std::ldexp(magnitude, -fraction),
                           elements::decode(weight.format, 1));
    for (size_t i = begin; i < end; ++i)
      rounding += (long double)samples.weights[i] * step * step;
  }
  long double least = optimum.error(entries());
  require(error <= least * (1 + 1e-8L) + rounding + 1e-18L * single, "group ",
          group, " has error ", error, ", and ", least, " is possible");

  // No entry is better off at the next number.
  for (size_t entry = 0; entry < entries(); ++entry) {
    auto isFree = [&](double moved) {
      return std::isfinite(moved) && (entry == 0 || moved > table[entry - 1]) &&
             (entry + 1 == entries() || moved < table[entry + 1]);
    };
    for (bool isUp : {false, true}) {
      auto moved = table;
      uint64_t bits = elements::encode(weight.format, table[entry] + 0.0);
      bool awayFromZero = bits == 0 || isUp != std::signbit(table[entry]);
      bits = bits == 0 && !isUp ? elements::signBit(weight.format) | 1
             : awayFromZero     ? bits + 1
                                : bits - 1;
      moved[entry] = elements::decode(weight.format, bits);
      if (isFree(moved[entry]))
        require(samples.error(moved) >= error * (1 - 1e-9L) - 1e-18L * single,
                "entry ", entry, " of group ", group, " is better off at ",
                moved[entry]);
    }
  }
}

static Case consumeCase(FuzzedDataProvider &input) {
  Case result;
  PaletteOptions &options = result.options;
  options.bits = input.PickValueInArray({1u, 2u, 3u, 4u, 6u, 8u});
  options.tableType = input.PickValueInArray(
      {TableType::AsWeight, TableType::Int8, TableType::UInt8,
       TableType::F8E4M3FN, TableType::F8E5M2});
  options.fastMode = input.ConsumeBool();
  options.roundingPrecision = input.ConsumeIntegralInRange(-400, 400);

  ChannelGroups groups;
  groups.groupChannels = input.ConsumeIntegralInRange(1, 9);
  groups.channels = groups.groupChannels * input.ConsumeIntegralInRange(1, 5);
  groups.outer = input.ConsumeIntegralInRange(0, 4);
  groups.inner = input.ConsumeIntegralInRange(0, 24);
  // Now and then a group of more values than are taken one by one.
  if (input.ConsumeIntegral<uint16_t>() == 0xFFFF)
    groups = {1, 1, size_t(66000) + input.ConsumeIntegral<uint8_t>(), 1};
  enum {
    None,
    Maxima,
    Any
  } scaling = input.PickValueInArray({None, None, Maxima, Any});
  std::vector<uint64_t> scales;
  if (scaling == Any)
    for (size_t i = 0; i < groups.channels; ++i)
      scales.push_back(input.ConsumeIntegral<uint32_t>());
  result.weight = consumeWeight(input, groups);

  FloatFormat format = result.weight.format;
  if (scaling == None)
    return result;
  result.channelScales.resize(groups.channels * result.width());
  if (findFirstNonFinite(result.weight) == groups.elements())
    absoluteMaxima(format, result.weight.bytes, groups, result.channelScales);
  else
    scaling = Any;
  for (size_t i = 0; i < groups.channels; ++i) {
    uint64_t bits = i < scales.size() ? scales[i] : 1;
    bits = makeFinite(format, bits & (elements::signBit(format) - 1));
    double scale = elements::decode(format, std::max<uint64_t>(bits, 1));
    double largest = elements::load(format, result.channelScales.data(), i);
    // Quotients have to be numbers of f32.
    if (scaling == Any && !(largest / scale > 0x1p127))
      elements::store(format, result.channelScales.data(), i, scale);
  }
  return result;
}

bool coreai::fuzz::testInput(const uint8_t *data, size_t size) {
  FuzzedDataProvider input(data, size);
  Case each = consumeCase(input);
  each.check(each.palettize());
  return true;
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A histogram with bins that fit the samples. A first pass weighs cells: what
// shares sign, exponent and leading digits. Cells cover the whole range of a
// format, from its subnormals to its largest numbers, in a fixed number. A plan
// then divides cells into bins, or merges them, and a second pass fills those.

#include "Clustering/Scalar/Histogram.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

using namespace coreai;
using namespace coreai::clustering;
using elements::FloatFormat;

namespace {

/// A cell is the upper 16 bits of a key; a place in it the 16 bits below. A
/// cell of f32 then has the sign, the exponent and seven digits of the
/// fraction, and weights of all cells take 512 KiB, which most level-2 caches
/// hold. Places of 16 bits keep the product in binOf() within 32 bits.
constexpr size_t kCells = size_t(1) << 16;
constexpr uint32_t kPlaces = uint32_t(1) << 16;

template <typename Key>
uint32_t cellOf(Key key) {
  return static_cast<uint32_t>(key >> (8 * sizeof(Key) - 16));
}

template <typename Key>
uint32_t placeOf(Key key) {
  return static_cast<uint16_t>(key >> (8 * sizeof(Key) - 32));
}

template <typename Key>
Key firstKey(size_t cell) {
  return static_cast<Key>(cell) << (8 * sizeof(Key) - 16);
}

/// What the first pass finds.
struct CellWeights {
  std::vector<double> weights = std::vector<double>(kCells);
  double total = 0;
  double largestMagnitude = 0;
};

/// Which bin a sample belongs to.
class BinPlan {
public:
  /// Plans for bins of \p width at most, if there is room for them, and for at
  /// least \p leastParts bins of each cell.
  template <typename Samples>
  static BinPlan make(const CellWeights &found, double width,
                      const std::vector<uint32_t> &leastParts);

  template <typename Key>
  uint32_t binOf(Key key) const {
    const Division &division = divisions[cellOf(key)];
    return division.firstBin + ((placeOf(key) * division.bins) >> 16);
  }

  size_t size() const { return bins; }

  /// How many bins a cell is divided into. More than this would overflow the
  /// product above.
  uint32_t binsOf(size_t cell) const { return divisions[cell].bins; }
  uint32_t firstBinOf(size_t cell) const { return divisions[cell].firstBin; }
  static constexpr uint32_t kMaxDivision = kPlaces - 1;

private:
  struct Division {
    uint32_t firstBin = 0;
    uint32_t bins = 1;
  };

  std::vector<Division> divisions = std::vector<Division>(kCells);
  size_t bins = 0;
};

/// Samples that fell into a bin.
struct Bin {
  double weight = 0;
  double sum = 0;
};

} // namespace

//===----------------------------------------------------------------------===//
// The plan
//===----------------------------------------------------------------------===//

/// The most that a bin may turn out to hold before another pass is worth it. A
/// table has up to 256 entries; at 1/1024 of the weight an entry still has four
/// bins on average between it and its neighbours. The factor of four is chosen,
/// and there is no record of a measurement.
static double heavyLimit(const CellWeights &found) {
  return found.total / 1024;
}

/// From the first value of a cell to the last one.
template <typename Samples>
static double extentOf(size_t cell) {
  using Key = typename Samples::Key;
  Key first = firstKey<Key>(cell);
  Key last = first + (firstKey<Key>(1) - 1);
  return elements::valueOfKey<Samples::keyFormat>(last) -
         elements::valueOfKey<Samples::keyFormat>(first);
}

/// How much a bin may add to the error by being a bin: weight times extent
/// squared, with extents in units of the largest magnitude. With bins that all
/// add the same, clusters of the same cost have the same number of bins, be
/// they narrow and heavy or wide and light. Dividing a cell into m parts leaves
/// each with a share of m^-3; so this limit leads to `kGoalBins` bins in all.
template <typename Samples>
static double costLimit(const CellWeights &found) {
  // A quarter for bins that are narrow for the sake of the error; the rest is
  // for those that the width or the weight asks for. The division was chosen
  // with the workloads of utils/bench, without a record.
  constexpr double kGoalBins = 0.25 * kMaxBins;
  double sum = 0;
  for (size_t cell = 0; cell < kCells; ++cell)
    if (found.weights[cell] > 0) {
      double extent = extentOf<Samples>(cell) / found.largestMagnitude;
      sum += std::cbrt(found.weights[cell] * extent * extent);
    }
  return (sum / kGoalBins) * (sum / kGoalBins) * (sum / kGoalBins);
}

template <typename Samples>
BinPlan BinPlan::make(const CellWeights &found, double width,
                      const std::vector<uint32_t> &leastParts) {
  using Key = typename Samples::Key;
  double maxCost = costLimit<Samples>(found);
  auto costOf = [&](double weight, double extent) {
    extent /= found.largestMagnitude;
    return weight * extent * extent;
  };
  while (true) {
    BinPlan plan;
    // The bin that cells are being merged into.
    double mergedWeight = 0, mergedBegin = 0;
    bool isMerging = false;
    for (size_t cell = 0; cell < kCells; ++cell) {
      double weight = found.weights[cell];
      if (weight == 0)
        continue;
      double begin =
          elements::valueOfKey<Samples::keyFormat>(firstKey<Key>(cell));
      double extent = extentOf<Samples>(cell);
      // Weight is taken to be uniform within a cell. Where it isn't, bins
      // planned for half the limit may still hold no more than the limit, which
      // can save another pass.
      double parts = std::max({extent / width, 2 * weight / heavyLimit(found),
                               std::cbrt(costOf(weight, extent) / maxCost),
                               static_cast<double>(leastParts[cell])});
      Division &division = plan.divisions[cell];
      if (parts <= 1 && isMerging) {
        double wider = begin + extent - mergedBegin;
        double heavier = mergedWeight + weight;
        if (wider <= width && heavier <= heavyLimit(found) / 2 &&
            costOf(heavier, wider) <= maxCost) {
          mergedWeight = heavier;
          division.firstBin = static_cast<uint32_t>(plan.bins - 1);
          continue;
        }
      }
      isMerging = parts <= 1;
      mergedWeight = weight;
      mergedBegin = begin;
      division.bins = static_cast<uint32_t>(
          std::clamp(std::ceil(parts), 1.0, double(kMaxDivision)));
      division.firstBin = static_cast<uint32_t>(plan.bins);
      plan.bins += division.bins;
    }
    if (plan.bins <= kMaxBins)
      return plan;
    width *= 2;
  }
}

/// Asks for a finer division of the cells whose bins hold too much: an uneven
/// density, or equal values. Returns whether there are any such cells.
static bool splitHeavyBins(const CellWeights &found, const BinPlan &plan,
                           const std::vector<Bin> &bins,
                           std::vector<uint32_t> &leastParts) {
  double limit = heavyLimit(found);
  // Finer divisions may take a quarter of all bins, as much as those for the
  // sake of the error, so that the plan keeps room for its width.
  size_t room = kMaxBins / 4;
  for (uint32_t parts : leastParts)
    room -= parts;
  bool isChanged = false;
  for (size_t cell = 0; cell < kCells; ++cell) {
    if (found.weights[cell] <= limit)
      continue;
    uint32_t parts = std::min(64 * plan.binsOf(cell), BinPlan::kMaxDivision);
    size_t added = parts - leastParts[cell];
    auto isHeavy = [&](const Bin &bin) { return bin.weight > limit; };
    auto begin = bins.begin() + plan.firstBinOf(cell);
    if (parts == plan.binsOf(cell) || added > room ||
        std::none_of(begin, begin + plan.binsOf(cell), isHeavy))
      continue;
    room -= added;
    leastParts[cell] = parts;
    isChanged = true;
  }
  return isChanged;
}

//===----------------------------------------------------------------------===//
// The passes
//===----------------------------------------------------------------------===//

template <typename Samples>
static CellWeights weighCells(const Samples &samples) {
  using Key = typename Samples::Key;
  struct Part {
    std::vector<double> weights = std::vector<double>(kCells);
    Key least = std::numeric_limits<Key>::max();
    Key greatest = 0;
  };
  const Group &group = samples.group;
  TaskBlocks blocks = TaskBlocks::ofGroup(group.elements());
  std::vector<Part> parts(blocks.count());
  group.work.forEachBlock(blocks, [&](size_t block, size_t begin, size_t end) {
    Part &part = parts[block];
    double *weights = part.weights.data();
    Key least = part.least, greatest = part.greatest;
    samples.forEach(begin, end, [&](Key key, double weight) {
      weights[cellOf(key)] += weight;
      least = std::min(least, key);
      greatest = std::max(greatest, key);
    });
    part.least = least;
    part.greatest = greatest;
  });
  CellWeights result;
  Key least = std::numeric_limits<Key>::max(), greatest = 0;
  for (const Part &part : parts) {
    for (size_t cell = 0; cell < kCells; ++cell)
      result.weights[cell] += part.weights[cell];
    least = std::min(least, part.least);
    greatest = std::max(greatest, part.greatest);
  }
  for (double weight : result.weights)
    result.total += weight;
  result.largestMagnitude =
      std::max(std::abs(elements::valueOfKey<Samples::keyFormat>(least)),
               std::abs(elements::valueOfKey<Samples::keyFormat>(greatest)));
  return result;
}

template <typename Samples>
static std::vector<Bin> fillBins(const Samples &samples, const BinPlan &plan,
                                 double unit) {
  using Key = typename Samples::Key;
  const Group &group = samples.group;
  TaskBlocks blocks = TaskBlocks::ofGroup(group.elements());
  std::vector<std::vector<Bin>> parts(blocks.count());
  group.work.forEachBlock(blocks, [&](size_t block, size_t begin, size_t end) {
    parts[block].resize(plan.size());
    Bin *bins = parts[block].data();
    samples.forEach(begin, end, [&](Key key, double weight) {
      Bin &bin = bins[plan.binOf(key)];
      bin.weight += weight;
      bin.sum +=
          weight * (elements::valueOfKey<Samples::keyFormat>(key) * unit);
    });
  });
  for (size_t block = 1; block < parts.size(); ++block)
    for (size_t bin = 0; bin < plan.size(); ++bin) {
      parts[0][bin].weight += parts[block][bin].weight;
      parts[0][bin].sum += parts[block][bin].sum;
    }
  return std::move(parts[0]);
}

template <typename Samples>
static void collect(const Samples &samples, DistinctValues &result) {
  CellWeights found = weighCells(samples);
  // Within [2^-40, 2^-15] of the largest magnitude: at 2^-15 as many bins as
  // the plan has room for cover the range four times over, and from 2^-40 on
  // the plan needs no more than some 25 attempts to find a width that it has
  // room for.
  double width =
      std::min(std::pow(10, -samples.group.request.options.roundingPrecision),
               std::ldexp(found.largestMagnitude, -15));
  width = std::max(width, std::ldexp(found.largestMagnitude, -40));
  // Keeps sums of the largest doubles finite. Powers of two round nothing.
  double unit = 1;
  if (Samples::keyFormat == FloatFormat::F64)
    unit = std::ldexp(
        1.0, std::clamp(-std::ilogb(found.largestMagnitude), -1000, 1000));
  std::vector<uint32_t> leastParts(kCells);
  BinPlan plan = BinPlan::make<Samples>(found, width, leastParts);
  std::vector<Bin> bins = fillBins(samples, plan, unit);
  // Two steps of 64 lead from one bin of a cell to 4,096, and from 16 bins to
  // single values: a cell has 65,536 places.
  for (int attempt = 0; attempt < 2; ++attempt) {
    if (!splitHeavyBins(found, plan, bins, leastParts))
      break;
    plan = BinPlan::make<Samples>(found, width, leastParts);
    bins = fillBins(samples, plan, unit);
  }
  for (const Bin &bin : bins)
    if (bin.weight > 0)
      result.append(bin.sum / bin.weight / unit, bin.weight);
}

void coreai::clustering::collectHistogram(const Group &group,
                                          DistinctValues &result) {
  result.reset(group);
  result.areElements = false;
  result.areBins = true;
  withSamples(group, [&](const auto &samples) { collect(samples, result); });
}

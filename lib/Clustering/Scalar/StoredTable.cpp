// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rounds centroids to levels, and then moves single entries to other levels as
// long as that lowers the error.

#include "Clustering/Scalar/StoredTable.h"

#include "Clustering/Exact/DoubleDouble.h"
#include "Clustering/Exact/GridKMeans.h"
#include "Clustering/Exact/SampleKernels.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

using namespace coreai;
using namespace coreai::clustering;

//===----------------------------------------------------------------------===//
// Levels
//===----------------------------------------------------------------------===//

std::vector<size_t>
coreai::clustering::nearestLevels(const TableLevels &levels,
                                  std::span<const double> centroids) {
  std::vector<size_t> nearest(centroids.size());
  std::transform(centroids.begin(), centroids.end(), nearest.begin(),
                 [&](double centroid) { return levels.nearest(centroid); });
  return nearest;
}

std::vector<size_t>
coreai::clustering::chooseLevels(const DistinctValues &distinct,
                                 const TableLevels &levels, size_t clusters) {
  // Of levels of the same value, the one that nearest() takes.
  std::vector<double> grid;
  std::vector<size_t> levelOf;
  for (size_t level = 0; level < levels.count(); ++level) {
    double value = levels.value(level);
    if (!grid.empty() && grid.back() == value)
      continue;
    grid.push_back(value);
    levelOf.push_back(levels.nearest(value));
  }
  std::vector<size_t> chosen =
      solveGridKMeans(distinct.values, distinct.weights, grid, clusters);
  for (size_t &choice : chosen)
    choice = levelOf[choice];
  return chosen;
}

//===----------------------------------------------------------------------===//
// Search
//===----------------------------------------------------------------------===//

bool coreai::clustering::takesLower(double value, double lower, double upper) {
  if (std::max(std::abs(lower), std::abs(upper)) > 0x1p1022) {
    // Keep sums finite. Halves are exact for anything that matters here.
    value /= 2;
    lower /= 2;
    upper /= 2;
  }
  DoubleDouble sum = exactSum(lower, upper);
  return 2 * value < sum.high || (2 * value == sum.high && sum.low >= 0);
}

namespace {

/// A table whose entries move from level to level.
class LevelSearch {
public:
  LevelSearch(const DistinctValues &distinct, const TableLevels &levels,
              std::span<const double> centroids);

  std::vector<size_t> run();

private:
  /// A few do, except where weights are of very different size.
  static constexpr int kMaxSweeps = 1000;

  Moments shareOf(size_t entry) const;
  double sumErrors() const;
  double gain(size_t entry, double moved) const;
  bool tryMove(size_t entry, size_t level);
  bool tryMoves(size_t entry, bool isUp);
  double squaredDistance(size_t i, double center) const {
    double distance = values[i] - center;
    return weights[i] * distance * distance;
  }

  const std::vector<double> &values;
  const std::vector<double> &weights;
  const TableLevels &levels;

  std::vector<size_t> chosen;
  std::vector<double> entries;
  // [entries + 1]: where each entry's values begin. Of equal entries the first
  // has those up to it, and the last those above. Ascending, as the middles of
  // ascending entries are.
  std::vector<size_t> begins;
  std::vector<Moments> shares; // Of the values of an entry, about it.
  double error = 0;
};

} // namespace

LevelSearch::LevelSearch(const DistinctValues &distinct,
                         const TableLevels &levels,
                         std::span<const double> centroids)
    : values(distinct.values), weights(distinct.weights), levels(levels) {
  assert(std::ranges::is_sorted(centroids));
  for (double centroid : centroids) {
    chosen.push_back(levels.nearest(centroid));
    entries.push_back(levels.value(chosen.back()));
  }
  begins.assign(entries.size() + 1, values.size());
  begins[0] = 0;
  for (size_t entry = entries.size(); entry-- > 1;) {
    auto end = values.begin() + begins[entry + 1];
    double lower = entries[entry - 1], upper = entries[entry];
    auto isBelow = [&](double value) {
      return takesLower(value, lower, upper);
    };
    begins[entry] =
        std::partition_point(values.begin(), end, isBelow) - values.begin();
  }
  for (size_t entry = 0; entry < entries.size(); ++entry)
    shares.push_back(shareOf(entry));
  error = sumErrors();
}

double LevelSearch::sumErrors() const {
  double sum = 0;
  for (const Moments &share : shares)
    sum += share.second;
  return sum;
}

Moments LevelSearch::shareOf(size_t entry) const {
  ScaledSamples samples = {values, weights};
  return momentsAbout(samples.part(begins[entry], begins[entry + 1]),
                      entries[entry]);
}

/// Where the values above the middle between two centers begin, looked for
/// from \p hint on.
static size_t findSplit(const std::vector<double> &values, double lower,
                        double upper, size_t hint) {
  while (hint < values.size() && takesLower(values[hint], lower, upper))
    ++hint;
  while (hint > 0 && !takesLower(values[hint - 1], lower, upper))
    --hint;
  return hint;
}

/// By how much the error falls if \p entry becomes \p moved, which remains
/// between its neighbours.
double LevelSearch::gain(size_t entry, double moved) const {
  double old = entries[entry];
  const Moments &share = shares[entry];
  // If the same values stayed with it. The distances that the sums are made of
  // are small, so that nothing cancels.
  double step = moved - old;
  double result = step * (2 * share.first - step * share.weight);

  // Values that change sides count from where they were to where they are.
  size_t begin = begins[entry], end = begins[entry + 1];
  if (entry > 0) {
    double lower = entries[entry - 1];
    size_t split = findSplit(values, lower, moved, begin);
    for (size_t i = split; i < begin; ++i) // Joins.
      result += squaredDistance(i, lower) - squaredDistance(i, moved);
    for (size_t i = begin; i < split; ++i) // Leaves.
      result += squaredDistance(i, moved) - squaredDistance(i, lower);
  }
  if (entry + 1 < entries.size()) {
    double upper = entries[entry + 1];
    size_t split = findSplit(values, moved, upper, end);
    for (size_t i = end; i < split; ++i)
      result += squaredDistance(i, upper) - squaredDistance(i, moved);
    for (size_t i = split; i < end; ++i)
      result += squaredDistance(i, moved) - squaredDistance(i, upper);
  }
  return result;
}

/// Moves an entry to a level if that is between its neighbours and lowers the
/// error.
bool LevelSearch::tryMove(size_t entry, size_t level) {
  if ((entry > 0 && level <= chosen[entry - 1]) ||
      (entry + 1 < chosen.size() && level >= chosen[entry + 1]))
    return false;
  double moved = levels.value(level);
  if (!(gain(entry, moved) > 1e-13 * error))
    return false;
  size_t first = entry > 0 ? entry - 1 : 0;
  size_t last = std::min(entry + 1, entries.size() - 1);
  std::array<Moments, 3> oldShares;
  std::copy(&shares[first], &shares[last] + 1, oldShares.begin());
  size_t oldLevel = chosen[entry], oldBegin = begins[entry],
         oldEnd = begins[entry + 1];
  chosen[entry] = level;
  entries[entry] = moved;
  if (entry > 0)
    begins[entry] = findSplit(values, entries[entry - 1], moved, begins[entry]);
  if (entry + 1 < entries.size())
    begins[entry + 1] =
        findSplit(values, moved, entries[entry + 1], begins[entry + 1]);
  for (size_t changed = first; changed <= last; ++changed)
    shares[changed] = shareOf(changed);
  // A gain may be no more than the rounding of what it is made of. The error
  // falls with every move that stays, so that the search ends.
  if (double now = sumErrors(); now < error) {
    error = now;
    return true;
  }
  chosen[entry] = oldLevel;
  entries[entry] = levels.value(oldLevel);
  begins[entry] = oldBegin;
  begins[entry + 1] = oldEnd;
  std::copy_n(oldShares.begin(), last - first + 1, &shares[first]);
  return false;
}

/// Moves an entry by one level and, as long as that goes well, by twice as many
/// each time: there are billions of levels in f32.
bool LevelSearch::tryMoves(size_t entry, bool isUp) {
  for (size_t stride = 1;; stride *= 2) {
    size_t from = chosen[entry];
    size_t room = isUp ? levels.count() - 1 - from : from;
    if (stride > room || !tryMove(entry, isUp ? from + stride : from - stride))
      return stride > 1;
  }
}

std::vector<size_t> LevelSearch::run() {
  bool isMoving = true;
  for (int sweep = 0; isMoving && sweep != kMaxSweeps; ++sweep) {
    isMoving = false;
    for (size_t entry = 0; entry < chosen.size(); ++entry)
      for (bool isUp : {true, false})
        isMoving |= tryMoves(entry, isUp);
  }
  return std::move(chosen);
}

std::vector<size_t>
coreai::clustering::roundToLevels(const DistinctValues &distinct,
                                  const TableLevels &levels,
                                  std::span<const double> centroids) {
  if (!distinct.areBins)
    return LevelSearch(distinct, levels, centroids).run();
  return nearestLevels(levels, centroids);
}

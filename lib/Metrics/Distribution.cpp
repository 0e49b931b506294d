// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Builds distributions, and adds the counts of one to those of another.

#include "coreai/Metrics/Distribution.h"

#include <algorithm>
#include <cassert>
#include <functional>
#include <iterator>
#include <utility>

using namespace coreai::metrics;

Grid coreai::metrics::makeGrid(double low, double high) {
  assert(std::isfinite(low) && std::isfinite(high) && low <= high);
  // At which the width has a reciprocal, and an index 63 bits.
  double magnitude = std::max(std::abs(low), std::abs(high));
  int scale = magnitude == 0 ? 0 : std::ilogb(magnitude);
  int narrowest = std::max(scale - 61, -1000);
  Grid grid;
  grid.exponent = narrowest;
  if (low == high)
    grid.exponent = std::max(scale - 4, narrowest);
  // Of half the range, as all of it may overflow: narrower ones are too many.
  else if (double half = high / 2 - low / 2; half > 0)
    grid.exponent = std::max(std::ilogb(half) + 1 - 7, narrowest);
  while (grid.indexOf(high) - grid.indexOf(low) >= int64_t(Grid::kMaxBins))
    ++grid.exponent;
  grid.first = grid.indexOf(low);
  grid.bins = static_cast<size_t>(grid.indexOf(high) - grid.first) + 1;
  return grid;
}

Distribution::Distribution(std::vector<double> values,
                           std::vector<size_t> counts)
    : distinct(std::move(values)), counts(std::move(counts)) {
  assert(distinct.size() == this->counts.size());
  if (distinct.empty())
    return;
  lowest = distinct.front();
  highest = distinct.back();
}

Distribution::Distribution(double low, double high, std::vector<size_t> counts)
    : lowest(low), highest(high), counts(std::move(counts)) {
  assert(this->counts.size() == makeGrid(low, high).bins);
}

std::vector<size_t> Distribution::countIn(const Grid &grid) const {
  std::vector<size_t> bins(grid.bins);
  if (isFew()) {
    for (size_t i = 0; i < counts.size(); ++i)
      bins[grid.indexOf(distinct[i]) - grid.first] += counts[i];
    return bins;
  }
  Grid own = makeGrid(lowest, highest);
  assert(grid.exponent >= own.exponent && "bins can't be divided");
  int shift = std::min(grid.exponent - own.exponent, 63);
  for (size_t i = 0; i < counts.size(); ++i)
    bins[((own.first + int64_t(i)) >> shift) - grid.first] += counts[i];
  return bins;
}

Distribution &Distribution::operator+=(const Distribution &that) {
  if (that.empty())
    return *this;
  if (empty())
    return *this = that;
  double low = std::min(lowest, that.lowest);
  double high = std::max(highest, that.highest);
  std::vector<double> values;
  if (isFew() && that.isFew())
    std::ranges::set_union(distinct, that.distinct, std::back_inserter(values));
  if (!values.empty() && values.size() <= kMaxValues) {
    std::vector<size_t> sums(values.size());
    for (const Distribution *part : {&std::as_const(*this), &that})
      for (size_t i = 0; i < part->distinct.size(); ++i)
        sums[std::ranges::lower_bound(values, part->distinct[i]) -
             values.begin()] += part->counts[i];
    return *this = Distribution(std::move(values), std::move(sums));
  }
  Grid grid = makeGrid(low, high);
  std::vector<size_t> sums = countIn(grid);
  std::vector<size_t> others = that.countIn(grid);
  std::ranges::transform(sums, others, sums.begin(), std::plus<>());
  return *this = Distribution(low, high, std::move(sums));
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Chooses centroids from a grid with a dynamic program over the grid, whose
// rows are filled by divide and conquer.

#include "Clustering/Exact/GridKMeans.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>

using namespace coreai::clustering;

namespace {

class GridSearch {
public:
  GridSearch(std::span<const double> values, std::span<const double> weights,
             std::span<const double> grid)
      : values(values), grid(grid), sums(values.size() + 1),
        nodes(grid.size() + 1), before(nodes), after(nodes) {
    for (size_t i = 0; i < values.size(); ++i) {
      double first = weights[i] * values[i];
      sums[i + 1] = {sums[i].weight + weights[i], sums[i].first + first,
                     sums[i].second + first * values[i]};
    }
    splits.reserve(grid.size());
    for (double level : grid)
      splits.push_back(split(level));
  }

  /// Computes all links at once: with many choices each would be asked for
  /// several times.
  void computeLinks() {
    std::vector<double> all(nodes * nodes);
    for (size_t to = 1; to < nodes; ++to)
      for (size_t from = 0; from < to; ++from)
        all[to * nodes + from] = link(from, to);
    links = std::move(all);
  }

  std::vector<size_t> run(size_t clusters);

private:
  struct Sums {
    double weight = 0, first = 0, second = 0;
  };

  /// How many values are at most \p point.
  size_t split(double point) const {
    return std::upper_bound(values.begin(), values.end(), point) -
           values.begin();
  }

  /// What the values from \p begin to \p end cost at \p center.
  double cost(size_t begin, size_t end, double center) const {
    const Sums &a = sums[begin], &b = sums[end];
    return (b.second - a.second) - 2 * center * (b.first - a.first) +
           center * center * (b.weight - a.weight);
  }

  /// What the values between two neighbouring choices cost, or those beyond
  /// the last one, which the node after the grid stands for.
  double link(size_t from, size_t to) const {
    if (!links.empty())
      return links[to * nodes + from];
    if (to == grid.size())
      return cost(splits[from], values.size(), grid[from]);
    size_t middle = split(grid[from] + (grid[to] - grid[from]) / 2);
    return cost(splits[from], middle, grid[from]) +
           cost(middle, splits[to], grid[to]);
  }

  void fill(size_t low, size_t high, size_t lowFrom, size_t highFrom,
            std::vector<uint16_t> &predecessors);

  std::span<const double> values;
  std::span<const double> grid;
  std::vector<Sums> sums;     // Of the values before each.
  std::vector<size_t> splits; // Of each number of the grid.
  size_t nodes;
  std::vector<double> before; // Least costs up to a node with one choice less.
  std::vector<double> after;
  std::vector<double> links; // [nodes, nodes] by target and source, or empty.
};

} // namespace

/// Fills in the nodes from \p low to \p high, whose best predecessors are from
/// \p lowFrom to \p highFrom.
void GridSearch::fill(size_t low, size_t high, size_t lowFrom, size_t highFrom,
                      std::vector<uint16_t> &predecessors) {
  if (low > high)
    return;
  size_t to = low + (high - low) / 2;
  size_t best = lowFrom;
  after[to] = std::numeric_limits<double>::infinity();
  for (size_t from = lowFrom; from <= std::min(highFrom, to - 1); ++from) {
    double total = before[from] + link(from, to);
    if (total < after[to]) {
      after[to] = total;
      best = from;
    }
  }
  predecessors[to] = static_cast<uint16_t>(best);
  if (to > low)
    fill(low, to - 1, lowFrom, best, predecessors);
  fill(to + 1, high, best, highFrom, predecessors);
}

std::vector<size_t> GridSearch::run(size_t clusters) {
  for (size_t node = 0; node < grid.size(); ++node)
    after[node] = cost(0, splits[node], grid[node]);
  after[grid.size()] = std::numeric_limits<double>::infinity();

  // The node after the grid takes one link more than there are choices.
  std::vector<std::vector<uint16_t>> predecessors(clusters,
                                                  std::vector<uint16_t>(nodes));
  for (size_t links = 1; links < clusters; ++links) {
    std::swap(before, after);
    std::fill(after.begin(), after.end(),
              std::numeric_limits<double>::infinity());
    fill(links, grid.size() - 1, links - 1, grid.size() - 1,
         predecessors[links]);
  }
  size_t last = clusters - 1;
  double least = std::numeric_limits<double>::infinity();
  for (size_t node = clusters - 1; node < grid.size(); ++node) {
    double total = after[node] + link(node, grid.size());
    if (total < least) {
      least = total;
      last = node;
    }
  }
  std::vector<size_t> choices(clusters);
  for (size_t choice = clusters; choice-- > 0;) {
    choices[choice] = last;
    last = predecessors[choice][last];
  }
  return choices;
}

/// The indices of the numbers of \p grid that are nearest to a value, the lower
/// of two, or nothing if there are more than \p clusters.
static std::optional<std::vector<size_t>>
nearestOfAll(std::span<const double> values, std::span<const double> grid,
             size_t clusters) {
  std::vector<size_t> nearest;
  size_t index = 0;
  for (double value : values) {
    while (index + 1 < grid.size() &&
           std::abs(grid[index + 1] - value) < std::abs(value - grid[index]))
      ++index;
    if (!nearest.empty() && nearest.back() == index)
      continue;
    if (nearest.size() == clusters)
      return std::nullopt;
    nearest.push_back(index);
  }
  return nearest;
}

std::vector<size_t> coreai::clustering::solveGridKMeans(
    std::span<const double> values, std::span<const double> weights,
    std::span<const double> grid, size_t clusters) {
  if (clusters >= grid.size()) {
    std::vector<size_t> all(grid.size());
    std::iota(all.begin(), all.end(), size_t(0));
    return all;
  }
  // Nothing is better than the nearest number for every value.
  if (auto nearest = nearestOfAll(values, grid, clusters); nearest)
    return *nearest;
  GridSearch search(values, weights, grid);
  // About log g of the g links to a number are looked at for each choice.
  if (clusters * std::bit_width(grid.size()) > grid.size())
    search.computeLinks();
  return search.run(clusters);
}

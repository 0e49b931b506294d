// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The search for a cheapest path: a pass over the nodes finds one for a given
// penalty per link, and around it a search for the penalty that yields a given
// number of links.

#include "Clustering/Exact/LinkPath.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <concepts>
#include <limits>
#include <numeric>
#include <utility>

using namespace coreai::clustering;

//===----------------------------------------------------------------------===//
// A pass with a given penalty
//===----------------------------------------------------------------------===//

// A range of this many nodes takes some hundred microseconds, so it is often
// enough to look for cancellation before one. Most blocks are smaller.
static constexpr size_t kNodesPerPoll = 4096;

static bool isSet(const std::atomic<bool> *flag) {
  return flag && flag->load(std::memory_order_relaxed);
}

template <typename Real>
bool PenalizedPass<Real>::run(const IntervalCosts<Real> &costs, double penalty,
                              const std::atomic<bool> *cancelled,
                              LinkPath &path) {
  assert(costs.size() < std::numeric_limits<Node>::max());
  this->costs = &costs;
  this->penalty = penalty;
  this->cancelled = cancelled;
  Node size = static_cast<Node>(costs.size());
  // Reserving first keeps vectors from allocating twice what they need.
  size_t length = size + 1 + IntervalSums::kPadding;
  distances.reserve(length);
  distances.resize(length);
  predecessors.reserve(length);
  predecessors.resize(length);
  distances[0] = 0;
  predecessors[0] = 0;
  Node blockSize = 1;
  for (Node known = 0; known < size;) {
    if (isSet(cancelled))
      return false;
    if constexpr (std::same_as<Real, double>) {
      known = static_cast<Node>(visitShortBlocks(
          nodes(), known, std::min<size_t>(known + kNodesPerPoll, size)));
      if (known == size)
        break;
    }
    Node end = blockEnd(known, blockSize);
    blockSize = end - known;
    if constexpr (std::same_as<Real, double>) {
      if (!visitLanes(known, end))
        return false;
    } else {
      Node low = predecessors[known];
      visit(end, low, known);
      if (!visitAll(known + 1, end, low, predecessors[end]))
        return false;
    }
    known = end;
  }
  path.penalty = penalty;
  tracePath(path);
  return true;
}

/// The last node up to which no predecessor after \p known is better than all
/// up to there. It is close to \p guess nodes later, as a rule.
template <typename Real>
auto PenalizedPass<Real>::blockEnd(Node known, Node guess) const -> Node {
  // Distances ascend, so a node at least as far away as \p known has no use as
  // the predecessor of one that is a penalty farther at most. How far that one
  // is can be told, near enough, from the predecessor of \p known. All nodes
  // after node 0 are a penalty away from it at least.
  Node low = predecessors[known];
  double limit = known == 0 ? penalty : distances[known] - distances[low];
  auto isWithin = [&](size_t end) {
    return end <= costs->size() && costs->rounded(low, end) <= limit;
  };
  size_t end = known + size_t(1);
  size_t step = std::max<size_t>(1, guess / 4);
  for (; isWithin(end + step); step *= 2)
    end += step;
  for (; step > 0; step /= 2)
    if (isWithin(end + step))
      end += step;
  return static_cast<Node>(end);
}

/// Finds the best predecessor of \p node, which lies from \p low to \p high.
template <typename Real>
void PenalizedPass<Real>::visit(Node node, Node low, Node high) {
  Node best = low;
  double least = distances[low] + costs->rounded(low, node);
  for (Node i = low + 1; i <= high; ++i) {
    double distance = distances[i] + costs->rounded(i, node);
    // Unpredictable, so both are selected without a branch.
    best = distance < least ? i : best;
    least = distance < least ? distance : least;
  }
  predecessors[node] = best;
  distances[node] = least + penalty;
}

/// Finds the best predecessors, which lie from \p low to \p high, of the nodes
/// from \p begin up to, but not including, \p end. Returns false if cancelled.
template <typename Real>
bool PenalizedPass<Real>::visitAll(Node begin, Node end, Node low, Node high) {
  while (begin < end) {
    if (end - begin >= kNodesPerPoll && isSet(cancelled))
      return false;
    if (low == high) {
      // No choice, and no need to go on halving.
      double distance = distances[low] + penalty;
      for (Node node = begin; node < end; ++node) {
        predecessors[node] = low;
        distances[node] = distance + costs->rounded(low, node);
      }
      return true;
    }
    Node middle = begin + (end - begin) / 2;
    visit(middle, low, high);
    Node between = predecessors[middle];
    if (!visitAll(begin, middle, low, between))
      return false;
    begin = middle + 1;
    low = between;
  }
  return true;
}

template <typename Real>
PassNodes PenalizedPass<Real>::nodes()
  requires std::same_as<Real, double>
{
  return {costs->sums(), distances.data(), predecessors.data(), penalty,
          costs->size()};
}

/// Finds the best predecessors of the nodes after \p known up to \p end: of the
/// last one first; then always of those midway between two known ones; and when
/// no more nodes are left in between than fit in vectors, of all of those at
/// once. Returns false if cancelled.
template <typename Real>
bool PenalizedPass<Real>::visitLanes(size_t known, size_t end)
  requires std::same_as<Real, double>
{
  PassNodes pass = nodes();
  visitNode(pass, end, predecessors[known], known);
  // Known nodes in between are whole numbers of steps before the end.
  size_t step = kPathLanes + 1;
  while (step < end - known)
    step *= 2;
  while ((step /= 2) > kPathLanes) {
    size_t left = ((end - known - 1) / step + 1) / 2;
    size_t node = end - step * (2 * left - 1);
    while (left > 0) {
      if (isSet(cancelled))
        return false;
      size_t count = std::min(left, std::max<size_t>(kNodesPerPoll / step, 1));
      visitBetween(pass, known, node, step, count);
      left -= count;
      node += 2 * step * count;
    }
  }
  constexpr size_t kStride = kPathLanes + 1;
  size_t left = (end - known - 1) / kStride + 1;
  while (left > 0) {
    if (isSet(cancelled))
      return false;
    size_t count = std::min(left, kNodesPerPoll / kStride);
    visitRest(pass, known, end - kStride * (left - 1), count);
    left -= count;
    known = end - kStride * left;
  }
  return true;
}

template <typename Real>
void PenalizedPass<Real>::tracePath(LinkPath &path) const {
  path.stops.clear();
  path.cost = 0;
  Node node = static_cast<Node>(costs->size());
  path.stops.push_back(node);
  while (node > 0) {
    path.cost += costs->rounded(predecessors[node], node);
    node = predecessors[node];
    path.stops.push_back(node);
  }
  std::reverse(path.stops.begin(), path.stops.end());
}

//===----------------------------------------------------------------------===//
// The search for the penalty
//===----------------------------------------------------------------------===//

template <typename Real>
const LinkPath *LinkPathSearch<Real>::run(const IntervalCosts<Real> &costs,
                                          size_t links, double penalty,
                                          const std::atomic<bool> *cancelled) {
  assert(links >= 1 && links <= costs.size() && "no such path");
  this->costs = &costs;
  this->links = links;
  streak = 0;
  // Two paths need no search; the penalties that lead to them are unknown.
  few.stops.assign({0, costs.size()});
  few.cost = costs.rounded(0, costs.size());
  few.penalty = 0;
  if (links == 1)
    return &few;
  many.stops.clear();
  many.cost = 0;
  many.penalty = 0;
  manyLinks = costs.size();
  if (links == manyLinks) {
    visitAllNodes();
    return &many;
  }

  int stalled = 0;
  bool atChord = false;
  while (true) {
    if (!pass.run(costs, penalty, cancelled, found))
      return nullptr;
    if (found.links() == links)
      return &found;
    bool improved = improve();
    if (atChord && !improved) {
      splice(penalty);
      return &found;
    }

    // Interpolation closes in fast as long as costs are smooth. The chord is
    // slower, but it closes in on any costs or ends the search. Between the two
    // neighbours of the goal it is the best guess, too.
    stalled = improved ? 0 : stalled + 1;
    atChord = stalled == 2 || manyLinks - few.links() == 2;
    penalty = atChord ? chord() : interpolate();
  }
}

/// Replaces one of the ends by the path found unless that is worse, and returns
/// whether its number of links is closer to the goal.
template <typename Real>
bool LinkPathSearch<Real>::improve() {
  size_t after = found.links();
  bool tooFew = after < links;
  streak = tooFew ? std::min(streak, 0) - 1 : std::max(streak, 0) + 1;
  // With the same number of links it is still the closer penalty.
  if (tooFew) {
    size_t before = few.links();
    if (after >= before)
      std::swap(few, found);
    return after > before;
  }
  size_t before = manyLinks;
  if (after <= before) {
    std::swap(many, found);
    manyLinks = after;
  }
  return after < before;
}

/// Gives the path with many links the stops it was left without.
template <typename Real>
void LinkPathSearch<Real>::visitAllNodes() {
  many.stops.resize(manyLinks + 1);
  std::iota(many.stops.begin(), many.stops.end(), size_t(0));
}

/// The penalty that leads to the goal if the number of links is a power of the
/// penalty. The longer one side has been hit, the further it aims beyond.
template <typename Real>
double LinkPathSearch<Real>::interpolate() const {
  double fewLinks = static_cast<double>(few.links());
  double manyLinks = static_cast<double>(this->manyLinks);
  double goal = static_cast<double>(links);
  double beyond = std::ldexp(1.0, std::abs(streak)) / 4;
  if (streak < -1)
    goal += std::min(beyond, (manyLinks - goal) / 2);
  if (streak > 1)
    goal -= std::min(beyond, (goal - fewLinks) / 2);

  // In the limit of many links the penalty falls as their inverse cube.
  if (few.penalty == 0)
    return many.penalty * std::pow(manyLinks / goal, 3);
  if (many.penalty == 0)
    return few.penalty * std::pow(fewLinks / goal, 3);
  double power =
      std::log(few.penalty / many.penalty) / std::log(manyLinks / fewLinks);
  return few.penalty * std::pow(fewLinks / goal, power);
}

/// The penalty at which both ends are equally good. If a path in between is
/// better, then a pass with this penalty finds one. If there is none, then both
/// ends are cheapest, and splicing them makes the path looked for.
template <typename Real>
double LinkPathSearch<Real>::chord() const {
  return (few.cost - many.cost) / static_cast<double>(manyLinks - few.links());
}

/// Combines both ends into a path with the links asked for. If both are
/// cheapest at \p penalty, then so is the result: where a link of one path lies
/// within a link of the other, the paths may exchange what follows, which by
/// the Monge property makes neither dearer.
template <typename Real>
void LinkPathSearch<Real>::splice(double penalty) {
  if (many.stops.empty())
    visitAllNodes();
  // Give the path with many links a lead: as many links as the result has more
  // than the path with few. By the end it has lost that lead. The first link of
  // the path with few that no longer ends behind encloses its counterpart.
  size_t lead = links - few.links();
  size_t i = 0;
  while (few.stops[i + 1] < many.stops[i + lead + 1])
    ++i;

  found.penalty = penalty;
  found.stops.assign(many.stops.begin(), many.stops.begin() + i + lead + 1);
  found.stops.insert(found.stops.end(), few.stops.begin() + i + 1,
                     few.stops.end());
  found.cost = 0;
  for (size_t link = 0; link < links; ++link)
    found.cost += costs->rounded(found.stops[link], found.stops[link + 1]);
}

template class coreai::clustering::PenalizedPass<double>;
template class coreai::clustering::PenalizedPass<DoubleDouble>;
template class coreai::clustering::LinkPathSearch<double>;
template class coreai::clustering::LinkPathSearch<DoubleDouble>;

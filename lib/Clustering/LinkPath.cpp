// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The search for a cheapest path: a pass over the nodes finds one for a given
// penalty per link, and around it a search for the penalty that yields a given
// number of links.

#include "LinkPath.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

using namespace coreai::clustering;

//===----------------------------------------------------------------------===//
// A pass with a given penalty
//===----------------------------------------------------------------------===//

namespace {

/// Finds a path of least cost plus penalty times the number of links.
template <typename Real>
class PenalizedPass {
public:
  PenalizedPass(const IntervalCosts<Real> &costs, double penalty)
      : costs(costs), penalty(penalty), distances(costs.size() + 1),
        predecessors(costs.size() + 1) {}

  LinkPath run() {
    candidates.push_back({0, 1});
    for (size_t node = 1; node <= costs.size(); ++node) {
      size_t best = bestPredecessor(node);
      predecessors[node] = best;
      distances[node] = distances[best] + costs.rounded(best, node) + penalty;
      addCandidate(node);
    }
    return tracePath();
  }

private:
  /// A node that is the best predecessor, of those seen so far, for all nodes
  /// from `begin` up to where the next candidate begins.
  struct Candidate {
    size_t node;
    size_t begin;
  };

  size_t bestPredecessor(size_t node);
  void addCandidate(size_t node);
  size_t firstBeaten(size_t earlier, size_t later, size_t losing,
                     size_t end) const;
  LinkPath tracePath() const;

  /// True if of two predecessors of \p node the later one beats the earlier
  /// one. By the Monge property it then does so for all later nodes as well.
  bool beats(size_t later, size_t earlier, size_t node) const {
    // Far beyond where a link should end both costs are huge, so they must not
    // be rounded before they are subtracted.
    return static_cast<double>(costs(earlier, node) - costs(later, node)) >
           distances[later] - distances[earlier];
  }

  const IntervalCosts<Real> &costs;
  double penalty;
  std::vector<double> distances; // Of each node from node 0.
  std::vector<size_t> predecessors;
  // A queue, ascending by node and by begin, whose front is at `front`.
  std::vector<Candidate> candidates;
  size_t front = 0;
};

} // namespace

/// The front of the queue, once a candidate that begins at \p node has replaced
/// the one before it.
template <typename Real>
size_t PenalizedPass<Real>::bestPredecessor(size_t node) {
  if (front + 1 < candidates.size() && candidates[front + 1].begin == node)
    ++front;
  // Reclaim the space of candidates passed once they are the majority.
  if (front >= 1024 && front > candidates.size() / 2) {
    candidates.erase(candidates.begin(), candidates.begin() + front);
    front = 0;
  }
  return candidates[front].node;
}

/// Lets \p node take over from where it beats the candidates before it.
template <typename Real>
void PenalizedPass<Real>::addCandidate(size_t node) {
  size_t end = costs.size() + 1;
  while (front < candidates.size()) {
    Candidate last = candidates.back();
    size_t begin = std::max(last.begin, node + 1);
    if (begin < end && !beats(node, last.node, begin)) {
      begin = firstBeaten(last.node, node, begin, end);
      if (begin <= costs.size())
        candidates.push_back({node, begin});
      return;
    }
    // Beaten from its beginning on, up to where the next one was beaten.
    end = begin;
    candidates.pop_back();
  }
  candidates.push_back({node, node + 1});
}

/// The first node between \p losing and \p end at which \p later beats \p
/// earlier, or \p end. As a rule it is close to \p losing.
template <typename Real>
size_t PenalizedPass<Real>::firstBeaten(size_t earlier, size_t later,
                                        size_t losing, size_t end) const {
  size_t winning = losing + 1;
  for (size_t step = 1; winning < end && !beats(later, earlier, winning);
       step *= 2) {
    losing = winning;
    winning = std::min(losing + step, end);
  }
  while (winning - losing > 1) {
    size_t middle = losing + (winning - losing) / 2;
    (beats(later, earlier, middle) ? winning : losing) = middle;
  }
  return winning;
}

template <typename Real>
LinkPath PenalizedPass<Real>::tracePath() const {
  LinkPath path;
  path.penalty = penalty;
  size_t node = costs.size();
  path.stops.push_back(node);
  while (node > 0) {
    path.cost += costs.rounded(predecessors[node], node);
    node = predecessors[node];
    path.stops.push_back(node);
  }
  std::reverse(path.stops.begin(), path.stops.end());
  return path;
}

//===----------------------------------------------------------------------===//
// The search for the penalty
//===----------------------------------------------------------------------===//

namespace {

/// Closes in on a number of links from both sides. The higher the penalty, the
/// fewer the links.
template <typename Real>
class PenaltySearch {
public:
  PenaltySearch(const IntervalCosts<Real> &costs, size_t links)
      : costs(costs), links(links) {
    few.stops = {0, costs.size()};
    few.cost = costs.rounded(0, costs.size());
    many.stops.resize(costs.size() + 1);
    std::iota(many.stops.begin(), many.stops.end(), size_t(0));
  }

  LinkPath run(double penalty);

private:
  bool improve(LinkPath found);
  double interpolate() const;
  double chord() const;
  LinkPath splice(double penalty) const;

  const IntervalCosts<Real> &costs;
  size_t links;

  // The cheapest paths known that come closest to the goal. The first two need
  // no search; their penalty is left at zero, which stands for unknown.
  LinkPath few;
  LinkPath many;

  // How many passes in a row yielded too few links, if negative, or too many.
  int streak = 0;
};

} // namespace

template <typename Real>
LinkPath PenaltySearch<Real>::run(double penalty) {
  if (links == few.links())
    return few;
  if (links == many.links())
    return many;

  int stalled = 0;
  bool atChord = false;
  while (true) {
    LinkPath found = PenalizedPass(costs, penalty).run();
    if (found.links() == links)
      return found;
    bool improved = improve(std::move(found));
    if (atChord && !improved)
      return splice(penalty);

    // Interpolation closes in fast as long as costs are smooth. The chord is
    // slower, but it closes in on any costs or ends the search. Between the two
    // neighbours of the goal it is the best guess, too.
    stalled = improved ? 0 : stalled + 1;
    atChord = stalled == 2 || many.links() - few.links() == 2;
    penalty = atChord ? chord() : interpolate();
  }
}

/// Replaces one of the ends by \p found unless that is worse, and returns
/// whether its number of links is closer to the goal.
template <typename Real>
bool PenaltySearch<Real>::improve(LinkPath found) {
  bool tooFew = found.links() < links;
  streak = tooFew ? std::min(streak, 0) - 1 : std::max(streak, 0) + 1;
  LinkPath &end = tooFew ? few : many;
  size_t before = end.links();
  size_t after = found.links();
  // With the same number of links it is still the closer penalty.
  if (after == before || (after > before) == tooFew)
    end = std::move(found);
  return end.links() != before;
}

/// The penalty that leads to the goal if the number of links is a power of the
/// penalty. The longer one side has been hit, the further it aims beyond.
template <typename Real>
double PenaltySearch<Real>::interpolate() const {
  double fewLinks = static_cast<double>(few.links());
  double manyLinks = static_cast<double>(many.links());
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
double PenaltySearch<Real>::chord() const {
  return (few.cost - many.cost) /
         static_cast<double>(many.links() - few.links());
}

/// Combines both ends into a path with the links asked for. If both are
/// cheapest at \p penalty, then so is the result: where a link of one path lies
/// within a link of the other, the paths may exchange what follows, which by
/// the Monge property makes neither dearer.
template <typename Real>
LinkPath PenaltySearch<Real>::splice(double penalty) const {
  // Give the path with many links a lead: as many links as the result has more
  // than the path with few. By the end it has lost that lead. The first link of
  // the path with few that no longer ends behind encloses its counterpart.
  size_t lead = links - few.links();
  size_t i = 0;
  while (few.stops[i + 1] < many.stops[i + lead + 1])
    ++i;

  LinkPath path;
  path.penalty = penalty;
  path.stops.assign(many.stops.begin(), many.stops.begin() + i + lead + 1);
  path.stops.insert(path.stops.end(), few.stops.begin() + i + 1,
                    few.stops.end());
  for (size_t link = 0; link < path.links(); ++link)
    path.cost += costs.rounded(path.stops[link], path.stops[link + 1]);
  return path;
}

template <typename Real>
LinkPath coreai::clustering::cheapestPath(const IntervalCosts<Real> &costs,
                                          size_t links, double penalty) {
  assert(links >= 1 && links <= costs.size() && "no such path");
  return PenaltySearch(costs, links).run(penalty);
}

template LinkPath
coreai::clustering::cheapestPath(const IntervalCosts<double> &, size_t, double);
template LinkPath
coreai::clustering::cheapestPath(const IntervalCosts<DoubleDouble> &, size_t,
                                 double);

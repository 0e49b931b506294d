// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Estimates the cost of an optimal partition, and where it divides the samples,
// from the cube roots of the costs of short intervals: an optimal partition
// gives about the same sum of cube roots to each of its parts.

#include "Clustering/Exact/CostProfile.h"

#include <algorithm>
#include <cmath>

using namespace coreai::clustering;

template <typename Real>
void CostProfile::assign(const IntervalCosts<Real> &costs) {
  size = costs.size();
  auto divideBy = [&](size_t samples) {
    partSize = samples;
    roots.assign(1, 0);
    for (size_t begin = 0; begin < size; begin += partSize) {
      double cost = costs.rounded(begin, std::min(begin + partSize, size));
      // Rounding may leave anything of no cost.
      roots.push_back(roots.back() + (cost > 0 ? std::cbrt(cost) : 0));
    }
  };
  // What few samples cost says little about how far apart they are.
  divideBy(std::max<size_t>((size + kMaxParts - 1) / kMaxParts, 8));
  if (roots.back() == 0)
    divideBy(size);
}

double CostProfile::cost(double count) const {
  double share = roots.back() / count;
  // Where samples are sparse there may be fewer of them than shares. Each is an
  // interval then, and that leaves smaller shares for the others.
  for (int attempt = 0; attempt < 8; ++attempt) {
    double left = count;
    double root = 0;
    for (size_t part = 0; part + 1 < roots.size(); ++part) {
      double own = roots[part + 1] - roots[part];
      double samples = static_cast<double>(partSize);
      if (own > samples * share)
        left -= samples;
      else
        root += own;
    }
    if (left < 1 || root / left >= share)
      break;
    share = root / left;
  }
  return share * share * share;
}

void CostProfile::divide(size_t count, std::vector<size_t> &stops) const {
  stops.assign(1, 0);
  size_t part = 0;
  for (size_t i = 1; i < count && roots.back() > 0; ++i) {
    double goal =
        roots.back() * static_cast<double>(i) / static_cast<double>(count);
    while (part + 2 < roots.size() && roots[part + 1] <= goal)
      ++part;
    double share = (goal - roots[part]) / (roots[part + 1] - roots[part]);
    size_t stop = part * partSize +
                  static_cast<size_t>(share * static_cast<double>(partSize));
    if (stop > stops.back() && stop < size)
      stops.push_back(stop);
  }
  stops.push_back(size);
}

template void CostProfile::assign(const IntervalCosts<double> &costs);
template void CostProfile::assign(const IntervalCosts<DoubleDouble> &costs);

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How the values of a weight are distributed.

#include "Shape.h"

#include <array>
#include <cmath>
#include <limits>
#include <set>

#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

using namespace coreai;
using namespace coreai::compare;

/// Calls `fn` with each finite value, in order.
template <typename Fn>
static void forEachValue(const decoding::Source &source, Fn fn) {
  std::array<double, 1024> strip;
  for (size_t begin = 0; begin < source.size(); begin += strip.size()) {
    size_t count = std::min(strip.size(), source.size() - begin);
    source.read(begin, std::span(strip).first(count));
    for (double value : std::span(strip).first(count))
      if (std::isfinite(value))
        fn(value);
  }
}

static ValueShape findShape(const ProgramWeight &weight,
                            const PairShape &pair) {
  ValueShape shape;
  shape.bins.resize(kBins);
  std::set<double> entries;
  // Halves, as a difference may overflow.
  double width = pair.high / 2 - pair.low / 2;
  forEachValue(*weight.source, [&](double value) {
    double place = width > 0 ? (value / 2 - pair.low / 2) / width : 0.5;
    ++shape.bins[std::min(kBins - 1, static_cast<size_t>(place * kBins))];
    if (weight.isCompressed && entries.size() <= kMaxEntries)
      entries.insert(value);
  });
  if (weight.isCompressed && entries.size() <= kMaxEntries)
    shape.entries.emplace(entries.begin(), entries.end());
  return shape;
}

static PairShape findShape(const ComparedWeight &weight) {
  PairShape shape;
  shape.low = std::numeric_limits<double>::infinity();
  shape.high = -shape.low;
  for (const ProgramWeight *side : {weight.before, weight.after})
    forEachValue(*side->source, [&](double value) {
      shape.low = std::min(shape.low, value);
      shape.high = std::max(shape.high, value);
    });
  if (shape.low > shape.high)
    shape.low = shape.high = 0;
  shape.before = findShape(*weight.before, shape);
  shape.after = findShape(*weight.after, shape);
  return shape;
}

std::vector<PairShape>
compare::findShapes(llvm::ArrayRef<ComparedWeight> weights, int workers) {
  std::vector<PairShape> shapes(weights.size());
  tbb::task_arena(workers).execute([&] {
    tbb::parallel_for(size_t(0), weights.size(),
                      [&](size_t i) { shapes[i] = findShape(weights[i]); });
  });
  return shapes;
}

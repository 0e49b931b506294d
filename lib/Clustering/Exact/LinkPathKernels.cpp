// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The kernels of the search for a cheapest path, compiled once per instruction
// set.

// The loops keep arrays of vectors, which must have a fixed size.
#define HWY_DISABLED_TARGETS                                                   \
  (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "Clustering/Exact/LinkPathKernels.cpp"
#include "Clustering/Exact/LinkPathKernels.h"

#include <hwy/foreach_target.h> // Must come before highway.h.
#include <hwy/highway.h>

#include <algorithm>
#include <bit>
#include <limits>

HWY_BEFORE_NAMESPACE();
namespace coreai::clustering::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Tag = hn::ScalableTag<double>;
using Doubles = hn::Vec<Tag>;
using Indices = hn::Vec<hn::RebindToSigned<Tag>>;

static constexpr Tag doubles;
static constexpr hn::RebindToSigned<Tag> indices;
static constexpr hn::RebindToUnsigned<Tag> wide;
static constexpr hn::Rebind<uint32_t, Tag> narrow;
static constexpr size_t kLanes = HWY_LANES(double);
// There are always eight lanes, so that their contents are always the same.
static constexpr size_t kParts = kPathLanes / kLanes;
static_assert(kPathLanes % kLanes == 0);

static constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Candidates between two divisions.
static constexpr size_t kChunkCandidates = 512;

/// The sums at nodes, and for candidates their distance.
struct Sums {
  Doubles weight, first, second;
};

static HWY_INLINE Sums loadSums(const IntervalSums &sums, size_t node) {
  return {hn::LoadU(doubles, sums.weights + node),
          hn::LoadU(doubles, sums.firsts + node),
          hn::LoadU(doubles, sums.seconds + node)};
}

static HWY_INLINE Sums broadcastSums(const IntervalSums &sums, size_t node) {
  return {hn::Set(doubles, sums.weights[node]),
          hn::Set(doubles, sums.firsts[node]),
          hn::Set(doubles, sums.seconds[node])};
}

/// Candidates, and the distances by way of them as fractions.
struct Offer {
  Doubles numerator, denominator;
  Indices index;

  HWY_INLINE auto isLess(const Offer &other) const {
    return hn::Lt(hn::Mul(numerator, other.denominator),
                  hn::Mul(other.numerator, denominator));
  }

  /// The lesser one of two in each lane, or the first if they are equal.
  HWY_INLINE Offer lesser(const Offer &second) const {
    auto isSecond = second.isLess(*this);
    return {
        hn::IfThenElse(isSecond, second.numerator, numerator),
        hn::IfThenElse(isSecond, second.denominator, denominator),
        hn::IfThenElse(hn::RebindMask(indices, isSecond), second.index, index)};
  }
};

/// The best candidate of each lane.
struct Best {
  // Since the last division.
  Doubles numerator, denominator;
  Indices latest;
  // Up to the last division.
  Doubles least;
  Indices candidate;

  HWY_INLINE void reset(Indices first) {
    numerator = least = hn::Set(doubles, kInfinity);
    denominator = hn::Set(doubles, 1.0);
    latest = candidate = first;
  }

  HWY_INLINE void offer(const Offer &other) {
    auto isLess = other.isLess({numerator, denominator, latest});
    numerator = hn::IfThenElse(isLess, other.numerator, numerator);
    denominator = hn::IfThenElse(isLess, other.denominator, denominator);
    latest =
        hn::IfThenElse(hn::RebindMask(indices, isLess), other.index, latest);
  }

  HWY_INLINE void divide() {
    Doubles quotient = hn::Div(numerator, denominator);
    auto isLess = hn::Lt(quotient, least);
    least = hn::IfThenElse(isLess, quotient, least);
    candidate =
        hn::IfThenElse(hn::RebindMask(indices, isLess), latest, candidate);
    numerator = hn::Set(doubles, kInfinity);
    denominator = hn::Set(doubles, 1.0);
  }
};

/// The distance by way of a candidate, times the weight of the link.
static HWY_INLINE Doubles numeratorOf(const Sums &node, const Sums &candidate,
                                      Doubles distance, Doubles weight) {
  Doubles first = hn::Sub(node.first, candidate.first);
  Doubles second = hn::Add(distance, hn::Sub(node.second, candidate.second));
  return hn::Sub(hn::Mul(second, weight), hn::Mul(first, first));
}

//===----------------------------------------------------------------------===//
// One node, many candidates
//===----------------------------------------------------------------------===//

static HWY_INLINE void visit(const PassNodes &pass, size_t node, size_t low,
                             size_t high) {
  Sums own = broadcastSums(pass.sums, node);
  Best best[kParts];
  Indices index[kParts];
  for (size_t p = 0; p < kParts; ++p) {
    index[p] = hn::Iota(indices, static_cast<int64_t>(low + p * kLanes));
    best[p].reset(index[p]);
  }
  Indices end = hn::Set(indices, static_cast<int64_t>(high + 1));
  for (size_t begin = low; begin <= high;) {
    size_t stop = std::min(begin + kChunkCandidates, high + 1);
    for (; begin < stop; begin += kPathLanes)
      for (size_t p = 0; p < kParts; ++p) {
        size_t at = begin + p * kLanes;
        Sums sums = loadSums(pass.sums, at);
        Doubles weight = hn::Sub(own.weight, sums.weight);
        Doubles numerator = numeratorOf(
            own, sums, hn::LoadU(doubles, pass.distances + at), weight);
        auto isValid = hn::RebindMask(doubles, hn::Lt(index[p], end));
        numerator =
            hn::IfThenElse(isValid, numerator, hn::Set(doubles, kInfinity));
        best[p].offer({numerator, weight, index[p]});
        index[p] = hn::Add(index[p],
                           hn::Set(indices, static_cast<int64_t>(kPathLanes)));
      }
    for (size_t p = 0; p < kParts; ++p)
      best[p].divide();
  }

  Doubles least = best[0].least;
  for (size_t p = 1; p < kParts; ++p)
    least = hn::Min(least, best[p].least);
  least = hn::MinOfLanes(doubles, least);
  Indices none = hn::Set(indices, std::numeric_limits<int64_t>::max());
  Indices first = none;
  for (size_t p = 0; p < kParts; ++p) {
    auto isLeast = hn::RebindMask(indices, hn::Eq(best[p].least, least));
    first = hn::Min(first, hn::IfThenElse(isLeast, best[p].candidate, none));
  }
  first = hn::MinOfLanes(indices, first);
  pass.distances[node] = hn::GetLane(least) + pass.penalty;
  pass.predecessors[node] = static_cast<uint32_t>(hn::GetLane(first));
}

static void visitNodeImpl(const PassNodes &pass, size_t node, size_t low,
                          size_t high) {
  visit(pass, node, low, high);
}

static void visitBetweenImpl(const PassNodes &pass, size_t known, size_t first,
                             size_t step, size_t count) {
  size_t node = first;
  size_t before = first > known + step ? first - step : known;
  for (; count > 0; --count, node += 2 * step) {
    visit(pass, node, pass.predecessors[before],
          pass.predecessors[node + step]);
    before = node + step;
  }
}

//===----------------------------------------------------------------------===//
// Eight nodes, few candidates
//===----------------------------------------------------------------------===//

/// A candidate for many nodes.
struct Candidate {
  Sums sums;
  Doubles distance;
  Indices index;

  HWY_INLINE Candidate(const PassNodes &pass, size_t node)
      : sums(broadcastSums(pass.sums, node)),
        distance(hn::Set(doubles, pass.distances[node])),
        index(hn::Set(indices, static_cast<int64_t>(node))) {}

  HWY_INLINE Offer offerTo(const Sums &node) const {
    Doubles weight = hn::Sub(node.weight, sums.weight);
    return {numeratorOf(node, sums, distance, weight), weight, index};
  }
};

/// Visits the nodes from \p begin up to, but not including, \p end.
static HWY_INLINE void visitLanes(const PassNodes &pass, size_t begin,
                                  size_t end, size_t low, size_t high) {
  Sums own[kParts];
  Best best[kParts];
  for (size_t p = 0; p < kParts; ++p) {
    own[p] = loadSums(pass.sums, begin + p * kLanes);
    best[p].reset(hn::Set(indices, static_cast<int64_t>(low)));
  }
  for (size_t i = low; i <= high;) {
    size_t stop = std::min(i + kChunkCandidates, high + 1);
    // In pairs, so that half of the comparisons need not wait for each other.
    for (; i + 2 <= stop; i += 2) {
      Candidate first(pass, i), second(pass, i + 1);
      for (size_t p = 0; p < kParts; ++p)
        best[p].offer(first.offerTo(own[p]).lesser(second.offerTo(own[p])));
    }
    if (i < stop) {
      Candidate last(pass, i++);
      for (size_t p = 0; p < kParts; ++p)
        best[p].offer(last.offerTo(own[p]));
    }
    for (size_t p = 0; p < kParts; ++p)
      best[p].divide();
  }

  for (size_t p = 0; p < kParts && begin < end; ++p, begin += kLanes) {
    Doubles distance = hn::Add(best[p].least, hn::Set(doubles, pass.penalty));
    auto predecessor =
        hn::TruncateTo(narrow, hn::BitCast(wide, best[p].candidate));
    hn::BlendedStore(distance, hn::FirstN(doubles, end - begin), doubles,
                     pass.distances + begin);
    hn::BlendedStore(predecessor, hn::FirstN(narrow, end - begin), narrow,
                     pass.predecessors + begin);
  }
}

/// How many nodes after \p known are in its block, or kPathLanes if it may go
/// on.
static HWY_INLINE size_t shortBlock(const PassNodes &pass, size_t known,
                                    size_t low) {
  double limit =
      known == 0 ? pass.penalty : pass.distances[known] - pass.distances[low];
  Sums from = broadcastSums(pass.sums, low);
  unsigned areWithin = 1; // However far it is, the next node is in the block.
  for (size_t p = 0; p < kParts; ++p) {
    Sums to = loadSums(pass.sums, known + 1 + p * kLanes);
    Doubles first = hn::Sub(to.first, from.first);
    Doubles square = hn::Mul(first, first);
    Doubles cost = hn::Sub(hn::Sub(to.second, from.second),
                           hn::Div(square, hn::Sub(to.weight, from.weight)));
    uint8_t bits[8];
    hn::StoreMaskBits(doubles, hn::Le(cost, hn::Set(doubles, limit)), bits);
    areWithin |= unsigned(bits[0] & ((1u << kLanes) - 1)) << p * kLanes;
  }
  size_t count = static_cast<size_t>(std::countr_one(areWithin));
  return std::min(count, pass.size - known);
}

static size_t visitShortBlocksImpl(const PassNodes &pass, size_t known,
                                   size_t end) {
  // All candidates are tried for all nodes, which must not be many.
  constexpr size_t kMaxCandidates = 4 * kPathLanes;
  while (known < end) {
    size_t low = pass.predecessors[known];
    if (known - low >= kMaxCandidates)
      break;
    size_t count = shortBlock(pass, known, low);
    if (count == kPathLanes)
      break;
    visitLanes(pass, known + 1, known + 1 + count, low, known);
    known += count;
  }
  return known;
}

static void visitRestImpl(const PassNodes &pass, size_t known, size_t first,
                          size_t count) {
  size_t before = known;
  size_t end = first;
  for (; count > 0; --count) {
    if (before + 1 < end)
      visitLanes(pass, before + 1, end, pass.predecessors[before],
                 pass.predecessors[end]);
    before = end;
    end += kPathLanes + 1;
  }
}

} // namespace coreai::clustering::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace coreai::clustering {

HWY_EXPORT(visitShortBlocksImpl);
HWY_EXPORT(visitNodeImpl);
HWY_EXPORT(visitBetweenImpl);
HWY_EXPORT(visitRestImpl);

size_t visitShortBlocks(const PassNodes &pass, size_t known, size_t end) {
  return HWY_DYNAMIC_DISPATCH(visitShortBlocksImpl)(pass, known, end);
}

void visitNode(const PassNodes &pass, size_t node, size_t low, size_t high) {
  HWY_DYNAMIC_DISPATCH(visitNodeImpl)(pass, node, low, high);
}

void visitBetween(const PassNodes &pass, size_t known, size_t first,
                  size_t step, size_t count) {
  HWY_DYNAMIC_DISPATCH(visitBetweenImpl)(pass, known, first, step, count);
}

void visitRest(const PassNodes &pass, size_t known, size_t first,
               size_t count) {
  HWY_DYNAMIC_DISPATCH(visitRestImpl)(pass, known, first, count);
}

} // namespace coreai::clustering
#endif // HWY_ONCE

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Comparing sources element by element, in blocks that threads share.

#include "coreai/Metrics/Comparison.h"

#include "Decoding/Chunks.h"
#include "Metrics/ComparisonKernel.h"
#include "Metrics/ValueCounter.h"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <memory>
#include <mutex>

using namespace coreai;
using namespace coreai::metrics;

namespace {

/// What a task compares: a part of a pair, long against the cost of a task.
struct Block {
  size_t pair;
  size_t begin;
  size_t end;
  Comparison result = {};
};

} // namespace

static constexpr size_t kBlockElements = size_t(1) << 18;

double Comparison::cosine() const {
  if (isExact())
    return 1;
  // Roots before the product, which might overflow.
  double norms = std::sqrt(squaredNorm) * std::sqrt(otherSquaredNorm);
  if (norms == 0)
    return std::numeric_limits<double>::quiet_NaN();
  return std::clamp(product / norms, -1.0, 1.0);
}

/// Compares any numbers, one pair at a time.
static Comparison compareAny(std::span<const double> originals,
                             std::span<const double> others) {
  Comparison result;
  for (size_t i = 0; i < originals.size(); ++i) {
    double original = originals[i], other = others[i];
    if (std::isfinite(original) && std::isfinite(other)) {
      result += compareFinite({&original, 1}, {&other, 1});
      continue;
    }
    ++result.count;
    if (original == other || (std::isnan(original) && std::isnan(other)))
      continue;
    double error = std::numeric_limits<double>::infinity();
    result.squaredError = result.maxAbsError = result.absError = error;
  }
  return result;
}

/// Compares any numbers, a chunk of them.
static Comparison compareChunk(std::span<const double> originals,
                               std::span<const double> others) {
  Comparison result = compareFinite(originals, others);
  // Whatever isn't finite is in one of the norms.
  if (!std::isfinite(result.squaredNorm + result.otherSquaredNorm))
    return compareAny(originals, others);
  return result;
}

Comparison coreai::metrics::compare(std::span<const double> originals,
                                    std::span<const double> others) {
  assert(originals.size() == others.size() && "sizes differ");
  Comparison result;
  decoding::forEachChunk(originals.size(), [&](size_t start, size_t count) {
    result += compareChunk(originals.subspan(start, count),
                           others.subspan(start, count));
  });
  return result;
}

namespace {

/// Counts the values on both sides of a pair.
struct PairCounter {
  ValueCounter original;
  ValueCounter other;
};

} // namespace

/// Compares a part of a pair, and counts its values if there is a counter.
static Comparison compareRange(const SourcePair &pair, size_t begin, size_t end,
                               PairCounter *counter) {
  std::array<double, decoding::kChunk> originals, others;
  Comparison result;
  decoding::forEachChunk(end - begin, [&](size_t start, size_t count) {
    std::span<double> original = std::span(originals).first(count);
    std::span<double> other = std::span(others).first(count);
    pair.original->read(begin + start, original);
    pair.other->read(begin + start, other);
    result += compareChunk(original, other);
    if (counter) {
      counter->original.add(original);
      counter->other.add(other);
    }
  });
  return result;
}

/// Compares pairs and, unless \p distributions is empty, counts their values.
static std::vector<Comparison>
comparePairs(std::span<const SourcePair> pairs, int workers,
             std::span<PairDistribution> distributions) {
  std::vector<Block> blocks;
  for (size_t i = 0; i < pairs.size(); ++i) {
    size_t size = pairs[i].original->size();
    assert(pairs[i].other->size() == size && "sizes differ");
    for (size_t begin = 0; begin < size; begin += kBlockElements)
      blocks.push_back({i, begin, std::min(begin + kBlockElements, size)});
  }
  std::mutex mutex;
  auto compareBlock = [&](Block &block) {
    std::unique_ptr<PairCounter> counter;
    if (!distributions.empty())
      counter = std::make_unique<PairCounter>();
    block.result =
        compareRange(pairs[block.pair], block.begin, block.end, counter.get());
    if (!counter)
      return;
    Distribution original = counter->original.finish();
    Distribution other = counter->other.finish();
    // At once: there may be more blocks than there is memory for. Unlike sums,
    // distributions are the same in any order.
    std::scoped_lock lock(mutex);
    distributions[block.pair].original += original;
    distributions[block.pair].other += other;
  };
  tbb::task_arena(workers).execute([&] {
    tbb::parallel_for(size_t(0), blocks.size(),
                      [&](size_t i) { compareBlock(blocks[i]); });
  });
  // In order: the sums don't depend on who computed what.
  std::vector<Comparison> results(pairs.size());
  for (const Block &block : blocks)
    results[block.pair] += block.result;
  return results;
}

std::vector<Comparison>
coreai::metrics::compare(std::span<const SourcePair> pairs, int workers) {
  return comparePairs(pairs, workers, {});
}

std::vector<Comparison>
coreai::metrics::compare(std::span<const SourcePair> pairs, int workers,
                         std::span<PairDistribution> distributions) {
  assert(distributions.size() == pairs.size());
  std::ranges::fill(distributions, PairDistribution());
  return comparePairs(pairs, workers, distributions);
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sums over sorted samples, in versions for several instruction sets, of which
// the best is chosen at run time. All versions give the same bits: samples are
// always dealt out to eight lanes, and lanes added up in one order.

#ifndef COREAI_LIB_CLUSTERING_EXACT_SAMPLEKERNELS_H
#define COREAI_LIB_CLUSTERING_EXACT_SAMPLEKERNELS_H

#include "Clustering/Exact/DoubleDouble.h"

#include <cstddef>
#include <span>

namespace coreai::clustering {

/// Values and weights, and what to multiply them by: powers of two.
struct ScaledSamples {
  std::span<const double> values;  // [n]
  std::span<const double> weights; // [n]
  double valueScale = 1;
  double weightScale = 1;

  /// What a sample weighs at least, after scaling.
  double leastWeight = 0;

  ScaledSamples part(size_t begin, size_t end) const {
    ScaledSamples result = *this;
    result.values = values.subspan(begin, end - begin);
    result.weights = weights.subspan(begin, end - begin);
    return result;
  }
};

/// What there is to know about positive weights.
struct WeightSummary {
  double heaviest;
  bool areCounts; // Whole numbers with a sum below 2^53.
};
WeightSummary summarizeWeights(std::span<const double> weights);

/// Writes the sums of the first 0, 1, ..., n weights, which are counts.
///
/// Shapes:  \p sums [n + 1].
/// Units:   scaled ones. There is no least weight.
/// Errors:  none: sums of counts are exact.
void sumCounts(const ScaledSamples &samples, double *sums);

/// Samples that are added up before their sum joins the sums so far. Keeping
/// what each addition rounds off takes six operations, each waiting for the one
/// before, and within a few samples there is little to round off.
constexpr size_t kMomentBlock = 32;

/// What sums over all samples on one side of a point come to.
struct SideSums {
  RunningSum first;
  RunningSum second;
  double largestBlock = 0; // The largest sum of first moments of a block.
};

/// Writes the sums over the first 1, 2, ..., n samples of the weights times the
/// first and the second power of the distance from \p origin.
///
/// Shapes:  \p firsts and \p seconds [n].
/// Units:   scaled ones, and so is \p origin.
SideSums sumRightward(const ScaledSamples &samples, double origin,
                      double *firsts, double *seconds);

/// The same, starting with the last sample, and with a minus sign:
/// firsts[n - 1] is about that sample only, and firsts[0] about all.
SideSums sumLeftward(const ScaledSamples &samples, double origin,
                     double *firsts, double *seconds);

/// Sums of weights, and of those times the first and the second power of the
/// distance from a center.
struct Moments {
  double weight = 0;
  double first = 0;
  double second = 0;
};

/// Units:   scaled ones. There is no least weight.
/// Errors:  relative to the sum of magnitudes, below 2^-43.
Moments momentsAbout(const ScaledSamples &samples, double center);

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_EXACT_SAMPLEKERNELS_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The values to cluster, in a unit in which arithmetic on them stays inside the
// range of double.

#ifndef COREAI_LIB_CLUSTERING_EXACT_SAMPLES_H
#define COREAI_LIB_CLUSTERING_EXACT_SAMPLES_H

#include "Clustering/Exact/SampleKernels.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <span>

namespace coreai::clustering {

/// The caller's values and weights, multiplied by powers of two. Nothing is
/// copied.
class Samples {
public:
  /// Shapes: \p values [n] strictly ascending, n >= 2; \p weights [n] positive.
  ///         Both must outlive the object.
  Samples(std::span<const double> values, std::span<const double> weights)
      : values(values), weights(weights) {
    assert(values.size() >= 2 && values.size() == weights.size());
    double largest =
        std::max(std::abs(values.front()), std::abs(values.back()));
    summary = summarizeWeights(weights);
    // The squares of 2^450 leave room for sums of 2^64 of them times the 2^27
    // that exactProduct needs. The rest of the range is left to small values.
    valueExponent = scaleExponent(largest, 450);
    weightExponent = scaleExponent(summary.heaviest, 0);
    valueScale = std::ldexp(1.0, valueExponent);
    weightScale = std::ldexp(1.0, weightExponent);
  }

  size_t size() const { return values.size(); }
  double value(size_t i) const { return values[i] * valueScale; }
  double weight(size_t i) const { return weights[i] * weightScale; }

  /// The samples from \p begin to \p end.
  ScaledSamples part(size_t begin, size_t end) const {
    return ScaledSamples{values, weights, valueScale, weightScale}.part(begin,
                                                                        end);
  }

  /// True if weights are counts, so that sums of them are exact.
  bool haveCounts() const { return summary.areCounts; }

  /// A scaled value in the caller's unit.
  double unscaledValue(double scaled) const {
    return std::ldexp(scaled, -valueExponent);
  }

  /// A sum of scaled weight * value^2 in the caller's unit.
  double unscaledError(double scaled) const {
    return std::ldexp(scaled, -2 * valueExponent - weightExponent);
  }

private:
  /// The exponent of the power of two that brings \p largest close to 2^target.
  /// Near the ends of the range it stops short, so that the power itself is a
  /// normal number.
  static int scaleExponent(double largest, int target) {
    return std::clamp(target - std::ilogb(largest), -1000, 1000);
  }

  std::span<const double> values;
  std::span<const double> weights;
  WeightSummary summary;
  int valueExponent;
  int weightExponent;
  double valueScale;  // 2^valueExponent
  double weightScale; // 2^weightExponent
};

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_EXACT_SAMPLES_H

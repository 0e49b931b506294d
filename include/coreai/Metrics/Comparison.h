// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How far the elements of one source, or of one array, are from those of
// another.

#ifndef COREAI_METRICS_COMPARISON_H
#define COREAI_METRICS_COMPARISON_H

#include "coreai/Decoding/Source.h"
#include "coreai/Metrics/Distribution.h"
#include "coreai/Metrics/ErrorSums.h"

#include <span>
#include <vector>

namespace coreai::metrics {

/// Sums over pairs of elements, an original and what stands for it.
///
/// Equal elements have no error, infinities and NaNs included. Otherwise, where
/// one of a pair isn't finite, the error is infinite. Norms and the product are
/// of pairs that are both finite.
struct Comparison : ErrorSums {
  size_t count = 0;
  double absError = 0;         // Sum of |original - other|.
  double otherSquaredNorm = 0; // Sum of other^2.
  double product = 0;          // Sum of original * other.

  Comparison &operator+=(const Comparison &that) {
    ErrorSums::operator+=(that);
    count += that.count;
    absError += that.absError;
    otherSquaredNorm += that.otherSquaredNorm;
    product += that.product;
    return *this;
  }

  /// Mean |original - other|, 0 of nothing.
  double meanAbsError() const { return count == 0 ? 0 : absError / count; }

  /// The cosine of the angle between the two, as vectors.
  ///
  /// Returns: 1 if they are equal; NaN if just one of them is zero.
  double cosine() const;
};

/// Compares arrays.
///
/// Shapes:  \p originals and \p others [n].
/// Errors:  none reported: sizes are asserted.
Comparison compare(std::span<const double> originals,
                   std::span<const double> others);

/// Two sources of equal size.
struct SourcePair {
  const decoding::Source *original;
  const decoding::Source *other;
};

/// Compares the elements of pairs of sources, decoding both a chunk at a time.
///
/// Shapes:  the sources of a pair have the same number of elements.
/// Returns: a comparison for each pair; the same, to the bit, for any number of
///          \p workers.
/// Errors:  none reported: sizes are asserted.
std::vector<Comparison> compare(std::span<const SourcePair> pairs, int workers);

/// How the elements of a pair are distributed.
struct PairDistribution {
  Distribution original;
  Distribution other;
};

/// Compares the elements of pairs of sources, and counts their values on the
/// way.
///
/// Shapes:  \p distributions [pairs], overwritten; else as above.
/// Returns: as above.
/// Errors:  as above.
std::vector<Comparison> compare(std::span<const SourcePair> pairs, int workers,
                                std::span<PairDistribution> distributions);

} // namespace coreai::metrics

#endif // COREAI_METRICS_COMPARISON_H

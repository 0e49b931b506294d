// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How far numbers are from the originals that they stand for: the sums that
// every measurement takes, and the signal-to-noise ratio, defined once. It
// includes nothing of this project, so that whoever computes numbers may use
// it.

#ifndef COREAI_METRICS_ERRORSUMS_H
#define COREAI_METRICS_ERRORSUMS_H

#include <algorithm>
#include <cmath>
#include <limits>

namespace coreai::metrics {

/// Sums over pairs of an original and what stands for it.
///
/// Units:   that of the originals, squared or not.
struct ErrorSums {
  double squaredError = 0; // Sum of (original - other)^2.
  double squaredNorm = 0;  // Sum of original^2.
  double maxAbsError = 0;  // Largest |original - other|.

  ErrorSums &operator+=(const ErrorSums &that) {
    squaredError += that.squaredError;
    squaredNorm += that.squaredNorm;
    maxAbsError = std::max(maxAbsError, that.maxAbsError);
    return *this;
  }

  /// Whether all pairs are equal. Where squares underflow, the largest error
  /// still tells.
  bool isExact() const { return squaredError == 0 && maxAbsError == 0; }

  /// The ratio of signal to noise, of the originals' energy to the errors'.
  ///
  /// Units:   decibels.
  /// Returns: infinity if all pairs are equal, also of zeros and of nothing.
  ///          Otherwise minus infinity if the originals have no energy, or if
  ///          the error is infinite or NaN. Never NaN, by which nothing could
  ///          be ordered or required.
  double snrDb() const {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (isExact())
      return infinity;
    // Both are false of NaN.
    if (!(squaredNorm > 0 && squaredError < infinity))
      return -infinity;
    return 10 * std::log10(squaredNorm / squaredError);
  }
};

} // namespace coreai::metrics

#endif // COREAI_METRICS_ERRORSUMS_H

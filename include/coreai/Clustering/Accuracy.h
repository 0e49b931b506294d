// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How far a palettized weight is from the original.

#ifndef COREAI_CLUSTERING_ACCURACY_H
#define COREAI_CLUSTERING_ACCURACY_H

#include <algorithm>

namespace coreai::clustering {

/// Measured on what the stored indices, tables and scales decode to, without
/// regard to importance.
struct Accuracy {
  double squaredError = 0; // Sum of (original - decoded)^2.
  double squaredNorm = 0;  // Sum of original^2.
  double maxAbsError = 0;  // Largest |original - decoded|.

  Accuracy &operator+=(const Accuracy &other) {
    squaredError += other.squaredError;
    squaredNorm += other.squaredNorm;
    maxAbsError = std::max(maxAbsError, other.maxAbsError);
    return *this;
  }
};

} // namespace coreai::clustering

#endif // COREAI_CLUSTERING_ACCURACY_H

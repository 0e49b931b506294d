// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What may become of a weight that is to be palettized, and the check that it
// can be at all.

#ifndef COREAI_CLUSTERING_OUTCOME_H
#define COREAI_CLUSTERING_OUTCOME_H

#include "coreai/Elements/FloatFormat.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace coreai::clustering {

/// What became of a weight.
enum class Outcome : uint8_t {
  Palettized,
  NonFinite,      // An element is infinite or NaN.
  ScaleUnderflow, // A scale is not a number of the weight's format.
  Cancelled,
};

/// An element that no table can represent.
struct NonFinite {
  size_t index; // Row-major.
  double value; // Infinite or NaN.
};

/// Finds the first element that is infinite or NaN.
///
/// Shapes:  \p data holds a whole number of elements of \p format.
/// Returns: the offending element of lowest index, or nothing.
/// Errors:  none.
///
/// Runs in the caller's TBB arena; the result does not depend on its size.
std::optional<NonFinite> findNonFinite(elements::FloatFormat format,
                                       std::span<const std::byte> data);

} // namespace coreai::clustering

#endif // COREAI_CLUSTERING_OUTCOME_H

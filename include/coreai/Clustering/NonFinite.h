// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The check that a weight can be palettized at all: that its elements are
// finite.

#ifndef COREAI_CLUSTERING_NONFINITE_H
#define COREAI_CLUSTERING_NONFINITE_H

#include "coreai/Elements/FloatFormat.h"

#include <cstddef>
#include <optional>
#include <span>

namespace coreai::clustering {

/// An element that no table can represent.
struct NonFinite {
  size_t index; // Row-major.
  double value; // Infinite or NaN.
};

/// Finds the first element that is infinite or NaN.
///
/// Shapes:  \p data holds a whole number of elements of \p format.
/// Returns: the infinite or NaN element of lowest index, or nothing.
/// Errors:  none.
///
/// Runs in the caller's TBB arena; the result does not depend on its size.
std::optional<NonFinite> findNonFinite(elements::FloatFormat format,
                                       std::span<const std::byte> data);

} // namespace coreai::clustering

#endif // COREAI_CLUSTERING_NONFINITE_H

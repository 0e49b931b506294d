// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The loop that comparisons spend their time in.

#ifndef COREAI_LIB_METRICS_COMPARISONKERNEL_H
#define COREAI_LIB_METRICS_COMPARISONKERNEL_H

#include "coreai/Metrics/Comparison.h"

#include <span>

namespace coreai::metrics {

/// Compares finite numbers. With others, the norms aren't finite.
///
/// Shapes:  \p originals and \p others [n].
/// Returns: the same, to the bit, on every instruction set.
Comparison compareFinite(std::span<const double> originals,
                         std::span<const double> others);

} // namespace coreai::metrics

#endif // COREAI_LIB_METRICS_COMPARISONKERNEL_H

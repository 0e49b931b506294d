// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From counters of all patterns of a 16-bit format to the values that occur, in
// versions for several instruction sets, of which the best is chosen at run
// time. All versions give the same results.

#ifndef COREAI_LIB_CLUSTERING_SCALAR_COUNTKERNELS_H
#define COREAI_LIB_CLUSTERING_SCALAR_COUNTKERNELS_H

#include "coreai/Elements/FloatFormat.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace coreai::clustering {

/// How many patterns a 16-bit format has.
constexpr size_t kPatternCount = size_t(1) << 16;

/// How many of \p counts [kPatternCount] are above zero.
size_t countOccurring(std::span<const uint16_t> counts);

/// How many numbers moveCounts may write past the last value, and past the last
/// weight, since it stores whole registers.
constexpr size_t kCompactionSlack = 8;

/// Moves counts of patterns to values and weights, and clears them.
///
/// Shapes:  \p counts [kPatternCount]; \p values and \p weights have room for
///          as many numbers as there are counts above zero, and for
///          kCompactionSlack more.
/// Returns: the number of values, which ascend; the two zeros are one. If a
///          pattern that occurs isn't finite, -1, with the counts as they were.
ptrdiff_t moveCounts(elements::FloatFormat format, std::span<uint16_t> counts,
                     double *values, double *weights);

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_SCALAR_COUNTKERNELS_H

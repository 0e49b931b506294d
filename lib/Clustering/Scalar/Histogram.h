// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What fast mode clusters instead of single values: a histogram of bounded
// size.

#ifndef COREAI_LIB_CLUSTERING_SCALAR_HISTOGRAM_H
#define COREAI_LIB_CLUSTERING_SCALAR_HISTOGRAM_H

#include "Clustering/Scalar/DistinctValues.h"
#include "Clustering/Scalar/GroupSamples.h"

#include <cstddef>

namespace coreai::clustering {

/// Bins of a histogram at most.
constexpr size_t kMaxBins = size_t(1) << 18;

/// Summarizes a group by the mean and weight of the samples in each bin.
///
/// A bin is as wide as 10^-roundingPrecision or 2^-15 of the largest magnitude,
/// whichever is less; or twice as wide, four times, ..., if it takes that to
/// keep to kMaxBins. Some are narrower: where values crowd, by how much a bin
/// can add to the error; and where a bin would hold more than 1/1024 of the
/// weight, down to single values if need be and room allows. So neither values
/// much smaller than the largest one nor a narrow peak lose their shape.
///
/// The squares of a bin's samples about their mean are not kept: they add the
/// same to the error of every partition.
///
/// \p group has samples, all finite. Reads them two to four times, in parallel;
/// the result does not depend on that.
void collectHistogram(const Group &group, DistinctValues &result);

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_SCALAR_HISTOGRAM_H

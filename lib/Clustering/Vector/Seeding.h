// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The vectors that k-means starts from.

#ifndef COREAI_LIB_CLUSTERING_VECTOR_SEEDING_H
#define COREAI_LIB_CLUSTERING_VECTOR_SEEDING_H

#include "Clustering/Vector/Philox.h"
#include "Clustering/Vector/Source.h"

#include <cstddef>
#include <vector>

namespace coreai::clustering {

/// Draws \p clusters vectors of \p source, far from each other, by greedy
/// k-means++: each is the best of \p trials vectors that were drawn with
/// probabilities proportional to their squared distances from those before it.
///
/// Shapes:  \p source holds at least one vector.
/// Returns: [clusters, dim]. If there are fewer distinct vectors, the rest are
///          copies of the first one.
/// Source:  D. Arthur, S. Vassilvitskii, "k-means++: The Advantages of Careful
///          Seeding", SODA 2007, whose conclusion suggests the trials.
std::vector<double> seedClusters(const Work &work, const TileSource &source,
                                 size_t clusters, unsigned trials,
                                 Philox random);

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_VECTOR_SEEDING_H

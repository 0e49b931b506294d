// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The engine for tables of vectors.

#ifndef COREAI_LIB_CLUSTERING_VECTOR_VECTORPALETTIZER_H
#define COREAI_LIB_CLUSTERING_VECTOR_VECTORPALETTIZER_H

#include "coreai/Clustering/Palettizer.h"

#include <span>

namespace coreai::clustering {

/// Runs those of palettize()'s \p jobs that have a dim above 1.
void palettizeVectors(std::span<PaletteJob *const> jobs, Monitor *monitor);

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_VECTOR_VECTORPALETTIZER_H

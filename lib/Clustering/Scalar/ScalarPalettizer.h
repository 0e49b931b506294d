// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The engine for tables of scalars.

#ifndef COREAI_LIB_CLUSTERING_SCALAR_SCALARPALETTIZER_H
#define COREAI_LIB_CLUSTERING_SCALAR_SCALARPALETTIZER_H

#include "coreai/Clustering/Palettizer.h"

#include <cstddef>
#include <span>

namespace coreai::clustering {

/// Runs those of palettize()'s \p jobs that have a dim of 1.
void palettizeScalars(std::span<PaletteJob *const> jobs, Monitor *monitor);

/// The bytes that the widest group of \p request takes beyond a worker's
/// bounded memory; zero if no group takes any.
size_t wideGroupScratch(const PaletteRequest &request);

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_SCALAR_SCALARPALETTIZER_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What may become of a weight that is to be palettized.

#ifndef COREAI_CLUSTERING_OUTCOME_H
#define COREAI_CLUSTERING_OUTCOME_H

#include <cstdint>

namespace coreai::clustering {

/// What became of a weight.
enum class Outcome : uint8_t {
  Palettized,
  NonFinite, // An element is infinite or NaN.
  Cancelled,
};

} // namespace coreai::clustering

#endif // COREAI_CLUSTERING_OUTCOME_H

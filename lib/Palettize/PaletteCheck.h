// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Decoding what is to replace weights, before it does.

#ifndef COREAI_LIB_PALETTIZE_PALETTECHECK_H
#define COREAI_LIB_PALETTIZE_PALETTECHECK_H

#include "coreai/Decoding/Source.h"
#include "coreai/IR/ConstantData.h"
#include "coreai/Metrics/ErrorSums.h"

#include "llvm/ADT/ArrayRef.h"

namespace coreai {

/// A weight, what is to replace it, and what that is said to be like.
struct Claim {
  FloatElements weight;
  decoding::SourcePtr source; // Null if it can't be decoded: never as claimed.
  metrics::ErrorSums claimed;

  /// Whether the source is as far from the weight as claimed. Set by check.
  bool holds = false;
};

/// Decodes what all claims are about, by \p workers threads, and compares.
/// Finite weights are far from what isn't finite: that never holds.
void check(llvm::MutableArrayRef<Claim> claims, int workers);

} // namespace coreai

#endif // COREAI_LIB_PALETTIZE_PALETTECHECK_H

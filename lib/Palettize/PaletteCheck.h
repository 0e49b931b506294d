// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Decodes replacements before they are applied, and compares them with the
// weights.

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

  /// Whether the source is as far from the weight as claimed. Set by
  /// checkClaims.
  bool holds = false;
};

/// Decodes the sources of all claims, by \p workers threads, and compares each
/// with its weight. A non-finite decoded value never passes.
void checkClaims(llvm::MutableArrayRef<Claim> claims, int workers);

} // namespace coreai

#endif // COREAI_LIB_PALETTIZE_PALETTECHECK_H

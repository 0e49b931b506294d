// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Decodes replacements before they are applied, and compares them with the
// weights.

#include "Palettize/PaletteCheck.h"

#include "coreai/Metrics/Comparison.h"

#include "llvm/ADT/STLExtras.h"

#include <cmath>
#include <vector>

using namespace coreai;
using metrics::Comparison;
using metrics::ErrorSums;

/// Whether two measurements are of the same thing. Sums are added up in another
/// order, and of f32 products that round to bf16 a few round twice.
static bool areClose(const ErrorSums &found, const ErrorSums &claimed) {
  double norm = claimed.squaredNorm;
  double slack = 1e-6 * claimed.squaredError + 1e-12 * norm;
  double largestSlack = 1e-6 * claimed.maxAbsError + 1e-6 * std::sqrt(slack);
  return std::abs(found.squaredError - claimed.squaredError) <= slack &&
         std::abs(found.maxAbsError - claimed.maxAbsError) <= largestSlack &&
         std::isfinite(found.squaredError);
}

void coreai::checkClaims(llvm::MutableArrayRef<Claim> claims, int workers) {
  std::vector<decoding::SourcePtr> originals;
  std::vector<metrics::SourcePair> pairs;
  std::vector<Claim *> decoded;
  for (Claim &claim : claims) {
    if (!claim.source)
      continue;
    decoded.push_back(&claim);
    const FloatElements &weight = claim.weight;
    originals.push_back(decoding::makeConstant(elementType(weight.format),
                                               {weight.count}, weight.bytes));
    pairs.push_back({originals.back().get(), claim.source.get()});
  }
  std::vector<Comparison> found = metrics::compare(pairs, workers);
  for (auto [claim, comparison] : llvm::zip_equal(decoded, found))
    claim->holds = areClose(comparison, claim->claimed);
}

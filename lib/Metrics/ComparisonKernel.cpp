// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The loop that comparisons spend their time in: the compiler vectorises it,
// once per instruction set.

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "Metrics/ComparisonKernel.cpp"
#include "Metrics/ComparisonKernel.h"

#include <hwy/foreach_target.h> // Must come before highway.h.
#include <hwy/highway.h>

#include <cmath>

HWY_BEFORE_NAMESPACE();
namespace coreai::metrics::HWY_NAMESPACE {

/// Several sums of each kind, which fill the widest vectors there are. They are
/// as many on every instruction set, or their sum would not be the same.
struct Sums {
  static constexpr size_t kWays = 8;
  double squares[kWays] = {};
  double errors[kWays] = {};
  double largest[kWays] = {};
  double norms[kWays] = {};
  double otherNorms[kWays] = {};
  double products[kWays] = {};

  HWY_INLINE void add(size_t way, double original, double other) {
    double error = std::abs(original - other);
    squares[way] += error * error;
    errors[way] += error;
    largest[way] = error > largest[way] ? error : largest[way];
    norms[way] += original * original;
    otherNorms[way] += other * other;
    products[way] += original * other;
  }
};

static Comparison compareFiniteImpl(std::span<const double> originals,
                                    std::span<const double> others) {
  Sums sums;
  size_t whole = originals.size() / Sums::kWays * Sums::kWays;
  for (size_t i = 0; i < whole; i += Sums::kWays)
    for (size_t way = 0; way < Sums::kWays; ++way)
      sums.add(way, originals[i + way], others[i + way]);
  for (size_t i = whole; i < originals.size(); ++i)
    sums.add(i - whole, originals[i], others[i]);
  Comparison result;
  for (size_t way = 0; way < Sums::kWays; ++way)
    result += {{sums.squares[way], sums.norms[way], sums.largest[way]},
               /*count=*/0,
               sums.errors[way],
               sums.otherNorms[way],
               sums.products[way]};
  result.count = originals.size();
  return result;
}

} // namespace coreai::metrics::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace coreai::metrics {

HWY_EXPORT(compareFiniteImpl);

Comparison compareFinite(std::span<const double> originals,
                         std::span<const double> others) {
  return HWY_DYNAMIC_DISPATCH(compareFiniteImpl)(originals, others);
}

} // namespace coreai::metrics
#endif // HWY_ONCE

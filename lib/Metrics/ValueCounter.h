// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Counting the values of many elements.

#ifndef COREAI_LIB_METRICS_VALUECOUNTER_H
#define COREAI_LIB_METRICS_VALUECOUNTER_H

#include "coreai/Metrics/Distribution.h"

#include <array>

namespace coreai::metrics {

/// Collects a distribution. As large as its tables: made once for a block of
/// elements, not for each source.
class ValueCounter {
public:
  ValueCounter() { keys.fill(kNoKey); }

  /// Counts those of \p values that are finite.
  void add(std::span<const double> values);

  Distribution finish() const;

private:
  /// Looks \p values up, until they are too many. Returns how many were added.
  size_t addFew(std::span<const double> values);

  /// Counts \p values in bins, wider ones as soon as they are needed.
  void addMany(std::span<const double> values);

  /// Adds a value that isn't in the table. Returns false if it is full.
  bool insert(uint64_t key, size_t slot);

  /// Widens the range, and with it the bins, to hold \p value.
  void widen(double value);

  /// What has been looked up, in order.
  Distribution sortFew() const;

  /// Counts what a distribution has counted.
  void setBins(const Grid &next, std::span<const size_t> counts);

  /// The values looked up so far by their bits, hashed, and how often they
  /// occurred. Four times as many slots as values: most are found at once.
  static constexpr int kSlotBits = 10;
  static constexpr size_t kSlots = size_t(1) << kSlotBits;
  static constexpr uint64_t kNoKey = ~uint64_t(0); // The bits of a NaN.
  std::array<uint64_t, kSlots> keys;
  std::array<size_t, kSlots> keyCounts = {};
  size_t keyCount = 0;

  /// Bins, found by their index modulo their number. Each several times: that
  /// of the element before may still be on its way to memory.
  static constexpr size_t kWays = 4;
  bool isBinned = false;
  double lowest = 0, highest = 0; // Of what is in bins.
  Grid grid;
  double width = 0, inverseWidth = 0;
  std::array<std::array<size_t, Grid::kMaxBins>, kWays> bins = {};
};

} // namespace coreai::metrics

#endif // COREAI_LIB_METRICS_VALUECOUNTER_H

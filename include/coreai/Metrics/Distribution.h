// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How often which values occur among the elements of a source.

#ifndef COREAI_METRICS_DISTRIBUTION_H
#define COREAI_METRICS_DISTRIBUTION_H

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace coreai::metrics {

/// Bins of equal width, a power of two, that begin at multiples of it. Of two
/// grids one divides the other's bins: counts in narrow bins add up, exactly,
/// to those in wider ones.
struct Grid {
  static constexpr size_t kMaxBins = 128;

  int exponent = 0;  // Of the width.
  int64_t first = 0; // The lowest bin, which begins at first * width.
  size_t bins = 1;

  double width() const { return std::ldexp(1, exponent); }

  /// The bin of \p value, counted from zero, not from the lowest bin.
  int64_t indexOf(double value) const {
    auto index = static_cast<int64_t>(std::ldexp(value, -exponent));
    // Compared with the value itself, as the quotient may underflow.
    return index - (value < static_cast<double>(index) * width());
  }
};

/// The narrowest bins, up to kMaxBins of them, that hold all finite numbers
/// from \p low to \p high; a bin of a fitting width if these are equal.
Grid makeGrid(double low, double high);

/// How often the finite values of a source occur: each by itself while they are
/// few, else in bins. It depends on the values alone, not on their order or on
/// how they were taken together.
class Distribution {
public:
  static constexpr size_t kMaxValues = 256;

  /// Of no values.
  Distribution() = default;

  /// Of different values in ascending order, up to kMaxValues of them.
  ///
  /// Shapes:  \p values and \p counts [n].
  Distribution(std::vector<double> values, std::vector<size_t> counts);

  /// Of more than kMaxValues different values.
  ///
  /// Shapes:  \p counts [makeGrid(low, high).bins].
  Distribution(double low, double high, std::vector<size_t> counts);

  /// Takes the values of another in.
  Distribution &operator+=(const Distribution &that);

  bool empty() const { return counts.empty(); }

  /// The lowest and the highest value: infinity and minus infinity of nothing.
  double low() const { return lowest; }
  double high() const { return highest; }

  /// Whether there are no more than kMaxValues different values.
  bool isFew() const { return counts.size() == distinct.size(); }

  /// The different values in ascending order, both zeros as one. Empty if they
  /// are more than kMaxValues.
  std::span<const double> values() const { return distinct; }

  /// Counts the values in the bins of \p grid, which has to hold all of them.
  ///
  /// Shapes:  returns [grid.bins].
  std::vector<size_t> countIn(const Grid &grid) const;

private:
  double lowest = std::numeric_limits<double>::infinity();
  double highest = -std::numeric_limits<double>::infinity();
  std::vector<double> distinct;
  std::vector<size_t> counts; // Of the values, or of bins from low to high.
};

} // namespace coreai::metrics

#endif // COREAI_METRICS_DISTRIBUTION_H

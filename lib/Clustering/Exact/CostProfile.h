// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An estimate of what an optimal partition costs and where it divides the
// samples, made in linear time.

#ifndef COREAI_LIB_CLUSTERING_EXACT_COSTPROFILE_H
#define COREAI_LIB_CLUSTERING_EXACT_COSTPROFILE_H

#include "Clustering/Exact/IntervalCosts.h"

#include <cstddef>
#include <vector>

namespace coreai::clustering {

/// How costs spread over the samples.
///
/// A stretch in which samples are dense by p costs p w^3 / 12 if it is w wide
/// and served by its mean. So the cube roots of what parts of it cost add up to
/// the root of its own cost, and equal shares of the sum of all roots are
/// intervals of the same cost.
///
/// These resemble an optimal partition: in the limit of many intervals those
/// all have the same cost c, the whole cost E falls as the inverse square of
/// their number k, and thus the penalty per interval is -dE/dk = 2 E / k = 2 c.
///
/// Source:  P. F. Panter, W. Dite, "Quantization Distortion in Pulse-Count
///          Modulation with Nonuniform Spacing of Levels", Proc. IRE 39, 1951,
///          doi:10.1109/JRPROC.1951.230419.
class CostProfile {
public:
  /// Takes on \p costs, which need not outlive the call.
  template <typename Real>
  void assign(const IntervalCosts<Real> &costs);

  /// About what each of \p count intervals costs.
  double cost(double count) const;

  /// Divides all samples into about \p count intervals of the same cost, as
  /// nearly as samples allow, which begin and end at \p stops.
  void divide(size_t count, std::vector<size_t> &stops) const;

private:
  // More parts would tell little more: what counts is the order of magnitude.
  static constexpr size_t kMaxParts = 256;

  size_t size = 0;
  size_t partSize = 1;       // The last part may be shorter.
  std::vector<double> roots; // [parts + 1], running sums.
};

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_EXACT_COSTPROFILE_H

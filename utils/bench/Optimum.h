// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The least error that any tables of scalars could leave, and whether the
// engine's solver finds it.

#ifndef COREAI_UTILS_BENCH_OPTIMUM_H
#define COREAI_UTILS_BENCH_OPTIMUM_H

#include "Palettization.h"

#include <cstddef>
#include <string>
#include <vector>

namespace coreai::bench {

/// What a group's table is fitted to: distinct values, ascending, and how much
/// each counts. Gathered here from the weight's elements, without the engine.
struct GroupSamples {
  std::vector<double> values;
  std::vector<double> weights;
  double unit = 1; // What weights were divided by.
};

/// The groups of a weight. With channel scales, values are quotients in f32 and
/// count with the square of the scale.
std::vector<GroupSamples> gatherSamples(const Weight &weight,
                                        const Palettization &palettization);

/// What the solver was compared with.
struct OracleResult {
  size_t groups = 0;  // How many groups were solved both ways.
  size_t step = 1;    // Every step-th distinct value was taken.
  double excess = 0;  // Largest solver's error / oracle's - 1 of any group.
  double seconds = 0; // That the oracle took, over all workers.
};

/// The optimum of one row.
struct Optimum {
  double squaredError = 0; // The sum over groups, centroids being doubles.
  double seconds = 0;      // That the solver took, over all workers.

  /// The squared error of the stored tables over that of the optimal centroids,
  /// rounded to the stored type, every element taking the nearest: of the whole
  /// row, and the largest of any group. One or less says that storing lost
  /// nothing that rounding keeps.
  double storedToRounded = 0;
  double worstStoredToRounded = 0;

  /// The same for the whole row, of entries against what is clustered. Only
  /// with channel scales is that another number: elements decode to entry times
  /// scale, rounded once more.
  double tableToRounded = 0;

  OracleResult oracle;
};

/// Solves every group with the engine's solver, and as many as are affordable
/// with the divide-and-conquer reference of the unit tests.
///
/// \p exact holds the output of a run with fast mode off. \p budget is how many
/// intervals the reference may look at, which takes n log2(n) k of them for n
/// values and k clusters. If one group is too large for that, every step-th
/// value of the first group is solved both ways instead.
Optimum findOptimum(const Weight &weight, const Palettization &exact,
                    const std::vector<GroupSamples> &samples, double budget);

} // namespace coreai::bench

#endif // COREAI_UTILS_BENCH_OPTIMUM_H

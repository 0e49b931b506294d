// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the engine makes of a weight, and that it is the same for any number
// of workers.

#ifndef COREAI_UTILS_FUZZ_PALETTIZED_H
#define COREAI_UTILS_FUZZ_PALETTIZED_H

#include "Elements.h"
#include "Target.h"
#include "Workers.h"
#include "coreai/Clustering/Palettizer.h"

#include <cstddef>
#include <vector>

namespace coreai::fuzz {

struct Palettized {
  std::vector<std::byte> tables, scales, indices;
  clustering::PaletteResult report;

  /// Buffers that hold garbage.
  Palettized(size_t tableBytes, size_t scaleBytes, size_t indexBytes)
      : tables(tableBytes, std::byte(0xAA)),
        scales(scaleBytes, std::byte(0xAA)),
        indices(indexBytes, std::byte(0xAA)) {}

  /// What to do with a weight, which is to end here.
  clustering::PaletteJob
  makeJob(const Weight &weight, const clustering::PaletteOptions &options,
          const std::vector<std::byte> &channelScales = {}) {
    return {
        .request = {.format = weight.format,
                    .weight = weight.bytes,
                    .groups = weight.groups,
                    .options = options,
                    .channelScales = channelScales,
                    .importance = weight.importance},
        .storage = {.tables = tables, .indices = indices, .scales = scales}};
  }

  bool operator==(const Palettized &that) const {
    if (report.outcome != that.report.outcome)
      return false;
    const metrics::ErrorSums &mine = report.accuracy;
    const metrics::ErrorSums &other = that.report.accuracy;
    return report.outcome != clustering::Outcome::Palettized ||
           (tables == that.tables && scales == that.scales &&
            indices == that.indices &&
            mine.squaredError == other.squaredError &&
            mine.squaredNorm == other.squaredNorm &&
            mine.maxAbsError == other.maxAbsError &&
            report.clampedScales == that.report.clampedScales);
  }
};

/// Palettizes a weight with one worker, and next to itself with three.
///
/// \p buffers are as large as it takes, and \p channelScales, if not empty,
/// outlives the call.
inline Palettized
palettizeAlike(const Palettized &buffers, const Weight &weight,
               const clustering::PaletteOptions &options,
               const std::vector<std::byte> &channelScales = {}) {
  Palettized result = buffers;
  for (size_t copies : {1, 2}) {
    std::vector<Palettized> results(copies, buffers);
    std::vector<clustering::PaletteJob> jobs;
    for (Palettized &each : results)
      jobs.push_back(each.makeJob(weight, options, channelScales));
    withWorkers(copies > 1, [&] { clustering::palettize(jobs); });
    for (size_t i = 0; i < copies; ++i)
      results[i].report = jobs[i].result;
    if (copies == 1)
      result = results.front();
    for (const Palettized &each : results)
      require(each == result, "a result depends on workers or other weights");
  }
  return result;
}

/// Elements that aren't finite keep a weight from being palettized, of which
/// the first is named; and nothing else does.
inline void checkOutcome(const Weight &weight, bool isNarrow,
                         const clustering::PaletteResult &result) {
  using clustering::Outcome;
  size_t firstNonFinite = findFirstNonFinite(weight);
  bool isFinite = firstNonFinite == weight.groups.elements();
  require((result.outcome == Outcome::NonFinite) == !isFinite,
          "infinities and NaNs are what makes a weight NonFinite");
  if (!isFinite) {
    require(result.nonFinite && result.nonFinite->index == firstNonFinite,
            "the first element that is not finite is at ", firstNonFinite);
    return;
  }
  require(result.outcome == Outcome::Palettized,
          "a finite weight is palettized");
  require(result.clampedScales <= (isNarrow ? weight.groups.count() : 0),
          "no more scales are clamped than there are tables with one");
}

} // namespace coreai::fuzz

#endif // COREAI_UTILS_FUZZ_PALETTIZED_H

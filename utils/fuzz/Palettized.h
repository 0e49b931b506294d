// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What either engine makes of a weight, and that it is the same for any number
// of workers.

#ifndef COREAI_UTILS_FUZZ_PALETTIZED_H
#define COREAI_UTILS_FUZZ_PALETTIZED_H

#include "Elements.h"
#include "Target.h"
#include "Workers.h"
#include "coreai/Clustering/Accuracy.h"
#include "coreai/Clustering/Outcome.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace coreai::fuzz {

struct Palettized {
  std::vector<std::byte> tables, scales, indices;
  clustering::Outcome outcome;
  std::optional<clustering::NonFinite> nonFinite;
  clustering::Accuracy accuracy;

  /// Buffers that hold garbage.
  Palettized(size_t tableBytes, size_t scaleBytes, size_t indexBytes)
      : tables(tableBytes, std::byte(0xAA)),
        scales(scaleBytes, std::byte(0xAA)),
        indices(indexBytes, std::byte(0xAA)) {}

  /// What to do with a weight, which is to end here.
  template <typename Job, typename Options>
  Job makeJob(const Weight &weight, const Options &options) {
    Job job;
    job.format = weight.format;
    job.weight = weight.bytes;
    job.groups = weight.groups;
    job.options = options;
    job.importance = weight.importance;
    job.tables = tables;
    job.scales = scales;
    job.indices = indices;
    return job;
  }

  template <typename Job>
  void take(const Job &job) {
    outcome = job.outcome;
    nonFinite = job.nonFinite;
    accuracy = job.accuracy;
  }

  bool operator==(const Palettized &that) const {
    if (outcome != that.outcome)
      return false;
    return outcome != clustering::Outcome::Palettized ||
           (tables == that.tables && scales == that.scales &&
            indices == that.indices &&
            accuracy.squaredError == that.accuracy.squaredError &&
            accuracy.squaredNorm == that.accuracy.squaredNorm &&
            accuracy.maxAbsError == that.accuracy.maxAbsError);
  }
};

/// Palettizes a weight with one worker, and next to itself with three.
///
/// \p buffers are as large as it takes; \p makeJob(Palettized &) says what to
/// do; \p palettize(std::vector<Job> &) does it.
template <typename MakeJob, typename Palettize>
Palettized palettizeAlike(const Palettized &buffers, MakeJob makeJob,
                          Palettize palettize) {
  Palettized result = buffers;
  for (size_t copies : {1, 2}) {
    std::vector<Palettized> results(copies, buffers);
    std::vector<decltype(makeJob(result))> jobs;
    for (Palettized &each : results)
      jobs.push_back(makeJob(each));
    withWorkers(copies > 1, [&] { palettize(jobs); });
    for (size_t i = 0; i < copies; ++i)
      results[i].take(jobs[i]);
    if (copies == 1)
      result = results.front();
    for (const Palettized &each : results)
      require(each == result, "a result depends on workers or other weights");
  }
  return result;
}

/// Elements that aren't finite keep a weight from being palettized, of which
/// the first is named; and nothing else does but the scale of a narrow table.
inline void checkOutcome(const Weight &weight, bool isNarrow,
                         const Palettized &result) {
  using clustering::Outcome;
  size_t firstNonFinite = findFirstNonFinite(weight);
  bool isFinite = firstNonFinite == weight.groups.elements();
  require((result.outcome == Outcome::NonFinite) == !isFinite,
          "infinities and NaNs are what makes a weight NonFinite");
  if (!isFinite) {
    require(result.nonFinite && result.nonFinite->index == firstNonFinite,
            "the first offender is element ", firstNonFinite);
    return;
  }
  require(result.outcome == Outcome::Palettized ||
              (result.outcome == Outcome::ScaleUnderflow && isNarrow),
          "a finite weight is palettized, unless its scale underflows");
}

} // namespace coreai::fuzz

#endif // COREAI_UTILS_FUZZ_PALETTIZED_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Palettizing weights in parallel: over weights and groups. A group's table is
// fitted first; then its elements, or those of the whole weight where groups
// interleave, are assigned.

#include "Clustering/Scalar/ScalarPalettizer.h"

#include "Clustering/Scalar/Assigner.h"
#include "Clustering/Scalar/GroupTable.h"
#include "Clustering/Work.h"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_invoke.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <vector>

using namespace coreai;
using namespace coreai::clustering;
using elements::FloatFormat;
using metrics::ErrorSums;

namespace {

/// What a worker keeps from one group to the next.
struct Scratch {
  TableScratch table;
  std::vector<uint8_t> cells;
};
using WorkerScratch = tbb::enumerable_thread_specific<Scratch>;

/// The schedule of one weight, whose format is known.
template <FloatFormat format>
class WeightPalettizer {
public:
  WeightPalettizer(PaletteJob &job, WorkerScratch &scratch, Monitor *monitor)
      : request(job.request), storage(job.storage), result(job.result),
        scratch(scratch), monitor(monitor), work(monitor),
        groups(request.groups), assigner(request, storage, work) {}

  void run();

private:
  /// True if the accuracy has to be found by comparing element by element.
  bool needsComparison() const {
    return Group{request, 0}.isWeighted() || hasWideGroups(request);
  }

  void runGroup(size_t group);
  void runWideGroups();
  void fail(Outcome outcome);

  const PaletteRequest &request;
  const PaletteStorage &storage;
  PaletteResult &result;
  WorkerScratch &scratch;
  Monitor *monitor;
  Work work;
  ChannelGroups groups;
  Assigner<format> assigner;

  std::vector<ErrorSums> accuracies; // Of groups, or of the whole weight.
  std::atomic<Outcome> outcome = Outcome::Palettized;
  std::atomic<size_t> clampedScales = 0;
};

} // namespace

template <FloatFormat format>
void WeightPalettizer<format>::fail(Outcome reason) {
  // What does not depend on the order of groups: the least reason but success.
  Outcome before = outcome;
  while ((before == Outcome::Palettized || reason < before) &&
         !outcome.compare_exchange_weak(before, reason))
    ;
}

template <FloatFormat format>
void WeightPalettizer<format>::runGroup(size_t group) {
  if (work.isCancelled())
    return fail(Outcome::Cancelled);
  Scratch &own = scratch.local();
  GroupFit fit = fitGroupTable({request, group, work}, storage, own.table);
  if (fit.outcome != Outcome::Palettized)
    return fail(fit.outcome);
  clampedScales += fit.isClamped ? 1 : 0;
  ErrorSums found;
  if (assigner.groupsAreApart())
    found = assigner.assignGroup(group, !fit.accuracy, own.cells);
  accuracies[group] = fit.accuracy.value_or(found);
  if (monitor)
    monitor->bytes += groups.groupElements() * elements::byteWidth(format);
}

/// Wide groups take the memory of several workers, so there are few at a time,
/// or one if it has enough elements for all workers.
template <FloatFormat format>
void WeightPalettizer<format>::runWideGroups() {
  bool isForAll = TaskBlocks::ofGroup(groups.groupElements()).count() > 1;
  size_t lanes = isForAll ? 1 : 4;
  tbb::parallel_for(size_t(0), lanes, [&](size_t lane) {
    for (size_t group = lane; group < groups.count(); group += lanes) {
      runGroup(group);
      if (lanes == 1) // There may be a lot of it.
        scratch.local().table = {};
    }
  });
}

template <FloatFormat format>
void WeightPalettizer<format>::run() {
  accuracies.resize(groups.count());
  // Elements of 16 bits are checked where they are counted or sorted.
  bool isChecked =
      elements::byteWidth(format) == 2 && !Group{request, 0}.isWeighted();
  if (!isChecked && findNonFinite(format, request.weight)) {
    outcome = Outcome::NonFinite;
  } else if (hasWideGroups(request)) {
    runWideGroups();
  } else {
    tbb::parallel_for(size_t(0), groups.count(),
                      [&](size_t group) { runGroup(group); });
  }

  if (outcome == Outcome::Palettized && !assigner.groupsAreApart()) {
    bool compares = needsComparison();
    ErrorSums found = assigner.assignAll(compares);
    if (compares)
      accuracies = {found}; // Of all groups or none.
  }
  if (work.isCancelled())
    outcome = Outcome::Cancelled;
  result.outcome = outcome;
  if (result.outcome == Outcome::NonFinite)
    result.nonFinite = findNonFinite(format, request.weight);
  if (result.outcome == Outcome::Palettized)
    result.clampedScales = clampedScales;
  result.accuracy = {};
  for (const ErrorSums &accuracy : accuracies)
    result.accuracy += accuracy;
  if (monitor)
    ++monitor->weights;
}

static void palettizeOne(PaletteJob &job, WorkerScratch &scratch,
                         Monitor *monitor) {
  withFormat(job.request.format, [&](auto format) {
    WeightPalettizer<format()>(job, scratch, monitor).run();
  });
}

size_t coreai::clustering::wideGroupScratch(const PaletteRequest &request) {
  if (request.options.fastMode || !hasWideGroups(request))
    return 0;
  // Keys are sorted between two buffers, together with their weights if they
  // have any. Each may be a value with its weight, and 40 bytes to the solver.
  size_t key = std::max<size_t>(4, elements::byteWidth(request.format));
  size_t item = Group{request, 0}.isWeighted() ? 16 : key;
  return request.groups.groupElements() * (2 * item + 56);
}

void coreai::clustering::palettizeScalars(std::span<PaletteJob *const> jobs,
                                          Monitor *monitor) {
  WorkerScratch scratch;
  std::vector<PaletteJob *> wide, others;
  for (PaletteJob *job : jobs)
    (hasWideGroups(job->request) ? wide : others).push_back(job);
  // Weights with wide groups one after the other; who doesn't find work in them
  // looks after the rest.
  tbb::parallel_invoke(
      [&] {
        for (PaletteJob *job : wide)
          palettizeOne(*job, scratch, monitor);
      },
      [&] {
        tbb::parallel_for(size_t(0), others.size(), [&](size_t i) {
          // Isolated, or a worker that waits for groups of one weight might
          // start on another.
          tbb::this_task_arena::isolate(
              [&] { palettizeOne(*others[i], scratch, monitor); });
        });
      });
}

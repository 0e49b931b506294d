// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Palettizing many weights of many groups side by side, within bounds on the
// memory that all of it takes.

#include "Clustering/Vector/VectorPalettizer.h"

#include "Clustering/Vector/GroupPalettizer.h"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <vector>

using namespace coreai;
using namespace coreai::clustering;
using metrics::ErrorSums;

/// A group of so few elements is the work of one worker, unless there are fewer
/// such groups than this. Its sample takes 2 MiB at most.
static constexpr size_t kSmallGroupElements = size_t(1) << 18;
static constexpr size_t kManyGroups = 16;

/// How many groups all workers share the work on at the same time. Each takes
/// up to 17 MiB: 8 MiB for its sample, 6 MiB for sums, and less for tables.
static constexpr size_t kSharedGroups = 3;

namespace {

/// A weight and what became of each of its groups.
struct Progress {
  PaletteJob &job;
  std::vector<ErrorSums> accuracies;
  std::atomic<size_t> clampedScales = 0;
  std::atomic<bool> cancelled = false;
  std::atomic<size_t> unfinished; // Groups.
  Monitor *monitor;

  Progress(PaletteJob &job, Monitor *monitor)
      : job(job), accuracies(job.request.groups.count()),
        unfinished(accuracies.size()), monitor(monitor) {}

  void palettize(const Work &work, size_t group);
  void finish();
};

} // namespace

void Progress::palettize(const Work &work, size_t group) {
  if (work.isCancelled()) {
    cancelled = true;
    return;
  }
  if (auto result = palettizeGroup(work, job, group)) {
    accuracies[group] = result->accuracy;
    clampedScales += result->isClamped ? 1 : 0;
  } else {
    cancelled = true;
  }
  if (monitor) {
    monitor->bytes += job.request.groups.groupElements() *
                      elements::byteWidth(job.request.format);
    monitor->weights += --unfinished == 0 ? 1 : 0;
  }
}

void Progress::finish() {
  if (cancelled) {
    job.result.outcome = Outcome::Cancelled;
  } else {
    job.result.outcome = Outcome::Palettized;
    job.result.clampedScales = clampedScales;
    for (const ErrorSums &accuracy : accuracies)
      job.result.accuracy += accuracy;
  }
}

/// Tables of zeros, for groups without elements.
static void palettizeNothing(PaletteJob &job) {
  const PaletteRequest &request = job.request;
  TableType type = request.options.tableType;
  std::fill(job.storage.tables.begin(), job.storage.tables.end(),
            type == TableType::AsWeight
                ? std::byte(0)
                : tableCode(type, tableLevels(type).size() / 2));
  if (type != TableType::AsWeight)
    for (size_t group = 0; group < request.groups.count(); ++group)
      elements::store(request.format, job.storage.scales.data(), group, 1);
  job.result.outcome = Outcome::Palettized;
}

/// False if there is nothing to cluster: then the outcome is set.
static bool prepare(PaletteJob &job, const Work &work) {
  if (work.isCancelled())
    return false;
  if (job.request.groups.elements() == 0) {
    palettizeNothing(job);
    return false;
  }
  job.result.nonFinite = findNonFinite(job.request.format, job.request.weight);
  if (job.result.nonFinite) {
    job.result.outcome = Outcome::NonFinite;
    return false;
  }
  std::ranges::fill(job.storage.indices, std::byte(0));
  return true;
}

namespace {

/// The groups of several weights, counted through.
class GroupList {
public:
  void add(Progress &progress) {
    members.push_back(&progress);
    ends.push_back(size() + progress.job.request.groups.count());
  }
  size_t size() const { return ends.empty() ? 0 : ends.back(); }

  void palettize(size_t index, const Work &work) const {
    size_t member = static_cast<size_t>(
        std::upper_bound(ends.begin(), ends.end(), index) - ends.begin());
    size_t begin = member == 0 ? 0 : ends[member - 1];
    members[member]->palettize(work, index - begin);
  }

private:
  std::vector<Progress *> members;
  std::vector<size_t> ends;
};

} // namespace

/// All workers take part in each of a few groups at a time.
static void palettizeShared(const GroupList &groups, const Work &work) {
  std::atomic<size_t> next = 0;
  tbb::parallel_for(size_t(0), std::min(kSharedGroups, groups.size()),
                    [&](size_t) {
                      for (size_t i; (i = next++) < groups.size();)
                        groups.palettize(i, work);
                    });
}

/// One worker per group.
static void palettizeApart(const GroupList &groups, const Work &work) {
  tbb::parallel_for(size_t(0), groups.size(),
                    [&](size_t i) { groups.palettize(i, work.alone()); });
}

void coreai::clustering::palettizeVectors(std::span<PaletteJob *const> jobs,
                                          Monitor *monitor) {
  Work work(monitor);
  std::vector<std::unique_ptr<Progress>> progress;
  GroupList small, large;
  for (PaletteJob *job : jobs) {
    if (!prepare(*job, work)) {
      if (monitor)
        ++monitor->weights;
      continue;
    }
    progress.push_back(std::make_unique<Progress>(*job, monitor));
    bool isSmall = job->request.groups.groupElements() <= kSmallGroupElements;
    (isSmall ? small : large).add(*progress.back());
  }
  palettizeShared(large, work);
  if (small.size() < kManyGroups)
    palettizeShared(small, work);
  else
    palettizeApart(small, work);
  for (const std::unique_ptr<Progress> &each : progress)
    each->finish();
}

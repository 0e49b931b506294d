// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Palettizing many weights of many groups side by side, within bounds on the
// memory that all of it takes.

#include "coreai/Clustering/VectorPalettizer.h"

#include "Clustering/Vector/Group.h"
#include "coreai/Elements/BitPacking.h"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cassert>
#include <memory>
#include <vector>

using namespace coreai;
using namespace coreai::clustering;
using metrics::ErrorSums;

/// A group of so few elements is the work of one worker, unless there are fewer
/// such groups than this. Its sample takes 2 MiB at most.
static constexpr size_t smallGroupElements = size_t(1) << 18;
static constexpr size_t manyGroups = 16;

/// How many groups all workers share the work on at the same time. Each takes
/// up to 17 MiB: 8 MiB for its sample, 6 MiB for sums, and less for tables.
static constexpr size_t sharedGroups = 3;

namespace {

/// A weight and what became of each of its groups.
struct Progress {
  VectorWeight *weight;
  std::vector<ErrorSums> accuracies;
  std::atomic<bool> scaleUnderflow = false;
  std::atomic<bool> cancelled = false;
  std::atomic<size_t> unfinished; // Groups.
  Monitor *monitor;

  Progress(VectorWeight &weight, Monitor *monitor)
      : weight(&weight), accuracies(weight.groups.count()),
        unfinished(weight.groups.count()), monitor(monitor) {}

  void palettize(const VectorWork &work, size_t group);
  void finish();
};

} // namespace

void Progress::palettize(const VectorWork &work, size_t group) {
  if (work.isCancelled()) {
    cancelled = true;
    return;
  }
  Outcome outcome = palettizeGroup(work, *weight, group, accuracies[group]);
  if (outcome == Outcome::ScaleUnderflow)
    scaleUnderflow = true;
  if (outcome == Outcome::Cancelled)
    cancelled = true;
  if (monitor) {
    monitor->bytes +=
        weight->groups.groupElements() * elements::byteWidth(weight->format);
    monitor->weights += --unfinished == 0 ? 1 : 0;
  }
}

void Progress::finish() {
  if (cancelled) {
    weight->outcome = Outcome::Cancelled;
  } else if (scaleUnderflow) {
    weight->outcome = Outcome::ScaleUnderflow;
  } else {
    weight->outcome = Outcome::Palettized;
    for (const ErrorSums &accuracy : accuracies)
      weight->accuracy += accuracy;
  }
}

static void assertShapes(const VectorWeight &weight) {
  [[maybe_unused]] size_t width = elements::byteWidth(weight.format);
  [[maybe_unused]] const VectorOptions &options = weight.options;
  [[maybe_unused]] const ChannelGroups &groups = weight.groups;
  [[maybe_unused]] bool hasScales = options.tableType != TableType::AsWeight;
  assert(width >= 2 && "unsupported format");
  assert(elements::isPackedWidth(options.bits));
  assert(options.dim >= 1 && options.dim <= 16 &&
         groups.groupChannels % options.dim == 0 &&
         "vectors must divide the group's channels evenly");
  assert(weight.weight.size() == groups.elements() * width);
  assert(weight.importance.empty() ||
         weight.importance.size() == groups.elements());
  assert(weight.tables.size() ==
         (groups.count() << options.bits) * options.dim *
             tableByteWidth(options.tableType, weight.format));
  assert(weight.indices.size() ==
         elements::packedSize(groups.elements() / options.dim, options.bits));
  assert(weight.scales.size() == (hasScales ? groups.count() * width : 0));
}

/// Tables of zeros, for groups without elements.
static void palettizeNothing(VectorWeight &weight) {
  std::fill(weight.tables.begin(), weight.tables.end(),
            weight.options.tableType == TableType::AsWeight
                ? std::byte(0)
                : tableCode(weight.options.tableType,
                            tableLevels(weight.options.tableType).size() / 2));
  for (size_t i = 0;
       i * elements::byteWidth(weight.format) < weight.scales.size(); ++i)
    elements::store(weight.format, weight.scales.data(), i, 1);
  weight.outcome = Outcome::Palettized;
}

/// False if there is nothing to cluster: then the outcome is set.
static bool prepare(VectorWeight &weight, const VectorWork &work) {
  assertShapes(weight);
  weight.outcome = Outcome::Cancelled;
  weight.accuracy = {};
  weight.nonFinite = std::nullopt;
  if (work.isCancelled())
    return false;
  if (weight.groups.elements() == 0) {
    palettizeNothing(weight);
    return false;
  }
  weight.nonFinite = findNonFinite(weight.format, weight.weight);
  if (weight.nonFinite) {
    weight.outcome = Outcome::NonFinite;
    return false;
  }
  std::fill(weight.indices.begin(), weight.indices.end(), std::byte(0));
  return true;
}

namespace {

/// The groups of several weights, counted through.
class GroupList {
public:
  void add(Progress &progress) {
    members.push_back(&progress);
    ends.push_back(size() + progress.weight->groups.count());
  }
  size_t size() const { return ends.empty() ? 0 : ends.back(); }

  void palettize(size_t index, const VectorWork &work) const {
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
static void palettizeShared(const GroupList &groups, VectorWork work) {
  work.parallel = true;
  std::atomic<size_t> next = 0;
  tbb::parallel_for(size_t(0), std::min(sharedGroups, groups.size()),
                    [&](size_t) {
                      for (size_t i; (i = next++) < groups.size();)
                        groups.palettize(i, work);
                    });
}

/// One worker per group.
static void palettizeApart(const GroupList &groups, VectorWork work) {
  work.parallel = false;
  tbb::parallel_for(size_t(0), groups.size(),
                    [&](size_t i) { groups.palettize(i, work); });
}

void coreai::clustering::palettizeVectors(std::span<VectorWeight> weights,
                                          Monitor *monitor) {
  VectorWork work = {cancelledOf(monitor)};
  std::vector<std::unique_ptr<Progress>> progress;
  GroupList small, large;
  for (VectorWeight &weight : weights) {
    if (!prepare(weight, work)) {
      if (monitor)
        ++monitor->weights;
      continue;
    }
    progress.push_back(std::make_unique<Progress>(weight, monitor));
    bool isSmall = weight.groups.groupElements() <= smallGroupElements;
    (isSmall ? small : large).add(*progress.back());
  }
  palettizeShared(large, work);
  if (small.size() < manyGroups)
    palettizeShared(small, work);
  else
    palettizeApart(small, work);
  for (const std::unique_ptr<Progress> &each : progress)
    each->finish();
}

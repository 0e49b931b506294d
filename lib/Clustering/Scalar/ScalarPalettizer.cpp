// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Palettizing weights in parallel: over weights, groups and blocks. A group's
// table is fitted first; then its elements, or those of the whole weight where
// groups interleave, are looked up block by block.

#include "Clustering/Scalar/ScalarPalettizer.h"

#include "Clustering/Scalar/EntryLookup.h"
#include "Clustering/Scalar/GroupTable.h"
#include "Clustering/Work.h"
#include "coreai/Elements/BitPacking.h"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_invoke.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <optional>
#include <vector>

using namespace coreai;
using namespace coreai::clustering;
using elements::FloatFormat;

/// Elements whose entries are held before they are packed. A multiple of eight,
/// as eight elements of any width fill whole bytes.
static constexpr size_t kChunkElements = size_t(1) << 11;

/// Elements in a task.
static constexpr size_t kBlockElements = size_t(1) << 15;
static_assert(kBlockElements % kChunkElements == 0 && kChunkElements % 8 == 0);

/// Units whose tables a task reads: a single one may take less time than to
/// hand it out.
static constexpr size_t kBlockUnits = 16;

/// Groups of at least this many elements are worth a lookup table with 65,536
/// places.
static constexpr size_t kCellLookupElements = size_t(1) << 14;

/// Memory for the tables of units whose elements alternate.
static constexpr size_t kInterleavedBytes = size_t(1) << 25;

namespace {

/// What a worker keeps from one group to the next.
struct Scratch {
  TableScratch table;
  std::vector<uint8_t> cells;
};
using WorkerScratch = tbb::enumerable_thread_specific<Scratch>;

/// One weight whose format is known.
template <FloatFormat format>
class WeightPalettizer {
public:
  WeightPalettizer(PaletteJob &job, WorkerScratch &scratch, Monitor *monitor)
      : request(job.request), storage(job.storage), result(job.result),
        scratch(scratch), monitor(monitor), work(monitor),
        groups(request.groups), units(groups),
        entries(size_t(1) << request.options.bits) {
    if (!request.channelScales.empty())
      units.groupChannels = 1;
  }

  void run();

private:
  using Bits = PatternOf<format>;

  /// True if a group's elements, and their indices, are stored apart from those
  /// of other groups, and runs of a unit are worth reading its table each time.
  bool groupsAreApart() const {
    bool unitsAreGroups = units.groupChannels == groups.groupChannels;
    return (groups.count() == 1 ||
            (groups.outer == 1 && groups.runElements() % 8 == 0)) &&
           (unitsAreGroups || units.runElements() >= 4 * entries);
  }

  /// True if the accuracy has to be found by comparing element by element.
  bool needsComparison() const {
    return Group{request, 0}.isWeighted() || hasWideGroups(request);
  }

  void runGroup(size_t group);
  void runWideGroups();
  void assignGroup(size_t group, std::vector<uint8_t> &cells,
                   std::optional<Accuracy> known);
  void assignInterleaved();
  void fail(Outcome outcome);

  /// An element's entry, and what the entries decode to if that is to be
  /// compared with the elements.
  template <typename Lookup>
  struct Unit {
    Lookup lookup;
    const double *decoded;
  };

  /// Thresholds and decoded entries of some units.
  struct UnitTables {
    std::vector<Bits> thresholds; // [units, entries]
    std::vector<double> decoded;  // [units, entries]
  };
  void readTables(size_t firstUnit, size_t count, UnitTables &tables) const;

  template <typename Lookup>
  void assignRun(const Unit<Lookup> &unit, size_t begin, size_t end,
                 uint8_t *labels, Accuracy &accuracy) const;
  template <typename UnitAt>
  Accuracy assignRange(size_t begin, size_t end, UnitAt unitAt) const;

  const PaletteRequest &request;
  const PaletteStorage &storage;
  PaletteResult &result;
  WorkerScratch &scratch;
  Monitor *monitor;
  Work work;
  ChannelGroups groups;
  ChannelGroups units; // What shares thresholds: groups, or single channels.
  size_t entries;

  std::vector<Accuracy> accuracies; // Of groups, or of blocks of the weight.
  std::atomic<Outcome> outcome = Outcome::Palettized;
};

} // namespace

//===----------------------------------------------------------------------===//
// Looking up elements
//===----------------------------------------------------------------------===//

/// Looks up the elements \p begin up to \p end, at most a chunk and all of one
/// unit.
template <FloatFormat format>
template <typename Lookup>
void WeightPalettizer<format>::assignRun(const Unit<Lookup> &unit, size_t begin,
                                         size_t end, uint8_t *labels,
                                         Accuracy &accuracy) const {
  const std::byte *data = request.weight.data();
  for (size_t i = begin; i < end; ++i)
    labels[i - begin] = unit.lookup(loadPattern<Bits>(data, i));
  if (!unit.decoded)
    return;
  // Several sums of each kind, so that an addition need not wait for the last.
  constexpr size_t kWays = 4;
  Accuracy parts[kWays];
  for (size_t i = begin; i < end; ++i) {
    double value = elements::decode<format>(loadPattern<Bits>(data, i));
    double error = std::abs(value - unit.decoded[labels[i - begin]]);
    Accuracy &part = parts[i % kWays];
    part.squaredError += error * error;
    part.squaredNorm += value * value;
    part.maxAbsError = std::max(part.maxAbsError, error);
  }
  for (const Accuracy &part : parts)
    accuracy += part;
}

/// Writes the indices of the elements \p begin up to \p end, of which the first
/// is a multiple of eight from the start of the stream.
template <FloatFormat format>
template <typename UnitAt>
Accuracy WeightPalettizer<format>::assignRange(size_t begin, size_t end,
                                               UnitAt unitAt) const {
  unsigned bits = request.options.bits;
  std::array<uint8_t, kChunkElements> labels;
  Accuracy accuracy;
  size_t runElements = units.runElements();
  size_t run = begin / runElements;
  size_t unit = run % units.count();
  size_t runEnd = (run + 1) * runElements;
  while (begin < end) {
    size_t chunkEnd = std::min(begin + kChunkElements, end);
    for (size_t i = begin; i < chunkEnd;) {
      size_t stop = std::min(runEnd, chunkEnd);
      assignRun(unitAt(unit), i, stop, &labels[i - begin], accuracy);
      i = stop;
      if (i == runEnd) {
        runEnd += runElements;
        unit = unit + 1 == units.count() ? 0 : unit + 1;
      }
    }
    size_t length = chunkEnd - begin;
    elements::pack(std::span(labels).first(length), bits,
                   storage.indices.subspan(elements::packedSize(begin, bits),
                                           elements::packedSize(length, bits)));
    begin = chunkEnd;
  }
  return accuracy;
}

/// The sum of what accuracyOf(begin, end) returns for all blocks. A few of them
/// are done before other workers have come.
template <typename AccuracyOf>
static Accuracy sumOverBlocks(const Work &work, size_t begin, size_t end,
                              AccuracyOf accuracyOf) {
  TaskBlocks blocks = TaskBlocks::ofSize(end - begin, kBlockElements);
  Work workers = blocks.count() <= 4 ? work.alone() : work;
  return workers.sumInOrder<Accuracy>(blocks, [&](size_t first, size_t last) {
    return work.isCancelled() ? Accuracy()
                              : accuracyOf(begin + first, begin + last);
  });
}

/// Reads what has been stored for \p count units.
template <FloatFormat format>
void WeightPalettizer<format>::readTables(size_t firstUnit, size_t count,
                                          UnitTables &tables) const {
  tables.decoded.resize(count * entries);
  tables.thresholds.resize(count * entries);
  auto readUnit = [&](size_t i) {
    std::span<double> decoded =
        std::span(tables.decoded).subspan(i * entries, entries);
    decodeTable(request, storage, (firstUnit + i) * units.groupChannels,
                decoded);
    computeThresholds<format, Bits>(
        decoded, std::span(tables.thresholds).subspan(i * entries, entries));
  };
  work.forEachBlock(TaskBlocks::ofSize(count, kBlockUnits),
                    [&](size_t, size_t begin, size_t end) {
                      for (size_t i = begin; i < end; ++i)
                        readUnit(i);
                    });
}

/// Assigns a group whose elements lie together.
template <FloatFormat format>
void WeightPalettizer<format>::assignGroup(size_t group,
                                           std::vector<uint8_t> &cells,
                                           std::optional<Accuracy> known) {
  size_t begin = group * groups.groupElements();
  size_t end = begin + groups.groupElements();
  auto assignBlocks = [&](auto unitsOfBlock) {
    return sumOverBlocks(work, begin, end, [&](size_t first, size_t last) {
      return assignRange(first, last, unitsOfBlock());
    });
  };
  Accuracy found;
  if (units.groupChannels != groups.groupChannels) {
    // Many channels may share a table, and a block meets few of them.
    found = assignBlocks([&] {
      return [&, tables = UnitTables(),
              current = units.count()](size_t unit) mutable {
        if (unit != current)
          readTables(unit, 1, tables);
        current = unit;
        return Unit<SearchLookup<Bits>>{
            {tables.thresholds.data(), request.options.bits},
            tables.decoded.data()};
      };
    });
  } else {
    UnitTables tables;
    readTables(group, 1, tables);
    const double *decoded = known ? nullptr : tables.decoded.data();
    if (end - begin >= kCellLookupElements) {
      Unit<CellLookup<Bits>> unit = {CellLookup<Bits>(tables.thresholds, cells),
                                     decoded};
      found = assignBlocks([&] { return [&](size_t) { return unit; }; });
    } else {
      Unit<SearchLookup<Bits>> unit = {
          {tables.thresholds.data(), request.options.bits}, decoded};
      found = assignBlocks([&] { return [&](size_t) { return unit; }; });
    }
  }
  accuracies[group] = known ? *known : found;
}

/// Assigns all elements of a weight whose groups or channels alternate: for as
/// many units at a time as their tables fit into memory.
template <FloatFormat format>
void WeightPalettizer<format>::assignInterleaved() {
  // One after the other, units take up the elements of a row.
  size_t rowElements = units.count() * units.runElements();
  size_t unitsAtOnce = units.count();
  size_t unitBytes = entries * (sizeof(Bits) + sizeof(double));
  // Ranges have to begin with a byte of their own in every row.
  if (rowElements % 8 == 0 && unitsAtOnce * unitBytes > kInterleavedBytes)
    unitsAtOnce = std::max<size_t>(kInterleavedBytes / unitBytes / 8 * 8, 8);
  UnitTables tables;
  for (size_t first = 0; first < units.count(); first += unitsAtOnce) {
    size_t count = std::min(unitsAtOnce, units.count() - first);
    readTables(first, count, tables);
    auto unitAt = [&](size_t unit) {
      size_t offset = (unit - first) * entries;
      return Unit<SearchLookup<Bits>>{
          {tables.thresholds.data() + offset, request.options.bits},
          needsComparison() ? tables.decoded.data() + offset : nullptr};
    };
    if (count == units.count()) {
      accuracies.push_back(sumOverBlocks(
          work, 0, groups.elements(), [&](size_t begin, size_t end) {
            return assignRange(begin, end, unitAt);
          }));
      continue;
    }
    std::vector<Accuracy> rows(units.outer);
    work.forEach(units.outer, [&](size_t row) {
      size_t begin = row * rowElements + first * units.runElements();
      if (!work.isCancelled())
        rows[row] =
            assignRange(begin, begin + count * units.runElements(), unitAt);
    });
    accuracies.insert(accuracies.end(), rows.begin(), rows.end());
  }
}

//===----------------------------------------------------------------------===//
// Groups and weights
//===----------------------------------------------------------------------===//

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
  if (groupsAreApart())
    assignGroup(group, own.cells, fit.accuracy);
  else
    accuracies[group] = fit.accuracy.value_or(Accuracy());
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

  if (outcome == Outcome::Palettized && !groupsAreApart()) {
    if (needsComparison())
      accuracies.clear(); // Of all groups or none.
    assignInterleaved();
  }
  if (work.isCancelled())
    outcome = Outcome::Cancelled;
  result.outcome = outcome;
  if (result.outcome == Outcome::NonFinite)
    result.nonFinite = findNonFinite(format, request.weight);
  result.accuracy = {};
  for (const Accuracy &accuracy : accuracies)
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

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Palettizing weights in parallel: over weights, groups and blocks. A group's
// table is fitted first; then its elements, or those of the whole weight where
// groups interleave, are looked up block by block.

#include "coreai/Clustering/ScalarPalettizer.h"

#include "Clustering/Scalar/EntryLookup.h"
#include "Clustering/Scalar/GroupTable.h"
#include "Clustering/Shards.h"
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
using metrics::ErrorSums;

/// Elements whose entries are held before they are packed. A multiple of eight,
/// as eight elements of any width fill whole bytes.
static constexpr size_t stripElements = size_t(1) << 11;

/// Elements in a task.
static constexpr size_t blockElements = size_t(1) << 15;
static_assert(blockElements % stripElements == 0 && stripElements % 8 == 0);

/// Groups of at least this many elements are worth a lookup table with 65,536
/// places.
static constexpr size_t cellLookupElements = size_t(1) << 14;

/// Memory for the tables of units whose elements alternate.
static constexpr size_t interleavedBytes = size_t(1) << 25;

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
  WeightPalettizer(ScalarWeight &weight, WorkerScratch &scratch,
                   Monitor *monitor)
      : weight(weight), scratch(scratch), monitor(monitor),
        groups(weight.groups), units(groups),
        entries(size_t(1) << weight.options.bits) {
    if (!weight.channelScales.empty())
      units.groupChannels = 1;
  }

  void run();

private:
  using Bits = PatternOf<format>;

  bool isCancelled() const { return monitor && monitor->cancelled; }

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
    return Group{weight, 0}.isWeighted() || hasWideGroups(weight);
  }

  void runGroup(size_t group);
  void runWideGroups();
  void assignGroup(size_t group, std::vector<uint8_t> &cells,
                   std::optional<ErrorSums> known);
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
                 uint8_t *labels, ErrorSums &accuracy) const;
  template <typename UnitAt>
  ErrorSums assignRange(size_t begin, size_t end, UnitAt unitAt) const;

  ScalarWeight &weight;
  WorkerScratch &scratch;
  Monitor *monitor;
  ChannelGroups groups;
  ChannelGroups units; // What shares thresholds: groups, or single channels.
  size_t entries;

  std::vector<ErrorSums> accuracies; // Of groups, or of blocks of the weight.
  std::atomic<Outcome> outcome = Outcome::Palettized;
};

} // namespace

//===----------------------------------------------------------------------===//
// Looking up elements
//===----------------------------------------------------------------------===//

/// Looks up the elements \p begin up to \p end, at most a strip and all of one
/// unit.
template <FloatFormat format>
template <typename Lookup>
void WeightPalettizer<format>::assignRun(const Unit<Lookup> &unit, size_t begin,
                                         size_t end, uint8_t *labels,
                                         ErrorSums &accuracy) const {
  const std::byte *data = weight.weight.data();
  for (size_t i = begin; i < end; ++i)
    labels[i - begin] = unit.lookup(loadPattern<Bits>(data, i));
  if (!unit.decoded)
    return;
  // Several sums of each kind, so that an addition need not wait for the last.
  constexpr size_t ways = 4;
  ErrorSums parts[ways];
  for (size_t i = begin; i < end; ++i) {
    double value = elements::decode<format>(loadPattern<Bits>(data, i));
    double error = std::abs(value - unit.decoded[labels[i - begin]]);
    ErrorSums &part = parts[i % ways];
    part.squaredError += error * error;
    part.squaredNorm += value * value;
    part.maxAbsError = std::max(part.maxAbsError, error);
  }
  for (const ErrorSums &part : parts)
    accuracy += part;
}

/// Writes the indices of the elements \p begin up to \p end, of which the first
/// is a multiple of eight from the start of the stream.
template <FloatFormat format>
template <typename UnitAt>
ErrorSums WeightPalettizer<format>::assignRange(size_t begin, size_t end,
                                                UnitAt unitAt) const {
  unsigned bits = weight.options.bits;
  std::array<uint8_t, stripElements> labels;
  ErrorSums accuracy;
  size_t runElements = units.runElements();
  size_t run = begin / runElements;
  size_t unit = run % units.count();
  size_t runEnd = (run + 1) * runElements;
  while (begin < end) {
    size_t stripEnd = std::min(begin + stripElements, end);
    for (size_t i = begin; i < stripEnd;) {
      size_t stop = std::min(runEnd, stripEnd);
      assignRun(unitAt(unit), i, stop, &labels[i - begin], accuracy);
      i = stop;
      if (i == runEnd) {
        runEnd += runElements;
        unit = unit + 1 == units.count() ? 0 : unit + 1;
      }
    }
    size_t length = stripEnd - begin;
    elements::pack(std::span(labels).first(length), bits,
                   weight.indices.subspan(elements::packedSize(begin, bits),
                                          elements::packedSize(length, bits)));
    begin = stripEnd;
  }
  return accuracy;
}

/// The sum, in their order, of what accuracyOf(begin, end) says of all blocks.
template <typename AccuracyOf>
static ErrorSums sumOverBlocks(size_t begin, size_t end,
                               AccuracyOf accuracyOf) {
  size_t blocks = (end - begin + blockElements - 1) / blockElements;
  std::vector<ErrorSums> accuracies(blocks);
  auto visit = [&](size_t block) {
    size_t blockBegin = begin + block * blockElements;
    accuracies[block] =
        accuracyOf(blockBegin, std::min(blockBegin + blockElements, end));
  };
  if (blocks <= 4) {
    for (size_t block = 0; block < blocks; ++block)
      visit(block);
  } else {
    // Isolated, or a worker that waits here might start on another group.
    tbb::this_task_arena::isolate(
        [&] { tbb::parallel_for(size_t(0), blocks, visit); });
  }
  ErrorSums total;
  for (const ErrorSums &accuracy : accuracies)
    total += accuracy;
  return total;
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
    decodeTable(weight, (firstUnit + i) * units.groupChannels, decoded);
    computeThresholds<format, Bits>(
        decoded, std::span(tables.thresholds).subspan(i * entries, entries));
  };
  if (count == 1)
    readUnit(0);
  else
    tbb::parallel_for(size_t(0), count, readUnit);
}

/// Assigns a group whose elements lie together.
template <FloatFormat format>
void WeightPalettizer<format>::assignGroup(size_t group,
                                           std::vector<uint8_t> &cells,
                                           std::optional<ErrorSums> known) {
  size_t begin = group * groups.groupElements();
  size_t end = begin + groups.groupElements();
  auto assignBlocks = [&](auto unitsOfBlock) {
    return sumOverBlocks(begin, end, [&](size_t blockBegin, size_t blockEnd) {
      return isCancelled() ? ErrorSums()
                           : assignRange(blockBegin, blockEnd, unitsOfBlock());
    });
  };
  ErrorSums found;
  if (units.groupChannels != groups.groupChannels) {
    // Many channels may share a table, and a block meets few of them.
    found = assignBlocks([&] {
      return [&, tables = UnitTables(),
              current = units.count()](size_t unit) mutable {
        if (unit != current)
          readTables(unit, 1, tables);
        current = unit;
        return Unit<SearchLookup<Bits>>{
            {tables.thresholds.data(), weight.options.bits},
            tables.decoded.data()};
      };
    });
  } else {
    UnitTables tables;
    readTables(group, 1, tables);
    const double *decoded = known ? nullptr : tables.decoded.data();
    if (end - begin >= cellLookupElements) {
      Unit<CellLookup<Bits>> unit = {CellLookup<Bits>(tables.thresholds, cells),
                                     decoded};
      found = assignBlocks([&] { return [&](size_t) { return unit; }; });
    } else {
      Unit<SearchLookup<Bits>> unit = {
          {tables.thresholds.data(), weight.options.bits}, decoded};
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
  if (rowElements % 8 == 0 && unitsAtOnce * unitBytes > interleavedBytes)
    unitsAtOnce = std::max<size_t>(interleavedBytes / unitBytes / 8 * 8, 8);
  UnitTables tables;
  for (size_t first = 0; first < units.count(); first += unitsAtOnce) {
    size_t count = std::min(unitsAtOnce, units.count() - first);
    readTables(first, count, tables);
    auto unitAt = [&](size_t unit) {
      size_t offset = (unit - first) * entries;
      return Unit<SearchLookup<Bits>>{
          {tables.thresholds.data() + offset, weight.options.bits},
          needsComparison() ? tables.decoded.data() + offset : nullptr};
    };
    if (count == units.count()) {
      accuracies.push_back(
          sumOverBlocks(0, groups.elements(), [&](size_t begin, size_t end) {
            return isCancelled() ? ErrorSums()
                                 : assignRange(begin, end, unitAt);
          }));
      continue;
    }
    std::vector<ErrorSums> rows(units.outer);
    tbb::parallel_for(size_t(0), units.outer, [&](size_t row) {
      size_t begin = row * rowElements + first * units.runElements();
      if (!isCancelled())
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
  if (isCancelled())
    return fail(Outcome::Cancelled);
  Scratch &own = scratch.local();
  GroupFit fit =
      fitGroupTable({weight, group, cancelledOf(monitor)}, own.table);
  if (fit.outcome != Outcome::Palettized)
    return fail(fit.outcome);
  if (groupsAreApart())
    assignGroup(group, own.cells, fit.accuracy);
  else
    accuracies[group] = fit.accuracy.value_or(ErrorSums());
  if (monitor)
    monitor->bytes += groups.groupElements() * elements::byteWidth(format);
}

/// Wide groups take the memory of several workers, so there are few at a time,
/// or one if it has enough elements for all workers.
template <FloatFormat format>
void WeightPalettizer<format>::runWideGroups() {
  size_t lanes = shardCount(groups.groupElements()) == 1 ? 4 : 1;
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
      elements::byteWidth(format) == 2 && !Group{weight, 0}.isWeighted();
  if (!isChecked && findNonFinite(format, weight.weight)) {
    outcome = Outcome::NonFinite;
  } else if (hasWideGroups(weight)) {
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
  if (isCancelled())
    outcome = Outcome::Cancelled;
  weight.outcome = outcome;
  if (weight.outcome == Outcome::NonFinite)
    weight.nonFinite = findNonFinite(format, weight.weight);
  weight.accuracy = {};
  for (const ErrorSums &accuracy : accuracies)
    weight.accuracy += accuracy;
  if (monitor)
    ++monitor->weights;
}

static void check([[maybe_unused]] const ScalarWeight &weight) {
  [[maybe_unused]] const ChannelGroups &groups = weight.groups;
  [[maybe_unused]] unsigned bits = weight.options.bits;
  [[maybe_unused]] size_t width = elements::byteWidth(weight.format);
  [[maybe_unused]] TableType type = weight.options.tableType;
  assert(width >= 2 && weight.weight.size() == groups.elements() * width);
  assert(elements::isPackedWidth(bits));
  assert(weight.tables.size() ==
         (groups.count() << bits) * tableByteWidth(type, weight.format));
  assert(weight.indices.size() ==
         elements::packedSize(groups.elements(), bits));
  assert(weight.channelScales.empty() ||
         weight.channelScales.size() == groups.channels * width);
  assert(weight.importance.empty() ||
         weight.importance.size() == groups.elements());
  assert(type == TableType::AsWeight ||
         weight.scales.size() ==
             (weight.channelScales.empty() ? groups.count() : groups.channels) *
                 width);
}

static void palettize(ScalarWeight &weight, WorkerScratch &scratch,
                      Monitor *monitor) {
  check(weight);
  withFormat(weight.format, [&](auto format) {
    WeightPalettizer<format()>(weight, scratch, monitor).run();
  });
}

size_t
coreai::clustering::estimateScratch(std::span<const ScalarWeight> weights,
                                    unsigned workers) {
  constexpr size_t mebibyte = size_t(1) << 20;
  size_t largest = 0;
  for (const ScalarWeight &weight : weights) {
    if (weight.options.fastMode || !hasWideGroups(weight))
      continue;
    // Keys are sorted between two buffers, together with their weights if they
    // have any. Each may be a value with its weight, and 40 bytes to the
    // solver.
    size_t key = std::max<size_t>(4, elements::byteWidth(weight.format));
    size_t item = Group{weight, 0}.isWeighted() ? 16 : key;
    largest =
        std::max(largest, weight.groups.groupElements() * (2 * item + 56));
  }
  return 64 * mebibyte + workers * 4 * mebibyte + largest;
}

void coreai::clustering::palettizeScalars(std::span<ScalarWeight> weights,
                                          Monitor *monitor) {
  WorkerScratch scratch;
  std::vector<ScalarWeight *> wide, others;
  for (ScalarWeight &weight : weights)
    (hasWideGroups(weight) ? wide : others).push_back(&weight);
  // Weights with wide groups one after the other; who doesn't find work in them
  // looks after the rest.
  tbb::parallel_invoke(
      [&] {
        for (ScalarWeight *weight : wide)
          palettize(*weight, scratch, monitor);
      },
      [&] {
        tbb::parallel_for(size_t(0), others.size(), [&](size_t i) {
          // Isolated, or a worker that waits for groups of one weight might
          // start on another.
          tbb::this_task_arena::isolate(
              [&] { palettize(*others[i], scratch, monitor); });
        });
      });
}

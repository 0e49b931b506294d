// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Palettizing weights in parallel: over weights, groups and blocks. A group's
// table is fitted first; then its elements, or those of the whole weight where
// groups interleave, are looked up block by block.

#include "coreai/Clustering/ScalarPalettizer.h"

#include "EntryLookup.h"
#include "GroupTable.h"
#include "coreai/Encoding/BitPacking.h"

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
#include <vector>

using namespace coreai;
using namespace coreai::clustering;
using encoding::FloatFormat;

/// Elements whose entries are held before they are packed. A multiple of eight,
/// as eight elements of any width fill whole bytes.
static constexpr size_t stripElements = size_t(1) << 11;

/// Elements in a task.
static constexpr size_t blockElements = size_t(1) << 15;
static_assert(blockElements % stripElements == 0 && stripElements % 8 == 0);

/// Groups of at least this many elements are worth a lookup table with 65,536
/// places.
static constexpr size_t cellLookupElements = size_t(1) << 14;

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
                   const std::atomic<bool> *cancelled)
      : weight(weight), scratch(scratch), cancelled(cancelled),
        groups(weight.groups), units(groups),
        entries(size_t(1) << weight.options.bits) {
    if (!weight.channelScales.empty())
      units.groupChannels = 1;
  }

  void run();

private:
  using Bits = PatternOf<format>;

  bool isCancelled() const { return cancelled && *cancelled; }

  /// True if a group's elements, and their indices, are stored apart from those
  /// of other groups.
  bool groupsAreApart() const {
    return groups.count() == 1 ||
           (groups.outer == 1 && groups.runElements() % 8 == 0);
  }

  void runGroup(size_t group);
  void fail(ScalarOutcome outcome);

  /// An element's entry, and what the entries decode to if that is to be
  /// compared with the elements.
  template <typename Lookup>
  struct Unit {
    Lookup lookup;
    const double *decoded;
  };

  template <typename Lookup>
  void assignRun(const Unit<Lookup> &unit, size_t begin, size_t end,
                 uint8_t *labels, Accuracy &accuracy) const;
  template <typename UnitAt>
  Accuracy assignRange(size_t begin, size_t end, UnitAt unitAt) const;
  template <typename UnitAt>
  Accuracy assignBlocks(size_t begin, size_t end, UnitAt unitAt) const;

  template <typename UnitAt>
  Accuracy measureGroup(size_t group, UnitAt unitAt) const;

  ScalarWeight &weight;
  WorkerScratch &scratch;
  const std::atomic<bool> *cancelled;
  ChannelGroups groups;
  ChannelGroups units; // What shares thresholds: groups, or single channels.
  size_t entries;

  std::vector<Bits> thresholds;     // [units, entries], if groups interleave.
  std::vector<Accuracy> accuracies; // [groups]
  std::atomic<ScalarOutcome> outcome = ScalarOutcome::Palettized;
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
                                         Accuracy &accuracy) const {
  const std::byte *data = weight.weight.data();
  for (size_t i = begin; i < end; ++i)
    labels[i - begin] = unit.lookup(loadPattern<Bits>(data, i));
  if (!unit.decoded)
    return;
  // Several sums of each kind, so that an addition need not wait for the last.
  constexpr size_t ways = 4;
  Accuracy parts[ways];
  for (size_t i = begin; i < end; ++i) {
    double value = encoding::decode<format>(loadPattern<Bits>(data, i));
    double error = std::abs(value - unit.decoded[labels[i - begin]]);
    Accuracy &part = parts[i % ways];
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
  unsigned bits = weight.options.bits;
  std::array<uint8_t, stripElements> labels;
  Accuracy accuracy;
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
    encoding::pack(std::span(labels).first(length), bits,
                   weight.indices.subspan(encoding::packedSize(begin, bits),
                                          encoding::packedSize(length, bits)));
    begin = stripEnd;
  }
  return accuracy;
}

/// The sum, in their order, of what accuracyOf(begin, end) says of all blocks.
template <typename AccuracyOf>
static Accuracy sumOverBlocks(size_t begin, size_t end, AccuracyOf accuracyOf) {
  size_t blocks = (end - begin + blockElements - 1) / blockElements;
  std::vector<Accuracy> accuracies(blocks);
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
  Accuracy total;
  for (const Accuracy &accuracy : accuracies)
    total += accuracy;
  return total;
}

template <FloatFormat format>
template <typename UnitAt>
Accuracy WeightPalettizer<format>::assignBlocks(size_t begin, size_t end,
                                                UnitAt unitAt) const {
  return sumOverBlocks(begin, end, [&](size_t blockBegin, size_t blockEnd) {
    return isCancelled() ? Accuracy()
                         : assignRange(blockBegin, blockEnd, unitAt);
  });
}

/// Compares a group whose indices can't be written yet.
template <FloatFormat format>
template <typename UnitAt>
Accuracy WeightPalettizer<format>::measureGroup(size_t group,
                                                UnitAt unitAt) const {
  auto measureBlock = [&](size_t begin, size_t end) {
    Accuracy accuracy;
    std::array<uint8_t, stripElements> labels;
    forEachChannelRun(
        groups, group, begin, end, [&](size_t first, size_t length) {
          size_t unit = groups.channelOf(first) / units.groupChannels;
          for (size_t stop = first + length; first < stop;) {
            size_t stripEnd = std::min(first + stripElements, stop);
            assignRun(unitAt(unit), first, stripEnd, labels.data(), accuracy);
            first = stripEnd;
          }
        });
    return accuracy;
  };
  return sumOverBlocks(0, groups.groupElements(), measureBlock);
}

//===----------------------------------------------------------------------===//
// Groups and weights
//===----------------------------------------------------------------------===//

template <FloatFormat format>
void WeightPalettizer<format>::fail(ScalarOutcome reason) {
  // What does not depend on the order of groups: the least reason but success.
  ScalarOutcome before = outcome;
  while ((before == ScalarOutcome::Palettized || reason < before) &&
         !outcome.compare_exchange_weak(before, reason))
    ;
}

template <FloatFormat format>
void WeightPalettizer<format>::runGroup(size_t group) {
  if (isCancelled())
    return fail(ScalarOutcome::Cancelled);
  Scratch &own = scratch.local();
  GroupTable table = fitGroupTable({weight, group}, own.table, cancelled);
  if (table.outcome != ScalarOutcome::Palettized)
    return fail(table.outcome);

  std::vector<Bits> ownThresholds(table.decoded.size());
  for (size_t first = 0; first < table.decoded.size(); first += entries)
    computeThresholds<format, Bits>(
        std::span(table.decoded).subspan(first, entries),
        std::span(ownThresholds).subspan(first, entries));

  size_t firstUnit = group * (groups.groupChannels / units.groupChannels);
  auto searchUnitAt = [&](size_t unit) {
    size_t first = (unit - firstUnit) * entries;
    return Unit<SearchLookup<Bits>>{
        {ownThresholds.data() + first, weight.options.bits},
        table.isMeasured ? nullptr : table.decoded.data() + first};
  };
  size_t elements = groups.groupElements();
  if (!groupsAreApart()) {
    accuracies[group] =
        table.isMeasured ? table.accuracy : measureGroup(group, searchUnitAt);
    std::copy(ownThresholds.begin(), ownThresholds.end(),
              thresholds.begin() + firstUnit * entries);
    return;
  }

  size_t begin = group * elements;
  Accuracy found;
  if (units.groupChannels == groups.groupChannels &&
      elements >= cellLookupElements) {
    Unit<CellLookup<Bits>> unit = {CellLookup<Bits>(ownThresholds, own.cells),
                                   table.isMeasured ? nullptr
                                                    : table.decoded.data()};
    found = assignBlocks(begin, begin + elements, [&](size_t) { return unit; });
  } else {
    found = assignBlocks(begin, begin + elements, searchUnitAt);
  }
  accuracies[group] = table.isMeasured ? table.accuracy : found;
}

template <FloatFormat format>
void WeightPalettizer<format>::run() {
  accuracies.resize(groups.count());
  if (!groupsAreApart())
    thresholds.resize(units.count() * entries);
  // Elements of 16 bits are checked where they are counted or sorted.
  bool isChecked = encoding::byteWidth(format) == 2 &&
                   weight.channelScales.empty() && weight.importance.empty();
  if (!isChecked && findNonFinite(format, weight.weight)) {
    outcome = ScalarOutcome::NonFinite;
  } else if (hasWideGroups(weight)) {
    for (size_t group = 0; group < groups.count(); ++group) {
      runGroup(group);
      scratch.local().table = {}; // There may be a lot of it.
    }
  } else {
    tbb::parallel_for(size_t(0), groups.count(),
                      [&](size_t group) { runGroup(group); });
  }

  if (outcome == ScalarOutcome::Palettized && !groupsAreApart())
    assignBlocks(0, groups.elements(), [&](size_t unit) {
      return Unit<SearchLookup<Bits>>{
          {thresholds.data() + unit * entries, weight.options.bits}, nullptr};
    });
  if (isCancelled())
    outcome = ScalarOutcome::Cancelled;
  weight.outcome = outcome;
  if (weight.outcome == ScalarOutcome::NonFinite)
    weight.nonFinite = findNonFinite(format, weight.weight);
  weight.accuracy = {};
  for (const Accuracy &accuracy : accuracies)
    weight.accuracy += accuracy;
}

static void check([[maybe_unused]] const ScalarWeight &weight) {
  [[maybe_unused]] const ChannelGroups &groups = weight.groups;
  [[maybe_unused]] unsigned bits = weight.options.bits;
  [[maybe_unused]] size_t width = encoding::byteWidth(weight.format);
  [[maybe_unused]] TableType type = weight.options.tableType;
  assert(width >= 2 && weight.weight.size() == groups.elements() * width);
  assert(encoding::isPackedWidth(bits));
  assert(weight.tables.size() ==
         (groups.count() << bits) * tableByteWidth(type, weight.format));
  assert(weight.indices.size() ==
         encoding::packedSize(groups.elements(), bits));
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
                      const std::atomic<bool> *cancelled) {
  check(weight);
  switch (weight.format) {
  case FloatFormat::F16:
    return WeightPalettizer<FloatFormat::F16>(weight, scratch, cancelled).run();
  case FloatFormat::BF16:
    return WeightPalettizer<FloatFormat::BF16>(weight, scratch, cancelled)
        .run();
  case FloatFormat::F32:
    return WeightPalettizer<FloatFormat::F32>(weight, scratch, cancelled).run();
  case FloatFormat::F64:
    return WeightPalettizer<FloatFormat::F64>(weight, scratch, cancelled).run();
  default:
    assert(false && "unsupported format");
  }
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
    size_t key = std::max<size_t>(4, encoding::byteWidth(weight.format));
    size_t item = Group{weight, 0}.isWeighted() ? 16 : key;
    largest =
        std::max(largest, weight.groups.groupElements() * (2 * item + 56));
  }
  return 64 * mebibyte + workers * 4 * mebibyte + largest;
}

void coreai::clustering::palettizeScalars(std::span<ScalarWeight> weights,
                                          const std::atomic<bool> *cancelled) {
  WorkerScratch scratch;
  std::vector<ScalarWeight *> wide, others;
  for (ScalarWeight &weight : weights)
    (hasWideGroups(weight) ? wide : others).push_back(&weight);
  // Wide groups take the memory of several workers each, so there is one at a
  // time. Those who don't find work in it look after the other weights.
  tbb::parallel_invoke(
      [&] {
        for (ScalarWeight *weight : wide)
          palettize(*weight, scratch, cancelled);
      },
      [&] {
        tbb::parallel_for(size_t(0), others.size(), [&](size_t i) {
          // Isolated, or a worker that waits for groups of one weight might
          // start on another.
          tbb::this_task_arena::isolate(
              [&] { palettize(*others[i], scratch, cancelled); });
        });
      });
}

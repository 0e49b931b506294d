// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The loops over elements, block by block, and the tables that they look into.

#include "Clustering/Scalar/Assigner.h"

#include "Clustering/Scaling.h"
#include "coreai/Elements/BitPacking.h"

#include <algorithm>
#include <array>
#include <cmath>

using namespace coreai;
using namespace coreai::clustering;
using elements::FloatFormat;
using elements::loadPattern;

/// Elements whose entries are held before they are packed: 2 KiB, which stay in
/// a level-1 cache. A multiple of eight, as eight elements of any width fill
/// whole bytes.
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

/// Memory for the tables of units whose elements alternate: half of what
/// palettize() takes besides that of each worker.
static constexpr size_t kInterleavedBytes = size_t(1) << 25;

/// What shares thresholds.
static ChannelGroups unitsOf(const PaletteRequest &request) {
  ChannelGroups units = request.groups;
  if (!request.channelScales.empty())
    units.groupChannels = 1;
  return units;
}

template <FloatFormat format>
Assigner<format>::Assigner(const PaletteRequest &request,
                           const PaletteStorage &storage, const Work &work)
    : request(request), storage(storage), work(work), groups(request.groups),
      units(unitsOf(request)), entries(size_t(1) << request.options.bits) {}

template <FloatFormat format>
bool Assigner<format>::groupsAreApart() const {
  bool unitsAreGroups = units.groupChannels == groups.groupChannels;
  return (groups.count() == 1 ||
          (groups.outer == 1 && groups.runElements() % 8 == 0)) &&
         (unitsAreGroups || units.runElements() >= 4 * entries);
}

//===----------------------------------------------------------------------===//
// Tables
//===----------------------------------------------------------------------===//

/// Thresholds and decoded entries of consecutive units.
template <FloatFormat format>
class Assigner<format>::UnitTables {
public:
  explicit UnitTables(const Assigner &assigner) : assigner(assigner) {}

  /// Reads what has been stored for \p count units.
  void read(size_t firstUnit, size_t count) {
    first = firstUnit;
    decoded.resize(count * assigner.entries);
    thresholds.resize(count * assigner.entries);
    assigner.work.forEachBlock(TaskBlocks::ofSize(count, kBlockUnits),
                               [&](size_t, size_t begin, size_t end) {
                                 for (size_t i = begin; i < end; ++i)
                                   readUnit(i);
                               });
  }

  std::span<const Bits> thresholdsOf(size_t unit) const {
    return std::span(thresholds).subspan(offsetOf(unit), assigner.entries);
  }
  const double *decodedOf(size_t unit) const {
    return decoded.data() + offsetOf(unit);
  }

  Unit<SearchLookup<Bits>> unit(size_t unit, bool compares) const {
    return {{thresholdsOf(unit).data(), assigner.request.options.bits},
            compares ? decodedOf(unit) : nullptr};
  }

private:
  size_t offsetOf(size_t unit) const {
    return (unit - first) * assigner.entries;
  }

  void readUnit(size_t i) {
    size_t offset = i * assigner.entries;
    auto entriesOfUnit = std::span(decoded).subspan(offset, assigner.entries);
    Scaling::decode(assigner.request, assigner.storage,
                    (first + i) * assigner.units.groupChannels, entriesOfUnit);
    computeThresholds<format, Bits>(
        entriesOfUnit, std::span(thresholds).subspan(offset, assigner.entries));
  }

  const Assigner &assigner;
  size_t first = 0;
  std::vector<Bits> thresholds; // [units, entries]
  std::vector<double> decoded;  // [units, entries]
};

/// The tables of the unit that was asked for last. Many channels may share a
/// table, and a block of elements meets few of them.
template <FloatFormat format>
class Assigner<format>::CurrentUnit {
public:
  explicit CurrentUnit(const Assigner &assigner)
      : tables(assigner), current(assigner.units.count()) {}

  Unit<SearchLookup<Bits>> operator()(size_t unit) {
    if (unit != current)
      tables.read(unit, 1);
    current = unit;
    return tables.unit(unit, /*compares=*/true);
  }

private:
  UnitTables tables;
  size_t current; // The number of units before any is read.
};

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

/// Looks up the elements \p begin up to \p end, at most a chunk and all of one
/// unit.
template <FloatFormat format>
template <typename Lookup>
void Assigner<format>::assignRun(const Unit<Lookup> &unit, size_t begin,
                                 size_t end, uint8_t *labels,
                                 metrics::ErrorSums &accuracy) const {
  const std::byte *data = request.weight.data();
  for (size_t i = begin; i < end; ++i)
    labels[i - begin] = unit.lookup(loadPattern<Bits>(data, i));
  if (!unit.decoded)
    return;
  // Several sums of each kind, so that an addition need not wait for the last.
  constexpr size_t kWays = 4;
  metrics::ErrorSums parts[kWays];
  for (size_t i = begin; i < end; ++i) {
    double value = elements::decode<format>(loadPattern<Bits>(data, i));
    double error = std::abs(value - unit.decoded[labels[i - begin]]);
    metrics::ErrorSums &part = parts[i % kWays];
    part.squaredError += error * error;
    part.squaredNorm += value * value;
    part.maxAbsError = std::max(part.maxAbsError, error);
  }
  for (const metrics::ErrorSums &part : parts)
    accuracy += part;
}

/// Writes the indices of the elements \p begin up to \p end, of which the first
/// is a multiple of eight from the start of the stream. \p unitAt(unit) is
/// asked for a unit whenever a run of it, or a chunk of that, begins.
template <FloatFormat format>
template <typename UnitAt>
metrics::ErrorSums Assigner<format>::assignRange(size_t begin, size_t end,
                                                 UnitAt &&unitAt) const {
  unsigned bits = request.options.bits;
  std::array<uint8_t, kChunkElements> labels;
  metrics::ErrorSums accuracy;
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

/// The sum of what assignBlock(begin, end) returns for all blocks. A few of
/// them are done before other workers have come.
template <FloatFormat format>
template <typename AssignBlock>
metrics::ErrorSums
Assigner<format>::assignBlocks(size_t begin, size_t end,
                               AssignBlock assignBlock) const {
  TaskBlocks blocks = TaskBlocks::ofSize(end - begin, kBlockElements);
  Work workers = blocks.count() <= 4 ? work.alone() : work;
  return workers.sumInOrder<metrics::ErrorSums>(
      blocks, [&](size_t first, size_t last) {
        return work.isCancelled() ? metrics::ErrorSums()
                                  : assignBlock(begin + first, begin + last);
      });
}

template <FloatFormat format>
metrics::ErrorSums
Assigner<format>::assignGroup(size_t group, bool compares,
                              std::vector<uint8_t> &cells) const {
  size_t begin = group * groups.groupElements();
  size_t end = begin + groups.groupElements();
  if (units.groupChannels != groups.groupChannels)
    return assignBlocks(begin, end, [&](size_t first, size_t last) {
      return assignRange(first, last, CurrentUnit(*this));
    });

  UnitTables tables(*this);
  tables.read(group, 1);
  auto assignWith = [&](const auto &unit) {
    return assignBlocks(begin, end, [&](size_t first, size_t last) {
      return assignRange(first, last,
                         [&](size_t) -> const auto & { return unit; });
    });
  };
  Unit<SearchLookup<Bits>> unit = tables.unit(group, compares);
  if (end - begin < kCellLookupElements)
    return assignWith(unit);
  CellLookup<Bits> lookup(tables.thresholdsOf(group), cells);
  return assignWith(Unit<CellLookup<Bits>>{lookup, unit.decoded});
}

template <FloatFormat format>
metrics::ErrorSums Assigner<format>::assignAll(bool compares) const {
  // One after the other, units take up the elements of a row.
  size_t rowElements = units.count() * units.runElements();
  size_t unitsAtOnce = units.count();
  size_t unitBytes = entries * (sizeof(Bits) + sizeof(double));
  // Ranges have to begin with a byte of their own in every row.
  if (rowElements % 8 == 0 && unitsAtOnce * unitBytes > kInterleavedBytes)
    unitsAtOnce = std::max<size_t>(kInterleavedBytes / unitBytes / 8 * 8, 8);
  UnitTables tables(*this);
  auto unitAt = [&](size_t unit) { return tables.unit(unit, compares); };
  if (unitsAtOnce == units.count()) {
    tables.read(0, unitsAtOnce);
    return assignBlocks(0, groups.elements(), [&](size_t begin, size_t end) {
      return assignRange(begin, end, unitAt);
    });
  }
  metrics::ErrorSums accuracy;
  for (size_t first = 0; first < units.count(); first += unitsAtOnce) {
    size_t count = std::min(unitsAtOnce, units.count() - first);
    tables.read(first, count);
    std::vector<metrics::ErrorSums> rows(units.outer);
    work.forEach(units.outer, [&](size_t row) {
      size_t begin = row * rowElements + first * units.runElements();
      if (!work.isCancelled())
        rows[row] =
            assignRange(begin, begin + count * units.runElements(), unitAt);
    });
    for (const metrics::ErrorSums &row : rows)
      accuracy += row;
  }
  return accuracy;
}

template class coreai::clustering::Assigner<FloatFormat::F16>;
template class coreai::clustering::Assigner<FloatFormat::BF16>;
template class coreai::clustering::Assigner<FloatFormat::F32>;
template class coreai::clustering::Assigner<FloatFormat::F64>;

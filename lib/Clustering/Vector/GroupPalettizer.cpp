// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From the vectors of a group to its table and indices.

#include "Clustering/Vector/GroupPalettizer.h"

#include "Clustering/Scaling.h"
#include "Clustering/Vector/Distinct.h"
#include "Clustering/Vector/KMeans.h"
#include "Clustering/Vector/Kernels.h"
#include "Clustering/Vector/Sums.h"
#include "Clustering/Vector/Table.h"
#include "coreai/Elements/BitPacking.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <optional>
#include <utility>

using namespace coreai;
using namespace coreai::clustering;
using metrics::ErrorSums;

//===----------------------------------------------------------------------===//
// Writing indices
//===----------------------------------------------------------------------===//

/// Writes indices from element \p position of a packed stream on, whose bits
/// are zero before. Bytes that hold other elements too are changed atomically.
static void writeIndices(const uint8_t *labels, size_t count, size_t position,
                         unsigned bits, std::byte *indices) {
  auto *bytes = reinterpret_cast<uint8_t *>(indices);
  auto add = [&](size_t element, uint8_t label) {
    size_t bit = element * bits;
    unsigned shifted = unsigned(label) << bit % 8;
    for (size_t byte = bit / 8; shifted != 0; ++byte, shifted >>= 8)
      std::atomic_ref(bytes[byte])
          .fetch_or(static_cast<uint8_t>(shifted), std::memory_order_relaxed);
  };
  size_t i = 0;
  for (; i < count && (position + i) % 8 != 0; ++i)
    add(position + i, labels[i]);
  size_t inWholeBytes = (count - i) / 8 * 8;
  elements::pack({labels + i, inWholeBytes}, bits,
                 {indices + elements::packedSize(position + i, bits),
                  elements::packedSize(inWholeBytes, bits)});
  i += inWholeBytes;
  for (; i < count; ++i)
    add(position + i, labels[i]);
}

//===----------------------------------------------------------------------===//
// The group
//===----------------------------------------------------------------------===//

namespace {

class GroupPalettizer {
public:
  GroupPalettizer(const Work &work, const PaletteJob &job, size_t index);

  std::optional<GroupResult> palettize();

private:
  /// A table as it is stored.
  struct Fit {
    Scaling scaling;
    TableLevels levels;
    EntryTable table;
    double error; // In no particular unit. Zero if there is no choice.
  };

  std::vector<std::vector<double>> findEntries();
  std::optional<Fit> fit(const std::vector<double> &entries, bool isChoice,
                         double reach = 1);
  Fit fitTo(const Scaling &scaling, std::vector<double> entries, bool isChoice);
  std::optional<Fit> choose(const std::vector<std::vector<double>> &sets);
  Fit fitClamped(const std::vector<std::vector<double>> &sets);
  void polish(Fit &fit);
  ErrorSums assign(const EntryTable &table);

  void decideDoubtful(const Codebook &codebook, size_t first,
                      TileLabels &labels) const;
  void labelDistinct(const Tile &tile, size_t first, TileLabels &labels) const;
  void write(const Tile &tile, size_t first, const TileLabels &labels) const;
  ErrorSums measure(const Tile &tile, size_t first, const TileLabels &labels,
                    const EntryTable &table) const;

  std::vector<double> scaled(std::vector<double> values) const;
  bool isWeighted() const { return view.importance; }

  const Work &work;
  const PaletteRequest &request;
  const PaletteStorage &storage;
  GroupView view;
  int exponent = 0; // Elements are below 2^exponent.
  double largest = 0;
  size_t tableSize;
  std::optional<DistinctVectors> distinct; // If they fit the table.
};

} // namespace

GroupPalettizer::GroupPalettizer(const Work &work, const PaletteJob &job,
                                 size_t index)
    : work(work), request(job.request), storage(job.storage),
      tableSize(size_t(1) << request.options.bits) {
  view.format = request.format;
  view.weight = request.weight.data();
  view.groups = request.groups;
  view.group = index;
  view.dim = request.options.dim;
  largest = largestMagnitude(view);
  if (largest > 0)
    exponent = std::ilogb(largest) + 1;
  view.scale = PowerOfTwo(-exponent);
  if (request.importance.empty())
    return;
  view.importance = request.importance.data();
  float mostImportant = largestImportance(view);
  if (mostImportant > 0)
    view.importanceScale = PowerOfTwo(-std::ilogb(mostImportant) - 1);
  else
    view.importance = nullptr;
}

std::vector<double> GroupPalettizer::scaled(std::vector<double> values) const {
  for (double &value : values)
    value = view.scale.times(value);
  return values;
}

/// The entries before rounding, in the unit of the weight, or several sets of
/// them to choose from.
std::vector<std::vector<double>> GroupPalettizer::findEntries() {
  size_t dim = view.dim;
  distinct = findDistinct(work, view, tableSize);
  if (distinct) {
    std::vector<double> entries;
    for (size_t entry = 0; entry < tableSize; ++entry)
      for (size_t d = 0; d < dim; ++d)
        entries.push_back(
            distinct->component(std::min(entry, distinct->size() - 1), d));
    return {entries};
  }
  KMeans kMeans(work, tableSize, dim, isWeighted(), request.options.seed,
                view.group);
  std::vector<std::vector<double>> sets = kMeans.cluster(view);
  // An entry without vectors may be anywhere.
  for (std::vector<double> &entries : sets)
    for (double &entry : entries)
      entry = std::clamp(std::ldexp(entry, exponent), -largest, largest);
  return sets;
}

static double largestComponent(const std::vector<double> &entries) {
  double largest = 0;
  for (double entry : entries)
    largest = std::max(largest, std::abs(entry));
  return largest;
}

/// Fits a table to the scale that reaches as far as \p entries do or, with a
/// \p reach below 1, so many times as far, which cuts the largest.
///
/// Nothing, if there is no scale for the entries.
std::optional<GroupPalettizer::Fit>
GroupPalettizer::fit(const std::vector<double> &entries, bool isChoice,
                     double reach) {
  std::optional<Scaling> scaling =
      Scaling::fit(request.options.tableType, request.format,
                   largestComponent(entries) * reach);
  if (!scaling)
    return std::nullopt;
  return fitTo(*scaling, entries, isChoice);
}

/// Rounds the entries. With every vector at the nearest entry, rounding the
/// means anew can't raise the error, since what is nearest to a mean in each
/// component is also what the vectors are nearest to on the whole.
GroupPalettizer::Fit GroupPalettizer::fitTo(const Scaling &scaling,
                                            std::vector<double> entries,
                                            bool isChoice) {
  TableLevels levels = scaling.levels();
  EntryTable table(levels, entries, view.dim);
  if (distinct)
    return Fit{scaling, levels, table, 0};
  const unsigned maxRefits = isChoice ? 4 : 2; // There is time in small groups.
  double error = 0;
  Assignment assignment(tableSize, view.dim, isWeighted());
  for (unsigned refit = 0; isChoice || refit < maxRefits; ++refit) {
    std::vector<double> decoded = scaled(table.decoded());
    const ClusterSums &sums = assignment.run(work, GroupSource(view), decoded);
    error = sums.errorAbout(decoded);
    if (work.isCancelled() || refit == maxRefits)
      break;
    entries = table.decoded();
    for (size_t entry = 0; entry < tableSize; ++entry)
      for (size_t d = 0; d < view.dim; ++d)
        if (sums.weight(entry, d) > 0)
          entries[entry * view.dim + d] = std::clamp(
              std::ldexp(sums.mean(entry, d), exponent), -largest, largest);
    EntryTable refitted(levels, entries, view.dim);
    if (refitted == table)
      break;
    table = std::move(refitted);
  }
  return Fit{scaling, levels, std::move(table), error};
}

/// Moves components to neighbouring levels for as long as that lowers the
/// error, with every vector taking the nearest entry. Levels far apart, as
/// those of the 8-bit floats, leave tables with few entries some tenths of a
/// percent to gain beyond rounded means. Tables with many entries have hardly
/// any, and would take too long.
void GroupPalettizer::polish(Fit &fit) {
  constexpr size_t kMaxDistances = size_t(1) << 20; // Of a sweep.
  constexpr unsigned kMaxSweeps = 8;
  std::vector<double> entries = fit.table.decoded();
  if (view.size() * tableSize * 2 * entries.size() > kMaxDistances)
    return;
  Assignment assignment(tableSize, view.dim, isWeighted());
  bool isMoving = true;
  auto tryMove = [&](double &component, bool above) {
    std::optional<double> next = fit.levels.next(component, above);
    if (!next || work.isCancelled())
      return;
    double previous = std::exchange(component, *next);
    std::vector<double> moved = scaled(entries);
    double error =
        assignment.run(work, GroupSource(view), moved).errorAbout(moved);
    if (error < fit.error * (1 - 1e-12)) {
      fit.error = error;
      isMoving = true;
    } else {
      component = previous;
    }
  };
  for (unsigned sweep = 0; sweep < kMaxSweeps && isMoving; ++sweep) {
    isMoving = false;
    for (double &component : entries)
      for (bool above : {false, true})
        tryMove(component, above);
  }
  fit.table = EntryTable(fit.levels, entries, view.dim);
}

/// The best table that any of several sets of entries leads to.
std::optional<GroupPalettizer::Fit>
GroupPalettizer::choose(const std::vector<std::vector<double>> &sets) {
  std::optional<Fit> best;
  const std::vector<double> *bestSet = nullptr;
  auto consider = [&](const std::vector<double> &entries, double reach) {
    if (work.isCancelled())
      return;
    std::optional<Fit> next = fit(entries, /*isChoice=*/true, reach);
    if (!next || (best && next->error >= best->error))
      return;
    best = std::move(next);
    bestSet = &entries;
  };
  for (const std::vector<double> &entries : sets)
    consider(entries, 1);
  if (!best)
    return best;

  // The highest levels of F8E5M2 are at 4, 5, 6 and 7 of a unit. Where they lie
  // between the largest component and the next level below makes a difference
  // to all other components.
  if (floatFormat(request.options.tableType))
    for (const std::vector<double> *set = bestSet;
         double reach : {0.98, 0.96, 0.94, 0.92, 0.90, 0.88})
      consider(*set, reach);
  polish(*best);
  return best;
}

/// The best table on scales that the format holds, where it holds none for the
/// entries.
GroupPalettizer::Fit
GroupPalettizer::fitClamped(const std::vector<std::vector<double>> &sets) {
  bool isChoice = sets.size() > 1;
  std::optional<Fit> best;
  Assignment assignment(tableSize, view.dim, isWeighted());
  auto consider = [&](const std::vector<double> &entries,
                      const Scaling &scaling) {
    if (best && work.isCancelled())
      return;
    Fit next = fitTo(scaling, entries, isChoice);
    if (distinct) {
      std::vector<double> decoded = scaled(next.table.decoded());
      next.error =
          assignment.run(work, GroupSource(view), decoded).errorAbout(decoded);
    }
    if (!best || next.error < best->error)
      best = std::move(next);
  };
  for (const std::vector<double> &entries : sets)
    Scaling::forEachSubstitute(
        request.options.tableType, request.format, largestComponent(entries),
        {}, [&](const Scaling &scaling) { consider(entries, scaling); });
  if (isChoice)
    polish(*best);
  return *best;
}

/// Settles doubtful labels by the vectors themselves, not what is left of them
/// as floats.
void GroupPalettizer::decideDoubtful(const Codebook &codebook, size_t first,
                                     TileLabels &labels) const {
  std::array<double, kMaxDim> vector, weights;
  for (size_t i = 0; i < labels.numDoubtful; ++i) {
    size_t element = view.firstElement(first + labels.doubtful[i]);
    for (size_t d = 0; d < view.dim; ++d, element += view.groups.inner) {
      vector[d] = view.value(element);
      weights[d] = view.importanceOf(element);
    }
    labels.labels[labels.doubtful[i]] =
        codebook.nearest(vector.data(), weights.data());
  }
}

void GroupPalettizer::labelDistinct(const Tile &tile, size_t first,
                                    TileLabels &labels) const {
  for (size_t i = 0; i < tile.count; ++i)
    labels.labels[i] = static_cast<uint8_t>(
        distinct->find(distinctKey(view, first + i).data()));
}

void GroupPalettizer::write(const Tile &tile, size_t first,
                            const TileLabels &labels) const {
  size_t run = view.runVectors();
  for (size_t i = 0; i < tile.count;) {
    size_t length = std::min(run - (first + i) % run, tile.count - i);
    writeIndices(labels.labels.data() + i, length,
                 view.indexPosition(first + i), request.options.bits,
                 storage.indices.data());
    i += length;
  }
}

ErrorSums GroupPalettizer::measure(const Tile &tile, size_t first,
                                   const TileLabels &labels,
                                   const EntryTable &table) const {
  TileBuffer buffer;
  GroupView original = view;
  original.scale = PowerOfTwo(0);
  original.importance = nullptr;
  bool isDouble = view.format == elements::FloatFormat::F64;
  Tile values = isDouble ? tile : original.load(first, tile.count, buffer);
  const double *entries = table.decoded().data();
  ErrorSums result;
  for (size_t d = 0; d < view.dim; ++d)
    for (size_t i = 0; i < tile.count; ++i) {
      double value = isDouble ? original.value(view.firstElement(first + i) +
                                               d * view.groups.inner)
                              : values.values[d * kTileVectors + i];
      double error = value - entries[labels.labels[i] * view.dim + d];
      result.squaredError += error * error;
      result.squaredNorm += value * value;
      result.maxAbsError = std::max(result.maxAbsError, std::abs(error));
    }
  return result;
}

ErrorSums GroupPalettizer::assign(const EntryTable &table) {
  Codebook codebook(tableSize, view.dim, isWeighted());
  codebook.assign(scaled(table.decoded()));
  bool isLossless =
      distinct && request.options.tableType == TableType::AsWeight;
  auto assignTiles = [&](size_t begin, size_t end) {
    ErrorSums accuracy;
    auto assignTile = [&](size_t index, const Tile &tile) {
      size_t first = index * kTileVectors;
      TileLabels labels;
      if (isLossless) {
        labelDistinct(tile, first, labels);
      } else {
        findNearest(tile, codebook, labels);
        decideDoubtful(codebook, first, labels);
      }
      write(tile, first, labels);
      accuracy += measure(tile, first, labels, table);
    };
    forEachTile(work, GroupSource(view), begin, end, assignTile);
    return accuracy;
  };
  return work.sumInOrder<ErrorSums>(blocksOfTiles(view.size()), assignTiles);
}

std::optional<GroupResult> GroupPalettizer::palettize() {
  std::vector<std::vector<double>> sets = findEntries();
  std::optional<Fit> best;
  if (sets.size() == 1)
    best = fit(sets.front(), /*isChoice=*/false);
  else
    best = choose(sets);
  if (work.isCancelled())
    return std::nullopt;
  bool isClamped = !best;
  if (isClamped)
    best = fitClamped(sets);
  GroupResult result;
  result.accuracy = assign(best->table);
  result.isClamped = isClamped && result.accuracy.maxAbsError > 0;
  if (work.isCancelled())
    return std::nullopt;
  best->table.store(best->levels, storage.tables.data(),
                    view.group * tableSize * view.dim);
  best->scaling.store(storage.scales, view.group);
  return result;
}

std::optional<GroupResult>
coreai::clustering::palettizeGroup(const Work &work, const PaletteJob &job,
                                   size_t group) {
  return GroupPalettizer(work, job, group).palettize();
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From the vectors of a group to its table and indices.

#include "VectorGroup.h"

#include "VectorDistinct.h"
#include "VectorKMeans.h"
#include "VectorKernels.h"
#include "VectorSums.h"
#include "VectorTable.h"
#include "coreai/Encoding/BitPacking.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <optional>

using namespace coreai;
using namespace coreai::clustering;

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
  encoding::pack({labels + i, inWholeBytes}, bits,
                 {indices + encoding::packedSize(position + i, bits),
                  encoding::packedSize(inWholeBytes, bits)});
  i += inWholeBytes;
  for (; i < count; ++i)
    add(position + i, labels[i]);
}

//===----------------------------------------------------------------------===//
// The group
//===----------------------------------------------------------------------===//

namespace {

class Group {
public:
  Group(const VectorWork &work, const VectorWeight &weight, size_t index);

  Outcome palettize(Accuracy &accuracy);

private:
  /// Palettizing is cancelled if there is nothing to return.
  std::vector<double> findEntries();
  VectorTable fit(const VectorLevels &levels, std::vector<double> entries);
  Accuracy assign(const VectorTable &table);

  void decideDoubtful(const VectorCodebook &codebook, size_t first,
                      TileLabels &labels) const;
  void labelDistinct(const Tile &tile, size_t first, TileLabels &labels) const;
  void write(const Tile &tile, size_t first, const TileLabels &labels) const;
  Accuracy measure(const Tile &tile, size_t first, const TileLabels &labels,
                   const VectorTable &table) const;

  std::vector<double> scaled(std::vector<double> values) const;
  bool isWeighted() const { return view.importance; }

  const VectorWork &work;
  const VectorWeight &weight;
  VectorView view;
  int exponent = 0; // Elements are below 2^exponent.
  double largest = 0;
  size_t tableSize;
  std::optional<DistinctVectors> distinct; // If they fit the table.
};

} // namespace

Group::Group(const VectorWork &work, const VectorWeight &weight, size_t index)
    : work(work), weight(weight), tableSize(size_t(1) << weight.options.bits) {
  view.format = weight.format;
  view.weight = weight.weight.data();
  view.groups = weight.groups;
  view.group = index;
  view.dim = weight.options.dim;
  largest = largestMagnitude(view);
  if (largest > 0)
    exponent = std::ilogb(largest) + 1;
  view.scale = PowerOfTwo(-exponent);
  if (weight.importance.empty())
    return;
  view.importance = weight.importance.data();
  float mostImportant = largestImportance(view);
  if (mostImportant > 0)
    view.importanceScale = PowerOfTwo(-std::ilogb(mostImportant) - 1);
  else
    view.importance = nullptr;
}

std::vector<double> Group::scaled(std::vector<double> values) const {
  for (double &value : values)
    value = view.scale.times(value);
  return values;
}

/// The entries before rounding, in the unit of the weight.
std::vector<double> Group::findEntries() {
  size_t dim = view.dim;
  distinct = findDistinct(work, view, tableSize);
  std::vector<double> entries;
  if (distinct) {
    for (size_t entry = 0; entry < tableSize; ++entry)
      for (size_t d = 0; d < dim; ++d)
        entries.push_back(
            distinct->component(std::min(entry, distinct->size() - 1), d));
    return entries;
  }
  VectorKMeans kMeans(work, tableSize, dim, isWeighted(), weight.options.seed,
                      view.group);
  entries = kMeans.cluster(view);
  // An entry without vectors may be anywhere.
  for (double &entry : entries)
    entry = std::clamp(std::ldexp(entry, exponent), -largest, largest);
  return entries;
}

/// Rounds the entries. With every vector at the nearest entry, rounding the
/// means anew can't raise the error, since what is nearest to a mean in each
/// component is also what the vectors are nearest to on the whole.
VectorTable Group::fit(const VectorLevels &levels,
                       std::vector<double> entries) {
  VectorTable table(levels, entries, view.dim);
  if (distinct)
    return table;
  constexpr unsigned maxRefits = 2;
  VectorAssignment assignment(tableSize, view.dim, isWeighted());
  for (unsigned refit = 0; refit < maxRefits; ++refit) {
    const VectorSums &sums =
        assignment.run(work, GroupSource(view), scaled(table.decoded()));
    if (work.isCancelled())
      break;
    entries = table.decoded();
    for (size_t entry = 0; entry < tableSize; ++entry)
      for (size_t d = 0; d < view.dim; ++d)
        if (sums.weight(entry, d) > 0)
          entries[entry * view.dim + d] = std::clamp(
              std::ldexp(sums.mean(entry, d), exponent), -largest, largest);
    VectorTable refitted(levels, entries, view.dim);
    if (refitted == table)
      break;
    table = std::move(refitted);
  }
  return table;
}

/// Settles doubtful labels by the vectors themselves, not what is left of them
/// as floats.
void Group::decideDoubtful(const VectorCodebook &codebook, size_t first,
                           TileLabels &labels) const {
  std::array<double, maxVectorDim> vector, weights;
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

void Group::labelDistinct(const Tile &tile, size_t first,
                          TileLabels &labels) const {
  for (size_t i = 0; i < tile.count; ++i)
    labels.labels[i] = static_cast<uint8_t>(
        distinct->find(distinctKey(view, first + i).data()));
}

void Group::write(const Tile &tile, size_t first,
                  const TileLabels &labels) const {
  size_t run = view.runVectors();
  for (size_t i = 0; i < tile.count;) {
    size_t length = std::min(run - (first + i) % run, tile.count - i);
    writeIndices(labels.labels.data() + i, length,
                 view.indexPosition(first + i), weight.options.bits,
                 weight.indices.data());
    i += length;
  }
}

Accuracy Group::measure(const Tile &tile, size_t first,
                        const TileLabels &labels,
                        const VectorTable &table) const {
  TileBuffer buffer;
  VectorView original = view;
  original.scale = PowerOfTwo(0);
  original.importance = nullptr;
  bool isDouble = view.format == encoding::FloatFormat::F64;
  Tile values = isDouble ? tile : original.load(first, tile.count, buffer);
  const double *entries = table.decoded().data();
  Accuracy result;
  for (size_t d = 0; d < view.dim; ++d)
    for (size_t i = 0; i < tile.count; ++i) {
      double value = isDouble ? original.value(view.firstElement(first + i) +
                                               d * view.groups.inner)
                              : values.values[d * tileVectors + i];
      double error = value - entries[labels.labels[i] * view.dim + d];
      result.squaredError += error * error;
      result.squaredNorm += value * value;
      result.maxAbsError = std::max(result.maxAbsError, std::abs(error));
    }
  return result;
}

Accuracy Group::assign(const VectorTable &table) {
  VectorCodebook codebook(tableSize, view.dim, isWeighted());
  codebook.assign(scaled(table.decoded()));
  bool isLossless = distinct && weight.options.tableType == TableType::AsWeight;
  VectorStrips strips(view.size());
  std::vector<Accuracy> accuracies(strips.count());
  forEachTile(work, GroupSource(view),
              [&](size_t strip, size_t index, const Tile &tile) {
                size_t first = index * tileVectors;
                TileLabels labels;
                if (isLossless) {
                  labelDistinct(tile, first, labels);
                } else {
                  findNearest(tile, codebook, labels);
                  decideDoubtful(codebook, first, labels);
                }
                write(tile, first, labels);
                accuracies[strip] += measure(tile, first, labels, table);
              });
  Accuracy total;
  for (const Accuracy &accuracy : accuracies)
    total += accuracy;
  return total;
}

Outcome Group::palettize(Accuracy &accuracy) {
  std::vector<double> entries = findEntries();
  if (work.isCancelled())
    return Outcome::Cancelled;
  double largestComponent = 0;
  for (double entry : entries)
    largestComponent = std::max(largestComponent, std::abs(entry));
  std::optional<VectorLevels> levels = VectorLevels::create(
      weight.options.tableType, weight.format, largestComponent);
  if (!levels)
    return Outcome::ScaleUnderflow;
  VectorTable table = fit(*levels, std::move(entries));
  accuracy = assign(table);
  if (work.isCancelled())
    return Outcome::Cancelled;
  table.store(*levels, weight.tables.data(), view.group * tableSize * view.dim);
  if (weight.options.tableType != TableType::AsWeight)
    levels->storeScale(weight.scales.data(), view.group);
  return Outcome::Palettized;
}

Outcome coreai::clustering::palettizeGroup(const VectorWork &work,
                                           const VectorWeight &weight,
                                           size_t group, Accuracy &accuracy) {
  return Group(work, weight, group).palettize(accuracy);
}

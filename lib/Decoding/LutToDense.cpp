// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// coreai.lut_to_dense: each palette index is replaced by the vector it names.

#include "Decoding/BlockMap.h"
#include "Decoding/Chunks.h"
#include "Decoding/Operand.h"
#include "Decoding/TableChoice.h"

#include <algorithm>
#include <array>

using namespace coreai;
using namespace coreai::decoding;

namespace {

class LutToDense : public Source {
public:
  LutToDense(const SourcePtr &indices, const SourcePtr &lut, size_t axis)
      : LutToDense(indices, lut, axis,
                   BlockMap(indices->shape(), tableCounts(*lut))) {}

  void readTableIndices(size_t begin, std::span<uint8_t> out) const override {
    indices->readIndices(begin, out);
  }

protected:
  size_t computeTable(size_t position, std::span<double> table) const override {
    BlockMap::Run run = blocks.runAt(position);
    const double *entries =
        lut.view(run.block * table.size(), table.size(), table.data());
    if (entries != table.data())
      std::copy_n(entries, table.size(), table.data());
    return run.end;
  }

  void computeElements(size_t begin, std::span<double> out) const override {
    if (length == 1 || inner == 1)
      readAdjacent(begin, out);
    else
      readRows(begin, out);
  }

private:
  LutToDense(const SourcePtr &indices, const SourcePtr &lut, size_t axis,
             BlockMap blocks)
      : Source(lut->type(), denseShape(*indices, *lut, axis),
               chooseTables(*lut, blocks)),
        indices(indices), lut(lut, indices->size()), blocks(std::move(blocks)),
        entries(lut->shape().end()[-2]), length(lut->shape().back()) {
    assert(isIndex(indices->type()) && "not a type of indices");
    assert(entries == size_t(1) << storageBits(indices->type()) &&
           "a table has an entry for each index");
    const Shape &shape = indices->shape();
    for (size_t d = axis + 1; d < shape.size(); ++d)
      inner *= shape[d];
  }

  static Shape tableCounts(const Source &lut) {
    return Shape(lut.shape().begin(), lut.shape().end() - 2);
  }

  static Shape denseShape(const Source &indices, const Source &lut,
                          size_t axis) {
    Shape shape = indices.shape();
    if (size_t length = lut.shape().back(); length != 1)
      shape[axis] *= length;
    return shape;
  }

  static Tables chooseTables(const Source &lut, const BlockMap &blocks) {
    if (lut.shape().back() != 1)
      return {};
    return worthWhile({lut.shape().end()[-2], blocks.runLength()});
  }

  /// Calls \p fn for indices [begin, begin + n), up to a chunk, in order and in
  /// runs: with the position of a run's first index, the run, the table of the
  /// first index, and how far the table of the next one is from that.
  template <typename Fn>
  void forEachRun(size_t begin, size_t n, Fn fn) const {
    std::array<uint8_t, kChunk> chunk;
    auto all = std::span(chunk).first(n);
    indices->readIndices(begin, all);
    size_t tableSize = entries * length;
    std::vector<double> scratch(lut.isCached() ? 0 : tableSize);
    for (size_t done = 0; done < n;) {
      BlockMap::Run run = blocks.runAt(begin + done);
      size_t end = std::min(run.end - begin, n);
      if (!lut.isCached() && run.step != 0)
        end = done + 1;
      const double *table =
          lut.view(run.block * tableSize, tableSize, scratch.data());
      fn(begin + done, all.subspan(done, end - done), table,
         run.step * tableSize);
      done = end;
    }
  }

  /// Vectors are adjacent: a range of elements is one of indices.
  void readAdjacent(size_t begin, std::span<double> out) const {
    size_t end = begin + out.size();
    size_t first = begin / length, last = (end + length - 1) / length;
    forEachRun(first, last - first,
               [&](size_t position, std::span<const uint8_t> run,
                   const double *table, size_t step) {
                 if (length == 1) {
                   double *next = out.data() + (position - begin);
                   for (size_t i = 0; i < run.size(); ++i)
                     next[i] = table[i * step + run[i]];
                   return;
                 }
                 for (size_t i = 0; i < run.size(); ++i) {
                   const double *vector = table + i * step + run[i] * length;
                   size_t start = (position + i) * length;
                   for (size_t p = std::max(start, begin);
                        p < std::min(start + length, end); ++p)
                     out[p - begin] = vector[p - start];
                 }
               });
  }

  /// Vectors lie across rows of `inner` elements: a part of a row has one of
  /// their components.
  void readRows(size_t begin, std::span<double> out) const {
    for (size_t done = 0; done < out.size();) {
      size_t row = (begin + done) / inner, column = (begin + done) % inner;
      size_t component = row % length;
      size_t first = row / length * inner + column;
      size_t count = std::min(inner - column, out.size() - done);
      forEachRun(first, count,
                 [&](size_t position, std::span<const uint8_t> run,
                     const double *table, size_t step) {
                   double *next = out.data() + done + (position - first);
                   for (size_t i = 0; i < run.size(); ++i)
                     next[i] = table[i * step + run[i] * length + component];
                 });
      done += count;
    }
  }

  SourcePtr indices;
  Operand lut;
  BlockMap blocks;
  size_t entries;
  size_t length;
  size_t inner = 1; // Indices per step along the axis.
};

} // namespace

SourcePtr coreai::decoding::makeLutToDense(const SourcePtr &indices,
                                           const SourcePtr &lut, int64_t axis) {
  auto rank = static_cast<int64_t>(indices->shape().size());
  assert(lut->shape().size() == indices->shape().size() + 2 && "ranks differ");
  if (lut->shape().back() == 1)
    axis = 0;
  axis += axis < 0 ? rank : 0;
  assert((rank == 0 || (axis >= 0 && axis < rank)) && "axis out of range");
  return std::make_shared<LutToDense>(indices, lut, axis);
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Blocks of elements, shifted and scaled: coreai.blockwise_shift_scale, and
// coreai.dequantize, whose blocks are slices of one axis.

#include "Decoding/BlockMap.h"
#include "Decoding/Chunks.h"
#include "Decoding/Operand.h"
#include "Decoding/TableChoice.h"
#include "coreai/Elements/FloatFormat.h"

#include <algorithm>
#include <array>
#include <limits>

using namespace coreai;
using namespace coreai::decoding;

/// The formula. What NaN comes out of an operation depends on the processor and
/// on the order in which a compiler puts the operands; here it is one.
static inline double shiftScale(double value, double scale, double offset1,
                                double offset2) {
  double result = (value - offset1) * scale + offset2;
  return result == result ? result : std::numeric_limits<double>::quiet_NaN();
}

namespace {

class ShiftScale : public Source {
public:
  ShiftScale(SourcePtr data, SourcePtr scale, SourcePtr offset1,
             SourcePtr offset2, BlockMap blocks)
      : Source(offset2->type(), data->shape(), chooseTables(*data, blocks)),
        data(std::move(data)), scale(std::move(scale), size()),
        offset1(std::move(offset1), size()),
        offset2(std::move(offset2), size()), blocks(std::move(blocks)) {
    assert(floatFormat(type()) && "the result isn't a float");
  }

  void readTableIndices(size_t begin, std::span<uint8_t> out) const override {
    data->readTableIndices(begin, out);
  }

protected:
  void computeElements(size_t begin, std::span<double> out) const override {
    data->read(begin, out);
    for (size_t done = 0; done < out.size();) {
      BlockMap::Run run = blocks.runAt(begin + done);
      auto part =
          out.subspan(done, std::min(run.end - begin, out.size()) - done);
      if (run.step == 0)
        applyBlock(part, run.block);
      else
        applyBlocks(part, run.block);
      done += part.size();
    }
  }

  size_t computeTable(size_t position, std::span<double> table) const override {
    size_t end = data->readTable(position, table);
    BlockMap::Run run = blocks.runAt(position);
    applyBlock(table, run.block);
    return std::min(end, run.end);
  }

  bool leavesConversion() const override { return true; }

private:
  static Tables chooseTables(const Source &data, const BlockMap &blocks) {
    const Tables &tables = data.tables();
    return worthWhile(
        {tables.entries, std::min(tables.runLength, blocks.runLength())});
  }

  /// Elements of one block.
  void applyBlock(std::span<double> values, size_t block) const {
    double s = scale[block], o1 = offset1[block], o2 = offset2[block];
    for (double &value : values)
      value = shiftScale(value, s, o1, o2);
  }

  /// An element of each of as many blocks, up to kChunk of them.
  void applyBlocks(std::span<double> values, size_t block) const {
    std::array<double, kChunk> scratch[3];
    size_t n = values.size();
    const double *s = scale.view(block, n, scratch[0].data());
    const double *o1 = offset1.view(block, n, scratch[1].data());
    const double *o2 = offset2.view(block, n, scratch[2].data());
    for (size_t i = 0; i < n; ++i)
      values[i] = shiftScale(values[i], s[i], o1[i], o2[i]);
  }

  SourcePtr data;
  Operand scale, offset1, offset2;
  BlockMap blocks;
};

} // namespace

static SourcePtr makeShiftScale(SourcePtr data, SourcePtr scale,
                                SourcePtr offset1, SourcePtr offset2,
                                const Shape &counts) {
  assert(scale->size() == elementCount(counts) &&
         offset1->size() == scale->size() && offset2->size() == scale->size() &&
         "parameters of another shape");
  BlockMap blocks(data->shape(), counts);
  return std::make_shared<ShiftScale>(std::move(data), std::move(scale),
                                      std::move(offset1), std::move(offset2),
                                      std::move(blocks));
}

SourcePtr coreai::decoding::makeBlockwiseShiftScale(SourcePtr data,
                                                    SourcePtr scale,
                                                    SourcePtr offset1,
                                                    SourcePtr offset2) {
  Shape counts = scale->shape();
  if (counts.empty()) // Broadcast.
    counts.assign(data->shape().size(), 1);
  return makeShiftScale(std::move(data), std::move(scale), std::move(offset1),
                        std::move(offset2), counts);
}

SourcePtr coreai::decoding::makeDequantize(SourcePtr input, SourcePtr scale,
                                           SourcePtr offset1, SourcePtr offset2,
                                           int64_t axis) {
  Shape counts(input->shape().size(), 1);
  if (!scale->shape().empty()) {
    auto rank = static_cast<int64_t>(counts.size());
    axis += axis < 0 ? rank : 0;
    assert(axis >= 0 && axis < rank && "axis out of range");
    counts[axis] = scale->size();
  }
  return makeShiftScale(std::move(input), std::move(scale), std::move(offset1),
                        std::move(offset2), counts);
}

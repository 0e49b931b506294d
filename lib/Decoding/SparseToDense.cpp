// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// coreai.sparse_with_bitmask_to_dense: the next value where a mask is 1, zero
// elsewhere.

#include "Decoding/Chunks.h"
#include "coreai/Decoding/Source.h"

#include <array>
#include <numeric>

using namespace coreai;
using namespace coreai::decoding;

namespace {

/// A mask, and how many ones precede each of its chunks.
class Mask {
public:
  explicit Mask(SourcePtr source)
      : source(std::move(source)), uniform(this->source->uniformValue()) {
    assert(this->source->type() == ElementType::UI1 && "not a mask");
    if (uniform) // A splat may be of any size.
      return;
    ones.reserve(this->source->size() / kChunk + 2);
    size_t total = 0;
    forEachChunk(this->source->size(), [&](size_t start, size_t count) {
      ones.push_back(total);
      total += countOnes(start, count);
    });
    ones.push_back(total);
  }

  /// The ones before \p position.
  size_t rank(size_t position) const {
    if (uniform)
      return *uniform == 0 ? 0 : position;
    size_t start = position / kChunk * kChunk;
    return ones[position / kChunk] + countOnes(start, position - start);
  }

  size_t totalOnes() const { return rank(source->size()); }

  void read(size_t begin, std::span<uint8_t> out) const {
    source->readIndices(begin, out);
  }

  const Shape &shape() const { return source->shape(); }

private:
  /// The ones of up to kChunk elements.
  size_t countOnes(size_t begin, size_t count) const {
    std::array<uint8_t, kChunk> bits;
    source->readIndices(begin, std::span(bits).first(count));
    return std::accumulate(bits.begin(), bits.begin() + count, 0u);
  }

  SourcePtr source;
  std::optional<double> uniform;
  std::vector<size_t> ones;
};

class SparseToDense : public Source {
public:
  SparseToDense(SourcePtr values, SourcePtr mask)
      : Source(values->type(), mask->shape(), {}), values(std::move(values)),
        mask(std::move(mask)) {
    assert(this->values->size() == this->mask.totalOnes() &&
           "a value for each bit that is set");
  }

protected:
  void computeElements(size_t begin, std::span<double> out) const override {
    std::array<uint8_t, kChunk> chunk;
    auto bits = std::span(chunk).first(out.size());
    mask.read(begin, bits);
    size_t present = std::accumulate(bits.begin(), bits.end(), size_t(0));
    std::array<double, kChunk + 1> next;
    values->read(mask.rank(begin), std::span(next).first(present));
    // A value is read for zeros, too, and masked out: no branch has to be
    // predicted. Zeros at the end read one that isn't there.
    next[present] = 0;
    const double *value = next.data();
    for (size_t i = 0; i < out.size(); ++i) {
      uint64_t kept = std::bit_cast<uint64_t>(*value) & -uint64_t(bits[i]);
      out[i] = std::bit_cast<double>(kept);
      value += bits[i];
    }
  }

private:
  SourcePtr values;
  Mask mask;
};

} // namespace

SourcePtr coreai::decoding::makeSparseToDense(SourcePtr values,
                                              SourcePtr mask) {
  return std::make_shared<SparseToDense>(std::move(values), std::move(mask));
}

size_t coreai::decoding::countOnes(const Source &mask) {
  assert(mask.type() == ElementType::UI1 && "not a mask");
  if (auto uniform = mask.uniformValue())
    return *uniform == 0 ? 0 : mask.size();
  std::array<uint8_t, kChunk> bits;
  size_t ones = 0;
  forEachChunk(mask.size(), [&](size_t start, size_t count) {
    mask.readIndices(start, std::span(bits).first(count));
    ones += std::accumulate(bits.begin(), bits.begin() + count, size_t(0));
  });
  return ones;
}

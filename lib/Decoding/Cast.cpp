// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// coreai.cast: elements, converted to another type where they are read.

#include "coreai/Decoding/Source.h"

using namespace coreai;
using namespace coreai::decoding;

namespace {

class Cast : public Source {
public:
  Cast(const SourcePtr &input, ElementType type)
      : Source(type, input->shape(), input->tables()), input(input) {}

  std::optional<double> uniformValue() const override {
    std::optional<double> value = input->uniformValue();
    if (value)
      convert(type(), std::span(&*value, 1));
    return value;
  }

  void readTableIndices(size_t begin, std::span<uint8_t> out) const override {
    input->readTableIndices(begin, out);
  }

protected:
  void computeElements(size_t begin, std::span<double> out) const override {
    input->read(begin, out);
  }

  size_t computeTable(size_t position, std::span<double> table) const override {
    return input->readTable(position, table);
  }

  bool leavesConversion() const override { return true; }

private:
  SourcePtr input;
};

} // namespace

SourcePtr coreai::decoding::makeCast(const SourcePtr &input, ElementType type) {
  return std::make_shared<Cast>(input, type);
}

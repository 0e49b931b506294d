// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sources of stored elements, and of elements that all have one value.

#include "Decoding/TableChoice.h"

#include <algorithm>
#include <utility>

using namespace coreai;
using namespace coreai::decoding;

namespace {

class Constant : public Source {
public:
  Constant(ElementType type, const Shape &shape,
           std::span<const std::byte> bytes)
      : Source(type, shape, chooseTables(type, elementCount(shape))),
        bytes(bytes) {
    assert(bytes.size() >= storageSize(type, size()) && "too few bytes");
  }

  Constant(ElementType type, const Shape &shape, std::vector<std::byte> owned)
      : Constant(type, shape, std::span(std::as_const(owned))) {
    storage = std::move(owned); // Moves no bytes: the view stays valid.
  }

  void readIndices(size_t begin, std::span<uint8_t> out) const override {
    assert(isIndex(type()) && "not a type of indices");
    readCodes(type(), bytes, begin, out);
  }

  void readTableIndices(size_t begin, std::span<uint8_t> out) const override {
    readCodes(type(), bytes, begin, out);
  }

protected:
  size_t computeTable(size_t, std::span<double> table) const override {
    std::ranges::copy(codeValues(type()), table.begin());
    return size();
  }

  void computeElements(size_t begin, std::span<double> out) const override {
    decodeElements(type(), bytes, begin, out);
  }

private:
  /// What has few bit patterns is looked up by them.
  static Tables chooseTables(ElementType type, size_t count) {
    if (storageBits(type) > 8)
      return {};
    return worthWhile({size_t(1) << storageBits(type), count});
  }

  std::vector<std::byte> storage; // Empty if the bytes belong to others.
  std::span<const std::byte> bytes;
};

class Splat : public Source {
public:
  Splat(ElementType type, Shape shape, double value)
      : Source(type, std::move(shape), {}), value(value) {}

  std::optional<double> uniformValue() const override { return value; }

protected:
  void computeElements(size_t, std::span<double> out) const override {
    std::ranges::fill(out, value);
  }

private:
  double value;
};

} // namespace

SourcePtr coreai::decoding::makeConstant(ElementType type, const Shape &shape,
                                         std::span<const std::byte> bytes) {
  return std::make_shared<Constant>(type, shape, bytes);
}

SourcePtr coreai::decoding::makeConstant(ElementType type, const Shape &shape,
                                         std::vector<std::byte> bytes) {
  return std::make_shared<Constant>(type, shape, std::move(bytes));
}

SourcePtr coreai::decoding::makeSplat(ElementType type, Shape shape,
                                      double value) {
  return std::make_shared<Splat>(type, std::move(shape), value);
}

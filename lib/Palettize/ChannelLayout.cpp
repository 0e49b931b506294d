// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Weights laid out with their channel axes in front, and back.

#include "Palettize/ChannelLayout.h"

#include "llvm/ADT/STLExtras.h"

#include <cassert>
#include <cstring>
#include <vector>

using namespace coreai;
using llvm::ArrayRef;
using llvm::SmallVector;

ChannelLayout::ChannelLayout(size_t rank, ArrayRef<int64_t> front)
    : order(front) {
  for (size_t axis = 0; axis < rank; ++axis)
    if (!llvm::is_contained(front, static_cast<int64_t>(axis)))
      order.push_back(static_cast<int64_t>(axis));
}

template <typename Visitor>
void ChannelLayout::forEach(ArrayRef<int64_t> shape, Visitor visit) const {
  assert(shape.size() == order.size() && "an array of the layout's rank");
  SmallVector<size_t> strides(shape.size(), 1);
  for (size_t axis = shape.size(); axis-- > 1;)
    strides[axis - 1] = strides[axis] * shape[axis];
  size_t count = shape.empty() ? 1 : strides[0] * shape[0];
  SmallVector<int64_t> index(shape.size(), 0); // In the layout's order.
  size_t place = 0;
  for (size_t i = 0; i < count; ++i) {
    visit(i, place);
    for (size_t axis = order.size(); axis-- > 0;) {
      place += strides[order[axis]];
      if (++index[axis] < shape[order[axis]])
        break;
      place -= strides[order[axis]] * shape[order[axis]];
      index[axis] = 0;
    }
  }
}

void ChannelLayout::arrange(ArrayRef<int64_t> shape, size_t width,
                            std::span<const std::byte> from,
                            std::span<std::byte> to) const {
  assert(from.size() == to.size() && "of the same size");
  forEach(shape, [&](size_t i, size_t j) {
    std::memcpy(to.data() + i * width, from.data() + j * width, width);
  });
}

void ChannelLayout::restore(ArrayRef<int64_t> shape, size_t width,
                            std::span<std::byte> bytes) const {
  std::vector<std::byte> arranged(bytes.begin(), bytes.end());
  forEach(shape, [&](size_t i, size_t j) {
    std::memcpy(bytes.data() + j * width, arranged.data() + i * width, width);
  });
}

void ChannelLayout::restorePacked(ArrayRef<int64_t> shape, unsigned bits,
                                  std::span<std::byte> bytes) const {
  size_t count = 1;
  for (int64_t dim : shape)
    count *= dim;
  std::vector<uint8_t> indices(count);
  elements::unpack(bytes, bits, indices);
  restore(shape, 1, std::as_writable_bytes(std::span(indices)));
  elements::pack(indices, bits, bytes);
}

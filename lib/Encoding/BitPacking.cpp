// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Writing and reading whole streams of packed integers.

#include "coreai/Encoding/BitPacking.h"

#include <algorithm>

using namespace coreai::encoding;

void coreai::encoding::pack(std::span<const uint8_t> values, unsigned width,
                            std::span<std::byte> out) {
  assert(out.size() == packedSize(values.size(), width) && "size mismatch");
  PackedWriter writer(out.data(), width);
  for (uint8_t value : values)
    writer.append(value);
  writer.finish();
}

void coreai::encoding::unpack(std::span<const std::byte> bytes, unsigned width,
                              std::span<uint8_t> out) {
  assert(isPackedWidth(width) && "unsupported width");
  assert(bytes.size() >= packedSize(out.size(), width) && "stream too short");
  const uint64_t mask = (uint64_t(1) << width) - 1;
  const std::byte *source = bytes.data();
  for (size_t i = 0; i < out.size(); i += 8, source += width) {
    // Eight elements of w bits are w whole bytes, and w is at most 8.
    size_t group = std::min<size_t>(8, out.size() - i);
    uint64_t word = 0;
    std::memcpy(&word, source, packedSize(group, width));
    for (size_t j = 0; j < group; ++j, word >>= width)
      out[i + j] = static_cast<uint8_t>(word & mask);
  }
}

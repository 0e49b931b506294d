// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Divides ranges into chunks, whose elements a thread's caches hold.

#ifndef COREAI_LIB_DECODING_CHUNKS_H
#define COREAI_LIB_DECODING_CHUNKS_H

#include <algorithm>
#include <cstddef>

namespace coreai::decoding {

/// Elements that are computed at a time. As doubles they are 8 KiB, so that
/// those of a chain of sources stay in the nearest cache. A multiple of eight:
/// chunks of packed elements are whole bytes.
inline constexpr size_t kChunk = 1024;

/// Elements that are looked up at a time: more, as a table of 256 may have to
/// be made for them.
inline constexpr size_t kTableChunk = 8192;

/// Calls \p fn with the start and the length of each chunk of [0, n).
template <size_t length = kChunk, typename Fn>
void forEachChunk(size_t n, Fn fn) {
  for (size_t start = 0; start < n; start += length)
    fn(start, std::min(length, n - start));
}

} // namespace coreai::decoding

#endif // COREAI_LIB_DECODING_CHUNKS_H

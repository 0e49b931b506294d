// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Random numbers that depend on nothing but what is asked for: no state passes
// from one group of a weight to the next, or from one worker to another.

#ifndef COREAI_LIB_CLUSTERING_VECTOR_PHILOX_H
#define COREAI_LIB_CLUSTERING_VECTOR_PHILOX_H

#include <array>
#include <cstddef>
#include <cstdint>

namespace coreai::clustering {

/// Philox4x32-10: a number for every seed, group, stream and
/// draw.
///
/// Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel Random
///         Numbers: As Easy as 1, 2, 3", SC 2011, doi:10.1145/2063384.2063405.
class Philox {
public:
  /// Streams are apart by 2^32 draws.
  Philox(uint64_t seed, uint64_t group, uint64_t stream)
      : seed(seed), group(group), draws(stream << 32) {}

  /// The next number, uniform in [0, 1): a multiple of 2^-53.
  double draw() {
    std::array<uint32_t, 4> block = philox(draws++);
    uint64_t bits = uint64_t(block[0]) << 32 | block[1];
    return static_cast<double>(bits >> 11) * 0x1p-53;
  }

  /// The four numbers of a counter.
  std::array<uint32_t, 4> philox(uint64_t counter) const {
    std::array<uint32_t, 4> x = {low(counter), high(counter), low(group),
                                 high(group)};
    uint32_t key0 = low(seed), key1 = high(seed);
    for (int round = 0; round < 10; ++round) {
      uint64_t product0 = uint64_t(0xD2511F53) * x[0];
      uint64_t product1 = uint64_t(0xCD9E8D57) * x[2];
      x = {high(product1) ^ x[1] ^ key0, low(product1),
           high(product0) ^ x[3] ^ key1, low(product0)};
      key0 += 0x9E3779B9;
      key1 += 0xBB67AE85;
    }
    return x;
  }

private:
  static constexpr uint32_t low(uint64_t x) { return static_cast<uint32_t>(x); }
  static constexpr uint32_t high(uint64_t x) {
    return static_cast<uint32_t>(x >> 32);
  }

  uint64_t seed;
  uint64_t group;
  uint64_t draws;
};

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_VECTOR_PHILOX_H

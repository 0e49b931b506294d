// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What to measure: a weight in memory, and one way to palettize it.

#ifndef COREAI_UTILS_BENCH_JOB_H
#define COREAI_UTILS_BENCH_JOB_H

#include "coreai/Clustering/ChannelGroups.h"
#include "coreai/Elements/FloatFormat.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace coreai::bench {

/// Ends the program with a message on standard error.
[[noreturn]] void fail(const std::string &message);

/// A weight as it lies in a file: elements row-major, little-endian.
struct Weight {
  elements::FloatFormat format = elements::FloatFormat::F16;
  std::vector<size_t> shape;
  size_t axis = 0; // Of output channels.
  std::vector<std::byte> data;

  size_t elements() const;
};

/// Reads a whole file, whose size is that of \p shape in \p format.
Weight readWeight(const std::string &path, elements::FloatFormat format,
                  std::vector<size_t> shape, size_t axis);

/// One way to palettize a weight.
struct Row {
  unsigned bits = 4;
  size_t group = 0;    // Channels that share a table; 0 means all of them.
  unsigned dim = 1;    // 1 for tables of scalars.
  bool scales = false; // Channels are divided by their largest magnitude.
  bool fast = true;
  uint64_t seed = 0; // Of clustering; only with dim > 1.
};

/// Reads "bits=4,group=16,dim=1,scales=0,fast=1,seed=0", any part of which may
/// be left out.
Row parseRow(std::string_view text);

/// The groups of a row, checked.
clustering::ChannelGroups groupsOf(const Weight &weight, const Row &row);

/// An integer that is the whole of \p text.
uint64_t parseInteger(std::string_view text);

} // namespace coreai::bench

#endif // COREAI_UTILS_BENCH_JOB_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The engine at work on one row, and what its output decodes to.

#ifndef COREAI_UTILS_BENCH_PALETTIZATION_H
#define COREAI_UTILS_BENCH_PALETTIZATION_H

#include "Job.h"
#include "Reference/StoredPalette.h"
#include "coreai/Metrics/ErrorSums.h"

#include <cstddef>
#include <string>
#include <vector>

namespace coreai::bench {

/// Runs the engine on one weight, any number of times, into buffers that exist
/// and were touched before.
class Palettization {
public:
  /// \p weight must outlive the object.
  Palettization(const Weight &weight, const Row &row);

  /// The whole job, once: from raw weight to tables and packed indices. Runs in
  /// the caller's TBB arena.
  void run();

  /// What the engine said about the last run.
  const metrics::ErrorSums &reported() const { return accuracy; }

  /// The same, computed from the buffers alone: unpack, look up, scale, round,
  /// compare.
  metrics::ErrorSums measure() const;

  /// An entry of a group's table, before any scale.
  double entry(size_t group, size_t index, size_t component = 0) const;

  /// Writes tables, indices and channel scales to \p prefix.tables, and so on.
  void save(const std::string &prefix) const;

  const clustering::ChannelGroups &groups() const { return channelGroups; }
  size_t entries() const { return size_t(1) << row.bits; }
  size_t bytes() const {
    return tables.size() + indices.size() + channelScales.size();
  }

  /// True if the last run wrote the same bytes as \p other's.
  bool sameOutput(const Palettization &other) const {
    return tables == other.tables && indices == other.indices &&
           channelScales == other.channelScales;
  }

  bool isScaled() const { return row.scales; }

  /// What a channel is multiplied by; 1 without scales.
  double scaleOf(size_t channel) const;

private:
  clustering::reference::StoredPalette stored() const;

  const Weight &weight;
  Row row;
  clustering::ChannelGroups channelGroups;
  std::vector<std::byte> tables;
  std::vector<std::byte> indices;
  std::vector<std::byte> channelScales;
  metrics::ErrorSums accuracy;
};

} // namespace coreai::bench

#endif // COREAI_UTILS_BENCH_PALETTIZATION_H

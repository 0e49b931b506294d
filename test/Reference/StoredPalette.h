// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the engine's buffers decode to, read from their documented layout.

#ifndef COREAI_TEST_REFERENCE_STOREDPALETTE_H
#define COREAI_TEST_REFERENCE_STOREDPALETTE_H

#include "coreai/Clustering/ChannelGroups.h"
#include "coreai/Clustering/TableType.h"
#include "coreai/Elements/FloatFormat.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace coreai::clustering::reference {

/// The tables of a palettized weight, and its scales.
struct StoredPalette {
  elements::FloatFormat format; // Of the weight.
  TableType tableType;
  const ChannelGroups &groups;
  unsigned bits;
  size_t dim;
  std::span<const std::byte> tables;
  std::span<const std::byte> scales;        // Of narrow tables.
  std::span<const std::byte> channelScales; // Empty if there are none.

  bool isNarrow() const { return tableType != TableType::AsWeight; }

  /// A component of an entry of a group's table, less the zero point.
  double level(size_t group, size_t entry, size_t component = 0) const {
    size_t index = ((group << bits) + entry) * dim + component;
    auto byte = [&] { return std::to_integer<uint8_t>(tables[index]); };
    switch (tableType) {
    case TableType::AsWeight:
      break;
    case TableType::Int8:
      return static_cast<int8_t>(byte());
    case TableType::UInt8:
      return byte() - 127;
    case TableType::F8E4M3FN:
      return elements::decode(elements::FloatFormat::F8E4M3FN, byte());
    case TableType::F8E5M2:
      return elements::decode(elements::FloatFormat::F8E5M2, byte());
    }
    return elements::load(format, tables.data(), index);
  }

  /// What the entries of a channel are multiplied with. A narrow table has one
  /// scale, or one for each channel where channels have scales.
  double scale(size_t channel) const {
    if (!isNarrow())
      return channelScales.empty()
                 ? 1
                 : elements::load(format, channelScales.data(), channel);
    size_t index =
        channelScales.empty() ? channel / groups.groupChannels : channel;
    return elements::load(format, scales.data(), index);
  }

  /// What an element of a channel is that has the index \p entry, and the place
  /// \p component in its vector.
  double decode(size_t channel, size_t entry, size_t component = 0) const {
    double product = level(channel / groups.groupChannels, entry, component) *
                     scale(channel);
    return elements::decode(format, elements::encode(format, product));
  }
};

} // namespace coreai::clustering::reference

#endif // COREAI_TEST_REFERENCE_STOREDPALETTE_H

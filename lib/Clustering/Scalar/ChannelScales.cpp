// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The scales that bring all channels of a weight to the same range.

#include "coreai/Clustering/ChannelScales.h"

#include "Clustering/Scalar/GroupSamples.h"
#include "Clustering/Work.h"

#include <algorithm>
#include <cassert>
#include <vector>

using namespace coreai;
using namespace coreai::clustering;
using elements::FloatFormat;
using elements::loadPattern;

/// Magnitudes compare like their patterns without the sign.
template <FloatFormat format>
static void maximize(std::span<const std::byte> weight,
                     const ChannelGroups &groups, std::span<std::byte> scales) {
  using Bits = PatternOf<format>;
  constexpr Bits kMagnitudeMask = elements::signBit(format) - 1;
  auto maximizeBlock = [&](size_t, size_t begin, size_t end) {
    Bits largest[kBlockChannels] = {};
    for (size_t outer = 0; outer < groups.outer; ++outer)
      for (size_t channel = begin; channel < end; ++channel) {
        Bits magnitude = largest[channel - begin];
        size_t first = (outer * groups.channels + channel) * groups.inner;
        for (size_t i = first; i < first + groups.inner; ++i)
          magnitude = std::max<Bits>(
              magnitude, loadPattern<Bits>(weight.data(), i) & kMagnitudeMask);
        largest[channel - begin] = magnitude;
      }
    for (size_t channel = begin; channel < end; ++channel)
      if (Bits bits = largest[channel - begin])
        elements::storeBits(format, scales.data(), channel, bits);
      else
        elements::store(format, scales.data(), channel, 1);
  };
  Work().forEachBlock(blocksOfChannels(groups.channels), maximizeBlock);
}

void coreai::clustering::absoluteMaxima(FloatFormat format,
                                        std::span<const std::byte> weight,
                                        const ChannelGroups &groups,
                                        std::span<std::byte> scales) {
  assert(weight.size() == groups.elements() * elements::byteWidth(format));
  assert(scales.size() == groups.channels * elements::byteWidth(format));
  withFormat(format, [&](auto constant) {
    maximize<constant()>(weight, groups, scales);
  });
}

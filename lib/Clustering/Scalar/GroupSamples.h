// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The elements of a group as clustering sees them: a key that orders like the
// value, and a weight.

#ifndef COREAI_LIB_CLUSTERING_SCALAR_GROUPSAMPLES_H
#define COREAI_LIB_CLUSTERING_SCALAR_GROUPSAMPLES_H

#include "Clustering/ElementRuns.h"
#include "Clustering/Work.h"
#include "coreai/Clustering/Palettizer.h"
#include "coreai/Elements/FloatFormat.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace coreai::clustering {

using elements::PatternOf;

/// Calls visit() with \p format as a constant. It is one of those that weights
/// may have.
template <typename Visitor>
auto withFormat(elements::FloatFormat format, Visitor visit) {
  using elements::FloatFormat;
  switch (format) {
  case FloatFormat::F16:
    return visit(std::integral_constant<FloatFormat, FloatFormat::F16>());
  case FloatFormat::BF16:
    return visit(std::integral_constant<FloatFormat, FloatFormat::BF16>());
  case FloatFormat::F32:
    return visit(std::integral_constant<FloatFormat, FloatFormat::F32>());
  default:
    assert(format == FloatFormat::F64 && "unsupported format");
    return visit(std::integral_constant<FloatFormat, FloatFormat::F64>());
  }
}

/// One group of a weight.
struct Group {
  const PaletteRequest &request;
  size_t index;

  Work work = {};

  /// Set if the importance of all elements is zero.
  bool ignoresImportance = false;

  size_t elements() const { return request.groups.groupElements(); }

  /// True if samples are other numbers than elements, or not all worth the
  /// same.
  bool isWeighted() const {
    return !request.channelScales.empty() || !importance().empty();
  }

  /// True if samples are quotients rounded to float.
  bool hasRoundedSamples() const {
    return !request.channelScales.empty() &&
           request.format != elements::FloatFormat::F64;
  }

  std::span<const float> importance() const {
    return ignoresImportance ? std::span<const float>() : request.importance;
  }

  /// The scales of the group's channels; empty if channels have none.
  std::vector<double> channelScales() const {
    if (request.channelScales.empty())
      return {};
    std::vector<double> scales(request.groups.groupChannels);
    for (size_t i = 0; i < scales.size(); ++i)
      scales[i] = elements::load(request.format, request.channelScales.data(),
                                 index * scales.size() + i);
    return scales;
  }
};

/// A sample whose value is that of a pattern of \p format.
template <elements::FloatFormat format>
struct PlainSamples {
  static constexpr elements::FloatFormat keyFormat = format;
  using Key = PatternOf<format>;

  const Group &group;

  /// Calls visit(key, 1.0) for the elements \p begin up to \p end, counted
  /// within the group.
  template <typename Visitor>
  void forEach(size_t begin, size_t end, Visitor visit) const {
    const std::byte *data = group.request.weight.data();
    forEachRun(
        group.request.groups, group.index, begin, end,
        [&](size_t first, size_t length) {
          for (size_t i = first; i < first + length; ++i)
            visit(elements::orderedKey(elements::loadPattern<Key>(data, i)),
                  1.0);
        });
  }

  /// The same, with the value that the key stands for.
  template <typename Visitor>
  void forEachValue(size_t begin, size_t end, Visitor visit) const {
    forEach(begin, end, [&](Key key, double weight) {
      visit(key, elements::decode<format>(elements::bitsOfOrderedKey(key)),
            weight);
    });
  }
};

/// A sample whose value is an element over its channel's scale, in f32 unless
/// elements are wider, and whose weight is the element's importance times the
/// square of that scale, in a unit in which the group's largest scale is 1.
template <elements::FloatFormat format>
class WeightedSamples {
public:
  static constexpr elements::FloatFormat keyFormat =
      format == elements::FloatFormat::F64 ? format
                                           : elements::FloatFormat::F32;
  using Key = PatternOf<keyFormat>;

  explicit WeightedSamples(const Group &group) : group(group) {
    channels.resize(group.request.groups.groupChannels);
    std::vector<double> scales = group.channelScales();
    if (scales.empty())
      return;
    double largest = *std::ranges::max_element(scales);
    for (size_t i = 0; i < channels.size(); ++i)
      channels[i] = {scales[i], (scales[i] / largest) * (scales[i] / largest)};
  }

  /// Calls visit(key, weight) for the elements \p begin up to \p end, counted
  /// within the group, except those that count nothing.
  template <typename Visitor>
  void forEach(size_t begin, size_t end, Visitor visit) const {
    forEachValue(begin, end,
                 [&](Key key, double, double weight) { visit(key, weight); });
  }

  /// The same, with the quotient that the key is rounded from.
  template <typename Visitor>
  void forEachValue(size_t begin, size_t end, Visitor visit) const {
    const ChannelGroups &groups = group.request.groups;
    const std::byte *data = group.request.weight.data();
    std::span<const float> importance = group.importance();
    auto visitRun = [&](size_t first, size_t length) {
      // Channels follow each other, each with so many elements.
      size_t channel = groups.channelOf(first) % groups.groupChannels;
      size_t channelEnd = (first / groups.inner + 1) * groups.inner;
      Channel current = channels[channel];
      for (size_t i = first; i < first + length; ++i) {
        if (i == channelEnd) {
          channelEnd += groups.inner;
          current = channels[++channel];
        }
        double weight = importance.empty() ? current.weight
                                           : current.weight * importance[i];
        if (!(weight > 0))
          continue;
        double value = elements::decode<format>(
            elements::loadPattern<PatternOf<format>>(data, i));
        double quotient = value / current.scale;
        Float sample = static_cast<Float>(quotient) + Float(0);
        visit(elements::orderedKey(std::bit_cast<Key>(sample)), quotient,
              weight);
      }
    };
    forEachRun(groups, group.index, begin, end, visitRun);
  }

  const Group &group;

private:
  using Float = std::conditional_t<keyFormat == elements::FloatFormat::F64,
                                   double, float>;

  struct Channel {
    double scale = 1;
    double weight = 1; // Of an element with importance one.
  };
  std::vector<Channel> channels; // Of the group.
};

/// The value that a key of \p Samples stands for.
template <typename Samples>
double valueOf(typename Samples::Key key) {
  return elements::decode<Samples::keyFormat>(elements::bitsOfOrderedKey(key));
}

/// Calls visit() with the samples of \p group, keyed by 32 bits or more.
template <typename Visitor>
auto withSamples(const Group &group, Visitor visit) {
  return withFormat(group.request.format, [&](auto format) {
    if constexpr (elements::byteWidth(format()) > 2)
      if (!group.isWeighted())
        return visit(PlainSamples<format()>{group});
    return visit(WeightedSamples<format()>(group));
  });
}

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_SCALAR_GROUPSAMPLES_H

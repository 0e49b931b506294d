// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the entries of a table are multiplied by when they are decoded.

#ifndef COREAI_LIB_CLUSTERING_SCALING_H
#define COREAI_LIB_CLUSTERING_SCALING_H

#include "Clustering/TableLevels.h"
#include "coreai/Clustering/Palettizer.h"
#include "coreai/Clustering/TableType.h"
#include "coreai/Elements/FloatFormat.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace coreai::clustering {

/// The scales of one table: those that decode its entries, and the levels that
/// they leave it. Entries as the weight have no scale but those of channels;
/// narrow ones have one of the table or, where channels have scales, a product
/// for each of them.
class Scaling {
public:
  /// Scales with which a table of \p type reaches from -\p largest to \p
  /// largest.
  ///
  /// Shapes:  \p channelScales, of the channels that share the table, positive;
  ///          or empty if channels have none.
  /// Units:   \p largest in the unit of what is clustered: of the weight, or
  ///          without unit if channels have scales.
  /// Errors:  nothing, if a scale is not a finite number of \p format, or not a
  ///          normal one where that matters (see tableScale).
  static std::optional<Scaling> fit(TableType type,
                                    elements::FloatFormat format,
                                    double largest,
                                    std::vector<double> channelScales = {});

  /// Calls \p visit with scales to choose from where fit() finds none, in
  /// ascending order: those that map the highest level of \p type, or what
  /// halving it leads to, to \p largest, rounded up to numbers of \p format,
  /// which may be subnormal. Scales with an infinite one among them are left
  /// out. If none remain, the first remain that doubling the highest level
  /// leads to: they don't reach \p largest.
  ///
  /// Shapes:  as fit() has them, and so are the units.
  static void
  forEachSubstitute(TableType type, elements::FloatFormat format,
                    double largest, const std::vector<double> &channelScales,
                    const std::function<void(const Scaling &)> &visit);

  /// What entries may be, in the unit of what is clustered. They decode to
  /// finite numbers in every channel.
  TableLevels levels() const;

  /// Writes what is stored for table \p table: nothing, unless it is narrow.
  void store(std::span<std::byte> scales, size_t table) const;

  /// Reads back what the entries of \p channel's table of scalars decode to:
  /// ascending numbers [2^bits] of the weight's format.
  static void decode(const PaletteRequest &request,
                     const PaletteStorage &storage, size_t channel,
                     std::span<double> decoded);

private:
  Scaling(TableType type, elements::FloatFormat format,
          std::vector<double> channelScales)
      : type(type), format(format), hasChannelScales(!channelScales.empty()),
        scales(std::move(channelScales)) {}

  bool apply(double tableFactor);

  TableType type;
  elements::FloatFormat format;
  bool hasChannelScales;
  double factor = 1;          // Of the table, before channels' scales.
  std::vector<double> scales; // That entries are multiplied by: one, or one
                              // per channel.
  double largestScale = 1;
};

/// The scale that maps the levels of \p type to the range of a table.
///
/// Shapes:  \p type is not AsWeight; \p largest is finite and not negative.
/// Units:   \p largest in the unit of the table's values, and so is the scale.
/// Returns: the least number s of \p format with s * top >= largest, where top
///          is the highest level; 1 if \p largest is 0. For the two 8-bit
///          float formats, top is the highest level divided by the smallest
///          power of two with which s is a normal number of \p format.
/// Errors:  nothing, if there is no such number.
std::optional<double> tableScale(TableType type, elements::FloatFormat format,
                                 double largest);

/// The same where channels have scales of their own, of which \p
/// leastChannelScale is the least: what is to be a normal number is the product
/// with that. The factor is no number of \p format itself: only products are
/// stored, and rounding twice would cost twice.
std::optional<double> tableFactor(TableType type, elements::FloatFormat format,
                                  double largest, double leastChannelScale);

/// What is stored for a channel with a scale of its own: the product of its
/// scale and the table's factor, rounded up to a number of \p format.
double combinedScale(elements::FloatFormat format, double tableFactor,
                     double channelScale);

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_SCALING_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Looks up the table entries of a weight's elements, and packs their indices.

#ifndef COREAI_LIB_CLUSTERING_SCALAR_ASSIGNER_H
#define COREAI_LIB_CLUSTERING_SCALAR_ASSIGNER_H

#include "Clustering/Scalar/EntryLookup.h"
#include "Clustering/Scalar/GroupSamples.h"
#include "Clustering/Work.h"
#include "coreai/Clustering/Palettizer.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace coreai::clustering {

/// Assigns the elements of one weight, whose tables have been stored.
///
/// Elements of a unit have the same thresholds: a unit is a group or, if
/// channels have scales, a channel.
template <elements::FloatFormat format>
class Assigner {
public:
  Assigner(const PaletteRequest &request, const PaletteStorage &storage,
           const Work &work);

  /// True if a group's elements, and their indices, are stored apart from those
  /// of other groups, and runs of a unit are worth reading its table each time.
  bool groupsAreApart() const;

  /// Assigns a group whose elements lie apart from those of others. \p cells is
  /// memory to use, and to keep for the next time.
  ///
  /// Returns: the group's accuracy if \p compares elements with what they
  ///          decode to, and otherwise nothing of worth.
  metrics::ErrorSums assignGroup(size_t group, bool compares,
                                 std::vector<uint8_t> &cells) const;

  /// Assigns all elements of a weight whose groups or channels alternate: for
  /// as many units at a time as their tables fit into memory.
  metrics::ErrorSums assignAll(bool compares) const;

private:
  using Bits = PatternOf<format>;
  class UnitTables;
  class CurrentUnit;

  /// How the elements of a unit find their entries, and what these decode to;
  /// null if that is not to be compared with the elements.
  template <typename Lookup>
  struct Unit {
    Lookup lookup;
    const double *decoded;
  };

  template <typename AssignBlock>
  metrics::ErrorSums assignBlocks(size_t begin, size_t end,
                                  AssignBlock assignBlock) const;
  template <typename UnitAt>
  metrics::ErrorSums assignRange(size_t begin, size_t end,
                                 UnitAt &&unitAt) const;
  template <typename Lookup>
  void assignRun(const Unit<Lookup> &unit, size_t begin, size_t end,
                 uint8_t *labels, metrics::ErrorSums &accuracy) const;

  const PaletteRequest &request;
  const PaletteStorage &storage;
  Work work;
  ChannelGroups groups;
  ChannelGroups units;
  size_t entries;
};

extern template class Assigner<elements::FloatFormat::F16>;
extern template class Assigner<elements::FloatFormat::BF16>;
extern template class Assigner<elements::FloatFormat::F32>;
extern template class Assigner<elements::FloatFormat::F64>;

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_SCALAR_ASSIGNER_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Weights whose channel axes aren't neighbours: laid out with those axes in
// front to be clustered, and back.

#ifndef COREAI_LIB_PALETTIZE_CHANNELLAYOUT_H
#define COREAI_LIB_PALETTIZE_CHANNELLAYOUT_H

#include "coreai/Elements/BitPacking.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace coreai {

/// An order of the axes of row-major arrays.
class ChannelLayout {
public:
  /// The layout with the axes \p front, in that order, before the others.
  ChannelLayout(size_t rank, llvm::ArrayRef<int64_t> front);

  /// Copies an array into this layout.
  ///
  /// Shapes:  \p from of \p shape, elements of \p width bytes; \p to of the
  /// same
  ///          size, overwritten.
  void arrange(llvm::ArrayRef<int64_t> shape, size_t width,
               std::span<const std::byte> from, std::span<std::byte> to) const;

  /// Undoes arrange: \p shape is that of the result.
  void restore(llvm::ArrayRef<int64_t> shape, size_t width,
               std::span<std::byte> bytes) const;

  /// The same for packed indices of \p bits bits.
  void restorePacked(llvm::ArrayRef<int64_t> shape, unsigned bits,
                     std::span<std::byte> bytes) const;

private:
  /// Calls visit(i, j): element i of the layout is element j of the array.
  template <typename Visitor>
  void forEach(llvm::ArrayRef<int64_t> shape, Visitor visit) const;

  llvm::SmallVector<int64_t> order; // Axis i of the layout is axis order[i].
};

} // namespace coreai

#endif // COREAI_LIB_PALETTIZE_CHANNELLAYOUT_H

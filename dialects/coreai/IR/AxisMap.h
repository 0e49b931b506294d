// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the axes of one value show of another value's axes, when its elements
// are passed on: permuted, reshaped, cut, repeated, picked.

#ifndef COREAI_IR_AXISMAP_H
#define COREAI_IR_AXISMAP_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"

#include <cstdint>

namespace coreai {

/// Consecutive digits of the index along an axis: of index i, the number
/// `i / stride % size`. All of it, if the stride is 1 and the size that of the
/// axis.
struct AxisDigits {
  int64_t axis;
  int64_t stride;
  int64_t size;

  bool operator==(const AxisDigits &) const = default;
};

/// What one axis of a view shows.
struct AxisView {
  enum class Kind : uint8_t {
    Whole, // Positions count through the digits, in their order.
    Part, // Each position shows some place that the digits count, in any order.
    Unknown // Which digits is not known.
  };
  Kind kind = Kind::Unknown;
  int64_t size = 0; // Of the view's axis.
  /// The most significant first. Empty if all positions show the same.
  llvm::SmallVector<AxisDigits, 1> digits;

  bool operator==(const AxisView &) const = default;
};

/// What each axis of a view shows of the axes of the value that is viewed.
class AxisMap {
public:
  AxisMap() = default;
  explicit AxisMap(llvm::SmallVector<AxisView> axes) : axes(std::move(axes)) {}

  /// Of a value that shows all of another one of the same shape. An axis of
  /// unknown size is one of unknown digits.
  static AxisMap identity(llvm::ArrayRef<int64_t> shape);

  /// Of a value of \p shape of which it isn't known what its axes show.
  static AxisMap unknown(llvm::ArrayRef<int64_t> shape);

  /// Of a value of shape \p result whose axis i is axis \p permutation[i] of
  /// the operand.
  static AxisMap permute(llvm::ArrayRef<int64_t> result,
                         llvm::ArrayRef<int64_t> permutation);

  /// Of a value of the same elements in the same order. Axes that are neither
  /// products nor factors of the operand's axes are unknown.
  static AxisMap reshape(llvm::ArrayRef<int64_t> operand,
                         llvm::ArrayRef<int64_t> result);

  /// Of a value that, where sizes differ, shows a part of an axis, or repeats
  /// one of size 1. Axes that \p result has more come first, and repeat.
  static AxisMap resize(llvm::ArrayRef<int64_t> operand,
                        llvm::ArrayRef<int64_t> result);

  /// Marks an axis as showing a part of what it shows, or its places in another
  /// order.
  void reorder(int64_t axis) {
    if (axes[axis].kind == AxisView::Kind::Whole)
      axes[axis].kind = AxisView::Kind::Part;
  }

  /// Of a view of this view.
  AxisMap then(const AxisMap &view) const;

  size_t rank() const { return axes.size(); }
  const AxisView &operator[](size_t axis) const { return axes[axis]; }

  bool operator==(const AxisMap &) const = default;

private:
  AxisView compose(const AxisView &view) const;

  llvm::SmallVector<AxisView> axes;
};

} // namespace coreai

#endif // COREAI_IR_AXISMAP_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the axes of one value show of another value's axes.

#include "coreai/IR/AxisMap.h"

#include "mlir/IR/BuiltinTypeInterfaces.h"
#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <cassert>

using namespace coreai;
using llvm::ArrayRef;
using llvm::SmallVector;
using llvm::SmallVectorImpl;
using Kind = AxisView::Kind;

static bool isKnown(int64_t dim) { return !mlir::ShapedType::isDynamic(dim); }

/// An axis of \p size that shows all of \p axis, which is of the same size.
static AxisView showAll(int64_t axis, int64_t size) {
  if (!isKnown(size))
    return {Kind::Unknown, size, {}};
  return {Kind::Whole, size, {{axis, 1, size}}};
}

AxisMap AxisMap::identity(ArrayRef<int64_t> shape) {
  SmallVector<AxisView> axes;
  for (size_t axis = 0; axis < shape.size(); ++axis)
    axes.push_back(showAll(static_cast<int64_t>(axis), shape[axis]));
  return AxisMap(std::move(axes));
}

AxisMap AxisMap::unknown(ArrayRef<int64_t> shape) {
  SmallVector<AxisView> axes;
  for (int64_t size : shape)
    axes.push_back({Kind::Unknown, size, {}});
  return AxisMap(std::move(axes));
}

AxisMap AxisMap::permute(ArrayRef<int64_t> result,
                         ArrayRef<int64_t> permutation) {
  assert(result.size() == permutation.size() && "one axis for each axis");
  SmallVector<AxisView> axes;
  for (size_t axis = 0; axis < result.size(); ++axis)
    axes.push_back(showAll(permutation[axis], result[axis]));
  return AxisMap(std::move(axes));
}

AxisMap AxisMap::reshape(ArrayRef<int64_t> operand, ArrayRef<int64_t> result) {
  AxisMap unknown = AxisMap::unknown(result);
  if (!llvm::all_of(operand, isKnown) || !llvm::all_of(result, isKnown))
    return unknown;
  SmallVector<AxisView> axes = unknown.axes;
  // From the last axes on, both shapes are taken apart into common factors. The
  // operand's axis `from` has been taken up to `taken`.
  auto from = static_cast<int64_t>(operand.size()) - 1;
  int64_t taken = 1;
  for (AxisView &axis : llvm::reverse(axes)) {
    SmallVector<AxisDigits, 1> digits;
    int64_t left = axis.size;
    while (left > 1) {
      while (from >= 0 && operand[from] == taken) {
        --from;
        taken = 1;
      }
      if (from < 0)
        return unknown; // Shapes of other sizes.
      int64_t rest = operand[from] / taken;
      int64_t size = rest % left == 0 ? left : rest;
      if (left % size != 0)
        return unknown;
      digits.push_back({from, taken, size});
      taken *= size;
      left /= size;
    }
    std::reverse(digits.begin(), digits.end());
    axis.digits = std::move(digits);
    axis.kind = Kind::Whole;
  }
  return AxisMap(std::move(axes));
}

AxisMap AxisMap::resize(ArrayRef<int64_t> operand, ArrayRef<int64_t> result) {
  assert(operand.size() <= result.size() && "axes are only added");
  AxisMap map = identity(operand);
  AxisView repeated = {Kind::Whole, 1, {}};
  map.axes.insert(map.axes.begin(), result.size() - operand.size(), repeated);
  for (auto [axis, size] : llvm::zip_equal(map.axes, result)) {
    if (axis.size == size)
      continue;
    if (axis.size != 1 && axis.kind == Kind::Whole)
      axis.kind = Kind::Part;
    axis.size = size;
  }
  return map;
}

/// Adds the digits of \p whole, an axis of which all digits are known, that lie
/// from \p stride up to \p stride * \p size. Returns false if one is cut.
static bool select(const AxisView &whole, int64_t stride, int64_t size,
                   SmallVectorImpl<AxisDigits> &selected) {
  SmallVector<AxisDigits, 1> found; // The least significant first.
  int64_t low = 1;                  // What comes before, multiplied.
  int64_t begin = stride, end = stride * size;
  for (const AxisDigits &digits : llvm::reverse(whole.digits)) {
    int64_t high = low * digits.size;
    int64_t from = std::max(low, begin), to = std::min(high, end);
    if (from < to) {
      if (from % low != 0 || to % from != 0 || high % to != 0)
        return false;
      found.push_back({digits.axis, digits.stride * (from / low), to / from});
    }
    low = high;
  }
  selected.append(found.rbegin(), found.rend());
  return true;
}

/// Joins neighbouring digits of one axis that count on from each other.
static void join(SmallVectorImpl<AxisDigits> &digits) {
  size_t count = 0;
  for (size_t i = 0; i < digits.size(); ++i) {
    AxisDigits next = digits[i];
    if (count != 0) {
      AxisDigits &last = digits[count - 1];
      if (last.axis == next.axis && last.stride == next.stride * next.size) {
        last = {next.axis, next.stride, last.size * next.size};
        continue;
      }
    }
    digits[count++] = next;
  }
  digits.resize(count);
}

AxisView AxisMap::compose(const AxisView &view) const {
  AxisView result = {view.kind, view.size, {}};
  for (const AxisDigits &digits : view.digits) {
    const AxisView &base = axes[digits.axis];
    bool isAll = digits.stride == 1 && digits.size == base.size;
    // Which places a part of a part shows isn't known, but of what it is one.
    if (base.kind == Kind::Unknown || (base.kind == Kind::Part && !isAll))
      return {Kind::Unknown, view.size, {}};
    if (isAll) {
      result.digits.append(base.digits);
      if (base.kind == Kind::Part)
        result.kind = Kind::Part;
    } else if (!select(base, digits.stride, digits.size, result.digits)) {
      return {Kind::Unknown, view.size, {}};
    }
  }
  join(result.digits);
  return result;
}

AxisMap AxisMap::then(const AxisMap &view) const {
  SmallVector<AxisView> composed;
  for (const AxisView &axis : view.axes)
    composed.push_back(compose(axis));
  return AxisMap(std::move(composed));
}

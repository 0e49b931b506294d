// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Compressed weights as sources of numbers. A source stands for a tensor and
// computes any range of its elements on demand: so a weight of any size is
// decoded block by block, by as many threads as there are, without a copy of it
// or of anything between it and its stored bytes.

#ifndef COREAI_DECODING_SOURCE_H
#define COREAI_DECODING_SOURCE_H

#include "coreai/Elements/ElementArrays.h"

#include <memory>
#include <vector>

namespace coreai::decoding {

using elements::ElementType;

/// The dimensions of a tensor, none for rank 0.
using Shape = std::vector<size_t>;

/// The elements of a tensor of shape \p shape.
size_t elementCount(const Shape &shape);

/// How a source's elements are looked up, if they are: in runs of typically
/// `runLength` elements, each an index below `entries` into the run's table of
/// numbers. No entries: the elements come from no table, or from so many that
/// computing whole tables isn't worth while.
struct Tables {
  size_t entries = 0;
  size_t runLength = 0;
};

/// A tensor whose elements can be computed. Immutable, and safe to read from
/// several threads at once.
class Source {
public:
  virtual ~Source();
  Source(const Source &) = delete;
  Source &operator=(const Source &) = delete;

  ElementType type() const { return elementType; }
  const Shape &shape() const { return dimensions; }
  size_t size() const { return count; }

  /// Computes elements [begin, begin + n) in row-major order.
  ///
  /// Shapes:  \p out [n], overwritten, with begin + n <= size().
  /// Returns: values of the source's type.
  void read(size_t begin, std::span<double> out) const;

  /// Computes elements [begin, begin + n), as they are stored in memory.
  ///
  /// Shapes:  \p out [storageSize(type(), n)], overwritten. Parts of one tensor
  ///          may be computed side by side if those of a packed type begin at
  ///          multiples of eight elements.
  void encode(size_t begin, size_t n, std::span<std::byte> out) const;

  // What sources ask of their operands.

  /// The value of all elements, if that is known without computing them.
  virtual std::optional<double> uniformValue() const { return std::nullopt; }

  /// Computes elements as integers below 256, for a type that isIndex.
  virtual void readIndices(size_t begin, std::span<uint8_t> out) const;

  /// How elements are looked up.
  const Tables &tables() const { return lookUp; }

  /// Computes what elements [begin, begin + n) are looked up by, if there are
  /// tables.
  virtual void readTableIndices(size_t begin, std::span<uint8_t> out) const;

  /// Computes the table of the element at \p position, if there are tables.
  ///
  /// Shapes:  \p table [tables().entries], overwritten.
  /// Returns: the end of the run that the table is for.
  size_t readTable(size_t position, std::span<double> table) const;

protected:
  Source(ElementType type, Shape shape, Tables tables);

  /// Computes elements, up to a chunk (lib/Decoding/Chunks.h), without looking
  /// at whole tables.
  virtual void computeElements(size_t begin, std::span<double> out) const = 0;

  /// Does what readTable does.
  virtual size_t computeTable(size_t position, std::span<double> table) const;

  /// Whether these two leave it to their caller to convert numbers to the
  /// source's type. Where elements are stored, that rounds floats anyway.
  virtual bool leavesConversion() const { return false; }

private:
  /// Looks up elements [begin, begin + n), if there are tables, and writes them
  /// as \p T to \p out, at any alignment. \p makeEntries turns what
  /// computeTable computes into what is written.
  template <typename T, typename Fn>
  void lookUpElements(size_t begin, size_t n, std::byte *out,
                      Fn makeEntries) const;

  /// Looks up elements as the bit patterns that they are stored as, each as
  /// wide as a \p Bits.
  template <typename Bits>
  void lookUpPatterns(size_t begin, size_t n, std::byte *out) const;

  /// Converts \p values to the source's type, where that is left to do.
  void finish(std::span<double> values) const {
    if (leavesConversion())
      convert(elementType, values);
  }

  /// Whether to compute \p n elements through tables: not if they are fewer
  /// than a table has.
  bool looksUp(size_t n) const {
    return lookUp.entries != 0 && n >= lookUp.entries;
  }

  ElementType elementType;
  Shape dimensions;
  size_t count;
  Tables lookUp;
};

using SourcePtr = std::shared_ptr<const Source>;

// Sources keep their operands alive. Of all of them: shapes and types are
// asserted, nothing else is reported.

/// Stored elements.
///
/// Shapes:  \p bytes [storageSize(type, elements)] or longer: what follows the
///          last element is ignored. They have to outlive the source.
SourcePtr makeConstant(ElementType type, const Shape &shape,
                       std::span<const std::byte> bytes);

/// Stored elements that the source owns.
SourcePtr makeConstant(ElementType type, const Shape &shape,
                       std::vector<std::byte> bytes);

/// Elements that are all equal.
///
/// Units:   \p value is of the type.
SourcePtr makeSplat(ElementType type, Shape shape, double value);

/// `coreai.lut_to_dense`: each index is replaced by the vector it names, laid
/// along an axis.
///
/// Shapes:  \p indices S of rank K, of a type that isIndex; \p lut
///          [g0, ..., g(K-1), 2^bits, V] with g[d] dividing S[d]; \p axis in
///          [-K, K), not read if V is 1. The result is S, times V along the
///          axis.
/// Returns: result[.., i_axis * V + v, ..] = lut[i / (S / g), indices[i], v].
SourcePtr makeLutToDense(const SourcePtr &indices, const SourcePtr &lut,
                         int64_t axis);

/// `coreai.blockwise_shift_scale`.
///
/// Shapes:  \p data S; the parameters B, which divides S along each axis, or
///          rank 0. \p offset2 is of a float type that has a format.
/// Returns: (data - offset1) * scale + offset2 of the type of \p offset2:
///          computed in double, rounded once. A NaN that arises or passes is
///          the positive quiet NaN without payload.
SourcePtr makeBlockwiseShiftScale(SourcePtr data, SourcePtr scale,
                                  SourcePtr offset1, SourcePtr offset2);

/// `coreai.dequantize`: as above, with parameters of rank 0, or one for each
/// element along \p axis, in [-K, K) for data of rank K.
SourcePtr makeDequantize(SourcePtr input, SourcePtr scale, SourcePtr offset1,
                         SourcePtr offset2, int64_t axis);

/// `coreai.sparse_with_bitmask_to_dense` of `coreai.build_sparse_with_bitmask`:
/// in row-major order, the next value where the mask is 1, zero elsewhere.
///
/// Shapes:  \p values [countOnes(mask)]; \p mask of type UI1 and the shape of
///          the result. Reads the whole mask once, to find ranges in it later:
///          in 8 bytes per 1024 elements.
SourcePtr makeSparseToDense(SourcePtr values, SourcePtr mask);

/// The ones of a mask, which is of type UI1.
size_t countOnes(const Source &mask);

/// `coreai.cast`: each element converted, see convert.
SourcePtr makeCast(const SourcePtr &input, ElementType type);

} // namespace coreai::decoding

#endif // COREAI_DECODING_SOURCE_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which block of a tensor an element belongs to, where each axis is divided
// into blocks of equal length.

#ifndef COREAI_LIB_DECODING_BLOCKMAP_H
#define COREAI_LIB_DECODING_BLOCKMAP_H

#include "coreai/Decoding/Source.h"

namespace coreai::decoding {

class BlockMap {
public:
  /// \p counts is how many blocks there are along each axis of \p shape; none,
  /// perhaps, of one without elements.
  BlockMap(const Shape &shape, const Shape &counts);

  /// Elements that follow each other, up to but not including `end`. The first
  /// belongs to `block`, each other one to the block of its predecessor plus
  /// `step`, which is 0 or 1.
  struct Run {
    size_t block;
    size_t end;
    size_t step;
  };

  /// The run that \p position, an element's, is in, from there on.
  Run runAt(size_t position) const;

  /// Elements that follow each other in one block.
  size_t runLength() const { return axes.back().block; }

private:
  /// Neighbouring axes that are divided like one.
  struct Axis {
    size_t size;
    size_t block;
    size_t count;
  };
  std::vector<Axis> axes;
};

} // namespace coreai::decoding

#endif // COREAI_LIB_DECODING_BLOCKMAP_H

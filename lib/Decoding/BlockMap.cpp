// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Finds the block of a tensor that an element belongs to.

#include "Decoding/BlockMap.h"

using namespace coreai::decoding;

BlockMap::BlockMap(const Shape &shape, const Shape &counts) {
  assert(shape.size() == counts.size() && "ranks differ");
  axes.push_back({1, 1, 1});
  for (size_t d = 0; d < shape.size(); ++d) {
    assert((counts[d] == 0 ? shape[d] == 0 : shape[d] % counts[d] == 0) &&
           "blocks don't divide an axis");
    size_t block = counts[d] == 0 ? 1 : shape[d] / counts[d];
    Axis axis = {shape[d], block, counts[d]};
    Axis &outer = axes.back();
    if (axis.count == 1) // What is one block, lengthens the blocks before it.
      outer = {outer.size * axis.size, outer.block * axis.size, outer.count};
    else if (outer.block == 1) // Each element of `outer` has blocks to itself.
      outer = {outer.size * axis.size, axis.block, outer.count * axis.count};
    else
      axes.push_back(axis);
  }
}

BlockMap::Run BlockMap::runAt(size_t position) const {
  const Axis &last = axes.back();
  size_t rest = axes.size() == 1 ? 0 : position / last.size;
  size_t offset = position - rest * last.size;
  Run run;
  if (last.block == 1)
    run = {offset, position - offset + last.size, 1};
  else if (last.count == 1)
    run = {0, position - offset + last.size, 0};
  else
    run = {offset / last.block, 0, 0};
  if (run.end == 0)
    run.end = position - offset + (run.block + 1) * last.block;

  size_t stride = last.count;
  for (size_t d = axes.size() - 1; d-- > 0;) {
    const Axis &axis = axes[d];
    size_t coordinate = d == 0 ? rest : rest % axis.size;
    rest = d == 0 ? 0 : rest / axis.size;
    run.block += coordinate / axis.block * stride;
    stride *= axis.count;
  }
  return run;
}

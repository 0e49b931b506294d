// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Decodes tables and parameters once, if they are few, or else where they are
// viewed.

#include "Decoding/Operand.h"

#include <algorithm>

using namespace coreai::decoding;

/// Numbers at hand save the decoding of one for each run of elements, and half
/// a byte per element is little beside the elements. 512 KiB are always
/// granted.
static size_t maxCached(size_t elements) {
  return std::max(size_t(1) << 16, elements / 16);
}

Operand::Operand(SourcePtr source, size_t elements)
    : data(std::move(source)), uniform(data->uniformValue()) {
  if (uniform || data->size() > maxCached(elements))
    return;
  values.resize(data->size());
  data->read(0, values);
}

const double *Operand::view(size_t begin, size_t n, double *scratch) const {
  assert(begin <= data->size() && n <= data->size() - begin && "out of range");
  if (isCached())
    return values.data() + begin;
  if (uniform)
    std::fill_n(scratch, n, *uniform);
  else
    data->read(begin, std::span(scratch, n));
  return scratch;
}

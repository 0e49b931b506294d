// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// When to compute with whole tables rather than with elements.

#ifndef COREAI_LIB_DECODING_TABLECHOICE_H
#define COREAI_LIB_DECODING_TABLECHOICE_H

#include "coreai/Decoding/Source.h"

namespace coreai::decoding {

/// \p tables, or none if runs are so short that computing with the elements
/// takes less time than computing with their table. An entry costs as much as
/// an element; the rest is the price of finding a run's table.
inline Tables worthWhile(Tables tables) {
  constexpr size_t found = 16;
  return tables.runLength >= tables.entries + found ? tables : Tables{};
}

} // namespace coreai::decoding

#endif // COREAI_LIB_DECODING_TABLECHOICE_H

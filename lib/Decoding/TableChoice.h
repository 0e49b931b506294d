// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Decides whether to compute with whole tables rather than with elements.

#ifndef COREAI_LIB_DECODING_TABLECHOICE_H
#define COREAI_LIB_DECODING_TABLECHOICE_H

#include "coreai/Decoding/Source.h"

namespace coreai::decoding {

/// \p tables, or none if runs are so short that computing with the elements
/// takes less time than computing with their table. An entry costs as much as
/// an element, and finding a run's table as much as kFindingTable elements.
inline Tables worthWhile(Tables tables) {
  constexpr size_t kFindingTable = 16;
  return tables.runLength >= tables.entries + kFindingTable ? tables : Tables{};
}

} // namespace coreai::decoding

#endif // COREAI_LIB_DECODING_TABLECHOICE_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a run says about each weight: warnings and remarks.

#ifndef COREAI_LIB_PALETTIZE_ANNOUNCEMENTS_H
#define COREAI_LIB_PALETTIZE_ANNOUNCEMENTS_H

#include "coreai/IR/CoreAIOps.h"
#include "coreai/Palettize/PalettizeReport.h"

#include <string>

namespace coreai {

/// A weight in the words of a message: its name, graph, type and readers.
std::string describeInMessage(const WeightReport &report, ConstantOp constant);

/// Says what became of \p constant: a remark in any case, and a warning if it
/// is a candidate that is skipped, if its \p storedSize bytes are no fewer than
/// before, or if the scales of tables are clamped.
void announce(const WeightReport &report, ConstantOp constant,
              size_t storedSize);

} // namespace coreai

#endif // COREAI_LIB_PALETTIZE_ANNOUNCEMENTS_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pictures of a comparison, as SVG that takes its colours from the page.

#ifndef COREAI_TOOLS_COREAI_COMPARE_FIGURES_H
#define COREAI_TOOLS_COREAI_COMPARE_FIGURES_H

#include "Shape.h"

namespace coreai::compare {

/// Text as HTML takes it, attributes included: escaped, in UTF-8.
std::string escapeHtml(llvm::StringRef text);

/// Draws a weight's values: those before as an area, those after as the entries
/// of its tables, or as an outline where they are too many.
void drawHistogram(const PairShape &shape, llvm::raw_ostream &os);

/// Draws a circle for each weight, as large as its bytes: bits per weight from
/// left to right, signal to noise from bottom to top. It links to `#w<place>`.
void drawSizeAgainstQuality(const Report &report, llvm::raw_ostream &os);

} // namespace coreai::compare

#endif // COREAI_TOOLS_COREAI_COMPARE_FIGURES_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Charts of a comparison, as SVG that takes its colours from the page.

#ifndef COREAI_TOOLS_COREAI_COMPARE_CHARTS_H
#define COREAI_TOOLS_COREAI_COMPARE_CHARTS_H

#include "Report.h"

namespace coreai::compare {

/// Text from anywhere as HTML takes it, attributes included: printable, and
/// escaped.
std::string escapeHtml(llvm::StringRef text);

/// Draws how a weight's finite values are distributed: those before as an area,
/// those after as a line for each value of a compressed weight, or as an
/// outline if they are many or the weight is dense.
void drawHistogram(const ComparedWeight &weight, llvm::raw_ostream &os);

/// Draws a circle for each weight, as large as its bytes: bits per weight from
/// left to right, signal to noise from bottom to top. It links to `#w<place>`,
/// that of the first of those that it stands for.
void drawSizeAgainstQuality(const Report &report, llvm::raw_ostream &os);

} // namespace coreai::compare

#endif // COREAI_TOOLS_COREAI_COMPARE_CHARTS_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What two programs' weights have in common, and how it is written down.

#ifndef COREAI_TOOLS_COREAI_COMPARE_REPORT_H
#define COREAI_TOOLS_COREAI_COMPARE_REPORT_H

#include "Matching.h"
#include "coreai/Metrics/Comparison.h"

#include "llvm/Support/raw_ostream.h"

#include <optional>
#include <string>
#include <vector>

namespace coreai::compare {

/// A program as it was read.
struct Program {
  std::string file;
  std::vector<ProgramWeight> weights;
};

/// A weight of both programs.
struct ComparedWeight {
  const ProgramWeight *before;
  const ProgramWeight *after;
  metrics::Comparison comparison;
  metrics::PairDistribution distribution; // Empty unless it was asked for.
};

/// Sums over the compared weights of one program or the other. Bytes that
/// several weights share count once.
struct Totals {
  size_t elements = 0;
  size_t bytesBefore = 0;
  size_t bytesAfter = 0;
  /// Weights that aren't equal in both, and the sums over these alone: one
  /// large mask that nobody touched would hide what became of the others.
  size_t differing = 0;
  metrics::Comparison comparison;
};

struct Report {
  const Program *before;
  const Program *after;
  std::vector<ComparedWeight> weights; // The lowest signal to noise first.
  std::vector<MissingWeight> missing;
  Totals totals;
};

/// Matches and compares the weights of two programs, by as many threads, and
/// counts their values on the way if there are to be pictures of them. The
/// report refers to the programs.
Report compareWeights(const Program &before, const Program &after, int workers,
                      bool withDistributions);

/// What is required of a comparison.
struct Gates {
  std::optional<double> minSnr;      // In dB, of each weight.
  std::optional<double> maxAbsError; // Of each weight.
  bool failOnMissing = false;
};

/// One line for each weight that isn't as required, and why.
std::vector<std::string> findFailures(const Report &report, const Gates &gates);

/// 8 bits of \p bytes for each of \p count elements, 0 of nothing.
double bitsPerWeight(size_t bytes, size_t count);

/// 256x64xf16; 256x64xf32/f16 if the elements of a weight differ in type.
std::string typeText(const ProgramWeight &weight);
std::string typeText(const ComparedWeight &weight);

/// A signal to noise in dB, or `exact`.
std::string snrText(const metrics::Comparison &comparison);

/// A cosine, or `-` if there is none.
std::string cosineText(const metrics::Comparison &comparison);

/// An error in scientific notation.
std::string errorText(double error);

// The rest, and failures, are printable.

/// A weight that isn't compared, in one line.
std::string missingText(const MissingWeight &missing, const Report &report);

/// Prints a table, a line per weight, what is missing, and a line of totals.
void printText(const Report &report, llvm::raw_ostream &os);

/// Writes one JSON document.
void writeJson(const Report &report, const Gates &gates, llvm::raw_ostream &os);

/// Writes one page of HTML, with pictures of distributions.
void writeHtml(const Report &report, llvm::raw_ostream &os);

} // namespace coreai::compare

#endif // COREAI_TOOLS_COREAI_COMPARE_REPORT_H

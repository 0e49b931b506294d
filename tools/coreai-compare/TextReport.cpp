// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A comparison for people to read in a terminal.

#include "Report.h"
#include "coreai/Support/Text.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

#include <cmath>

using namespace coreai;
using namespace coreai::compare;

double compare::bitsPerWeight(size_t bytes, size_t count) {
  return count == 0 ? 0 : 8.0 * bytes / count;
}

static std::string typeText(const ProgramWeight &weight,
                            const std::string &elementType) {
  std::string text;
  for (int64_t dim : weight.shape)
    text += dimText(dim) + "x";
  return text + elementType;
}

std::string compare::typeText(const ProgramWeight &weight) {
  return ::typeText(weight, weight.elementType);
}

std::string compare::typeText(const ComparedWeight &weight) {
  std::string types = weight.before->elementType;
  if (weight.after->elementType != types)
    types += "/" + weight.after->elementType;
  return ::typeText(*weight.before, types);
}

std::string compare::snrText(const metrics::Comparison &comparison) {
  if (comparison.isExact())
    return "exact";
  double snr = comparison.snrDb();
  if (std::isinf(snr))
    return snr < 0 ? "-inf" : "inf";
  return llvm::formatv("{0:F2}", snr);
}

std::string compare::cosineText(const metrics::Comparison &comparison) {
  double cosine = comparison.cosine();
  return std::isnan(cosine) ? "-" : llvm::formatv("{0:F6}", cosine).str();
}

std::string compare::errorText(double error) {
  return std::isinf(error) ? "inf" : llvm::formatv("{0:E2}", error).str();
}

std::string compare::missingText(const MissingWeight &missing,
                                 const Report &report) {
  const ProgramWeight &weight = *missing.weight;
  const Program *lacking = missing.isBefore ? report.after : report.before;
  return printable(
      llvm::formatv("weight '{0}' of @{1} ({2}, read by {3}) is missing in "
                    "{4}: {5}",
                    weight.name, weight.graph, typeText(weight),
                    llvm::join(weight.consumers, ", "), lacking->file,
                    missing.reason)
          .str());
}

static std::vector<std::string> makeRow(const ComparedWeight &weight) {
  const metrics::Comparison &comparison = weight.comparison;
  return {printable(weight.before->name),
          typeText(weight),
          std::to_string(weight.before->bytes),
          std::to_string(weight.after->bytes),
          llvm::formatv("{0:F2}",
                        bitsPerWeight(weight.after->bytes, comparison.count)),
          snrText(comparison),
          cosineText(comparison),
          errorText(comparison.maxAbsError),
          errorText(comparison.meanAbsError())};
}

void compare::printText(const Report &report, llvm::raw_ostream &os) {
  std::vector<std::vector<std::string>> rows = {
      {"weight", "type", "bytes before", "bytes after", "bits/weight", "SNR dB",
       "cosine", "max error", "mean error"}};
  for (const ComparedWeight &weight : report.weights)
    rows.push_back(makeRow(weight));
  if (rows.size() > 1)
    printTable(rows, /*leftColumns=*/2, os);
  for (const MissingWeight &missing : report.missing)
    os << missingText(missing, report) << '\n';

  const Totals &totals = report.totals;
  const metrics::Comparison &sum = totals.comparison;
  os << llvm::formatv("compared {0} weights", report.weights.size());
  if (totals.bytesBefore > 0)
    os << llvm::formatv(": {0} bytes became {1} ({2:F1} %), {3:F2} bits per "
                        "weight",
                        totals.bytesBefore, totals.bytesAfter,
                        100.0 * totals.bytesAfter / totals.bytesBefore,
                        bitsPerWeight(totals.bytesAfter, totals.elements));
  if (totals.differing > 0)
    os << llvm::formatv("; {0} differ: SNR {1} dB, cosine {2}, max error {3}, "
                        "mean error {4}",
                        totals.differing, snrText(sum), cosineText(sum),
                        errorText(sum.maxAbsError),
                        errorText(sum.meanAbsError()));
  else if (!report.weights.empty())
    os << "; all are exact";
  if (!report.missing.empty())
    os << "; missing: " << report.missing.size();
  os << '\n';
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A comparison for people to read in a terminal.

#include "Report.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Unicode.h"

#include <array>
#include <cmath>

using namespace coreai;
using namespace coreai::compare;

std::string compare::printable(llvm::StringRef text) {
  std::string valid = llvm::json::fixUTF8(text), result;
  llvm::raw_string_ostream os(result);
  const auto *next = reinterpret_cast<const llvm::UTF8 *>(valid.data());
  const llvm::UTF8 *end = next + valid.size();
  while (next < end) {
    const llvm::UTF8 *begin = next;
    llvm::UTF32 character = 0;
    llvm::convertUTF8Sequence(&next, end, &character, llvm::strictConversion);
    if (llvm::sys::unicode::isPrintable(static_cast<int>(character)))
      os.write(reinterpret_cast<const char *>(begin), next - begin);
    else
      os << "\\u{" << llvm::utohexstr(character) << '}';
  }
  return result;
}

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

std::string compare::snrText(const decoding::Comparison &comparison) {
  if (comparison.isExact())
    return "exact";
  double snr = comparison.snrDb();
  if (std::isinf(snr))
    return snr < 0 ? "-inf" : "inf";
  return llvm::formatv("{0:F2}", snr);
}

std::string compare::cosineText(const decoding::Comparison &comparison) {
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

static constexpr size_t kColumns = 9;
using Row = std::array<std::string, kColumns>;

static Row makeRow(const ComparedWeight &weight) {
  const decoding::Comparison &comparison = weight.comparison;
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

/// How many characters wide a printable text is: at least 0.
static size_t widthOf(llvm::StringRef text) {
  return static_cast<size_t>(
      std::max(llvm::sys::unicode::columnWidthUTF8(text), 0));
}

/// Names to the left, numbers to the right.
static void printRows(llvm::ArrayRef<Row> rows, llvm::raw_ostream &os) {
  std::array<size_t, kColumns> widths = {};
  for (const Row &row : rows)
    for (auto [width, cell] : llvm::zip_equal(widths, row))
      width = std::max(width, widthOf(cell));
  for (const Row &row : rows) {
    for (size_t i = 0; i < kColumns; ++i) {
      auto padding = static_cast<unsigned>(widths[i] - widthOf(row[i]));
      os << (i == 0 ? "" : "  ");
      if (i < 2)
        (os << row[i]).indent(padding);
      else
        os.indent(padding) << row[i];
    }
    os << '\n';
  }
}

void compare::printText(const Report &report, llvm::raw_ostream &os) {
  std::vector<Row> rows = {{"weight", "type", "bytes before", "bytes after",
                            "bits/weight", "SNR dB", "cosine", "max error",
                            "mean error"}};
  for (const ComparedWeight &weight : report.weights)
    rows.push_back(makeRow(weight));
  if (rows.size() > 1)
    printRows(rows, os);
  for (const MissingWeight &missing : report.missing)
    os << missingText(missing, report) << '\n';

  const Totals &totals = report.totals;
  const decoding::Comparison &sum = totals.comparison;
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

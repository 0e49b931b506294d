// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A comparison as one page for a browser, which needs nothing but itself.

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

#include <cmath>

#include "Figures.h"
#include "Page.h"
#include "Report.h"

using namespace coreai;
using namespace coreai::compare;
using llvm::formatv;

/// A cell that is sorted by a number. Infinities in the words of JavaScript,
/// what is no number before all others.
static void printCell(double value, const std::string &text,
                      llvm::raw_ostream &os) {
  std::string number = formatv("{0:E6}", value);
  if (!std::isfinite(value))
    number = value > 0 ? "Infinity" : "-Infinity";
  os << "<td data-value=\"" << number << "\">" << text << "</td>";
}

static void printRow(size_t place, const ComparedWeight &weight,
                     llvm::raw_ostream &os) {
  const decoding::Comparison &comparison = weight.comparison;
  os << "<tr><td><a href=\"#w" << place << "\">"
     << escapeHtml(weight.before->name) << "</a></td><td>"
     << escapeHtml(typeText(weight)) << "</td>";
  for (size_t bytes : {weight.before->bytes, weight.after->bytes})
    printCell(double(bytes), std::to_string(bytes), os);
  double bits = bitsPerWeight(weight.after->bytes, comparison.count);
  printCell(bits, formatv("{0:F2}", bits), os);
  printCell(comparison.snrDb(), snrText(comparison), os);
  printCell(comparison.cosine(), cosineText(comparison), os);
  for (double error : {comparison.maxAbsError, comparison.meanAbsError()})
    printCell(error, errorText(error), os);
  os << "</tr>\n";
}

static void printTable(const Report &report, llvm::raw_ostream &os) {
  os << "<div class=\"scroll\"><table><thead><tr>";
  for (const char *header :
       {"weight", "type", "bytes before", "bytes after", "bits/weight",
        "SNR dB", "cosine", "max error", "mean error"})
    os << "<th scope=\"col\"><button type=\"button\">" << header
       << "</button></th>";
  os << "</tr></thead><tbody>\n";
  for (auto [place, weight] : llvm::enumerate(report.weights))
    printRow(place, weight, os);
  os << "</tbody></table></div>\n";
}

static void printCard(size_t place, const ComparedWeight &weight,
                      const PairShape &shape, llvm::raw_ostream &os) {
  os << "<div class=\"card\" id=\"w" << place << "\"><h3>"
     << escapeHtml(weight.before->name) << "</h3><p class=\"facts\">@"
     << escapeHtml(weight.before->graph) << ", " << escapeHtml(typeText(weight))
     << ", read by " << escapeHtml(llvm::join(weight.before->consumers, ", "))
     << "<br>SNR " << snrText(weight.comparison) << ", "
     << (shape.after.entries
             ? std::to_string(shape.after.entries->size()) + " values after"
             : "more values than are drawn one by one, or dense")
     << "</p>";
  drawHistogram(shape, os);
  os << "</div>\n";
}

void compare::writeHtml(const Report &report, int workers,
                        llvm::raw_ostream &os) {
  std::string title = escapeHtml(report.before->file) + " and " +
                      escapeHtml(report.after->file);
  // The policy lets a browser fetch nothing, whatever is in the page.
  os << "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width\">"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
        "'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">"
        "<title>"
     << title << "</title>\n<style>\n"
     << kStyle << "</style></head><body>\n<h1>" << title << "</h1>\n";
  const Totals &totals = report.totals;
  os << formatv("<p>{0} weights: {1} bytes became {2}, {3:F2} bits per weight; "
                "{4} differ",
                report.weights.size(), totals.bytesBefore, totals.bytesAfter,
                bitsPerWeight(totals.bytesAfter, totals.elements),
                totals.differing);
  if (totals.differing > 0)
    os << ": SNR " << snrText(totals.comparison) << " dB, max error "
       << errorText(totals.comparison.maxAbsError);
  os << ".</p>\n<h2>Size against quality</h2>\n<figure>";
  drawSizeAgainstQuality(report, os);
  os << "<figcaption>A circle is a weight, and as large as its bytes "
        "after.</figcaption></figure>\n<h2>Weights</h2>\n";
  printTable(report, os);
  if (!report.missing.empty()) {
    os << "<h2>Missing</h2>\n<ul>\n";
    for (const MissingWeight &missing : report.missing)
      os << "<li>" << escapeHtml(missingText(missing, report)) << "</li>\n";
    os << "</ul>\n";
  }
  os << "<h2>Values</h2>\n<p class=\"note\">The area is before. Lines are the "
        "entries of the tables after; an outline, the values after where they "
        "are many; dashes, entries before. Heights are roots of "
        "counts.</p>\n<div class=\"cards\">\n";
  std::vector<PairShape> shapes = findShapes(report.weights, workers);
  for (auto [place, weight] : llvm::enumerate(report.weights))
    printCard(place, weight, shapes[place], os);
  os << "</div>\n<script>\n" << kScript << "</script></body></html>\n";
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A comparison as one page for a browser, which needs nothing but itself.

#include "Charts.h"
#include "Page.h"
#include "Report.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

#include <cmath>

using namespace coreai;
using namespace coreai::compare;
using llvm::formatv;

/// What is lost, in words.
static std::string snrWords(const metrics::Comparison &comparison) {
  std::string text = snrText(comparison);
  return comparison.isExact() ? text : "SNR " + text + " dB";
}

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
  const metrics::Comparison &comparison = weight.comparison;
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

static constexpr llvm::StringLiteral kHeaders[] = {
    "weight", "type",   "bytes before", "bytes after", "bits/weight",
    "SNR dB", "cosine", "max error",    "mean error"};
/// That of what a report's weights are sorted by.
static constexpr llvm::StringLiteral kSortedBy = kHeaders[5];

/// How many weights are shown at first. Browsers parse what is in a template,
/// and do nothing else with it until the script asks for it.
static constexpr size_t kShown = 500;

/// Prints the first weights, then \p end, then those left in a template.
static void printInParts(const Report &report,
                         llvm::function_ref<void(size_t, const ComparedWeight &,
                                                 llvm::raw_ostream &)>
                             print,
                         llvm::StringRef end, llvm::StringRef moreId,
                         llvm::raw_ostream &os) {
  for (auto [place, weight] : llvm::enumerate(report.weights)) {
    if (place == kShown)
      os << end << "<template id=\"" << moreId << "\">";
    print(place, weight, os);
  }
  os << (report.weights.size() > kShown ? "</template>\n" : end);
}

static void printTable(const Report &report, llvm::raw_ostream &os) {
  os << "<div class=\"scroll\"><table><thead><tr>";
  for (llvm::StringRef header : kHeaders)
    os << "<th scope=\"col\""
       << (header == kSortedBy ? " aria-sort=\"ascending\"" : "")
       << "><button type=\"button\">" << header << "</button></th>";
  os << "</tr></thead><tbody>\n";
  printInParts(report, printRow, "</tbody></table></div>\n", "more-rows", os);
  size_t count = report.weights.size();
  if (count > kShown)
    os << "<p id=\"more\">These are the first " << kShown
       << " of them. <button type=\"button\">Show all " << count
       << " weights</button></p>\n";
}

static void printCard(size_t place, const ComparedWeight &weight,
                      llvm::raw_ostream &os) {
  os << "<div class=\"card\" id=\"w" << place << "\"><h3>"
     << escapeHtml(weight.before->name) << "</h3><p class=\"facts\">@"
     << escapeHtml(weight.before->graph) << ", " << escapeHtml(typeText(weight))
     << ", read by " << escapeHtml(llvm::join(weight.before->consumers, ", "))
     << "<br>" << snrWords(weight.comparison);
  const metrics::Distribution &after = weight.distribution.other;
  if (after.empty())
    os << ", nothing finite after";
  else if (weight.after->isCompressed && after.isFew())
    os << ", " << after.values().size() << " values after";
  os << "</p>";
  drawHistogram(weight, os);
  os << "</div>\n";
}

/// A sample of what a style looks like.
static void printKey(llvm::StringRef style, llvm::StringRef path,
                     llvm::raw_ostream &os) {
  os << "<svg class=\"key\" viewBox=\"0 0 24 12\" aria-hidden=\"true\"><path "
        "class=\""
     << style << "\" d=\"" << path << "\"/></svg> ";
}

void compare::writeHtml(const Report &report, llvm::raw_ostream &os) {
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
    os << ": " << snrWords(totals.comparison) << ", max error "
       << errorText(totals.comparison.maxAbsError);
  os << ".</p>\n<h2>Size against quality</h2>\n<figure><div "
        "class=\"scroll\">";
  drawSizeAgainstQuality(report, os);
  os << "</div><figcaption>A circle is a weight, as large as its bytes "
        "after.</figcaption></figure>\n<h2>Weights</h2>\n";
  printTable(report, os);
  if (!report.missing.empty()) {
    os << "<h2>Missing</h2>\n<ul>\n";
    for (const MissingWeight &missing : report.missing)
      os << "<li>" << escapeHtml(missingText(missing, report)) << "</li>\n";
    os << "</ul>\n";
  }
  os << "<h2>Values</h2>\n<p class=\"note\">";
  printKey("area", "M0 12V6l6-6 6 9 6 1 6 2z", os);
  os << "before, ";
  printKey("outline", "M0 9h6v-6h6v4h6v3h6", os);
  os << "after; each value of a weight that is compressed into few, ";
  printKey("entries-before", "M6 0v12M18 0v12", os);
  os << "before, ";
  printKey("entries", "M6 0v12M18 0v12", os);
  os << "after. Heights are roots of counts.</p>\n<div class=\"cards\">\n";
  printInParts(report, printCard, "</div>\n", "more-cards", os);
  os << "<script>\n" << kScript << "</script></body></html>\n";
}

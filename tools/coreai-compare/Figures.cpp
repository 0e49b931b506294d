// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pictures of a comparison.

#include "Figures.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

#include <algorithm>
#include <cmath>

using namespace coreai;
using namespace coreai::compare;
using llvm::formatv;

std::string compare::escapeHtml(llvm::StringRef text) {
  std::string escaped;
  llvm::raw_string_ostream os(escaped);
  for (char c : llvm::json::fixUTF8(text)) {
    // Controls can't be written in HTML at all.
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
      c = ' ';
    if (c == '\'')
      os << "&#39;";
    else
      llvm::printHTMLEscaped(llvm::StringRef(&c, 1), os);
  }
  return escaped;
}

/// Three digits.
static std::string shortText(double number) {
  std::string text;
  llvm::raw_string_ostream(text) << llvm::format("%.3g", number);
  return text;
}

//===----------------------------------------------------------------------===//
// Histograms
//===----------------------------------------------------------------------===//

static constexpr double kWidth = 480, kHeight = 110;

/// The outline of bars whose largest has the whole height. Roots of counts, so
/// that tails are seen.
static std::string outline(const std::vector<size_t> &bins, bool isClosed) {
  size_t largest = *std::max_element(bins.begin(), bins.end());
  double step = kWidth / bins.size();
  std::string path = isClosed ? formatv("M0 {0}", kHeight).str() : "";
  for (size_t i = 0; i < bins.size(); ++i) {
    double part = largest == 0 ? 0 : std::sqrt(double(bins[i]) / largest);
    double y = kHeight - part * (kHeight - 4);
    path += formatv("{0}{1:F1} {2:F1}H{3:F1}", i == 0 && !isClosed ? "M" : "L",
                    i * step, y, (i + 1) * step);
  }
  return path + (isClosed ? formatv("L{0} {1}Z", kWidth, kHeight).str() : "");
}

/// A line for each entry of a weight's tables.
static void drawEntries(const PairShape &shape,
                        const std::vector<double> &entries,
                        llvm::StringRef style, llvm::raw_ostream &os) {
  os << "<path class=\"" << style << "\" d=\"";
  double width = shape.high / 2 - shape.low / 2;
  for (double entry : entries) {
    double place = width > 0 ? (entry / 2 - shape.low / 2) / width : 0.5;
    os << formatv("M{0:F1} 0V{1}", place * kWidth, kHeight + 6);
  }
  os << "\"/>";
}

void compare::drawHistogram(const PairShape &shape, llvm::raw_ostream &os) {
  os << formatv("<svg class=\"histogram\" viewBox=\"-4 -4 {0} {1}\" "
                "role=\"img\" aria-label=\"Histogram of values\">",
                kWidth + 8, kHeight + 28);
  os << "<path class=\"area\" d=\"" << outline(shape.before.bins, true)
     << "\"/>";
  if (shape.before.entries)
    drawEntries(shape, *shape.before.entries, "entries-before", os);
  if (shape.after.entries)
    drawEntries(shape, *shape.after.entries, "entries", os);
  else
    os << "<path class=\"outline\" d=\"" << outline(shape.after.bins, false)
       << "\"/>";
  os << formatv("<path class=\"axis\" d=\"M0 {0}H{1}\"/>", kHeight, kWidth);
  const char *anchors[] = {"start", "middle", "end"};
  const double labels[] = {shape.low, shape.low / 2 + shape.high / 2,
                           shape.high};
  for (size_t i = 0; i < 3; ++i)
    os << formatv("<text x=\"{0}\" y=\"{1}\" text-anchor=\"{2}\">{3}</text>",
                  i * kWidth / 2, kHeight + 20, anchors[i],
                  shortText(labels[i]));
  os << "</svg>\n";
}

//===----------------------------------------------------------------------===//
// Size against quality
//===----------------------------------------------------------------------===//

/// From a quarter of a bit to 64 bits, each doubling as wide as any other.
static double placeBits(double bits) {
  return (std::log2(std::clamp(bits, 0.25, 64.0)) + 2) / 8;
}

void compare::drawSizeAgainstQuality(const Report &report,
                                     llvm::raw_ostream &os) {
  constexpr double width = 720, height = 300, exactLane = 24;
  double lowest = 0, highest = 10;
  size_t largest = 1;
  for (const ComparedWeight &weight : report.weights) {
    largest = std::max(largest, weight.after->bytes);
    double snr = weight.comparison.snrDb();
    if (!std::isfinite(snr))
      continue;
    lowest = std::min(lowest, std::floor(snr / 10) * 10);
    highest = std::max(highest, std::ceil(snr / 10) * 10);
  }
  auto placeSnr = [&](double snr) {
    if (std::isinf(snr))
      return snr > 0 ? exactLane : height;
    double part = (snr - lowest) / (highest - lowest);
    return height - part * (height - 2 * exactLane);
  };

  os << formatv("<svg class=\"scatter\" viewBox=\"-52 -4 {0} {1}\" "
                "role=\"img\" aria-label=\"Size against quality\">",
                width + 72, height + 52);
  // No more lines than can be read.
  double step = 10 * std::ceil((highest - lowest) / 80);
  auto lines = static_cast<int>((highest - lowest) / step);
  for (int line = 0; line <= lines; ++line) {
    double snr = lowest + line * step;
    os << formatv("<path class=\"grid\" d=\"M0 {0:F1}H{1}\"/><text x=\"-8\" "
                  "y=\"{2:F1}\" text-anchor=\"end\">{3} dB</text>",
                  placeSnr(snr), width, placeSnr(snr) + 4, shortText(snr));
  }
  os << formatv("<path class=\"grid\" d=\"M0 {0}H{1}\"/><text x=\"-8\" "
                "y=\"{2}\" text-anchor=\"end\">exact</text>",
                exactLane, width, exactLane + 4);
  for (int power = -2; power <= 6; ++power)
    os << formatv(
        "<path class=\"grid\" d=\"M{0:F1} 0V{1}\"/><text x=\"{0:F1}\" "
        "y=\"{2}\" text-anchor=\"middle\">{3}</text>",
        (power + 2) / 8.0 * width, height, height + 18,
        shortText(std::ldexp(1, power)));
  os << formatv("<text x=\"{0}\" y=\"{1}\" text-anchor=\"middle\">bits per "
                "weight after</text>",
                width / 2, height + 40);
  for (auto [i, weight] : llvm::enumerate(report.weights)) {
    double bits = bitsPerWeight(weight.after->bytes, weight.comparison.count);
    double radius = 3 + 13 * std::sqrt(double(weight.after->bytes) / largest);
    os << formatv("<a href=\"#w{0}\"><circle cx=\"{1:F1}\" cy=\"{2:F1}\" "
                  "r=\"{3:F1}\"><title>{4}: {5:F2} bits, {6} dB, {7} "
                  "bytes</title></circle></a>",
                  i, placeBits(bits) * width,
                  placeSnr(weight.comparison.snrDb()), radius,
                  escapeHtml(weight.before->name), bits,
                  snrText(weight.comparison), weight.after->bytes);
  }
  os << "</svg>\n";
}

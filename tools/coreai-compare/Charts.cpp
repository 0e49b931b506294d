// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Charts of a comparison.

#include "Charts.h"

#include "coreai/Support/Text.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

using namespace coreai;
using namespace coreai::compare;
using llvm::formatv;

std::string compare::escapeHtml(llvm::StringRef text) {
  std::string escaped;
  llvm::raw_string_ostream os(escaped);
  for (char c : printable(text)) {
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

// A page may hold thousands: coordinates are whole, most of them relative, and
// bins are stretched to the width as a whole.
static constexpr int kWidth = 480, kHeight = 110;

/// The outline of bars, a unit wide each, the largest of which has the whole
/// height. Roots of counts, so that tails are seen.
static void drawOutline(const std::vector<size_t> &bins, bool isClosed,
                        llvm::raw_ostream &os) {
  size_t largest = *std::max_element(bins.begin(), bins.end());
  auto placeTop = [&](size_t count) {
    double part = largest == 0 ? 0 : std::sqrt(double(count) / largest);
    return kHeight - static_cast<int>(std::lround(part * (kHeight - 4)));
  };
  os << formatv("<path class=\"{0}\" transform=\"scale({1:F3} 1)\" d=\"M0 {2}",
                isClosed ? "area" : "outline", double(kWidth) / bins.size(),
                kHeight);
  int at = kHeight;
  size_t run = 0; // Bars of the same height, as yet without a line.
  auto finishRun = [&] {
    if (run > 0)
      os << 'h' << run;
    run = 0;
  };
  for (size_t count : bins) {
    int top = placeTop(count);
    if (top != at) {
      finishRun();
      os << 'v' << top - at;
      at = top;
    }
    ++run;
  }
  finishRun();
  os << 'V' << kHeight << (isClosed ? "z" : "") << "\"/>";
}

/// A line for each of a few values.
static void drawValues(const metrics::Distribution &distribution,
                       const metrics::Grid &grid, llvm::StringRef style,
                       llvm::raw_ostream &os) {
  os << "<path class=\"" << style << "\" d=\"";
  int last = -1;
  for (double value : distribution.values()) {
    double bin = std::ldexp(value, -grid.exponent) - double(grid.first);
    auto place = static_cast<int>(std::lround(bin / grid.bins * kWidth));
    if (place != last)
      os << 'M' << place << " 0v" << kHeight + 6;
    last = place;
  }
  os << "\"/>";
}

void compare::drawHistogram(const ComparedWeight &weight,
                            llvm::raw_ostream &os) {
  const auto &[before, after] = weight.distribution;
  double low = std::min(before.low(), after.low());
  double high = std::max(before.high(), after.high());
  if (low > high)
    return; // Nothing finite.
  metrics::Grid grid = metrics::makeGrid(low, high);
  os << formatv("<svg class=\"histogram\" viewBox=\"-4 -4 {0} {1}\" "
                "role=\"img\" aria-label=\"Histogram of values\">",
                kWidth + 8, kHeight + 30);
  drawOutline(before.countIn(grid), /*isClosed=*/true, os);
  if (weight.before->isCompressed && before.isFew())
    drawValues(before, grid, "entries-before", os);
  if (weight.after->isCompressed && after.isFew())
    drawValues(after, grid, "entries", os);
  else if (!weight.comparison.isExact())
    drawOutline(after.countIn(grid), /*isClosed=*/false, os);
  os << formatv("<path class=\"axis\" d=\"M0 {0}H{1}\"/>", kHeight, kWidth);
  const char *anchors[] = {"start", "middle", "end"};
  for (int i = 0; i < 3; ++i)
    os << formatv("<text x=\"{0}\" y=\"{1}\" text-anchor=\"{2}\">{3}</text>",
                  i * kWidth / 2, kHeight + 22, anchors[i],
                  shortText(std::ldexp(double(grid.first) + i * grid.bins / 2.0,
                                       grid.exponent)));
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
  constexpr double width = 720, height = 300, lane = 24;
  double lowest = std::numeric_limits<double>::infinity(), highest = -lowest;
  bool hasLost = false;
  size_t largest = 1;
  for (const ComparedWeight &weight : report.weights) {
    largest = std::max(largest, weight.after->bytes);
    double snr = weight.comparison.snrDb();
    hasLost |= std::isinf(snr) && snr < 0;
    if (!std::isfinite(snr))
      continue;
    lowest = std::min(lowest, std::floor((snr - 2) / 5) * 5);
    highest = std::max(highest, std::ceil((snr + 2) / 5) * 5);
  }
  if (lowest > highest)
    lowest = 0, highest = 10;
  // Lanes above and below for what has no place on a scale.
  const double bottom = hasLost ? height - lane : height;
  auto placeSnr = [&](double snr) {
    if (std::isinf(snr))
      return snr > 0 ? lane : height;
    double part = (snr - lowest) / (highest - lowest);
    return bottom - part * (bottom - 2 * lane);
  };

  os << formatv("<svg class=\"scatter\" viewBox=\"-52 -4 {0} {1}\" "
                "role=\"img\" aria-label=\"Size against quality\">",
                width + 72, height + 52);
  // No more lines than can be read.
  double step = 5 * std::ceil((highest - lowest) / 40);
  auto lines = static_cast<int>((highest - lowest) / step);
  auto drawLine = [&](double snr, const std::string &label) {
    os << formatv("<path class=\"grid\" d=\"M0 {0:F1}H{1}\"/><text x=\"-8\" "
                  "y=\"{2:F1}\" text-anchor=\"end\">{3}</text>",
                  placeSnr(snr), width, placeSnr(snr) + 4, label);
  };
  for (int line = 0; line <= lines; ++line)
    drawLine(lowest + line * step, shortText(lowest + line * step) + " dB");
  drawLine(std::numeric_limits<double>::infinity(), "exact");
  if (hasLost)
    drawLine(-std::numeric_limits<double>::infinity(), "-inf dB");
  for (int power = -2; power <= 6; ++power)
    os << formatv(
        "<path class=\"grid\" d=\"M{0:F1} 0V{1}\"/><text x=\"{0:F1}\" "
        "y=\"{2}\" text-anchor=\"middle\">{3}</text>",
        (power + 2) / 8.0 * width, height, height + 18,
        shortText(std::ldexp(1, power)));
  os << formatv("<text x=\"{0}\" y=\"{1}\" text-anchor=\"middle\">bits per "
                "weight after</text>",
                width / 2, height + 40);
  // What would be drawn at the same place and as large is one circle.
  using Circle = std::array<int, 3>;
  std::map<Circle, llvm::SmallVector<size_t, 1>> circles;
  for (auto [i, weight] : llvm::enumerate(report.weights)) {
    double bits = bitsPerWeight(weight.after->bytes, weight.comparison.count);
    double places[] = {
        placeBits(bits) * width, placeSnr(weight.comparison.snrDb()),
        3 + 13 * std::sqrt(double(weight.after->bytes) / largest)};
    Circle circle;
    llvm::transform(places, circle.begin(), [](double place) {
      return static_cast<int>(std::lround(place));
    });
    circles[circle].push_back(i);
  }
  for (const auto &[circle, members] : circles) {
    const ComparedWeight &weight = report.weights[members.front()];
    double bits = bitsPerWeight(weight.after->bytes, weight.comparison.count);
    os << formatv("<a href=\"#w{0}\"><circle cx=\"{1}\" cy=\"{2}\" "
                  "r=\"{3}\"><title>{4}: {5:F2} bits, {6} dB, {7} bytes",
                  members.front(), circle[0], circle[1], circle[2],
                  escapeHtml(weight.before->name), bits,
                  snrText(weight.comparison), weight.after->bytes);
    if (members.size() > 1)
      os << ", and " << members.size() - 1 << " like it";
    os << "</title></circle></a>";
  }
  os << "</svg>\n";
}

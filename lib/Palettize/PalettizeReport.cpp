// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The account of a run: as a table, as one line, and as JSON.

#include "coreai/Palettize/PalettizeReport.h"

#include "Support/NumericLocale.h"
#include "coreai/Support/Text.h"
#include "coreai/Support/Version.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"

#include <cmath>
#include <map>

using namespace coreai;
using llvm::StringRef;
namespace json = llvm::json;

StringRef coreai::getCode(SkipReason reason) {
  switch (reason) {
  case SkipReason::Unused:
    return "unused";
  case SkipReason::Consumer:
    return "consumer";
  case SkipReason::PositionTable:
    return "position-table";
  case SkipReason::Mask:
    return "mask";
  case SkipReason::ElementType:
    return "element-type";
  case SkipReason::TooSmall:
    return "too-small";
  case SkipReason::Excluded:
    return "excluded";
  case SkipReason::AlreadyCompressed:
    return "already-compressed";
  case SkipReason::SharedDense:
    return "shared-dense";
  case SkipReason::SettingsConflict:
    return "settings-conflict";
  case SkipReason::AxisUnknown:
    return "axis-unknown";
  case SkipReason::AxisConflict:
    return "axis-conflict";
  case SkipReason::IndivisibleGroup:
    return "indivisible-group";
  case SkipReason::IndivisibleCluster:
    return "indivisible-cluster";
  case SkipReason::NonFinite:
    return "non-finite";
  case SkipReason::MissingData:
    return "missing-data";
  case SkipReason::NoGain:
    return "no-gain";
  }
  llvm_unreachable("unknown reason");
}

bool coreai::isOfCandidate(SkipReason reason) {
  return reason >= SkipReason::SharedDense;
}

/// Whether a constant skipped for `reason` is as large as a weight, and dense.
static bool isLeftDense(SkipReason reason) {
  return reason != SkipReason::TooSmall &&
         reason != SkipReason::AlreadyCompressed;
}

size_t PalettizeTotals::bytesLeft() const {
  size_t bytes = 0;
  for (const auto &[reason, size] : left)
    bytes += size;
  return bytes;
}

double PalettizeTotals::coverage() const {
  size_t all = bytesBefore + bytesLeft();
  return all == 0 ? 1 : static_cast<double>(bytesBefore) / all;
}

/// A size in words.
static std::string toText(size_t bytes) {
  if (bytes < 1000)
    return std::to_string(bytes) + " bytes";
  constexpr StringRef kUnits = "kMGT";
  double size = bytes / 1000.0;
  size_t unit = 0;
  for (; size >= 999.95 && unit + 1 < kUnits.size(); ++unit)
    size /= 1000;
  return llvm::formatv("{0:F1} {1}B", size, kUnits[unit]).str();
}

std::string coreai::listLeft(const PalettizeTotals &totals) {
  std::vector<std::string> parts;
  for (const auto &[reason, bytes] : totals.left)
    parts.push_back(toText(bytes) + " " + getCode(reason).str());
  return llvm::join(parts, ", ");
}

PalettizeTotals PalettizeReport::totals() const {
  PalettizeTotals totals;
  std::map<SkipReason, size_t> left;
  totals.constants = weights.size();
  for (const WeightReport &weight : weights) {
    if (weight.skipped) {
      totals.skippedCandidates += isOfCandidate(*weight.skipped) ? 1 : 0;
      if (isLeftDense(*weight.skipped) && weight.bytesBefore != 0)
        left[*weight.skipped] += weight.bytesBefore;
      continue;
    }
    ++totals.palettized;
    totals.elements += weight.count();
    totals.bytesBefore += weight.bytesBefore;
    totals.bytesAfter += weight.bytesAfter();
  }
  totals.left.assign(left.begin(), left.end());
  llvm::sort(totals.left, [](const auto &a, const auto &b) {
    return std::pair(b.second, a.first) < std::pair(a.second, b.first);
  });
  return totals;
}

//===----------------------------------------------------------------------===//
// For people
//===----------------------------------------------------------------------===//

static std::string typeText(const WeightReport &weight) {
  std::string text;
  for (int64_t dim : weight.shape)
    text += std::to_string(dim) + "x";
  return text + weight.elementType;
}

static std::string decibels(double snr) {
  return std::isinf(snr) ? "exact" : llvm::formatv("{0:F2}", snr).str();
}

void PalettizeReport::printTable(llvm::raw_ostream &os) const {
  NumericLocale numbers;
  std::vector<std::vector<std::string>> rows = {
      {"weight", "type", "bytes before", "bytes after", "bits/weight", "SNR dB",
       "max error"}};
  for (const WeightReport &weight : weights) {
    std::vector<std::string> row(rows.front().size());
    row[0] = printable(weight.name);
    row[1] = typeText(weight);
    row[2] = std::to_string(weight.bytesBefore);
    if (weight.skipped) {
      row[3] = getCode(*weight.skipped).str();
    } else {
      row[3] = std::to_string(weight.bytesAfter());
      row[4] = llvm::formatv("{0:F2}", weight.bitsPerWeight());
      row[5] = decibels(weight.snrDb);
      row[6] = llvm::formatv("{0:E2}", weight.maxAbsError);
    }
    rows.push_back(std::move(row));
  }
  coreai::printTable(rows, /*leftColumns=*/2, os);
}

void PalettizeReport::printSummary(llvm::raw_ostream &os) const {
  NumericLocale numbers;
  PalettizeTotals totals = this->totals();
  os << llvm::formatv("palettized {0} of {1} float constants",
                      totals.palettized, totals.constants);
  if (totals.palettized > 0)
    os << llvm::formatv(": {0} bytes became {1} ({2:F1} %), {3:F2} bits per "
                        "weight",
                        totals.bytesBefore, totals.bytesAfter,
                        100.0 * totals.bytesAfter / totals.bytesBefore,
                        totals.bitsPerWeight());
  if (totals.skippedCandidates > 0)
    os << "; " << totals.skippedCandidates << " skipped with a warning";
  if (!totals.left.empty())
    os << "; " << toText(totals.bytesLeft())
       << " of float constants left as they were: " << listLeft(totals);
  os << '\n';
}

//===----------------------------------------------------------------------===//
// For tools
//===----------------------------------------------------------------------===//

/// Text from anywhere as JSON takes it: in UTF-8.
static std::string utf8(StringRef text) { return json::fixUTF8(text); }

static json::Array toArray(const std::vector<int64_t> &values) {
  return json::Array(values);
}

static json::Object toJson(const WeightReport &weight) {
  json::Object object{{"name", utf8(weight.name)},
                      {"graph", utf8(weight.graph)},
                      {"shape", toArray(weight.shape)},
                      {"element_type", weight.elementType},
                      {"consumers", json::Array(weight.consumers)},
                      {"constants", weight.constants},
                      {"graphs", json::Array()},
                      {"bytes_before", weight.bytesBefore}};
  for (const std::string &graph : weight.graphs)
    object.getArray("graphs")->push_back(utf8(graph));
  if (weight.skipped) {
    object["verdict"] = "skipped";
    object["reason"] = getCode(*weight.skipped);
    object["explanation"] = utf8(weight.explanation);
    object["help"] = utf8(weight.help);
    return object;
  }
  object["verdict"] = "palettized";
  forEachSetting(weight.settings, [&](StringRef name, json::Value value) {
    if (name != "skip")
      object[name] = std::move(value);
  });
  object["axis"] = weight.axis;
  object["groups"] = weight.groups;
  object["group_channels"] = weight.groupChannels;
  object["lut_shape"] = toArray(weight.lutShape);
  if (weight.sharedWith)
    object["shared_with"] = *weight.sharedWith;
  object["bytes_after"] = json::Object{{"indices", weight.indicesBytes},
                                       {"lut", weight.lutBytes},
                                       {"scales", weight.scaleBytes},
                                       {"total", weight.bytesAfter()}};
  object["bits_per_weight"] = weight.bitsPerWeight();
  // JSON has no infinity.
  object["snr_db"] = std::isinf(weight.snrDb) ? json::Value(nullptr)
                                              : json::Value(weight.snrDb);
  object["max_abs_error"] = weight.maxAbsError;
  if (weight.clampedScales > 0)
    object["clamped_scales"] = weight.clampedScales;
  return object;
}

void PalettizeReport::writeJson(llvm::raw_ostream &os,
                                json::Object options) const {
  NumericLocale numbers;
  PalettizeTotals totals = this->totals();
  json::Array list;
  for (const WeightReport &weight : weights)
    list.push_back(toJson(weight));
  json::Object left;
  for (const auto &[reason, bytes] : totals.left)
    left[getCode(reason)] = bytes;
  json::Object document{
      {"schema_version", 2},
      {"tool",
       json::Object{{"name", "coreai-palettize"}, {"version", getVersion()}}},
      {"options", std::move(options)},
      {"weights", std::move(list)},
      {"totals", json::Object{{"constants", totals.constants},
                              {"palettized", totals.palettized},
                              {"skipped_candidates", totals.skippedCandidates},
                              {"elements", totals.elements},
                              {"bytes_before", totals.bytesBefore},
                              {"bytes_after", totals.bytesAfter},
                              {"bits_per_weight", totals.bitsPerWeight()},
                              {"bytes_left", std::move(left)},
                              {"coverage", totals.coverage()}}}};
  os << llvm::formatv("{0:2}", json::Value(std::move(document))) << '\n';
}

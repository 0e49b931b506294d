// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A comparison for tools.

#include "Report.h"
#include "coreai/Support/Version.h"

#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

#include <cmath>

using namespace coreai;
using namespace coreai::compare;
namespace json = llvm::json;

/// Text from anywhere as JSON takes it: in UTF-8.
static std::string utf8(llvm::StringRef text) { return json::fixUTF8(text); }

/// JSON has neither infinities nor NaNs.
static json::Value toJson(double number) {
  return std::isfinite(number) ? json::Value(number) : json::Value(nullptr);
}

static void addComparison(const metrics::Comparison &comparison,
                          json::Object &object) {
  object["exact"] = comparison.isExact();
  object["snr_db"] = toJson(comparison.snrDb());
  object["cosine"] = toJson(comparison.cosine());
  object["max_abs_error"] = toJson(comparison.maxAbsError);
  object["mean_abs_error"] = toJson(comparison.meanAbsError());
}

static void addSizes(size_t before, size_t after, size_t count,
                     json::Object &object) {
  object["elements"] = count;
  object["bytes_before"] = before;
  object["bytes_after"] = after;
  object["bits_per_weight_before"] = bitsPerWeight(before, count);
  object["bits_per_weight_after"] = bitsPerWeight(after, count);
}

static json::Object describe(const ProgramWeight &weight) {
  json::Array consumers, shape;
  for (int64_t dim : weight.shape)
    shape.push_back(mlir::ShapedType::isDynamic(dim) ? json::Value(nullptr)
                                                     : json::Value(dim));
  for (const std::string &consumer : weight.consumers)
    consumers.push_back(utf8(consumer));
  return json::Object{{"name", utf8(weight.name)},
                      {"graph", utf8(weight.graph)},
                      {"shape", std::move(shape)},
                      {"consumers", std::move(consumers)}};
}

static json::Object toJson(const ComparedWeight &weight) {
  json::Object object = describe(*weight.before);
  if (weight.after->name != weight.before->name)
    object["name_after"] = utf8(weight.after->name);
  object["element_type_before"] = weight.before->elementType;
  object["element_type_after"] = weight.after->elementType;
  object["compressed_before"] = weight.before->isCompressed;
  object["compressed_after"] = weight.after->isCompressed;
  addSizes(weight.before->bytes, weight.after->bytes, weight.comparison.count,
           object);
  addComparison(weight.comparison, object);
  return object;
}

static json::Object toJson(const MissingWeight &missing) {
  json::Object object = describe(*missing.weight);
  object["element_type"] = missing.weight->elementType;
  object["bytes"] = missing.weight->bytes;
  object["missing_in"] = missing.isBefore ? "after" : "before";
  object["reason"] = utf8(missing.reason);
  return object;
}

void compare::writeJson(const Report &report, const Gates &gates,
                        llvm::raw_ostream &os) {
  json::Array weights, missing, failures;
  for (const ComparedWeight &weight : report.weights)
    weights.push_back(toJson(weight));
  for (const MissingWeight &weight : report.missing)
    missing.push_back(toJson(weight));
  for (const std::string &failure : findFailures(report, gates))
    failures.push_back(utf8(failure));

  const Totals &totals = report.totals;
  json::Object sums{{"weights", report.weights.size()},
                    {"missing", report.missing.size()}};
  addSizes(totals.bytesBefore, totals.bytesAfter, totals.elements, sums);
  json::Object differing{{"weights", totals.differing},
                         {"elements", totals.comparison.count}};
  addComparison(totals.comparison, differing);
  sums["differing"] = std::move(differing);

  json::Object required{{"fail_on_missing", gates.failOnMissing}};
  if (gates.minSnr)
    required["min_snr_db"] = toJson(*gates.minSnr);
  if (gates.maxAbsError)
    required["max_abs_error"] = toJson(*gates.maxAbsError);
  bool passed = failures.empty();
  json::Object document{{"schema_version", 1},
                        {"tool", json::Object{{"name", "coreai-compare"},
                                              {"version", getVersion()}}},
                        {"before", utf8(report.before->file)},
                        {"after", utf8(report.after->file)},
                        {"weights", std::move(weights)},
                        {"missing", std::move(missing)},
                        {"totals", std::move(sums)},
                        {"gates", std::move(required)},
                        {"offences", std::move(failures)},
                        {"passed", passed}};
  os << llvm::formatv("{0:2}", json::Value(std::move(document))) << '\n';
}

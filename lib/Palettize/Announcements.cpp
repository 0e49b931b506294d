// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a run says about each weight: warnings and remarks.

#include "Palettize/Announcements.h"

#include "Support/NumericLocale.h"
#include "coreai/Support/Text.h"

#include "mlir/IR/Remarks.h"
#include "mlir/Support/DebugStringHelper.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace coreai;

static constexpr llvm::StringLiteral kCategory = "palettize";

std::string coreai::describeInMessage(const WeightReport &report,
                                      ConstantOp constant) {
  std::string text = "weight '" + printable(report.name) + "'";
  if (!report.graph.empty())
    text += " of @" + printable(report.graph);
  return text + " (" + debugString(constant.getType()) + ", read by " +
         llvm::join(report.consumers, ", ") + ")";
}

/// Adds what a remark of any kind says of a weight.
template <typename Remark>
static void describe(Remark &remark, const WeightReport &report,
                     ConstantOp constant) {
  remark << remark::metric("weight", printable(report.name))
         << remark::metric("graph", printable(report.graph))
         << remark::metric("type", debugString(constant.getType()))
         << remark::metric("consumers", llvm::join(report.consumers, ","));
}

static void announceSkipped(const WeightReport &report, ConstantOp constant) {
  Location loc = constant.getLoc();
  StringRef code = getCode(*report.skipped);
  if (isOfCandidate(*report.skipped))
    emitWarning(loc) << describeInMessage(report, constant)
                     << " is not palettized (" << code
                     << "): " << report.explanation << "; " << report.help;
  auto remark = remark::missed(
      loc, remark::RemarkOpts::name("skipped").category(kCategory));
  describe(remark, report, constant);
  remark << remark::metric("code", code)
         << remark::reason("{0}", report.explanation);
}

static void announcePalettized(const WeightReport &report, ConstantOp constant,
                               size_t storedSize) {
  Location loc = constant.getLoc();
  if (storedSize >= report.bytesBefore)
    emitWarning(loc) << describeInMessage(report, constant)
                     << " doesn't get smaller: its " << report.bytesBefore
                     << " bytes become " << storedSize
                     << "; use require_gain=true to leave such weights";
  if (report.clampedScales > 0)
    emitWarning(loc) << describeInMessage(report, constant) << " has "
                     << report.clampedScales << " of " << report.groups
                     << " tables whose scale " << report.elementType
                     << " can't represent: they have the nearest that it can, "
                        "for which values near zero may be too small; use "
                        "lut_dtype=none";
  NumericLocale numbers;
  auto remark = remark::passed(
      loc, remark::RemarkOpts::name("palettized").category(kCategory));
  describe(remark, report, constant);
  remark << remark::metric("axis", report.axis)
         << remark::metric("tables", report.groups)
         << remark::metric("bytes_before", report.bytesBefore)
         << remark::metric("bytes_after", report.bytesAfter())
         << remark::metric("bits_per_weight", report.bitsPerWeight())
         << remark::metric("snr_db", report.snrDb)
         << remark::metric("max_abs_error", report.maxAbsError);
  forEachSetting(report.settings, [&](StringRef name, llvm::json::Value value) {
    if (name != "skip")
      remark << remark::metric(name, value.getAsString()
                                         ? value.getAsString()->str()
                                         : llvm::formatv("{0}", value).str());
  });
}

void coreai::announce(const WeightReport &report, ConstantOp constant,
                      size_t storedSize) {
  if (report.skipped)
    announceSkipped(report, constant);
  else
    announcePalettized(report, constant, storedSize);
}

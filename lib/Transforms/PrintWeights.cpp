// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Prints the weight graph of a program, for tests and for whoever wonders why a
// constant is, or isn't, a weight.

#include "coreai/Support/Text.h"
#include "coreai/Transforms/Passes.h"
#include "coreai/Weights/WeightDescription.h"
#include "coreai/Weights/WeightGraph.h"

#include "llvm/ADT/StringExtras.h"

namespace coreai {
#define GEN_PASS_DEF_PRINTWEIGHTSPASS
#include "coreai/Transforms/Passes.h.inc"
} // namespace coreai

using namespace mlir;
using namespace coreai;

namespace {

struct PrintWeights : public coreai::impl::PrintWeightsPassBase<PrintWeights> {
  using Base::Base;

  void runOnOperation() override;
};

} // namespace

/// `0`, `0/8%8` for the digit that a stride of 8 and a size of 8 take out of
/// axis 0, `part of 0`, `?`.
static void printAxis(const AxisView &view, ArrayRef<int64_t> shape,
                      raw_ostream &os) {
  if (view.kind == AxisView::Kind::Unknown) {
    os << '?';
    return;
  }
  if (view.kind == AxisView::Kind::Part)
    os << "part of ";
  if (view.digits.empty())
    os << "none";
  llvm::interleave(
      view.digits, os,
      [&](const AxisDigits &digits) {
        os << digits.axis;
        if (digits.stride != 1 || digits.size != shape[digits.axis])
          os << '/' << digits.stride << '%' << digits.size;
      },
      " x ");
}

static void printUse(const WeightUse &use, ArrayRef<int64_t> shape,
                     raw_ostream &os) {
  os << "  " << use.reader()->getName() << " operand "
     << use.operand->getOperandNumber() << " in @"
     << printable(getGraphName(use.reader()));
  if (!use.path.empty())
    os << " through ";
  llvm::interleaveComma(use.path, os,
                        [&](Operation *op) { os << op->getName(); });
  os << ": ";
  if (use.isPositionTable) {
    os << "a table of positions\n";
    return;
  }
  if (!use.channels) {
    os << "no weight\n";
    return;
  }
  auto rank = static_cast<int64_t>(use.axes.rank());
  os << "output ";
  printAxis(use.axes[use.channels->output], shape, os);
  if (use.channels->input < rank) {
    os << ", input ";
    printAxis(use.axes[use.channels->input], shape, os);
  }
  for (int64_t axis : use.channels->batch) {
    os << ", batch ";
    printAxis(use.axes[axis], shape, os);
  }
  os << '\n';
}

void PrintWeights::runOnOperation() {
  const auto &graph = getAnalysis<WeightGraph>();
  raw_ostream &os = llvm::errs();
  for (const Storage &storage : graph.storages()) {
    ConstantOp first = storage.constants.front();
    os << "storage '" << printable(getWeightName(first.getOutput())) << "' "
       << storage.type << ", " << storage.bytes << " bytes, "
       << storage.constants.size()
       << (storage.constants.size() == 1 ? " constant" : " constants")
       << (storage.uses.empty() ? ", unused" : "")
       << (storage.isPartOfCompressed ? ", part of a compressed weight" : "")
       << '\n';
    for (const WeightUse &use : storage.uses)
      printUse(use, storage.type.getShape(), os);
  }
  markAllAnalysesPreserved();
}

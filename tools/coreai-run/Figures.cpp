// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Prints figures of tensors, and finds out whether two programs' outputs can be
// compared.

#include "Figures.h"

#include "coreai/Metrics/Comparison.h"
#include "coreai/Support/Error.h"
#include "coreai/Support/Text.h"

#include "llvm/Support/Format.h"

using namespace mlir;
using namespace coreai;
using namespace coreai::execution;
using llvm::Error;

void execution::printSummary(StringRef what, const Port &port,
                             ArrayRef<char> bytes) {
  Summary summary = summarize(getNumbers(port, bytes));
  llvm::outs() << what << ' ' << printable(port.name) << " : " << port.type
               << llvm::format(" min %.6g max %.6g mean %.6g", summary.min,
                               summary.max, summary.mean);
  if (summary.nonFinite)
    llvm::outs() << " and " << summary.nonFinite << " not finite";
  llvm::outs() << '\n';
}

/// Errors: ports that don't fit each other, in name, shape or, for inputs,
/// element type.
static Error checkSamePorts(ArrayRef<Port> ports, ArrayRef<Port> others,
                            StringRef what, bool sameElements) {
  for (const Port &port : ports) {
    const Port *other = llvm::find_if(
        others, [&](const Port &other) { return other.name == port.name; });
    if (other == others.end())
      return makeError("the programs can't be compared: {0} '{1}' is "
                       "only in one of them",
                       what, printable(port.name));
    if (other->type.getShape() != port.type.getShape() ||
        (sameElements && other->type != port.type))
      return makeError("the programs can't be compared: {0} '{1}' is "
                       "{2} in one and {3} in the other",
                       what, printable(port.name), port.type, other->type);
  }
  if (ports.size() != others.size())
    return checkSamePorts(others, ports, what, sameElements);
  return Error::success();
}

Error execution::checkComparable(const Signature &signature,
                                 const Signature &other) {
  if (Error error = checkSamePorts(signature.inputs, other.inputs, "input",
                                   /*sameElements=*/true))
    return error;
  return checkSamePorts(signature.outputs, other.outputs, "output",
                        /*sameElements=*/false);
}

static void printComparison(const Port &port, ArrayRef<char> bytes,
                            const Port &other, ArrayRef<char> otherBytes) {
  int64_t rowLength = port.type.getRank() ? port.type.getShape().back() : 1;
  if (isa<ComplexType>(port.type.getElementType()))
    rowLength *= 2;
  std::vector<double> numbers = getNumbers(port, bytes);
  std::vector<double> otherNumbers = getNumbers(other, otherBytes);
  metrics::Comparison figures = metrics::compare(numbers, otherNumbers);
  llvm::outs() << "compare " << printable(port.name)
               << llvm::format(
                      ": SNR %.2f dB, cosine %.6f, max abs error "
                      "%.6g, argmax agreement %.2f %%\n",
                      figures.snrDb(), figures.cosine(), figures.maxAbsError,
                      100 * argmaxAgreement(numbers, otherNumbers, rowLength));
}

void execution::printComparisons(const Signature &signature,
                                 const Tensors &outputs, const Signature &other,
                                 const Tensors &otherOutputs) {
  for (const Port &port : signature.outputs) {
    const Port *match = llvm::find_if(
        other.outputs, [&](const Port &p) { return p.name == port.name; });
    printComparison(port, outputs.at(port.name), *match,
                    otherOutputs.at(port.name));
  }
}

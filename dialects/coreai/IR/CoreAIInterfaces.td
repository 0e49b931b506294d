// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What an op says about the weights among its operands, so that a pass needs
// no list of ops.

#ifndef COREAI_IR_COREAIINTERFACES_TD
#define COREAI_IR_COREAIINTERFACES_TD

include "mlir/IR/OpBase.td"

def CoreAI_WeightConsumerOpInterface : OpInterface<"WeightConsumerOpInterface"> {
  let cppNamespace = "::coreai";
  let description = [{
    Implemented by an op that reads an operand as a weight: as parameters whose
    values may be replaced by close ones. Such an op either knows which axes of
    the weight count channels (`getChannelAxes`) or only moves the weight's
    elements to other axes (`getWeightPermutation`), in which case the users of
    its result decide.
  }];
  let methods = [
    InterfaceMethod<
      "Returns whether `operand`, one of this op's, is read as a weight.",
      "bool", "isWeightOperand", (ins "::mlir::OpOperand &":$operand)>,
    InterfaceMethod<
      [{Returns the axes of `operand`, a weight operand of this op, that count
      output and input channels; none if the users of the result decide.}],
      "::std::optional<::coreai::ChannelAxes>", "getChannelAxes",
      (ins "::mlir::OpOperand &":$operand)>,
    InterfaceMethod<
      [{Returns, for an op that only permutes its weight's axes, which operand
      axis each result axis shows; none for other ops, and while the
      permutation isn't known.}],
      "::std::optional<::llvm::SmallVector<int64_t>>", "getWeightPermutation",
      (ins), /*methodBody=*/"", /*defaultImplementation=*/[{
        return ::std::nullopt;
      }]>
  ];
}

#endif // COREAI_IR_COREAIINTERFACES_TD

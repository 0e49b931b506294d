// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What an op says about the weights among its operands, and about elements that
// it passes on, so that a pass needs no list of ops.

#ifndef COREAI_IR_COREAIINTERFACES_TD
#define COREAI_IR_COREAIINTERFACES_TD

include "mlir/IR/OpBase.td"

def CoreAI_WeightConsumerOpInterface : OpInterface<"WeightConsumerOpInterface"> {
  let cppNamespace = "::coreai";
  let description = [{
    Implemented by an op that reads an operand as a weight: as parameters whose
    values may be replaced by close ones. Such an op knows which axes of the
    weight count channels. One that is a view, too (`ViewOpInterface`), picks
    parts of a table, and reads it unless what it picks is itself read as a
    weight.
  }];
  let methods = [
    InterfaceMethod<
      "Returns whether `operand`, one of this op's, is read as a weight.",
      "bool", "isWeightOperand", (ins "::mlir::OpOperand &":$operand)>,
    InterfaceMethod<
      [{Returns the axes of `operand`, a weight operand of this op, that count
      channels.}],
      "::coreai::ChannelAxes", "getChannelAxes",
      (ins "::mlir::OpOperand &":$operand)>
  ];
}

def CoreAI_ViewOpInterface : OpInterface<"ViewOpInterface"> {
  let cppNamespace = "::coreai";
  let description = [{
    Implemented by an op that passes the elements of an operand on: permuted,
    reshaped, cut, repeated, picked, or rounded to another float type. Whoever
    reads the result reads the operand.
  }];
  let methods = [
    InterfaceMethod<
      "Returns whether results show elements of `operand`, one of this op's.",
      "bool", "isShown", (ins "::mlir::OpOperand &":$operand),
      /*methodBody=*/"", /*defaultImplementation=*/[{
        return operand.getOperandNumber() == 0;
      }]>,
    InterfaceMethod<
      [{Returns what the axes of `result`, one of this op's, show of the axes of
      `operand`, which is shown.}],
      "::coreai::AxisMap", "mapAxes",
      (ins "::mlir::OpOperand &":$operand, "::mlir::OpResult":$result)>
  ];
}

#endif // COREAI_IR_COREAIINTERFACES_TD

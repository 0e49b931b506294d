// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ops that combine elements along axes.

#ifndef COREAI_IR_REDUCTIONOPS_TD
#define COREAI_IR_REDUCTIONOPS_TD

include "mlir/Interfaces/SideEffectInterfaces.td"
include "coreai/IR/CoreAIBase.td"

// Reduced axes stay, with size 1.
class CoreAI_ReductionOp<string mnemonic, Type type = CoreAI_NumberTensor>
    : CoreAI_Op<mnemonic, [
        Pure, AllElementTypesMatch<["input", "result"]> /*C1*/]> {
  let arguments = (ins type:$input, CoreAI_AxisVector:$axes);
  let results = (outs type:$result);
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1; /*C2-C4*/
  let extraClassDefinition = [{
    ::llvm::LogicalResult $cppClass::verify() {
      return ::coreai::verifyReduction(*this, getInput(), getAxes(),
                                       getResult());
    }
  }];
}

class CoreAI_ReductionDescription<string formula, string mnemonic> {
  string text = formula # [{
    Reduced axes stay with size 1; negative `axes` count from the end.

    Constraints:
    - (C1) operand and result have the same element type.
    - (C2) operand and result have the same rank.
    - (C3) constant `axes` are distinct and in range.
    - (C4) the result's shape is compatible with the operand's, constant `axes`
      set to 1.

    Example:

    ```mlir
    %1 = coreai.}] # mnemonic # [{ %x, %0 : (tensor<2x3xf32>, tensor<1xsi32>) -> tensor<2x1xf32>
    ```
  }];
}

def CoreAI_ReduceMaxOp : CoreAI_ReductionOp<"reduce_max"> {
  let summary = "Takes the largest element along axes";
  let description = CoreAI_ReductionDescription<
    [{Takes the maximum over `axes`.}], "reduce_max">.text;
}

def CoreAI_ReduceMeanOp
    : CoreAI_ReductionOp<"reduce_mean", CoreAI_FloatTensor> {
  let summary = "Averages along axes";
  let description = CoreAI_ReductionDescription<
    [{Takes the arithmetic mean over `axes`.}], "reduce_mean">.text;
}

def CoreAI_ReduceSumOp : CoreAI_ReductionOp<"reduce_sum"> {
  let summary = "Adds along axes";
  let description = CoreAI_ReductionDescription<
    [{Takes the sum over `axes`.}], "reduce_sum">.text;
}

def CoreAI_SoftmaxOp : CoreAI_Op<"softmax", [
    Pure, AllElementTypesMatch<["input", "result"]> /*C1*/]> {
  let summary = "Normalises exponentials along an axis";
  let description = [{
    Computes `result[i] = e ^ x[i] / sum of e ^ x[j]`, the sum running over
    `axis`, which counts from the end when negative.

    Constraints:
    - (C1) operand and result have the same element type.
    - (C2) operand and result have compatible shapes.
    - (C3) a constant `axis` is in range.

    Example:

    ```mlir
    %1 = coreai.softmax %x, %0 : (tensor<2x5xf32>, tensor<si32>) -> tensor<2x5xf32>
    ```
  }];
  let arguments = (ins CoreAI_FloatTensor:$input, CoreAI_Axis:$axis);
  let results = (outs CoreAI_FloatTensor:$result);
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1; /*C2-C3*/
}

#endif // COREAI_IR_REDUCTIONOPS_TD

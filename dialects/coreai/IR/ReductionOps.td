// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ops that combine elements along axes.

#ifndef COREAI_IR_REDUCTIONOPS_TD
#define COREAI_IR_REDUCTIONOPS_TD

include "mlir/Interfaces/SideEffectInterfaces.td"
include "coreai/IR/CoreAIAttrs.td"
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
      return verifyReduction(*this, getInput(), getAxes(),
                                       getResult());
    }
  }];
}

class CoreAI_ReductionDescription<string formula, string mnemonic,
                                  string element = "f32"> {
  string text = "\n    " # formula # [{
    Reduced axes stay with size 1; negative `axes` count from the end.

    Constraints:
    - (C1) operand and result have the same element type.
    - (C2) operand and result have the same rank.
    - (C3) constant `axes` are distinct and in range.
    - (C4) the result's shape is compatible with the operand's, constant `axes`
      set to 1.

    Example:

    ```mlir
    %1 = coreai.}] # mnemonic # " %x, %0 : (tensor<2x3x" # element #
    ">, tensor<1xsi32>) -> tensor<2x1x" # element # [{>
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

def CoreAI_ReduceMinOp : CoreAI_ReductionOp<"reduce_min"> {
  let summary = "Takes the smallest element along axes";
  let description = CoreAI_ReductionDescription<
    [{Takes the minimum over `axes`.}], "reduce_min">.text;
}

def CoreAI_ReduceProductOp : CoreAI_ReductionOp<"reduce_product"> {
  let summary = "Multiplies along axes";
  let description = CoreAI_ReductionDescription<
    [{Takes the product over `axes`.}], "reduce_product">.text;
}

def CoreAI_AnyOp : CoreAI_ReductionOp<"any", CoreAI_BoolTensor> {
  let summary = "Takes the disjunction along axes";
  let description = CoreAI_ReductionDescription<
    [{Says whether any element over `axes` is true.}], "any", "i1">.text;
}

def CoreAI_AllOp : CoreAI_ReductionOp<"all", CoreAI_BoolTensor> {
  let summary = "Takes the conjunction along axes";
  let description = CoreAI_ReductionDescription<
    [{Says whether all elements over `axes` are true.}], "all", "i1">.text;
}

def CoreAI_ArgmaxOp : CoreAI_Op<"argmax", [Pure]> {
  let summary = "Finds the largest element along an axis";
  let description = [{
    Gives the index of the first maximum along `axis`, which stays with size 1
    and counts from the end when negative.

    Constraints:
    - (C1) a constant `axis` is in range.
    - (C2) the result's shape is compatible with the operand's, a constant
      `axis` set to 1.

    Example:

    ```mlir
    %2 = coreai.argmax %x, %1 : (tensor<2x5xf32>, tensor<si32>) -> tensor<2x1xui32>
    ```
  }];
  let arguments = (ins CoreAI_NumberTensor:$input, CoreAI_Axis:$axis);
  let results = (outs RankedTensorOf<[UI32]>:$result);
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1; /*C1-C2*/
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

class CoreAI_SortingOp<string mnemonic, Type resultType,
                       list<Trait> traits = []>
    : CoreAI_Op<mnemonic, !listconcat([Pure], traits)> {
  let arguments = (ins CoreAI_NumberTensor:$input, CoreAI_Axis:$axis,
                       CoreAI_Flag:$descending, CoreAI_Flag:$sorted);
  let results = (outs resultType:$result);
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

def CoreAI_SortOp : CoreAI_SortingOp<"sort", CoreAI_NumberTensor, [
    AllElementTypesMatch<["input", "result"]> /*C1*/]> {
  let summary = "Sorts along an axis";
  let description = [{
    Orders elements along `axis`, which counts from the end when negative,
    largest first if `descending`. `sorted` is the flag of that name of a top-k
    selection.

    Constraints:
    - (C1) operand and result have the same element type.
    - (C2) operand and result have compatible shapes.
    - (C3) a constant `axis` is in range.

    Example:

    ```mlir
    %1 = coreai.sort %x, %d, %t, %t : (tensor<2x5xf32>, tensor<si32>, tensor<i1>, tensor<i1>) -> tensor<2x5xf32>
    ```
  }];
}

def CoreAI_ArgsortOp : CoreAI_SortingOp<"argsort", RankedTensorOf<[SI32]>> {
  let summary = "Finds the order of elements along an axis";
  let description = [{
    Gives the indices that `coreai.sort` would put the elements in the order of.

    Constraints:
    - (C1) operand and result have compatible shapes.
    - (C2) a constant `axis` is in range.

    Example:

    ```mlir
    %2 = coreai.argsort %x, %d, %t, %t : (tensor<2x5xf32>, tensor<si32>, tensor<i1>, tensor<i1>) -> tensor<2x5xsi32>
    ```
  }];
}

def CoreAI_ScanOp : CoreAI_Op<"scan", [
    Pure, AllElementTypesMatch<["input", "result"]> /*C1*/]> {
  let summary = "Combines prefixes along an axis";
  let description = [{
    Gives inclusive prefixes along `axis`, from the far end if `reverse`.

    Constraints:
    - (C1) operand and result have the same element type.
    - (C2) operand and result have compatible shapes.
    - (C3) a constant `axis` is in range.

    Example:

    ```mlir
    %2 = coreai.scan %x, %0, %1 combiner = <sum> : (tensor<2x5xf32>, tensor<ui32>, tensor<i1>) -> tensor<2x5xf32>
    ```
  }];
  let arguments = (ins CoreAI_NumberTensor:$input, CoreAI_Size:$axis,
                       CoreAI_Flag:$reverse,
                       CoreAI_ScanCombinerAttr:$combiner);
  let results = (outs CoreAI_NumberTensor:$result);
  let assemblyFormat = [{
    operands `combiner` `=` $combiner attr-dict
    `:` functional-type(operands, results)
  }];
  let hasVerifier = 1; /*C2-C3*/
}

#endif // COREAI_IR_REDUCTIONOPS_TD

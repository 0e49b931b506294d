// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ops that move elements without changing them.

#ifndef COREAI_IR_SHAPEOPS_TD
#define COREAI_IR_SHAPEOPS_TD

include "mlir/Interfaces/SideEffectInterfaces.td"
include "coreai/IR/CoreAIAttrs.td"
include "coreai/IR/CoreAIBase.td"
include "coreai/IR/CoreAIInterfaces.td"

def CoreAI_TransposeOp : CoreAI_Op<"transpose", [
    Pure, AllElementTypesMatch<["input", "result"]> /*C1*/,
    DeclareOpInterfaceMethods<CoreAI_WeightConsumerOpInterface,
                              ["isWeightOperand", "getChannelAxes",
                               "getWeightPermutation"]>]> {
  let summary = "Permutes axes";
  let description = [{
    Result axis `i` is operand axis `permutation[i]`:
    `result.shape[i] = input.shape[permutation[i]]`.

    Constraints:
    - (C1) operand and result have the same element type.
    - (C2) `permutation` has one element per axis of `input`.
    - (C3) a constant `permutation` holds each axis once.
    - (C4) the result's shape is compatible with the permuted one.

    Example:

    ```mlir
    %3 = coreai.transpose %0, %2 : (tensor<3x4xf32>, tensor<2xui32>) -> tensor<4x3xf32>
    ```
  }];
  let arguments = (ins CoreAI_AnyTensor:$input, CoreAI_SizeVector:$permutation);
  let results = (outs CoreAI_AnyTensor:$result);
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1; /*C2-C4*/
}

def CoreAI_ReshapeOp : CoreAI_Op<"reshape", [
    Pure, AllElementTypesMatch<["input", "result"]> /*C1*/]> {
  let summary = "Gives the same elements another shape";
  let description = [{
    Row-major order is kept. `shape` gives the dimensions; a signed one may hold
    a single -1, which stands for what is left.

    Constraints:
    - (C1) operand and result have the same element type.
    - (C2) `shape` has one element per axis of the result.
    - (C3) a constant `shape` holds no negative element but one -1.
    - (C4) the result's shape is compatible with a constant `shape`.
    - (C5) operand and result have equally many elements where both are static.

    Example:

    ```mlir
    %3 = coreai.reshape %1, %2 : (tensor<2x1xf32>, tensor<1xui32>) -> tensor<2xf32>
    ```
  }];
  let arguments = (ins CoreAI_AnyTensor:$input, CoreAI_ShapeVector:$shape);
  let results = (outs CoreAI_AnyTensor:$result);
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1; /*C2-C5*/
}

def CoreAI_ExpandDimsOp : CoreAI_Op<"expand_dims", [
    Pure, AllElementTypesMatch<["input", "result"]> /*C1*/]> {
  let summary = "Inserts axes of size 1";
  let description = [{
    `axes` are positions in the result; negative ones count from its end.

    Constraints:
    - (C1) operand and result have the same element type.
    - (C2) the result has one axis more for each element of `axes`.
    - (C3) constant `axes` are distinct and in range.
    - (C4) the result's shape is compatible with the operand's, a 1 inserted at
      each of constant `axes`.

    Example:

    ```mlir
    %2 = coreai.expand_dims %x, %1 : (tensor<?x?xsi32>, tensor<1xsi32>) to tensor<?x?x1xsi32>
    ```
  }];
  let arguments = (ins CoreAI_AnyTensor:$input, CoreAI_AxisVector:$axes);
  let results = (outs CoreAI_AnyTensor:$result);
  let assemblyFormat = [{
    operands attr-dict `:` `(` type($input) `,` type($axes) `)` `to` type($result)
  }];
  let hasVerifier = 1; /*C2-C4*/
}

def CoreAI_PadOp : CoreAI_Op<"pad", [
    Pure, AllElementTypesMatch<["input", "value", "result"]> /*C1*/]> {
  let summary = "Adds elements around a tensor";
  let description = [{
    `padding` is `[before_0, after_0, before_1, after_1, ...]`. New elements are
    `value` (`constant`), a mirror image that doesn't repeat the edge
    (`reflect`), or the edge repeated (`replicate`); `value` is an operand in
    every mode.

    Constraints:
    - (C1) `input`, `value` and the result have the same element type.
    - (C2) `padding` has two elements per axis of `input`.
    - (C3) the result's shape is compatible with the padded one.

    Example:

    ```mlir
    %2 = coreai.pad %x, %0, %1 mode = <constant> : (tensor<2x3xf32>, tensor<4xui32>, tensor<f32>) -> tensor<2x6xf32>
    ```
  }];
  let arguments = (ins CoreAI_AnyTensor:$input, CoreAI_SizeVector:$padding,
                       0DTensorOf<[AnyType]>:$value,
                       CoreAI_PaddingModeAttr:$padding_mode);
  let results = (outs CoreAI_AnyTensor:$result);
  let assemblyFormat = [{
    operands `mode` `=` $padding_mode attr-dict
    `:` functional-type(operands, results)
  }];
  let hasVerifier = 1; /*C2-C3*/
}

#endif // COREAI_IR_SHAPEOPS_TD

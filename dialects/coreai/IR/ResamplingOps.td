// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Values between the elements of a tensor. The attribute of these ops is printed
// in the dictionary, never in their own syntax.

#ifndef COREAI_IR_RESAMPLINGOPS_TD
#define COREAI_IR_RESAMPLINGOPS_TD

include "mlir/Interfaces/SideEffectInterfaces.td"
include "coreai/IR/CoreAIAttrs.td"
include "coreai/IR/CoreAIBase.td"

def CoreAI_InterpolateOp : CoreAI_Op<"interpolate", [
    Pure, AllElementTypesMatch<["input", "result"]> /*C1*/]> {
  let summary = "Resamples a tensor on a regular grid";
  let description = [{
    Result position `o` shows operand position
    `(o + 0.5 - offset) / scale - 0.5` along each axis: half-pixel centres, with
    `scale` the ratio of output to input size.

    Constraints:
    - (C1) operand and result have the same element type.
    - (C2) `output_shape`, `scale` and `offset` have one element per axis.
    - (C3) the result's shape is compatible with a constant `output_shape`.

    Example:

    ```mlir
    %0 = coreai.interpolate %x, %o, %s, %f {interpolation_mode = #coreai.interpolation_mode<linear>} : (tensor<1x3x4x4xf32>, tensor<4xsi32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x3x8x8xf32>
    ```
  }];
  let arguments = (ins CoreAI_FloatTensor:$input,
                       CoreAI_AxisVector:$output_shape,
                       1DTensorOf<[F32]>:$scale, 1DTensorOf<[F32]>:$offset,
                       CoreAI_InterpolationModeAttr:$interpolation_mode);
  let results = (outs CoreAI_FloatTensor:$result);
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1; /*C2-C3*/
}

def CoreAI_InterpolateCoordinatesOp : CoreAI_Op<"interpolate_coordinates", [
    Pure, AllElementTypesMatch<["field", "result"]> /*C1*/]> {
  let summary = "Samples a tensor at coordinates";
  let description = [{
    Each row of `coordinates` is an absolute position in `field`. Never seen
    printed: the form follows `coreai.interpolate`.

    Constraints:
    - (C1) `field` and the result have the same element type.
    - (C2) `coordinates` has one column per axis of `field`.
    - (C3) the result has one element per row of `coordinates`.

    Example:

    ```mlir
    %0 = coreai.interpolate_coordinates %f, %c {interpolation_mode = #coreai.interpolation_mode<linear>} : (tensor<3x8x8xf32>, tensor<192x3xf32>) -> tensor<192xf32>
    ```
  }];
  let arguments = (ins CoreAI_FloatTensor:$field,
                       TensorRankOf<[F32], [2]>:$coordinates,
                       CoreAI_InterpolationModeAttr:$interpolation_mode);
  let results = (outs 1DTensorOf<[CoreAI_Float]>:$result);
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1; /*C2-C3*/
}

#endif // COREAI_IR_RESAMPLINGOPS_TD

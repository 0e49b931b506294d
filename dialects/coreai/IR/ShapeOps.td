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
    DeclareOpInterfaceMethods<CoreAI_ViewOpInterface>]> {
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
    Pure, AllElementTypesMatch<["input", "result"]> /*C1*/,
    DeclareOpInterfaceMethods<CoreAI_ViewOpInterface>]> {
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
    Pure, AllElementTypesMatch<["input", "result"]> /*C1*/,
    DeclareOpInterfaceMethods<CoreAI_ViewOpInterface>]> {
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

def CoreAI_ShrinkDimsOp : CoreAI_Op<"shrink_dims", [
    Pure, AllElementTypesMatch<["input", "result"]> /*C1*/,
    DeclareOpInterfaceMethods<CoreAI_ViewOpInterface>]> {
  let summary = "Removes axes of size 1";
  let description = [{
    `axes` are positions in the operand; negative ones count from its end.

    Constraints:
    - (C1) operand and result have the same element type.
    - (C2) the operand has one axis more for each element of `axes`.
    - (C3) constant `axes` are distinct and in range.
    - (C4) dimensions at constant `axes` can be 1.
    - (C5) the result's shape is compatible with that of the axes that stay.

    Example:

    ```mlir
    %3 = coreai.shrink_dims %2, %1 : (tensor<?x1xf32>, tensor<1xsi32>) to tensor<?xf32>
    ```
  }];
  let arguments = (ins CoreAI_AnyTensor:$input, CoreAI_AxisVector:$axes);
  let results = (outs CoreAI_AnyTensor:$result);
  let assemblyFormat = [{
    operands attr-dict `:` `(` type($input) `,` type($axes) `)` `to` type($result)
  }];
  let hasVerifier = 1; /*C2-C5*/
}

def CoreAI_GetShapeOp : CoreAI_Op<"get_shape", [Pure]> {
  let summary = "Gives a tensor's shape";
  let description = [{
    Constraints:
    - (C1) the result has one element per axis of the operand.

    Example:

    ```mlir
    %3 = coreai.get_shape %x : tensor<?x?xf32> -> tensor<2xui32>
    ```
  }];
  let arguments = (ins CoreAI_AnyTensor:$x);
  let results = (outs CoreAI_SizeVector:$result);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($result)";
  let hasVerifier = 1; /*C1*/
}

def CoreAI_SliceOp : CoreAI_Op<"slice", [
    Pure, AllElementTypesMatch<["input", "result"]> /*C1*/,
    DeclareOpInterfaceMethods<CoreAI_ViewOpInterface>]> {
  let summary = "Takes a regular part of a tensor";
  let description = [{
    Along each axis, takes every `strides`-th element from `start_indices` up to,
    but not including, `end_indices`. Negative bounds count from the end; bounds
    are then clamped to the axis, so that 2147483647 means its end.

    Constraints:
    - (C1) operand and result have the same element type.
    - (C2) `start_indices`, `end_indices` and `strides` have one element per
      axis.
    - (C3) constant `strides` are positive.
    - (C4) the result's shape is compatible with `ceil((end - start) / stride)`
      along each axis.

    Example:

    ```mlir
    %9 = coreai.slice %8, %7, %6, %6 : (tensor<2xui32>, tensor<1xsi32>, tensor<1xsi32>, tensor<1xsi32>) -> tensor<1xui32>
    ```
  }];
  let arguments = (ins CoreAI_AnyTensor:$input,
                       CoreAI_AxisVector:$start_indices,
                       CoreAI_AxisVector:$end_indices,
                       CoreAI_AxisVector:$strides);
  let results = (outs CoreAI_AnyTensor:$result);
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1; /*C2-C4*/
}

def CoreAI_SliceUpdateOp : CoreAI_Op<"slice_update", [
    Pure, AllElementTypesMatch<["input", "update", "result"]> /*C1*/]> {
  let summary = "Replaces a regular part of a tensor";
  let description = [{
    Gives `input` with the part that `coreai.slice` would take replaced by
    `update`.

    Constraints:
    - (C1) `input`, `update` and the result have the same element type.
    - (C2) `start_indices`, `end_indices` and `strides` have one element per
      axis.
    - (C3) constant `strides` are positive.
    - (C4) the shape of `update` is compatible with that of the part.
    - (C5) `input` and the result have compatible shapes.

    Example:

    ```mlir
    %0 = coreai.slice_update %x with %src at (%1, %2, %3) : (tensor<2x4x3xf32>, tensor<2x2x3xf32>, tensor<3xsi32>, tensor<3xsi32>, tensor<3xsi32>) to tensor<2x4x3xf32>
    ```
  }];
  let arguments = (ins CoreAI_AnyTensor:$input, CoreAI_AnyTensor:$update,
                       CoreAI_AxisVector:$start_indices,
                       CoreAI_AxisVector:$end_indices,
                       CoreAI_AxisVector:$strides);
  let results = (outs CoreAI_AnyTensor:$result);
  // A keyword directly before `(` prints no space of its own.
  let assemblyFormat = [{
    $input `with` $update `at` ` `
    `(` $start_indices `,` $end_indices `,` $strides `)` attr-dict
    `:` `(` type($input) `,` type($update) `,` type($start_indices) `,`
    type($end_indices) `,` type($strides) `)` `to` type($result)
  }];
  let hasVerifier = 1; /*C2-C5*/
}

def CoreAI_ConcatOp : CoreAI_Op<"concat", [
    Pure, DeclareOpInterfaceMethods<CoreAI_ViewOpInterface, ["isShown"]>]> {
  let summary = "Joins tensors along an axis";
  let description = [{
    `axis` counts from the end when negative.

    Constraints:
    - (C1) there is at least one input; inputs and result have the same element
      type.
    - (C2) inputs have the same rank.
    - (C3) a constant `axis` is in range.
    - (C4) the result's shape is compatible with the inputs', summed along a
      constant `axis` and equal along the others.

    Example:

    ```mlir
    %11 = coreai.concat %3, %4, %9 : (tensor<si32>, tensor<4xui32>, tensor<1xui32>) -> tensor<5xui32>
    ```
  }];
  let arguments = (ins CoreAI_Axis:$axis, Variadic<CoreAI_AnyTensor>:$inputs);
  let results = (outs CoreAI_AnyTensor:$result);
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1; /*C1-C4*/
}

def CoreAI_SplitOp : CoreAI_Op<"split", [
    Pure, DeclareOpInterfaceMethods<CoreAI_ViewOpInterface>]> {
  let summary = "Cuts a tensor along an axis";
  let description = [{
    The parts have `split_sizes` along `axis`, which counts from the end when
    negative.

    Constraints:
    - (C1) operand and results have the same element type.
    - (C2) there is one result per element of `split_sizes`.
    - (C3) a constant `axis` is in range.
    - (C4) constant `split_sizes` add up to the operand's dimension.
    - (C5) each result's shape is compatible with that of its part.

    Example:

    ```mlir
    %2:2 = coreai.split %x, %0, %1 : (tensor<4x3xf32>, tensor<2xui32>, tensor<si32>) -> (tensor<2x3xf32>, tensor<2x3xf32>)
    ```
  }];
  let arguments = (ins CoreAI_AnyTensor:$input, CoreAI_SizeVector:$split_sizes,
                       CoreAI_Axis:$axis);
  let results = (outs Variadic<CoreAI_AnyTensor>:$results);
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1; /*C1-C5*/
}

def CoreAI_TileOp : CoreAI_Op<"tile", [
    Pure, AllElementTypesMatch<["input", "result"]> /*C1*/,
    DeclareOpInterfaceMethods<CoreAI_ViewOpInterface>]> {
  let summary = "Repeats a tensor along its axes";
  let description = [{
    Constraints:
    - (C1) operand and result have the same element type.
    - (C2) `repeats` has one element per axis.
    - (C3) the result's shape is compatible with `shape * repeats`.

    Example:

    ```mlir
    %0 = coreai.tile %x, %reps : (tensor<2x3xf32>, tensor<2xui32>) -> tensor<4x9xf32>
    ```
  }];
  let arguments = (ins CoreAI_AnyTensor:$input, CoreAI_SizeVector:$repeats);
  let results = (outs CoreAI_AnyTensor:$result);
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1; /*C2-C3*/
}

def CoreAI_ReverseOp : CoreAI_Op<"reverse", [
    Pure, AllElementTypesMatch<["input", "result"]> /*C1*/,
    DeclareOpInterfaceMethods<CoreAI_ViewOpInterface>]> {
  let summary = "Reverses the order of elements along axes";
  let description = [{
    Negative `axes` count from the end.

    Constraints:
    - (C1) operand and result have the same element type.
    - (C2) operand and result have compatible shapes.
    - (C3) constant `axes` are distinct and in range.

    Example:

    ```mlir
    %1 = coreai.reverse %x, %0 : (tensor<2x3xf32>, tensor<1xsi32>) -> tensor<2x3xf32>
    ```
  }];
  let arguments = (ins CoreAI_AnyTensor:$input, CoreAI_AxisVector:$axes);
  let results = (outs CoreAI_AnyTensor:$result);
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1; /*C2-C3*/
}

def CoreAI_BroadcastToOp : CoreAI_Op<"broadcast_to", [
    Pure, AllElementTypesMatch<["input", "result"]> /*C1*/,
    DeclareOpInterfaceMethods<CoreAI_ViewOpInterface>]> {
  let summary = "Repeats a tensor to a shape";
  let description = [{
    Broadcasts as NumPy does: right-aligned, missing axes and those of size 1
    repeat.

    Constraints:
    - (C1) operand and result have the same element type.
    - (C2) `shape` has one element per axis of the result.
    - (C3) the result's shape is compatible with a constant `shape`.
    - (C4) the operand's shape broadcasts to the result's.

    Example:

    ```mlir
    %1 = coreai.broadcast_to %x, %0 : (tensor<?x3xf32>, tensor<2xui32>) -> tensor<?x3xf32>
    ```
  }];
  let arguments = (ins CoreAI_AnyTensor:$input, CoreAI_ShapeVector:$shape);
  let results = (outs CoreAI_AnyTensor:$result);
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1; /*C2-C4*/
}

def CoreAI_BroadcastInDimsOp : CoreAI_Op<"broadcast_in_dims", [
    Pure, AllElementTypesMatch<["input", "result"]> /*C1*/,
    DeclareOpInterfaceMethods<CoreAI_ViewOpInterface>]> {
  let summary = "Repeats a tensor along named axes";
  let description = [{
    Along `axes[j]`, which has size 1, repeats to size `dim_sizes[j]`. Negative
    `axes` count from the end.

    Constraints:
    - (C1) operand and result have the same element type.
    - (C2) `dim_sizes` and `axes` have the same length.
    - (C3) constant `axes` are distinct and in range.
    - (C4) dimensions at constant `axes` can be 1.
    - (C5) the result's shape is compatible with the operand's, constant `axes`
      set to `dim_sizes`.

    Example:

    ```mlir
    %2 = coreai.broadcast_in_dims %x, %0, %1 : (tensor<1x3xf32>, tensor<1xui32>, tensor<1xsi32>) -> tensor<2x3xf32>
    ```
  }];
  let arguments = (ins CoreAI_AnyTensor:$input, CoreAI_SizeVector:$dim_sizes,
                       CoreAI_AxisVector:$axes);
  let results = (outs CoreAI_AnyTensor:$result);
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1; /*C2-C5*/
}

def CoreAI_BroadcastShapesOp : CoreAI_Op<"broadcast_shapes", [Pure]> {
  let summary = "Computes the shape that shapes broadcast to";
  let description = [{
    The operands are shapes, broadcast as NumPy does. Never seen printed: the
    form follows that of other ops.

    Constraints:
    - (C1) there are at least two shapes.
    - (C2) the result is as long as the longest shape.

    Example:

    ```mlir
    %0 = coreai.broadcast_shapes %a, %b : (tensor<2xui32>, tensor<3xui32>) -> tensor<3xui32>
    ```
  }];
  let arguments = (ins Variadic<CoreAI_SizeVector>:$shapes);
  let results = (outs CoreAI_SizeVector:$result);
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1; /*C1-C2*/
}

def CoreAI_RangeOp : CoreAI_Op<"range", [
    Pure, AllElementTypesMatch<["start", "end", "step", "result"]> /*C1*/]> {
  let summary = "Counts from one number towards another";
  let description = [{
    Gives `start, start + step, ...` up to, but not including, `end`.

    Constraints:
    - (C1) operands and result have the same element type, `si32` or a float.
    - (C2) a constant `step` isn't zero.
    - (C3) the result has a length compatible with
      `max(0, ceil((end - start) / step))`, of integer constants.

    Example:

    ```mlir
    %5 = coreai.range %0, %4, %1 : (tensor<si32>, tensor<si32>, tensor<si32>) -> tensor<?xsi32>
    ```
  }];
  defvar Number = 0DTensorOf<[SI32, CoreAI_Float]>;
  let arguments = (ins Number:$start, Number:$end, Number:$step);
  let results = (outs 1DTensorOf<[SI32, CoreAI_Float]>:$result);
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1; /*C2-C3*/
}

#endif // COREAI_IR_SHAPEOPS_TD

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ops that pick elements by index.

#ifndef COREAI_IR_GATHEROPS_TD
#define COREAI_IR_GATHEROPS_TD

include "mlir/Interfaces/SideEffectInterfaces.td"
include "coreai/IR/CoreAIAttrs.td"
include "coreai/IR/CoreAIBase.td"
include "coreai/IR/CoreAIInterfaces.td"

def CoreAI_GatherNdOp : CoreAI_Op<"gather_nd", [
    Pure, AllElementTypesMatch<["input", "result"]> /*C1*/,
    DeclareOpInterfaceMethods<CoreAI_ViewOpInterface>,
    DeclareOpInterfaceMethods<CoreAI_WeightConsumerOpInterface,
                              ["isWeightOperand", "getChannelAxes"]>]> {
  let summary = "Picks slices by index tuples";
  let description = [{
    The last axis of `indices` holds tuples of length `d` that address the first
    `d` axes of `input`:
    `result[i...] = input[indices[i..., 0], ..., indices[i..., d - 1], ...]`.

    `input` is a weight, an embedding table; its axis 0 counts output channels.

    Constraints:
    - (C1) `input` and the result have the same element type.
    - (C2) the last dimension of `indices` is static and at most the rank of
      `input`.
    - (C3) the result's shape is compatible with `indices.shape[:-1]` followed
      by `input.shape[d:]`.

    Example:

    ```mlir
    %3 = coreai.gather_nd %0 at %2 : (tensor<10x4xf32>, tensor<2x3x1xsi32>) to tensor<2x3x4xf32>
    ```
  }];
  let arguments = (ins CoreAI_AnyTensor:$input,
                       RankedTensorOf<[SI32]>:$indices);
  let results = (outs CoreAI_AnyTensor:$result);
  let assemblyFormat = [{
    $input `at` $indices attr-dict
    `:` `(` type($input) `,` type($indices) `)` `to` type($result)
  }];
  let hasVerifier = 1; /*C2-C3*/
}

def CoreAI_GatherAlongAxisOp : CoreAI_Op<"gather_along_axis", [
    Pure, AllElementTypesMatch<["input", "result"]> /*C1*/,
    DeclareOpInterfaceMethods<CoreAI_ViewOpInterface>,
    DeclareOpInterfaceMethods<CoreAI_WeightConsumerOpInterface,
                              ["isWeightOperand", "getChannelAxes"]>]> {
  let summary = "Picks elements by index along an axis";
  let description = [{
    `result[i] = input[i, with i[axis] replaced by indices[i]]`; `axis` counts
    from the end when negative.

    `input` is a weight; its axis 0 counts output channels.

    Constraints:
    - (C1) `input` and the result have the same element type.
    - (C2) `input` and `indices` have the same rank.
    - (C3) a constant `axis` is in range.
    - (C4) the result's shape is compatible with that of `indices`.

    Example:

    ```mlir
    %1 = coreai.gather_along_axis %x at %i along %0 : (tensor<2x3xf32>, tensor<2x3xsi32>, tensor<si32>) to tensor<2x3xf32>
    ```
  }];
  let arguments = (ins CoreAI_AnyTensor:$input, RankedTensorOf<[SI32]>:$indices,
                       CoreAI_Axis:$axis);
  let results = (outs CoreAI_AnyTensor:$result);
  let assemblyFormat = [{
    $input `at` $indices `along` $axis attr-dict
    `:` `(` type($input) `,` type($indices) `,` type($axis) `)`
    `to` type($result)
  }];
  let hasVerifier = 1; /*C2-C4*/
}

def CoreAI_ScatterAlongAxisOp : CoreAI_Op<"scatter_along_axis", [
    Pure, AllElementTypesMatch<["input", "updates", "result"]> /*C1*/]> {
  let summary = "Puts elements by index along an axis";
  let description = [{
    Gives `input` with `updates[i]` put at `i`, its element at `axis` replaced by
    `indices[i]`: written over, added or multiplied, as `scatter_mode` says.
    `axis` counts from the end when negative.

    Constraints:
    - (C1) `input`, `updates` and the result have the same element type.
    - (C2) `input`, `indices` and `updates` have the same rank.
    - (C3) a constant `axis` is in range.
    - (C4) `indices` and `updates` have compatible shapes.
    - (C5) `input` and the result have compatible shapes.

    Example:

    ```mlir
    %0 = coreai.scatter_along_axis %x, %i, %s, %d scatter_mode = <add> : (tensor<3x5xf32>, tensor<2x5xsi32>, tensor<2x5xf32>, tensor<si32>) -> tensor<3x5xf32>
    ```
  }];
  let arguments = (ins CoreAI_AnyTensor:$input, RankedTensorOf<[SI32]>:$indices,
                       CoreAI_AnyTensor:$updates, CoreAI_Axis:$axis,
                       DefaultValuedAttr<CoreAI_ScatterModeAttr,
                                         "ScatterMode::Overwrite">:$scatter_mode);
  let results = (outs CoreAI_AnyTensor:$result);
  let assemblyFormat = [{
    operands (`scatter_mode` `=` $scatter_mode^)? attr-dict
    `:` functional-type(operands, results)
  }];
  let hasVerifier = 1; /*C2-C5*/
}

def CoreAI_ScatterNdOp : CoreAI_Op<"scatter_nd", [
    AllElementTypesMatch<["input", "updates", "result"]> /*C1*/,
    RecursiveMemoryEffects, SingleBlock]> {
  let summary = "Puts slices by index tuples";
  let description = [{
    Gives `input` with each slice that a tuple of `indices` addresses, as in
    `coreai.gather_nd`, combined with the slice of `updates`: the region takes
    the element that is there and the update, and yields the new one.

    Constraints:
    - (C1) `input`, `updates` and the result have the same element type.
    - (C2) the last dimension of `indices` is static and at most the rank of
      `input`.
    - (C3) the shape of `updates` is compatible with `indices.shape[:-1]`
      followed by `input.shape[d:]`.
    - (C4) `input` and the result have compatible shapes.
    - (C5) the region takes two scalars of the element type and ends with a
      `coreai.yield` of one.

    Example:

    ```mlir
    %r = coreai.scatter_nd %x with %vals at %idx {
    ^bb0(%a: tensor<f32>, %b: tensor<f32>):
      coreai.yield %b : tensor<f32>
    } : (tensor<5x3xf32>, tensor<2x3xf32>, tensor<?x1xsi32>) to tensor<5x3xf32>
    ```
  }];
  let arguments = (ins CoreAI_AnyTensor:$input, CoreAI_AnyTensor:$updates,
                       RankedTensorOf<[SI32]>:$indices);
  let results = (outs CoreAI_AnyTensor:$result);
  let regions = (region SizedRegion<1>:$combiner);
  let assemblyFormat = [{
    $input `with` $updates `at` $indices $combiner attr-dict
    `:` `(` type($input) `,` type($updates) `,` type($indices) `)`
    `to` type($result)
  }];
  let hasVerifier = 1;       /*C2-C4*/
  let hasRegionVerifier = 1; /*C5*/
}

def CoreAI_NonZeroOp : CoreAI_Op<"non_zero", [Pure]> {
  let summary = "Finds the elements that aren't zero";
  let description = [{
    Gives their index tuples, in row-major order.

    Constraints:
    - (C1) the result's shape is compatible with `[?, rank]`.

    Example:

    ```mlir
    %0 = coreai.non_zero %x : tensor<2x3xf32> -> tensor<?x2xsi32>
    ```
  }];
  let arguments = (ins CoreAI_AnyTensor:$x);
  let results = (outs RankedTensorOf<[SI32]>:$result);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($result)";
  let hasVerifier = 1; /*C1*/
}

#endif // COREAI_IR_GATHEROPS_TD

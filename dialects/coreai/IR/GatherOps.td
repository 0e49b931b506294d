// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ops that pick elements by index.

#ifndef COREAI_IR_GATHEROPS_TD
#define COREAI_IR_GATHEROPS_TD

include "mlir/Interfaces/SideEffectInterfaces.td"
include "coreai/IR/CoreAIBase.td"
include "coreai/IR/CoreAIInterfaces.td"

def CoreAI_GatherNdOp : CoreAI_Op<"gather_nd", [
    Pure, AllElementTypesMatch<["input", "result"]> /*C1*/,
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

#endif // COREAI_IR_GATHEROPS_TD

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Products of matrices.

#ifndef COREAI_IR_MATMULOPS_TD
#define COREAI_IR_MATMULOPS_TD

include "mlir/Interfaces/SideEffectInterfaces.td"
include "coreai/IR/CoreAIBase.td"
include "coreai/IR/CoreAIInterfaces.td"

// Either operand may be a weight. Output channels are the axis of a weight that
// remains in the product.
class CoreAI_MatmulOp<string mnemonic> : CoreAI_Op<mnemonic, [
    Pure, AllElementTypesMatch<["x", "y", "result"]> /*C1*/,
    DeclareOpInterfaceMethods<CoreAI_WeightConsumerOpInterface,
                              ["isWeightOperand", "getChannelAxes"]>]> {
  let arguments = (ins CoreAI_FloatOrComplexTensor:$x,
                       CoreAI_FloatOrComplexTensor:$y);
  let results = (outs CoreAI_FloatOrComplexTensor:$result);
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
  let extraClassDefinition = [{
    bool $cppClass::isWeightOperand(::mlir::OpOperand &operand) { return true; }
    ::coreai::ChannelAxes
    $cppClass::getChannelAxes(::mlir::OpOperand &operand) {
      return getMatmulChannelAxes(operand);
    }
  }];
}

def CoreAI_BatchMatmulOp : CoreAI_MatmulOp<"batch_matmul"> {
  let summary = "Multiplies matrices, batch by batch";
  let description = [{
    Multiplies `x : [batch..., M, K]` by `y : [batch..., K, N]`.

    Constraints:
    - (C1) operands and result have the same element type.
    - (C2) both ranks are at least two, and equal.
    - (C3) the last dimension of `x` is the second-last of `y`.
    - (C4) batch dimensions agree.
    - (C5) the result's shape is compatible with `[batch..., M, N]`.

    Example:

    ```mlir
    %0 = coreai.batch_matmul %x, %w : (tensor<2x24xf32>, tensor<24x32xf32>) -> tensor<2x32xf32>
    ```
  }];
}

def CoreAI_BroadcastingBatchMatmulOp
    : CoreAI_MatmulOp<"decomposable.broadcasting_batch_matmul"> {
  let summary = "Multiplies matrices with broadcast batch dimensions";
  let description = [{
    Multiplies `x : [batch..., M, K]` by `y : [batch..., K, N]`. Batch
    dimensions broadcast as in NumPy.

    Constraints:
    - (C1) operands and result have the same element type.
    - (C2) both ranks are at least two.
    - (C3) the last dimension of `x` is the second-last of `y`.
    - (C4) batch dimensions broadcast.
    - (C5) the result's shape is compatible with `[batch..., M, N]`.

    Example:

    ```mlir
    %0 = coreai.decomposable.broadcasting_batch_matmul %x, %w : (tensor<2x4xf32>, tensor<4x3xf32>) -> tensor<2x3xf32>
    ```
  }];
}

#endif // COREAI_IR_MATMULOPS_TD

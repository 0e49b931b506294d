// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sums and maxima of windows. They take no padding: `coreai.pad` precedes.

#ifndef COREAI_IR_POOLINGOPS_TD
#define COREAI_IR_POOLINGOPS_TD

include "mlir/Interfaces/SideEffectInterfaces.td"
include "coreai/IR/CoreAIBase.td"

class CoreAI_SumPoolOp<string mnemonic, int spatialRank>
    : CoreAI_Op<mnemonic, [
        Pure, AllElementTypesMatch<["input", "result"]> /*C1*/]> {
  defvar Image =
      TensorRankOf<[CoreAI_Float, CoreAI_Integer], [!add(spatialRank, 2)]>;
  let arguments = (ins Image:$input, CoreAI_SizeVector:$kernel_size,
                       CoreAI_SizeVector:$strides,
                       CoreAI_SizeVector:$dilations);
  let results = (outs Image:$result);
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1; /*C2-C4*/
  let extraClassDefinition = [{
    ::llvm::LogicalResult $cppClass::verify() {
      return verifyPooling(*this, getInput(), getKernelSize(),
                                     getStrides(), getDilations(),
                                     /*ceilMode=*/nullptr, getResult());
    }
  }];
}

class CoreAI_MaxPoolOp<string mnemonic, int spatialRank>
    : CoreAI_Op<mnemonic, [
        Pure, AllElementTypesMatch<["input", "result"]> /*C1*/]> {
  defvar Image =
      TensorRankOf<[CoreAI_Float, CoreAI_Integer], [!add(spatialRank, 2)]>;
  let arguments = (ins Image:$input, CoreAI_SizeVector:$kernel_size,
                       CoreAI_SizeVector:$strides, CoreAI_SizeVector:$dilations,
                       CoreAI_Flag:$ceil_mode);
  let results = (outs Image:$result);
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1; /*C2-C4*/
  let extraClassDefinition = [{
    ::llvm::LogicalResult $cppClass::verify() {
      return verifyPooling(*this, getInput(), getKernelSize(),
                                     getStrides(), getDilations(),
                                     getCeilMode(), getResult());
    }
  }];
}

class CoreAI_PoolDescription<string formula, string example> {
  string text = "\n    " # formula # [{
    Windows aren't padded: pad before. Per spatial axis
    `out = (in - dilation * (k - 1) - 1) / stride + 1`, rounded down, or up where
    there is a `ceil_mode` and it is true; windows are then cut at the edge.

    Constraints:
    - (C1) operand and result have the same element type.
    - (C2) `kernel_size`, `strides` and `dilations` have one element per spatial
      axis; constant ones are positive.
    - (C3) the dilated window isn't larger than `input`.
    - (C4) the result's shape is compatible with `[N, C, out...]`.

    Example:

    ```mlir
    }] # example # [{
    ```
  }];
}

def CoreAI_SumPool2dOp : CoreAI_SumPoolOp<"sum_pool_2d", 2> {
  let summary = "Adds windows of images";
  let description = CoreAI_PoolDescription<
    [{Sums the elements of each window of `input : [N, C, H, W]`.}],
    [{%3 = coreai.sum_pool_2d %x, %2, %2, %1 : (tensor<1x3x8x8xf32>, tensor<2xui32>, tensor<2xui32>, tensor<2xui32>) -> tensor<1x3x2x2xf32>}]>.text;
}

def CoreAI_SumPool3dOp : CoreAI_SumPoolOp<"sum_pool_3d", 3> {
  let summary = "Adds windows of volumes";
  let description = CoreAI_PoolDescription<
    [{Sums the elements of each window of `input : [N, C, D, H, W]`.}],
    [{%17 = coreai.sum_pool_3d %x, %15, %16, %0 : (tensor<1x3x?x?x?xf32>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>) -> tensor<1x3x2x2x2xf32>}]>.text;
}

def CoreAI_MaxPool2dOp : CoreAI_MaxPoolOp<"max_pool_2d", 2> {
  let summary = "Takes the largest element of windows of images";
  let description = CoreAI_PoolDescription<
    [{Takes the maximum of each window of `input : [N, C, H, W]`.}],
    [{%0 = coreai.max_pool_2d %x, %k, %k, %d, %c : (tensor<1x3x4x4xf32>, tensor<2xui32>, tensor<2xui32>, tensor<2xui32>, tensor<i1>) -> tensor<1x3x2x2xf32>}]>.text;
}

def CoreAI_MaxPool3dOp : CoreAI_MaxPoolOp<"max_pool_3d", 3> {
  let summary = "Takes the largest element of windows of volumes";
  let description = CoreAI_PoolDescription<
    [{Takes the maximum of each window of `input : [N, C, D, H, W]`. Never seen
    printed: the form follows `coreai.max_pool_2d`.}],
    [{%0 = coreai.max_pool_3d %x, %k, %k, %d, %c : (tensor<1x3x4x4x4xf32>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>, tensor<i1>) -> tensor<1x3x2x2x2xf32>}]>.text;
}

#endif // COREAI_IR_POOLINGOPS_TD

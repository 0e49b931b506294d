// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Compressed weights. These ops appear where a tool has compressed a constant,
// and stay: nothing folds them back.

#ifndef COREAI_IR_COMPRESSIONOPS_TD
#define COREAI_IR_COMPRESSIONOPS_TD

include "mlir/Interfaces/SideEffectInterfaces.td"
include "coreai/IR/CoreAIBase.td"

def CoreAI_LutToDenseOp : CoreAI_Op<"lut_to_dense", [
    Pure, AllElementTypesMatch<["lut", "result"]> /*C1*/]> {
  let summary = "Expands palette indices into dense elements";
  let description = [{
    `indices` has shape `S` of rank `K`; `lut` has shape
    `[g0, ..., g(K-1), 2 ^ bits, V]`: a table per block of the indices, blocks
    being `S[d] / g[d]` long along axis `d`. Every index is replaced by the
    vector of `V` elements that it names, laid along `axis`:
    `result[i0, ..., i_axis * V + v, ...] =
    lut[i0 / b0, ..., indices[i0, ..., i(K-1)], v]`, with `b[d] = S[d] / g[d]`.

    Constraints:
    - (C1) `lut` and the result have the same element type.
    - (C2) the rank of `lut` is that of `indices` plus two.
    - (C3) a table has 2 ^ bits entries, for indices of that many bits.
    - (C4) the number of tables along each axis divides the indices' dimension.
    - (C5) a constant `axis` is in range; a negative one counts from the end.
    - (C6) the result's shape is compatible with that of `indices`, the
      dimension at `axis` times V.

    Example:

    ```mlir
    %5 = coreai.lut_to_dense %3, %4, %2 : (tensor<64x64x1x1xui4>, tensor<1x1x1x1x16x1xsi8>, tensor<si16>) -> tensor<64x64x1x1xsi8>
    ```
  }];
  let arguments = (ins CoreAI_IndicesTensor:$indices,
                       CoreAI_StorableTensor:$lut, CoreAI_NarrowAxis:$axis);
  let results = (outs CoreAI_StorableTensor:$result);
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1; /*C2-C6*/
}

def CoreAI_BlockwiseShiftScaleOp : CoreAI_Op<"blockwise_shift_scale", [
    Pure, AllElementTypesMatch<["data", "offset1"]> /*C1*/,
    AllElementTypesMatch<["offset2", "result"]> /*C2*/]> {
  let summary = "Shifts and scales blocks of elements";
  let description = [{
    Computes `result[i] = (data[i] - offset1[j]) * scale[j] + offset2[j]`, with
    `j[d] = i[d] / (S[d] / B[d])` for data of shape `S` and parameters of shape
    `B`: each parameter serves a block of neighbouring elements. The difference
    is taken after widening to the scale's type.

    Constraints:
    - (C1) `offset1` has the element type of `data`.
    - (C2) the result has the element type of `offset2`.
    - (C3) `scale` has the element type of the result, or is `f8E8M0FNU`.
    - (C4) `scale`, `offset1` and `offset2` have the same shape.
    - (C5) that shape has the rank of `data`, or rank 0, which broadcasts.
    - (C6) its dimensions divide those of `data`.
    - (C7) `data` and the result have compatible shapes.

    Example:

    ```mlir
    %15 = coreai.blockwise_shift_scale %14, %9, %10, %2 : (tensor<64x64x1x1xsi8>, tensor<64x2x1x1xf16>, tensor<64x2x1x1xsi8>, tensor<64x2x1x1xf16>) -> tensor<64x64x1x1xf16>
    ```
  }];
  let arguments = (ins CoreAI_StorableTensor:$data,
                       RankedTensorOf<[CoreAI_Float, F8E8M0FNU]>:$scale,
                       CoreAI_StorableTensor:$offset1,
                       CoreAI_FloatTensor:$offset2);
  let results = (outs CoreAI_FloatTensor:$result);
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1; /*C3-C7*/
}

#endif // COREAI_IR_COMPRESSIONOPS_TD

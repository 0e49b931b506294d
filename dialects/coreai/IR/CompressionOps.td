// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Compressed weights. These ops appear where a tool has compressed a constant,
// and stay: nothing folds them back.

#ifndef COREAI_IR_COMPRESSIONOPS_TD
#define COREAI_IR_COMPRESSIONOPS_TD

include "mlir/Interfaces/SideEffectInterfaces.td"
include "coreai/IR/CoreAIBase.td"
include "coreai/IR/CoreAITypes.td"

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

class CoreAI_QuantizationOp<string mnemonic, Type inputType, Type resultType,
                            string inputLike, string resultLike>
    : CoreAI_Op<mnemonic, [
        Pure, AllElementTypesMatch<["input", inputLike]> /*C1*/,
        AllElementTypesMatch<[resultLike, "result"]> /*C2*/]> {
  let arguments = (ins inputType:$input, CoreAI_FloatTensor:$scale,
                       CoreAI_StorableTensor:$offset1,
                       CoreAI_FloatTensor:$offset2, CoreAI_Axis:$axis);
  let results = (outs resultType:$result);
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1; /*C3-C6*/
  let extraClassDefinition = [{
    ::llvm::LogicalResult $cppClass::verify() {
      return verifyQuantization(*this, getInput(), getScale(),
                                          getOffset1(), getOffset2(), getAxis(),
                                          getResult());
    }
  }];
}

class CoreAI_QuantizationDescription<string formula, string inputLike,
                                     string resultLike, string example> {
  string text = "\n    " # formula # [{
    Parameters are one for the whole tensor, or one per element along `axis`.

    Constraints:
    - (C1) `input` has the element type of `}] # inputLike # [{`.
    - (C2) the result has the element type of `}] # resultLike # [{`.
    - (C3) `scale`, `offset1` and `offset2` have the same shape, of rank 0 or 1.
    - (C4) a constant `axis` is in range, for parameters of rank 1; otherwise it
      isn't read.
    - (C5) parameters of rank 1 have as many elements as `input` has along a
      constant `axis`.
    - (C6) operand and result have compatible shapes.

    Example:

    ```mlir
    }] # example # [{
    ```
  }];
}

def CoreAI_QuantizeOp
    : CoreAI_QuantizationOp<"quantize", CoreAI_FloatTensor,
                            CoreAI_StorableTensor, "offset2", "offset1"> {
  let summary = "Rounds floats to a grid";
  let description = CoreAI_QuantizationDescription<
    [{Computes `result = clip(round((input - offset2) / scale) + offset1)`, clipped
    to the range of the result's type.}], "offset2", "offset1",
    [{%12 = coreai.quantize %x, %5, %6, %4, %11 : (tensor<1x64x1x64xf16>, tensor<64xf16>, tensor<64xsi8>, tensor<64xf16>, tensor<si32>) -> tensor<1x64x1x64xsi8>}]>.text;
}

def CoreAI_DequantizeOp
    : CoreAI_QuantizationOp<"dequantize", CoreAI_StorableTensor,
                            CoreAI_FloatTensor, "offset1", "offset2"> {
  let summary = "Undoes coreai.quantize";
  let description = CoreAI_QuantizationDescription<
    [{Computes `result = (input - offset1) * scale + offset2`.}],
    "offset1", "offset2",
    [{%13 = coreai.dequantize %12, %5, %6, %4, %11 : (tensor<1x64x1x64xsi8>, tensor<64xf16>, tensor<64xsi8>, tensor<64xf16>, tensor<si32>) -> tensor<1x64x1x64xf16>}]>.text;
}

def CoreAI_BuildSparseWithBitmaskOp : CoreAI_Op<"build_sparse_with_bitmask", [
    Pure]> {
  let summary = "Makes a sparse value of its non-zero elements";
  let description = [{
    `values` are the elements where `bitmask` is 1, in row-major order. The
    result's type has never been seen printed: a tensor of the dense shape and
    the values' element type is its parameter here.

    Constraints:
    - (C1) the result's elements have the type of `values`.
    - (C2) the result's shape is compatible with that of `bitmask`.
    - (C3) `values` are as many as a constant `bitmask` has ones.

    Example:

    ```mlir
    %2 = coreai.build_sparse_with_bitmask %0, %1 : (tensor<37xf16>, tensor<8x8xui1>) -> !coreai.sparse_with_bitmask<tensor<8x8xf16>>
    ```
  }];
  let arguments = (ins 1DTensorOf<[CoreAI_Float, CoreAI_SmallFloat,
                                   CoreAI_Integer]>:$values,
                       RankedTensorOf<[UI<1>]>:$bitmask);
  let results = (outs CoreAI_SparseWithBitmaskType:$result);
  let assemblyFormat = [{
    operands attr-dict `:` `(` type($values) `,` type($bitmask) `)` `->`
    custom<SparseType>(type($result))
  }];
  let hasVerifier = 1; /*C1-C3*/
}

def CoreAI_SparseWithBitmaskToDenseOp
    : CoreAI_Op<"sparse_with_bitmask_to_dense", [Pure]> {
  let summary = "Fills a sparse value up with zeros";
  let description = [{
    Walks the bitmask in row-major order: the next value where it is 1, zero
    elsewhere. Whether it prints `T -> T` or `(T) -> T` isn't known; both are
    read.

    Constraints:
    - (C1) the result's type is compatible with the operand's parameter.

    Example:

    ```mlir
    %3 = coreai.sparse_with_bitmask_to_dense %2 : (!coreai.sparse_with_bitmask<tensor<8x8xf16>>) -> tensor<8x8xf16>
    ```
  }];
  let arguments = (ins CoreAI_SparseWithBitmaskType:$sparse);
  let results = (outs CoreAI_StorableTensor:$result);
  let assemblyFormat = [{
    $sparse attr-dict `:` custom<FromSparseType>(type($sparse), type($result))
  }];
  let hasVerifier = 1; /*C1*/
}

#endif // COREAI_IR_COMPRESSIONOPS_TD

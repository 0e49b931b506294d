// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Convolutions, pooling, resampling. Most take no padding and no bias:
// `coreai.pad` precedes and a broadcasting addition follows.

#ifndef COREAI_IR_CONVOLUTIONOPS_TD
#define COREAI_IR_CONVOLUTIONOPS_TD

include "mlir/Interfaces/SideEffectInterfaces.td"
include "coreai/IR/CoreAIAttrs.td"
include "coreai/IR/CoreAIBase.td"
include "coreai/IR/CoreAIInterfaces.td"

//===----------------------------------------------------------------------===//
// Convolution
//===----------------------------------------------------------------------===//

class CoreAI_ConvolutionOp<string mnemonic, int spatialRank>
    : CoreAI_Op<mnemonic, [
        Pure, AllElementTypesMatch<["input", "weight", "result"]> /*C1*/,
        DeclareOpInterfaceMethods<CoreAI_WeightConsumerOpInterface,
                                  ["isWeightOperand", "getChannelAxes"]>]> {
  defvar Image = TensorRankOf<[CoreAI_Float], [!add(spatialRank, 2)]>;
  let arguments = (ins Image:$input, Image:$weight, CoreAI_SizeVector:$strides,
                       CoreAI_SizeVector:$dilations, CoreAI_Size:$groups);
  let results = (outs Image:$result);
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1; /*C2-C5*/
  let extraClassDefinition = [{
    ::llvm::LogicalResult $cppClass::verify() {
      return ::coreai::verifyConvolution(*this, getInput(), getWeight(),
                                         getStrides(), getDilations(),
                                         getGroups(), getResult());
    }
    bool $cppClass::isWeightOperand(::mlir::OpOperand &operand) {
      return operand.getOperandNumber() == 1;
    }
    ::std::optional<::coreai::ChannelAxes>
    $cppClass::getChannelAxes(::mlir::OpOperand &operand) {
      return ::coreai::ChannelAxes{/*output=*/0, /*input=*/1,
                                   ::coreai::getConstantSize(getGroups())};
    }
  }];
}

def CoreAI_Conv2dOp : CoreAI_ConvolutionOp<"conv2d", 2> {
  let summary = "Convolves images";
  let description = [{
    Cross-correlates `input : [N, C, H, W]` with
    `weight : [O, C / groups, kH, kW]`, without padding. Per spatial axis
    `out = (in - dilation * (k - 1) - 1) / stride + 1`, rounded down.

    Constraints:
    - (C1) `input`, `weight` and the result have the same element type.
    - (C2) `strides` and `dilations` have one element per spatial axis; constant
      ones are positive.
    - (C3) a constant `groups` is positive, divides O, and times the second
      dimension of `weight` is C.
    - (C4) the dilated kernel isn't larger than `input`.
    - (C5) the result's shape is compatible with `[N, O, out...]`.

    Example:

    ```mlir
    %3 = coreai.conv2d %x, %w, %1, %1, %2 : (tensor<1x3x8x8xf32>, tensor<8x3x3x3xf32>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x8x6x6xf32>
    ```
  }];
}

def CoreAI_Conv3dOp : CoreAI_ConvolutionOp<"conv3d", 3> {
  let summary = "Convolves volumes";
  let description = [{
    As `coreai.conv2d`, with `input : [N, C, D, H, W]` and
    `weight : [O, C / groups, kD, kH, kW]`.

    Constraints:
    - (C1) `input`, `weight` and the result have the same element type.
    - (C2) `strides` and `dilations` have one element per spatial axis; constant
      ones are positive.
    - (C3) a constant `groups` is positive, divides O, and times the second
      dimension of `weight` is C.
    - (C4) the dilated kernel isn't larger than `input`.
    - (C5) the result's shape is compatible with `[N, O, out...]`.

    Example:

    ```mlir
    %3 = coreai.conv3d %x, %w, %1, %1, %2 : (tensor<1x3x6x6x6xf32>, tensor<4x3x3x3x3xf32>, tensor<3xui32>, tensor<3xui32>, tensor<ui32>) -> tensor<1x4x4x4x4xf32>
    ```
  }];
}

class CoreAI_TransposedConvolutionOp<string mnemonic, int spatialRank>
    : CoreAI_Op<mnemonic, [
        Pure, AllElementTypesMatch<["input", "weight", "result"]> /*C1*/,
        DeclareOpInterfaceMethods<CoreAI_WeightConsumerOpInterface,
                                  ["isWeightOperand", "getChannelAxes"]>]> {
  defvar Image = TensorRankOf<[CoreAI_Float], [!add(spatialRank, 2)]>;
  let arguments = (ins Image:$input, Image:$weight, CoreAI_SizeVector:$strides,
                       CoreAI_SizeVector:$padding, CoreAI_SizeVector:$dilations,
                       CoreAI_SizeVector:$output_padding, CoreAI_Size:$groups);
  let results = (outs Image:$result);
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1; /*C2-C5*/
  let extraClassDefinition = [{
    ::llvm::LogicalResult $cppClass::verify() {
      return ::coreai::verifyTransposedConvolution(
          *this, getInput(), getWeight(), getStrides(), getPadding(),
          getDilations(), getOutputPadding(), getGroups(), getResult());
    }
    bool $cppClass::isWeightOperand(::mlir::OpOperand &operand) {
      return operand.getOperandNumber() == 1;
    }
    ::std::optional<::coreai::ChannelAxes>
    $cppClass::getChannelAxes(::mlir::OpOperand &operand) {
      return ::coreai::ChannelAxes{/*output=*/1, /*input=*/0};
    }
  }];
}

class CoreAI_TransposedConvolutionDescription<string shapes, string example> {
  string text = "\n    " # shapes # [{
    The adjoint of a convolution. Per spatial axis
    `out = (in - 1) * stride - 2 * padding + dilation * (k - 1) +
    output_padding + 1`.

    Constraints:
    - (C1) `input`, `weight` and the result have the same element type.
    - (C2) `strides`, `padding`, `dilations` and `output_padding` have one
      element per spatial axis; constant strides and dilations are positive.
    - (C3) a constant `groups` is positive and divides C; the first dimension of
      `weight` is C.
    - (C4) output sizes are positive.
    - (C5) the result's shape is compatible with `[N, O, out...]`.

    Example:

    ```mlir
    }] # example # [{
    ```
  }];
}

def CoreAI_ConvTranspose2dOp
    : CoreAI_TransposedConvolutionOp<"conv_transpose2d", 2> {
  let summary = "Convolves images, transposed";
  let description = CoreAI_TransposedConvolutionDescription<
    [{Takes `input : [N, C, H, W]` and `weight : [C, O / groups, kH, kW]`.}],
    [{%0 = coreai.conv_transpose2d %x, %w, %s, %p, %d, %op, %g : (tensor<1x3x4x4xf32>, tensor<3x8x3x3xf32>, tensor<2xui32>, tensor<2xui32>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x8x8x8xf32>}]>.text;
}

def CoreAI_ConvTranspose3dOp
    : CoreAI_TransposedConvolutionOp<"conv_transpose3d", 3> {
  let summary = "Convolves volumes, transposed";
  let description = CoreAI_TransposedConvolutionDescription<
    [{Takes `input : [N, C, D, H, W]` and `weight : [C, O / groups, kD, kH, kW]`.
    Never seen printed: the form follows `coreai.conv_transpose2d`.}],
    [{%0 = coreai.conv_transpose3d %x, %w, %s, %p, %d, %op, %g : (tensor<1x3x4x4x4xf32>, tensor<3x8x3x3x3xf32>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>, tensor<ui32>) -> tensor<1x8x9x9x9xf32>}]>.text;
}

//===----------------------------------------------------------------------===//
// Pooling
//===----------------------------------------------------------------------===//

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
      return ::coreai::verifyPooling(*this, getInput(), getKernelSize(),
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
      return ::coreai::verifyPooling(*this, getInput(), getKernelSize(),
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

//===----------------------------------------------------------------------===//
// Resampling
//===----------------------------------------------------------------------===//

// Its attribute is printed in the dictionary, never in the op's own syntax.

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

#endif // COREAI_IR_CONVOLUTIONOPS_TD

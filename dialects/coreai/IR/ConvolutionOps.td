// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Convolutions. Most take no padding and no bias: `coreai.pad` precedes and a
// broadcasting addition follows.

#ifndef COREAI_IR_CONVOLUTIONOPS_TD
#define COREAI_IR_CONVOLUTIONOPS_TD

include "mlir/Interfaces/SideEffectInterfaces.td"
include "coreai/IR/CoreAIBase.td"
include "coreai/IR/CoreAIInterfaces.td"

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
      return verifyConvolution(*this, getInput(), getWeight(),
                                         getStrides(), getDilations(),
                                         getGroups(), getResult());
    }
    bool $cppClass::isWeightOperand(::mlir::OpOperand &operand) {
      return operand.getOperandNumber() == 1;
    }
    ::coreai::ChannelAxes
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
      return verifyTransposedConvolution(
          *this, getInput(), getWeight(), getStrides(), getPadding(),
          getDilations(), getOutputPadding(), getGroups(), getResult());
    }
    bool $cppClass::isWeightOperand(::mlir::OpOperand &operand) {
      return operand.getOperandNumber() == 1;
    }
    ::coreai::ChannelAxes
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

#endif // COREAI_IR_CONVOLUTIONOPS_TD

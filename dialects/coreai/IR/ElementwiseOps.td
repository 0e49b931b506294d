// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ops on single elements, and matrix products.

#ifndef COREAI_IR_ELEMENTWISEOPS_TD
#define COREAI_IR_ELEMENTWISEOPS_TD

include "mlir/Interfaces/SideEffectInterfaces.td"
include "coreai/IR/CoreAIAttrs.td"
include "coreai/IR/CoreAIBase.td"
include "coreai/IR/CoreAIInterfaces.td"

//===----------------------------------------------------------------------===//
// One operand
//===----------------------------------------------------------------------===//

// A unary op that prints `T -> T`.
class CoreAI_UnaryOp<string mnemonic, Type type = CoreAI_FloatTensor>
    : CoreAI_Op<mnemonic, [Pure, SameOperandsAndResultElementType /*C1*/,
                           SameOperandsAndResultShape /*C2*/]> {
  let arguments = (ins type:$x);
  let results = (outs type:$result);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($result)";
}

// A unary op that prints `(T) -> T`. Which ops do isn't a rule one can guess,
// so each takes both on input.
class CoreAI_UnaryFunctionalOp<string mnemonic, Type type = CoreAI_FloatTensor>
    : CoreAI_UnaryOp<mnemonic, type> {
  let assemblyFormat = [{
    $x attr-dict `:` custom<UnaryFunctionalType>(type($x), type($result))
  }];
}

class CoreAI_UnaryDescription<string formula, string example> {
  string text = formula # [{

    Constraints:
    - (C1) operand and result have the same element type.
    - (C2) operand and result have compatible shapes.

    Example:

    ```mlir
    }] # example # [{
    ```
  }];
}

def CoreAI_ExpOp : CoreAI_UnaryOp<"exp"> {
  let summary = "Raises e to each element's power";
  let description = CoreAI_UnaryDescription<
    [{Computes `result[i] = e ^ x[i]`.}],
    [{%0 = coreai.exp %x : tensor<2x3xf32> -> tensor<2x3xf32>}]>.text;
}

def CoreAI_RsqrtOp : CoreAI_UnaryOp<"rsqrt"> {
  let summary = "Takes the reciprocal of each element's square root";
  let description = CoreAI_UnaryDescription<
    [{Computes `result[i] = 1 / sqrt(x[i])`.}],
    [{%0 = coreai.rsqrt %x : tensor<2x3xf32> -> tensor<2x3xf32>}]>.text;
}

def CoreAI_ReluOp : CoreAI_UnaryFunctionalOp<"relu"> {
  let summary = "Replaces negative elements by zero";
  let description = CoreAI_UnaryDescription<
    [{Computes `result[i] = max(x[i], 0)`.}],
    [{%0 = coreai.relu %x : (tensor<2x3xf32>) -> tensor<2x3xf32>}]>.text;
}

def CoreAI_SigmoidOp : CoreAI_UnaryFunctionalOp<"sigmoid"> {
  let summary = "Applies the logistic function to each element";
  let description = CoreAI_UnaryDescription<
    [{Computes `result[i] = 1 / (1 + e ^ -x[i])`.}],
    [{%0 = coreai.sigmoid %x : (tensor<2x3xf32>) -> tensor<2x3xf32>}]>.text;
}

def CoreAI_SiluOp : CoreAI_UnaryFunctionalOp<"silu"> {
  let summary = "Multiplies each element by its logistic function";
  let description = CoreAI_UnaryDescription<
    [{Computes `result[i] = x[i] / (1 + e ^ -x[i])`.}],
    [{%0 = coreai.silu %x : (tensor<2x3xf32>) -> tensor<2x3xf32>}]>.text;
}

def CoreAI_GeluOp : CoreAI_UnaryOp<"gelu"> {
  let summary = "Multiplies each element by the normal distribution's function";
  let description = CoreAI_UnaryDescription<
    [{Computes `result[i] = x[i] * (1 + erf(x[i] / sqrt(2))) / 2`, or with
    `approximate = <tanh>`
    `x[i] * (1 + tanh(sqrt(2 / pi) * (x[i] + 0.044715 * x[i] ^ 3))) / 2`.}],
    [{%0 = coreai.gelu %x approximate = <tanh> : tensor<2x3xf32> -> tensor<2x3xf32>}]>.text;
  let arguments = (ins CoreAI_FloatTensor:$x,
                       DefaultValuedAttr<CoreAI_GeluApproximationAttr,
                                         "GeluApproximation::None">:$approximate);
  let assemblyFormat = [{
    $x (`approximate` `=` $approximate^)? attr-dict
    `:` type($x) `->` type($result)
  }];
}

def CoreAI_CastOp : CoreAI_Op<"cast", [Pure]> {
  let summary = "Converts elements, or refines a shape";
  let description = [{
    Converts every element to the result's element type, by value: float to
    integer truncates toward zero, `i1` gives 0 or 1. With equal element types
    it only states the shape more, or less, statically.

    Constraints:
    - (C1) operand and result have compatible shapes.

    Example:

    ```mlir
    %0 = coreai.cast %x : tensor<2x3xf32> to tensor<2x3xf16>
    %1 = coreai.cast %s : tensor<2x1xsi32> to tensor<?x1xsi32>
    ```
  }];
  let arguments = (ins CoreAI_AnyTensor:$x);
  let results = (outs CoreAI_AnyTensor:$result);
  let assemblyFormat = "$x attr-dict `:` type($x) `to` type($result)";
  let hasVerifier = 1; /*C1*/
}

//===----------------------------------------------------------------------===//
// Two operands
//===----------------------------------------------------------------------===//

// A binary op on NumPy-broadcast operands of one element type.
class CoreAI_BroadcastingOp<string operation, Type type = CoreAI_NumberTensor>
    : CoreAI_Op<"decomposable.broadcasting_" # operation, [
        Pure, AllElementTypesMatch<["x", "y", "result"]> /*C1*/,
        ResultsBroadcastableShape /*C2*/]> {
  let arguments = (ins type:$x, type:$y);
  let results = (outs type:$result);
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
}

class CoreAI_BroadcastingDescription<string formula, string operation> {
  string text = formula # [{
    Shapes broadcast as in NumPy: right-aligned, a missing dimension and one of
    size 1 repeat.

    Constraints:
    - (C1) operands and result have the same element type.
    - (C2) the operands' shapes broadcast, to a shape compatible with the
      result's.

    Example:

    ```mlir
    %0 = coreai.decomposable.broadcasting_}] # operation # [{ %x, %y : (tensor<2x5xf32>, tensor<2x1xf32>) -> tensor<2x5xf32>
    ```
  }];
}

def CoreAI_BroadcastingAddOp : CoreAI_BroadcastingOp<"add"> {
  let summary = "Adds with broadcasting";
  let description = CoreAI_BroadcastingDescription<
    [{Computes `result = x + y`.}], "add">.text;
}

def CoreAI_BroadcastingSubOp : CoreAI_BroadcastingOp<"sub"> {
  let summary = "Subtracts with broadcasting";
  let description = CoreAI_BroadcastingDescription<
    [{Computes `result = x - y`.}], "sub">.text;
}

def CoreAI_BroadcastingMulOp : CoreAI_BroadcastingOp<"mul"> {
  let summary = "Multiplies with broadcasting";
  let description = CoreAI_BroadcastingDescription<
    [{Computes `result = x * y`.}], "mul">.text;
}

def CoreAI_BroadcastingDivideOp : CoreAI_BroadcastingOp<"divide"> {
  let summary = "Divides with broadcasting";
  let description = CoreAI_BroadcastingDescription<
    [{Computes `result = x / y`; integers truncate toward zero.}],
    "divide">.text;
}

//===----------------------------------------------------------------------===//
// Matrix products
//===----------------------------------------------------------------------===//

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
    ::std::optional<::coreai::ChannelAxes>
    $cppClass::getChannelAxes(::mlir::OpOperand &operand) {
      return ::coreai::getMatmulChannelAxes(operand);
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

#endif // COREAI_IR_ELEMENTWISEOPS_TD

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ops on single elements.

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

// A unary op that prints `T -> T`, and reads `(T) -> T` too.
class CoreAI_UnaryLenientOp<string mnemonic, Type type = CoreAI_FloatTensor>
    : CoreAI_UnaryOp<mnemonic, type> {
  let assemblyFormat = [{
    $x attr-dict `:` custom<UnaryType>(type($x), type($result))
  }];
}

class CoreAI_UnaryDescription<string formula, string example> {
  string text = "\n    " # formula # [{

    Constraints:
    - (C1) operand and result have the same element type.
    - (C2) operand and result have compatible shapes.

    Example:

    ```mlir
    }] # example # [{
    ```
  }];
}

def CoreAI_AbsOp : CoreAI_UnaryOp<"abs", CoreAI_SignedTensor> {
  let summary = "Takes each element's magnitude";
  let description = CoreAI_UnaryDescription<
    [{Computes `result[i] = |x[i]|`.}],
    [{%0 = coreai.abs %x : tensor<2x3xf32> -> tensor<2x3xf32>}]>.text;
}

def CoreAI_AcosOp : CoreAI_UnaryOp<"acos"> {
  let summary = "Takes each element's arc cosine";
  let description = CoreAI_UnaryDescription<
    [{Computes `result[i] = acos(x[i])`, in radians.}],
    [{%0 = coreai.acos %x : tensor<2x3xf32> -> tensor<2x3xf32>}]>.text;
}

def CoreAI_AcoshOp : CoreAI_UnaryOp<"acosh"> {
  let summary = "Takes each element's inverse hyperbolic cosine";
  let description = CoreAI_UnaryDescription<
    [{Computes `result[i] = acosh(x[i])`.}],
    [{%0 = coreai.acosh %x : tensor<2x3xf32> -> tensor<2x3xf32>}]>.text;
}

def CoreAI_AsinOp : CoreAI_UnaryOp<"asin"> {
  let summary = "Takes each element's arc sine";
  let description = CoreAI_UnaryDescription<
    [{Computes `result[i] = asin(x[i])`, in radians.}],
    [{%0 = coreai.asin %x : tensor<2x3xf32> -> tensor<2x3xf32>}]>.text;
}

def CoreAI_AsinhOp : CoreAI_UnaryOp<"asinh"> {
  let summary = "Takes each element's inverse hyperbolic sine";
  let description = CoreAI_UnaryDescription<
    [{Computes `result[i] = asinh(x[i])`.}],
    [{%0 = coreai.asinh %x : tensor<2x3xf32> -> tensor<2x3xf32>}]>.text;
}

def CoreAI_AtanOp : CoreAI_UnaryOp<"atan"> {
  let summary = "Takes each element's arc tangent";
  let description = CoreAI_UnaryDescription<
    [{Computes `result[i] = atan(x[i])`, in radians.}],
    [{%0 = coreai.atan %x : tensor<2x3xf32> -> tensor<2x3xf32>}]>.text;
}

def CoreAI_AtanhOp : CoreAI_UnaryOp<"atanh"> {
  let summary = "Takes each element's inverse hyperbolic tangent";
  let description = CoreAI_UnaryDescription<
    [{Computes `result[i] = atanh(x[i])`.}],
    [{%0 = coreai.atanh %x : tensor<2x3xf32> -> tensor<2x3xf32>}]>.text;
}

def CoreAI_CosOp : CoreAI_UnaryOp<"cos"> {
  let summary = "Takes each element's cosine";
  let description = CoreAI_UnaryDescription<
    [{Computes `result[i] = cos(x[i])`, of radians.}],
    [{%0 = coreai.cos %x : tensor<2x3xf32> -> tensor<2x3xf32>}]>.text;
}

def CoreAI_CoshOp : CoreAI_UnaryOp<"cosh"> {
  let summary = "Takes each element's hyperbolic cosine";
  let description = CoreAI_UnaryDescription<
    [{Computes `result[i] = cosh(x[i])`.}],
    [{%0 = coreai.cosh %x : tensor<2x3xf32> -> tensor<2x3xf32>}]>.text;
}

def CoreAI_ErfOp : CoreAI_UnaryOp<"erf"> {
  let summary = "Applies the error function to each element";
  let description = CoreAI_UnaryDescription<
    [{Computes `result[i] = erf(x[i])`.}],
    [{%0 = coreai.erf %x : tensor<2x3xf32> -> tensor<2x3xf32>}]>.text;
}

def CoreAI_ExpOp : CoreAI_UnaryOp<"exp"> {
  let summary = "Raises e to each element's power";
  let description = CoreAI_UnaryDescription<
    [{Computes `result[i] = e ^ x[i]`.}],
    [{%0 = coreai.exp %x : tensor<2x3xf32> -> tensor<2x3xf32>}]>.text;
}

def CoreAI_LogOp : CoreAI_UnaryOp<"log"> {
  let summary = "Takes each element's natural logarithm";
  let description = CoreAI_UnaryDescription<
    [{Computes `result[i] = ln(x[i])`.}],
    [{%0 = coreai.log %x : tensor<2x3xf32> -> tensor<2x3xf32>}]>.text;
}

def CoreAI_RoundOp : CoreAI_UnaryOp<"round"> {
  let summary = "Rounds each element to an integer";
  let description = CoreAI_UnaryDescription<
    [{Rounds to the nearest integer; ties go away from zero.}],
    [{%0 = coreai.round %x : tensor<2x3xf32> -> tensor<2x3xf32>}]>.text;
}

def CoreAI_RsqrtOp : CoreAI_UnaryOp<"rsqrt"> {
  let summary = "Takes the reciprocal of each element's square root";
  let description = CoreAI_UnaryDescription<
    [{Computes `result[i] = 1 / sqrt(x[i])`.}],
    [{%0 = coreai.rsqrt %x : tensor<2x3xf32> -> tensor<2x3xf32>}]>.text;
}

def CoreAI_SinOp : CoreAI_UnaryOp<"sin"> {
  let summary = "Takes each element's sine";
  let description = CoreAI_UnaryDescription<
    [{Computes `result[i] = sin(x[i])`, of radians.}],
    [{%0 = coreai.sin %x : tensor<2x3xf32> -> tensor<2x3xf32>}]>.text;
}

def CoreAI_SinhOp : CoreAI_UnaryOp<"sinh"> {
  let summary = "Takes each element's hyperbolic sine";
  let description = CoreAI_UnaryDescription<
    [{Computes `result[i] = sinh(x[i])`.}],
    [{%0 = coreai.sinh %x : tensor<2x3xf32> -> tensor<2x3xf32>}]>.text;
}

def CoreAI_SqrtOp : CoreAI_UnaryOp<"sqrt"> {
  let summary = "Takes each element's square root";
  let description = CoreAI_UnaryDescription<
    [{Computes `result[i] = sqrt(x[i])`.}],
    [{%0 = coreai.sqrt %x : tensor<2x3xf32> -> tensor<2x3xf32>}]>.text;
}

def CoreAI_TanOp : CoreAI_UnaryOp<"tan"> {
  let summary = "Takes each element's tangent";
  let description = CoreAI_UnaryDescription<
    [{Computes `result[i] = tan(x[i])`, of radians.}],
    [{%0 = coreai.tan %x : tensor<2x3xf32> -> tensor<2x3xf32>}]>.text;
}

def CoreAI_TanhOp : CoreAI_UnaryOp<"tanh"> {
  let summary = "Takes each element's hyperbolic tangent";
  let description = CoreAI_UnaryDescription<
    [{Computes `result[i] = tanh(x[i])`.}],
    [{%0 = coreai.tanh %x : tensor<2x3xf32> -> tensor<2x3xf32>}]>.text;
}

def CoreAI_NotOp : CoreAI_UnaryOp<"not", CoreAI_BoolTensor> {
  let summary = "Negates each boolean";
  let description = CoreAI_UnaryDescription<
    [{Computes `result[i] = !x[i]`.}],
    [{%0 = coreai.not %x : tensor<2x3xi1> -> tensor<2x3xi1>}]>.text;
}

def CoreAI_NegOp : CoreAI_UnaryLenientOp<"neg", CoreAI_SignedTensor> {
  let summary = "Negates each element";
  let description = CoreAI_UnaryDescription<
    [{Computes `result[i] = -x[i]`.
    Whether it prints `T -> T` or `(T) -> T` isn't known; both are read.}],
    [{%0 = coreai.neg %x : tensor<2x3xf32> -> tensor<2x3xf32>}]>.text;
}

def CoreAI_CopyOp : CoreAI_UnaryLenientOp<"copy", CoreAI_AnyTensor> {
  let summary = "Copies a tensor";
  let description = CoreAI_UnaryDescription<
    [{Computes `result[i] = x[i]`.
    Whether it prints `T -> T` or `(T) -> T` isn't known; both are read.}],
    [{%0 = coreai.copy %x : tensor<2x3xf32> -> tensor<2x3xf32>}]>.text;
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
    [{Computes `result[i] = x[i] / (1 + e ^ -x[i])`.
    Whether it prints `T -> T` or `(T) -> T` isn't known; both are read.}],
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

def CoreAI_CastOp : CoreAI_Op<"cast", [
    Pure, DeclareOpInterfaceMethods<CoreAI_ViewOpInterface, ["isShown"]>]> {
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
// Complex numbers
//===----------------------------------------------------------------------===//

class CoreAI_ComplexPartOp<string mnemonic, string part>
    : CoreAI_Op<mnemonic, [Pure]> {
  let summary = "Takes the " # part # " part of each element";
  let description = [{
    Constraints:
    - (C1) the result's element type is that of the operand's parts.
    - (C2) operand and result have compatible shapes.

    Example:

    ```mlir
    %0 = coreai.}] # mnemonic # [{ %x : (tensor<2x3xcomplex<f32>>) -> tensor<2x3xf32>
    ```
  }];
  let arguments = (ins CoreAI_ComplexTensor:$x);
  let results = (outs CoreAI_FloatTensor:$result);
  let assemblyFormat = [{
    $x attr-dict `:` custom<UnaryFunctionalType>(type($x), type($result))
  }];
  let hasVerifier = 1; /*C1-C2*/
  let extraClassDefinition = [{
    ::llvm::LogicalResult $cppClass::verify() {
      return verifyComplexParts(*this, getX(), getResult());
    }
  }];
}

def CoreAI_RealPartOp : CoreAI_ComplexPartOp<"real_part", "real">;
def CoreAI_ImaginaryPartOp
    : CoreAI_ComplexPartOp<"imaginary_part", "imaginary">;

def CoreAI_CreateComplexOp : CoreAI_Op<"create_complex", [
    Pure, AllTypesMatch<["real", "imaginary"]> /*C1*/]> {
  let summary = "Makes complex elements from their parts";
  let description = [{
    Constraints:
    - (C1) `real` and `imaginary` have the same type.
    - (C2) the result's parts have the operands' element type.
    - (C3) operands and result have compatible shapes.

    Example:

    ```mlir
    %4 = coreai.create_complex %1, %3 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xcomplex<f32>>
    ```
  }];
  let arguments = (ins CoreAI_FloatTensor:$real, CoreAI_FloatTensor:$imaginary);
  let results = (outs CoreAI_ComplexTensor:$result);
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1; /*C2-C3*/
}

//===----------------------------------------------------------------------===//
// Two operands, broadcast
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

class CoreAI_BroadcastingDescription<string formula, string operation,
                                     string element = "f32"> {
  string text = "\n    " # formula # [{
    Shapes broadcast as in NumPy: right-aligned, a missing dimension and one of
    size 1 repeat.

    Constraints:
    - (C1) operands and result have the same element type.
    - (C2) the operands' shapes broadcast, to a shape compatible with the
      result's.

    Example:

    ```mlir
    %0 = coreai.decomposable.broadcasting_}] # operation #
    " %x, %y : (tensor<2x5x" # element # ">, tensor<2x1x" # element #
    ">) -> tensor<2x5x" # element # [{>
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

// A comparison of NumPy-broadcast operands of one element type.
class CoreAI_BroadcastingComparisonOp<string operation,
                                      Type type = CoreAI_NumberTensor>
    : CoreAI_Op<"decomposable.broadcasting_" # operation, [
        Pure, AllElementTypesMatch<["x", "y"]> /*C1*/,
        ResultsBroadcastableShape /*C2*/]> {
  let arguments = (ins type:$x, type:$y);
  let results = (outs CoreAI_BoolTensor:$result);
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
}

class CoreAI_BroadcastingComparisonDescription<string formula,
                                               string operation> {
  string text = "\n    " # formula # [{
    Shapes broadcast as in NumPy: right-aligned, a missing dimension and one of
    size 1 repeat.

    Constraints:
    - (C1) the operands have the same element type.
    - (C2) the operands' shapes broadcast, to a shape compatible with the
      result's.

    Example:

    ```mlir
    %0 = coreai.decomposable.broadcasting_}] # operation # [{ %x, %y : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xi1>
    ```
  }];
}

def CoreAI_BroadcastingFloorDivideOp : CoreAI_BroadcastingOp<"floor_divide"> {
  let summary = "Divides and rounds down with broadcasting";
  let description = CoreAI_BroadcastingDescription<
    [{Computes `result = floor(x / y)`.}], "floor_divide">.text;
}

def CoreAI_BroadcastingModuloOp : CoreAI_BroadcastingOp<"modulo"> {
  let summary = "Takes remainders with broadcasting";
  let description = CoreAI_BroadcastingDescription<
    [{Computes the remainder of `x / y`, with the sign of `x`, as C's `fmod`.}], "modulo">.text;
}

def CoreAI_BroadcastingPowOp : CoreAI_BroadcastingOp<"pow", CoreAI_FloatTensor> {
  let summary = "Raises to powers with broadcasting";
  let description = CoreAI_BroadcastingDescription<
    [{Computes `result = x ^ y`.}], "pow", "f32">.text;
}

def CoreAI_BroadcastingMaximumOp : CoreAI_BroadcastingOp<"maximum"> {
  let summary = "Takes the larger element with broadcasting";
  let description = CoreAI_BroadcastingDescription<
    [{Computes `result = max(x, y)`; of a NaN and a number, the number.}], "maximum">.text;
}

def CoreAI_BroadcastingMinimumOp : CoreAI_BroadcastingOp<"minimum"> {
  let summary = "Takes the smaller element with broadcasting";
  let description = CoreAI_BroadcastingDescription<
    [{Computes `result = min(x, y)`; of a NaN and a number, the number.}], "minimum">.text;
}

def CoreAI_BroadcastingEqualOp : CoreAI_BroadcastingComparisonOp<"equal", CoreAI_AnyTensor> {
  let summary = "Compares for equality with broadcasting";
  let description = CoreAI_BroadcastingComparisonDescription<
    [{Computes `result = x == y`; false where either is a NaN.}], "equal">.text;
}

def CoreAI_BroadcastingNotEqualOp : CoreAI_BroadcastingComparisonOp<"not_equal", CoreAI_AnyTensor> {
  let summary = "Compares for inequality with broadcasting";
  let description = CoreAI_BroadcastingComparisonDescription<
    [{Computes `result = x != y`; true where either is a NaN.}], "not_equal">.text;
}

def CoreAI_BroadcastingGreaterOp : CoreAI_BroadcastingComparisonOp<"greater"> {
  let summary = "Compares for order with broadcasting";
  let description = CoreAI_BroadcastingComparisonDescription<
    [{Computes `result = x > y`; false where either is a NaN.}], "greater">.text;
}

def CoreAI_BroadcastingAndOp : CoreAI_BroadcastingOp<"and", CoreAI_BoolTensor> {
  let summary = "Takes the conjunction with broadcasting";
  let description = CoreAI_BroadcastingDescription<
    [{Computes `result = x && y`.}], "and", "i1">.text;
}

def CoreAI_BroadcastingOrOp : CoreAI_BroadcastingOp<"or", CoreAI_BoolTensor> {
  let summary = "Takes the disjunction with broadcasting";
  let description = CoreAI_BroadcastingDescription<
    [{Computes `result = x || y`.}], "or", "i1">.text;
}

def CoreAI_BroadcastingXorOp : CoreAI_BroadcastingOp<"xor", CoreAI_BoolTensor> {
  let summary = "Takes the exclusive disjunction with broadcasting";
  let description = CoreAI_BroadcastingDescription<
    [{Computes `result = x != y` of booleans.}], "xor", "i1">.text;
}

def CoreAI_BroadcastingBitwiseAndOp : CoreAI_BroadcastingOp<"bitwise_and", CoreAI_IntegerTensor> {
  let summary = "Takes the bitwise conjunction with broadcasting";
  let description = CoreAI_BroadcastingDescription<
    [{Computes `result = x & y`.}], "bitwise_and", "si32">.text;
}

def CoreAI_BroadcastingBitwiseOrOp : CoreAI_BroadcastingOp<"bitwise_or", CoreAI_IntegerTensor> {
  let summary = "Takes the bitwise disjunction with broadcasting";
  let description = CoreAI_BroadcastingDescription<
    [{Computes `result = x | y`.}], "bitwise_or", "si32">.text;
}

def CoreAI_BroadcastingBitwiseXorOp : CoreAI_BroadcastingOp<"bitwise_xor", CoreAI_IntegerTensor> {
  let summary = "Takes the bitwise exclusive disjunction with broadcasting";
  let description = CoreAI_BroadcastingDescription<
    [{Computes `result = x ^ y`, bit by bit.}], "bitwise_xor", "si32">.text;
}

def CoreAI_BroadcastingWhereOp : CoreAI_Op<"decomposable.broadcasting_where", [
    Pure, AllElementTypesMatch<["x", "y", "result"]> /*C1*/,
    ResultsBroadcastableShape /*C2*/]> {
  let summary = "Chooses between elements with broadcasting";
  let description = [{
    Computes `result = condition ? x : y`. Shapes broadcast as in NumPy.

    Constraints:
    - (C1) `x`, `y` and the result have the same element type.
    - (C2) the operands' shapes broadcast, to a shape compatible with the
      result's.

    Example:

    ```mlir
    %0 = coreai.decomposable.broadcasting_where %c, %x, %y : (tensor<2x3xi1>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
    ```
  }];
  let arguments = (ins CoreAI_BoolTensor:$condition, CoreAI_AnyTensor:$x,
                       CoreAI_AnyTensor:$y);
  let results = (outs CoreAI_AnyTensor:$result);
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
}

//===----------------------------------------------------------------------===//
// Two operands of one shape
//===----------------------------------------------------------------------===//

// The forms below have never been seen printed: they follow from the
// broadcasting ones, which a compiler lowers to them.

class CoreAI_BinaryOp<string mnemonic, Type type = CoreAI_NumberTensor>
    : CoreAI_Op<mnemonic, [Pure, SameOperandsAndResultElementType /*C1*/,
                           SameOperandsAndResultShape /*C2*/]> {
  let arguments = (ins type:$x, type:$y);
  let results = (outs type:$result);
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
}

class CoreAI_BinaryDescription<string formula, string mnemonic,
                               string element = "f32"> {
  string text = "\n    " # formula # [{

    Constraints:
    - (C1) operands and result have the same element type.
    - (C2) operands and result have compatible shapes.

    Example:

    ```mlir
    %0 = coreai.}] # mnemonic # " %x, %y : (tensor<2x3x" # element #
    ">, tensor<2x3x" # element # ">) -> tensor<2x3x" # element # [{>
    ```
  }];
}

class CoreAI_ComparisonOp<string mnemonic, Type type = CoreAI_NumberTensor>
    : CoreAI_Op<mnemonic, [Pure, AllElementTypesMatch<["x", "y"]> /*C1*/,
                           SameOperandsAndResultShape /*C2*/]> {
  let arguments = (ins type:$x, type:$y);
  let results = (outs CoreAI_BoolTensor:$result);
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
}

class CoreAI_ComparisonDescription<string formula, string mnemonic> {
  string text = "\n    " # formula # [{

    Constraints:
    - (C1) the operands have the same element type.
    - (C2) operands and result have compatible shapes.

    Example:

    ```mlir
    %0 = coreai.}] # mnemonic # [{ %x, %y : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xi1>
    ```
  }];
}

def CoreAI_AddOp : CoreAI_BinaryOp<"add"> {
  let summary = "Adds";
  let description = CoreAI_BinaryDescription<
    [{Computes `result = x + y`.}], "add">.text;
}

def CoreAI_SubOp : CoreAI_BinaryOp<"sub"> {
  let summary = "Subtracts";
  let description = CoreAI_BinaryDescription<
    [{Computes `result = x - y`.}], "sub">.text;
}

def CoreAI_MulOp : CoreAI_BinaryOp<"mul"> {
  let summary = "Multiplies";
  let description = CoreAI_BinaryDescription<
    [{Computes `result = x * y`.}], "mul">.text;
}

def CoreAI_DivideOp : CoreAI_BinaryOp<"divide"> {
  let summary = "Divides";
  let description = CoreAI_BinaryDescription<
    [{Computes `result = x / y`; integers truncate toward zero.}], "divide">.text;
}

def CoreAI_FloorDivideOp : CoreAI_BinaryOp<"floor_divide"> {
  let summary = "Divides and rounds down";
  let description = CoreAI_BinaryDescription<
    [{Computes `result = floor(x / y)`.}], "floor_divide">.text;
}

def CoreAI_ModuloOp : CoreAI_BinaryOp<"modulo"> {
  let summary = "Takes remainders";
  let description = CoreAI_BinaryDescription<
    [{Computes the remainder of `x / y`, with the sign of `x`, as C's `fmod`.}], "modulo">.text;
}

def CoreAI_PowOp : CoreAI_BinaryOp<"pow", CoreAI_FloatTensor> {
  let summary = "Raises to powers";
  let description = CoreAI_BinaryDescription<
    [{Computes `result = x ^ y`.}], "pow", "f32">.text;
}

def CoreAI_MaximumOp : CoreAI_BinaryOp<"maximum"> {
  let summary = "Takes the larger element";
  let description = CoreAI_BinaryDescription<
    [{Computes `result = max(x, y)`; of a NaN and a number, the number.}], "maximum">.text;
}

def CoreAI_MinimumOp : CoreAI_BinaryOp<"minimum"> {
  let summary = "Takes the smaller element";
  let description = CoreAI_BinaryDescription<
    [{Computes `result = min(x, y)`; of a NaN and a number, the number.}], "minimum">.text;
}

def CoreAI_EqualOp : CoreAI_ComparisonOp<"equal", CoreAI_AnyTensor> {
  let summary = "Compares for equality";
  let description = CoreAI_ComparisonDescription<
    [{Computes `result = x == y`; false where either is a NaN.}], "equal">.text;
}

def CoreAI_NotEqualOp : CoreAI_ComparisonOp<"not_equal", CoreAI_AnyTensor> {
  let summary = "Compares for inequality";
  let description = CoreAI_ComparisonDescription<
    [{Computes `result = x != y`; true where either is a NaN.}], "not_equal">.text;
}

def CoreAI_GreaterOp : CoreAI_ComparisonOp<"greater"> {
  let summary = "Compares for order";
  let description = CoreAI_ComparisonDescription<
    [{Computes `result = x > y`; false where either is a NaN.}], "greater">.text;
}

def CoreAI_AndOp : CoreAI_BinaryOp<"and", CoreAI_BoolTensor> {
  let summary = "Takes the conjunction";
  let description = CoreAI_BinaryDescription<
    [{Computes `result = x && y`.}], "and", "i1">.text;
}

def CoreAI_OrOp : CoreAI_BinaryOp<"or", CoreAI_BoolTensor> {
  let summary = "Takes the disjunction";
  let description = CoreAI_BinaryDescription<
    [{Computes `result = x || y`.}], "or", "i1">.text;
}

def CoreAI_XorOp : CoreAI_BinaryOp<"xor", CoreAI_BoolTensor> {
  let summary = "Takes the exclusive disjunction";
  let description = CoreAI_BinaryDescription<
    [{Computes `result = x != y` of booleans.}], "xor", "i1">.text;
}

def CoreAI_BitwiseAndOp : CoreAI_BinaryOp<"bitwise_and", CoreAI_IntegerTensor> {
  let summary = "Takes the bitwise conjunction";
  let description = CoreAI_BinaryDescription<
    [{Computes `result = x & y`.}], "bitwise_and", "si32">.text;
}

def CoreAI_BitwiseOrOp : CoreAI_BinaryOp<"bitwise_or", CoreAI_IntegerTensor> {
  let summary = "Takes the bitwise disjunction";
  let description = CoreAI_BinaryDescription<
    [{Computes `result = x | y`.}], "bitwise_or", "si32">.text;
}

def CoreAI_BitwiseXorOp : CoreAI_BinaryOp<"bitwise_xor", CoreAI_IntegerTensor> {
  let summary = "Takes the bitwise exclusive disjunction";
  let description = CoreAI_BinaryDescription<
    [{Computes `result = x ^ y`, bit by bit.}], "bitwise_xor", "si32">.text;
}

def CoreAI_SelectOp : CoreAI_Op<"select", [
    Pure, AllElementTypesMatch<["x", "y", "result"]> /*C1*/,
    SameOperandsAndResultShape /*C2*/]> {
  let summary = "Chooses between elements";
  let description = [{
    Computes `result = condition ? x : y`.

    Constraints:
    - (C1) `x`, `y` and the result have the same element type.
    - (C2) operands and result have compatible shapes.

    Example:

    ```mlir
    %0 = coreai.select %c, %x, %y : (tensor<2x3xi1>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
    ```
  }];
  let arguments = (ins CoreAI_BoolTensor:$condition, CoreAI_AnyTensor:$x,
                       CoreAI_AnyTensor:$y);
  let results = (outs CoreAI_AnyTensor:$result);
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
}

#endif // COREAI_IR_ELEMENTWISEOPS_TD

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Regions that run once, one of two, or again and again.

#ifndef COREAI_IR_CONTROLFLOWOPS_TD
#define COREAI_IR_CONTROLFLOWOPS_TD

include "mlir/Interfaces/ControlFlowInterfaces.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "coreai/IR/CoreAIBase.td"

def CoreAI_YieldOp : CoreAI_Op<"yield", [
    Pure, ReturnLike, Terminator,
    ParentOneOf<["IfOp", "WhileOp", "ScatterNdOp", "IsolatedGroupOp"]>]> {
  let summary = "Ends a region with values";
  let description = [{
    What the values become is said by the op around it.

    Example:

    ```mlir
    %r = coreai.if %c {
      coreai.yield %x : tensor<2x3xf32>
    } else {
      coreai.yield %y : tensor<2x3xf32>
    } : tensor<i1> -> tensor<2x3xf32>
    ```
  }];
  let arguments = (ins Variadic<AnyType>:$values);
  let assemblyFormat = "($values^ `:` type($values))? attr-dict";
}

def CoreAI_IfOp : CoreAI_Op<"if", [
    DeclareOpInterfaceMethods<RegionBranchOpInterface,
                              ["areTypesCompatible",
                               "getEntrySuccessorRegions"]>,
    NoRegionArguments, RecursiveMemoryEffects, RecursivelySpeculatable,
    SingleBlock]> {
  let summary = "Runs one of two regions";
  let description = [{
    Runs the first region if `condition` is true, the second if not, and gives
    what it yields. Both regions are always there, and read outer values.

    Several results have never been seen; they are printed without parentheses
    and read either way.

    Constraints:
    - (C1) each region ends with a `coreai.yield` of as many values as there are
      results, of compatible types.

    Example:

    ```mlir
    %7 = coreai.if %6 {
      coreai.yield %x : tensor<2x3xf32>
    } else {
      coreai.yield %y : tensor<2x3xf32>
    } : tensor<i1> -> tensor<2x3xf32>
    ```
  }];
  let arguments = (ins CoreAI_Flag:$condition);
  let results = (outs Variadic<AnyType>:$results);
  let regions = (region SizedRegion<1>:$then_region,
                        SizedRegion<1>:$else_region);
  let assemblyFormat = [{
    $condition $then_region `else` $else_region attr-dict
    `:` custom<IfTypes>(type($condition), type($results))
  }];
  let hasRegionVerifier = 1; /*C1*/
}

def CoreAI_ConditionOp : CoreAI_Op<"condition", [
    DeclareOpInterfaceMethods<RegionBranchTerminatorOpInterface,
                              ["getSuccessorRegions"]>,
    HasParent<"WhileOp">, Pure, Terminator]> {
  let summary = "Ends the condition of a loop";
  let description = [{
    If `condition` is true, `values` become the arguments of the loop's body;
    if not, its results.

    Its text is known in part. `coreai.condition(%c) %a : T` is read too.

    Example:

    ```mlir
    %r = coreai.while %a {
    ^bb0(%x: tensor<si32>):
      coreai.condition %c, %x : tensor<i1>, tensor<si32>
    } do {
    ^bb0(%x: tensor<si32>):
      coreai.yield %x : tensor<si32>
    } : tensor<si32> -> tensor<si32>
    ```
  }];
  let arguments = (ins CoreAI_Flag:$condition, Variadic<AnyType>:$values);
  let hasCustomAssemblyFormat = 1;
}

def CoreAI_WhileOp : CoreAI_Op<"while", [
    DeclareOpInterfaceMethods<RegionBranchOpInterface,
                              ["areTypesCompatible",
                               "getEntrySuccessorOperands"]>,
    RecursiveMemoryEffects, SingleBlock]> {
  let summary = "Runs a region while a condition holds";
  let description = [{
    The first region takes the values of the round and ends with
    `coreai.condition`; the second takes the values that this passes on and ends
    with a `coreai.yield` of the next round's.

    Its text is known in part. Inits are also read in parentheses, or as
    `(%x = %a, ...)`, which names the first region's arguments; types also
    before the first region; and those at the end may be absent if they stand
    there.

    Constraints:
    - (C1) the first region takes the types of `inits` and ends with
      `coreai.condition`.
    - (C2) the second region takes the types that `coreai.condition` passes on,
      and these are those of the results.
    - (C3) the second region ends with a `coreai.yield` of the types of `inits`.

    Example:

    ```mlir
    %r:2 = coreai.while %a, %b {
    ^bb0(%x: tensor<si32>, %y: tensor<4xf32>):
      %c = coreai.greater %n, %x : (tensor<si32>, tensor<si32>) -> tensor<i1>
      coreai.condition %c, %x, %y : tensor<i1>, tensor<si32>, tensor<4xf32>
    } do {
    ^bb0(%x: tensor<si32>, %y: tensor<4xf32>):
      %z = coreai.add %x, %one : (tensor<si32>, tensor<si32>) -> tensor<si32>
      coreai.yield %z, %y : tensor<si32>, tensor<4xf32>
    } : tensor<si32>, tensor<4xf32> -> tensor<si32>, tensor<4xf32>
    ```
  }];
  let arguments = (ins Variadic<AnyType>:$inits);
  let results = (outs Variadic<AnyType>:$results);
  let regions = (region SizedRegion<1>:$before, SizedRegion<1>:$after);
  let hasCustomAssemblyFormat = 1;
  let hasRegionVerifier = 1; /*C1-C3*/
}

def CoreAI_IsolatedGroupOp : CoreAI_Op<"isolated_group", [
    IsolatedFromAbove, RecursiveMemoryEffects, SingleBlock]> {
  let summary = "Groups ops for one execution target";
  let description = [{
    Runs its region, whose arguments are `inputs`, and gives what it yields.

    Its text is known up to the operands.

    Constraints:
    - (C1) the region takes the types of `inputs`.
    - (C2) the region ends with a `coreai.yield` of the results' types.

    Example:

    ```mlir
    %r = coreai.isolated_group<"Interpreter"> %0, %1 {
    ^bb0(%x: tensor<2xf32>, %y: tensor<2xf32>):
      coreai.yield %x : tensor<2xf32>
    } : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    ```
  }];
  let arguments = (ins StrAttr:$target, Variadic<AnyType>:$inputs);
  let results = (outs Variadic<AnyType>:$results);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = [{
    `<` $target `>` ($inputs^)? $body attr-dict
    `:` functional-type($inputs, $results)
  }];
  let hasRegionVerifier = 1; /*C1-C2*/
}

#endif // COREAI_IR_CONTROLFLOWOPS_TD

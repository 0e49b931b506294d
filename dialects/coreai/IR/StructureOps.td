// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a program is made of: graphs, calls between them, constants.

#ifndef COREAI_IR_STRUCTUREOPS_TD
#define COREAI_IR_STRUCTUREOPS_TD

include "mlir/IR/OpAsmInterface.td"
include "mlir/IR/SymbolInterfaces.td"
include "mlir/Interfaces/CallInterfaces.td"
include "mlir/Interfaces/ControlFlowInterfaces.td"
include "mlir/Interfaces/FunctionInterfaces.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "coreai/IR/CoreAIBase.td"

def CoreAI_ConstantOp : CoreAI_Op<"constant", [
    Pure, ConstantLike, AllTypesMatch<["value", "output"]> /*C1*/]> {
  let summary = "Holds tensor elements";
  let description = [{
    Yields `value`. Elements sit in the text (`dense<...>`), or in a resource
    (`dense_resource<key>`), which may be absent: tools print programs without
    their weights.

    A resource holds its elements row-major and little-endian. Integers
    narrower than eight bits are packed into one bit stream that starts at the
    low bit of the first byte and doesn't pad rows.

    Constraints:
    - (C1) `value` and the result have the same type, a ranked tensor.
    - (C2) a resource, where present, holds as many bytes as its type takes; one
      of integers narrower than eight bits may hold more, of which the rest is
      ignored.
    - (C3) `value` is dense, in the text or in a resource.

    Example:

    ```mlir
    %0 = coreai.constant dense<[1, 1, 3]> : tensor<3xui32>
    %1 = coreai.constant dense_resource<w> : tensor<64x64x1x1xui4>
    ```
  }];
  let arguments = (ins ElementsAttr:$value);
  let results = (outs CoreAI_AnyTensor:$output);
  let assemblyFormat = "attr-dict $value";
  let builders = [OpBuilder<(ins "::mlir::ElementsAttr":$value), [{
    build($_builder, $_state, value.getType(), value);
  }]>];
  let hasFolder = 1;
  let hasVerifier = 1; /*C2*/
}

def CoreAI_GraphOp : CoreAI_Op<"graph", [
    FunctionOpInterface, IsolatedFromAbove, SingleBlock]> {
  let summary = "Defines a named computation";
  let description = [{
    A symbol with a signature and one block. Graphs without a keyword are entry
    points; `private` ones are called from inside the module; `externalize`
    marks those that a compiler keeps as units of their own; `noinline` forbids
    inlining. Keywords precede the symbol and don't appear in the dictionary.

    Arguments and results carry attributes: `coreai.name` is the public name,
    `MutableBuffers.buffer_mutation` on an argument names the result that
    carries the new state.

    Constraints:
    - (C1) the block's arguments have the types of the signature's inputs.
    - (C2) the block ends with `coreai.output`.
    - (C3) visibility is public or `private`, and a `private` graph isn't
      `externalize`.

    Example:

    ```mlir
    coreai.graph @main(%x: tensor<2x3xf32> {coreai.name = "x"})
        -> (tensor<2x3xf32> {coreai.name = "out"}) attributes {__coreai_pure__} {
      coreai.output %x : tensor<2x3xf32>
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name,
                       TypeAttrOf<FunctionType>:$function_type,
                       OptionalAttr<StrAttr>:$sym_visibility,
                       UnitAttr:$externalize,
                       UnitAttr:$noinline,
                       OptionalAttr<DictArrayAttr>:$arg_attrs,
                       OptionalAttr<DictArrayAttr>:$res_attrs);
  let regions = (region SizedRegion<1>:$body);
  let builders = [
    OpBuilder<(ins "::llvm::StringRef":$name, "::mlir::FunctionType":$type)>];
  let extraClassDeclaration = [{
    ::mlir::Region *getCallableRegion() { return &getBody(); }
    ::llvm::ArrayRef<::mlir::Type> getArgumentTypes() {
      return getFunctionType().getInputs();
    }
    ::llvm::ArrayRef<::mlir::Type> getResultTypes() {
      return getFunctionType().getResults();
    }
  }];
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;       /*C3*/
  let hasRegionVerifier = 1; /*C2*/
}

def CoreAI_OutputOp : CoreAI_Op<"output", [
    Pure, HasParent<"GraphOp">, ReturnLike, Terminator]> {
  let summary = "Ends a graph";
  let description = [{
    Gives the graph's results.

    Constraints:
    - (C1) operands have the types of the graph's results.

    Example:

    ```mlir
    coreai.graph @main(%t: !coreai.token, %x: tensor<2x4xf32>)
        -> (!coreai.token, tensor<2x4xf32>) {
      coreai.output %t, %x : !coreai.token, tensor<2x4xf32>
    }
    ```
  }];
  let arguments = (ins Variadic<AnyType>:$outputs);
  let assemblyFormat = "($outputs^ `:` type($outputs))? attr-dict";
  let hasVerifier = 1; /*C1*/
}

def CoreAI_InvokeOp : CoreAI_Op<"invoke", [
    CallOpInterface, DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "Calls a graph";
  let description = [{
    Runs the graph that `callee` names on the operands.

    Constraints:
    - (C1) `callee` names a `coreai.graph`, in the closest table of symbols: the
      module or the `udml.namespace` around the call. One nested in a symbol of
      an op that isn't known isn't looked up.
    - (C2) operands are as many as the callee's arguments, of compatible types.
    - (C3) results are as many as the callee's, of compatible types.

    Example:

    ```mlir
    coreai.graph private @double(%x: tensor<2xf32>) -> tensor<2xf32> {
      %0 = coreai.add %x, %x : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
      coreai.output %0 : tensor<2xf32>
    }
    coreai.graph @main(%x: tensor<2xf32>) -> tensor<2xf32> {
      %0 = coreai.invoke @double(%x)  : (tensor<2xf32>) -> tensor<2xf32>
      coreai.output %0 : tensor<2xf32>
    }
    ```
  }];
  let arguments = (ins SymbolRefAttr:$callee, Variadic<AnyType>:$operands,
                       OptionalAttr<DictArrayAttr>:$arg_attrs,
                       OptionalAttr<DictArrayAttr>:$res_attrs);
  let results = (outs Variadic<AnyType>:$results);
  // Two spaces before the colon: so do Apple's tools.
  let assemblyFormat = [{
    $callee `(` $operands `)` attr-dict ` ` ` ` `:`
    functional-type($operands, $results)
  }];
  let extraClassDeclaration = [{
    operand_range getArgOperands() { return getOperands(); }
    ::mlir::MutableOperandRange getArgOperandsMutable() {
      return getOperandsMutable();
    }
    ::mlir::CallInterfaceCallable getCallableForCallee() {
      return getCalleeAttr();
    }
    void setCalleeFromCallable(::mlir::CallInterfaceCallable callee) {
      setCalleeAttr(::llvm::cast<::mlir::SymbolRefAttr>(callee));
    }
  }];
}

#endif // COREAI_IR_STRUCTUREOPS_TD

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// State that outlives a run, and kernels written in another language.

#ifndef COREAI_IR_STATEOPS_TD
#define COREAI_IR_STATEOPS_TD

include "mlir/Interfaces/SideEffectInterfaces.td"
include "coreai/IR/CoreAIBase.td"
include "coreai/IR/CoreAITypes.td"

// What handles name. Tokens order accesses for those who read the program;
// effects on this resource do so for passes, which don't know of tokens.
def CoreAI_StateResource : Resource<"::coreai::StateResource">;

def CoreAI_CreateTokenOp : CoreAI_Op<"create_token", [Pure]> {
  let summary = "Starts the order of accesses to state";
  let description = [{
    Gives the token of the graph's first access.

    Example:

    ```mlir
    %0 = coreai.create_token : !coreai.token
    ```
  }];
  let results = (outs CoreAI_TokenType:$token);
  let assemblyFormat = "attr-dict `:` type($token)";
}

def CoreAI_ReadHandleOp : CoreAI_Op<"read_handle", [
    MemoryEffects<[MemRead<CoreAI_StateResource>]>]> {
  let summary = "Reads a buffer";
  let description = [{
    Gives the contents of the buffer that `handle` names, after the accesses
    that led to `token`, and the token of this one.

    Constraints:
    - (C1) the value's type is that of the handle's contents.

    Example:

    ```mlir
    %1, %2 = coreai.read_handle %h, %0 : (<tensor<1x4xf32>>, !coreai.token) -> (tensor<1x4xf32>, !coreai.token)
    ```
  }];
  let arguments = (ins CoreAI_HandleType:$handle, CoreAI_TokenType:$token);
  let results = (outs CoreAI_AnyTensor:$value, CoreAI_TokenType:$next);
  let assemblyFormat = [{
    operands attr-dict `:` `(` type($handle) `,` type($token) `)`
    `->` `(` type($value) `,` type($next) `)`
  }];
  let hasVerifier = 1; /*C1*/
}

def CoreAI_WriteHandleOp : CoreAI_Op<"write_handle", [
    MemoryEffects<[MemWrite<CoreAI_StateResource>]>]> {
  let summary = "Replaces what a buffer holds";
  let description = [{
    Makes `value` the contents of the buffer that `handle` names, after the
    accesses that led to `token`, and gives the token of this one.

    Constraints:
    - (C1) the value's type is that of the handle's contents.

    Example:

    ```mlir
    %3 = coreai.write_handle %h, %1, %2 : (<tensor<1x4xf32>>, tensor<1x4xf32>, !coreai.token) -> !coreai.token
    ```
  }];
  let arguments = (ins CoreAI_HandleType:$handle, CoreAI_AnyTensor:$value,
                       CoreAI_TokenType:$token);
  let results = (outs CoreAI_TokenType:$next);
  let assemblyFormat = [{
    operands attr-dict `:` `(` type($handle) `,` type($value) `,` type($token)
    `)` `->` type($next)
  }];
  let hasVerifier = 1; /*C1*/
}

// The operands form one list, whose parts follow from the number of results:
// MLIR's attribute of segment sizes needs properties.
def CoreAI_Metal4KernelOp : CoreAI_Op<"metal4_kernel", [Pure]> {
  let summary = "Runs a Metal kernel";
  let description = [{
    Runs `kernel_name` of `kernel_source` on a grid of threads. The operands are
    the kernel's arguments, `threads_per_grid`, `threads_per_thread_group`, and
    the shape of each result.

    Constraints:
    - (C1) there are at least two operands more than results; those after the
      kernel's arguments are 1-D and of `ui32`.
    - (C2) `threads_per_grid` and `threads_per_thread_group` have three
      elements.
    - (C3) the shape of a result has one element per axis of it.
    - (C4) a result's shape is compatible with a constant one given for it.

    Example:

    ```mlir
    %9 = coreai.metal4_kernel kernel_args(%a, %b), threads_per_grid %g, threads_per_thread_group %t, result_shapes(%s) {kernel_name = "custom_add", kernel_source = "kernel void custom_add() {}"} : (tensor<4x4x4xf16>, tensor<4x4x4xf16>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>) -> tensor<4x4x4xf16>
    ```
  }];
  let arguments = (ins Variadic<CoreAI_AnyTensor>:$inputs, StrAttr:$kernel_name,
                       StrAttr:$kernel_source);
  let results = (outs Variadic<CoreAI_AnyTensor>:$results);
  let extraClassDeclaration = [{
    operand_range getKernelArgs() {
      return getInputs().drop_back(getNumResults() + 2);
    }
    ::mlir::Value getThreadsPerGrid() {
      return getInputs()[getInputs().size() - getNumResults() - 2];
    }
    ::mlir::Value getThreadsPerThreadGroup() {
      return getInputs()[getInputs().size() - getNumResults() - 1];
    }
    operand_range getResultShapes() {
      return getInputs().take_back(getNumResults());
    }
  }];
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1; /*C1-C4*/
}

#endif // COREAI_IR_STATEOPS_TD

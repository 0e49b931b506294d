// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Types of state: what a graph holds between runs, and the order of its uses.

#ifndef COREAI_IR_COREAITYPES_TD
#define COREAI_IR_COREAITYPES_TD

include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/BuiltinTypeInterfaces.td"
include "coreai/IR/CoreAIBase.td"

class CoreAI_Type<string name, string typeMnemonic>
    : TypeDef<CoreAI_Dialect, name> {
  let mnemonic = typeMnemonic;
}

def CoreAI_TokenType : CoreAI_Type<"Token", "token"> {
  let summary = "Orders accesses to state";
  let description = [{
    A token stands for a point in the order of a graph's accesses to its state.
    Each access takes the token of the one before and gives its own.

    Example: `!coreai.token`
  }];
}

def CoreAI_HandleType : CoreAI_Type<"Handle", "handle"> {
  let summary = "Names a mutable buffer";
  let description = [{
    A handle names a buffer that outlives a run of the graph. Its parameter is
    the tensor type of the buffer's contents.

    Constraints:
    - (C1) the parameter is a ranked tensor type.

    Example: `!coreai.handle<tensor<1x4xf32>>`
  }];
  let parameters = (ins "::mlir::Type":$valueType);
  let assemblyFormat = "`<` $valueType `>`";
  let genVerifyDecl = 1; /*C1*/
}

def CoreAI_SparseWithBitmaskType
    : CoreAI_Type<"SparseWithBitmask", "sparse_with_bitmask"> {
  let summary = "A tensor stored as its non-zero elements";
  let description = [{
    What `coreai.build_sparse_with_bitmask` makes. Core AI's own name and text
    of this type have never been seen; the parameter is the dense tensor type.

    Constraints:
    - (C1) the parameter is a ranked tensor type.

    Example: `!coreai.sparse_with_bitmask<tensor<8x8xf16>>`
  }];
  let parameters = (ins "::mlir::Type":$denseType);
  let assemblyFormat = "`<` $denseType `>`";
  let genVerifyDecl = 1; /*C1*/
}

#endif // COREAI_IR_COREAITYPES_TD

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The sibling dialect whose namespaces graphs are nested in.

#ifndef COREAI_IR_UDMLDIALECT_TD
#define COREAI_IR_UDMLDIALECT_TD

include "mlir/IR/OpAsmInterface.td"
include "mlir/IR/OpBase.td"
include "mlir/IR/SymbolInterfaces.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

def Udml_Dialect : Dialect {
  let name = "udml";
  let cppNamespace = "::coreai";
  let summary = "Namespaces of graphs";
  let description = [{
    A sibling of `coreai`. Of its ops only `udml.namespace` is known; others
    pass through in generic form, and its attributes and types as they are
    written.
  }];
  // As in coreai: bytecode holds attributes by name.
  let usePropertiesForAttributes = 0;
  let extraClassDeclaration = [{
    ::mlir::Attribute parseAttribute(::mlir::DialectAsmParser &parser,
                                     ::mlir::Type type) const override;
  }];
}

def Udml_NamespaceOp : Op<Udml_Dialect, "namespace", [
    IsolatedFromAbove, NoRegionArguments, NoTerminator, SingleBlock, Symbol,
    SymbolTable,
    DeclareOpInterfaceMethods<OpAsmOpInterface, ["getDefaultDialect"]>]> {
  let summary = "Holds graphs under a name";
  let description = [{
    A symbol that is itself a table of symbols: graphs, and other namespaces. A
    graph in it is called as `@namespace::@graph` from where the namespace
    stands, and as `@graph` from inside. As everywhere in MLIR, a name is looked
    up in the closest table around the call and in no other.

    In a namespace, ops of this dialect may be written without their prefix, and
    are printed so.

    A private graph in a namespace may be called from outside, too. It is
    removed once nothing calls it; graphs that aren't private are entry points
    at any depth, and stay. So does a namespace, even an empty one, unless
    `sym_visibility` says `"private"`.

    Example:

    ```mlir
    udml.namespace @group_a {
      namespace @stage_one {
        coreai.graph private @layer(%x: tensor<2xf32>) -> tensor<2xf32> {
          coreai.output %x : tensor<2xf32>
        }
      }
    }
    coreai.graph @main(%x: tensor<2xf32>) -> tensor<2xf32> {
      %0 = coreai.invoke @group_a::@stage_one::@layer(%x)  : (tensor<2xf32>) -> tensor<2xf32>
      coreai.output %0 : tensor<2xf32>
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name,
                       OptionalAttr<StrAttr>:$sym_visibility);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = "$sym_name attr-dict-with-keyword $body";
}

#endif // COREAI_IR_UDMLDIALECT_TD

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Enums and attributes. The enums print `<value>` inside an op's syntax and
// `#coreai.mnemonic<value>` elsewhere.

#ifndef COREAI_IR_COREAIATTRS_TD
#define COREAI_IR_COREAIATTRS_TD

include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"
include "coreai/IR/CoreAIBase.td"

class CoreAI_EnumAttr<EnumInfo info, string attrMnemonic>
    : EnumAttr<CoreAI_Dialect, info, attrMnemonic> {
  let assemblyFormat = "`<` $value `>`";
}

class CoreAI_I32Enum<string name, string enumSummary, list<I32EnumCase> cases>
    : I32Enum<name, enumSummary, cases> {
  let cppNamespace = "::coreai";
}

def CoreAI_GeluApproximation : CoreAI_I32Enum<
    "GeluApproximation", "How gelu is computed", [
      I32EnumCase<"None", 0, "none">,
      I32EnumCase<"Tanh", 1, "tanh">]>;
def CoreAI_GeluApproximationAttr
    : CoreAI_EnumAttr<CoreAI_GeluApproximation, "gelu_approximation">;

def CoreAI_PaddingMode : CoreAI_I32Enum<
    "PaddingMode", "Where padded elements come from", [
      I32EnumCase<"Constant", 0, "constant">,
      I32EnumCase<"Reflect", 1, "reflect">,
      I32EnumCase<"Replicate", 2, "replicate">]>;
def CoreAI_PaddingModeAttr
    : CoreAI_EnumAttr<CoreAI_PaddingMode, "padding_mode">;

def CoreAI_InterpolationMode : CoreAI_I32Enum<
    "InterpolationMode", "How values between elements are made", [
      I32EnumCase<"Linear", 0, "linear">,
      I32EnumCase<"NearestNeighbor", 1, "nearest_neighbor">]>;
def CoreAI_InterpolationModeAttr
    : CoreAI_EnumAttr<CoreAI_InterpolationMode, "interpolation_mode">;

def CoreAI_ScatterMode : CoreAI_I32Enum<
    "ScatterMode", "How an update meets the element that is there", [
      I32EnumCase<"Overwrite", 0, "overwrite">,
      I32EnumCase<"Add", 1, "add">,
      I32EnumCase<"Mul", 2, "mul">]>;
def CoreAI_ScatterModeAttr
    : CoreAI_EnumAttr<CoreAI_ScatterMode, "scatter_mode">;

def CoreAI_ScanCombiner : CoreAI_I32Enum<
    "ScanCombiner", "What a scan accumulates", [
      I32EnumCase<"Sum", 0, "sum">]>;
def CoreAI_ScanCombinerAttr
    : CoreAI_EnumAttr<CoreAI_ScanCombiner, "scan_combiner">;

def CoreAI_CompositeDeclarationAttr
    : AttrDef<CoreAI_Dialect, "CompositeDeclaration"> {
  let mnemonic = "composite_declaration";
  let summary = "Says which operation a composite graph stands for";
  let description = [{
    Found under `composite_decl` in the dictionary of a `private noinline`
    graph. The dictionary holds `input_names`, `op_attrs` and `output_names`.

    Example:

    ```mlir
    #coreai.composite_declaration<"log_softmax" = {input_names = ["input"],
        op_attrs = {axis = 1 : si64, version = 1 : si64},
        output_names = ["output"]}>
    ```
  }];
  let parameters = (ins "::mlir::StringAttr":$name,
                        "::mlir::DictionaryAttr":$attributes);
  let assemblyFormat = "`<` $name `=` $attributes `>`";
}

#endif // COREAI_IR_COREAIATTRS_TD

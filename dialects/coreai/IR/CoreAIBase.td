// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The dialect, its base op class, and the type constraints that ops share.

#ifndef COREAI_IR_COREAIBASE_TD
#define COREAI_IR_COREAIBASE_TD

include "mlir/IR/OpBase.td"

//===----------------------------------------------------------------------===//
// Dialect
//===----------------------------------------------------------------------===//

def CoreAI_Dialect : Dialect {
  let name = "coreai";
  let cppNamespace = "::coreai";
  let summary = "Neural-network programs as Apple's Core AI tools print them";
  let description = [{
    A Core AI program is a module of `coreai.graph` symbols. Inside a graph,
    values are ranked tensors, and nearly everything that other dialects keep in
    attributes (axes, permutations, strides, groups, target shapes) is an
    operand made by `coreai.constant`, whose signedness is part of its type.

    A weight is a `coreai.constant` of float elements. The compressed forms of a
    weight are `coreai.lut_to_dense` (palettized) and
    `coreai.blockwise_shift_scale` (scaled), applied to constants.

    Declared result types are checked for compatibility with what the operands
    imply, never for equality: a program may state a more static shape than can
    be inferred, or a less static one.
  }];
  let hasConstantMaterializer = 1;
  let useDefaultTypePrinterParser = 1;
  let useDefaultAttributePrinterParser = 1;
  // Attributes are written to bytecode by name. Property bytecode is
  // positional: one attribute more or less on the reader's side and it is
  // misread, and a reader without the dialect loses all but one attribute.
  let usePropertiesForAttributes = 0;
  let extraClassDeclaration = [{
  private:
    // One per topic, in its source, which alone instantiates its ops.
    void registerStructureOps();
    void registerControlFlowOps();
    void registerStateOps();
    void registerElementwiseOps();
    void registerMatmulOps();
    void registerShapeOps();
    void registerReductionOps();
    void registerGatherOps();
    void registerConvolutionOps();
    void registerPoolingOps();
    void registerResamplingOps();
    void registerCompressionOps();
  }];
}

class CoreAI_Op<string mnemonic, list<Trait> traits = []>
    : Op<CoreAI_Dialect, mnemonic, traits>;

//===----------------------------------------------------------------------===//
// Type constraints
//===----------------------------------------------------------------------===//

// Element types, by what they are for. Every tensor is ranked: unranked ones
// don't occur in Core AI programs.
def CoreAI_Float : AnyTypeOf<[F16, BF16, F32, F64], "16, 32 or 64-bit float">;
def CoreAI_SmallFloat
    : AnyTypeOf<[F8E4M3FN, F8E5M2, F8E8M0FNU, F4E2M1FN], "4 or 8-bit float">;
def CoreAI_Integer
    : AnyTypeOf<[AnySignedInteger, AnyUnsignedInteger],
                "signed or unsigned integer">;
def CoreAI_PaletteIndex
    : AnyTypeOf<[UI<1>, UI<2>, UI<3>, UI<4>, UI<6>, UI<8>],
                "1, 2, 3, 4, 6 or 8-bit unsigned integer">;

def CoreAI_AnyTensor : RankedTensorOf<[AnyType]>;
def CoreAI_FloatTensor : RankedTensorOf<[CoreAI_Float]>;
def CoreAI_NumberTensor : RankedTensorOf<[CoreAI_Float, CoreAI_Integer]>;
def CoreAI_SignedTensor : RankedTensorOf<[CoreAI_Float, AnySignedInteger]>;
def CoreAI_IntegerTensor : RankedTensorOf<[CoreAI_Integer]>;
def CoreAI_BoolTensor : RankedTensorOf<[I1]>;
def CoreAI_ComplexTensor : RankedTensorOf<[AnyComplex]>;
def CoreAI_FloatOrComplexTensor : RankedTensorOf<[CoreAI_Float, AnyComplex]>;
def CoreAI_StorableTensor
    : RankedTensorOf<[CoreAI_Float, CoreAI_SmallFloat, CoreAI_Integer]>;
def CoreAI_IndicesTensor : RankedTensorOf<[CoreAI_PaletteIndex]>;

// Parameter operands. Their signedness is fixed by the op, see each op.
def CoreAI_SizeVector : 1DTensorOf<[UI32]>;
def CoreAI_ShapeVector : 1DTensorOf<[UI32, SI32]>;
def CoreAI_AxisVector : 1DTensorOf<[SI32]>;
def CoreAI_Size : 0DTensorOf<[UI32]>;
def CoreAI_Axis : 0DTensorOf<[SI32]>;
def CoreAI_Flag : 0DTensorOf<[I1]>;
def CoreAI_NarrowAxis : 0DTensorOf<[SI<16>]>;

#endif // COREAI_IR_COREAIBASE_TD

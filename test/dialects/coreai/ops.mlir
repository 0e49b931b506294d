// Every op as Core AI's tools print it. The file is in printed form: what comes
// back, through text and through bytecode, has to be the file itself.
//
// RUN: grep -v '^ *//' %s > %t.expected
// RUN: echo "" >> %t.expected
// RUN: coreai-opt %s | diff %t.expected -
// RUN: coreai-opt %s --emit-bytecode | coreai-opt | diff %t.expected -
// RUN: coreai-opt %s --mlir-print-op-generic | coreai-opt | diff %t.expected -
module {
  // Constants: dense, splat, hex, sub-byte splat, empty, special values, and
  // resources with and without their bytes.
  coreai.graph @constant() -> tensor<3xui32> {
    %0 = coreai.constant dense<[1, 1, 3]> : tensor<3xui32>
    %1 = coreai.constant dense<1> : tensor<ui32>
    %2 = coreai.constant dense<1> : tensor<2xui32>
    %3 = coreai.constant dense<0> : tensor<si16>
    %4 = coreai.constant dense<-1> : tensor<1xsi32>
    %5 = coreai.constant dense<3> : tensor<4x4xui4>
    %6 = coreai.constant dense<> : tensor<0xui32>
    %7 = coreai.constant dense<[0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<3xf32>
    %8 = coreai.constant dense<[true, false]> : tensor<2xi1>
    %9 = coreai.constant dense<(1.000000e+00,-2.000000e+00)> : tensor<complex<f32>>
    %10 = coreai.constant dense<1.000000e+00> : tensor<2xf8E4M3FN>
    %11 = coreai.constant dense<[[[[[[-8], [-7], [-6], [-5], [-4], [-3], [-2], [-1], [0], [1], [2], [3], [4], [5], [6], [7]]]]]]> : tensor<1x1x1x1x16x1xsi8>
    %12 = coreai.constant dense<"0x000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F202122232425262728292A2B2C2D2E2F303132333435363738393A3B3C3D3E3F404142434445464748494A4B4C4D4E4F505152535455565758595A5B5C5D5E5F6061626364"> : tensor<101xui8>
    %13 = coreai.constant dense_resource<resource_1637340467108146368> : tensor<64x64x1x1xui4>
    %14 = coreai.constant dense_resource<layers.0.weight> : tensor<2x2xf16>
    coreai.output %0 : tensor<3xui32>
  }
  // Graphs: keywords, names, attributes of arguments and results, the three
  // dresses of the dictionary.
  coreai.graph @bare(%arg0: tensor<2x3xf32>) -> tensor<2x3xf32> {
    coreai.output %arg0 : tensor<2x3xf32>
  }
  coreai.graph @main(%arg0: tensor<2x3xf32> {coreai.name = "x"}) -> (tensor<2x3xf32> {coreai.name = "out"}) {
    coreai.output %arg0 : tensor<2x3xf32>
  }
  coreai.graph @dynamic(%arg0: tensor<?x?xf32> {coreai.name = "x"}) -> (tensor<?x?xf32> {coreai.name = "out"}) attributes {__coreai_pure__} {
    coreai.output %arg0 : tensor<?x?xf32>
  }
  coreai.graph private noinline @log_softmax_tzcnrgwt(%arg0: tensor<2x5xf32> {coreai.name = "input"}) -> tensor<2x5xf32> attributes {__coreai_pure__, composite_decl = #coreai.composite_declaration<"log_softmax" = {input_names = ["input"], op_attrs = {axis = 1 : si64, version = 1 : si64}, output_names = ["output"]}>, template_op = "log_softmax"} {
    coreai.output %arg0 : tensor<2x5xf32>
  }
  coreai.graph externalize noinline @block.norm_1a2b3c4d(%arg0: tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>) {
    coreai.output %arg0, %arg0 : tensor<2xf32>, tensor<2xf32>
  }
  coreai.graph noinline @submodule() {
    coreai.output
  }
  coreai.graph @state(%arg0: !coreai.handle<tensor<1x4xf32>> {MutableBuffers.buffer_mutation = "b_state", coreai.name = "b_state"}, %arg1: !coreai.token) -> (!coreai.token {coreai.name = "b_state"}, tensor<2x4xf32>) {
    %0 = coreai.constant dense<0.000000e+00> : tensor<2x4xf32>
    coreai.output %arg1, %0 : !coreai.token, tensor<2x4xf32>
  }
  coreai.graph @invoke(%arg0: tensor<2x5xf32>, %arg1: tensor<2xf32>) -> tensor<2x5xf32> {
    %0 = coreai.invoke @log_softmax_tzcnrgwt(%arg0)  : (tensor<2x5xf32>) -> tensor<2x5xf32>
    %1:2 = coreai.invoke @block.norm_1a2b3c4d(%arg1)  : (tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>)
    coreai.invoke @submodule()  : () -> ()
    coreai.output %0 : tensor<2x5xf32>
  }
  coreai.graph @unary(%arg0: tensor<2x3xf32>, %arg1: tensor<2x1xsi32>) {
    %0 = coreai.exp %arg0 : tensor<2x3xf32> -> tensor<2x3xf32>
    %1 = coreai.rsqrt %arg0 : tensor<2x3xf32> -> tensor<2x3xf32>
    %2 = coreai.relu %arg0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
    %3 = coreai.sigmoid %arg0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
    %4 = coreai.silu %arg0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
    %5 = coreai.gelu %arg0 : tensor<2x3xf32> -> tensor<2x3xf32>
    %6 = coreai.gelu %arg0 approximate = <tanh> : tensor<2x3xf32> -> tensor<2x3xf32>
    %7 = coreai.cast %arg0 : tensor<2x3xf32> to tensor<2x3xf16>
    %8 = coreai.cast %arg1 : tensor<2x1xsi32> to tensor<?x1xsi32>
    coreai.output
  }
  coreai.graph @binary(%arg0: tensor<2x5xf32>, %arg1: tensor<2x1xf32>, %arg2: tensor<f32>, %arg3: tensor<?x1xsi32>) {
    %0 = coreai.decomposable.broadcasting_add %arg0, %arg0 : (tensor<2x5xf32>, tensor<2x5xf32>) -> tensor<2x5xf32>
    %1 = coreai.decomposable.broadcasting_sub %arg0, %arg1 : (tensor<2x5xf32>, tensor<2x1xf32>) -> tensor<2x5xf32>
    %2 = coreai.decomposable.broadcasting_mul %arg2, %arg0 : (tensor<f32>, tensor<2x5xf32>) -> tensor<2x5xf32>
    %3 = coreai.decomposable.broadcasting_divide %arg0, %arg2 : (tensor<2x5xf32>, tensor<f32>) -> tensor<2x5xf32>
    %4 = coreai.decomposable.broadcasting_add %arg3, %arg3 : (tensor<?x1xsi32>, tensor<?x1xsi32>) -> tensor<4x1xsi32>
    coreai.output
  }
  coreai.graph @matmul(%arg0: tensor<2x24xf32>, %arg1: tensor<24x32xf32>, %arg2: tensor<3x1x2x24xf32>, %arg3: tensor<5x24x?xf32>) {
    %0 = coreai.batch_matmul %arg0, %arg1 : (tensor<2x24xf32>, tensor<24x32xf32>) -> tensor<2x32xf32>
    %1 = coreai.decomposable.broadcasting_batch_matmul %arg0, %arg1 : (tensor<2x24xf32>, tensor<24x32xf32>) -> tensor<2x32xf32>
    %2 = coreai.decomposable.broadcasting_batch_matmul %arg2, %arg3 : (tensor<3x1x2x24xf32>, tensor<5x24x?xf32>) -> tensor<3x5x2x?xf32>
    coreai.output
  }
  coreai.graph @shape(%arg0: tensor<3x4xf32>, %arg1: tensor<2x1xf32>, %arg2: tensor<?x?xsi32>, %arg3: tensor<2xsi32>) {
    %0 = coreai.constant dense<[1, 0]> : tensor<2xui32>
    %1 = coreai.transpose %arg0, %0 : (tensor<3x4xf32>, tensor<2xui32>) -> tensor<4x3xf32>
    %2 = coreai.constant dense<2> : tensor<1xui32>
    %3 = coreai.reshape %arg1, %2 : (tensor<2x1xf32>, tensor<1xui32>) -> tensor<2xf32>
    %4 = coreai.constant dense<[2, -1]> : tensor<2xsi32>
    %5 = coreai.reshape %arg0, %4 : (tensor<3x4xf32>, tensor<2xsi32>) -> tensor<2x6xf32>
    %6 = coreai.reshape %arg0, %arg3 : (tensor<3x4xf32>, tensor<2xsi32>) -> tensor<?x?xf32>
    %7 = coreai.constant dense<-1> : tensor<1xsi32>
    %8 = coreai.expand_dims %arg2, %7 : (tensor<?x?xsi32>, tensor<1xsi32>) to tensor<?x?x1xsi32>
    %9 = coreai.constant dense<[0, 0, 1, 2]> : tensor<4xui32>
    %10 = coreai.constant dense<0.000000e+00> : tensor<f32>
    %11 = coreai.pad %arg0, %9, %10 mode = <constant> : (tensor<3x4xf32>, tensor<4xui32>, tensor<f32>) -> tensor<3x7xf32>
    %12 = coreai.pad %arg0, %9, %10 mode = <reflect> : (tensor<3x4xf32>, tensor<4xui32>, tensor<f32>) -> tensor<3x7xf32>
    %13 = coreai.pad %arg0, %9, %10 mode = <replicate> : (tensor<3x4xf32>, tensor<4xui32>, tensor<f32>) -> tensor<3x7xf32>
    coreai.output
  }
  coreai.graph @reduction(%arg0: tensor<2x5xf32>, %arg1: tensor<2xsi32>) {
    %0 = coreai.constant dense<1> : tensor<1xsi32>
    %1 = coreai.constant dense<[0, -1]> : tensor<2xsi32>
    %2 = coreai.constant dense<-1> : tensor<si32>
    %3 = coreai.reduce_max %arg0, %0 : (tensor<2x5xf32>, tensor<1xsi32>) -> tensor<2x1xf32>
    %4 = coreai.reduce_mean %arg0, %1 : (tensor<2x5xf32>, tensor<2xsi32>) -> tensor<1x1xf32>
    %5 = coreai.reduce_sum %arg0, %0 : (tensor<2x5xf32>, tensor<1xsi32>) -> tensor<2x1xf32>
    %6 = coreai.reduce_sum %arg0, %arg1 : (tensor<2x5xf32>, tensor<2xsi32>) -> tensor<?x?xf32>
    %7 = coreai.softmax %arg0, %2 : (tensor<2x5xf32>, tensor<si32>) -> tensor<2x5xf32>
    coreai.output
  }
  coreai.graph @gather(%arg0: tensor<10x4xf32>, %arg1: tensor<2x3x1xsi32>, %arg2: tensor<?x2xsi32>) {
    %0 = coreai.gather_nd %arg0 at %arg1 : (tensor<10x4xf32>, tensor<2x3x1xsi32>) to tensor<2x3x4xf32>
    %1 = coreai.gather_nd %arg0 at %arg2 : (tensor<10x4xf32>, tensor<?x2xsi32>) to tensor<?xf32>
    coreai.output
  }
  coreai.graph @convolution(%arg0: tensor<1x3x8x8xf32>, %arg1: tensor<8x3x3x3xf32>, %arg2: tensor<1x4x9x?xf16>, %arg3: tensor<6x2x3x3xf16>) {
    %0 = coreai.constant dense<1> : tensor<2xui32>
    %1 = coreai.constant dense<1> : tensor<ui32>
    %2 = coreai.conv2d %arg0, %arg1, %0, %0, %1 : (tensor<1x3x8x8xf32>, tensor<8x3x3x3xf32>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x8x6x6xf32>
    %3 = coreai.constant dense<2> : tensor<2xui32>
    %4 = coreai.constant dense<2> : tensor<ui32>
    %5 = coreai.conv2d %arg2, %arg3, %3, %3, %4 : (tensor<1x4x9x?xf16>, tensor<6x2x3x3xf16>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x6x3x?xf16>
    coreai.output
  }
  coreai.graph @compression(%arg0: tensor<64x64x1x1xui4>, %arg1: tensor<1x1x1x1x16x1xsi8>, %arg2: tensor<64x2x1x1xf16>, %arg3: tensor<64x2x1x1xsi8>, %arg4: tensor<f16>, %arg5: tensor<si8>, %arg6: tensor<64x2x1x1xf8E8M0FNU>) {
    %0 = coreai.constant dense<0> : tensor<si16>
    %1 = coreai.lut_to_dense %arg0, %arg1, %0 : (tensor<64x64x1x1xui4>, tensor<1x1x1x1x16x1xsi8>, tensor<si16>) -> tensor<64x64x1x1xsi8>
    %2 = coreai.blockwise_shift_scale %1, %arg2, %arg3, %arg2 : (tensor<64x64x1x1xsi8>, tensor<64x2x1x1xf16>, tensor<64x2x1x1xsi8>, tensor<64x2x1x1xf16>) -> tensor<64x64x1x1xf16>
    %3 = coreai.blockwise_shift_scale %1, %arg4, %arg5, %arg4 : (tensor<64x64x1x1xsi8>, tensor<f16>, tensor<si8>, tensor<f16>) -> tensor<64x64x1x1xf16>
    %4 = coreai.blockwise_shift_scale %1, %arg6, %arg3, %arg2 : (tensor<64x64x1x1xsi8>, tensor<64x2x1x1xf8E8M0FNU>, tensor<64x2x1x1xsi8>, tensor<64x2x1x1xf16>) -> tensor<64x64x1x1xf16>
    coreai.output
  }
  // Vectors of two along axis 1, two tables along axis 0.
  coreai.graph @vectors(%arg0: tensor<2x3xui2>, %arg1: tensor<2x1x4x2xf16>) -> tensor<2x6xf16> {
    %0 = coreai.constant dense<1> : tensor<si16>
    %1 = coreai.lut_to_dense %arg0, %arg1, %0 : (tensor<2x3xui2>, tensor<2x1x4x2xf16>, tensor<si16>) -> tensor<2x6xf16>
    coreai.output %1 : tensor<2x6xf16>
  }
}

{-#
  dialect_resources: {
    builtin: {
      layers.0.weight: "0x10000000003C004000420044"
    }
  }
#-}

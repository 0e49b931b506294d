// What chains of decompression ops decode to.
//
// RUN: coreai-opt %s --coreai-materialize-weights | FileCheck %s
// RUN: coreai-opt %s --emit-bytecode | coreai-opt --coreai-materialize-weights | FileCheck %s
// RUN: %mlir-opt %s --load-dialect-plugin=%coreai_plugin --load-pass-plugin=%coreai_plugin \
// RUN:   --pass-pipeline='builtin.module(coreai-materialize-weights)' | FileCheck %s
//
// Nothing of the chains is left.
// RUN: coreai-opt %s --coreai-materialize-weights | FileCheck %s --check-prefix=NOTHING
// NOTHING-NOT: coreai.lut_to_dense
// NOTHING-NOT: coreai.blockwise_shift_scale
// NOTHING-NOT: coreai.dequantize
// NOTHING-NOT: coreai.build_sparse
// NOTHING-NOT: coreai.sparse
// NOTHING-NOT: coreai.cast
// NOTHING-NOT: dense_resource
// NOTHING:     coreai.graph @other_tools

// A table per row.
// CHECK-LABEL: coreai.graph @lut
// CHECK-NEXT:    %[[W:.*]] = coreai.constant dense<{{\[\[}}1.000000e+01, 1.100000e+01, 1.200000e+01], [2.300000e+01, 2.200000e+01, 2.100000e+01]]> : tensor<2x3xf16>
// CHECK-NEXT:    coreai.output %[[W]]
coreai.graph @lut() -> tensor<2x3xf16> {
  %i = coreai.constant dense<[[0, 1, 2], [3, 2, 1]]> : tensor<2x3xui2>
  %t = coreai.constant dense<[[[[10.0], [11.0], [12.0], [13.0]]], [[[20.0], [21.0], [22.0], [23.0]]]]> : tensor<2x1x4x1xf16>
  %a = coreai.constant dense<0> : tensor<si16>
  %w = coreai.lut_to_dense %i, %t, %a : (tensor<2x3xui2>, tensor<2x1x4x1xf16>, tensor<si16>) -> tensor<2x3xf16>
  coreai.output %w : tensor<2x3xf16>
}

// Vectors, along an axis that counts from the end.
// CHECK-LABEL: coreai.graph @vectors
// CHECK-NEXT:    coreai.constant dense<{{\[\[}}0.000000e+00, 2.000000e+00, 4.000000e+00], [1.000000e+00, 3.000000e+00, 5.000000e+00], [6.000000e+00, 4.000000e+00, 2.000000e+00], [7.000000e+00, 5.000000e+00, 3.000000e+00]]> : tensor<4x3xf16>
// CHECK-NEXT:    coreai.output
coreai.graph @vectors() -> tensor<4x3xf16> {
  %i = coreai.constant dense<[[0, 1, 2], [3, 2, 1]]> : tensor<2x3xui2>
  %t = coreai.constant dense<[[[[0.0, 1.0], [2.0, 3.0], [4.0, 5.0], [6.0, 7.0]]]]> : tensor<1x1x4x2xf16>
  %a = coreai.constant dense<-2> : tensor<si16>
  %w = coreai.lut_to_dense %i, %t, %a : (tensor<2x3xui2>, tensor<1x1x4x2xf16>, tensor<si16>) -> tensor<4x3xf16>
  coreai.output %w : tensor<4x3xf16>
}

// Four-bit integers in two blocks, with zero points and minima.
// CHECK-LABEL: coreai.graph @shift_scale
// CHECK-NEXT:    coreai.constant dense<{{\[\[}}-3.500000e+00, 0.000000e+00, 1.000000e+01, 2.400000e+01]]> : tensor<1x4xf16>
// CHECK-NEXT:    coreai.output
coreai.graph @shift_scale() -> tensor<1x4xf16> {
  %d = coreai.constant dense<[[-8, -1, 0, 7]]> : tensor<1x4xsi4>
  %s = coreai.constant dense<[[0.5, 2.0]]> : tensor<1x2xf16>
  %z = coreai.constant dense<[[-1, 0]]> : tensor<1x2xsi4>
  %m = coreai.constant dense<[[0.0, 10.0]]> : tensor<1x2xf16>
  %w = coreai.blockwise_shift_scale %d, %s, %z, %m : (tensor<1x4xsi4>, tensor<1x2xf16>, tensor<1x2xsi4>, tensor<1x2xf16>) -> tensor<1x4xf16>
  coreai.output %w : tensor<1x4xf16>
}

// Blocks along both axes: rows 0-1 and 2-3, columns 0-1 and 2-3.
// CHECK-LABEL: coreai.graph @blocks
// CHECK-NEXT:    coreai.constant dense<{{\[\[}}1.000000e+00, 2.000000e+00, 3.000000e+01, 4.000000e+01], [5.000000e+00, 6.000000e+00, 7.000000e+01, 8.000000e+01], [9.000000e+02, 1.000000e+03, 1.100000e+04, 1.200000e+04], [1.300000e+03, 1.400000e+03, 1.500000e+04, 1.600000e+04]]> : tensor<4x4xf32>
// CHECK-NEXT:    coreai.output
coreai.graph @blocks() -> tensor<4x4xf32> {
  %d = coreai.constant dense<[[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12], [13, 14, 15, 16]]> : tensor<4x4xui8>
  %s = coreai.constant dense<[[1.0, 10.0], [100.0, 1000.0]]> : tensor<2x2xf32>
  %z = coreai.constant dense<0> : tensor<2x2xui8>
  %m = coreai.constant dense<0.0> : tensor<2x2xf32>
  %w = coreai.blockwise_shift_scale %d, %s, %z, %m : (tensor<4x4xui8>, tensor<2x2xf32>, tensor<2x2xui8>, tensor<2x2xf32>) -> tensor<4x4xf32>
  coreai.output %w : tensor<4x4xf32>
}

// The difference is taken after widening, and a scale of rank 0 broadcasts.
// CHECK-LABEL: coreai.graph @widened
// CHECK-NEXT:    coreai.constant dense<[-5.100000e+02, 0.000000e+00]> : tensor<2xbf16>
// CHECK-NEXT:    coreai.output
coreai.graph @widened() -> tensor<2xbf16> {
  %d = coreai.constant dense<[-128, 127]> : tensor<2xsi8>
  %s = coreai.constant dense<2.0> : tensor<bf16>
  %z = coreai.constant dense<127> : tensor<si8>
  %m = coreai.constant dense<0.0> : tensor<bf16>
  %w = coreai.blockwise_shift_scale %d, %s, %z, %m : (tensor<2xsi8>, tensor<bf16>, tensor<si8>, tensor<bf16>) -> tensor<2xbf16>
  coreai.output %w : tensor<2xbf16>
}

// Microscaled floats: fp4 and fp8 elements, scales that are powers of two.
// CHECK-LABEL: coreai.graph @microscaled
// CHECK-NEXT:    %[[A:.*]] = coreai.constant dense<{{\[\[}}2.000000e+00, -1.200000e+01, 2.500000e-01, 1.500000e+00]]> : tensor<1x4xf16>
// CHECK-NEXT:    %[[B:.*]] = coreai.constant dense<{{\[\[}}-8.960000e+02, 3.906250e-03]]> : tensor<1x2xf32>
// CHECK-NEXT:    coreai.output %[[A]], %[[B]]
coreai.graph @microscaled() -> (tensor<1x4xf16>, tensor<1x2xf32>) {
  %d = coreai.constant dense<[[1.0, -6.0, 0.5, 3.0]]> : tensor<1x4xf4E2M1FN>
  %s = coreai.constant dense<[[2.0, 0.5]]> : tensor<1x2xf8E8M0FNU>
  %z = coreai.constant dense<0.0> : tensor<1x2xf4E2M1FN>
  %m = coreai.constant dense<0.0> : tensor<1x2xf16>
  %a = coreai.blockwise_shift_scale %d, %s, %z, %m : (tensor<1x4xf4E2M1FN>, tensor<1x2xf8E8M0FNU>, tensor<1x2xf4E2M1FN>, tensor<1x2xf16>) -> tensor<1x4xf16>
  %e = coreai.constant dense<[[-448.0, 0.001953125]]> : tensor<1x2xf8E4M3FN>
  %t = coreai.constant dense<2.0> : tensor<1x1xf8E8M0FNU>
  %y = coreai.constant dense<0.0> : tensor<1x1xf8E4M3FN>
  %n = coreai.constant dense<0.0> : tensor<1x1xf32>
  %b = coreai.blockwise_shift_scale %e, %t, %y, %n : (tensor<1x2xf8E4M3FN>, tensor<1x1xf8E8M0FNU>, tensor<1x1xf8E4M3FN>, tensor<1x1xf32>) -> tensor<1x2xf32>
  coreai.output %a, %b : tensor<1x4xf16>, tensor<1x2xf32>
}

// CHECK-LABEL: coreai.graph @dequantize
// CHECK-NEXT:    %[[T:.*]] = coreai.constant dense<{{\[\[}}-3.100000e+01, 1.000000e+00], [1.250000e+00, 3.275000e+01]]> : tensor<2x2xf16>
// CHECK-NEXT:    %[[C:.*]] = coreai.constant dense<{{\[\[}}-1.270000e+02, 0.000000e+00], [2.000000e+00, 2.540000e+02]]> : tensor<2x2xf16>
// CHECK-NEXT:    coreai.output %[[T]], %[[C]]
coreai.graph @dequantize() -> (tensor<2x2xf16>, tensor<2x2xf16>) {
  %d = coreai.constant dense<[[0, 128], [129, 255]]> : tensor<2x2xui8>
  %s = coreai.constant dense<0.25> : tensor<f16>
  %z = coreai.constant dense<128> : tensor<ui8>
  %m = coreai.constant dense<1.0> : tensor<f16>
  %a = coreai.constant dense<0> : tensor<si32>
  %t = coreai.dequantize %d, %s, %z, %m, %a : (tensor<2x2xui8>, tensor<f16>, tensor<ui8>, tensor<f16>, tensor<si32>) -> tensor<2x2xf16>
  %s2 = coreai.constant dense<[1.0, 2.0]> : tensor<2xf16>
  %z2 = coreai.constant dense<[127, 128]> : tensor<2xui8>
  %m2 = coreai.constant dense<0.0> : tensor<2xf16>
  %a2 = coreai.constant dense<1> : tensor<si32>
  %c = coreai.dequantize %d, %s2, %z2, %m2, %a2 : (tensor<2x2xui8>, tensor<2xf16>, tensor<2xui8>, tensor<2xf16>, tensor<si32>) -> tensor<2x2xf16>
  coreai.output %t, %c : tensor<2x2xf16>, tensor<2x2xf16>
}

// A mask of six bits, 0b110001, and values that are looked up themselves.
// CHECK-LABEL: coreai.graph @sparse
// CHECK-NEXT:    coreai.constant dense<{{\[\[}}5.000000e+00, 0.000000e+00, 0.000000e+00], [0.000000e+00, 6.000000e+00, 5.000000e+00]]> : tensor<2x3xf16>
// CHECK-NEXT:    coreai.output
coreai.graph @sparse() -> tensor<2x3xf16> {
  %i = coreai.constant dense<[0, 1, 0]> : tensor<3xui1>
  %t = coreai.constant dense<[[[5.0], [6.0]]]> : tensor<1x2x1xf16>
  %a = coreai.constant dense<0> : tensor<si16>
  %v = coreai.lut_to_dense %i, %t, %a : (tensor<3xui1>, tensor<1x2x1xf16>, tensor<si16>) -> tensor<3xf16>
  %b = coreai.constant dense_resource<mask> : tensor<2x3xui1>
  %s = coreai.build_sparse_with_bitmask %v, %b : (tensor<3xf16>, tensor<2x3xui1>) -> !coreai.sparse_with_bitmask<tensor<2x3xf16>>
  %w = coreai.sparse_with_bitmask_to_dense %s : (!coreai.sparse_with_bitmask<tensor<2x3xf16>>) -> tensor<2x3xf16>
  coreai.output %w : tensor<2x3xf16>
}

// Rounded once to f16, to even, and with infinity beyond its range.
// CHECK-LABEL: coreai.graph @rounding
// CHECK-NEXT:    coreai.constant dense<[2.048000e+03, 2.052000e+03, 0x7C00, -0.000000e+00]> : tensor<4xf16>
// CHECK-NEXT:    coreai.output
coreai.graph @rounding() -> tensor<4xf16> {
  %i = coreai.constant dense<[0, 1, 2, 3]> : tensor<4xui2>
  %t = coreai.constant dense<[[[2049.0], [2051.0], [1.0e6], [-1.0e-30]]]> : tensor<1x4x1xf32>
  %a = coreai.constant dense<0> : tensor<si16>
  %d = coreai.lut_to_dense %i, %t, %a : (tensor<4xui2>, tensor<1x4x1xf32>, tensor<si16>) -> tensor<4xf32>
  %w = coreai.cast %d : tensor<4xf32> to tensor<4xf16>
  coreai.output %w : tensor<4xf16>
}

// Tables may be computed, too: here cast and scaled.
// CHECK-LABEL: coreai.graph @computed_table
// CHECK-NEXT:    coreai.constant dense<[3.000000e+00, -3.000000e+00]> : tensor<2xf16>
// CHECK-NEXT:    coreai.output
coreai.graph @computed_table() -> tensor<2xf16> {
  %i = coreai.constant dense<[1, 0]> : tensor<2xui1>
  %c = coreai.constant dense<[[[-2], [2]]]> : tensor<1x2x1xsi8>
  %f = coreai.cast %c : tensor<1x2x1xsi8> to tensor<1x2x1xf16>
  %s = coreai.constant dense<1.5> : tensor<1x1x1xf16>
  %z = coreai.constant dense<0.0> : tensor<1x1x1xf16>
  %t = coreai.blockwise_shift_scale %f, %s, %z, %z : (tensor<1x2x1xf16>, tensor<1x1x1xf16>, tensor<1x1x1xf16>, tensor<1x1x1xf16>) -> tensor<1x2x1xf16>
  %a = coreai.constant dense<0> : tensor<si16>
  %w = coreai.lut_to_dense %i, %t, %a : (tensor<2xui1>, tensor<1x2x1xf16>, tensor<si16>) -> tensor<2xf16>
  coreai.output %w : tensor<2xf16>
}

// An empty tensor and splats of everything.
// CHECK-LABEL: coreai.graph @degenerate
// CHECK-NEXT:    coreai.constant dense<> : tensor<0x4xf16>
// CHECK-NEXT:    coreai.constant dense<2.500000e+00> : tensor<30x40xf16>
// CHECK-NEXT:    coreai.output
coreai.graph @degenerate() -> (tensor<0x4xf16>, tensor<30x40xf16>) {
  %e = coreai.constant dense<> : tensor<0x4xui4>
  %i = coreai.constant dense<3> : tensor<30x40xui4>
  %t = coreai.constant dense<2.5> : tensor<1x1x16x1xf16>
  %a = coreai.constant dense<0> : tensor<si16>
  %v = coreai.lut_to_dense %e, %t, %a : (tensor<0x4xui4>, tensor<1x1x16x1xf16>, tensor<si16>) -> tensor<0x4xf16>
  %w = coreai.lut_to_dense %i, %t, %a : (tensor<30x40xui4>, tensor<1x1x16x1xf16>, tensor<si16>) -> tensor<30x40xf16>
  coreai.output %v, %w : tensor<0x4xf16>, tensor<30x40xf16>
}

// A weight as other tools write it: all values of a signed four-bit integer in
// a table, cast to the type of the computation, then scaled in blocks.
// CHECK-LABEL: coreai.graph @other_tools
// CHECK-NEXT:    %[[G:.*]] = coreai.constant dense<1> : tensor<ui32>
// CHECK-NEXT:    %[[S:.*]] = coreai.constant dense<1> : tensor<2xui32>
// CHECK-NEXT:    %[[W:.*]] = coreai.constant dense<{{\[\[}}{{\[\[}}-8.000000e+00]], {{\[\[}}-7.000000e+00]], {{\[\[}}-6.000000e+00]], {{\[\[}}-5.000000e+00]]], {{.*}}{{\[\[}}7.000000e+00]]]]> : tensor<4x4x1x1xf16>
// CHECK-NEXT:    %[[V:.*]] = coreai.constant dense<{{\[\[}}{{\[\[}}-4.000000e+00]], {{\[\[}}-3.500000e+00]], {{\[\[}}-1.200000e+01]], {{\[\[}}-1.000000e+01]]], {{.*}} : tensor<4x4x1x1xf16>
// CHECK-NEXT:    coreai.conv2d %{{.*}}, %[[W]], %[[S]], %[[S]], %[[G]]
// CHECK-NEXT:    coreai.conv2d %{{.*}}, %[[V]], %[[S]], %[[S]], %[[G]]
coreai.graph @other_tools(%arg0: tensor<1x4x1x4xf16> {coreai.name = "x"}) -> (tensor<1x4x1x4xf16> {coreai.name = "y"}) {
  %0 = coreai.constant dense<1> : tensor<ui32>
  %1 = coreai.constant dense<1> : tensor<2xui32>
  %2 = coreai.constant dense<0> : tensor<si16>
  %3 = coreai.constant dense_resource<resource_163> : tensor<4x4x1x1xui4>
  %4 = coreai.constant dense<[[[[[[-8], [-7], [-6], [-5], [-4], [-3], [-2], [-1], [0], [1], [2], [3], [4], [5], [6], [7]]]]]]> : tensor<1x1x1x1x16x1xsi8>
  %5 = coreai.lut_to_dense %3, %4, %2 : (tensor<4x4x1x1xui4>, tensor<1x1x1x1x16x1xsi8>, tensor<si16>) -> tensor<4x4x1x1xsi8>
  %6 = coreai.cast %5 : tensor<4x4x1x1xsi8> to tensor<4x4x1x1xf16>
  %7 = coreai.constant dense<[[[[0.5]], [[2.0]]]]> : tensor<1x2x1x1xf16>
  %8 = coreai.constant dense<0> : tensor<1x2x1x1xsi8>
  %9 = coreai.constant dense<0.0> : tensor<1x2x1x1xf16>
  %10 = coreai.blockwise_shift_scale %5, %7, %8, %9 : (tensor<4x4x1x1xsi8>, tensor<1x2x1x1xf16>, tensor<1x2x1x1xsi8>, tensor<1x2x1x1xf16>) -> tensor<4x4x1x1xf16>
  %11 = coreai.conv2d %arg0, %6, %1, %1, %0 : (tensor<1x4x1x4xf16>, tensor<4x4x1x1xf16>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x4x1x4xf16>
  %12 = coreai.conv2d %11, %10, %1, %1, %0 : (tensor<1x4x1x4xf16>, tensor<4x4x1x1xf16>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x4x1x4xf16>
  coreai.output %12 : tensor<1x4x1x4xf16>
}

{-#
  dialect_resources: {
    builtin: {
      mask: "0x1000000031",
      resource_163: "0x100000001032547698BADCFE"
    }
  }
#-}

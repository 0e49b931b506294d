// Ops beyond the documented ones: they declare their weights, and are palettized
// when asked for. A transposed convolution counts output channels on axis 1.
//
// RUN: coreai-opt %s --coreai-palettize="n_bits=1 weight_num_threshold=3 granularity=per_channel consumers=conv3d,conv_transpose2d,conv_transpose3d,gather_along_axis" | FileCheck %s
// RUN: coreai-opt %s --coreai-palettize="n_bits=1 weight_num_threshold=3 granularity=per_channel consumers=conv3d" | FileCheck %s --check-prefix=ONE
// RUN: coreai-opt %s --coreai-palettize="n_bits=1 weight_num_threshold=3" | FileCheck %s --check-prefix=NONE
// NONE-NOT: coreai.lut_to_dense
// ONE-COUNT-1: coreai.lut_to_dense
// ONE-NOT: coreai.lut_to_dense

// CHECK-LABEL: coreai.graph @conv3d
// CHECK:         tensor<2x1x1x2x2xui1>, tensor<2x1x1x1x1x2x1xf32>
coreai.graph @conv3d(%x: tensor<1x1x2x4x4xf32>) {
  %w = coreai.constant dense<[[[[[1.0, 2.0], [3.0, 4.0]]]], [[[[5.0, 6.0], [7.0, 8.0]]]]]> : tensor<2x1x1x2x2xf32>
  %s = coreai.constant dense<1> : tensor<3xui32>
  %g = coreai.constant dense<1> : tensor<ui32>
  %y = coreai.conv3d %x, %w, %s, %s, %g : (tensor<1x1x2x4x4xf32>, tensor<2x1x1x2x2xf32>, tensor<3xui32>, tensor<3xui32>, tensor<ui32>) -> tensor<1x2x2x3x3xf32>
  coreai.output
}

// CHECK-LABEL: coreai.graph @conv_transpose2d
// CHECK:         tensor<1x2x2x2xui1>, tensor<1x2x1x1x2x1xf32>
coreai.graph @conv_transpose2d(%x: tensor<1x1x4x4xf32>) {
  %w = coreai.constant dense<[[[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]]]> : tensor<1x2x2x2xf32>
  %s = coreai.constant dense<1> : tensor<2xui32>
  %z = coreai.constant dense<0> : tensor<2xui32>
  %g = coreai.constant dense<1> : tensor<ui32>
  %y = coreai.conv_transpose2d %x, %w, %s, %z, %s, %z, %g : (tensor<1x1x4x4xf32>, tensor<1x2x2x2xf32>, tensor<2xui32>, tensor<2xui32>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x2x5x5xf32>
  coreai.output
}

// CHECK-LABEL: coreai.graph @conv_transpose3d
// CHECK:         tensor<1x2x1x2x2xui1>, tensor<1x2x1x1x1x2x1xf32>
coreai.graph @conv_transpose3d(%x: tensor<1x1x2x4x4xf32>) {
  %w = coreai.constant dense<[[[[[1.0, 2.0], [3.0, 4.0]]], [[[5.0, 6.0], [7.0, 8.0]]]]]> : tensor<1x2x1x2x2xf32>
  %s = coreai.constant dense<1> : tensor<3xui32>
  %z = coreai.constant dense<0> : tensor<3xui32>
  %g = coreai.constant dense<1> : tensor<ui32>
  %y = coreai.conv_transpose3d %x, %w, %s, %z, %s, %z, %g : (tensor<1x1x2x4x4xf32>, tensor<1x2x1x2x2xf32>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>, tensor<ui32>) -> tensor<1x2x2x5x5xf32>
  coreai.output
}

// CHECK-LABEL: coreai.graph @gather_along_axis
// CHECK:         tensor<2x2xui1>, tensor<2x1x2x1xf32>
coreai.graph @gather_along_axis(%i: tensor<1x2xsi32>) {
  %w = coreai.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %a = coreai.constant dense<0> : tensor<si32>
  %y = coreai.gather_along_axis %w at %i along %a : (tensor<2x2xf32>, tensor<1x2xsi32>, tensor<si32>) to tensor<1x2xf32>
  coreai.output
}

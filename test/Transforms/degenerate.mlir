// Weights without channels, and without elements.
//
// RUN: coreai-opt %s --coreai-palettize="weight_num_threshold=0 report=-" -o /dev/null 2>&1 | FileCheck %s
// RUN: coreai-compare %s %s | FileCheck %s --check-prefix=COMPARE
// COMPARE: compared 3 weights

// CHECK: palettized 0 of 3 float constants
coreai.graph @gather_nd(%i: tensor<3x0xsi32>) -> tensor<3xf32> {
  %c = coreai.constant dense<1.0> : tensor<f32>
  %r = coreai.gather_nd %c at %i : (tensor<f32>, tensor<3x0xsi32>) to tensor<3xf32>
  coreai.output %r : tensor<3xf32>
}
coreai.graph @gather_along_axis(%i: tensor<si32>, %a: tensor<si32>) -> tensor<f32> {
  %c = coreai.constant dense<1.0> : tensor<f32>
  %r = coreai.gather_along_axis %c at %i along %a : (tensor<f32>, tensor<si32>, tensor<si32>) to tensor<f32>
  coreai.output %r : tensor<f32>
}
coreai.graph @convolution(%x: tensor<1x0x4x4xf32>, %g: tensor<ui32>) -> tensor<1x0x4x4xf32> {
  %w = coreai.constant dense<> : tensor<0x0x1x1xf32>
  %s = coreai.constant dense<1> : tensor<2xui32>
  %r = coreai.conv2d %x, %w, %s, %s, %g : (tensor<1x0x4x4xf32>, tensor<0x0x1x1xf32>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x0x4x4xf32>
  coreai.output %r : tensor<1x0x4x4xf32>
}

// Weights without channels, and without elements.
//
// RUN: coreai-opt %s --coreai-palettize="weight_num_threshold=0 report=-" -o /dev/null 2>&1 | FileCheck %s
// RUN: coreai-compare %s %s | FileCheck %s --check-prefix=COMPARE
// COMPARE: compared 4 weights
// RUN: coreai-opt %s --coreai-materialize-weights | FileCheck %s --check-prefix=DENSE
// DENSE: @dequantize
// DENSE-NEXT: coreai.constant dense<> : tensor<0x3xf32>
// DENSE-NEXT: coreai.output
// RUN: coreai-run %s --graph=dequantize | FileCheck %s --check-prefix=OUTPUT
// OUTPUT: output {{.*}} : tensor<0x3xf32>

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
coreai.graph @dequantize() -> tensor<0x3xf32> {
  %q = coreai.constant dense<> : tensor<0x3xui8>
  %s = coreai.constant dense<> : tensor<0xf32>
  %z = coreai.constant dense<> : tensor<0xui8>
  %axis = coreai.constant dense<0> : tensor<si32>
  %r = coreai.dequantize %q, %s, %z, %s, %axis : (tensor<0x3xui8>, tensor<0xf32>, tensor<0xui8>, tensor<0xf32>, tensor<si32>) -> tensor<0x3xf32>
  coreai.output %r : tensor<0x3xf32>
}

// Which constants are weights: what their users declare, not what they are.
//
// RUN: coreai-opt %s -split-input-file --coreai-palettize="n_bits=1 weight_num_threshold=3" | FileCheck %s
// RUN: coreai-opt %s -split-input-file --coreai-palettize="n_bits=1 weight_num_threshold=4" | FileCheck %s --check-prefix=LARGER

// Below, a weight has four elements, and the threshold is exceeded or not.
// LARGER-NOT: coreai.lut_to_dense

// CHECK-LABEL: coreai.graph @matmul_right
// CHECK:         coreai.lut_to_dense
coreai.graph @matmul_right(%x: tensor<3x2xf32>) {
  %w = coreai.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %y = coreai.batch_matmul %x, %w : (tensor<3x2xf32>, tensor<2x2xf32>) -> tensor<3x2xf32>
  coreai.output
}

// -----

// CHECK-LABEL: coreai.graph @matmul_left
// CHECK:         coreai.lut_to_dense
coreai.graph @matmul_left(%x: tensor<2x3xf32>) {
  %w = coreai.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %y = coreai.decomposable.broadcasting_batch_matmul %w, %x : (tensor<2x2xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  coreai.output
}

// -----

// CHECK-LABEL: coreai.graph @convolution_weight
// CHECK:         coreai.lut_to_dense
coreai.graph @convolution_weight(%x: tensor<1x1x4x4xf32>) {
  %w = coreai.constant dense<[[[[1.0, 2.0], [3.0, 4.0]]]]> : tensor<1x1x2x2xf32>
  %s = coreai.constant dense<1> : tensor<2xui32>
  %g = coreai.constant dense<1> : tensor<ui32>
  %y = coreai.conv2d %x, %w, %s, %s, %g : (tensor<1x1x4x4xf32>, tensor<1x1x2x2xf32>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x1x3x3xf32>
  coreai.output
}

// -----

// A convolution's input is no weight, constant or not.
// CHECK-LABEL: coreai.graph @convolution_input
// CHECK-NOT:     coreai.lut_to_dense
// CHECK:         coreai.output
coreai.graph @convolution_input(%w: tensor<1x1x2x2xf32>) {
  %x = coreai.constant dense<[[[[1.0, 2.0], [3.0, 4.0]]]]> : tensor<1x1x2x2xf32>
  %s = coreai.constant dense<1> : tensor<2xui32>
  %g = coreai.constant dense<1> : tensor<ui32>
  %y = coreai.conv2d %x, %w, %s, %s, %g : (tensor<1x1x2x2xf32>, tensor<1x1x2x2xf32>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x1x1x1xf32>
  coreai.output
}

// -----

// CHECK-LABEL: coreai.graph @embedding
// CHECK:         coreai.lut_to_dense
coreai.graph @embedding(%i: tensor<3x1xsi32>) {
  %w = coreai.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %y = coreai.gather_nd %w at %i : (tensor<2x2xf32>, tensor<3x1xsi32>) to tensor<3x2xf32>
  coreai.output
}

// -----

// A transpose passes on: it is its readers that read a weight, or don't.
// CHECK-LABEL: coreai.graph @transpose
// CHECK-NOT:     coreai.lut_to_dense
// CHECK:         coreai.output
coreai.graph @transpose(%p: tensor<2xui32>) -> tensor<2x2xf32> {
  %w = coreai.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %y = coreai.transpose %w, %p : (tensor<2x2xf32>, tensor<2xui32>) -> tensor<2x2xf32>
  coreai.output %y : tensor<2x2xf32>
}

// -----

// One use that isn't a weight's, and the constant stays.
// CHECK-LABEL: coreai.graph @other_use
// CHECK-NOT:     coreai.lut_to_dense
// CHECK:         coreai.output
coreai.graph @other_use(%x: tensor<3x2xf32>) {
  %w = coreai.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %y = coreai.batch_matmul %x, %w : (tensor<3x2xf32>, tensor<2x2xf32>) -> tensor<3x2xf32>
  %z = coreai.decomposable.broadcasting_add %w, %w : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  coreai.output
}

// -----

// CHECK-LABEL: coreai.graph @unused
// CHECK-NOT:     coreai.lut_to_dense
// CHECK:         coreai.output
coreai.graph @unused() {
  %w = coreai.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  coreai.output
}

// -----

// One element stored: no palette is smaller.
// CHECK-LABEL: coreai.graph @splat
// CHECK-NOT:     coreai.lut_to_dense
// CHECK:         coreai.output
coreai.graph @splat(%x: tensor<3x2xf32>) {
  %w = coreai.constant dense<1.0> : tensor<2x2xf32>
  %y = coreai.batch_matmul %x, %w : (tensor<3x2xf32>, tensor<2x2xf32>) -> tensor<3x2xf32>
  coreai.output
}

// -----

// Integers aren't weights, and 64-bit floats aren't weights that Core AI runs.
// CHECK-LABEL: coreai.graph @element_types
// CHECK-NOT:     coreai.lut_to_dense
// CHECK:         coreai.output
coreai.graph @element_types(%x: tensor<3x2xf64>, %i: tensor<3x1xsi32>) {
  %w = coreai.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf64>
  %y = coreai.batch_matmul %x, %w : (tensor<3x2xf64>, tensor<2x2xf64>) -> tensor<3x2xf64>
  %v = coreai.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xsi32>
  %z = coreai.gather_nd %v at %i : (tensor<2x2xsi32>, tensor<3x1xsi32>) to tensor<3x2xsi32>
  coreai.output
}

// -----

// What is palettized already stays: its constants aren't read as weights.
// CHECK-LABEL: coreai.graph @palettized
// CHECK:         coreai.lut_to_dense
// CHECK-NOT:     coreai.lut_to_dense
// CHECK:         coreai.output
// LARGER-LABEL: coreai.graph @palettized
coreai.graph @palettized(%x: tensor<3x4xf32>, %i: tensor<4x1xui2>) {
  %t = coreai.constant dense<[[[[1.0], [2.0], [3.0], [4.0]]]]> : tensor<1x1x4x1xf32>
  %a = coreai.constant dense<0> : tensor<si16>
  %w = coreai.lut_to_dense %i, %t, %a : (tensor<4x1xui2>, tensor<1x1x4x1xf32>, tensor<si16>) -> tensor<4x1xf32>
  %y = coreai.batch_matmul %x, %w : (tensor<3x4xf32>, tensor<4x1xf32>) -> tensor<3x1xf32>
  coreai.output
}

// The axis along which tables split, from the uses of a weight, and the shape
// of the tables. Weights are 4x2 except where a permutation needs more axes.
//
// RUN: coreai-opt %s -split-input-file --coreai-palettize="n_bits=2 weight_num_threshold=3 granularity=per_tensor" | FileCheck %s --check-prefixes=CHECK,TENSOR
// RUN: coreai-opt %s -split-input-file --coreai-palettize="n_bits=2 weight_num_threshold=3 granularity=per_channel" | FileCheck %s --check-prefixes=CHECK,CHANNEL
// RUN: coreai-opt %s -split-input-file --coreai-palettize="n_bits=2 weight_num_threshold=3 granularity=per_grouped_channel group_size=2" | FileCheck %s --check-prefixes=CHECK,GROUP

// The right operand's output channels are its last axis.
// CHECK-LABEL: coreai.graph @right
// TENSOR:        dense<0> : tensor<si16>
// TENSOR:        tensor<4x2xui2>, tensor<1x1x4x1xf32>
// CHANNEL:       dense<1> : tensor<si16>
// CHANNEL:       tensor<4x2xui2>, tensor<1x2x4x1xf32>
// GROUP:         dense<0> : tensor<si16>
// GROUP:         tensor<4x2xui2>, tensor<1x1x4x1xf32>
coreai.graph @right(%x: tensor<3x4xf32>) {
  %w = coreai.constant dense<[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0]]> : tensor<4x2xf32>
  %y = coreai.batch_matmul %x, %w : (tensor<3x4xf32>, tensor<4x2xf32>) -> tensor<3x2xf32>
  coreai.output
}

// -----

// The left operand's are its second-last.
// CHECK-LABEL: coreai.graph @left
// TENSOR:        tensor<4x2xui2>, tensor<1x1x4x1xf32>
// CHANNEL:       dense<0> : tensor<si16>
// CHANNEL:       tensor<4x2xui2>, tensor<4x1x4x1xf32>
// GROUP:         tensor<4x2xui2>, tensor<2x1x4x1xf32>
coreai.graph @left(%x: tensor<2x3xf32>) {
  %w = coreai.constant dense<[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0]]> : tensor<4x2xf32>
  %y = coreai.batch_matmul %w, %x : (tensor<4x2xf32>, tensor<2x3xf32>) -> tensor<4x3xf32>
  coreai.output
}

// -----

// A linear layer's weight is stored (out, in) and transposed.
// CHECK-LABEL: coreai.graph @linear
// TENSOR:        tensor<4x2xui2>, tensor<1x1x4x1xf32>
// CHANNEL:       tensor<4x2xui2>, tensor<4x1x4x1xf32>
// GROUP:         tensor<4x2xui2>, tensor<2x1x4x1xf32>
coreai.graph @linear(%x: tensor<3x2xf32>) {
  %w = coreai.constant dense<[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0]]> : tensor<4x2xf32>
  %p = coreai.constant dense<[1, 0]> : tensor<2xui32>
  %t = coreai.transpose %w, %p : (tensor<4x2xf32>, tensor<2xui32>) -> tensor<2x4xf32>
  %y = coreai.decomposable.broadcasting_batch_matmul %x, %t : (tensor<3x2xf32>, tensor<2x4xf32>) -> tensor<3x4xf32>
  coreai.output
}

// -----

// A permutation that isn't its own inverse, then another: the result's last
// axis is axis 2 of the first transpose, which is axis 0 of the weight.
// CHECK-LABEL: coreai.graph @chain
// TENSOR:        tensor<4x2x1xui2>, tensor<1x1x1x4x1xf32>
// CHANNEL:       tensor<4x2x1xui2>, tensor<4x1x1x4x1xf32>
// GROUP:         tensor<4x2x1xui2>, tensor<2x1x1x4x1xf32>
coreai.graph @chain(%x: tensor<1x3x2xf32>) {
  %w = coreai.constant dense<[[[1.0], [2.0]], [[3.0], [4.0]], [[5.0], [6.0]], [[7.0], [8.0]]]> : tensor<4x2x1xf32>
  %p = coreai.constant dense<[1, 2, 0]> : tensor<3xui32>
  %q = coreai.constant dense<[1, 0, 2]> : tensor<3xui32>
  %t = coreai.transpose %w, %p : (tensor<4x2x1xf32>, tensor<3xui32>) -> tensor<2x1x4xf32>
  %u = coreai.transpose %t, %q : (tensor<2x1x4xf32>, tensor<3xui32>) -> tensor<1x2x4xf32>
  %y = coreai.batch_matmul %x, %u : (tensor<1x3x2xf32>, tensor<1x2x4xf32>) -> tensor<1x3x4xf32>
  coreai.output
}

// -----

// A permutation that isn't its own inverse, alone: the result's last axis is
// axis 1 of the weight. Taking the inverse would give axis 0. Axis 2 counts
// matrices, which have tables of their own.
// CHECK-LABEL: coreai.graph @cycle
// TENSOR:        tensor<1x4x2xui2>, tensor<1x1x1x4x1xf32>
// CHANNEL:       tensor<1x4x2xui2>, tensor<1x4x2x4x1xf32>
// GROUP:         tensor<1x4x2xui2>, tensor<1x2x2x4x1xf32>
coreai.graph @cycle(%x: tensor<2x3x1xf32>) {
  %w = coreai.constant dense<[[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0]]]> : tensor<1x4x2xf32>
  %p = coreai.constant dense<[2, 0, 1]> : tensor<3xui32>
  %t = coreai.transpose %w, %p : (tensor<1x4x2xf32>, tensor<3xui32>) -> tensor<2x1x4xf32>
  %y = coreai.batch_matmul %x, %t : (tensor<2x3x1xf32>, tensor<2x1x4xf32>) -> tensor<2x3x4xf32>
  coreai.output
}

// -----

// A chain that reaches no weight operand is that of no weight.
// CHECK-LABEL: coreai.graph @nowhere
// CHECK-NOT:     coreai.lut_to_dense
// CHECK:         coreai.output
coreai.graph @nowhere() -> tensor<2x4xf32> {
  %w = coreai.constant dense<[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0]]> : tensor<4x2xf32>
  %p = coreai.constant dense<[1, 0]> : tensor<2xui32>
  %t = coreai.transpose %w, %p : (tensor<4x2xf32>, tensor<2xui32>) -> tensor<2x4xf32>
  coreai.output %t : tensor<2x4xf32>
}

// -----

// CHECK-LABEL: coreai.graph @embedding
// TENSOR:        tensor<4x2xui2>, tensor<1x1x4x1xf32>
// CHANNEL:       tensor<4x2xui2>, tensor<4x1x4x1xf32>
// GROUP:         tensor<4x2xui2>, tensor<2x1x4x1xf32>
coreai.graph @embedding(%i: tensor<3x1xsi32>) {
  %w = coreai.constant dense<[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0]]> : tensor<4x2xf32>
  %y = coreai.gather_nd %w at %i : (tensor<4x2xf32>, tensor<3x1xsi32>) to tensor<3x2xf32>
  coreai.output
}

// -----

// CHECK-LABEL: coreai.graph @convolution
// TENSOR:        tensor<4x2x1x1xui2>, tensor<1x1x1x1x4x1xf32>
// CHANNEL:       tensor<4x2x1x1xui2>, tensor<4x1x1x1x4x1xf32>
// GROUP:         tensor<4x2x1x1xui2>, tensor<2x1x1x1x4x1xf32>
coreai.graph @convolution(%x: tensor<1x2x4x4xf32>) {
  %w = coreai.constant dense<[[[[1.0]], [[2.0]]], [[[3.0]], [[4.0]]], [[[5.0]], [[6.0]]], [[[7.0]], [[8.0]]]]> : tensor<4x2x1x1xf32>
  %s = coreai.constant dense<1> : tensor<2xui32>
  %g = coreai.constant dense<1> : tensor<ui32>
  %y = coreai.conv2d %x, %w, %s, %s, %g : (tensor<1x2x4x4xf32>, tensor<4x2x1x1xf32>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x4x4x4xf32>
  coreai.output
}

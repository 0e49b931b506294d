// Channels that can't be divided as asked: each way to go on, by option.
//
// RUN: coreai-opt %s --split-input-file --coreai-palettize="weight_num_threshold=3 n_bits=1 granularity=per_grouped_channel group_size=4" 2>&1 | FileCheck %s --check-prefix=SKIP
// RUN: coreai-opt %s --split-input-file --coreai-palettize="weight_num_threshold=3 n_bits=1 granularity=per_grouped_channel group_size=4 on_indivisible=nearest" 2>&1 | FileCheck %s --check-prefix=NEAREST
// RUN: coreai-opt %s --split-input-file --coreai-palettize="weight_num_threshold=3 n_bits=1 granularity=per_grouped_channel group_size=4 on_indivisible=per_tensor" 2>&1 | FileCheck %s --check-prefix=TENSOR
// RUN: coreai-opt %s --split-input-file --coreai-palettize="weight_num_threshold=3 n_bits=1 granularity=per_grouped_channel group_size=4 cluster_dim=2 on_indivisible=nearest" 2>&1 | FileCheck %s --check-prefix=VECTORS
// RUN: not coreai-opt %s --split-input-file --coreai-palettize="weight_num_threshold=3 n_bits=1 granularity=per_grouped_channel group_size=4 on_indivisible=error" 2>&1 | FileCheck %s --check-prefix=ERROR
// RUN: coreai-opt %s --split-input-file --coreai-palettize="weight_num_threshold=3 n_bits=1 cluster_dim=4" 2>&1 | FileCheck %s --check-prefix=WHOLE

// ERROR: error: {{.*}}weight 'six' can't be palettized (indivisible-group): its 6 output channels (axis 1) can't be divided into groups of 4; use a group_size that divides them, or on_indivisible=nearest

// Warnings come first, of all programs below.
// SKIP: six{{.*}} is not palettized (indivisible-group)
// WHOLE: six{{.*}} is not palettized (indivisible-cluster): groups of 6 output channels (axis 1) can't be divided into vectors of 4; use a cluster_dim that divides them
// SKIP: three{{.*}} is not palettized (indivisible-group): its 3 output channels (axis 1) can't be divided into groups of 4
// VECTORS: three{{.*}} is not palettized (indivisible-group)
// VECTORS: grouped{{.*}} is not palettized (indivisible-cluster): the 3 output channels (axis 0) of a group of the convolution can't be divided into vectors of 2; use a cluster_dim that divides them
// WHOLE: grouped{{.*}} is not palettized (indivisible-cluster): the 3 output channels (axis 0) of a group of the convolution can't be divided into vectors of 4
// WHOLE: two_groups{{.*}} is not palettized (indivisible-cluster): the 6 output channels
// VECTORS: unknown_groups{{.*}} is not palettized (indivisible-cluster): the 1 output channels
// WHOLE: unknown_groups{{.*}} is not palettized (indivisible-cluster)

// Six channels: groups of 3, or of 2 if vectors of 2 have to fit.
// SKIP: coreai.graph @six
// SKIP-NOT: coreai.lut_to_dense
// NEAREST: coreai.graph @six
// NEAREST: coreai.lut_to_dense {{.*}} : (tensor<2x6xui1>, tensor<1x2x2x1xf32>, tensor<si16>)
// TENSOR: coreai.graph @six
// TENSOR: coreai.lut_to_dense {{.*}} : (tensor<2x6xui1>, tensor<1x1x2x1xf32>, tensor<si16>)
// VECTORS: coreai.graph @six
// VECTORS: coreai.lut_to_dense {{.*}} : (tensor<2x3xui1>, tensor<1x3x2x2xf32>, tensor<si16>)
// With WHOLE, a group of all channels was asked for, and isn't made smaller.
coreai.graph @six(%x: tensor<2x2xf32>) {
  %w = coreai.constant dense<[[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], [6.0, 7.0, 8.0, 9.0, 0.0, 1.0]]> : tensor<2x6xf32> loc("six")
  %y = coreai.batch_matmul %x, %w : (tensor<2x2xf32>, tensor<2x6xf32>) -> tensor<2x6xf32>
  coreai.output
}

// -----

// Three channels are fewer than a group of four. No vector of 2 fits into them,
// whatever the group.
// NEAREST: coreai.graph @three
// NEAREST: (tensor<2x3xui1>, tensor<1x1x2x1xf32>, tensor<si16>)
// TENSOR: coreai.graph @three
// TENSOR: (tensor<2x3xui1>, tensor<1x1x2x1xf32>, tensor<si16>)
coreai.graph @three(%x: tensor<2x2xf32>) {
  %w = coreai.constant dense<[[1.0, 2.0, 3.0], [6.0, 7.0, 8.0]]> : tensor<2x3xf32> loc("three")
  %y = coreai.batch_matmul %x, %w : (tensor<2x2xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  coreai.output
}

// -----

// Twelve channels in four groups of a convolution, of three each: vectors would
// mix channels of different groups, and no group of tables can help. One table
// of scalars for several of them is fine.
// SKIP: coreai.graph @grouped
// SKIP: (tensor<12x1x1x1xui1>, tensor<3x1x1x1x2x1xf32>, tensor<si16>)
coreai.graph @grouped(%x: tensor<1x4x2x2xf32>) {
  %w = coreai.constant dense<[[[[1.0]]], [[[2.0]]], [[[3.0]]], [[[4.0]]], [[[5.0]]], [[[6.0]]], [[[7.0]]], [[[8.0]]], [[[9.0]]], [[[10.0]]], [[[11.0]]], [[[12.0]]]]> : tensor<12x1x1x1xf32> loc("grouped")
  %s = coreai.constant dense<1> : tensor<2xui32>
  %g = coreai.constant dense<4> : tensor<ui32>
  %y = coreai.conv2d %x, %w, %s, %s, %g : (tensor<1x4x2x2xf32>, tensor<12x1x1x1xf32>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x12x2x2xf32>
  coreai.output
}

// -----

// Two groups of six: vectors of 2 fit, vectors of 4 don't, though twelve is
// divisible by four.
// VECTORS: coreai.graph @two_groups
// VECTORS: coreai.lut_to_dense {{.*}} : (tensor<6x1x1x1xui1>, tensor<3x1x1x1x2x2xf32>, tensor<si16>)
coreai.graph @two_groups(%x: tensor<1x2x2x2xf32>) {
  %w = coreai.constant dense<[[[[1.0]]], [[[2.0]]], [[[3.0]]], [[[4.0]]], [[[5.0]]], [[[6.0]]], [[[7.0]]], [[[8.0]]], [[[9.0]]], [[[10.0]]], [[[11.0]]], [[[12.0]]]]> : tensor<12x1x1x1xf32> loc("two_groups")
  %s = coreai.constant dense<1> : tensor<2xui32>
  %g = coreai.constant dense<2> : tensor<ui32>
  %y = coreai.conv2d %x, %w, %s, %s, %g : (tensor<1x2x2x2xf32>, tensor<12x1x1x1xf32>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x12x2x2xf32>
  coreai.output
}

// -----

// If nobody knows how many groups there are, any two channels may be apart.
coreai.graph @unknown_groups(%x: tensor<1x?x2x2xf32>, %g: tensor<ui32>) {
  %w = coreai.constant dense<[[[[1.0]]], [[[2.0]]], [[[3.0]]], [[[4.0]]]]> : tensor<4x1x1x1xf32> loc("unknown_groups")
  %s = coreai.constant dense<1> : tensor<2xui32>
  %y = coreai.conv2d %x, %w, %s, %s, %g : (tensor<1x?x2x2xf32>, tensor<4x1x1x1xf32>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x4x2x2xf32>
  coreai.output
}

// From large_weight_threshold on, any reader reads a weight, whose output
// channels are on axis 0 where the reader declares none.
//
// RUN: coreai-opt %s --coreai-palettize="n_bits=1 weight_num_threshold=3 granularity=per_channel large_weight_threshold=8" --verify-diagnostics | FileCheck %s

// CHECK-NOT: coreai.lut_to_dense
coreai.graph @as_many(%x: tensor<2x2xf32>, %b: tensor<2x4xf32>) {
  // expected-warning @below {{is not palettized (axis-conflict): its uses take output channels from axes 0 and 1}}
  %w = coreai.constant dense<[[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]> : tensor<2x4xf32>
  %y = coreai.batch_matmul %x, %w : (tensor<2x2xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %z = coreai.decomposable.broadcasting_add %b, %w : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  coreai.output
}

coreai.graph @fewer(%x: tensor<2x2xf32>, %b: tensor<2x3xf32>) {
  // expected-warning @below {{is not palettized (shared-dense): coreai.decomposable.broadcasting_add reads it}}
  %w = coreai.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32>
  %y = coreai.batch_matmul %x, %w : (tensor<2x2xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  %z = coreai.decomposable.broadcasting_add %b, %w : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  coreai.output
}

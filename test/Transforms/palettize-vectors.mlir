// Weights that vectors don't suit stay as they are.
//
// RUN: coreai-opt %s --coreai-palettize="n_bits=1 weight_num_threshold=3 cluster_dim=3" --verify-diagnostics | FileCheck %s

// CHECK-NOT: coreai.lut_to_dense
coreai.graph @tiny(%x: tensor<3x4xf16>) {
  // expected-warning @below {{weight 'weight' of @tiny (tensor<4x2xf16>, read by coreai.batch_matmul) is not palettized (indivisible-cluster): groups of 2 output channels (axis 1) can't be divided into vectors of 3; use a cluster_dim that divides them}}
  %w = coreai.constant dense<[[0x0001, 0x8001], [0x0001, 0x8001], [0x0001, 0x8001], [0x0001, 0x0000]]> : tensor<4x2xf16>
  %y = coreai.batch_matmul %x, %w : (tensor<3x4xf16>, tensor<4x2xf16>) -> tensor<3x2xf16>
  coreai.output
}

// What the pass can't do: errors for wrong options and unreadable weights,
// warnings for weights that stay.
//
// RUN: split-file %s %t

// Options are checked once, all offences in one message, before any work.
// RUN: not coreai-opt %t/module.mlir --coreai-palettize="n_bits=5 granularity=per_row group_size=0 weight_num_threshold=-1" -o %t/out.mlir 2>&1 | FileCheck %s --check-prefix=OPTIONS
// RUN: not ls %t/out.mlir
// OPTIONS: error: invalid options for coreai-palettize: granularity is per_tensor, per_channel or per_grouped_channel, got per_row; n_bits is 1, 2, 3, 4, 6 or 8, got 5; group_size is 1 or more, got 0; weight_num_threshold is 0 or more, got -1
// OPTIONS-NOT: error

// RUN: not coreai-opt %t/module.mlir --coreai-palettize="lut_dtype=int4 cluster_dim=17" 2>&1 | FileCheck %s --check-prefix=TABLE
// TABLE: error: invalid options for coreai-palettize: lut_dtype is none, int8, uint8, fp8_e4m3fn or fp8_e5m2, got int4; cluster_dim is 1 to 16, got 17

// Vectors have several channels, each with a scale or a table of its own.
// RUN: not coreai-opt %t/module.mlir --coreai-palettize="cluster_dim=2 enable_per_channel_scale=true granularity=per_channel" 2>&1 | FileCheck %s --check-prefix=VECTOR
// VECTOR: error: invalid options for coreai-palettize: enable_per_channel_scale needs cluster_dim=1: {{.*}}; granularity=per_channel needs cluster_dim=1: a vector has several channels; use per_grouped_channel

// Options that don't exist are refused, not ignored.
// RUN: not coreai-opt %t/module.mlir --coreai-palettize="bits=2" 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// UNKNOWN: no such option bits

// A weight without data stays; if that is every weight, the run is an error, and
// the output isn't written.
// RUN: not coreai-opt %t/missing.mlir --coreai-palettize="weight_num_threshold=3" -o %t/out.mlir 2>&1 | FileCheck %s --check-prefix=MISSING
// RUN: not ls %t/out.mlir
// MISSING: missing.mlir:2:8: warning: weight 'absent' of @main (tensor<2x2xf32>, read by coreai.batch_matmul) is not palettized (missing-data): its data is missing; read a program printed with its resources
// MISSING: error: no weight has its data; read a program printed with its resources
// MISSING-NOT: error
// RUN: coreai-opt %t/partly-missing.mlir --coreai-palettize="n_bits=1 weight_num_threshold=3" 2>&1 | FileCheck %s --check-prefix=PARTLY
// PARTLY: partly-missing.mlir:2:8: warning: weight 'absent' of @main (tensor<2x2xf32>, read by coreai.batch_matmul) is not palettized (missing-data): its data is missing
// PARTLY: dense_resource<absent> : tensor<2x2xf32>
// PARTLY: coreai.lut_to_dense

// RUN: not coreai-opt %t/module.mlir --coreai-palettize="consumers=relu,conv4d" 2>&1 | FileCheck %s --check-prefix=CONSUMERS
// CONSUMERS: error: invalid options for coreai-palettize: consumers are ops that read a weight, or pass one on, batch_matmul, broadcast_in_dims, broadcast_to, cast, concat, conv2d, conv3d, conv_transpose2d, conv_transpose3d, decomposable.broadcasting_batch_matmul, expand_dims, gather_along_axis, gather_nd, reshape, reverse, shrink_dims, slice, split, tile, transpose; got 'relu', 'conv4d'
// CONSUMERS-NOT: error

// RUN: not coreai-opt %t/size.mlir -o %t/out.mlir 2>&1 | FileCheck %s --check-prefix=SIZE
// RUN: not ls %t/out.mlir
// SIZE: size.mlir:2:8: error: 'coreai.constant' op expects 16 bytes in resource 'short' for 'tensor<2x2xf32>', got 3
// SIZE-NOT: error

// RUN: coreai-opt %t/stay.mlir --coreai-palettize="n_bits=1 weight_num_threshold=3 granularity=per_grouped_channel group_size=3" --verify-diagnostics -o %t/stay.out
// RUN: FileCheck %s --check-prefix=STAY --input-file=%t/stay.out
// STAY-NOT: coreai.lut_to_dense
// RUN: coreai-opt %t/axes.mlir --coreai-palettize="n_bits=1 weight_num_threshold=3 granularity=per_channel" --verify-diagnostics -o %t/axes.out
// RUN: FileCheck %s --check-prefix=STAY --input-file=%t/axes.out

// One table needs no axis, so uses may disagree.
// RUN: coreai-opt %t/axes.mlir --coreai-palettize="n_bits=1 weight_num_threshold=3 granularity=per_tensor" | FileCheck %s --check-prefix=TENSOR
// TENSOR: coreai.lut_to_dense

//--- module.mlir
coreai.graph @main() {
  coreai.output
}

//--- missing.mlir
coreai.graph @main(%x: tensor<3x2xf32>) {
  %w = coreai.constant dense_resource<absent> : tensor<2x2xf32>
  %y = coreai.batch_matmul %x, %w : (tensor<3x2xf32>, tensor<2x2xf32>) -> tensor<3x2xf32>
  coreai.output
}

//--- partly-missing.mlir
coreai.graph @main(%x: tensor<3x2xf32>) {
  %w = coreai.constant dense_resource<absent> : tensor<2x2xf32>
  %y = coreai.batch_matmul %x, %w : (tensor<3x2xf32>, tensor<2x2xf32>) -> tensor<3x2xf32>
  %v = coreai.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %z = coreai.batch_matmul %y, %v : (tensor<3x2xf32>, tensor<2x2xf32>) -> tensor<3x2xf32>
  coreai.output
}

//--- size.mlir
coreai.graph @main(%x: tensor<3x2xf32>) {
  %w = coreai.constant dense_resource<short> : tensor<2x2xf32>
  coreai.output
}
{-# dialect_resources: { builtin: { short: "0x10000000010203" } } #-}

//--- stay.mlir
coreai.graph @indivisible(%x: tensor<3x2xf32>) {
  // expected-warning @below {{weight 'weight' of @indivisible (tensor<2x2xf32>, read by coreai.batch_matmul) is not palettized (indivisible-group): its 2 output channels (axis 1) can't be divided into groups of 3; use a group_size that divides them, or on_indivisible=nearest}}
  %w = coreai.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %y = coreai.batch_matmul %x, %w : (tensor<3x2xf32>, tensor<2x2xf32>) -> tensor<3x2xf32>
  coreai.output
}
coreai.graph @infinite(%x: tensor<3x2xf16>) {
  // expected-warning @below {{weight 'mask' of @infinite (tensor<2x3xf16>, read by coreai.batch_matmul) is not palettized (non-finite): element 4 is -inf; replace what isn't finite by the largest finite value}}
  %w = coreai.constant dense_resource<mask> : tensor<2x3xf16>
  %y = coreai.batch_matmul %x, %w : (tensor<3x2xf16>, tensor<2x3xf16>) -> tensor<3x3xf16>
  coreai.output
}
coreai.graph @nan(%x: tensor<3x2xf32>) {
  // expected-warning @below {{element 0 is nan}}
  %w = coreai.constant dense<[[0x7FC00000, 1.0, 2.0], [3.0, 4.0, 5.0]]> : tensor<2x3xf32>
  %y = coreai.batch_matmul %x, %w : (tensor<3x2xf32>, tensor<2x3xf32>) -> tensor<3x3xf32>
  coreai.output
}
{-# dialect_resources: { builtin: { mask: "0x10000000003C003C003C003C00FC007C" } } #-}

//--- axes.mlir
coreai.graph @axes(%x: tensor<2x2xf32>) {
  // expected-warning @below {{is not palettized (axis-conflict): its uses take output channels from axes 0 and 1; use granularity=per_tensor without vectors and channel scales, or a constant for each use}}
  %w = coreai.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %y = coreai.batch_matmul %x, %w : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %z = coreai.batch_matmul %w, %y : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  coreai.output
}

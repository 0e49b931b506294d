// What stays: with a warning if constants determine it, without one if not.
//
// RUN: coreai-opt %s --coreai-materialize-weights --verify-diagnostics | FileCheck %s

// A cast of a constant is no compressed weight.
// CHECK-LABEL: coreai.graph @plain_cast
// CHECK-NEXT:    coreai.constant
// CHECK-NEXT:    coreai.cast
// CHECK-NEXT:    coreai.output
coreai.graph @plain_cast() -> tensor<2xf16> {
  %c = coreai.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %w = coreai.cast %c : tensor<2xf32> to tensor<2xf16>
  coreai.output %w : tensor<2xf16>
}

// Activations are dequantized when the program runs.
// CHECK-LABEL: coreai.graph @activation
// CHECK:         coreai.quantize
// CHECK-NEXT:    coreai.dequantize
// CHECK-NEXT:    coreai.output
coreai.graph @activation(%x: tensor<4xf16>) -> tensor<4xf16> {
  %s = coreai.constant dense<0.5> : tensor<f16>
  %z = coreai.constant dense<0> : tensor<si8>
  %m = coreai.constant dense<0.0> : tensor<f16>
  %a = coreai.constant dense<0> : tensor<si32>
  %q = coreai.quantize %x, %s, %z, %m, %a : (tensor<4xf16>, tensor<f16>, tensor<si8>, tensor<f16>, tensor<si32>) -> tensor<4xsi8>
  %w = coreai.dequantize %q, %s, %z, %m, %a : (tensor<4xsi8>, tensor<f16>, tensor<si8>, tensor<f16>, tensor<si32>) -> tensor<4xf16>
  coreai.output %w : tensor<4xf16>
}

// A table that is an argument: its indices may lack their data unnoticed.
// CHECK-LABEL: coreai.graph @table_argument
// CHECK:         coreai.lut_to_dense
coreai.graph @table_argument(%t: tensor<1x2x1xf16>) -> tensor<9xf16> {
  %i = coreai.constant dense_resource<lost_indices> : tensor<9xui1>
  %a = coreai.constant dense<0> : tensor<si16>
  %w = coreai.lut_to_dense %i, %t, %a : (tensor<9xui1>, tensor<1x2x1xf16>, tensor<si16>) -> tensor<9xf16>
  coreai.output %w : tensor<9xf16>
}

// One warning for a chain, where it breaks.
// CHECK-LABEL: coreai.graph @missing_data
// CHECK-COUNT-3: coreai.constant
// CHECK-NEXT:    coreai.lut_to_dense
// CHECK-NEXT:    coreai.constant
// CHECK-NEXT:    coreai.constant
// CHECK-NEXT:    coreai.blockwise_shift_scale
// CHECK-NEXT:    coreai.cast
// CHECK-NEXT:    coreai.output
coreai.graph @missing_data() -> tensor<9xf32> {
  %i = coreai.constant dense_resource<lost_indices> : tensor<9xui1>
  %t = coreai.constant dense<[[[1.0], [2.0]]]> : tensor<1x2x1xf16>
  %a = coreai.constant dense<0> : tensor<si16>
  // expected-warning@+1 {{weight 'lost' of type 'tensor<9xf16>' is not materialized: the data of 'lost_indices' is missing; read a program printed with its resources}}
  %d = coreai.lut_to_dense %i, %t, %a : (tensor<9xui1>, tensor<1x2x1xf16>, tensor<si16>) -> tensor<9xf16>
  %s = coreai.constant dense<2.0> : tensor<1xf16>
  %z = coreai.constant dense<0.0> : tensor<1xf16>
  %e = coreai.blockwise_shift_scale %d, %s, %z, %z : (tensor<9xf16>, tensor<1xf16>, tensor<1xf16>, tensor<1xf16>) -> tensor<9xf16>
  %w = coreai.cast %e : tensor<9xf16> to tensor<9xf32>
  coreai.output %w : tensor<9xf32>
}

// Data that is missing behind a cast.
// CHECK-LABEL: coreai.graph @missing_table
// CHECK:         coreai.lut_to_dense
coreai.graph @missing_table() -> tensor<2xf16> {
  %i = coreai.constant dense<[0, 1]> : tensor<2xui1>
  %c = coreai.constant dense_resource<lost_lut> : tensor<1x2x1xsi8>
  %t = coreai.cast %c : tensor<1x2x1xsi8> to tensor<1x2x1xf16>
  %a = coreai.constant dense<0> : tensor<si16>
  // expected-warning@+1 {{weight 'weight' of type 'tensor<2xf16>' is not materialized: the data of 'lost_lut' is missing}}
  %w = coreai.lut_to_dense %i, %t, %a : (tensor<2xui1>, tensor<1x2x1xf16>, tensor<si16>) -> tensor<2xf16>
  coreai.output %w : tensor<2xf16>
}

// CHECK-LABEL: coreai.graph @dynamic
// CHECK:         coreai.lut_to_dense
// CHECK-NEXT:    coreai.output
coreai.graph @dynamic() -> tensor<?xf16> {
  %i = coreai.constant dense<[0, 1]> : tensor<2xui1>
  %t = coreai.constant dense<[[[1.0], [2.0]]]> : tensor<1x2x1xf16>
  %a = coreai.constant dense<0> : tensor<si16>
  // expected-warning@+1 {{is not materialized: its type, tensor<?xf16>, isn't static}}
  %w = coreai.lut_to_dense %i, %t, %a : (tensor<2xui1>, tensor<1x2x1xf16>, tensor<si16>) -> tensor<?xf16>
  coreai.output %w : tensor<?xf16>
}

// CHECK-LABEL: coreai.graph @axis_argument
// CHECK:         coreai.lut_to_dense
// CHECK-NEXT:    coreai.output
coreai.graph @axis_argument(%a: tensor<si16>) -> tensor<4xf16> {
  %i = coreai.constant dense<[0, 1]> : tensor<2xui1>
  %t = coreai.constant dense<[[[1.0, 2.0], [3.0, 4.0]]]> : tensor<1x2x2xf16>
  // expected-warning@+1 {{is not materialized: the axis of its vectors isn't a constant}}
  %w = coreai.lut_to_dense %i, %t, %a : (tensor<2xui1>, tensor<1x2x2xf16>, tensor<si16>) -> tensor<4xf16>
  coreai.output %w : tensor<4xf16>
}

// CHECK-LABEL: coreai.graph @wide_integers
// CHECK:         coreai.blockwise_shift_scale
// CHECK-NEXT:    coreai.output
coreai.graph @wide_integers() -> tensor<2xf32> {
  %d = coreai.constant dense<[1, 2]> : tensor<2xsi64>
  %s = coreai.constant dense<2.0> : tensor<1xf32>
  %z = coreai.constant dense<0> : tensor<1xsi64>
  %m = coreai.constant dense<0.0> : tensor<1xf32>
  // expected-warning@+1 {{is not materialized: elements of type si64 have no decoder}}
  %w = coreai.blockwise_shift_scale %d, %s, %z, %m : (tensor<2xsi64>, tensor<1xf32>, tensor<1xsi64>, tensor<1xf32>) -> tensor<2xf32>
  coreai.output %w : tensor<2xf32>
}

// MLIR reads 0x21 as a splat of 33.
// CHECK-LABEL: coreai.graph @too_large_for_its_type
// CHECK:         coreai.blockwise_shift_scale
// CHECK-NEXT:    coreai.output
coreai.graph @too_large_for_its_type() -> tensor<2xf32> {
  %d = coreai.constant dense<"0x21"> : tensor<2xui4>
  %s = coreai.constant dense<2.0> : tensor<1xf32>
  %z = coreai.constant dense<0> : tensor<1xui4>
  %m = coreai.constant dense<0.0> : tensor<1xf32>
  // expected-warning@+1 {{is not materialized: a constant of type tensor<2xui4> holds what isn't of its type}}
  %w = coreai.blockwise_shift_scale %d, %s, %z, %m : (tensor<2xui4>, tensor<1xf32>, tensor<1xui4>, tensor<1xf32>) -> tensor<2xf32>
  coreai.output %w : tensor<2xf32>
}

// Constants that others read stay; what is read from the middle of a chain
// becomes a constant, as does what an op reads that isn't decoded.
// CHECK-LABEL: coreai.graph @shared
// CHECK-NEXT:    %[[T:.*]] = coreai.constant dense<{{.*}}> : tensor<1x2x1xf16>
// CHECK-NEXT:    %[[D:.*]] = coreai.constant dense<[1.000000e+00, 2.000000e+00]> : tensor<2xf16>
// CHECK-NEXT:    %[[W:.*]] = coreai.constant dense<[1.000000e+00, 2.000000e+00]> : tensor<2xf32>
// CHECK-NEXT:    %[[Z:.*]] = coreai.constant
// CHECK-NEXT:    %[[V:.*]] = coreai.blockwise_shift_scale %[[D]], %{{.*}}, %[[Z]], %[[Z]]
// CHECK-NEXT:    coreai.output %[[D]], %[[W]], %[[V]], %[[T]]
coreai.graph @shared(%s: tensor<1xf16>) -> (tensor<2xf16>, tensor<2xf32>, tensor<2xf16>, tensor<1x2x1xf16>) {
  %i = coreai.constant dense<[0, 1]> : tensor<2xui1>
  %t = coreai.constant dense<[[[1.0], [2.0]]]> : tensor<1x2x1xf16>
  %a = coreai.constant dense<0> : tensor<si16>
  %d = coreai.lut_to_dense %i, %t, %a : (tensor<2xui1>, tensor<1x2x1xf16>, tensor<si16>) -> tensor<2xf16>
  %w = coreai.cast %d : tensor<2xf16> to tensor<2xf32>
  %z = coreai.constant dense<0.0> : tensor<1xf16>
  %v = coreai.blockwise_shift_scale %d, %s, %z, %z : (tensor<2xf16>, tensor<1xf16>, tensor<1xf16>, tensor<1xf16>) -> tensor<2xf16>
  coreai.output %d, %w, %v, %t : tensor<2xf16>, tensor<2xf32>, tensor<2xf16>, tensor<1x2x1xf16>
}

// Nothing reads the chain; nothing ever read the constant.
// CHECK-LABEL: coreai.graph @dead
// CHECK-NEXT:    coreai.constant dense<7> : tensor<si16>
// CHECK-NEXT:    coreai.output
coreai.graph @dead() {
  %i = coreai.constant dense<[0, 1]> : tensor<2xui1>
  %t = coreai.constant dense<[[[1.0], [2.0]]]> : tensor<1x2x1xf16>
  %a = coreai.constant dense<0> : tensor<si16>
  %n = coreai.constant dense<7> : tensor<si16>
  %w = coreai.lut_to_dense %i, %t, %a : (tensor<2xui1>, tensor<1x2x1xf16>, tensor<si16>) -> tensor<2xf16>
  coreai.output
}

// A sparse value that something else reads, too.
// CHECK-LABEL: coreai.graph @sparse_value
// CHECK:         %[[V:.*]] = coreai.constant dense<[1.000000e+00, 2.000000e+00]> : tensor<2xf16>
// CHECK:         coreai.build_sparse_with_bitmask %[[V]]
// CHECK:         coreai.output
coreai.graph @sparse_value() -> !coreai.sparse_with_bitmask<tensor<3xf16>> {
  %i = coreai.constant dense<[0, 1]> : tensor<2xui1>
  %t = coreai.constant dense<[[[1.0], [2.0]]]> : tensor<1x2x1xf16>
  %a = coreai.constant dense<0> : tensor<si16>
  %v = coreai.lut_to_dense %i, %t, %a : (tensor<2xui1>, tensor<1x2x1xf16>, tensor<si16>) -> tensor<2xf16>
  %b = coreai.constant dense<[1, 0, 1]> : tensor<3xui1>
  %s = coreai.build_sparse_with_bitmask %v, %b : (tensor<2xf16>, tensor<3xui1>) -> !coreai.sparse_with_bitmask<tensor<3xf16>>
  coreai.output %s : !coreai.sparse_with_bitmask<tensor<3xf16>>
}

// A mask that is computed is held against the values, as no verifier does.
// CHECK-LABEL: coreai.graph @computed_mask
// CHECK:         coreai.sparse_with_bitmask_to_dense
coreai.graph @computed_mask() -> tensor<3xf16> {
  %v = coreai.constant dense<[1.0, 2.0]> : tensor<2xf16>
  %c = coreai.constant dense<[1, 0, 0]> : tensor<3xsi8>
  %b = coreai.cast %c : tensor<3xsi8> to tensor<3xui1>
  %s = coreai.build_sparse_with_bitmask %v, %b : (tensor<2xf16>, tensor<3xui1>) -> !coreai.sparse_with_bitmask<tensor<3xf16>>
  // expected-warning@+1 {{is not materialized: its bitmask has 1 ones for 2 values}}
  %w = coreai.sparse_with_bitmask_to_dense %s : (!coreai.sparse_with_bitmask<tensor<3xf16>>) -> tensor<3xf16>
  coreai.output %w : tensor<3xf16>
}

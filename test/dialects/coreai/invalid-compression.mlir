// What the verifiers refuse, in compression: one constraint per case, named for it.
//
// RUN: coreai-opt %s --split-input-file --verify-diagnostics

coreai.graph @lut_to_dense_c1(%i: tensor<4x6xui2>, %l: tensor<1x1x4x1xf16>) {
  %a = coreai.constant dense<0> : tensor<si16>
  // expected-error @below {{failed to verify that all of {lut, result} have same element type}}
  %0 = coreai.lut_to_dense %i, %l, %a : (tensor<4x6xui2>, tensor<1x1x4x1xf16>, tensor<si16>) -> tensor<4x6xf32>
  coreai.output
}

// -----

coreai.graph @lut_to_dense_c2(%i: tensor<4x6xui2>, %l: tensor<1x4x1xf16>) {
  %a = coreai.constant dense<0> : tensor<si16>
  // expected-error @below {{expects a lut of rank 4, the rank of the indices plus two, got 3}}
  %0 = coreai.lut_to_dense %i, %l, %a : (tensor<4x6xui2>, tensor<1x4x1xf16>, tensor<si16>) -> tensor<4x6xf16>
  coreai.output
}

// -----

coreai.graph @lut_to_dense_c3(%i: tensor<4x6xui2>, %l: tensor<1x1x8x1xf16>) {
  %a = coreai.constant dense<0> : tensor<si16>
  // expected-error @below {{expects 4 lut entries for 2-bit indices, got 8}}
  %0 = coreai.lut_to_dense %i, %l, %a : (tensor<4x6xui2>, tensor<1x1x8x1xf16>, tensor<si16>) -> tensor<4x6xf16>
  coreai.output
}

// -----

coreai.graph @lut_to_dense_c4(%i: tensor<4x6xui2>, %l: tensor<1x4x4x1xf16>) {
  %a = coreai.constant dense<0> : tensor<si16>
  // expected-error @below {{expects a number of tables that divides dimension 6 on axis 1, got 4}}
  %0 = coreai.lut_to_dense %i, %l, %a : (tensor<4x6xui2>, tensor<1x4x4x1xf16>, tensor<si16>) -> tensor<4x6xf16>
  coreai.output
}

// -----

coreai.graph @lut_to_dense_c4_zero(%i: tensor<4x6xui2>, %l: tensor<0x1x4x1xf16>) {
  %a = coreai.constant dense<0> : tensor<si16>
  // expected-error @below {{expects a number of tables that divides dimension 4 on axis 0, got 0}}
  %0 = coreai.lut_to_dense %i, %l, %a : (tensor<4x6xui2>, tensor<0x1x4x1xf16>, tensor<si16>) -> tensor<4x6xf16>
  coreai.output
}

// -----

coreai.graph @lut_to_dense_c5(%i: tensor<4x6xui2>, %l: tensor<1x1x4x1xf16>) {
  %a = coreai.constant dense<2> : tensor<si16>
  // expected-error @below {{expects axes in [-2, 2), got 2}}
  %0 = coreai.lut_to_dense %i, %l, %a : (tensor<4x6xui2>, tensor<1x1x4x1xf16>, tensor<si16>) -> tensor<4x6xf16>
  coreai.output
}

// -----

coreai.graph @lut_to_dense_c6(%i: tensor<4x6xui2>, %l: tensor<1x1x4x1xf16>) {
  %a = coreai.constant dense<0> : tensor<si16>
  // expected-error @below {{expects a result of shape 4x6, got 6x4}}
  %0 = coreai.lut_to_dense %i, %l, %a : (tensor<4x6xui2>, tensor<1x1x4x1xf16>, tensor<si16>) -> tensor<6x4xf16>
  coreai.output
}

// -----

coreai.graph @lut_to_dense_c6_vector(%i: tensor<4x6xui2>, %l: tensor<1x1x4x2xf16>) {
  %a = coreai.constant dense<1> : tensor<si16>
  // expected-error @below {{expects a result of shape 4x12, got 8x6}}
  %0 = coreai.lut_to_dense %i, %l, %a : (tensor<4x6xui2>, tensor<1x1x4x2xf16>, tensor<si16>) -> tensor<8x6xf16>
  coreai.output
}

// -----

coreai.graph @lut_to_dense_index_type(%i: tensor<4x6xui5>, %l: tensor<1x1x4x1xf16>) {
  %a = coreai.constant dense<0> : tensor<si16>
  // expected-error @below {{must be ranked tensor of 1, 2, 3, 4, 6 or 8-bit unsigned integer values, but got 'tensor<4x6xui5>'}}
  %0 = coreai.lut_to_dense %i, %l, %a : (tensor<4x6xui5>, tensor<1x1x4x1xf16>, tensor<si16>) -> tensor<4x6xf16>
  coreai.output
}

// -----

coreai.graph @blockwise_shift_scale_c1(%d: tensor<4x6xsi8>, %s: tensor<4x2xf16>, %o1: tensor<4x2xui8>, %o2: tensor<4x2xf16>) {
  // expected-error @below {{failed to verify that all of {data, offset1} have same element type}}
  %0 = coreai.blockwise_shift_scale %d, %s, %o1, %o2 : (tensor<4x6xsi8>, tensor<4x2xf16>, tensor<4x2xui8>, tensor<4x2xf16>) -> tensor<4x6xf16>
  coreai.output
}

// -----

coreai.graph @blockwise_shift_scale_c2(%d: tensor<4x6xsi8>, %s: tensor<4x2xf16>, %o1: tensor<4x2xsi8>, %o2: tensor<4x2xf16>) {
  // expected-error @below {{failed to verify that all of {offset2, result} have same element type}}
  %0 = coreai.blockwise_shift_scale %d, %s, %o1, %o2 : (tensor<4x6xsi8>, tensor<4x2xf16>, tensor<4x2xsi8>, tensor<4x2xf16>) -> tensor<4x6xf32>
  coreai.output
}

// -----

coreai.graph @blockwise_shift_scale_c3(%d: tensor<4x6xsi8>, %s: tensor<4x2xf32>, %o1: tensor<4x2xsi8>, %o2: tensor<4x2xf16>) {
  // expected-error @below {{expects scale elements of type 'f16' or f8E8M0FNU, got 'f32'}}
  %0 = coreai.blockwise_shift_scale %d, %s, %o1, %o2 : (tensor<4x6xsi8>, tensor<4x2xf32>, tensor<4x2xsi8>, tensor<4x2xf16>) -> tensor<4x6xf16>
  coreai.output
}

// -----

coreai.graph @blockwise_shift_scale_c4(%d: tensor<4x6xsi8>, %s: tensor<4x2xf16>, %o1: tensor<4x1xsi8>, %o2: tensor<4x2xf16>) {
  // expected-error @below {{expects scale and offsets of one shape, got 4x2 and 4x1}}
  %0 = coreai.blockwise_shift_scale %d, %s, %o1, %o2 : (tensor<4x6xsi8>, tensor<4x2xf16>, tensor<4x1xsi8>, tensor<4x2xf16>) -> tensor<4x6xf16>
  coreai.output
}

// -----

coreai.graph @blockwise_shift_scale_c4_offset2(%d: tensor<4x6xsi8>, %s: tensor<4x2xf16>, %o1: tensor<4x2xsi8>, %o2: tensor<2x2xf16>) {
  // expected-error @below {{expects scale and offsets of one shape, got 4x2 and 2x2}}
  %0 = coreai.blockwise_shift_scale %d, %s, %o1, %o2 : (tensor<4x6xsi8>, tensor<4x2xf16>, tensor<4x2xsi8>, tensor<2x2xf16>) -> tensor<4x6xf16>
  coreai.output
}

// -----

coreai.graph @blockwise_shift_scale_c5(%d: tensor<4x6xsi8>, %s: tensor<6xf16>, %o1: tensor<6xsi8>, %o2: tensor<6xf16>) {
  // expected-error @below {{expects a scale of rank 2 or 0, got 1}}
  %0 = coreai.blockwise_shift_scale %d, %s, %o1, %o2 : (tensor<4x6xsi8>, tensor<6xf16>, tensor<6xsi8>, tensor<6xf16>) -> tensor<4x6xf16>
  coreai.output
}

// -----

coreai.graph @blockwise_shift_scale_c6(%d: tensor<4x6xsi8>, %s: tensor<4x4xf16>, %o1: tensor<4x4xsi8>, %o2: tensor<4x4xf16>) {
  // expected-error @below {{expects a number of scales that divides dimension 6 on axis 1, got 4}}
  %0 = coreai.blockwise_shift_scale %d, %s, %o1, %o2 : (tensor<4x6xsi8>, tensor<4x4xf16>, tensor<4x4xsi8>, tensor<4x4xf16>) -> tensor<4x6xf16>
  coreai.output
}

// -----

coreai.graph @blockwise_shift_scale_c7(%d: tensor<4x6xsi8>, %s: tensor<4x2xf16>, %o1: tensor<4x2xsi8>, %o2: tensor<4x2xf16>) {
  // expected-error @below {{expects a result of shape 4x6, got 6x4}}
  %0 = coreai.blockwise_shift_scale %d, %s, %o1, %o2 : (tensor<4x6xsi8>, tensor<4x2xf16>, tensor<4x2xsi8>, tensor<4x2xf16>) -> tensor<6x4xf16>
  coreai.output
}

// -----

coreai.graph @quantize_c1(%x: tensor<4x6xf32>, %s: tensor<6xf16>, %o1: tensor<6xsi8>, %o2: tensor<6xf16>) {
  %a = coreai.constant dense<1> : tensor<si32>
  // expected-error @below {{failed to verify that all of {input, offset2} have same element type}}
  %0 = coreai.quantize %x, %s, %o1, %o2, %a : (tensor<4x6xf32>, tensor<6xf16>, tensor<6xsi8>, tensor<6xf16>, tensor<si32>) -> tensor<4x6xsi8>
  coreai.output
}

// -----

coreai.graph @quantize_c2(%x: tensor<4x6xf16>, %s: tensor<6xf16>, %o1: tensor<6xsi8>, %o2: tensor<6xf16>) {
  %a = coreai.constant dense<1> : tensor<si32>
  // expected-error @below {{failed to verify that all of {offset1, result} have same element type}}
  %0 = coreai.quantize %x, %s, %o1, %o2, %a : (tensor<4x6xf16>, tensor<6xf16>, tensor<6xsi8>, tensor<6xf16>, tensor<si32>) -> tensor<4x6xui8>
  coreai.output
}

// -----

coreai.graph @quantize_c3(%x: tensor<4x6xf16>, %s: tensor<6xf16>, %o1: tensor<4xsi8>, %o2: tensor<6xf16>) {
  %a = coreai.constant dense<1> : tensor<si32>
  // expected-error @below {{expects scale and offsets of one shape, got 6 and 4}}
  %0 = coreai.quantize %x, %s, %o1, %o2, %a : (tensor<4x6xf16>, tensor<6xf16>, tensor<4xsi8>, tensor<6xf16>, tensor<si32>) -> tensor<4x6xsi8>
  coreai.output
}

// -----

coreai.graph @quantize_c3_rank(%x: tensor<4x6xf16>, %s: tensor<1x6xf16>, %o1: tensor<1x6xsi8>, %o2: tensor<1x6xf16>) {
  %a = coreai.constant dense<1> : tensor<si32>
  // expected-error @below {{expects a scale of rank 0 or 1, got 2}}
  %0 = coreai.quantize %x, %s, %o1, %o2, %a : (tensor<4x6xf16>, tensor<1x6xf16>, tensor<1x6xsi8>, tensor<1x6xf16>, tensor<si32>) -> tensor<4x6xsi8>
  coreai.output
}

// -----

coreai.graph @quantize_c4(%x: tensor<4x6xf16>, %s: tensor<6xf16>, %o1: tensor<6xsi8>, %o2: tensor<6xf16>) {
  %a = coreai.constant dense<2> : tensor<si32>
  // expected-error @below {{expects axes in [-2, 2), got 2}}
  %0 = coreai.quantize %x, %s, %o1, %o2, %a : (tensor<4x6xf16>, tensor<6xf16>, tensor<6xsi8>, tensor<6xf16>, tensor<si32>) -> tensor<4x6xsi8>
  coreai.output
}

// -----

coreai.graph @quantize_c5(%x: tensor<4x6xf16>, %s: tensor<6xf16>, %o1: tensor<6xsi8>, %o2: tensor<6xf16>) {
  %a = coreai.constant dense<0> : tensor<si32>
  // expected-error @below {{expects 4 scales, one per element of axis 0, got 6}}
  %0 = coreai.quantize %x, %s, %o1, %o2, %a : (tensor<4x6xf16>, tensor<6xf16>, tensor<6xsi8>, tensor<6xf16>, tensor<si32>) -> tensor<4x6xsi8>
  coreai.output
}

// -----

coreai.graph @quantize_c6(%x: tensor<4x6xf16>, %s: tensor<6xf16>, %o1: tensor<6xsi8>, %o2: tensor<6xf16>) {
  %a = coreai.constant dense<1> : tensor<si32>
  // expected-error @below {{expects a result of shape 4x6, got 6x4}}
  %0 = coreai.quantize %x, %s, %o1, %o2, %a : (tensor<4x6xf16>, tensor<6xf16>, tensor<6xsi8>, tensor<6xf16>, tensor<si32>) -> tensor<6x4xsi8>
  coreai.output
}

// -----

coreai.graph @dequantize_c1(%x: tensor<4x6xui8>, %s: tensor<6xf16>, %o1: tensor<6xsi8>, %o2: tensor<6xf16>) {
  %a = coreai.constant dense<1> : tensor<si32>
  // expected-error @below {{failed to verify that all of {input, offset1} have same element type}}
  %0 = coreai.dequantize %x, %s, %o1, %o2, %a : (tensor<4x6xui8>, tensor<6xf16>, tensor<6xsi8>, tensor<6xf16>, tensor<si32>) -> tensor<4x6xf16>
  coreai.output
}

// -----

coreai.graph @dequantize_c2(%x: tensor<4x6xsi8>, %s: tensor<6xf16>, %o1: tensor<6xsi8>, %o2: tensor<6xf16>) {
  %a = coreai.constant dense<1> : tensor<si32>
  // expected-error @below {{failed to verify that all of {offset2, result} have same element type}}
  %0 = coreai.dequantize %x, %s, %o1, %o2, %a : (tensor<4x6xsi8>, tensor<6xf16>, tensor<6xsi8>, tensor<6xf16>, tensor<si32>) -> tensor<4x6xf32>
  coreai.output
}

// -----

coreai.graph @dequantize_c3(%x: tensor<4x6xsi8>, %s: tensor<6xf16>, %o1: tensor<4xsi8>, %o2: tensor<6xf16>) {
  %a = coreai.constant dense<1> : tensor<si32>
  // expected-error @below {{expects scale and offsets of one shape, got 6 and 4}}
  %0 = coreai.dequantize %x, %s, %o1, %o2, %a : (tensor<4x6xsi8>, tensor<6xf16>, tensor<4xsi8>, tensor<6xf16>, tensor<si32>) -> tensor<4x6xf16>
  coreai.output
}

// -----

coreai.graph @dequantize_c3_rank(%x: tensor<4x6xsi8>, %s: tensor<1x6xf16>, %o1: tensor<1x6xsi8>, %o2: tensor<1x6xf16>) {
  %a = coreai.constant dense<1> : tensor<si32>
  // expected-error @below {{expects a scale of rank 0 or 1, got 2}}
  %0 = coreai.dequantize %x, %s, %o1, %o2, %a : (tensor<4x6xsi8>, tensor<1x6xf16>, tensor<1x6xsi8>, tensor<1x6xf16>, tensor<si32>) -> tensor<4x6xf16>
  coreai.output
}

// -----

coreai.graph @dequantize_c4(%x: tensor<4x6xsi8>, %s: tensor<6xf16>, %o1: tensor<6xsi8>, %o2: tensor<6xf16>) {
  %a = coreai.constant dense<2> : tensor<si32>
  // expected-error @below {{expects axes in [-2, 2), got 2}}
  %0 = coreai.dequantize %x, %s, %o1, %o2, %a : (tensor<4x6xsi8>, tensor<6xf16>, tensor<6xsi8>, tensor<6xf16>, tensor<si32>) -> tensor<4x6xf16>
  coreai.output
}

// -----

coreai.graph @dequantize_c5(%x: tensor<4x6xsi8>, %s: tensor<6xf16>, %o1: tensor<6xsi8>, %o2: tensor<6xf16>) {
  %a = coreai.constant dense<0> : tensor<si32>
  // expected-error @below {{expects 4 scales, one per element of axis 0, got 6}}
  %0 = coreai.dequantize %x, %s, %o1, %o2, %a : (tensor<4x6xsi8>, tensor<6xf16>, tensor<6xsi8>, tensor<6xf16>, tensor<si32>) -> tensor<4x6xf16>
  coreai.output
}

// -----

coreai.graph @dequantize_c6(%x: tensor<4x6xsi8>, %s: tensor<6xf16>, %o1: tensor<6xsi8>, %o2: tensor<6xf16>) {
  %a = coreai.constant dense<1> : tensor<si32>
  // expected-error @below {{expects a result of shape 4x6, got 6x4}}
  %0 = coreai.dequantize %x, %s, %o1, %o2, %a : (tensor<4x6xsi8>, tensor<6xf16>, tensor<6xsi8>, tensor<6xf16>, tensor<si32>) -> tensor<6x4xf16>
  coreai.output
}

// -----

coreai.graph @build_sparse_with_bitmask_c1(%v: tensor<2xf16>, %m: tensor<2x2xui1>) {
  // expected-error @below {{expects a sparse value of 'f16', got 'f32'}}
  %0 = coreai.build_sparse_with_bitmask %v, %m : (tensor<2xf16>, tensor<2x2xui1>) -> !coreai.sparse_with_bitmask<tensor<2x2xf32>>
  coreai.output
}

// -----

coreai.graph @build_sparse_with_bitmask_c2(%v: tensor<2xf16>, %m: tensor<2x2xui1>) {
  // expected-error @below {{expects a sparse value of shape 2x2, got 2x3}}
  %0 = coreai.build_sparse_with_bitmask %v, %m : (tensor<2xf16>, tensor<2x2xui1>) -> !coreai.sparse_with_bitmask<tensor<2x3xf16>>
  coreai.output
}

// -----

coreai.graph @build_sparse_with_bitmask_c3(%v: tensor<2xf16>) {
  %m = coreai.constant dense<[[1, 0], [1, 1]]> : tensor<2x2xui1>
  // expected-error @below {{expects 3 values, one per bit that is set, got 2}}
  %0 = coreai.build_sparse_with_bitmask %v, %m : (tensor<2xf16>, tensor<2x2xui1>) -> !coreai.sparse_with_bitmask<tensor<2x2xf16>>
  coreai.output
}

// -----

coreai.graph @sparse_with_bitmask_to_dense_c1(%s: !coreai.sparse_with_bitmask<tensor<2x2xf16>>) {
  // expected-error @below {{expects a result of type 'tensor<2x2xf16>', got 'tensor<2x3xf16>'}}
  %0 = coreai.sparse_with_bitmask_to_dense %s : (!coreai.sparse_with_bitmask<tensor<2x2xf16>>) -> tensor<2x3xf16>
  coreai.output
}

// -----

// expected-error @below {{expects a sparse value of a ranked tensor, got 'f16'}}
coreai.graph @sparse_with_bitmask_type_c1(%x: !coreai.sparse_with_bitmask<f16>) {
  coreai.output
}

// -----

coreai.graph @lut_to_dense_c6_beyond_64_bits(%i: tensor<4294967296xui1>, %l: tensor<1x2x4294967296xf32>) {
  %a = coreai.constant dense<0> : tensor<si16>
  // expected-error @below {{expects a result of shape 9223372036854775807, got 0}}
  %0 = coreai.lut_to_dense %i, %l, %a : (tensor<4294967296xui1>, tensor<1x2x4294967296xf32>, tensor<si16>) -> tensor<0xf32>
  coreai.output
}

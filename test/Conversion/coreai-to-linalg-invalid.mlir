// What isn't lowered is one error that says why.
//
// RUN: coreai-opt %s --convert-coreai-to-linalg --split-input-file --verify-diagnostics

// expected-error@below {{can't lower 'coreai.graph': expects static shapes, got 'tensor<?xf32>'}}
coreai.graph @dynamic(%x: tensor<?xf32>) -> tensor<?xf32> {
  coreai.output %x : tensor<?xf32>
}

// -----

coreai.graph @dynamic_result(%x: tensor<3xf32>) -> () {
  // expected-error@below {{can't lower 'coreai.non_zero': expects static shapes, got 'tensor<?x1xsi32>'}}
  %0 = coreai.non_zero %x : tensor<3xf32> -> tensor<?x1xsi32>
  coreai.output
}

// -----

// expected-error@below {{can't lower 'coreai.graph': expects elements that can be computed with, got 'tensor<3xf8E4M3FN>'}}
coreai.graph @small_float(%x: tensor<3xf8E4M3FN>) -> tensor<3xf8E4M3FN> {
  coreai.output %x : tensor<3xf8E4M3FN>
}

// -----

coreai.graph @sort(%x: tensor<5xf32>) -> tensor<5xf32> {
  %axis = coreai.constant dense<0> : tensor<si32>
  %flag = coreai.constant dense<true> : tensor<i1>
  // expected-error@below {{can't lower 'coreai.sort': no lowering for this op}}
  %0 = coreai.sort %x, %axis, %flag, %flag : (tensor<5xf32>, tensor<si32>, tensor<i1>, tensor<i1>) -> tensor<5xf32>
  coreai.output %0 : tensor<5xf32>
}

// -----

// The first op that can't be lowered, though others can't either.
coreai.graph @parameters(%x: tensor<5x5xf32>, %axes: tensor<1xsi32>, %p: tensor<2xui32>) -> (tensor<5x1xf32>, tensor<5x5xf32>) {
  // expected-error@below {{can't lower 'coreai.reduce_sum': expects constant axes}}
  %0 = coreai.reduce_sum %x, %axes : (tensor<5x5xf32>, tensor<1xsi32>) -> tensor<5x1xf32>
  %1 = coreai.transpose %x, %p : (tensor<5x5xf32>, tensor<2xui32>) -> tensor<5x5xf32>
  coreai.output %0, %1 : tensor<5x1xf32>, tensor<5x5xf32>
}

// -----

coreai.graph @strides(%x: tensor<1x3x8x8xf32>, %w: tensor<8x3x3x3xf32>, %s: tensor<2xui32>) -> tensor<1x8x6x6xf32> {
  %g = coreai.constant dense<1> : tensor<ui32>
  // expected-error@below {{can't lower 'coreai.conv2d': expects constant strides}}
  %0 = coreai.conv2d %x, %w, %s, %s, %g : (tensor<1x3x8x8xf32>, tensor<8x3x3x3xf32>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x8x6x6xf32>
  coreai.output %0 : tensor<1x8x6x6xf32>
}

// -----

coreai.graph @elided() -> tensor<64xf32> {
  // expected-error@below {{can't lower 'coreai.constant': expects the constant's data, got a program printed without it}}
  %0 = coreai.constant dense_resource<gone> : tensor<64xf32>
  coreai.output %0 : tensor<64xf32>
}

// -----

coreai.graph @narrow(%x: tensor<3xui4>) -> tensor<3xui4> {
  // expected-error@below {{can't lower 'coreai.add': expects elements of at least 8 bits to compute with, got 4-bit ones}}
  %0 = coreai.add %x, %x : (tensor<3xui4>, tensor<3xui4>) -> tensor<3xui4>
  coreai.output %0 : tensor<3xui4>
}

// -----

coreai.graph @complex(%x: tensor<3xcomplex<f32>>) -> tensor<3xf32> {
  // expected-error@below {{can't lower 'coreai.cast': expects a conversion between numbers, got one between real and complex}}
  %0 = coreai.cast %x : tensor<3xcomplex<f32>> to tensor<3xf32>
  coreai.output %0 : tensor<3xf32>
}

// -----

coreai.graph @reflect(%x: tensor<3xf32>) -> tensor<9xf32> {
  %p = coreai.constant dense<3> : tensor<2xui32>
  %v = coreai.constant dense<0.0> : tensor<f32>
  // expected-error@below {{can't lower 'coreai.pad': expects less padding than elements to reflect, got 3 for 3}}
  %0 = coreai.pad %x, %p, %v mode = <reflect> : (tensor<3xf32>, tensor<2xui32>, tensor<f32>) -> tensor<9xf32>
  coreai.output %0 : tensor<9xf32>
}

// -----

coreai.graph @quantize(%x: tensor<3xf32>, %s: tensor<f32>, %z: tensor<f16>) -> tensor<3xf16> {
  %a = coreai.constant dense<0> : tensor<si32>
  // expected-error@below {{can't lower 'coreai.quantize': expects an integer grid}}
  %0 = coreai.quantize %x, %s, %z, %s, %a : (tensor<3xf32>, tensor<f32>, tensor<f16>, tensor<f32>, tensor<si32>) -> tensor<3xf16>
  coreai.output %0 : tensor<3xf16>
}

// -----

// A newer compiler's op.
coreai.graph @unknown(%x: tensor<3xf32>) -> tensor<3xf32> {
  // expected-error@below {{can't lower 'coreai.novelty': no lowering for this op}}
  %0 = "coreai.novelty"(%x) : (tensor<3xf32>) -> tensor<3xf32>
  coreai.output %0 : tensor<3xf32>
}

// -----

coreai.graph @bits() -> tensor<2xui5> {
  // expected-error@below {{can't lower 'coreai.constant': expects integers of 1, 2, 3, 4, 6 or 8 bits, or more, in a resource}}
  %0 = coreai.constant dense_resource<five> : tensor<2xui5>
  coreai.output %0 : tensor<2xui5>
}

{-# dialect_resources: { builtin: { five: "0x100000000102" } } #-}

// What the verifiers refuse, in pooling: one constraint per case, named for it.
//
// RUN: coreai-opt %s --split-input-file --verify-diagnostics

coreai.graph @sum_pool_2d_c1(%x: tensor<1x3x8x8xf32>) {
  %k = coreai.constant dense<3> : tensor<2xui32>
  %s = coreai.constant dense<2> : tensor<2xui32>
  %d = coreai.constant dense<1> : tensor<2xui32>
  // expected-error @below {{failed to verify that all of {input, result} have same element type}}
  %0 = coreai.sum_pool_2d %x, %k, %s, %d : (tensor<1x3x8x8xf32>, tensor<2xui32>, tensor<2xui32>, tensor<2xui32>) -> tensor<1x3x3x3xf16>
  coreai.output
}

// -----

coreai.graph @sum_pool_2d_c2(%x: tensor<1x3x8x8xf32>) {
  %k = coreai.constant dense<3> : tensor<1xui32>
  %s = coreai.constant dense<2> : tensor<2xui32>
  %d = coreai.constant dense<1> : tensor<2xui32>
  // expected-error @below {{expects kernel_size with 2 elements, one per spatial axis, got 1}}
  %0 = coreai.sum_pool_2d %x, %k, %s, %d : (tensor<1x3x8x8xf32>, tensor<1xui32>, tensor<2xui32>, tensor<2xui32>) -> tensor<1x3x3x3xf32>
  coreai.output
}

// -----

coreai.graph @sum_pool_2d_c2_positive(%x: tensor<1x3x8x8xf32>) {
  %k = coreai.constant dense<3> : tensor<2xui32>
  %s = coreai.constant dense<0> : tensor<2xui32>
  %d = coreai.constant dense<1> : tensor<2xui32>
  // expected-error @below {{expects positive strides, got [0, 0]}}
  %0 = coreai.sum_pool_2d %x, %k, %s, %d : (tensor<1x3x8x8xf32>, tensor<2xui32>, tensor<2xui32>, tensor<2xui32>) -> tensor<1x3x3x3xf32>
  coreai.output
}

// -----

coreai.graph @sum_pool_2d_c3(%x: tensor<1x3x8x8xf32>) {
  %k = coreai.constant dense<9> : tensor<2xui32>
  %s = coreai.constant dense<2> : tensor<2xui32>
  %d = coreai.constant dense<1> : tensor<2xui32>
  // expected-error @below {{expects a kernel within the input, got extent 9 for size 8 on spatial axis 0}}
  %0 = coreai.sum_pool_2d %x, %k, %s, %d : (tensor<1x3x8x8xf32>, tensor<2xui32>, tensor<2xui32>, tensor<2xui32>) -> tensor<1x3x3x3xf32>
  coreai.output
}

// -----

coreai.graph @sum_pool_2d_c4(%x: tensor<1x3x8x8xf32>) {
  %k = coreai.constant dense<3> : tensor<2xui32>
  %s = coreai.constant dense<2> : tensor<2xui32>
  %d = coreai.constant dense<1> : tensor<2xui32>
  // expected-error @below {{expects a result of shape 1x3x3x3, got 1x3x4x4}}
  %0 = coreai.sum_pool_2d %x, %k, %s, %d : (tensor<1x3x8x8xf32>, tensor<2xui32>, tensor<2xui32>, tensor<2xui32>) -> tensor<1x3x4x4xf32>
  coreai.output
}

// -----

coreai.graph @max_pool_2d_c1(%x: tensor<1x3x8x8xf32>) {
  %k = coreai.constant dense<3> : tensor<2xui32>
  %s = coreai.constant dense<2> : tensor<2xui32>
  %d = coreai.constant dense<1> : tensor<2xui32>
  %c = coreai.constant dense<false> : tensor<i1>
  // expected-error @below {{failed to verify that all of {input, result} have same element type}}
  %0 = coreai.max_pool_2d %x, %k, %s, %d, %c : (tensor<1x3x8x8xf32>, tensor<2xui32>, tensor<2xui32>, tensor<2xui32>, tensor<i1>) -> tensor<1x3x3x3xf16>
  coreai.output
}

// -----

coreai.graph @max_pool_2d_c2(%x: tensor<1x3x8x8xf32>) {
  %k = coreai.constant dense<3> : tensor<1xui32>
  %s = coreai.constant dense<2> : tensor<2xui32>
  %d = coreai.constant dense<1> : tensor<2xui32>
  %c = coreai.constant dense<false> : tensor<i1>
  // expected-error @below {{expects kernel_size with 2 elements, one per spatial axis, got 1}}
  %0 = coreai.max_pool_2d %x, %k, %s, %d, %c : (tensor<1x3x8x8xf32>, tensor<1xui32>, tensor<2xui32>, tensor<2xui32>, tensor<i1>) -> tensor<1x3x3x3xf32>
  coreai.output
}

// -----

coreai.graph @max_pool_2d_c2_positive(%x: tensor<1x3x8x8xf32>) {
  %k = coreai.constant dense<3> : tensor<2xui32>
  %s = coreai.constant dense<0> : tensor<2xui32>
  %d = coreai.constant dense<1> : tensor<2xui32>
  %c = coreai.constant dense<false> : tensor<i1>
  // expected-error @below {{expects positive strides, got [0, 0]}}
  %0 = coreai.max_pool_2d %x, %k, %s, %d, %c : (tensor<1x3x8x8xf32>, tensor<2xui32>, tensor<2xui32>, tensor<2xui32>, tensor<i1>) -> tensor<1x3x3x3xf32>
  coreai.output
}

// -----

coreai.graph @max_pool_2d_c3(%x: tensor<1x3x8x8xf32>) {
  %k = coreai.constant dense<9> : tensor<2xui32>
  %s = coreai.constant dense<2> : tensor<2xui32>
  %d = coreai.constant dense<1> : tensor<2xui32>
  %c = coreai.constant dense<false> : tensor<i1>
  // expected-error @below {{expects a kernel within the input, got extent 9 for size 8 on spatial axis 0}}
  %0 = coreai.max_pool_2d %x, %k, %s, %d, %c : (tensor<1x3x8x8xf32>, tensor<2xui32>, tensor<2xui32>, tensor<2xui32>, tensor<i1>) -> tensor<1x3x3x3xf32>
  coreai.output
}

// -----

coreai.graph @max_pool_2d_c4(%x: tensor<1x3x8x8xf32>) {
  %k = coreai.constant dense<3> : tensor<2xui32>
  %s = coreai.constant dense<2> : tensor<2xui32>
  %d = coreai.constant dense<1> : tensor<2xui32>
  %c = coreai.constant dense<false> : tensor<i1>
  // expected-error @below {{expects a result of shape 1x3x3x3, got 1x3x4x4}}
  %0 = coreai.max_pool_2d %x, %k, %s, %d, %c : (tensor<1x3x8x8xf32>, tensor<2xui32>, tensor<2xui32>, tensor<2xui32>, tensor<i1>) -> tensor<1x3x4x4xf32>
  coreai.output
}

// -----

coreai.graph @max_pool_2d_c4_ceil(%x: tensor<1x3x8x8xf32>) {
  %k = coreai.constant dense<3> : tensor<2xui32>
  %s = coreai.constant dense<2> : tensor<2xui32>
  %d = coreai.constant dense<1> : tensor<2xui32>
  %c = coreai.constant dense<true> : tensor<i1>
  // expected-error @below {{expects a result of shape 1x3x4x4, got 1x3x3x3}}
  %0 = coreai.max_pool_2d %x, %k, %s, %d, %c : (tensor<1x3x8x8xf32>, tensor<2xui32>, tensor<2xui32>, tensor<2xui32>, tensor<i1>) -> tensor<1x3x3x3xf32>
  coreai.output
}

// -----

coreai.graph @sum_pool_3d_c1(%x: tensor<1x3x8x8x8xf32>) {
  %k = coreai.constant dense<3> : tensor<3xui32>
  %s = coreai.constant dense<2> : tensor<3xui32>
  %d = coreai.constant dense<1> : tensor<3xui32>
  // expected-error @below {{failed to verify that all of {input, result} have same element type}}
  %0 = coreai.sum_pool_3d %x, %k, %s, %d : (tensor<1x3x8x8x8xf32>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>) -> tensor<1x3x3x3x3xf16>
  coreai.output
}

// -----

coreai.graph @sum_pool_3d_c2(%x: tensor<1x3x8x8x8xf32>) {
  %k = coreai.constant dense<3> : tensor<1xui32>
  %s = coreai.constant dense<2> : tensor<3xui32>
  %d = coreai.constant dense<1> : tensor<3xui32>
  // expected-error @below {{expects kernel_size with 3 elements, one per spatial axis, got 1}}
  %0 = coreai.sum_pool_3d %x, %k, %s, %d : (tensor<1x3x8x8x8xf32>, tensor<1xui32>, tensor<3xui32>, tensor<3xui32>) -> tensor<1x3x3x3x3xf32>
  coreai.output
}

// -----

coreai.graph @sum_pool_3d_c2_positive(%x: tensor<1x3x8x8x8xf32>) {
  %k = coreai.constant dense<3> : tensor<3xui32>
  %s = coreai.constant dense<0> : tensor<3xui32>
  %d = coreai.constant dense<1> : tensor<3xui32>
  // expected-error @below {{expects positive strides, got [0, 0, 0]}}
  %0 = coreai.sum_pool_3d %x, %k, %s, %d : (tensor<1x3x8x8x8xf32>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>) -> tensor<1x3x3x3x3xf32>
  coreai.output
}

// -----

coreai.graph @sum_pool_3d_c3(%x: tensor<1x3x8x8x8xf32>) {
  %k = coreai.constant dense<9> : tensor<3xui32>
  %s = coreai.constant dense<2> : tensor<3xui32>
  %d = coreai.constant dense<1> : tensor<3xui32>
  // expected-error @below {{expects a kernel within the input, got extent 9 for size 8 on spatial axis 0}}
  %0 = coreai.sum_pool_3d %x, %k, %s, %d : (tensor<1x3x8x8x8xf32>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>) -> tensor<1x3x3x3x3xf32>
  coreai.output
}

// -----

coreai.graph @sum_pool_3d_c4(%x: tensor<1x3x8x8x8xf32>) {
  %k = coreai.constant dense<3> : tensor<3xui32>
  %s = coreai.constant dense<2> : tensor<3xui32>
  %d = coreai.constant dense<1> : tensor<3xui32>
  // expected-error @below {{expects a result of shape 1x3x3x3x3, got 1x3x4x4x4}}
  %0 = coreai.sum_pool_3d %x, %k, %s, %d : (tensor<1x3x8x8x8xf32>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>) -> tensor<1x3x4x4x4xf32>
  coreai.output
}

// -----

coreai.graph @max_pool_3d_c1(%x: tensor<1x3x8x8x8xf32>) {
  %k = coreai.constant dense<3> : tensor<3xui32>
  %s = coreai.constant dense<2> : tensor<3xui32>
  %d = coreai.constant dense<1> : tensor<3xui32>
  %c = coreai.constant dense<false> : tensor<i1>
  // expected-error @below {{failed to verify that all of {input, result} have same element type}}
  %0 = coreai.max_pool_3d %x, %k, %s, %d, %c : (tensor<1x3x8x8x8xf32>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>, tensor<i1>) -> tensor<1x3x3x3x3xf16>
  coreai.output
}

// -----

coreai.graph @max_pool_3d_c2(%x: tensor<1x3x8x8x8xf32>) {
  %k = coreai.constant dense<3> : tensor<1xui32>
  %s = coreai.constant dense<2> : tensor<3xui32>
  %d = coreai.constant dense<1> : tensor<3xui32>
  %c = coreai.constant dense<false> : tensor<i1>
  // expected-error @below {{expects kernel_size with 3 elements, one per spatial axis, got 1}}
  %0 = coreai.max_pool_3d %x, %k, %s, %d, %c : (tensor<1x3x8x8x8xf32>, tensor<1xui32>, tensor<3xui32>, tensor<3xui32>, tensor<i1>) -> tensor<1x3x3x3x3xf32>
  coreai.output
}

// -----

coreai.graph @max_pool_3d_c2_positive(%x: tensor<1x3x8x8x8xf32>) {
  %k = coreai.constant dense<3> : tensor<3xui32>
  %s = coreai.constant dense<0> : tensor<3xui32>
  %d = coreai.constant dense<1> : tensor<3xui32>
  %c = coreai.constant dense<false> : tensor<i1>
  // expected-error @below {{expects positive strides, got [0, 0, 0]}}
  %0 = coreai.max_pool_3d %x, %k, %s, %d, %c : (tensor<1x3x8x8x8xf32>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>, tensor<i1>) -> tensor<1x3x3x3x3xf32>
  coreai.output
}

// -----

coreai.graph @max_pool_3d_c3(%x: tensor<1x3x8x8x8xf32>) {
  %k = coreai.constant dense<9> : tensor<3xui32>
  %s = coreai.constant dense<2> : tensor<3xui32>
  %d = coreai.constant dense<1> : tensor<3xui32>
  %c = coreai.constant dense<false> : tensor<i1>
  // expected-error @below {{expects a kernel within the input, got extent 9 for size 8 on spatial axis 0}}
  %0 = coreai.max_pool_3d %x, %k, %s, %d, %c : (tensor<1x3x8x8x8xf32>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>, tensor<i1>) -> tensor<1x3x3x3x3xf32>
  coreai.output
}

// -----

coreai.graph @max_pool_3d_c4(%x: tensor<1x3x8x8x8xf32>) {
  %k = coreai.constant dense<3> : tensor<3xui32>
  %s = coreai.constant dense<2> : tensor<3xui32>
  %d = coreai.constant dense<1> : tensor<3xui32>
  %c = coreai.constant dense<false> : tensor<i1>
  // expected-error @below {{expects a result of shape 1x3x3x3x3, got 1x3x4x4x4}}
  %0 = coreai.max_pool_3d %x, %k, %s, %d, %c : (tensor<1x3x8x8x8xf32>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>, tensor<i1>) -> tensor<1x3x4x4x4xf32>
  coreai.output
}

// -----

coreai.graph @max_pool_3d_c4_ceil(%x: tensor<1x3x8x8x8xf32>) {
  %k = coreai.constant dense<3> : tensor<3xui32>
  %s = coreai.constant dense<2> : tensor<3xui32>
  %d = coreai.constant dense<1> : tensor<3xui32>
  %c = coreai.constant dense<true> : tensor<i1>
  // expected-error @below {{expects a result of shape 1x3x4x4x4, got 1x3x3x3x3}}
  %0 = coreai.max_pool_3d %x, %k, %s, %d, %c : (tensor<1x3x8x8x8xf32>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>, tensor<i1>) -> tensor<1x3x3x3x3xf32>
  coreai.output
}

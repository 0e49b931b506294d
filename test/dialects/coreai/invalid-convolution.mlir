// What the verifiers refuse, in convolution: one constraint per case, named for it.
//
// RUN: coreai-opt %s --split-input-file --verify-diagnostics

coreai.graph @conv2d_c1(%x: tensor<1x4x8x8xf32>, %w: tensor<6x2x3x3xf16>) {
  %s = coreai.constant dense<1> : tensor<2xui32>
  %d = coreai.constant dense<1> : tensor<2xui32>
  %g = coreai.constant dense<2> : tensor<ui32>
  // expected-error @below {{failed to verify that all of {input, weight, result} have same element type}}
  %0 = coreai.conv2d %x, %w, %s, %d, %g : (tensor<1x4x8x8xf32>, tensor<6x2x3x3xf16>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x6x6x6xf32>
  coreai.output
}

// -----

coreai.graph @conv2d_c2(%x: tensor<1x4x8x8xf32>, %w: tensor<6x2x3x3xf32>) {
  %s = coreai.constant dense<1> : tensor<1xui32>
  %d = coreai.constant dense<1> : tensor<2xui32>
  %g = coreai.constant dense<2> : tensor<ui32>
  // expected-error @below {{expects strides with 2 elements, one per spatial axis, got 1}}
  %0 = coreai.conv2d %x, %w, %s, %d, %g : (tensor<1x4x8x8xf32>, tensor<6x2x3x3xf32>, tensor<1xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x6x6x6xf32>
  coreai.output
}

// -----

coreai.graph @conv2d_c2_dilations(%x: tensor<1x4x8x8xf32>, %w: tensor<6x2x3x3xf32>) {
  %s = coreai.constant dense<1> : tensor<2xui32>
  %d = coreai.constant dense<1> : tensor<3xui32>
  %g = coreai.constant dense<2> : tensor<ui32>
  // expected-error @below {{expects dilations with 2 elements, one per spatial axis, got 3}}
  %0 = coreai.conv2d %x, %w, %s, %d, %g : (tensor<1x4x8x8xf32>, tensor<6x2x3x3xf32>, tensor<2xui32>, tensor<3xui32>, tensor<ui32>) -> tensor<1x6x6x6xf32>
  coreai.output
}

// -----

coreai.graph @conv2d_c2_positive(%x: tensor<1x4x8x8xf32>, %w: tensor<6x2x3x3xf32>) {
  %s = coreai.constant dense<[1, 0]> : tensor<2xui32>
  %d = coreai.constant dense<1> : tensor<2xui32>
  %g = coreai.constant dense<2> : tensor<ui32>
  // expected-error @below {{expects positive strides, got [1, 0]}}
  %0 = coreai.conv2d %x, %w, %s, %d, %g : (tensor<1x4x8x8xf32>, tensor<6x2x3x3xf32>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x6x6x6xf32>
  coreai.output
}

// -----

coreai.graph @conv2d_c3(%x: tensor<1x4x8x8xf32>, %w: tensor<6x2x3x3xf32>) {
  %s = coreai.constant dense<1> : tensor<2xui32>
  %d = coreai.constant dense<1> : tensor<2xui32>
  %g = coreai.constant dense<4> : tensor<ui32>
  // expected-error @below {{expects groups that divide the 6 output channels, got 4}}
  %0 = coreai.conv2d %x, %w, %s, %d, %g : (tensor<1x4x8x8xf32>, tensor<6x2x3x3xf32>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x6x6x6xf32>
  coreai.output
}

// -----

coreai.graph @conv2d_c3_input(%x: tensor<1x4x8x8xf32>, %w: tensor<6x2x3x3xf32>) {
  %s = coreai.constant dense<1> : tensor<2xui32>
  %d = coreai.constant dense<1> : tensor<2xui32>
  %g = coreai.constant dense<3> : tensor<ui32>
  // expected-error @below {{expects 6 input channels, for 3 groups of 2, got 4}}
  %0 = coreai.conv2d %x, %w, %s, %d, %g : (tensor<1x4x8x8xf32>, tensor<6x2x3x3xf32>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x6x6x6xf32>
  coreai.output
}

// -----

coreai.graph @conv2d_c3_positive(%x: tensor<1x4x8x8xf32>, %w: tensor<6x2x3x3xf32>) {
  %s = coreai.constant dense<1> : tensor<2xui32>
  %d = coreai.constant dense<1> : tensor<2xui32>
  %g = coreai.constant dense<0> : tensor<ui32>
  // expected-error @below {{expects positive groups, got 0}}
  %0 = coreai.conv2d %x, %w, %s, %d, %g : (tensor<1x4x8x8xf32>, tensor<6x2x3x3xf32>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x6x6x6xf32>
  coreai.output
}

// -----

coreai.graph @conv2d_c4(%x: tensor<1x4x8x8xf32>, %w: tensor<6x2x3x3xf32>) {
  %s = coreai.constant dense<1> : tensor<2xui32>
  %d = coreai.constant dense<4> : tensor<2xui32>
  %g = coreai.constant dense<2> : tensor<ui32>
  // expected-error @below {{expects a kernel within the input, got extent 9 for size 8 on spatial axis 0}}
  %0 = coreai.conv2d %x, %w, %s, %d, %g : (tensor<1x4x8x8xf32>, tensor<6x2x3x3xf32>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x6x6x6xf32>
  coreai.output
}

// -----

coreai.graph @conv2d_c5(%x: tensor<1x4x8x8xf32>, %w: tensor<6x2x3x3xf32>) {
  %s = coreai.constant dense<[2, 1]> : tensor<2xui32>
  %d = coreai.constant dense<1> : tensor<2xui32>
  %g = coreai.constant dense<2> : tensor<ui32>
  // expected-error @below {{expects a result of shape 1x6x3x6, got 1x6x6x6}}
  %0 = coreai.conv2d %x, %w, %s, %d, %g : (tensor<1x4x8x8xf32>, tensor<6x2x3x3xf32>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x6x6x6xf32>
  coreai.output
}

// -----

coreai.graph @conv3d_c1(%x: tensor<1x4x8x8x8xf32>, %w: tensor<6x2x3x3x3xf16>) {
  %s = coreai.constant dense<1> : tensor<3xui32>
  %d = coreai.constant dense<1> : tensor<3xui32>
  %g = coreai.constant dense<2> : tensor<ui32>
  // expected-error @below {{failed to verify that all of {input, weight, result} have same element type}}
  %0 = coreai.conv3d %x, %w, %s, %d, %g : (tensor<1x4x8x8x8xf32>, tensor<6x2x3x3x3xf16>, tensor<3xui32>, tensor<3xui32>, tensor<ui32>) -> tensor<1x6x6x6x6xf32>
  coreai.output
}

// -----

coreai.graph @conv3d_c2(%x: tensor<1x4x8x8x8xf32>, %w: tensor<6x2x3x3x3xf32>) {
  %s = coreai.constant dense<1> : tensor<2xui32>
  %d = coreai.constant dense<1> : tensor<3xui32>
  %g = coreai.constant dense<2> : tensor<ui32>
  // expected-error @below {{expects strides with 3 elements, one per spatial axis, got 2}}
  %0 = coreai.conv3d %x, %w, %s, %d, %g : (tensor<1x4x8x8x8xf32>, tensor<6x2x3x3x3xf32>, tensor<2xui32>, tensor<3xui32>, tensor<ui32>) -> tensor<1x6x6x6x6xf32>
  coreai.output
}

// -----

coreai.graph @conv3d_c3(%x: tensor<1x4x8x8x8xf32>, %w: tensor<6x2x3x3x3xf32>) {
  %s = coreai.constant dense<1> : tensor<3xui32>
  %d = coreai.constant dense<1> : tensor<3xui32>
  %g = coreai.constant dense<4> : tensor<ui32>
  // expected-error @below {{expects groups that divide the 6 output channels, got 4}}
  %0 = coreai.conv3d %x, %w, %s, %d, %g : (tensor<1x4x8x8x8xf32>, tensor<6x2x3x3x3xf32>, tensor<3xui32>, tensor<3xui32>, tensor<ui32>) -> tensor<1x6x6x6x6xf32>
  coreai.output
}

// -----

coreai.graph @conv3d_c4(%x: tensor<1x4x8x8x8xf32>, %w: tensor<6x2x3x3x3xf32>) {
  %s = coreai.constant dense<1> : tensor<3xui32>
  %d = coreai.constant dense<4> : tensor<3xui32>
  %g = coreai.constant dense<2> : tensor<ui32>
  // expected-error @below {{expects a kernel within the input, got extent 9 for size 8 on spatial axis 0}}
  %0 = coreai.conv3d %x, %w, %s, %d, %g : (tensor<1x4x8x8x8xf32>, tensor<6x2x3x3x3xf32>, tensor<3xui32>, tensor<3xui32>, tensor<ui32>) -> tensor<1x6x6x6x6xf32>
  coreai.output
}

// -----

coreai.graph @conv3d_c5(%x: tensor<1x4x8x8x8xf32>, %w: tensor<6x2x3x3x3xf32>) {
  %s = coreai.constant dense<1> : tensor<3xui32>
  %d = coreai.constant dense<1> : tensor<3xui32>
  %g = coreai.constant dense<2> : tensor<ui32>
  // expected-error @below {{expects a result of shape 1x6x6x6x6, got 1x6x6x6x5}}
  %0 = coreai.conv3d %x, %w, %s, %d, %g : (tensor<1x4x8x8x8xf32>, tensor<6x2x3x3x3xf32>, tensor<3xui32>, tensor<3xui32>, tensor<ui32>) -> tensor<1x6x6x6x5xf32>
  coreai.output
}

// -----

coreai.graph @conv_transpose2d_c1(%x: tensor<1x3x4x4xf32>, %w: tensor<3x8x3x3xf16>) {
  %s = coreai.constant dense<2> : tensor<2xui32>
  %p = coreai.constant dense<0> : tensor<2xui32>
  %d = coreai.constant dense<1> : tensor<2xui32>
  %o = coreai.constant dense<0> : tensor<2xui32>
  %g = coreai.constant dense<1> : tensor<ui32>
  // expected-error @below {{failed to verify that all of {input, weight, result} have same element type}}
  %0 = coreai.conv_transpose2d %x, %w, %s, %p, %d, %o, %g : (tensor<1x3x4x4xf32>, tensor<3x8x3x3xf16>, tensor<2xui32>, tensor<2xui32>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x8x9x9xf32>
  coreai.output
}

// -----

coreai.graph @conv_transpose2d_c2(%x: tensor<1x3x4x4xf32>, %w: tensor<3x8x3x3xf32>) {
  %s = coreai.constant dense<2> : tensor<2xui32>
  %p = coreai.constant dense<0> : tensor<1xui32>
  %d = coreai.constant dense<1> : tensor<2xui32>
  %o = coreai.constant dense<0> : tensor<2xui32>
  %g = coreai.constant dense<1> : tensor<ui32>
  // expected-error @below {{expects padding with 2 elements, one per spatial axis, got 1}}
  %0 = coreai.conv_transpose2d %x, %w, %s, %p, %d, %o, %g : (tensor<1x3x4x4xf32>, tensor<3x8x3x3xf32>, tensor<2xui32>, tensor<1xui32>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x8x9x9xf32>
  coreai.output
}

// -----

coreai.graph @conv_transpose2d_c2_positive(%x: tensor<1x3x4x4xf32>, %w: tensor<3x8x3x3xf32>) {
  %s = coreai.constant dense<2> : tensor<2xui32>
  %p = coreai.constant dense<0> : tensor<2xui32>
  %d = coreai.constant dense<0> : tensor<2xui32>
  %o = coreai.constant dense<0> : tensor<2xui32>
  %g = coreai.constant dense<1> : tensor<ui32>
  // expected-error @below {{expects positive dilations, got [0, 0]}}
  %0 = coreai.conv_transpose2d %x, %w, %s, %p, %d, %o, %g : (tensor<1x3x4x4xf32>, tensor<3x8x3x3xf32>, tensor<2xui32>, tensor<2xui32>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x8x9x9xf32>
  coreai.output
}

// -----

coreai.graph @conv_transpose2d_c3(%x: tensor<1x3x4x4xf32>, %w: tensor<3x8x3x3xf32>) {
  %s = coreai.constant dense<2> : tensor<2xui32>
  %p = coreai.constant dense<0> : tensor<2xui32>
  %d = coreai.constant dense<1> : tensor<2xui32>
  %o = coreai.constant dense<0> : tensor<2xui32>
  %g = coreai.constant dense<2> : tensor<ui32>
  // expected-error @below {{expects positive groups that divide the 3 input channels, got 2}}
  %0 = coreai.conv_transpose2d %x, %w, %s, %p, %d, %o, %g : (tensor<1x3x4x4xf32>, tensor<3x8x3x3xf32>, tensor<2xui32>, tensor<2xui32>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x8x9x9xf32>
  coreai.output
}

// -----

coreai.graph @conv_transpose2d_c3_weight(%x: tensor<1x3x4x4xf32>, %w: tensor<4x8x3x3xf32>) {
  %s = coreai.constant dense<2> : tensor<2xui32>
  %p = coreai.constant dense<0> : tensor<2xui32>
  %d = coreai.constant dense<1> : tensor<2xui32>
  %o = coreai.constant dense<0> : tensor<2xui32>
  %g = coreai.constant dense<1> : tensor<ui32>
  // expected-error @below {{expects a weight of 3 input channels, got 4}}
  %0 = coreai.conv_transpose2d %x, %w, %s, %p, %d, %o, %g : (tensor<1x3x4x4xf32>, tensor<4x8x3x3xf32>, tensor<2xui32>, tensor<2xui32>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x8x9x9xf32>
  coreai.output
}

// -----

coreai.graph @conv_transpose2d_c4(%x: tensor<1x3x4x4xf32>, %w: tensor<3x8x3x3xf32>) {
  %s = coreai.constant dense<2> : tensor<2xui32>
  %p = coreai.constant dense<5> : tensor<2xui32>
  %d = coreai.constant dense<1> : tensor<2xui32>
  %o = coreai.constant dense<0> : tensor<2xui32>
  %g = coreai.constant dense<1> : tensor<ui32>
  // expected-error @below {{expects a positive output size, got -1 on spatial axis 0}}
  %0 = coreai.conv_transpose2d %x, %w, %s, %p, %d, %o, %g : (tensor<1x3x4x4xf32>, tensor<3x8x3x3xf32>, tensor<2xui32>, tensor<2xui32>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x8x9x9xf32>
  coreai.output
}

// -----

coreai.graph @conv_transpose2d_c5(%x: tensor<1x3x4x4xf32>, %w: tensor<3x8x3x3xf32>) {
  %s = coreai.constant dense<2> : tensor<2xui32>
  %p = coreai.constant dense<0> : tensor<2xui32>
  %d = coreai.constant dense<1> : tensor<2xui32>
  %o = coreai.constant dense<0> : tensor<2xui32>
  %g = coreai.constant dense<1> : tensor<ui32>
  // expected-error @below {{expects a result of shape 1x8x9x9, got 1x8x8x8}}
  %0 = coreai.conv_transpose2d %x, %w, %s, %p, %d, %o, %g : (tensor<1x3x4x4xf32>, tensor<3x8x3x3xf32>, tensor<2xui32>, tensor<2xui32>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x8x8x8xf32>
  coreai.output
}

// -----

coreai.graph @conv_transpose3d_c1(%x: tensor<1x3x4x4x4xf32>, %w: tensor<3x8x3x3x3xf16>) {
  %s = coreai.constant dense<2> : tensor<3xui32>
  %p = coreai.constant dense<0> : tensor<3xui32>
  %d = coreai.constant dense<1> : tensor<3xui32>
  %o = coreai.constant dense<0> : tensor<3xui32>
  %g = coreai.constant dense<1> : tensor<ui32>
  // expected-error @below {{failed to verify that all of {input, weight, result} have same element type}}
  %0 = coreai.conv_transpose3d %x, %w, %s, %p, %d, %o, %g : (tensor<1x3x4x4x4xf32>, tensor<3x8x3x3x3xf16>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>, tensor<ui32>) -> tensor<1x8x9x9x9xf32>
  coreai.output
}

// -----

coreai.graph @conv_transpose3d_c2(%x: tensor<1x3x4x4x4xf32>, %w: tensor<3x8x3x3x3xf32>) {
  %s = coreai.constant dense<2> : tensor<3xui32>
  %p = coreai.constant dense<0> : tensor<1xui32>
  %d = coreai.constant dense<1> : tensor<3xui32>
  %o = coreai.constant dense<0> : tensor<3xui32>
  %g = coreai.constant dense<1> : tensor<ui32>
  // expected-error @below {{expects padding with 3 elements, one per spatial axis, got 1}}
  %0 = coreai.conv_transpose3d %x, %w, %s, %p, %d, %o, %g : (tensor<1x3x4x4x4xf32>, tensor<3x8x3x3x3xf32>, tensor<3xui32>, tensor<1xui32>, tensor<3xui32>, tensor<3xui32>, tensor<ui32>) -> tensor<1x8x9x9x9xf32>
  coreai.output
}

// -----

coreai.graph @conv_transpose3d_c2_positive(%x: tensor<1x3x4x4x4xf32>, %w: tensor<3x8x3x3x3xf32>) {
  %s = coreai.constant dense<2> : tensor<3xui32>
  %p = coreai.constant dense<0> : tensor<3xui32>
  %d = coreai.constant dense<0> : tensor<3xui32>
  %o = coreai.constant dense<0> : tensor<3xui32>
  %g = coreai.constant dense<1> : tensor<ui32>
  // expected-error @below {{expects positive dilations, got [0, 0, 0]}}
  %0 = coreai.conv_transpose3d %x, %w, %s, %p, %d, %o, %g : (tensor<1x3x4x4x4xf32>, tensor<3x8x3x3x3xf32>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>, tensor<ui32>) -> tensor<1x8x9x9x9xf32>
  coreai.output
}

// -----

coreai.graph @conv_transpose3d_c3(%x: tensor<1x3x4x4x4xf32>, %w: tensor<3x8x3x3x3xf32>) {
  %s = coreai.constant dense<2> : tensor<3xui32>
  %p = coreai.constant dense<0> : tensor<3xui32>
  %d = coreai.constant dense<1> : tensor<3xui32>
  %o = coreai.constant dense<0> : tensor<3xui32>
  %g = coreai.constant dense<2> : tensor<ui32>
  // expected-error @below {{expects positive groups that divide the 3 input channels, got 2}}
  %0 = coreai.conv_transpose3d %x, %w, %s, %p, %d, %o, %g : (tensor<1x3x4x4x4xf32>, tensor<3x8x3x3x3xf32>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>, tensor<ui32>) -> tensor<1x8x9x9x9xf32>
  coreai.output
}

// -----

coreai.graph @conv_transpose3d_c3_weight(%x: tensor<1x3x4x4x4xf32>, %w: tensor<4x8x3x3x3xf32>) {
  %s = coreai.constant dense<2> : tensor<3xui32>
  %p = coreai.constant dense<0> : tensor<3xui32>
  %d = coreai.constant dense<1> : tensor<3xui32>
  %o = coreai.constant dense<0> : tensor<3xui32>
  %g = coreai.constant dense<1> : tensor<ui32>
  // expected-error @below {{expects a weight of 3 input channels, got 4}}
  %0 = coreai.conv_transpose3d %x, %w, %s, %p, %d, %o, %g : (tensor<1x3x4x4x4xf32>, tensor<4x8x3x3x3xf32>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>, tensor<ui32>) -> tensor<1x8x9x9x9xf32>
  coreai.output
}

// -----

coreai.graph @conv_transpose3d_c4(%x: tensor<1x3x4x4x4xf32>, %w: tensor<3x8x3x3x3xf32>) {
  %s = coreai.constant dense<2> : tensor<3xui32>
  %p = coreai.constant dense<5> : tensor<3xui32>
  %d = coreai.constant dense<1> : tensor<3xui32>
  %o = coreai.constant dense<0> : tensor<3xui32>
  %g = coreai.constant dense<1> : tensor<ui32>
  // expected-error @below {{expects a positive output size, got -1 on spatial axis 0}}
  %0 = coreai.conv_transpose3d %x, %w, %s, %p, %d, %o, %g : (tensor<1x3x4x4x4xf32>, tensor<3x8x3x3x3xf32>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>, tensor<ui32>) -> tensor<1x8x9x9x9xf32>
  coreai.output
}

// -----

coreai.graph @conv_transpose3d_c5(%x: tensor<1x3x4x4x4xf32>, %w: tensor<3x8x3x3x3xf32>) {
  %s = coreai.constant dense<2> : tensor<3xui32>
  %p = coreai.constant dense<0> : tensor<3xui32>
  %d = coreai.constant dense<1> : tensor<3xui32>
  %o = coreai.constant dense<0> : tensor<3xui32>
  %g = coreai.constant dense<1> : tensor<ui32>
  // expected-error @below {{expects a result of shape 1x8x9x9x9, got 1x8x8x8x8}}
  %0 = coreai.conv_transpose3d %x, %w, %s, %p, %d, %o, %g : (tensor<1x3x4x4x4xf32>, tensor<3x8x3x3x3xf32>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>, tensor<ui32>) -> tensor<1x8x8x8x8xf32>
  coreai.output
}

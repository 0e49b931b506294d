// What the verifiers refuse, in shape: one constraint per case, named for it.
//
// RUN: coreai-opt %s --split-input-file --verify-diagnostics

coreai.graph @transpose_c1(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<[1, 0]> : tensor<2xui32>
  // expected-error @below {{failed to verify that all of {input, result} have same element type}}
  %0 = coreai.transpose %x, %p : (tensor<3x4xf32>, tensor<2xui32>) -> tensor<4x3xf16>
  coreai.output
}

// -----

coreai.graph @transpose_c2(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<[1, 0, 2]> : tensor<3xui32>
  // expected-error @below {{expects permutation with 2 elements, one per axis, got 3}}
  %0 = coreai.transpose %x, %p : (tensor<3x4xf32>, tensor<3xui32>) -> tensor<4x3xf32>
  coreai.output
}

// -----

coreai.graph @transpose_c3(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<[1, 1]> : tensor<2xui32>
  // expected-error @below {{expects a permutation of the axes, got [1, 1]}}
  %0 = coreai.transpose %x, %p : (tensor<3x4xf32>, tensor<2xui32>) -> tensor<4x4xf32>
  coreai.output
}

// -----

coreai.graph @transpose_c4(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<[1, 0]> : tensor<2xui32>
  // expected-error @below {{expects a result of shape 4x3, got 3x4}}
  %0 = coreai.transpose %x, %p : (tensor<3x4xf32>, tensor<2xui32>) -> tensor<3x4xf32>
  coreai.output
}

// -----

coreai.graph @reshape_c1(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<[12]> : tensor<1xui32>
  // expected-error @below {{failed to verify that all of {input, result} have same element type}}
  %0 = coreai.reshape %x, %p : (tensor<3x4xf32>, tensor<1xui32>) -> tensor<12xf16>
  coreai.output
}

// -----

coreai.graph @reshape_c2(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<[12]> : tensor<1xui32>
  // expected-error @below {{expects shape with 2 elements, one per axis of the result, got 1}}
  %0 = coreai.reshape %x, %p : (tensor<3x4xf32>, tensor<1xui32>) -> tensor<12x1xf32>
  coreai.output
}

// -----

coreai.graph @reshape_c3(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<-2> : tensor<1xsi32>
  // expected-error @below {{expects shape elements of -1 or more, got -2}}
  %0 = coreai.reshape %x, %p : (tensor<3x4xf32>, tensor<1xsi32>) -> tensor<12xf32>
  coreai.output
}

// -----

coreai.graph @reshape_c3_once(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<-1> : tensor<2xsi32>
  // expected-error @below {{expects at most one -1 in shape, got [-1, -1]}}
  %0 = coreai.reshape %x, %p : (tensor<3x4xf32>, tensor<2xsi32>) -> tensor<3x4xf32>
  coreai.output
}

// -----

coreai.graph @reshape_c4(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<[2, 6]> : tensor<2xui32>
  // expected-error @below {{expects a result of shape 2x6, got 6x2}}
  %0 = coreai.reshape %x, %p : (tensor<3x4xf32>, tensor<2xui32>) -> tensor<6x2xf32>
  coreai.output
}

// -----

coreai.graph @reshape_c5(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<[2, 5]> : tensor<2xui32>
  // expected-error @below {{expects a result of 12 elements, got 10}}
  %0 = coreai.reshape %x, %p : (tensor<3x4xf32>, tensor<2xui32>) -> tensor<2x5xf32>
  coreai.output
}

// -----

coreai.graph @expand_dims_c1(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<0> : tensor<1xsi32>
  // expected-error @below {{failed to verify that all of {input, result} have same element type}}
  %0 = coreai.expand_dims %x, %p : (tensor<3x4xf32>, tensor<1xsi32>) to tensor<1x3x4xf16>
  coreai.output
}

// -----

coreai.graph @expand_dims_c2(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<0> : tensor<1xsi32>
  // expected-error @below {{expects axes with 2 elements, one per axis that the result adds, got 1}}
  %0 = coreai.expand_dims %x, %p : (tensor<3x4xf32>, tensor<1xsi32>) to tensor<1x1x3x4xf32>
  coreai.output
}

// -----

coreai.graph @expand_dims_c2_rank(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<0> : tensor<1xsi32>
  // expected-error @below {{expects a result of rank 2 or more, got 1}}
  %0 = coreai.expand_dims %x, %p : (tensor<3x4xf32>, tensor<1xsi32>) to tensor<12xf32>
  coreai.output
}

// -----

coreai.graph @expand_dims_c3(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<3> : tensor<1xsi32>
  // expected-error @below {{expects axes in [-3, 3), got 3}}
  %0 = coreai.expand_dims %x, %p : (tensor<3x4xf32>, tensor<1xsi32>) to tensor<1x3x4xf32>
  coreai.output
}

// -----

coreai.graph @expand_dims_c3_distinct(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<[0, -4]> : tensor<2xsi32>
  // expected-error @below {{expects distinct axes, got 0 twice}}
  %0 = coreai.expand_dims %x, %p : (tensor<3x4xf32>, tensor<2xsi32>) to tensor<1x1x3x4xf32>
  coreai.output
}

// -----

coreai.graph @expand_dims_c4(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<1> : tensor<1xsi32>
  // expected-error @below {{expects a result of shape 3x1x4, got 1x3x4}}
  %0 = coreai.expand_dims %x, %p : (tensor<3x4xf32>, tensor<1xsi32>) to tensor<1x3x4xf32>
  coreai.output
}

// -----

coreai.graph @pad_c1(%x: tensor<3x4xf32>, %v: tensor<f16>) {
  %p = coreai.constant dense<1> : tensor<4xui32>
  // expected-error @below {{failed to verify that all of {input, value, result} have same element type}}
  %0 = coreai.pad %x, %p, %v mode = <constant> : (tensor<3x4xf32>, tensor<4xui32>, tensor<f16>) -> tensor<5x6xf32>
  coreai.output
}

// -----

coreai.graph @pad_c2(%x: tensor<3x4xf32>, %v: tensor<f32>) {
  %p = coreai.constant dense<1> : tensor<2xui32>
  // expected-error @below {{expects padding with 4 elements, two per axis, got 2}}
  %0 = coreai.pad %x, %p, %v mode = <constant> : (tensor<3x4xf32>, tensor<2xui32>, tensor<f32>) -> tensor<5x6xf32>
  coreai.output
}

// -----

coreai.graph @pad_c3(%x: tensor<3x4xf32>, %v: tensor<f32>) {
  %p = coreai.constant dense<[1, 2, 3, 4]> : tensor<4xui32>
  // expected-error @below {{expects a result of shape 6x11, got 5x6}}
  %0 = coreai.pad %x, %p, %v mode = <constant> : (tensor<3x4xf32>, tensor<4xui32>, tensor<f32>) -> tensor<5x6xf32>
  coreai.output
}

// -----

coreai.graph @shrink_dims_c1(%x: tensor<3x1xf32>) {
  %p = coreai.constant dense<1> : tensor<1xsi32>
  // expected-error @below {{failed to verify that all of {input, result} have same element type}}
  %0 = coreai.shrink_dims %x, %p : (tensor<3x1xf32>, tensor<1xsi32>) to tensor<3xf16>
  coreai.output
}

// -----

coreai.graph @shrink_dims_c2(%x: tensor<3x1xf32>) {
  %p = coreai.constant dense<1> : tensor<1xsi32>
  // expected-error @below {{expects axes with 0 elements, one per axis that the result lacks, got 1}}
  %0 = coreai.shrink_dims %x, %p : (tensor<3x1xf32>, tensor<1xsi32>) to tensor<3x1xf32>
  coreai.output
}

// -----

coreai.graph @shrink_dims_c2_rank(%x: tensor<3x1xf32>) {
  %p = coreai.constant dense<1> : tensor<1xsi32>
  // expected-error @below {{expects a result of rank 2 or less, got 3}}
  %0 = coreai.shrink_dims %x, %p : (tensor<3x1xf32>, tensor<1xsi32>) to tensor<3x1x1xf32>
  coreai.output
}

// -----

coreai.graph @shrink_dims_c3(%x: tensor<3x1xf32>) {
  %p = coreai.constant dense<2> : tensor<1xsi32>
  // expected-error @below {{expects axes in [-2, 2), got 2}}
  %0 = coreai.shrink_dims %x, %p : (tensor<3x1xf32>, tensor<1xsi32>) to tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @shrink_dims_c4(%x: tensor<3x1xf32>) {
  %p = coreai.constant dense<0> : tensor<1xsi32>
  // expected-error @below {{expects a dimension of 1 on axis 0, got 3}}
  %0 = coreai.shrink_dims %x, %p : (tensor<3x1xf32>, tensor<1xsi32>) to tensor<1xf32>
  coreai.output
}

// -----

coreai.graph @shrink_dims_c5(%x: tensor<3x1xf32>) {
  %p = coreai.constant dense<1> : tensor<1xsi32>
  // expected-error @below {{expects a result of shape 3, got 4}}
  %0 = coreai.shrink_dims %x, %p : (tensor<3x1xf32>, tensor<1xsi32>) to tensor<4xf32>
  coreai.output
}

// -----

coreai.graph @get_shape_c1(%x: tensor<3x4xf32>) {
  // expected-error @below {{expects a result of shape 2, got 3}}
  %0 = coreai.get_shape %x : tensor<3x4xf32> -> tensor<3xui32>
  coreai.output
}

// -----

coreai.graph @slice_c1(%x: tensor<3x4xf32>) {
  %s = coreai.constant dense<0> : tensor<2xsi32>
  %e = coreai.constant dense<[2, -1]> : tensor<2xsi32>
  %d = coreai.constant dense<1> : tensor<2xsi32>
  // expected-error @below {{failed to verify that all of {input, result} have same element type}}
  %0 = coreai.slice %x, %s, %e, %d : (tensor<3x4xf32>, tensor<2xsi32>, tensor<2xsi32>, tensor<2xsi32>) -> tensor<2x3xf16>
  coreai.output
}

// -----

coreai.graph @slice_c4(%x: tensor<3x4xf32>) {
  %s = coreai.constant dense<0> : tensor<2xsi32>
  %e = coreai.constant dense<[2, -1]> : tensor<2xsi32>
  %d = coreai.constant dense<1> : tensor<2xsi32>
  // expected-error @below {{expects a result of shape 2x3, got 3x3}}
  %0 = coreai.slice %x, %s, %e, %d : (tensor<3x4xf32>, tensor<2xsi32>, tensor<2xsi32>, tensor<2xsi32>) -> tensor<3x3xf32>
  coreai.output
}

// -----

coreai.graph @slice_c4_clamped(%x: tensor<3x4xf32>) {
  %s = coreai.constant dense<[1, 9]> : tensor<2xsi32>
  %e = coreai.constant dense<2147483647> : tensor<2xsi32>
  %d = coreai.constant dense<1> : tensor<2xsi32>
  // expected-error @below {{expects a result of shape 2x0, got 2x4}}
  %0 = coreai.slice %x, %s, %e, %d : (tensor<3x4xf32>, tensor<2xsi32>, tensor<2xsi32>, tensor<2xsi32>) -> tensor<2x4xf32>
  coreai.output
}

// -----

coreai.graph @slice_c2_start_indices(%x: tensor<3x4xf32>) {
  %s = coreai.constant dense<1> : tensor<1xsi32>
  %e = coreai.constant dense<[2, -1]> : tensor<2xsi32>
  %d = coreai.constant dense<1> : tensor<2xsi32>
  // expected-error @below {{expects start_indices with 2 elements, one per axis, got 1}}
  %0 = coreai.slice %x, %s, %e, %d : (tensor<3x4xf32>, tensor<1xsi32>, tensor<2xsi32>, tensor<2xsi32>) -> tensor<2x3xf32>
  coreai.output
}

// -----

coreai.graph @slice_c2_end_indices(%x: tensor<3x4xf32>) {
  %s = coreai.constant dense<0> : tensor<2xsi32>
  %e = coreai.constant dense<1> : tensor<1xsi32>
  %d = coreai.constant dense<1> : tensor<2xsi32>
  // expected-error @below {{expects end_indices with 2 elements, one per axis, got 1}}
  %0 = coreai.slice %x, %s, %e, %d : (tensor<3x4xf32>, tensor<2xsi32>, tensor<1xsi32>, tensor<2xsi32>) -> tensor<2x3xf32>
  coreai.output
}

// -----

coreai.graph @slice_c2_strides(%x: tensor<3x4xf32>) {
  %s = coreai.constant dense<0> : tensor<2xsi32>
  %e = coreai.constant dense<[2, -1]> : tensor<2xsi32>
  %d = coreai.constant dense<1> : tensor<1xsi32>
  // expected-error @below {{expects strides with 2 elements, one per axis, got 1}}
  %0 = coreai.slice %x, %s, %e, %d : (tensor<3x4xf32>, tensor<2xsi32>, tensor<2xsi32>, tensor<1xsi32>) -> tensor<2x3xf32>
  coreai.output
}

// -----

coreai.graph @slice_c3(%x: tensor<3x4xf32>) {
  %s = coreai.constant dense<0> : tensor<2xsi32>
  %e = coreai.constant dense<[2, -1]> : tensor<2xsi32>
  %d = coreai.constant dense<[1, 0]> : tensor<2xsi32>
  // expected-error @below {{expects positive strides, got [1, 0]}}
  %0 = coreai.slice %x, %s, %e, %d : (tensor<3x4xf32>, tensor<2xsi32>, tensor<2xsi32>, tensor<2xsi32>) -> tensor<2x3xf32>
  coreai.output
}

// -----

coreai.graph @slice_update_c2_start_indices(%x: tensor<3x4xf32>, %u: tensor<2x3xf32>) {
  %s = coreai.constant dense<1> : tensor<1xsi32>
  %e = coreai.constant dense<[2, -1]> : tensor<2xsi32>
  %d = coreai.constant dense<1> : tensor<2xsi32>
  // expected-error @below {{expects start_indices with 2 elements, one per axis, got 1}}
  %0 = coreai.slice_update %x with %u at (%s, %e, %d) : (tensor<3x4xf32>, tensor<2x3xf32>, tensor<1xsi32>, tensor<2xsi32>, tensor<2xsi32>) to tensor<3x4xf32>
  coreai.output
}

// -----

coreai.graph @slice_update_c2_end_indices(%x: tensor<3x4xf32>, %u: tensor<2x3xf32>) {
  %s = coreai.constant dense<0> : tensor<2xsi32>
  %e = coreai.constant dense<1> : tensor<1xsi32>
  %d = coreai.constant dense<1> : tensor<2xsi32>
  // expected-error @below {{expects end_indices with 2 elements, one per axis, got 1}}
  %0 = coreai.slice_update %x with %u at (%s, %e, %d) : (tensor<3x4xf32>, tensor<2x3xf32>, tensor<2xsi32>, tensor<1xsi32>, tensor<2xsi32>) to tensor<3x4xf32>
  coreai.output
}

// -----

coreai.graph @slice_update_c2_strides(%x: tensor<3x4xf32>, %u: tensor<2x3xf32>) {
  %s = coreai.constant dense<0> : tensor<2xsi32>
  %e = coreai.constant dense<[2, -1]> : tensor<2xsi32>
  %d = coreai.constant dense<1> : tensor<1xsi32>
  // expected-error @below {{expects strides with 2 elements, one per axis, got 1}}
  %0 = coreai.slice_update %x with %u at (%s, %e, %d) : (tensor<3x4xf32>, tensor<2x3xf32>, tensor<2xsi32>, tensor<2xsi32>, tensor<1xsi32>) to tensor<3x4xf32>
  coreai.output
}

// -----

coreai.graph @slice_update_c3(%x: tensor<3x4xf32>, %u: tensor<2x3xf32>) {
  %s = coreai.constant dense<0> : tensor<2xsi32>
  %e = coreai.constant dense<[2, -1]> : tensor<2xsi32>
  %d = coreai.constant dense<[1, 0]> : tensor<2xsi32>
  // expected-error @below {{expects positive strides, got [1, 0]}}
  %0 = coreai.slice_update %x with %u at (%s, %e, %d) : (tensor<3x4xf32>, tensor<2x3xf32>, tensor<2xsi32>, tensor<2xsi32>, tensor<2xsi32>) to tensor<3x4xf32>
  coreai.output
}

// -----

coreai.graph @slice_update_c1(%x: tensor<3x4xf32>, %u: tensor<2x3xf16>) {
  %s = coreai.constant dense<0> : tensor<2xsi32>
  %e = coreai.constant dense<[2, -1]> : tensor<2xsi32>
  %d = coreai.constant dense<1> : tensor<2xsi32>
  // expected-error @below {{failed to verify that all of {input, update, result} have same element type}}
  %0 = coreai.slice_update %x with %u at (%s, %e, %d) : (tensor<3x4xf32>, tensor<2x3xf16>, tensor<2xsi32>, tensor<2xsi32>, tensor<2xsi32>) to tensor<3x4xf32>
  coreai.output
}

// -----

coreai.graph @slice_update_c4(%x: tensor<3x4xf32>, %u: tensor<3x3xf32>) {
  %s = coreai.constant dense<0> : tensor<2xsi32>
  %e = coreai.constant dense<[2, -1]> : tensor<2xsi32>
  %d = coreai.constant dense<1> : tensor<2xsi32>
  // expected-error @below {{expects an update of shape 2x3, got 3x3}}
  %0 = coreai.slice_update %x with %u at (%s, %e, %d) : (tensor<3x4xf32>, tensor<3x3xf32>, tensor<2xsi32>, tensor<2xsi32>, tensor<2xsi32>) to tensor<3x4xf32>
  coreai.output
}

// -----

coreai.graph @slice_update_c5(%x: tensor<3x4xf32>, %u: tensor<2x3xf32>) {
  %s = coreai.constant dense<0> : tensor<2xsi32>
  %e = coreai.constant dense<[2, -1]> : tensor<2xsi32>
  %d = coreai.constant dense<1> : tensor<2xsi32>
  // expected-error @below {{expects a result of shape 3x4, got 2x3}}
  %0 = coreai.slice_update %x with %u at (%s, %e, %d) : (tensor<3x4xf32>, tensor<2x3xf32>, tensor<2xsi32>, tensor<2xsi32>, tensor<2xsi32>) to tensor<2x3xf32>
  coreai.output
}

// -----

coreai.graph @concat_c1_empty() {
  %a = coreai.constant dense<0> : tensor<si32>
  // expected-error @below {{expects at least one input}}
  %0 = coreai.concat %a : (tensor<si32>) -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @concat_c1(%x: tensor<2xf32>, %y: tensor<2xf16>) {
  %a = coreai.constant dense<0> : tensor<si32>
  // expected-error @below {{expects inputs of element type 'f32', got 'f16'}}
  %0 = coreai.concat %a, %x, %y : (tensor<si32>, tensor<2xf32>, tensor<2xf16>) -> tensor<4xf32>
  coreai.output
}

// -----

coreai.graph @concat_c2(%x: tensor<2xf32>, %y: tensor<2x1xf32>) {
  %a = coreai.constant dense<0> : tensor<si32>
  // expected-error @below {{expects inputs of rank 1, got 2}}
  %0 = coreai.concat %a, %x, %y : (tensor<si32>, tensor<2xf32>, tensor<2x1xf32>) -> tensor<4xf32>
  coreai.output
}

// -----

coreai.graph @concat_c3(%x: tensor<2xf32>, %y: tensor<2xf32>) {
  %a = coreai.constant dense<1> : tensor<si32>
  // expected-error @below {{expects axes in [-1, 1), got 1}}
  %0 = coreai.concat %a, %x, %y : (tensor<si32>, tensor<2xf32>, tensor<2xf32>) -> tensor<4xf32>
  coreai.output
}

// -----

coreai.graph @concat_c4(%x: tensor<2xf32>, %y: tensor<3xf32>) {
  %a = coreai.constant dense<0> : tensor<si32>
  // expected-error @below {{expects a result of shape 5, got 4}}
  %0 = coreai.concat %a, %x, %y : (tensor<si32>, tensor<2xf32>, tensor<3xf32>) -> tensor<4xf32>
  coreai.output
}

// -----

coreai.graph @concat_c4_others(%x: tensor<2x3xf32>, %y: tensor<2x4xf32>) {
  %a = coreai.constant dense<0> : tensor<si32>
  // expected-error @below {{expects inputs of one size on axis 1, got 3 and 4}}
  %0 = coreai.concat %a, %x, %y : (tensor<si32>, tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<4x3xf32>
  coreai.output
}

// -----

coreai.graph @split_c1(%x: tensor<3x4xf32>) {
  %s = coreai.constant dense<[1, 2]> : tensor<2xui32>
  %a = coreai.constant dense<0> : tensor<si32>
  // expected-error @below {{expects results of element type 'f32', got 'f16'}}
  %0:2 = coreai.split %x, %s, %a : (tensor<3x4xf32>, tensor<2xui32>, tensor<si32>) -> (tensor<1x4xf32>, tensor<2x4xf16>)
  coreai.output
}

// -----

coreai.graph @split_c2(%x: tensor<3x4xf32>) {
  %s = coreai.constant dense<1> : tensor<3xui32>
  %a = coreai.constant dense<0> : tensor<si32>
  // expected-error @below {{expects split_sizes with 2 elements, one per result, got 3}}
  %0:2 = coreai.split %x, %s, %a : (tensor<3x4xf32>, tensor<3xui32>, tensor<si32>) -> (tensor<1x4xf32>, tensor<2x4xf32>)
  coreai.output
}

// -----

coreai.graph @split_c3(%x: tensor<3x4xf32>) {
  %s = coreai.constant dense<[1, 2]> : tensor<2xui32>
  %a = coreai.constant dense<-3> : tensor<si32>
  // expected-error @below {{expects axes in [-2, 2), got -3}}
  %0:2 = coreai.split %x, %s, %a : (tensor<3x4xf32>, tensor<2xui32>, tensor<si32>) -> (tensor<1x4xf32>, tensor<2x4xf32>)
  coreai.output
}

// -----

coreai.graph @split_c4(%x: tensor<3x4xf32>) {
  %s = coreai.constant dense<2> : tensor<2xui32>
  %a = coreai.constant dense<0> : tensor<si32>
  // expected-error @below {{expects split_sizes that add up to 3, got 4}}
  %0:2 = coreai.split %x, %s, %a : (tensor<3x4xf32>, tensor<2xui32>, tensor<si32>) -> (tensor<1x4xf32>, tensor<2x4xf32>)
  coreai.output
}

// -----

coreai.graph @split_c5(%x: tensor<3x4xf32>) {
  %s = coreai.constant dense<[1, 2]> : tensor<2xui32>
  %a = coreai.constant dense<0> : tensor<si32>
  // expected-error @below {{expects result #1 of shape 2x4, got 1x4}}
  %0:2 = coreai.split %x, %s, %a : (tensor<3x4xf32>, tensor<2xui32>, tensor<si32>) -> (tensor<1x4xf32>, tensor<1x4xf32>)
  coreai.output
}

// -----

coreai.graph @tile_c1(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<[2, 3]> : tensor<2xui32>
  // expected-error @below {{failed to verify that all of {input, result} have same element type}}
  %0 = coreai.tile %x, %p : (tensor<3x4xf32>, tensor<2xui32>) -> tensor<6x12xf16>
  coreai.output
}

// -----

coreai.graph @tile_c2(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<2> : tensor<1xui32>
  // expected-error @below {{expects repeats with 2 elements, one per axis, got 1}}
  %0 = coreai.tile %x, %p : (tensor<3x4xf32>, tensor<1xui32>) -> tensor<6x12xf32>
  coreai.output
}

// -----

coreai.graph @tile_c3(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<[2, 3]> : tensor<2xui32>
  // expected-error @below {{expects a result of shape 6x12, got 9x8}}
  %0 = coreai.tile %x, %p : (tensor<3x4xf32>, tensor<2xui32>) -> tensor<9x8xf32>
  coreai.output
}

// -----

coreai.graph @reverse_c1(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<1> : tensor<1xsi32>
  // expected-error @below {{failed to verify that all of {input, result} have same element type}}
  %0 = coreai.reverse %x, %p : (tensor<3x4xf32>, tensor<1xsi32>) -> tensor<3x4xf16>
  coreai.output
}

// -----

coreai.graph @reverse_c2(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<1> : tensor<1xsi32>
  // expected-error @below {{expects a result of shape 3x4, got 4x3}}
  %0 = coreai.reverse %x, %p : (tensor<3x4xf32>, tensor<1xsi32>) -> tensor<4x3xf32>
  coreai.output
}

// -----

coreai.graph @reverse_c3(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<[1, -1]> : tensor<2xsi32>
  // expected-error @below {{expects distinct axes, got 1 twice}}
  %0 = coreai.reverse %x, %p : (tensor<3x4xf32>, tensor<2xsi32>) -> tensor<3x4xf32>
  coreai.output
}

// -----

coreai.graph @broadcast_to_c1(%x: tensor<1x3xf32>) {
  %p = coreai.constant dense<[2, 3]> : tensor<2xui32>
  // expected-error @below {{failed to verify that all of {input, result} have same element type}}
  %0 = coreai.broadcast_to %x, %p : (tensor<1x3xf32>, tensor<2xui32>) -> tensor<2x3xf16>
  coreai.output
}

// -----

coreai.graph @broadcast_to_c2(%x: tensor<1x3xf32>) {
  %p = coreai.constant dense<1> : tensor<3xui32>
  // expected-error @below {{expects shape with 2 elements, one per axis of the result, got 3}}
  %0 = coreai.broadcast_to %x, %p : (tensor<1x3xf32>, tensor<3xui32>) -> tensor<2x3xf32>
  coreai.output
}

// -----

coreai.graph @broadcast_to_c3(%x: tensor<1x3xf32>) {
  %p = coreai.constant dense<[2, 3]> : tensor<2xui32>
  // expected-error @below {{expects a result of shape 2x3, got 3x3}}
  %0 = coreai.broadcast_to %x, %p : (tensor<1x3xf32>, tensor<2xui32>) -> tensor<3x3xf32>
  coreai.output
}

// -----

coreai.graph @broadcast_to_c4(%x: tensor<4x3xf32>) {
  %p = coreai.constant dense<[2, 3]> : tensor<2xui32>
  // expected-error @below {{expects a shape that 4x3 broadcasts to, got 2x3}}
  %0 = coreai.broadcast_to %x, %p : (tensor<4x3xf32>, tensor<2xui32>) -> tensor<2x3xf32>
  coreai.output
}

// -----

coreai.graph @broadcast_to_c4_rank(%x: tensor<1x2x3xf32>) {
  %p = coreai.constant dense<[2, 3]> : tensor<2xui32>
  // expected-error @below {{expects a shape that 1x2x3 broadcasts to, got 2x3}}
  %0 = coreai.broadcast_to %x, %p : (tensor<1x2x3xf32>, tensor<2xui32>) -> tensor<2x3xf32>
  coreai.output
}

// -----

coreai.graph @broadcast_in_dims_c1(%x: tensor<1x3xf32>) {
  %s = coreai.constant dense<2> : tensor<1xui32>
  %a = coreai.constant dense<0> : tensor<1xsi32>
  // expected-error @below {{failed to verify that all of {input, result} have same element type}}
  %0 = coreai.broadcast_in_dims %x, %s, %a : (tensor<1x3xf32>, tensor<1xui32>, tensor<1xsi32>) -> tensor<2x3xf16>
  coreai.output
}

// -----

coreai.graph @broadcast_in_dims_c2(%x: tensor<1x3xf32>) {
  %s = coreai.constant dense<2> : tensor<2xui32>
  %a = coreai.constant dense<0> : tensor<1xsi32>
  // expected-error @below {{expects dim_sizes with 1 element, one per element of axes, got 2}}
  %0 = coreai.broadcast_in_dims %x, %s, %a : (tensor<1x3xf32>, tensor<2xui32>, tensor<1xsi32>) -> tensor<2x3xf32>
  coreai.output
}

// -----

coreai.graph @broadcast_in_dims_c3(%x: tensor<1x3xf32>) {
  %s = coreai.constant dense<2> : tensor<1xui32>
  %a = coreai.constant dense<5> : tensor<1xsi32>
  // expected-error @below {{expects axes in [-2, 2), got 5}}
  %0 = coreai.broadcast_in_dims %x, %s, %a : (tensor<1x3xf32>, tensor<1xui32>, tensor<1xsi32>) -> tensor<2x3xf32>
  coreai.output
}

// -----

coreai.graph @broadcast_in_dims_c4(%x: tensor<1x3xf32>) {
  %s = coreai.constant dense<2> : tensor<1xui32>
  %a = coreai.constant dense<1> : tensor<1xsi32>
  // expected-error @below {{expects a dimension of 1 on axis 1, got 3}}
  %0 = coreai.broadcast_in_dims %x, %s, %a : (tensor<1x3xf32>, tensor<1xui32>, tensor<1xsi32>) -> tensor<2x3xf32>
  coreai.output
}

// -----

coreai.graph @broadcast_in_dims_c5(%x: tensor<1x3xf32>) {
  %s = coreai.constant dense<2> : tensor<1xui32>
  %a = coreai.constant dense<0> : tensor<1xsi32>
  // expected-error @below {{expects a result of shape 2x3, got 4x3}}
  %0 = coreai.broadcast_in_dims %x, %s, %a : (tensor<1x3xf32>, tensor<1xui32>, tensor<1xsi32>) -> tensor<4x3xf32>
  coreai.output
}

// -----

coreai.graph @broadcast_shapes_c1(%x: tensor<2xui32>) {
  // expected-error @below {{expects at least two shapes, got 1}}
  %0 = coreai.broadcast_shapes %x : (tensor<2xui32>) -> tensor<2xui32>
  coreai.output
}

// -----

coreai.graph @broadcast_shapes_c2(%x: tensor<2xui32>, %y: tensor<3xui32>) {
  // expected-error @below {{expects a result of shape 3, got 2}}
  %0 = coreai.broadcast_shapes %x, %y : (tensor<2xui32>, tensor<3xui32>) -> tensor<2xui32>
  coreai.output
}

// -----

coreai.graph @range_c1() {
  %b = coreai.constant dense<1> : tensor<si32>
  %e = coreai.constant dense<8> : tensor<si32>
  %s = coreai.constant dense<2.0> : tensor<f32>
  // expected-error @below {{failed to verify that all of {start, end, step, result} have same element type}}
  %0 = coreai.range %b, %e, %s : (tensor<si32>, tensor<si32>, tensor<f32>) -> tensor<4xsi32>
  coreai.output
}

// -----

coreai.graph @range_c2() {
  %b = coreai.constant dense<1> : tensor<si32>
  %e = coreai.constant dense<8> : tensor<si32>
  %s = coreai.constant dense<0> : tensor<si32>
  // expected-error @below {{expects a step other than zero}}
  %0 = coreai.range %b, %e, %s : (tensor<si32>, tensor<si32>, tensor<si32>) -> tensor<4xsi32>
  coreai.output
}

// -----

coreai.graph @range_c3() {
  %b = coreai.constant dense<1> : tensor<si32>
  %e = coreai.constant dense<8> : tensor<si32>
  %s = coreai.constant dense<2> : tensor<si32>
  // expected-error @below {{expects a result of shape 4, got 3}}
  %0 = coreai.range %b, %e, %s : (tensor<si32>, tensor<si32>, tensor<si32>) -> tensor<3xsi32>
  coreai.output
}

// -----

coreai.graph @range_c3_down() {
  %b = coreai.constant dense<1> : tensor<si32>
  %e = coreai.constant dense<8> : tensor<si32>
  %s = coreai.constant dense<-1> : tensor<si32>
  // expected-error @below {{expects a result of shape 0, got 7}}
  %0 = coreai.range %b, %e, %s : (tensor<si32>, tensor<si32>, tensor<si32>) -> tensor<7xsi32>
  coreai.output
}

// -----

coreai.graph @reshape_c5_beyond_64_bits(%x: tensor<4294967296x4294967296xf32>) {
  %s = coreai.constant dense<0> : tensor<1xsi32>
  // expected-error @below {{expects a result of 9223372036854775807 elements, got 0}}
  %0 = coreai.reshape %x, %s : (tensor<4294967296x4294967296xf32>, tensor<1xsi32>) -> tensor<0xf32>
  coreai.output
}

// -----

coreai.graph @tile_c3_beyond_64_bits(%x: tensor<4611686018427387904xf32>) {
  %r = coreai.constant dense<4> : tensor<1xui32>
  // expected-error @below {{expects a result of shape 9223372036854775807, got 0}}
  %0 = coreai.tile %x, %r : (tensor<4611686018427387904xf32>, tensor<1xui32>) -> tensor<0xf32>
  coreai.output
}

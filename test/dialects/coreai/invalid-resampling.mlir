// What the verifiers refuse, in resampling: one constraint per case, named for it.
//
// RUN: coreai-opt %s --split-input-file --verify-diagnostics

coreai.graph @interpolate_c1(%x: tensor<3x4xf32>, %s: tensor<2xf32>, %f: tensor<2xf32>) {
  %o = coreai.constant dense<[6, 8]> : tensor<2xsi32>
  // expected-error @below {{failed to verify that all of {input, result} have same element type}}
  %0 = coreai.interpolate %x, %o, %s, %f {interpolation_mode = #coreai.interpolation_mode<linear>} : (tensor<3x4xf32>, tensor<2xsi32>, tensor<2xf32>, tensor<2xf32>) -> tensor<6x8xf16>
  coreai.output
}

// -----

coreai.graph @interpolate_c2(%x: tensor<3x4xf32>, %s: tensor<2xf32>, %f: tensor<2xf32>) {
  %o = coreai.constant dense<6> : tensor<1xsi32>
  // expected-error @below {{expects output_shape with 2 elements, one per axis, got 1}}
  %0 = coreai.interpolate %x, %o, %s, %f {interpolation_mode = #coreai.interpolation_mode<linear>} : (tensor<3x4xf32>, tensor<1xsi32>, tensor<2xf32>, tensor<2xf32>) -> tensor<6x8xf32>
  coreai.output
}

// -----

coreai.graph @interpolate_c2_scale(%x: tensor<3x4xf32>, %s: tensor<3xf32>, %f: tensor<2xf32>) {
  %o = coreai.constant dense<[6, 8]> : tensor<2xsi32>
  // expected-error @below {{expects scale with 2 elements, one per axis, got 3}}
  %0 = coreai.interpolate %x, %o, %s, %f {interpolation_mode = #coreai.interpolation_mode<linear>} : (tensor<3x4xf32>, tensor<2xsi32>, tensor<3xf32>, tensor<2xf32>) -> tensor<6x8xf32>
  coreai.output
}

// -----

coreai.graph @interpolate_c3(%x: tensor<3x4xf32>, %s: tensor<2xf32>, %f: tensor<2xf32>) {
  %o = coreai.constant dense<[6, 8]> : tensor<2xsi32>
  // expected-error @below {{expects a result of shape 6x8, got 8x6}}
  %0 = coreai.interpolate %x, %o, %s, %f {interpolation_mode = #coreai.interpolation_mode<linear>} : (tensor<3x4xf32>, tensor<2xsi32>, tensor<2xf32>, tensor<2xf32>) -> tensor<8x6xf32>
  coreai.output
}

// -----

coreai.graph @interpolate_coordinates_c1(%x: tensor<3x4xf32>, %c: tensor<9x2xf32>) {
  // expected-error @below {{failed to verify that all of {field, result} have same element type}}
  %0 = coreai.interpolate_coordinates %x, %c {interpolation_mode = #coreai.interpolation_mode<linear>} : (tensor<3x4xf32>, tensor<9x2xf32>) -> tensor<9xf16>
  coreai.output
}

// -----

coreai.graph @interpolate_coordinates_c2(%x: tensor<3x4xf32>, %c: tensor<9x3xf32>) {
  // expected-error @below {{expects coordinates with 2 columns, one per axis, got 3}}
  %0 = coreai.interpolate_coordinates %x, %c {interpolation_mode = #coreai.interpolation_mode<linear>} : (tensor<3x4xf32>, tensor<9x3xf32>) -> tensor<9xf32>
  coreai.output
}

// -----

coreai.graph @interpolate_coordinates_c3(%x: tensor<3x4xf32>, %c: tensor<9x2xf32>) {
  // expected-error @below {{expects a result of shape 9, got 8}}
  %0 = coreai.interpolate_coordinates %x, %c {interpolation_mode = #coreai.interpolation_mode<linear>} : (tensor<3x4xf32>, tensor<9x2xf32>) -> tensor<8xf32>
  coreai.output
}

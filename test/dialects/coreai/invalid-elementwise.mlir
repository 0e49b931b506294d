// What the verifiers refuse, in elementwise: one constraint per case, named for it.
//
// RUN: coreai-opt %s --split-input-file --verify-diagnostics

coreai.graph @exp_c1(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.exp %x : tensor<2xf32> -> tensor<2xf16>
  coreai.output
}

// -----

coreai.graph @exp_c2(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.exp %x : tensor<2xf32> -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @rsqrt_c1(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.rsqrt %x : tensor<2xf32> -> tensor<2xf16>
  coreai.output
}

// -----

coreai.graph @rsqrt_c2(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.rsqrt %x : tensor<2xf32> -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @relu_c1(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.relu %x : (tensor<2xf32>) -> tensor<2xf16>
  coreai.output
}

// -----

coreai.graph @relu_c2(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.relu %x : (tensor<2xf32>) -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @sigmoid_c1(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.sigmoid %x : (tensor<2xf32>) -> tensor<2xf16>
  coreai.output
}

// -----

coreai.graph @sigmoid_c2(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.sigmoid %x : (tensor<2xf32>) -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @silu_c1(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.silu %x : (tensor<2xf32>) -> tensor<2xf16>
  coreai.output
}

// -----

coreai.graph @silu_c2(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.silu %x : (tensor<2xf32>) -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @gelu_c1(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.gelu %x : tensor<2xf32> -> tensor<2xf16>
  coreai.output
}

// -----

coreai.graph @gelu_c2(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.gelu %x : tensor<2xf32> -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @exp_type(%x: tensor<2xsi32>) {
  // expected-error @below {{operand #0 must be ranked tensor of 16, 32 or 64-bit float values, but got 'tensor<2xsi32>'}}
  %0 = coreai.exp %x : tensor<2xsi32> -> tensor<2xsi32>
  coreai.output
}

// -----

coreai.graph @cast_c1(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects a result of shape 2x3, got 2x4}}
  %0 = coreai.cast %x : tensor<2x3xf32> to tensor<2x4xf16>
  coreai.output
}

// -----

coreai.graph @broadcasting_add_c1(%x: tensor<2xf32>, %y: tensor<2xf16>) {
  // expected-error @below {{failed to verify that all of {x, y, result} have same element type}}
  %0 = coreai.decomposable.broadcasting_add %x, %y : (tensor<2xf32>, tensor<2xf16>) -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @broadcasting_add_c2(%x: tensor<2xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{operands don't have broadcast-compatible shapes}}
  %0 = coreai.decomposable.broadcasting_add %x, %y : (tensor<2xf32>, tensor<3xf32>) -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @broadcasting_sub_c1(%x: tensor<2xf32>, %y: tensor<2xf16>) {
  // expected-error @below {{failed to verify that all of {x, y, result} have same element type}}
  %0 = coreai.decomposable.broadcasting_sub %x, %y : (tensor<2xf32>, tensor<2xf16>) -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @broadcasting_sub_c2(%x: tensor<2xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{operands don't have broadcast-compatible shapes}}
  %0 = coreai.decomposable.broadcasting_sub %x, %y : (tensor<2xf32>, tensor<3xf32>) -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @broadcasting_mul_c1(%x: tensor<2xf32>, %y: tensor<2xf16>) {
  // expected-error @below {{failed to verify that all of {x, y, result} have same element type}}
  %0 = coreai.decomposable.broadcasting_mul %x, %y : (tensor<2xf32>, tensor<2xf16>) -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @broadcasting_mul_c2(%x: tensor<2xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{operands don't have broadcast-compatible shapes}}
  %0 = coreai.decomposable.broadcasting_mul %x, %y : (tensor<2xf32>, tensor<3xf32>) -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @broadcasting_divide_c1(%x: tensor<2xf32>, %y: tensor<2xf16>) {
  // expected-error @below {{failed to verify that all of {x, y, result} have same element type}}
  %0 = coreai.decomposable.broadcasting_divide %x, %y : (tensor<2xf32>, tensor<2xf16>) -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @broadcasting_divide_c2(%x: tensor<2xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{operands don't have broadcast-compatible shapes}}
  %0 = coreai.decomposable.broadcasting_divide %x, %y : (tensor<2xf32>, tensor<3xf32>) -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @broadcasting_add_c2_result(%x: tensor<2xf32>) {
  // expected-error @below {{result type '3' not broadcast compatible with broadcasted operands's shapes '2'}}
  %0 = coreai.decomposable.broadcasting_add %x, %x : (tensor<2xf32>, tensor<2xf32>) -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @abs_c1(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.abs %x : tensor<2xf32> -> tensor<2xf16>
  coreai.output
}

// -----

coreai.graph @abs_c2(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.abs %x : tensor<2xf32> -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @acos_c1(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.acos %x : tensor<2xf32> -> tensor<2xf16>
  coreai.output
}

// -----

coreai.graph @acos_c2(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.acos %x : tensor<2xf32> -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @acosh_c1(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.acosh %x : tensor<2xf32> -> tensor<2xf16>
  coreai.output
}

// -----

coreai.graph @acosh_c2(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.acosh %x : tensor<2xf32> -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @asin_c1(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.asin %x : tensor<2xf32> -> tensor<2xf16>
  coreai.output
}

// -----

coreai.graph @asin_c2(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.asin %x : tensor<2xf32> -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @asinh_c1(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.asinh %x : tensor<2xf32> -> tensor<2xf16>
  coreai.output
}

// -----

coreai.graph @asinh_c2(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.asinh %x : tensor<2xf32> -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @atan_c1(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.atan %x : tensor<2xf32> -> tensor<2xf16>
  coreai.output
}

// -----

coreai.graph @atan_c2(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.atan %x : tensor<2xf32> -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @atanh_c1(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.atanh %x : tensor<2xf32> -> tensor<2xf16>
  coreai.output
}

// -----

coreai.graph @atanh_c2(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.atanh %x : tensor<2xf32> -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @cos_c1(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.cos %x : tensor<2xf32> -> tensor<2xf16>
  coreai.output
}

// -----

coreai.graph @cos_c2(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.cos %x : tensor<2xf32> -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @cosh_c1(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.cosh %x : tensor<2xf32> -> tensor<2xf16>
  coreai.output
}

// -----

coreai.graph @cosh_c2(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.cosh %x : tensor<2xf32> -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @erf_c1(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.erf %x : tensor<2xf32> -> tensor<2xf16>
  coreai.output
}

// -----

coreai.graph @erf_c2(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.erf %x : tensor<2xf32> -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @log_c1(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.log %x : tensor<2xf32> -> tensor<2xf16>
  coreai.output
}

// -----

coreai.graph @log_c2(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.log %x : tensor<2xf32> -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @round_c1(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.round %x : tensor<2xf32> -> tensor<2xf16>
  coreai.output
}

// -----

coreai.graph @round_c2(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.round %x : tensor<2xf32> -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @sin_c1(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.sin %x : tensor<2xf32> -> tensor<2xf16>
  coreai.output
}

// -----

coreai.graph @sin_c2(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.sin %x : tensor<2xf32> -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @sinh_c1(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.sinh %x : tensor<2xf32> -> tensor<2xf16>
  coreai.output
}

// -----

coreai.graph @sinh_c2(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.sinh %x : tensor<2xf32> -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @sqrt_c1(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.sqrt %x : tensor<2xf32> -> tensor<2xf16>
  coreai.output
}

// -----

coreai.graph @sqrt_c2(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.sqrt %x : tensor<2xf32> -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @tan_c1(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.tan %x : tensor<2xf32> -> tensor<2xf16>
  coreai.output
}

// -----

coreai.graph @tan_c2(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.tan %x : tensor<2xf32> -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @tanh_c1(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.tanh %x : tensor<2xf32> -> tensor<2xf16>
  coreai.output
}

// -----

coreai.graph @tanh_c2(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.tanh %x : tensor<2xf32> -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @neg_c1(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.neg %x : tensor<2xf32> -> tensor<2xf16>
  coreai.output
}

// -----

coreai.graph @neg_c2(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.neg %x : tensor<2xf32> -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @copy_c1(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.copy %x : tensor<2xf32> -> tensor<2xf16>
  coreai.output
}

// -----

coreai.graph @copy_c2(%x: tensor<2xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.copy %x : tensor<2xf32> -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @not_c1(%x: tensor<2xi1>) {
  // expected-error @below {{result #0 must be ranked tensor of 1-bit signless integer values, but got 'tensor<2xf32>'}}
  %0 = coreai.not %x : tensor<2xi1> -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @not_c2(%x: tensor<2xi1>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.not %x : tensor<2xi1> -> tensor<3xi1>
  coreai.output
}

// -----

coreai.graph @real_part_c1(%x: tensor<2xcomplex<f32>>) {
  // expected-error @below {{expects parts of type 'f32', got 'f16'}}
  %0 = coreai.real_part %x : (tensor<2xcomplex<f32>>) -> tensor<2xf16>
  coreai.output
}

// -----

coreai.graph @real_part_c2(%x: tensor<2xcomplex<f32>>) {
  // expected-error @below {{expects a result of shape 2, got 3}}
  %0 = coreai.real_part %x : (tensor<2xcomplex<f32>>) -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @imaginary_part_c1(%x: tensor<2xcomplex<f32>>) {
  // expected-error @below {{expects parts of type 'f32', got 'f16'}}
  %0 = coreai.imaginary_part %x : (tensor<2xcomplex<f32>>) -> tensor<2xf16>
  coreai.output
}

// -----

coreai.graph @imaginary_part_c2(%x: tensor<2xcomplex<f32>>) {
  // expected-error @below {{expects a result of shape 2, got 3}}
  %0 = coreai.imaginary_part %x : (tensor<2xcomplex<f32>>) -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @create_complex_c1(%x: tensor<2xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{failed to verify that all of {real, imaginary} have same type}}
  %0 = coreai.create_complex %x, %y : (tensor<2xf32>, tensor<3xf32>) -> tensor<2xcomplex<f32>>
  coreai.output
}

// -----

coreai.graph @create_complex_c2(%x: tensor<2xf32>, %y: tensor<2xf32>) {
  // expected-error @below {{expects parts of type 'f16', got 'f32'}}
  %0 = coreai.create_complex %x, %y : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xcomplex<f16>>
  coreai.output
}

// -----

coreai.graph @create_complex_c3(%x: tensor<2xf32>, %y: tensor<2xf32>) {
  // expected-error @below {{expects a result of shape 2, got 3}}
  %0 = coreai.create_complex %x, %y : (tensor<2xf32>, tensor<2xf32>) -> tensor<3xcomplex<f32>>
  coreai.output
}

// -----

coreai.graph @broadcasting_floor_divide_c1(%x: tensor<2xf32>, %y: tensor<2xf16>) {
  // expected-error @below {{failed to verify that all of {x, y, result} have same element type}}
  %0 = coreai.decomposable.broadcasting_floor_divide %x, %y : (tensor<2xf32>, tensor<2xf16>) -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @broadcasting_floor_divide_c2(%x: tensor<2xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{operands don't have broadcast-compatible shapes}}
  %0 = coreai.decomposable.broadcasting_floor_divide %x, %y : (tensor<2xf32>, tensor<3xf32>) -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @floor_divide_c1(%x: tensor<2xf32>, %y: tensor<2xf16>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.floor_divide %x, %y : (tensor<2xf32>, tensor<2xf16>) -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @floor_divide_c2(%x: tensor<2xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.floor_divide %x, %y : (tensor<2xf32>, tensor<3xf32>) -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @broadcasting_modulo_c1(%x: tensor<2xf32>, %y: tensor<2xf16>) {
  // expected-error @below {{failed to verify that all of {x, y, result} have same element type}}
  %0 = coreai.decomposable.broadcasting_modulo %x, %y : (tensor<2xf32>, tensor<2xf16>) -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @broadcasting_modulo_c2(%x: tensor<2xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{operands don't have broadcast-compatible shapes}}
  %0 = coreai.decomposable.broadcasting_modulo %x, %y : (tensor<2xf32>, tensor<3xf32>) -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @modulo_c1(%x: tensor<2xf32>, %y: tensor<2xf16>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.modulo %x, %y : (tensor<2xf32>, tensor<2xf16>) -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @modulo_c2(%x: tensor<2xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.modulo %x, %y : (tensor<2xf32>, tensor<3xf32>) -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @broadcasting_pow_c1(%x: tensor<2xf32>, %y: tensor<2xf16>) {
  // expected-error @below {{failed to verify that all of {x, y, result} have same element type}}
  %0 = coreai.decomposable.broadcasting_pow %x, %y : (tensor<2xf32>, tensor<2xf16>) -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @broadcasting_pow_c2(%x: tensor<2xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{operands don't have broadcast-compatible shapes}}
  %0 = coreai.decomposable.broadcasting_pow %x, %y : (tensor<2xf32>, tensor<3xf32>) -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @pow_c1(%x: tensor<2xf32>, %y: tensor<2xf16>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.pow %x, %y : (tensor<2xf32>, tensor<2xf16>) -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @pow_c2(%x: tensor<2xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.pow %x, %y : (tensor<2xf32>, tensor<3xf32>) -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @broadcasting_maximum_c1(%x: tensor<2xf32>, %y: tensor<2xf16>) {
  // expected-error @below {{failed to verify that all of {x, y, result} have same element type}}
  %0 = coreai.decomposable.broadcasting_maximum %x, %y : (tensor<2xf32>, tensor<2xf16>) -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @broadcasting_maximum_c2(%x: tensor<2xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{operands don't have broadcast-compatible shapes}}
  %0 = coreai.decomposable.broadcasting_maximum %x, %y : (tensor<2xf32>, tensor<3xf32>) -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @maximum_c1(%x: tensor<2xf32>, %y: tensor<2xf16>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.maximum %x, %y : (tensor<2xf32>, tensor<2xf16>) -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @maximum_c2(%x: tensor<2xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.maximum %x, %y : (tensor<2xf32>, tensor<3xf32>) -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @broadcasting_minimum_c1(%x: tensor<2xf32>, %y: tensor<2xf16>) {
  // expected-error @below {{failed to verify that all of {x, y, result} have same element type}}
  %0 = coreai.decomposable.broadcasting_minimum %x, %y : (tensor<2xf32>, tensor<2xf16>) -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @broadcasting_minimum_c2(%x: tensor<2xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{operands don't have broadcast-compatible shapes}}
  %0 = coreai.decomposable.broadcasting_minimum %x, %y : (tensor<2xf32>, tensor<3xf32>) -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @minimum_c1(%x: tensor<2xf32>, %y: tensor<2xf16>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.minimum %x, %y : (tensor<2xf32>, tensor<2xf16>) -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @minimum_c2(%x: tensor<2xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.minimum %x, %y : (tensor<2xf32>, tensor<3xf32>) -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @broadcasting_bitwise_and_c1(%x: tensor<2xsi32>, %y: tensor<2xsi16>) {
  // expected-error @below {{failed to verify that all of {x, y, result} have same element type}}
  %0 = coreai.decomposable.broadcasting_bitwise_and %x, %y : (tensor<2xsi32>, tensor<2xsi16>) -> tensor<2xsi32>
  coreai.output
}

// -----

coreai.graph @broadcasting_bitwise_and_c2(%x: tensor<2xsi32>, %y: tensor<3xsi32>) {
  // expected-error @below {{operands don't have broadcast-compatible shapes}}
  %0 = coreai.decomposable.broadcasting_bitwise_and %x, %y : (tensor<2xsi32>, tensor<3xsi32>) -> tensor<3xsi32>
  coreai.output
}

// -----

coreai.graph @bitwise_and_c1(%x: tensor<2xsi32>, %y: tensor<2xsi16>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.bitwise_and %x, %y : (tensor<2xsi32>, tensor<2xsi16>) -> tensor<2xsi32>
  coreai.output
}

// -----

coreai.graph @bitwise_and_c2(%x: tensor<2xsi32>, %y: tensor<3xsi32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.bitwise_and %x, %y : (tensor<2xsi32>, tensor<3xsi32>) -> tensor<2xsi32>
  coreai.output
}

// -----

coreai.graph @broadcasting_bitwise_or_c1(%x: tensor<2xsi32>, %y: tensor<2xsi16>) {
  // expected-error @below {{failed to verify that all of {x, y, result} have same element type}}
  %0 = coreai.decomposable.broadcasting_bitwise_or %x, %y : (tensor<2xsi32>, tensor<2xsi16>) -> tensor<2xsi32>
  coreai.output
}

// -----

coreai.graph @broadcasting_bitwise_or_c2(%x: tensor<2xsi32>, %y: tensor<3xsi32>) {
  // expected-error @below {{operands don't have broadcast-compatible shapes}}
  %0 = coreai.decomposable.broadcasting_bitwise_or %x, %y : (tensor<2xsi32>, tensor<3xsi32>) -> tensor<3xsi32>
  coreai.output
}

// -----

coreai.graph @bitwise_or_c1(%x: tensor<2xsi32>, %y: tensor<2xsi16>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.bitwise_or %x, %y : (tensor<2xsi32>, tensor<2xsi16>) -> tensor<2xsi32>
  coreai.output
}

// -----

coreai.graph @bitwise_or_c2(%x: tensor<2xsi32>, %y: tensor<3xsi32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.bitwise_or %x, %y : (tensor<2xsi32>, tensor<3xsi32>) -> tensor<2xsi32>
  coreai.output
}

// -----

coreai.graph @broadcasting_bitwise_xor_c1(%x: tensor<2xsi32>, %y: tensor<2xsi16>) {
  // expected-error @below {{failed to verify that all of {x, y, result} have same element type}}
  %0 = coreai.decomposable.broadcasting_bitwise_xor %x, %y : (tensor<2xsi32>, tensor<2xsi16>) -> tensor<2xsi32>
  coreai.output
}

// -----

coreai.graph @broadcasting_bitwise_xor_c2(%x: tensor<2xsi32>, %y: tensor<3xsi32>) {
  // expected-error @below {{operands don't have broadcast-compatible shapes}}
  %0 = coreai.decomposable.broadcasting_bitwise_xor %x, %y : (tensor<2xsi32>, tensor<3xsi32>) -> tensor<3xsi32>
  coreai.output
}

// -----

coreai.graph @bitwise_xor_c1(%x: tensor<2xsi32>, %y: tensor<2xsi16>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.bitwise_xor %x, %y : (tensor<2xsi32>, tensor<2xsi16>) -> tensor<2xsi32>
  coreai.output
}

// -----

coreai.graph @bitwise_xor_c2(%x: tensor<2xsi32>, %y: tensor<3xsi32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.bitwise_xor %x, %y : (tensor<2xsi32>, tensor<3xsi32>) -> tensor<2xsi32>
  coreai.output
}

// -----

coreai.graph @broadcasting_and_c1(%x: tensor<2xi1>, %y: tensor<2xf32>) {
  // expected-error @below {{operand #1 must be ranked tensor of 1-bit signless integer values, but got 'tensor<2xf32>'}}
  %0 = coreai.decomposable.broadcasting_and %x, %y : (tensor<2xi1>, tensor<2xf32>) -> tensor<2xi1>
  coreai.output
}

// -----

coreai.graph @broadcasting_and_c2(%x: tensor<2xi1>, %y: tensor<3xi1>) {
  // expected-error @below {{operands don't have broadcast-compatible shapes}}
  %0 = coreai.decomposable.broadcasting_and %x, %y : (tensor<2xi1>, tensor<3xi1>) -> tensor<3xi1>
  coreai.output
}

// -----

coreai.graph @and_c1(%x: tensor<2xi1>, %y: tensor<2xf32>) {
  // expected-error @below {{operand #1 must be ranked tensor of 1-bit signless integer values, but got 'tensor<2xf32>'}}
  %0 = coreai.and %x, %y : (tensor<2xi1>, tensor<2xf32>) -> tensor<2xi1>
  coreai.output
}

// -----

coreai.graph @and_c2(%x: tensor<2xi1>, %y: tensor<3xi1>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.and %x, %y : (tensor<2xi1>, tensor<3xi1>) -> tensor<2xi1>
  coreai.output
}

// -----

coreai.graph @broadcasting_or_c1(%x: tensor<2xi1>, %y: tensor<2xf32>) {
  // expected-error @below {{operand #1 must be ranked tensor of 1-bit signless integer values, but got 'tensor<2xf32>'}}
  %0 = coreai.decomposable.broadcasting_or %x, %y : (tensor<2xi1>, tensor<2xf32>) -> tensor<2xi1>
  coreai.output
}

// -----

coreai.graph @broadcasting_or_c2(%x: tensor<2xi1>, %y: tensor<3xi1>) {
  // expected-error @below {{operands don't have broadcast-compatible shapes}}
  %0 = coreai.decomposable.broadcasting_or %x, %y : (tensor<2xi1>, tensor<3xi1>) -> tensor<3xi1>
  coreai.output
}

// -----

coreai.graph @or_c1(%x: tensor<2xi1>, %y: tensor<2xf32>) {
  // expected-error @below {{operand #1 must be ranked tensor of 1-bit signless integer values, but got 'tensor<2xf32>'}}
  %0 = coreai.or %x, %y : (tensor<2xi1>, tensor<2xf32>) -> tensor<2xi1>
  coreai.output
}

// -----

coreai.graph @or_c2(%x: tensor<2xi1>, %y: tensor<3xi1>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.or %x, %y : (tensor<2xi1>, tensor<3xi1>) -> tensor<2xi1>
  coreai.output
}

// -----

coreai.graph @broadcasting_xor_c1(%x: tensor<2xi1>, %y: tensor<2xf32>) {
  // expected-error @below {{operand #1 must be ranked tensor of 1-bit signless integer values, but got 'tensor<2xf32>'}}
  %0 = coreai.decomposable.broadcasting_xor %x, %y : (tensor<2xi1>, tensor<2xf32>) -> tensor<2xi1>
  coreai.output
}

// -----

coreai.graph @broadcasting_xor_c2(%x: tensor<2xi1>, %y: tensor<3xi1>) {
  // expected-error @below {{operands don't have broadcast-compatible shapes}}
  %0 = coreai.decomposable.broadcasting_xor %x, %y : (tensor<2xi1>, tensor<3xi1>) -> tensor<3xi1>
  coreai.output
}

// -----

coreai.graph @xor_c1(%x: tensor<2xi1>, %y: tensor<2xf32>) {
  // expected-error @below {{operand #1 must be ranked tensor of 1-bit signless integer values, but got 'tensor<2xf32>'}}
  %0 = coreai.xor %x, %y : (tensor<2xi1>, tensor<2xf32>) -> tensor<2xi1>
  coreai.output
}

// -----

coreai.graph @xor_c2(%x: tensor<2xi1>, %y: tensor<3xi1>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.xor %x, %y : (tensor<2xi1>, tensor<3xi1>) -> tensor<2xi1>
  coreai.output
}

// -----

coreai.graph @add_c1(%x: tensor<2xf32>, %y: tensor<2xf16>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.add %x, %y : (tensor<2xf32>, tensor<2xf16>) -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @add_c2(%x: tensor<2xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.add %x, %y : (tensor<2xf32>, tensor<3xf32>) -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @sub_c1(%x: tensor<2xf32>, %y: tensor<2xf16>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.sub %x, %y : (tensor<2xf32>, tensor<2xf16>) -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @sub_c2(%x: tensor<2xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.sub %x, %y : (tensor<2xf32>, tensor<3xf32>) -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @mul_c1(%x: tensor<2xf32>, %y: tensor<2xf16>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.mul %x, %y : (tensor<2xf32>, tensor<2xf16>) -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @mul_c2(%x: tensor<2xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.mul %x, %y : (tensor<2xf32>, tensor<3xf32>) -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @divide_c1(%x: tensor<2xf32>, %y: tensor<2xf16>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = coreai.divide %x, %y : (tensor<2xf32>, tensor<2xf16>) -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @divide_c2(%x: tensor<2xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.divide %x, %y : (tensor<2xf32>, tensor<3xf32>) -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @broadcasting_equal_c1(%x: tensor<2xf32>, %y: tensor<2xf16>) {
  // expected-error @below {{failed to verify that all of {x, y} have same element type}}
  %0 = coreai.decomposable.broadcasting_equal %x, %y : (tensor<2xf32>, tensor<2xf16>) -> tensor<2xi1>
  coreai.output
}

// -----

coreai.graph @broadcasting_equal_c2(%x: tensor<2xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{operands don't have broadcast-compatible shapes}}
  %0 = coreai.decomposable.broadcasting_equal %x, %y : (tensor<2xf32>, tensor<3xf32>) -> tensor<2xi1>
  coreai.output
}

// -----

coreai.graph @equal_c1(%x: tensor<2xf32>, %y: tensor<2xf16>) {
  // expected-error @below {{failed to verify that all of {x, y} have same element type}}
  %0 = coreai.equal %x, %y : (tensor<2xf32>, tensor<2xf16>) -> tensor<2xi1>
  coreai.output
}

// -----

coreai.graph @equal_c2(%x: tensor<2xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.equal %x, %y : (tensor<2xf32>, tensor<3xf32>) -> tensor<2xi1>
  coreai.output
}

// -----

coreai.graph @broadcasting_not_equal_c1(%x: tensor<2xf32>, %y: tensor<2xf16>) {
  // expected-error @below {{failed to verify that all of {x, y} have same element type}}
  %0 = coreai.decomposable.broadcasting_not_equal %x, %y : (tensor<2xf32>, tensor<2xf16>) -> tensor<2xi1>
  coreai.output
}

// -----

coreai.graph @broadcasting_not_equal_c2(%x: tensor<2xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{operands don't have broadcast-compatible shapes}}
  %0 = coreai.decomposable.broadcasting_not_equal %x, %y : (tensor<2xf32>, tensor<3xf32>) -> tensor<2xi1>
  coreai.output
}

// -----

coreai.graph @not_equal_c1(%x: tensor<2xf32>, %y: tensor<2xf16>) {
  // expected-error @below {{failed to verify that all of {x, y} have same element type}}
  %0 = coreai.not_equal %x, %y : (tensor<2xf32>, tensor<2xf16>) -> tensor<2xi1>
  coreai.output
}

// -----

coreai.graph @not_equal_c2(%x: tensor<2xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.not_equal %x, %y : (tensor<2xf32>, tensor<3xf32>) -> tensor<2xi1>
  coreai.output
}

// -----

coreai.graph @broadcasting_greater_c1(%x: tensor<2xf32>, %y: tensor<2xf16>) {
  // expected-error @below {{failed to verify that all of {x, y} have same element type}}
  %0 = coreai.decomposable.broadcasting_greater %x, %y : (tensor<2xf32>, tensor<2xf16>) -> tensor<2xi1>
  coreai.output
}

// -----

coreai.graph @broadcasting_greater_c2(%x: tensor<2xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{operands don't have broadcast-compatible shapes}}
  %0 = coreai.decomposable.broadcasting_greater %x, %y : (tensor<2xf32>, tensor<3xf32>) -> tensor<2xi1>
  coreai.output
}

// -----

coreai.graph @greater_c1(%x: tensor<2xf32>, %y: tensor<2xf16>) {
  // expected-error @below {{failed to verify that all of {x, y} have same element type}}
  %0 = coreai.greater %x, %y : (tensor<2xf32>, tensor<2xf16>) -> tensor<2xi1>
  coreai.output
}

// -----

coreai.graph @greater_c2(%x: tensor<2xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.greater %x, %y : (tensor<2xf32>, tensor<3xf32>) -> tensor<2xi1>
  coreai.output
}

// -----

coreai.graph @broadcasting_where_c1(%c: tensor<2xi1>, %x: tensor<2xf32>, %y: tensor<2xf16>) {
  // expected-error @below {{failed to verify that all of {x, y, result} have same element type}}
  %0 = coreai.decomposable.broadcasting_where %c, %x, %y : (tensor<2xi1>, tensor<2xf32>, tensor<2xf16>) -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @broadcasting_where_c2(%c: tensor<3xi1>, %x: tensor<2xf32>) {
  // expected-error @below {{operands don't have broadcast-compatible shapes}}
  %0 = coreai.decomposable.broadcasting_where %c, %x, %x : (tensor<3xi1>, tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @select_c1(%c: tensor<2xi1>, %x: tensor<2xf32>, %y: tensor<2xf16>) {
  // expected-error @below {{failed to verify that all of {x, y, result} have same element type}}
  %0 = coreai.select %c, %x, %y : (tensor<2xi1>, tensor<2xf32>, tensor<2xf16>) -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @select_c2(%c: tensor<3xi1>, %x: tensor<2xf32>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = coreai.select %c, %x, %x : (tensor<3xi1>, tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  coreai.output
}

// What the verifiers refuse, in state: one constraint per case, named for it.
//
// RUN: coreai-opt %s --split-input-file --verify-diagnostics

coreai.graph @read_handle_c1(%h: !coreai.handle<tensor<2xf32>>, %t: !coreai.token) {
  // expected-error @below {{expects a value of type 'tensor<2xf32>', got 'tensor<3xf32>'}}
  %0:2 = coreai.read_handle %h, %t : (<tensor<2xf32>>, !coreai.token) -> (tensor<3xf32>, !coreai.token)
  coreai.output
}

// -----

coreai.graph @write_handle_c1(%h: !coreai.handle<tensor<2xf32>>, %x: tensor<3xf32>, %t: !coreai.token) {
  // expected-error @below {{expects a value of type 'tensor<2xf32>', got 'tensor<3xf32>'}}
  %0 = coreai.write_handle %h, %x, %t : (<tensor<2xf32>>, tensor<3xf32>, !coreai.token) -> !coreai.token
  coreai.output
}

// -----

coreai.graph @metal4_kernel_c1(%x: tensor<4xf16>) {
  // expected-error @below {{expects at least 3 operands, got 1}}
  %0 = "coreai.metal4_kernel"(%x) {kernel_name = "k", kernel_source = ""} : (tensor<4xf16>) -> tensor<4xf16>
  coreai.output
}

// -----

coreai.graph @metal4_kernel_c1_type(%x: tensor<4x4xf16>, %g: tensor<3xsi32>, %t: tensor<3xui32>) {
  %s = coreai.constant dense<[4, 4]> : tensor<2xui32>
  // expected-error @below {{expects grids and shapes of 1-D ui32, got 'tensor<3xsi32>'}}
  %0 = coreai.metal4_kernel kernel_args(%x), threads_per_grid %g, threads_per_thread_group %t, result_shapes(%s) {kernel_name = "k", kernel_source = ""} : (tensor<4x4xf16>, tensor<3xsi32>, tensor<3xui32>, tensor<2xui32>) -> tensor<4x4xf16>
  coreai.output
}

// -----

coreai.graph @metal4_kernel_c2(%x: tensor<4x4xf16>, %g: tensor<2xui32>, %t: tensor<3xui32>) {
  %s = coreai.constant dense<[4, 4]> : tensor<2xui32>
  // expected-error @below {{expects threads_per_grid with 3 elements, one per dimension, got 2}}
  %0 = coreai.metal4_kernel kernel_args(%x), threads_per_grid %g, threads_per_thread_group %t, result_shapes(%s) {kernel_name = "k", kernel_source = ""} : (tensor<4x4xf16>, tensor<2xui32>, tensor<3xui32>, tensor<2xui32>) -> tensor<4x4xf16>
  coreai.output
}

// -----

coreai.graph @metal4_kernel_c3(%x: tensor<4x4xf16>, %g: tensor<3xui32>, %t: tensor<3xui32>) {
  %s = coreai.constant dense<4> : tensor<3xui32>
  // expected-error @below {{expects the shape of result #0 with 2 elements, one per axis, got 3}}
  %0 = coreai.metal4_kernel kernel_args(%x), threads_per_grid %g, threads_per_thread_group %t, result_shapes(%s) {kernel_name = "k", kernel_source = ""} : (tensor<4x4xf16>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>) -> tensor<4x4xf16>
  coreai.output
}

// -----

coreai.graph @metal4_kernel_c4(%x: tensor<4x4xf16>, %g: tensor<3xui32>, %t: tensor<3xui32>) {
  %s = coreai.constant dense<[4, 4]> : tensor<2xui32>
  // expected-error @below {{expects result #0 of shape 4x4, got 4x5}}
  %0 = coreai.metal4_kernel kernel_args(%x), threads_per_grid %g, threads_per_thread_group %t, result_shapes(%s) {kernel_name = "k", kernel_source = ""} : (tensor<4x4xf16>, tensor<3xui32>, tensor<3xui32>, tensor<2xui32>) -> tensor<4x5xf16>
  coreai.output
}

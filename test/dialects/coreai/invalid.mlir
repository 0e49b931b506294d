// What the verifiers refuse: one constraint per case, named for it.
//
// RUN: coreai-opt %s --split-input-file --verify-diagnostics \
// RUN:   --allow-unregistered-dialect

// expected-error @below {{result #0 must be ranked tensor of any type values, but got 'vector<2xf32>'}}
%0 = coreai.constant dense<1.0> : vector<2xf32> // constant_c1

// -----

// expected-error @below {{expects 8 bytes in resource 'short' for 'tensor<2xf32>', got 3}}
%0 = coreai.constant dense_resource<short> : tensor<2xf32> // constant_c2

{-# dialect_resources: { builtin: { short: "0x10000000010203" } } #-}

// -----

// expected-error @below {{expects 2 bytes in resource 'long' for 'tensor<2xui8>', got 3}}
%0 = coreai.constant dense_resource<long> : tensor<2xui8> // constant_c2

{-# dialect_resources: { builtin: { long: "0x10000000010203" } } #-}

// -----

// expected-error @below {{type of entry block argument #0('tensor<3xf32>') must match the type of the corresponding argument in function signature('tensor<2xf32>')}}
"coreai.graph"() ({
^bb0(%x: tensor<3xf32>):
  "coreai.output"() : () -> ()
}) {sym_name = "graph_c1", function_type = (tensor<2xf32>) -> ()} : () -> ()

// -----

// expected-error @below {{expects its block to end with coreai.output}}
coreai.graph @graph_c2() {
  "test.end"() : () -> ()
}

// -----

// expected-error @below {{expects public or private visibility, got nested}}
"coreai.graph"() ({
  "coreai.output"() : () -> ()
}) {sym_name = "graph_c3", sym_visibility = "nested", function_type = () -> ()} : () -> ()

// -----

// expected-error @below {{expects a graph to be private or externalize, got both}}
coreai.graph private externalize @graph_c3_externalize() {
  coreai.output
}

// -----

coreai.graph @output_c1() -> tensor<2xf32> {
  // expected-error @below {{expects 1 operands, one per result of the graph, got 0}}
  coreai.output
}

// -----

coreai.graph @output_c1_type(%x: tensor<3xf32>) -> tensor<2xf32> {
  // expected-error @below {{expects operand #0 of type 'tensor<2xf32>', got 'tensor<3xf32>'}}
  coreai.output %x : tensor<3xf32>
}

// -----

coreai.graph @invoke_c1() {
  // expected-error @below {{expects a coreai.graph for callee, got @absent, which isn't defined}}
  coreai.invoke @absent() : () -> ()
  coreai.output
}

// -----

module @other {}
coreai.graph @invoke_c1_kind() {
  // expected-error @below {{expects a coreai.graph for callee, got @other, a builtin.module}}
  coreai.invoke @other() : () -> ()
  coreai.output
}

// -----

coreai.graph private @callee(%x: tensor<2xf32>) -> tensor<2xf32> {
  coreai.output %x : tensor<2xf32>
}
coreai.graph @invoke_c2_count() {
  // expected-error @below {{expects 1 operands for @callee, got 0}}
  %0 = coreai.invoke @callee() : () -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph private @callee(%x: tensor<2xf32>) -> tensor<2xf32> {
  coreai.output %x : tensor<2xf32>
}
coreai.graph @invoke_c2(%x: tensor<3xf32>) {
  // expected-error @below {{expects operand #0 of type 'tensor<2xf32>', got 'tensor<3xf32>'}}
  %0 = coreai.invoke @callee(%x) : (tensor<3xf32>) -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph private @callee(%x: tensor<2xf32>) -> tensor<2xf32> {
  coreai.output %x : tensor<2xf32>
}
coreai.graph @invoke_c3(%x: tensor<2xf32>) {
  // expected-error @below {{expects result #0 of type 'tensor<2xf32>', got 'tensor<2xf16>'}}
  %0 = coreai.invoke @callee(%x) : (tensor<2xf32>) -> tensor<2xf16>
  coreai.output
}

// -----

// expected-error @below {{expects a handle of a ranked tensor, got 'f32'}}
coreai.graph @handle_c1(%x: !coreai.handle<f32>) {
  coreai.output
}

// -----

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

coreai.graph @batch_matmul_c1(%x: tensor<2x3xf32>, %y: tensor<3x4xf16>) {
  // expected-error @below {{failed to verify that all of {x, y, result} have same element type}}
  %0 = coreai.batch_matmul %x, %y : (tensor<2x3xf32>, tensor<3x4xf16>) -> tensor<2x4xf32>
  coreai.output
}

// -----

coreai.graph @batch_matmul_c2(%x: tensor<3xf32>, %y: tensor<3x4xf32>) {
  // expected-error @below {{expects operands of rank 2 or more, got 3 and 3x4}}
  %0 = coreai.batch_matmul %x, %y : (tensor<3xf32>, tensor<3x4xf32>) -> tensor<4xf32>
  coreai.output
}

// -----

coreai.graph @batch_matmul_c2_equal(%x: tensor<1x2x3xf32>, %y: tensor<3x4xf32>) {
  // expected-error @below {{expects operands of equal rank, got 1x2x3 and 3x4}}
  %0 = coreai.batch_matmul %x, %y : (tensor<1x2x3xf32>, tensor<3x4xf32>) -> tensor<1x2x4xf32>
  coreai.output
}

// -----

coreai.graph @batch_matmul_c3(%x: tensor<2x3xf32>, %y: tensor<5x4xf32>) {
  // expected-error @below {{expects equal inner dimensions, got 3 and 5}}
  %0 = coreai.batch_matmul %x, %y : (tensor<2x3xf32>, tensor<5x4xf32>) -> tensor<2x4xf32>
  coreai.output
}

// -----

coreai.graph @batch_matmul_c4(%x: tensor<5x2x3xf32>, %y: tensor<6x3x4xf32>) {
  // expected-error @below {{expects equal batch dimensions, got 5x2x3 and 6x3x4}}
  %0 = coreai.batch_matmul %x, %y : (tensor<5x2x3xf32>, tensor<6x3x4xf32>) -> tensor<5x2x4xf32>
  coreai.output
}

// -----

coreai.graph @batch_matmul_c5(%x: tensor<2x3xf32>, %y: tensor<3x4xf32>) {
  // expected-error @below {{expects a result of shape 2x4, got 4x2}}
  %0 = coreai.batch_matmul %x, %y : (tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<4x2xf32>
  coreai.output
}

// -----

coreai.graph @broadcasting_batch_matmul_c1(%x: tensor<2x3xf32>, %y: tensor<3x4xf16>) {
  // expected-error @below {{failed to verify that all of {x, y, result} have same element type}}
  %0 = coreai.decomposable.broadcasting_batch_matmul %x, %y : (tensor<2x3xf32>, tensor<3x4xf16>) -> tensor<2x4xf32>
  coreai.output
}

// -----

coreai.graph @broadcasting_batch_matmul_c2(%x: tensor<3xf32>, %y: tensor<3x4xf32>) {
  // expected-error @below {{expects operands of rank 2 or more, got 3 and 3x4}}
  %0 = coreai.decomposable.broadcasting_batch_matmul %x, %y : (tensor<3xf32>, tensor<3x4xf32>) -> tensor<4xf32>
  coreai.output
}

// -----

coreai.graph @broadcasting_batch_matmul_c3(%x: tensor<2x3xf32>, %y: tensor<5x4xf32>) {
  // expected-error @below {{expects equal inner dimensions, got 3 and 5}}
  %0 = coreai.decomposable.broadcasting_batch_matmul %x, %y : (tensor<2x3xf32>, tensor<5x4xf32>) -> tensor<2x4xf32>
  coreai.output
}

// -----

coreai.graph @broadcasting_batch_matmul_c4(%x: tensor<5x2x3xf32>, %y: tensor<6x3x4xf32>) {
  // expected-error @below {{expects batch dimensions that broadcast, got 5x2x3 and 6x3x4}}
  %0 = coreai.decomposable.broadcasting_batch_matmul %x, %y : (tensor<5x2x3xf32>, tensor<6x3x4xf32>) -> tensor<5x2x4xf32>
  coreai.output
}

// -----

coreai.graph @broadcasting_batch_matmul_c5(%x: tensor<2x3xf32>, %y: tensor<3x4xf32>) {
  // expected-error @below {{expects a result of shape 2x4, got 4x2}}
  %0 = coreai.decomposable.broadcasting_batch_matmul %x, %y : (tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<4x2xf32>
  coreai.output
}

// -----

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

coreai.graph @reduce_max_c1(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<1> : tensor<1xsi32>
  // expected-error @below {{failed to verify that all of {input, result} have same element type}}
  %0 = coreai.reduce_max %x, %p : (tensor<3x4xf32>, tensor<1xsi32>) -> tensor<3x1xf16>
  coreai.output
}

// -----

coreai.graph @reduce_max_c2(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<1> : tensor<1xsi32>
  // expected-error @below {{expects a result of shape 3x1, got 3}}
  %0 = coreai.reduce_max %x, %p : (tensor<3x4xf32>, tensor<1xsi32>) -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @reduce_max_c3(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<-3> : tensor<1xsi32>
  // expected-error @below {{expects axes in [-2, 2), got -3}}
  %0 = coreai.reduce_max %x, %p : (tensor<3x4xf32>, tensor<1xsi32>) -> tensor<3x1xf32>
  coreai.output
}

// -----

coreai.graph @reduce_max_c3_distinct(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<[1, -1]> : tensor<2xsi32>
  // expected-error @below {{expects distinct axes, got 1 twice}}
  %0 = coreai.reduce_max %x, %p : (tensor<3x4xf32>, tensor<2xsi32>) -> tensor<3x1xf32>
  coreai.output
}

// -----

coreai.graph @reduce_max_c4(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<0> : tensor<1xsi32>
  // expected-error @below {{expects a result of shape 1x4, got 3x1}}
  %0 = coreai.reduce_max %x, %p : (tensor<3x4xf32>, tensor<1xsi32>) -> tensor<3x1xf32>
  coreai.output
}

// -----

coreai.graph @reduce_mean_c1(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<1> : tensor<1xsi32>
  // expected-error @below {{failed to verify that all of {input, result} have same element type}}
  %0 = coreai.reduce_mean %x, %p : (tensor<3x4xf32>, tensor<1xsi32>) -> tensor<3x1xf16>
  coreai.output
}

// -----

coreai.graph @reduce_mean_c2(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<1> : tensor<1xsi32>
  // expected-error @below {{expects a result of shape 3x1, got 3}}
  %0 = coreai.reduce_mean %x, %p : (tensor<3x4xf32>, tensor<1xsi32>) -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @reduce_mean_c3(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<-3> : tensor<1xsi32>
  // expected-error @below {{expects axes in [-2, 2), got -3}}
  %0 = coreai.reduce_mean %x, %p : (tensor<3x4xf32>, tensor<1xsi32>) -> tensor<3x1xf32>
  coreai.output
}

// -----

coreai.graph @reduce_mean_c3_distinct(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<[1, -1]> : tensor<2xsi32>
  // expected-error @below {{expects distinct axes, got 1 twice}}
  %0 = coreai.reduce_mean %x, %p : (tensor<3x4xf32>, tensor<2xsi32>) -> tensor<3x1xf32>
  coreai.output
}

// -----

coreai.graph @reduce_mean_c4(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<0> : tensor<1xsi32>
  // expected-error @below {{expects a result of shape 1x4, got 3x1}}
  %0 = coreai.reduce_mean %x, %p : (tensor<3x4xf32>, tensor<1xsi32>) -> tensor<3x1xf32>
  coreai.output
}

// -----

coreai.graph @reduce_sum_c1(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<1> : tensor<1xsi32>
  // expected-error @below {{failed to verify that all of {input, result} have same element type}}
  %0 = coreai.reduce_sum %x, %p : (tensor<3x4xf32>, tensor<1xsi32>) -> tensor<3x1xf16>
  coreai.output
}

// -----

coreai.graph @reduce_sum_c2(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<1> : tensor<1xsi32>
  // expected-error @below {{expects a result of shape 3x1, got 3}}
  %0 = coreai.reduce_sum %x, %p : (tensor<3x4xf32>, tensor<1xsi32>) -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @reduce_sum_c3(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<-3> : tensor<1xsi32>
  // expected-error @below {{expects axes in [-2, 2), got -3}}
  %0 = coreai.reduce_sum %x, %p : (tensor<3x4xf32>, tensor<1xsi32>) -> tensor<3x1xf32>
  coreai.output
}

// -----

coreai.graph @reduce_sum_c3_distinct(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<[1, -1]> : tensor<2xsi32>
  // expected-error @below {{expects distinct axes, got 1 twice}}
  %0 = coreai.reduce_sum %x, %p : (tensor<3x4xf32>, tensor<2xsi32>) -> tensor<3x1xf32>
  coreai.output
}

// -----

coreai.graph @reduce_sum_c4(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<0> : tensor<1xsi32>
  // expected-error @below {{expects a result of shape 1x4, got 3x1}}
  %0 = coreai.reduce_sum %x, %p : (tensor<3x4xf32>, tensor<1xsi32>) -> tensor<3x1xf32>
  coreai.output
}

// -----

coreai.graph @reduce_sum_c3_count(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<0> : tensor<1099511627776xsi32>
  // expected-error @below {{expects at most 2 axes, got 1099511627776}}
  %0 = coreai.reduce_sum %x, %p : (tensor<3x4xf32>, tensor<1099511627776xsi32>) -> tensor<3x1xf32>
  coreai.output
}

// -----

coreai.graph @softmax_c1(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<1> : tensor<si32>
  // expected-error @below {{failed to verify that all of {input, result} have same element type}}
  %0 = coreai.softmax %x, %p : (tensor<3x4xf32>, tensor<si32>) -> tensor<3x4xf16>
  coreai.output
}

// -----

coreai.graph @softmax_c2(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<1> : tensor<si32>
  // expected-error @below {{expects a result of shape 3x4, got 3x1}}
  %0 = coreai.softmax %x, %p : (tensor<3x4xf32>, tensor<si32>) -> tensor<3x1xf32>
  coreai.output
}

// -----

coreai.graph @softmax_c3(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<2> : tensor<si32>
  // expected-error @below {{expects axes in [-2, 2), got 2}}
  %0 = coreai.softmax %x, %p : (tensor<3x4xf32>, tensor<si32>) -> tensor<3x4xf32>
  coreai.output
}

// -----

coreai.graph @gather_nd_c1(%x: tensor<10x4xf32>, %i: tensor<3x1xsi32>) {
  // expected-error @below {{failed to verify that all of {input, result} have same element type}}
  %0 = coreai.gather_nd %x at %i : (tensor<10x4xf32>, tensor<3x1xsi32>) to tensor<3x4xf16>
  coreai.output
}

// -----

coreai.graph @gather_nd_c2(%x: tensor<10x4xf32>, %i: tensor<3x3xsi32>) {
  // expected-error @below {{expects indices whose last dimension is at most 2, the rank of the input, got indices of shape 3x3}}
  %0 = coreai.gather_nd %x at %i : (tensor<10x4xf32>, tensor<3x3xsi32>) to tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @gather_nd_c2_static(%x: tensor<10x4xf32>, %i: tensor<3x?xsi32>) {
  // expected-error @below {{expects indices whose last dimension is at most 2, the rank of the input, got indices of shape 3x?}}
  %0 = coreai.gather_nd %x at %i : (tensor<10x4xf32>, tensor<3x?xsi32>) to tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @gather_nd_c2_rank(%x: tensor<10x4xf32>, %i: tensor<si32>) {
  // expected-error @below {{expects indices whose last dimension is at most 2, the rank of the input, got indices of rank 0}}
  %0 = coreai.gather_nd %x at %i : (tensor<10x4xf32>, tensor<si32>) to tensor<10x4xf32>
  coreai.output
}

// -----

coreai.graph @gather_nd_c3(%x: tensor<10x4xf32>, %i: tensor<3x1xsi32>) {
  // expected-error @below {{expects a result of shape 3x4, got 3x5}}
  %0 = coreai.gather_nd %x at %i : (tensor<10x4xf32>, tensor<3x1xsi32>) to tensor<3x5xf32>
  coreai.output
}

// -----

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

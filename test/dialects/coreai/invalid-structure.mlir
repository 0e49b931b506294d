// What the verifiers refuse, in structure: one constraint per case, named for it.
//
// RUN: coreai-opt %s --split-input-file --verify-diagnostics

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

// expected-error @below {{expects a type of less than 2^64 bytes for resource 'short', got 'tensor<4294967296x4294967296xf32>'}}
%0 = coreai.constant dense_resource<short> : tensor<4294967296x4294967296xf32> // constant_c2

{-# dialect_resources: { builtin: { short: "0x10000000010203" } } #-}

// -----

// expected-error @below {{expects dense elements or a dense resource, got sparse<0, 1.000000e+00>}}
%0 = coreai.constant sparse<[[0, 0]], [1.0]> : tensor<100x100xf32> // constant_c3

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

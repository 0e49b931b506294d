// What the verifiers refuse, in control flow: one constraint per case, named for it.
//
// RUN: coreai-opt %s --split-input-file --verify-diagnostics=only-expected

coreai.graph @if_c1(%c: tensor<i1>, %x: tensor<2xf32>) {
  // expected-error @below {{region branch point has 0 operands, but region successor needs 1 inputs}}
  %0 = coreai.if %c {
    coreai.yield %x : tensor<2xf32>
  } else {
    coreai.yield
  } : tensor<i1> -> tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @while_c1(%c: tensor<i1>, %x: tensor<si32>, %z: tensor<f32>) {
  // expected-error @below {{from parent to Region #0: successor operand type #0 'tensor<si32>' should match successor input type #0 'tensor<f32>'}}
  %0 = coreai.while %x {
  ^bb0(%p: tensor<f32>):
    coreai.condition %c, %x : tensor<i1>, tensor<si32>
  } do {
  ^bb0(%q: tensor<si32>):
    coreai.yield %q : tensor<si32>
  } : tensor<si32> -> tensor<si32>
  coreai.output
}

// -----

coreai.graph @while_c1_condition(%c: tensor<i1>, %x: tensor<si32>, %z: tensor<f32>) {
  // expected-error @below {{expects a region that ends with coreai.condition}}
  %0 = coreai.while %x {
  ^bb0(%p: tensor<si32>):
    coreai.yield %p : tensor<si32>
  } do {
  ^bb0(%q: tensor<si32>):
    coreai.yield %q : tensor<si32>
  } : tensor<si32> -> tensor<si32>
  coreai.output
}

// -----

coreai.graph @while_c2(%c: tensor<i1>, %x: tensor<si32>, %z: tensor<f32>) {
  // expected-error @below {{should match successor input type}}
  %0 = coreai.while %x {
  ^bb0(%p: tensor<si32>):
    coreai.condition %c, %z : tensor<i1>, tensor<f32>
  } do {
  ^bb0(%q: tensor<si32>):
    coreai.yield %q : tensor<si32>
  } : tensor<si32> -> tensor<si32>
  coreai.output
}

// -----

coreai.graph @while_c2_results(%c: tensor<i1>, %x: tensor<si32>, %z: tensor<f32>) {
  // expected-error @below {{from Operation coreai.condition to parent: successor operand type #0 'tensor<si32>' should match successor input type #0 'tensor<f32>'}}
  %0 = coreai.while %x {
  ^bb0(%p: tensor<si32>):
    coreai.condition %c, %p : tensor<i1>, tensor<si32>
  } do {
  ^bb0(%q: tensor<si32>):
    coreai.yield %q : tensor<si32>
  } : tensor<si32> -> tensor<f32>
  coreai.output
}

// -----

coreai.graph @while_c3(%c: tensor<i1>, %x: tensor<si32>, %z: tensor<f32>) {
  // expected-error @below {{from Operation coreai.yield to Region #0: successor operand type #0 'tensor<f32>' should match successor input type #0 'tensor<si32>'}}
  %0 = coreai.while %x {
  ^bb0(%p: tensor<si32>):
    coreai.condition %c, %p : tensor<i1>, tensor<si32>
  } do {
  ^bb0(%q: tensor<si32>):
    coreai.yield %z : tensor<f32>
  } : tensor<si32> -> tensor<si32>
  coreai.output
}

// -----

coreai.graph @isolated_group_c1(%x: tensor<si32>) {
  // expected-error @below {{expects a region that takes ('tensor<si32>'), got ('tensor<si32>', 'tensor<si32>')}}
  %0 = coreai.isolated_group<"Interpreter"> %x {
  ^bb0(%p: tensor<si32>, %q: tensor<si32>):
    coreai.yield %p : tensor<si32>
  } : (tensor<si32>) -> tensor<si32>
  coreai.output
}

// -----

coreai.graph @isolated_group_c2(%x: tensor<si32>) {
  // expected-error @below {{expects a region that yields ('tensor<si32>'), got ()}}
  %0 = coreai.isolated_group<"Interpreter"> %x {
  ^bb0(%p: tensor<si32>):
    coreai.yield
  } : (tensor<si32>) -> tensor<si32>
  coreai.output
}

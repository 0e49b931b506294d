// What the verifiers refuse, in gather: one constraint per case, named for it.
//
// RUN: coreai-opt %s --split-input-file --verify-diagnostics

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

coreai.graph @gather_along_axis_c1(%x: tensor<3x4xf32>, %i: tensor<2x3xsi32>) {
  %a = coreai.constant dense<1> : tensor<si32>
  // expected-error @below {{failed to verify that all of {input, result} have same element type}}
  %0 = coreai.gather_along_axis %x at %i along %a : (tensor<3x4xf32>, tensor<2x3xsi32>, tensor<si32>) to tensor<2x3xf16>
  coreai.output
}

// -----

coreai.graph @gather_along_axis_c2(%x: tensor<3x4xf32>, %i: tensor<2xsi32>) {
  %a = coreai.constant dense<1> : tensor<si32>
  // expected-error @below {{expects indices of rank 2, got 1}}
  %0 = coreai.gather_along_axis %x at %i along %a : (tensor<3x4xf32>, tensor<2xsi32>, tensor<si32>) to tensor<2xf32>
  coreai.output
}

// -----

coreai.graph @gather_along_axis_c3(%x: tensor<3x4xf32>, %i: tensor<2x3xsi32>) {
  %a = coreai.constant dense<2> : tensor<si32>
  // expected-error @below {{expects axes in [-2, 2), got 2}}
  %0 = coreai.gather_along_axis %x at %i along %a : (tensor<3x4xf32>, tensor<2x3xsi32>, tensor<si32>) to tensor<2x3xf32>
  coreai.output
}

// -----

coreai.graph @gather_along_axis_c4(%x: tensor<3x4xf32>, %i: tensor<2x3xsi32>) {
  %a = coreai.constant dense<1> : tensor<si32>
  // expected-error @below {{expects a result of shape 2x3, got 3x4}}
  %0 = coreai.gather_along_axis %x at %i along %a : (tensor<3x4xf32>, tensor<2x3xsi32>, tensor<si32>) to tensor<3x4xf32>
  coreai.output
}

// -----

coreai.graph @scatter_along_axis_c1(%x: tensor<3x4xf32>, %i: tensor<2x3xsi32>, %u: tensor<2x3xf16>) {
  %a = coreai.constant dense<1> : tensor<si32>
  // expected-error @below {{failed to verify that all of {input, updates, result} have same element type}}
  %0 = coreai.scatter_along_axis %x, %i, %u, %a : (tensor<3x4xf32>, tensor<2x3xsi32>, tensor<2x3xf16>, tensor<si32>) -> tensor<3x4xf32>
  coreai.output
}

// -----

coreai.graph @scatter_along_axis_c2(%x: tensor<3x4xf32>, %i: tensor<2xsi32>, %u: tensor<2x3xf32>) {
  %a = coreai.constant dense<1> : tensor<si32>
  // expected-error @below {{expects indices and updates of rank 2, got 1}}
  %0 = coreai.scatter_along_axis %x, %i, %u, %a : (tensor<3x4xf32>, tensor<2xsi32>, tensor<2x3xf32>, tensor<si32>) -> tensor<3x4xf32>
  coreai.output
}

// -----

coreai.graph @scatter_along_axis_c3(%x: tensor<3x4xf32>, %i: tensor<2x3xsi32>, %u: tensor<2x3xf32>) {
  %a = coreai.constant dense<2> : tensor<si32>
  // expected-error @below {{expects axes in [-2, 2), got 2}}
  %0 = coreai.scatter_along_axis %x, %i, %u, %a : (tensor<3x4xf32>, tensor<2x3xsi32>, tensor<2x3xf32>, tensor<si32>) -> tensor<3x4xf32>
  coreai.output
}

// -----

coreai.graph @scatter_along_axis_c4(%x: tensor<3x4xf32>, %i: tensor<2x3xsi32>, %u: tensor<2x4xf32>) {
  %a = coreai.constant dense<1> : tensor<si32>
  // expected-error @below {{expects updates of shape 2x3, got 2x4}}
  %0 = coreai.scatter_along_axis %x, %i, %u, %a : (tensor<3x4xf32>, tensor<2x3xsi32>, tensor<2x4xf32>, tensor<si32>) -> tensor<3x4xf32>
  coreai.output
}

// -----

coreai.graph @scatter_along_axis_c5(%x: tensor<3x4xf32>, %i: tensor<2x3xsi32>, %u: tensor<2x3xf32>) {
  %a = coreai.constant dense<1> : tensor<si32>
  // expected-error @below {{expects a result of shape 3x4, got 2x3}}
  %0 = coreai.scatter_along_axis %x, %i, %u, %a : (tensor<3x4xf32>, tensor<2x3xsi32>, tensor<2x3xf32>, tensor<si32>) -> tensor<2x3xf32>
  coreai.output
}

// -----

coreai.graph @scatter_nd_c1(%x: tensor<3x4xf32>, %u: tensor<2x4xf16>, %i: tensor<2x1xsi32>) {
  // expected-error @below {{failed to verify that all of {input, updates, result} have same element type}}
  %0 = coreai.scatter_nd %x with %u at %i {
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    coreai.yield %b : tensor<f32>
  } : (tensor<3x4xf32>, tensor<2x4xf16>, tensor<2x1xsi32>) to tensor<3x4xf32>
  coreai.output
}

// -----

coreai.graph @scatter_nd_c2(%x: tensor<3x4xf32>, %u: tensor<2x4xf32>, %i: tensor<2x3xsi32>) {
  // expected-error @below {{expects indices whose last dimension is at most 2, the rank of the input, got indices of shape 2x3}}
  %0 = coreai.scatter_nd %x with %u at %i {
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    coreai.yield %b : tensor<f32>
  } : (tensor<3x4xf32>, tensor<2x4xf32>, tensor<2x3xsi32>) to tensor<3x4xf32>
  coreai.output
}

// -----

coreai.graph @scatter_nd_c3(%x: tensor<3x4xf32>, %u: tensor<2x3xf32>, %i: tensor<2x1xsi32>) {
  // expected-error @below {{expects updates of shape 2x4, got 2x3}}
  %0 = coreai.scatter_nd %x with %u at %i {
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    coreai.yield %b : tensor<f32>
  } : (tensor<3x4xf32>, tensor<2x3xf32>, tensor<2x1xsi32>) to tensor<3x4xf32>
  coreai.output
}

// -----

coreai.graph @scatter_nd_c4(%x: tensor<3x4xf32>, %u: tensor<2x4xf32>, %i: tensor<2x1xsi32>) {
  // expected-error @below {{expects a result of shape 3x4, got 4x4}}
  %0 = coreai.scatter_nd %x with %u at %i {
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    coreai.yield %b : tensor<f32>
  } : (tensor<3x4xf32>, tensor<2x4xf32>, tensor<2x1xsi32>) to tensor<4x4xf32>
  coreai.output
}

// -----

coreai.graph @scatter_nd_c5(%x: tensor<3x4xf32>, %u: tensor<2x4xf32>, %i: tensor<2x1xsi32>) {
  // expected-error @below {{expects a region that takes two of 'tensor<f32>', got ('tensor<f32>')}}
  %0 = coreai.scatter_nd %x with %u at %i {
  ^bb0(%b: tensor<f32>):
    coreai.yield %b : tensor<f32>
  } : (tensor<3x4xf32>, tensor<2x4xf32>, tensor<2x1xsi32>) to tensor<3x4xf32>
  coreai.output
}

// -----

coreai.graph @scatter_nd_c5_yield(%x: tensor<3x4xf32>, %u: tensor<2x4xf32>, %i: tensor<2x1xsi32>) {
  // expected-error @below {{expects a region that yields ('tensor<f32>'), got ()}}
  %0 = coreai.scatter_nd %x with %u at %i {
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    coreai.yield
  } : (tensor<3x4xf32>, tensor<2x4xf32>, tensor<2x1xsi32>) to tensor<3x4xf32>
  coreai.output
}

// -----

coreai.graph @non_zero_c1(%x: tensor<3x4xf32>) {
  // expected-error @below {{expects a result of shape ?x2, got ?x3}}
  %0 = coreai.non_zero %x : tensor<3x4xf32> -> tensor<?x3xsi32>
  coreai.output
}

// What the verifiers refuse, in reduction: one constraint per case, named for it.
//
// RUN: coreai-opt %s --split-input-file --verify-diagnostics

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

coreai.graph @reduce_min_c1(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<1> : tensor<1xsi32>
  // expected-error @below {{failed to verify that all of {input, result} have same element type}}
  %0 = coreai.reduce_min %x, %p : (tensor<3x4xf32>, tensor<1xsi32>) -> tensor<3x1xf16>
  coreai.output
}

// -----

coreai.graph @reduce_min_c2(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<1> : tensor<1xsi32>
  // expected-error @below {{expects a result of shape 3x1, got 3}}
  %0 = coreai.reduce_min %x, %p : (tensor<3x4xf32>, tensor<1xsi32>) -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @reduce_min_c3(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<2> : tensor<1xsi32>
  // expected-error @below {{expects axes in [-2, 2), got 2}}
  %0 = coreai.reduce_min %x, %p : (tensor<3x4xf32>, tensor<1xsi32>) -> tensor<3x1xf32>
  coreai.output
}

// -----

coreai.graph @reduce_min_c4(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<1> : tensor<1xsi32>
  // expected-error @below {{expects a result of shape 3x1, got 1x4}}
  %0 = coreai.reduce_min %x, %p : (tensor<3x4xf32>, tensor<1xsi32>) -> tensor<1x4xf32>
  coreai.output
}

// -----

coreai.graph @reduce_product_c1(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<1> : tensor<1xsi32>
  // expected-error @below {{failed to verify that all of {input, result} have same element type}}
  %0 = coreai.reduce_product %x, %p : (tensor<3x4xf32>, tensor<1xsi32>) -> tensor<3x1xf16>
  coreai.output
}

// -----

coreai.graph @reduce_product_c2(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<1> : tensor<1xsi32>
  // expected-error @below {{expects a result of shape 3x1, got 3}}
  %0 = coreai.reduce_product %x, %p : (tensor<3x4xf32>, tensor<1xsi32>) -> tensor<3xf32>
  coreai.output
}

// -----

coreai.graph @reduce_product_c3(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<2> : tensor<1xsi32>
  // expected-error @below {{expects axes in [-2, 2), got 2}}
  %0 = coreai.reduce_product %x, %p : (tensor<3x4xf32>, tensor<1xsi32>) -> tensor<3x1xf32>
  coreai.output
}

// -----

coreai.graph @reduce_product_c4(%x: tensor<3x4xf32>) {
  %p = coreai.constant dense<1> : tensor<1xsi32>
  // expected-error @below {{expects a result of shape 3x1, got 1x4}}
  %0 = coreai.reduce_product %x, %p : (tensor<3x4xf32>, tensor<1xsi32>) -> tensor<1x4xf32>
  coreai.output
}

// -----

coreai.graph @any_c1(%x: tensor<3x4xi1>) {
  %p = coreai.constant dense<1> : tensor<1xsi32>
  // expected-error @below {{result #0 must be ranked tensor of 1-bit signless integer values, but got 'tensor<3x1xf32>'}}
  %0 = coreai.any %x, %p : (tensor<3x4xi1>, tensor<1xsi32>) -> tensor<3x1xf32>
  coreai.output
}

// -----

coreai.graph @any_c2(%x: tensor<3x4xi1>) {
  %p = coreai.constant dense<1> : tensor<1xsi32>
  // expected-error @below {{expects a result of shape 3x1, got 3}}
  %0 = coreai.any %x, %p : (tensor<3x4xi1>, tensor<1xsi32>) -> tensor<3xi1>
  coreai.output
}

// -----

coreai.graph @any_c3(%x: tensor<3x4xi1>) {
  %p = coreai.constant dense<2> : tensor<1xsi32>
  // expected-error @below {{expects axes in [-2, 2), got 2}}
  %0 = coreai.any %x, %p : (tensor<3x4xi1>, tensor<1xsi32>) -> tensor<3x1xi1>
  coreai.output
}

// -----

coreai.graph @any_c4(%x: tensor<3x4xi1>) {
  %p = coreai.constant dense<1> : tensor<1xsi32>
  // expected-error @below {{expects a result of shape 3x1, got 1x4}}
  %0 = coreai.any %x, %p : (tensor<3x4xi1>, tensor<1xsi32>) -> tensor<1x4xi1>
  coreai.output
}

// -----

coreai.graph @all_c1(%x: tensor<3x4xi1>) {
  %p = coreai.constant dense<1> : tensor<1xsi32>
  // expected-error @below {{result #0 must be ranked tensor of 1-bit signless integer values, but got 'tensor<3x1xf32>'}}
  %0 = coreai.all %x, %p : (tensor<3x4xi1>, tensor<1xsi32>) -> tensor<3x1xf32>
  coreai.output
}

// -----

coreai.graph @all_c2(%x: tensor<3x4xi1>) {
  %p = coreai.constant dense<1> : tensor<1xsi32>
  // expected-error @below {{expects a result of shape 3x1, got 3}}
  %0 = coreai.all %x, %p : (tensor<3x4xi1>, tensor<1xsi32>) -> tensor<3xi1>
  coreai.output
}

// -----

coreai.graph @all_c3(%x: tensor<3x4xi1>) {
  %p = coreai.constant dense<2> : tensor<1xsi32>
  // expected-error @below {{expects axes in [-2, 2), got 2}}
  %0 = coreai.all %x, %p : (tensor<3x4xi1>, tensor<1xsi32>) -> tensor<3x1xi1>
  coreai.output
}

// -----

coreai.graph @all_c4(%x: tensor<3x4xi1>) {
  %p = coreai.constant dense<1> : tensor<1xsi32>
  // expected-error @below {{expects a result of shape 3x1, got 1x4}}
  %0 = coreai.all %x, %p : (tensor<3x4xi1>, tensor<1xsi32>) -> tensor<1x4xi1>
  coreai.output
}

// -----

coreai.graph @argmax_c1(%x: tensor<3x4xf32>) {
  %a = coreai.constant dense<2> : tensor<si32>
  // expected-error @below {{expects axes in [-2, 2), got 2}}
  %0 = coreai.argmax %x, %a : (tensor<3x4xf32>, tensor<si32>) -> tensor<3x1xui32>
  coreai.output
}

// -----

coreai.graph @argmax_c2(%x: tensor<3x4xf32>) {
  %a = coreai.constant dense<1> : tensor<si32>
  // expected-error @below {{expects a result of shape 3x1, got 3x4}}
  %0 = coreai.argmax %x, %a : (tensor<3x4xf32>, tensor<si32>) -> tensor<3x4xui32>
  coreai.output
}

// -----

coreai.graph @sort_c1(%x: tensor<3x4xf32>, %f: tensor<i1>) {
  %a = coreai.constant dense<1> : tensor<si32>
  // expected-error @below {{failed to verify that all of {input, result} have same element type}}
  %0 = coreai.sort %x, %a, %f, %f : (tensor<3x4xf32>, tensor<si32>, tensor<i1>, tensor<i1>) -> tensor<3x4xf16>
  coreai.output
}

// -----

coreai.graph @sort_c2(%x: tensor<3x4xf32>, %f: tensor<i1>) {
  %a = coreai.constant dense<1> : tensor<si32>
  // expected-error @below {{expects a result of shape 3x4, got 4x3}}
  %0 = coreai.sort %x, %a, %f, %f : (tensor<3x4xf32>, tensor<si32>, tensor<i1>, tensor<i1>) -> tensor<4x3xf32>
  coreai.output
}

// -----

coreai.graph @sort_c3(%x: tensor<3x4xf32>, %f: tensor<i1>) {
  %a = coreai.constant dense<2> : tensor<si32>
  // expected-error @below {{expects axes in [-2, 2), got 2}}
  %0 = coreai.sort %x, %a, %f, %f : (tensor<3x4xf32>, tensor<si32>, tensor<i1>, tensor<i1>) -> tensor<3x4xf32>
  coreai.output
}

// -----

coreai.graph @argsort_c1(%x: tensor<3x4xf32>, %f: tensor<i1>) {
  %a = coreai.constant dense<1> : tensor<si32>
  // expected-error @below {{expects a result of shape 3x4, got 4x3}}
  %0 = coreai.argsort %x, %a, %f, %f : (tensor<3x4xf32>, tensor<si32>, tensor<i1>, tensor<i1>) -> tensor<4x3xsi32>
  coreai.output
}

// -----

coreai.graph @argsort_c2(%x: tensor<3x4xf32>, %f: tensor<i1>) {
  %a = coreai.constant dense<2> : tensor<si32>
  // expected-error @below {{expects axes in [-2, 2), got 2}}
  %0 = coreai.argsort %x, %a, %f, %f : (tensor<3x4xf32>, tensor<si32>, tensor<i1>, tensor<i1>) -> tensor<3x4xsi32>
  coreai.output
}

// -----

coreai.graph @scan_c1(%x: tensor<3x4xf32>, %f: tensor<i1>) {
  %a = coreai.constant dense<1> : tensor<ui32>
  // expected-error @below {{failed to verify that all of {input, result} have same element type}}
  %0 = coreai.scan %x, %a, %f combiner = <sum> : (tensor<3x4xf32>, tensor<ui32>, tensor<i1>) -> tensor<3x4xf16>
  coreai.output
}

// -----

coreai.graph @scan_c2(%x: tensor<3x4xf32>, %f: tensor<i1>) {
  %a = coreai.constant dense<1> : tensor<ui32>
  // expected-error @below {{expects a result of shape 3x4, got 3x5}}
  %0 = coreai.scan %x, %a, %f combiner = <sum> : (tensor<3x4xf32>, tensor<ui32>, tensor<i1>) -> tensor<3x5xf32>
  coreai.output
}

// -----

coreai.graph @scan_c3(%x: tensor<3x4xf32>, %f: tensor<i1>) {
  %a = coreai.constant dense<2> : tensor<ui32>
  // expected-error @below {{expects axes in [-2, 2), got 2}}
  %0 = coreai.scan %x, %a, %f combiner = <sum> : (tensor<3x4xf32>, tensor<ui32>, tensor<i1>) -> tensor<3x4xf32>
  coreai.output
}

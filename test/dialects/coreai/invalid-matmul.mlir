// What the verifiers refuse, in matmul: one constraint per case, named for it.
//
// RUN: coreai-opt %s --split-input-file --verify-diagnostics

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

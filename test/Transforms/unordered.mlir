// In regions that ask for no order, ops may come before what they read, and read
// each other.
//
// RUN: coreai-opt %s --coreai-materialize-weights | FileCheck %s
// RUN: coreai-opt %s --coreai-palettize="weight_num_threshold=0" -o /dev/null 2>&1 | FileCheck %s --check-prefix=PALETTIZE
// RUN: coreai-compare %s %s | FileCheck %s --check-prefix=COMPARE

// CHECK: %[[A:.*]] = coreai.cast %[[B:.*]] : tensor<2xf16>
// CHECK: %[[B]] = coreai.cast %[[A]] : tensor<2xf32>
// CHECK: %[[W:.*]] = coreai.constant dense<1.000000e+00> : tensor<2x2xf16>
// CHECK-NOT: lut_to_dense
// CHECK: "other.read"(%[[W]])
// PALETTIZE: palettized 0 of 2 float constants
// COMPARE: compared 2 weights
%a = coreai.cast %b : tensor<2xf16> to tensor<2xf32>
%b = coreai.cast %a : tensor<2xf32> to tensor<2xf16>

%w = coreai.cast %d : tensor<2x2xf32> to tensor<2x2xf16>
%d = coreai.lut_to_dense %i, %l, %z : (tensor<2x2xui1>, tensor<1x1x2x1xf32>, tensor<si16>) -> tensor<2x2xf32>
%l = coreai.constant dense<1.0> : tensor<1x1x2x1xf32>
%z = coreai.constant dense<0> : tensor<si16>
%i = coreai.constant dense<1> : tensor<2x2xui1>
"other.read"(%w) : (tensor<2x2xf16>) -> ()

%c = coreai.constant dense<1.0> : tensor<2x2xf32>
%p = coreai.constant dense<[1, 0]> : tensor<2xui32>
%y = coreai.batch_matmul %c, %t : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
%t = coreai.transpose %u, %p : (tensor<2x2xf32>, tensor<2xui32>) -> tensor<2x2xf32>
%u = coreai.transpose %t, %p : (tensor<2x2xf32>, tensor<2xui32>) -> tensor<2x2xf32>

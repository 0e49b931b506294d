// What a materialized weight is called, where it is a resource.
//
// RUN: coreai-opt %s --coreai-materialize-weights | FileCheck %s

// The location of the op that is replaced; the resource of indices; that of
// data, which is taken already; and no name at all.
// CHECK-LABEL: coreai.graph @names
// CHECK-NEXT:    coreai.constant dense_resource<layers.0.weight> : tensor<1x2048xf32>
// CHECK-NEXT:    coreai.constant dense_resource<embedding> : tensor<1x2048xf32>
// CHECK-NEXT:    coreai.constant dense_resource<data_1> : tensor<1x2048xf32>
// CHECK-NEXT:    coreai.constant dense_resource<weight> : tensor<2x2048xf32>
// CHECK-NEXT:    coreai.output
coreai.graph @names() -> (tensor<1x2048xf32>, tensor<1x2048xf32>, tensor<1x2048xf32>, tensor<2x2048xf32>) {
  %i = coreai.constant dense_resource<embedding_indices> : tensor<1x2048xui1>
  %t = coreai.constant dense<[[[[1.0], [2.0]]]]> : tensor<1x1x2x1xf32>
  %a = coreai.constant dense<0> : tensor<si16>
  %0 = coreai.lut_to_dense %i, %t, %a : (tensor<1x2048xui1>, tensor<1x1x2x1xf32>, tensor<si16>) -> tensor<1x2048xf32> loc("layers.0.weight")
  %1 = coreai.lut_to_dense %i, %t, %a : (tensor<1x2048xui1>, tensor<1x1x2x1xf32>, tensor<si16>) -> tensor<1x2048xf32>
  %d = coreai.constant dense_resource<data> : tensor<1x2048xui1>
  %s = coreai.constant dense<2.0> : tensor<1x1xf32>
  %z = coreai.constant dense<0> : tensor<1x1xui1>
  %m = coreai.constant dense<0.0> : tensor<1x1xf32>
  %2 = coreai.blockwise_shift_scale %d, %s, %z, %m : (tensor<1x2048xui1>, tensor<1x1xf32>, tensor<1x1xui1>, tensor<1x1xf32>) -> tensor<1x2048xf32>
  %c = coreai.constant dense<0> : tensor<2x2048xui1>
  %u = coreai.constant dense<[[[[3.0], [1.0]]], [[[4.0], [1.0]]]]> : tensor<2x1x2x1xf32>
  %3 = coreai.lut_to_dense %c, %u, %a : (tensor<2x2048xui1>, tensor<2x1x2x1xf32>, tensor<si16>) -> tensor<2x2048xf32>
  coreai.output %0, %1, %2, %3 : tensor<1x2048xf32>, tensor<1x2048xf32>, tensor<1x2048xf32>, tensor<2x2048xf32>
}

{-#
  dialect_resources: {
    builtin: {
      embedding_indices: "0x100000005A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A",
      data: "0x100000005A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A"
    }
  }
#-}

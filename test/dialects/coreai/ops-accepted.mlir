// Forms that are read but not printed.
//
// RUN: coreai-opt %s | FileCheck %s

// Which ops print `(T) -> T` isn't known for every op, so both are read.
// CHECK-LABEL: coreai.graph @unary
coreai.graph @unary(%x: tensor<2x3xf32>) {
  // CHECK: coreai.silu %{{.*}} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %0 = coreai.silu %x : tensor<2x3xf32> -> tensor<2x3xf32>
  // CHECK: coreai.relu %{{.*}} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = coreai.relu %x : tensor<2x3xf32> -> tensor<2x3xf32>
  coreai.output
}

// The default approximation isn't printed.
// CHECK-LABEL: coreai.graph @gelu
coreai.graph @gelu(%x: tensor<2x3xf32>) {
  // CHECK: coreai.gelu %{{.*}} : tensor<2x3xf32> -> tensor<2x3xf32>
  %0 = coreai.gelu %x approximate = <none> : tensor<2x3xf32> -> tensor<2x3xf32>
  coreai.output
}

// Results in parentheses, SSA names with dots, several results by name.
// CHECK-LABEL: coreai.graph @named() -> tensor<2xf32>
coreai.graph @named() -> (tensor<2xf32>) {
  %layer.weight_1 = coreai.constant dense<1.0> : tensor<2xf32>
  // CHECK: %{{.*}}:2 = coreai.invoke @pair(%{{.*}})  :
  %split, %split_1 = coreai.invoke @pair(%layer.weight_1) : (tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>)
  coreai.output %split_1 : tensor<2xf32>
}

// CHECK-LABEL: coreai.graph private @pair
coreai.graph private @pair(%x: tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>) {
  coreai.output %x, %x : tensor<2xf32>, tensor<2xf32>
}

// Spellings of loops, conditions and branches that fit what is known of their
// text: each is read, one is printed.
//
// RUN: coreai-opt %s | FileCheck %s
// RUN: coreai-opt %s | coreai-opt | FileCheck %s

// CHECK-LABEL: coreai.graph @parenthesised
// CHECK:         coreai.while %arg0, %arg1 {
// CHECK-NEXT:    ^bb0(%{{.*}}: tensor<si32>, %{{.*}}: tensor<4xf32>):
// CHECK-NEXT:      coreai.condition %arg2, %{{.*}}, %{{.*}} : tensor<i1>, tensor<si32>, tensor<4xf32>
// CHECK-NEXT:    } do {
// CHECK:         } : tensor<si32>, tensor<4xf32> -> tensor<si32>, tensor<4xf32>
coreai.graph @parenthesised(%a: tensor<si32>, %b: tensor<4xf32>, %c: tensor<i1>) {
  %r:2 = coreai.while (%a, %b) {
  ^bb0(%x: tensor<si32>, %y: tensor<4xf32>):
    coreai.condition(%c) %x, %y : tensor<si32>, tensor<4xf32>
  } do {
  ^bb0(%x: tensor<si32>, %y: tensor<4xf32>):
    coreai.yield %x, %y : tensor<si32>, tensor<4xf32>
  } : (tensor<si32>, tensor<4xf32>) -> (tensor<si32>, tensor<4xf32>)
  coreai.output
}

// CHECK-LABEL: coreai.graph @named
// CHECK:         coreai.while %arg0, %arg1 {
// CHECK-NEXT:    ^bb0(%[[X:.*]]: tensor<si32>, %[[Y:.*]]: tensor<4xf32>):
// CHECK-NEXT:      coreai.condition %arg2, %[[X]], %[[Y]] :
// CHECK:         } : tensor<si32>, tensor<4xf32> -> tensor<si32>, tensor<4xf32>
coreai.graph @named(%a: tensor<si32>, %b: tensor<4xf32>, %c: tensor<i1>) {
  %r:2 = coreai.while (%x = %a, %y = %b) : tensor<si32>, tensor<4xf32> -> tensor<si32>, tensor<4xf32> {
    coreai.condition %c, %x, %y : tensor<i1>, tensor<si32>, tensor<4xf32>
  } do {
  ^bb0(%p: tensor<si32>, %q: tensor<4xf32>):
    coreai.yield %p, %q : tensor<si32>, tensor<4xf32>
  }
  coreai.output
}

// CHECK-LABEL: coreai.graph @types_first
// CHECK:         } : tensor<si32> -> tensor<si32>
coreai.graph @types_first(%a: tensor<si32>, %c: tensor<i1>) {
  %r = coreai.while %a : (tensor<si32>) -> tensor<si32> {
  ^bb0(%x: tensor<si32>):
    coreai.condition(%c) %x : tensor<si32>
  } do {
  ^bb0(%x: tensor<si32>):
    coreai.yield %x : tensor<si32>
  }
  coreai.output
}

// CHECK-LABEL: coreai.graph @nothing
// CHECK:         coreai.while {
// CHECK-NEXT:      coreai.condition %arg0 : tensor<i1>
// CHECK-NEXT:    } do {
// CHECK-NEXT:      coreai.yield
// CHECK-NEXT:    } : () -> ()
coreai.graph @nothing(%c: tensor<i1>) {
  coreai.while {
    coreai.condition(%c)
  } do {
    coreai.yield
  } : () -> ()
  coreai.output
}

// CHECK-LABEL: coreai.graph @if_results
// CHECK:         } : tensor<i1> -> tensor<si32>, tensor<si32>
coreai.graph @if_results(%a: tensor<si32>, %c: tensor<i1>) {
  %r:2 = coreai.if %c {
    coreai.yield %a, %a : tensor<si32>, tensor<si32>
  } else {
    coreai.yield %a, %a : tensor<si32>, tensor<si32>
  } : tensor<i1> -> (tensor<si32>, tensor<si32>)
  coreai.output
}

// CHECK-LABEL: coreai.graph @sparse
// CHECK:         -> !coreai.sparse_with_bitmask<tensor<8x8xf16>>
// CHECK:         : (!coreai.sparse_with_bitmask<tensor<8x8xf16>>) -> tensor<8x8xf16>
// CHECK:         : (!coreai.sparse_with_bitmask<tensor<8x8xf16>>) -> tensor<8x8xf16>
coreai.graph @sparse(%v: tensor<37xf16>, %m: tensor<8x8xui1>) {
  %0 = coreai.build_sparse_with_bitmask %v, %m : (tensor<37xf16>, tensor<8x8xui1>) -> <tensor<8x8xf16>>
  %1 = coreai.sparse_with_bitmask_to_dense %0 : <tensor<8x8xf16>> -> tensor<8x8xf16>
  %2 = coreai.sparse_with_bitmask_to_dense %0 : (<tensor<8x8xf16>>) -> tensor<8x8xf16>
  coreai.output
}

// CHECK-LABEL: coreai.graph @unary
// CHECK:         coreai.neg %{{.*}} : tensor<2xf32> -> tensor<2xf32>
// CHECK:         coreai.copy %{{.*}} : tensor<2xf32> -> tensor<2xf32>
coreai.graph @unary(%x: tensor<2xf32>) {
  %0 = coreai.neg %x : (tensor<2xf32>) -> tensor<2xf32>
  %1 = coreai.copy %x : (tensor<2xf32>) -> tensor<2xf32>
  coreai.output
}

// MLIR's own passes do right by coreai programs.
//
// RUN: split-file %s %t
// RUN: coreai-opt %t/inline.mlir --inline | FileCheck %s --check-prefix=INLINE
// RUN: coreai-opt %t/dead.mlir --symbol-dce | FileCheck %s --check-prefix=DEAD
// RUN: coreai-opt %t/cse.mlir --cse | FileCheck %s --check-prefix=CSE
// RUN: coreai-opt %t/state.mlir --canonicalize --cse | FileCheck %s --check-prefix=STATE
// RUN: coreai-opt %t/branch.mlir --sccp --canonicalize | FileCheck %s --check-prefix=BRANCH
// RUN: coreai-opt %t/weight.mlir --canonicalize --cse --sccp --inline | FileCheck %s --check-prefix=WEIGHT

// A private graph is inlined where it is called, a noinline or externalised one
// isn't. Where the call knows the shape better, a cast says so.
// INLINE-LABEL: coreai.graph @main
// INLINE-NEXT:    %[[X:.*]] = coreai.cast %arg0 : tensor<2xf32> to tensor<?xf32>
// INLINE-NEXT:    %[[Y:.*]] = coreai.relu %[[X]] : (tensor<?xf32>) -> tensor<?xf32>
// INLINE-NEXT:    %[[Z:.*]] = coreai.cast %[[Y]] : tensor<?xf32> to tensor<2xf32>
// INLINE-NEXT:    coreai.invoke @kept(%[[Z]])
// INLINE-NEXT:    coreai.invoke @unit
// INLINE-NOT:   coreai.graph private @callee
//--- inline.mlir
coreai.graph private @callee(%x: tensor<?xf32>) -> tensor<?xf32> {
  %0 = coreai.relu %x : (tensor<?xf32>) -> tensor<?xf32>
  coreai.output %0 : tensor<?xf32>
}
coreai.graph private noinline @kept(%x: tensor<2xf32>) -> tensor<2xf32> {
  coreai.output %x : tensor<2xf32>
}
coreai.graph externalize @unit(%x: tensor<2xf32>) -> tensor<2xf32> {
  coreai.output %x : tensor<2xf32>
}
coreai.graph @main(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = coreai.invoke @callee(%x) : (tensor<2xf32>) -> tensor<2xf32>
  %1 = coreai.invoke @kept(%0) : (tensor<2xf32>) -> tensor<2xf32>
  %2 = coreai.invoke @unit(%1) : (tensor<2xf32>) -> tensor<2xf32>
  coreai.output %2 : tensor<2xf32>
}

// DEAD-NOT: @unused
// DEAD: @used
//--- dead.mlir
coreai.graph private @unused() {
  coreai.output
}
coreai.graph private @used() {
  coreai.output
}
coreai.graph @main() {
  coreai.invoke @used() : () -> ()
  coreai.output
}

// Equal pure ops are one; calls may have effects and stay.
// CSE: coreai.relu
// CSE-NOT: coreai.relu
// CSE: coreai.invoke
// CSE: coreai.invoke
//--- cse.mlir
coreai.graph private noinline @callee(%x: tensor<2xf32>) -> tensor<2xf32> {
  coreai.output %x : tensor<2xf32>
}
coreai.graph @main(%x: tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>) {
  %0 = coreai.relu %x : (tensor<2xf32>) -> tensor<2xf32>
  %1 = coreai.relu %x : (tensor<2xf32>) -> tensor<2xf32>
  %2 = coreai.invoke @callee(%0) : (tensor<2xf32>) -> tensor<2xf32>
  %3 = coreai.invoke @callee(%1) : (tensor<2xf32>) -> tensor<2xf32>
  coreai.output %2, %3 : tensor<2xf32>, tensor<2xf32>
}

// A read after a write isn't the read before it, and no write is dropped.
// STATE: coreai.read_handle
// STATE: coreai.write_handle
// STATE: coreai.read_handle
// STATE: coreai.write_handle
//--- state.mlir
coreai.graph @main(%h: !coreai.handle<tensor<2xf32>>, %x: tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>) {
  %t = coreai.create_token : !coreai.token
  %a, %t1 = coreai.read_handle %h, %t : (<tensor<2xf32>>, !coreai.token) -> (tensor<2xf32>, !coreai.token)
  %t2 = coreai.write_handle %h, %x, %t1 : (<tensor<2xf32>>, tensor<2xf32>, !coreai.token) -> !coreai.token
  %b, %t3 = coreai.read_handle %h, %t2 : (<tensor<2xf32>>, !coreai.token) -> (tensor<2xf32>, !coreai.token)
  %t4 = coreai.write_handle %h, %x, %t3 : (<tensor<2xf32>>, tensor<2xf32>, !coreai.token) -> !coreai.token
  coreai.output %a, %b : tensor<2xf32>, tensor<2xf32>
}

// Constants go through branches: both yield 7.
// BRANCH: %[[C:.*]] = coreai.constant dense<7> : tensor<si32>
// BRANCH: coreai.output %[[C]]
//--- branch.mlir
coreai.graph @main(%c: tensor<i1>) -> tensor<si32> {
  %0 = coreai.if %c {
    %1 = coreai.constant dense<7> : tensor<si32>
    coreai.yield %1 : tensor<si32>
  } else {
    %1 = coreai.constant dense<7> : tensor<si32>
    coreai.yield %1 : tensor<si32>
  } : tensor<i1> -> tensor<si32>
  coreai.output %0 : tensor<si32>
}

// A compressed weight stays compressed, and constants that share a resource
// don't copy its bytes.
// WEIGHT-COUNT-1: dense_resource<indices> : tensor<2x2xui4>
// WEIGHT-NOT:     dense_resource
// WEIGHT:         coreai.lut_to_dense
// WEIGHT:         coreai.blockwise_shift_scale
// WEIGHT:         coreai.transpose
// WEIGHT:         indices: "0x100000002143"
// WEIGHT-NOT:     0x
//--- weight.mlir
coreai.graph @main() -> (tensor<2x2xf16>, tensor<2x2xui4>) {
  %i = coreai.constant dense_resource<indices> : tensor<2x2xui4>
  %j = coreai.constant dense_resource<indices> : tensor<2x2xui4>
  %t = coreai.constant dense<1> : tensor<1x1x16x1xsi8>
  %a = coreai.constant dense<0> : tensor<si16>
  %d = coreai.lut_to_dense %i, %t, %a : (tensor<2x2xui4>, tensor<1x1x16x1xsi8>, tensor<si16>) -> tensor<2x2xsi8>
  %s = coreai.constant dense<0.5> : tensor<1x1xf16>
  %o = coreai.constant dense<0> : tensor<1x1xsi8>
  %z = coreai.constant dense<0.0> : tensor<1x1xf16>
  %w = coreai.blockwise_shift_scale %d, %s, %o, %z : (tensor<2x2xsi8>, tensor<1x1xf16>, tensor<1x1xsi8>, tensor<1x1xf16>) -> tensor<2x2xf16>
  %p = coreai.constant dense<[1, 0]> : tensor<2xui32>
  %y = coreai.transpose %w, %p : (tensor<2x2xf16>, tensor<2xui32>) -> tensor<2x2xf16>
  coreai.output %y, %j : tensor<2x2xf16>, tensor<2x2xui4>
}
{-# dialect_resources: { builtin: { indices: "0x100000002143" } } #-}

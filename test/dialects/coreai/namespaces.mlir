// Graphs in namespaces: both spellings, and what finds graphs by name.
//
// RUN: split-file %s %t
// RUN: coreai-opt %t/both.mlir -o %t/printed.mlir && FileCheck %s --input-file=%t/printed.mlir
// RUN: coreai-opt %t/printed.mlir | cmp - %t/printed.mlir
// RUN: coreai-opt %t/both.mlir --mlir-print-op-generic | FileCheck %s --check-prefix=GENERIC
// RUN: coreai-opt %t/both.mlir --mlir-print-op-generic | coreai-opt | cmp - %t/printed.mlir
// RUN: coreai-opt %t/both.mlir --emit-bytecode | coreai-opt | cmp - %t/printed.mlir
// RUN: %mlir-opt --load-dialect-plugin=%coreai_plugin %t/both.mlir | cmp - %t/printed.mlir

// A namespace in a namespace is printed without its prefix, all else with it.
// What isn't known of the dialect is kept.
// CHECK:      udml.namespace @a attributes {note = #udml.note<"x", [1, 2]>} {
// CHECK-NEXT:   namespace @b {
// CHECK-NEXT:     coreai.graph private @layer(%arg0: tensor<2xf32>, %arg1: !udml.odd<"x">) -> tensor<2xf32> {
// CHECK-NEXT:       %0 = coreai.relu %arg0
// CHECK-NEXT:       coreai.output %0 : tensor<2xf32>
// CHECK-NEXT:     }
// CHECK-NEXT:     "udml.trace"() {note = "kept"} : () -> ()
// CHECK-NEXT:   }
// CHECK-NEXT:   namespace @c {
// CHECK-NEXT:   }
// CHECK-NEXT: }
// CHECK-NEXT: udml.namespace @d attributes {sym_visibility = "private"} {
// CHECK:      coreai.invoke @a::@b::@layer(%arg0, %arg1)  :
//
// GENERIC:      "udml.namespace"() ({
// GENERIC-NEXT:   "udml.namespace"() ({
// GENERIC-NEXT:     "coreai.graph"() ({
// GENERIC:        {{^ *}}}) {sym_name = "b"} : () -> ()
//--- both.mlir
udml.namespace @a attributes {note = #udml.note<"x", [1, 2]>} {
  namespace @b {
    coreai.graph private @layer(%x: tensor<2xf32>, %y: !udml.odd<"x">) -> tensor<2xf32> {
      %0 = coreai.relu %x : (tensor<2xf32>) -> tensor<2xf32>
      coreai.output %0 : tensor<2xf32>
    }
    "udml.trace"() {note = "kept"} : () -> ()
  }
  udml.namespace @c {}
}
udml.namespace @d attributes {sym_visibility = "private"} {}
coreai.graph @main(%x: tensor<2xf32>, %y: !udml.odd<"x">) -> tensor<2xf32> {
  %0 = coreai.invoke @a::@b::@layer(%x, %y)  : (tensor<2xf32>, !udml.odd<"x">) -> tensor<2xf32>
  coreai.output %0 : tensor<2xf32>
}

// Private graphs that nothing calls are dropped in public namespaces; what is
// called from outside, or from one that is, stays. So do entry points. A
// private namespace goes as a whole.
//
// RUN: coreai-opt %t/calls.mlir --symbol-dce | FileCheck %s --check-prefix=DEAD --implicit-check-not=coreai.graph --implicit-check-not=namespace
// DEAD: udml.namespace @a {
// DEAD:   coreai.graph private @callee
// DEAD:     coreai.relu
// DEAD:   coreai.graph private noinline @middle
// DEAD:   namespace @b {
// DEAD:     coreai.graph private @callee
// DEAD:       coreai.sigmoid
// DEAD:     coreai.graph private noinline @kept
// DEAD:     coreai.graph private @layer
// DEAD:     coreai.graph @entry
// DEAD: coreai.graph @main

// A call inside a namespace is inlined, and takes the graph of its namespace,
// not the one of that name elsewhere. MLIR's inliner leaves calls by nested
// names, and what they call.
//
// RUN: coreai-opt %t/calls.mlir --inline | FileCheck %s --check-prefix=INLINE --implicit-check-not=@unused
// INLINE:       udml.namespace @a {
// INLINE-NOT:     @callee
// INLINE:         namespace @b {
// INLINE-NEXT:      coreai.graph private noinline @kept
// INLINE:           coreai.graph private @layer
// INLINE-NEXT:        coreai.sigmoid
// INLINE-NEXT:        coreai.invoke @kept
// INLINE:       coreai.graph @main
// INLINE-NEXT:    coreai.invoke @a::@b::@layer
// INLINE-NEXT:    coreai.invoke @a::@middle
//
// A program runs as the same one without namespaces does.
// RUN: coreai-run %t/calls.mlir --compare=%t/flat.mlir | FileCheck %s --check-prefix=SAME
// SAME: compare result0: SNR inf dB
//--- calls.mlir
udml.namespace @a {
  coreai.graph private @callee(%x: tensor<64xf32>) -> tensor<64xf32> {
    %0 = coreai.relu %x : (tensor<64xf32>) -> tensor<64xf32>
    coreai.output %0 : tensor<64xf32>
  }
  coreai.graph private noinline @middle(%x: tensor<64xf32>) -> tensor<64xf32> {
    %0 = coreai.invoke @callee(%x)  : (tensor<64xf32>) -> tensor<64xf32>
    %1 = coreai.invoke @b::@layer(%0)  : (tensor<64xf32>) -> tensor<64xf32>
    coreai.output %1 : tensor<64xf32>
  }
  namespace @b {
    coreai.graph private @callee(%x: tensor<64xf32>) -> tensor<64xf32> {
      %0 = coreai.sigmoid %x : (tensor<64xf32>) -> tensor<64xf32>
      coreai.output %0 : tensor<64xf32>
    }
    coreai.graph private noinline @kept(%x: tensor<64xf32>) -> tensor<64xf32> {
      %0 = coreai.add %x, %x : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
      coreai.output %0 : tensor<64xf32>
    }
    coreai.graph private @layer(%x: tensor<64xf32>) -> tensor<64xf32> {
      %0 = coreai.invoke @callee(%x)  : (tensor<64xf32>) -> tensor<64xf32>
      %1 = coreai.invoke @kept(%0)  : (tensor<64xf32>) -> tensor<64xf32>
      coreai.output %1 : tensor<64xf32>
    }
    coreai.graph private @unused() {
      coreai.output
    }
    coreai.graph @entry() {
      coreai.output
    }
  }
}
udml.namespace @dead attributes {sym_visibility = "private"} {
  coreai.graph @dead() {
    coreai.output
  }
}
coreai.graph private @callee(%x: tensor<64xf32>) -> tensor<64xf32> {
  %0 = coreai.tanh %x : tensor<64xf32> -> tensor<64xf32>
  coreai.output %0 : tensor<64xf32>
}
coreai.graph @main(%x: tensor<64xf32>) -> tensor<64xf32> {
  %0 = coreai.invoke @a::@b::@layer(%x)  : (tensor<64xf32>) -> tensor<64xf32>
  %1 = coreai.invoke @a::@middle(%0)  : (tensor<64xf32>) -> tensor<64xf32>
  coreai.output %1 : tensor<64xf32>
}
//--- flat.mlir
coreai.graph @main(%x: tensor<64xf32>) -> tensor<64xf32> {
  %0 = coreai.sigmoid %x : (tensor<64xf32>) -> tensor<64xf32>
  %1 = coreai.add %0, %0 : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
  %2 = coreai.relu %1 : (tensor<64xf32>) -> tensor<64xf32>
  %3 = coreai.sigmoid %2 : (tensor<64xf32>) -> tensor<64xf32>
  %4 = coreai.add %3, %3 : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
  coreai.output %4 : tensor<64xf32>
}

// Weights in namespaces are found, replaced and decoded, and matched by name. A
// graph is called by its own name in reports.
//
// RUN: coreai-opt %t/weights.mlir --coreai-palettize="n_bits=1 weight_num_threshold=0 report=%t/report.json" --emit-bytecode -o %t/small.mlirbc
// RUN: coreai-opt %t/small.mlirbc | FileCheck %s --check-prefix=SMALL
// RUN: FileCheck %s --check-prefix=REPORT --input-file=%t/report.json
// RUN: coreai-compare %t/weights.mlir %t/small.mlirbc | FileCheck %s --check-prefix=COMPARE
// RUN: coreai-opt %t/small.mlirbc --coreai-materialize-weights -o %t/dense.mlir
// RUN: FileCheck %s --check-prefix=DENSE --input-file=%t/dense.mlir
// RUN: coreai-run %t/small.mlirbc --compare=%t/dense.mlir | FileCheck %s --check-prefix=SAME
// SMALL:       namespace @b {
// SMALL:         coreai.lut_to_dense
// SMALL:       coreai.graph @main
// SMALL:         coreai.lut_to_dense
// REPORT:      "graph": "layer",
// REPORT:      "graph": "main",
// COMPARE-DAG: inner 2x2xf32
// COMPARE-DAG: outer 2x2xf32
// COMPARE:     compared 2 weights
// DENSE-NOT:   lut_to_dense
// DENSE:       namespace @b {
// DENSE:         coreai.constant {{.*}} : tensor<2x2xf32>
// DENSE-NOT:   lut_to_dense
//--- weights.mlir
udml.namespace @a {
  namespace @b {
    coreai.graph private noinline @layer(%x: tensor<3x2xf32>) -> tensor<3x2xf32> {
      %w = coreai.constant dense<[[1.0, 2.0], [2.0, 1.0]]> : tensor<2x2xf32> loc("inner")
      %y = coreai.batch_matmul %x, %w : (tensor<3x2xf32>, tensor<2x2xf32>) -> tensor<3x2xf32>
      coreai.output %y : tensor<3x2xf32>
    }
  }
}
coreai.graph @main(%x: tensor<3x2xf32>) -> tensor<3x2xf32> {
  %w = coreai.constant dense<[[3.0, 4.0], [4.0, 3.0]]> : tensor<2x2xf32> loc("outer")
  %y = coreai.batch_matmul %x, %w : (tensor<3x2xf32>, tensor<2x2xf32>) -> tensor<3x2xf32>
  %z = coreai.invoke @a::@b::@layer(%y)  : (tensor<3x2xf32>) -> tensor<3x2xf32>
  coreai.output %z : tensor<3x2xf32>
}

// Equal weights are clustered once, and share what is stored; data that a
// skipped constant still names stays.
//
// RUN: split-file %s %t
// RUN: coreai-opt %t/equal.mlir --coreai-palettize="weight_num_threshold=3 n_bits=1 report=%t/report.json config=%t/config.yaml" -o %t/out.mlir
// RUN: FileCheck %s --input-file=%t/out.mlir
// RUN: %python -c "import json, sys; print(*[(w['name'], w.get('shared_with'), w['bytes_after']['total'], w['snr_db'] == json.load(open(sys.argv[1]))['weights'][0]['snr_db']) for w in json.load(open(sys.argv[1]))['weights']], sep='\n')" %t/report.json | FileCheck %s --check-prefix=REPORT

// On one handle, and on another with the same bytes; also across graphs.
// CHECK-LABEL: coreai.graph @first
// CHECK:         coreai.constant dense_resource<a_indices> : tensor<2x4xui1>
// CHECK:         coreai.constant dense_resource<a_indices> : tensor<2x4xui1>
// CHECK:         coreai.constant dense_resource<a_indices> : tensor<2x4xui1>
// Not with other settings, another type, or another element.
// CHECK-LABEL: coreai.graph @second
// CHECK:         coreai.constant dense_resource<a_indices> : tensor<2x4xui1>
// CHECK:         coreai.constant dense_resource<more_bits_indices> : tensor<2x4xui2>
// CHECK:         coreai.constant dense_resource<other_shape_indices> : tensor<4x2xui1>
// CHECK:         coreai.constant dense_resource<other_element_indices> : tensor<2x4xui1>
// CHECK: dialect_resources
// CHECK-COUNT-1: a_indices
// CHECK-NOT: a_indices
// CHECK-NOT: b_indices

// REPORT: ('a', None, 9, True)
// REPORT-NEXT: ('a', 0, 0, True)
// REPORT-NEXT: ('b', 0, 0, True)
// REPORT-NEXT: ('a', 0, 0, True)
// REPORT-NEXT: ('more_bits', None, 18, False)
// REPORT-NEXT: ('other_shape', None, 9, True)
// REPORT-NEXT: ('other_element', None, 9, False)

// Of two constants on one handle one stays: with release_replaced, which is the
// driver's default, it still has its data.
// RUN: coreai-opt %t/kept.mlir --coreai-palettize="weight_num_threshold=3 n_bits=1" | FileCheck %s --check-prefix=KEPT
// RUN: coreai-opt %t/kept.mlir --coreai-palettize="weight_num_threshold=3 n_bits=1 release_replaced=false" | FileCheck %s --check-prefix=KEPT
// KEPT: coreai.lut_to_dense
// KEPT: coreai.constant dense_resource<w> : tensor<2x4xf32>
// KEPT: w: "0x100000000000803F0000004000004040000080400000A0400000C0400000E04000000041"

//--- config.yaml
rules:
  - match: {name: more_bits}
    n_bits: 2

//--- equal.mlir
coreai.graph @first(%x: tensor<2x2xf32>) {
  %a = coreai.constant dense_resource<a> : tensor<2x4xf32>
  %0 = coreai.batch_matmul %x, %a : (tensor<2x2xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %b = coreai.constant dense_resource<a> : tensor<2x4xf32>
  %1 = coreai.batch_matmul %x, %b : (tensor<2x2xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %c = coreai.constant dense_resource<b> : tensor<2x4xf32>
  %2 = coreai.batch_matmul %x, %c : (tensor<2x2xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  coreai.output
}
coreai.graph @second(%x: tensor<2x2xf32>, %y: tensor<2x4xf32>) {
  %a = coreai.constant dense_resource<a> : tensor<2x4xf32>
  %0 = coreai.batch_matmul %x, %a : (tensor<2x2xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %b = coreai.constant dense_resource<a> : tensor<2x4xf32> loc("more_bits")
  %1 = coreai.batch_matmul %x, %b : (tensor<2x2xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %c = coreai.constant dense_resource<a> : tensor<4x2xf32> loc("other_shape")
  %2 = coreai.batch_matmul %y, %c : (tensor<2x4xf32>, tensor<4x2xf32>) -> tensor<2x2xf32>
  %d = coreai.constant dense_resource<c> : tensor<2x4xf32> loc("other_element")
  %3 = coreai.batch_matmul %x, %d : (tensor<2x2xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  coreai.output
}
{-# dialect_resources: { builtin: {
  a: "0x100000000000803F0000004000004040000080400000A0400000C0400000E04000000041",
  b: "0x100000000000803F0000004000004040000080400000A0400000C0400000E04000000041",
  c: "0x100000000000803F0000004000004040000080400000A0400000C0400000E04000001041"
} } #-}

//--- kept.mlir
coreai.graph @main(%x: tensor<2x2xf32>, %b: tensor<2x4xf32>) {
  %a = coreai.constant dense_resource<w> : tensor<2x4xf32>
  %0 = coreai.batch_matmul %x, %a : (tensor<2x2xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %c = coreai.constant dense_resource<w> : tensor<2x4xf32>
  %1 = coreai.decomposable.broadcasting_add %b, %c : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  coreai.output
}
{-# dialect_resources: { builtin: {
  w: "0x100000000000803F0000004000004040000080400000A0400000C0400000E04000000041"
} } #-}

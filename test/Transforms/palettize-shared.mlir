// There is one decision for the bytes of a resource, whatever constants name it.
// Equal weights are clustered once, and share what is stored.
//
// RUN: split-file %s %t
// RUN: coreai-opt %t/equal.mlir --coreai-palettize="weight_num_threshold=3 n_bits=1 report=%t/report.json config=%t/config.yaml" -o %t/out.mlir
// RUN: FileCheck %s --input-file=%t/out.mlir
// RUN: %python -c "import json, sys; print(*[(w['name'], w['constants'], w['graphs'], w.get('shared_with'), w['bytes_after']['total'], w['snr_db'] == json.load(open(sys.argv[1]))['weights'][0]['snr_db']) for w in json.load(open(sys.argv[1]))['weights']], sep='\n')" %t/report.json | FileCheck %s --check-prefix=REPORT

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

// REPORT: ('a', 3, ['first', 'second'], None, 9, True)
// REPORT-NEXT: ('b', 1, ['first'], 0, 0, True)
// REPORT-NEXT: ('more_bits', 1, ['second'], None, 18, False)
// REPORT-NEXT: ('other_shape', 1, ['second'], None, 9, True)
// REPORT-NEXT: ('other_element', 1, ['second'], None, 9, False)

// Bytes that something reads not as a weight stay for all: nothing is stored
// twice. With release_replaced, which is the driver's default, they are there.
// RUN: coreai-opt %t/kept.mlir --coreai-palettize="weight_num_threshold=3 n_bits=1" | FileCheck %s --check-prefix=KEPT
// RUN: coreai-opt %t/kept.mlir --coreai-palettize="weight_num_threshold=3 n_bits=1 release_replaced=false" | FileCheck %s --check-prefix=KEPT
// KEPT-NOT: coreai.lut_to_dense
// KEPT: coreai.constant dense_resource<w> : tensor<2x4xf32>
// KEPT: w: "0x100000000000803F0000004000004040000080400000A0400000C0400000E04000000041"

// Readers in any graph decide together; what disagrees leaves the bytes as they
// are, with a reason, and strict fails.
// RUN: not coreai-opt %t/disagree.mlir --coreai-palettize="weight_num_threshold=3 n_bits=1 granularity=per_channel report=%t/disagree.json" --coreai-palettize="weight_num_threshold=3 strict=true granularity=per_channel" -o /dev/null 2>&1 | FileCheck %s --check-prefix=DISAGREE
// DISAGREE-DAG: warning: weight 'axes' of @first {{.*}} is not palettized (axis-conflict): its uses take output channels from axes 0 and 1;
// DISAGREE-DAG: warning: weight 'settings' of @first {{.*}} is not palettized (settings-conflict): its constants in @first and @second share bytes, and n_bits is 2 and 1; give them the same settings, or bytes of their own
// DISAGREE-DAG: warning: weight 'types' of @first {{.*}} is not palettized (shared-dense): its bytes are read as tensor<4x2xf32> as well; give each type bytes of its own
// DISAGREE-DAG: warning: weight 'read' of @first {{.*}} is not palettized (shared-dense): coreai.add reads it, and declares no weight there; give that op a constant of its own
// DISAGREE: error: {{[0-9]}} weights are not palettized, which strict=true makes an error

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
  %b = coreai.constant dense_resource<d> : tensor<2x4xf32> loc("more_bits")
  %1 = coreai.batch_matmul %x, %b : (tensor<2x2xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %c = coreai.constant dense_resource<e> : tensor<4x2xf32> loc("other_shape")
  %2 = coreai.batch_matmul %y, %c : (tensor<2x4xf32>, tensor<4x2xf32>) -> tensor<2x2xf32>
  %d = coreai.constant dense_resource<c> : tensor<2x4xf32> loc("other_element")
  %3 = coreai.batch_matmul %x, %d : (tensor<2x2xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  coreai.output
}
{-# dialect_resources: { builtin: {
  a: "0x100000000000803F0000004000004040000080400000A0400000C0400000E04000000041",
  b: "0x100000000000803F0000004000004040000080400000A0400000C0400000E04000000041",
  c: "0x100000000000803F0000004000004040000080400000A0400000C0400000E04000001041",
  d: "0x100000000000803F0000004000004040000080400000A0400000C0400000E04000000041",
  e: "0x100000000000803F0000004000004040000080400000A0400000C0400000E04000000041"
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

//--- disagree.mlir
coreai.graph @first(%x: tensor<2x2xf32>, %z: tensor<2x4xf32>) {
  %a = coreai.constant dense_resource<axes> : tensor<2x4xf32>
  %0 = coreai.batch_matmul %x, %a : (tensor<2x2xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %b = coreai.constant {coreai.palettize = {n_bits = 2}} dense_resource<settings> : tensor<2x4xf32>
  %1 = coreai.batch_matmul %x, %b : (tensor<2x2xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %c = coreai.constant dense_resource<types> : tensor<2x4xf32>
  %2 = coreai.batch_matmul %x, %c : (tensor<2x2xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %d = coreai.constant dense_resource<read> : tensor<2x4xf32>
  %3 = coreai.batch_matmul %x, %d : (tensor<2x2xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  coreai.output
}
coreai.graph @second(%x: tensor<2x2xf32>, %y: tensor<4x2xf32>, %z: tensor<2x4xf32>) {
  %a = coreai.constant dense_resource<axes> : tensor<2x4xf32>
  %0 = coreai.batch_matmul %a, %y : (tensor<2x4xf32>, tensor<4x2xf32>) -> tensor<2x2xf32>
  %b = coreai.constant dense_resource<settings> : tensor<2x4xf32>
  %1 = coreai.batch_matmul %x, %b : (tensor<2x2xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %c = coreai.constant dense_resource<types> : tensor<4x2xf32>
  %2 = coreai.batch_matmul %z, %c : (tensor<2x4xf32>, tensor<4x2xf32>) -> tensor<2x2xf32>
  %d = coreai.constant dense_resource<read> : tensor<2x4xf32>
  %3 = coreai.add %d, %z : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  coreai.output
}
{-# dialect_resources: { builtin: {
  axes: "0x100000000000803F0000004000004040000080400000A0400000C0400000E04000000041",
  settings: "0x100000000000803F0000004000004040000080400000A0400000C0400000E04000000042",
  types: "0x100000000000803F0000004000004040000080400000A0400000C0400000E04000000043",
  read: "0x100000000000803F0000004000004040000080400000A0400000C0400000E04000000044"
} } #-}

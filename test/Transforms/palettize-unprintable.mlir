// Names that hold what a terminal gives a meaning to can't pass for anything
// else, on any way to people; the output keeps them.
//
// RUN: coreai-opt %s --coreai-palettize="weight_num_threshold=3 n_bits=1 report=-" --remarks-filter=palettize -o %t.mlir 2>&1 | FileCheck %s --implicit-check-not="{{[[:cntrl:]]\[31m}}"
// CHECK-DAG: remark: [Passed] palettized | {{.*}}weight="a\u{1B}[31m\u{A}x
// CHECK-DAG: warning: weight 'b\u{1B}[31m\u{A}y' of @main
// CHECK-DAG: remark: [Missed] skipped | {{.*}}weight="b\u{1B}[31m\u{A}y
// CHECK: a\u{1B}[31m\u{A}x 4x2xf32
// CHECK: b\u{1B}[31m\u{A}y 4x2xf32
// RUN: FileCheck %s --check-prefix=OUT --input-file=%t.mlir
// OUT: dense_resource<"a\1B[31m\0Ax_indices">
coreai.graph @main(%x: tensor<3x4xf32>) {
  %w = coreai.constant dense_resource<"a\1B[31m\0Ax"> : tensor<4x2xf32>
  %y = coreai.batch_matmul %x, %w : (tensor<3x4xf32>, tensor<4x2xf32>) -> tensor<3x2xf32>
  %v = coreai.constant dense_resource<"b\1B[31m\0Ay"> : tensor<4x2xf32>
  %z = coreai.batch_matmul %x, %v : (tensor<3x4xf32>, tensor<4x2xf32>) -> tensor<3x2xf32>
  coreai.output
}
{-# dialect_resources: { builtin: {
  "a\1B[31m\0Ax": "0x100000000000803F0000004000004040000080400000A0400000C0400000E04000000041",
  "b\1B[31m\0Ay": "0x100000000000803F0000004000004040000080400000A0400000C0400000E0400000807F"
} } #-}

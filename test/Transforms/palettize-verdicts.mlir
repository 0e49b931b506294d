// Every float constant has one verdict. Each reason to skip one, in the report's
// closed list: what is said, and whether it is a warning.
//
// RUN: split-file %s %t
// RUN: coreai-opt %t/program.mlir --coreai-palettize="n_bits=1 weight_num_threshold=3 granularity=per_grouped_channel group_size=2 require_gain=true lut_dtype=int8 report=%t/report.json config=%t/config.yaml" \
// RUN:   --verify-diagnostics -o %t/out.mlir
// RUN: FileCheck %s --input-file=%t/out.mlir
// RUN: %python %S/Inputs/verdicts.py %t/report.json | FileCheck %s --check-prefix=REPORT
// RUN: coreai-opt %t/program.mlir --coreai-palettize="n_bits=1 weight_num_threshold=3 granularity=per_grouped_channel group_size=2 require_gain=true lut_dtype=int8 report=- config=%t/config.yaml" -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=TABLE

// One constant is replaced; another was compressed before.
// CHECK-COUNT-2: coreai.lut_to_dense
// CHECK-NOT: coreai.lut_to_dense

// REPORT: bias: skipped consumer (coreai.decomposable.broadcasting_add reads it, and declares no weight there; give that op a constant of its own if it is a weight elsewhere)
// REPORT-NEXT: unread: skipped unused (nothing reads it; remove it with --canonicalize, which frees its 16 bytes)
// REPORT-NEXT: volume: skipped consumer (coreai.conv3d reads it; use consumers=conv3d if it is a weight there)
// REPORT-NEXT: double: skipped element-type (its elements are f64; a weight's elements are f16, bf16 or f32)
// REPORT-NEXT: small: skipped too-small (it has 3 elements; a weight has more than weight_num_threshold=3, and an axis)
// REPORT-NEXT: kept: skipped excluded (its settings say so; there is nothing to do)
// REPORT-NEXT: splat: skipped already-compressed (all of its elements are equal, and one is stored; there is nothing to do)
// REPORT-NEXT: table: skipped already-compressed (it is a part of a compressed weight; there is nothing to do)
// REPORT-NEXT: twofold: skipped axis-conflict (its uses take output channels from axes 0 and 1; use granularity=per_tensor without vectors and channel scales, or a constant for each use)
// REPORT-NEXT: odd: skipped indivisible-group (its 3 output channels (axis 1) can't be divided into groups of 2; use a group_size that divides them, or on_indivisible=nearest)
// REPORT-NEXT: vectors: skipped indivisible-cluster (groups of 2 output channels (axis 1) can't be divided into vectors of 3; use a cluster_dim that divides them)
// REPORT-NEXT: masked: skipped non-finite (element 2 is -inf; replace what isn't finite by the largest finite value)
// REPORT-NEXT: absent: skipped missing-data (its data is missing; read a program printed with its resources)
// REPORT-NEXT: gainless: skipped no-gain (its 8 bytes would become 12; use fewer bits or fewer tables)
// REPORT-NEXT: good: palettized

// TABLE: weight type bytes before bytes after bits/weight SNR dB max error
// TABLE: bias 2x2xf32 16 consumer
// TABLE: double 2x2xf64 32 element-type
// TABLE: absent 2x2xf32 0 missing-data
// TABLE: good 2x8xf32 64 26 13.00 exact 0.00E+00
// TABLE: palettized 1 of 15 float constants: 64 bytes became 26 (40.6 %), 13.00 bits per weight; 6 skipped with a warning

//--- config.yaml
rules:
  - match: {name: kept}
    skip: true
  - match: {name: vectors}
    cluster_dim: 3
  - match: {name: gainless}
    n_bits: 3

//--- program.mlir
coreai.graph @never(%x: tensor<2x2xf32>, %d: tensor<2x2xf64>, %v: tensor<1x1x2x4x4xf32>, %s: tensor<3xui32>, %g: tensor<ui32>, %i: tensor<4x1xui2>) {
  %b = coreai.constant dense<[[1.0, 2.0], [3.0, 21.0]]> : tensor<2x2xf32> loc("bias")
  %0 = coreai.decomposable.broadcasting_add %x, %b : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %u = coreai.constant dense<[[1.0, 2.0], [3.0, 22.0]]> : tensor<2x2xf32> loc("unread")
  %w = coreai.constant dense<[[[[[1.0, 2.0], [3.0, 4.5]]]]]> : tensor<1x1x1x2x2xf32> loc("volume")
  %1 = coreai.conv3d %v, %w, %s, %s, %g : (tensor<1x1x2x4x4xf32>, tensor<1x1x1x2x2xf32>, tensor<3xui32>, tensor<3xui32>, tensor<ui32>) -> tensor<?x?x?x?x?xf32>
  %e = coreai.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf64> loc("double")
  %2 = coreai.batch_matmul %d, %e : (tensor<2x2xf64>, tensor<2x2xf64>) -> tensor<2x2xf64>
  %j = coreai.constant dense<0> : tensor<1x1xsi32>
  %c = coreai.constant dense<[[1.0], [2.0], [3.0]]> : tensor<3x1xf32> loc("small")
  %3 = coreai.gather_nd %c at %j : (tensor<3x1xf32>, tensor<1x1xsi32>) to tensor<1x1xf32>
  %k = coreai.constant dense<[[1.0, 2.0], [3.0, 23.0]]> : tensor<2x2xf32> loc("kept")
  %4 = coreai.batch_matmul %x, %k : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %p = coreai.constant dense<1.0> : tensor<2x2xf32> loc("splat")
  %5 = coreai.batch_matmul %x, %p : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %t = coreai.constant dense<[[[[1.0], [2.0], [3.0], [4.0]]]]> : tensor<1x1x4x1xf32> loc("table")
  %a = coreai.constant dense<0> : tensor<si16>
  %6 = coreai.lut_to_dense %i, %t, %a : (tensor<4x1xui2>, tensor<1x1x4x1xf32>, tensor<si16>) -> tensor<4x1xf32>
  coreai.output
}
coreai.graph @candidates(%x: tensor<2x2xf32>, %h: tensor<2x2xf16>) {
  // expected-warning @unknown {{weight 'twofold' of @candidates (tensor<2x2xf32>, read by coreai.batch_matmul) is not palettized (axis-conflict): its uses}}
  %w = coreai.constant dense<[[1.0, 2.0], [3.0, 24.0]]> : tensor<2x2xf32> loc("twofold")
  %0 = coreai.batch_matmul %x, %w : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %1 = coreai.batch_matmul %w, %x : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  // expected-warning @unknown {{weight 'odd' of @candidates (tensor<2x3xf32>, read by coreai.batch_matmul) is not palettized (indivisible-group): its 3 output}}
  %o = coreai.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32> loc("odd")
  %2 = coreai.batch_matmul %x, %o : (tensor<2x2xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  // expected-warning @unknown {{weight 'vectors' of @candidates (tensor<2x2xf32>, read by coreai.batch_matmul) is not palettized (indivisible-cluster): groups of 2}}
  %v = coreai.constant dense<[[1.0, 2.0], [3.0, 5.0]]> : tensor<2x2xf32> loc("vectors")
  %3 = coreai.batch_matmul %x, %v : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  // expected-warning @unknown {{weight 'masked' of @candidates (tensor<2x4xf32>, read by coreai.batch_matmul) is not palettized (non-finite): element 2 is -inf}}
  %m = coreai.constant dense<[[1.0, 2.0, 0xFF800000, 4.0], [0x7FC00000, 6.0, 7.0, 8.0]]> : tensor<2x4xf32> loc("masked")
  %4 = coreai.batch_matmul %x, %m : (tensor<2x2xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  // expected-warning @unknown {{weight 'absent' of @candidates (tensor<2x2xf32>, read by coreai.batch_matmul) is not palettized (missing-data): its data}}
  %a = coreai.constant dense_resource<nowhere> : tensor<2x2xf32> loc("absent")
  %5 = coreai.batch_matmul %x, %a : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  // expected-warning @unknown {{weight 'gainless' of @candidates (tensor<2x2xf16>, read by coreai.batch_matmul) is not palettized (no-gain): its 8 bytes}}
  %n = coreai.constant dense<[[1.0, 2.0], [3.0, 25.0]]> : tensor<2x2xf16> loc("gainless")
  %6 = coreai.batch_matmul %h, %n : (tensor<2x2xf16>, tensor<2x2xf16>) -> tensor<2x2xf16>
  %y = coreai.constant dense<[[0.0, 127.0, 0.0, 127.0, 0.0, 127.0, 0.0, 127.0], [127.0, 0.0, 0.0, 127.0, 0.0, 127.0, 0.0, 127.0]]> : tensor<2x8xf32> loc("good")
  %7 = coreai.batch_matmul %x, %y : (tensor<2x2xf32>, tensor<2x8xf32>) -> tensor<2x8xf32>
  coreai.output
}

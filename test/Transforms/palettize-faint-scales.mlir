// A column so faint that f16 has no scale of full precision for its table is fitted
// on the nearest scale that there is. That fails no strict run; a warning says so
// where the column isn't exact all the same, and the report has its error.
//
// RUN: coreai-opt %s --coreai-palettize="n_bits=1 weight_num_threshold=3 granularity=per_channel lut_dtype=fp8_e4m3fn strict=true report=%t.json" --verify-diagnostics -o %t.mlir
// RUN: FileCheck %s --input-file=%t.mlir
// RUN: coreai-opt %t.mlir --coreai-materialize-weights | FileCheck %s --check-prefix=DENSE
// RUN: FileCheck %s --check-prefix=REPORT --input-file=%t.json

// REPORT-NOT: clamped_scales
// REPORT: "max_abs_error": 0,
// REPORT: "name": "exact"
// REPORT: "clamped_scales": 1,
// REPORT: "max_abs_error": 1.1920928955078125e-07,
// REPORT: "name": "coarse"

// 2e-7 is 3 * 2^-24 in f16, and stays that.
// CHECK-LABEL: @exact
// CHECK: dense<[{{\[\[\[}}-2.240000e+02], [4.480000e+02]], {{.*}} : tensor<1x2x2x1xf8E4M3FN>
// CHECK: dense<{{\[\[}}9.765620e-04, 5.960460e-08]]> : tensor<1x2xf16>
// DENSE-LABEL: @exact
// DENSE: dense<{{\[\[}}4.375000e-01, 1.788140e-07], [-2.187500e-01, -1.788140e-07], [4.375000e-01, 1.788140e-07], [4.375000e-01, -1.788140e-07]]> : tensor<4x2xf16>
coreai.graph @exact(%x: tensor<3x4xf16>) {
  %w = coreai.constant dense<[[0.4375, 2.0e-7], [-0.21875, -2.0e-7], [0.4375, 2.0e-7], [0.4375, -2.0e-7]]> : tensor<4x2xf16> loc("exact")
  %y = coreai.batch_matmul %x, %w : (tensor<3x4xf16>, tensor<4x2xf16>) -> tensor<3x2xf16>
  coreai.output
}

// DENSE-LABEL: @coarse
// DENSE: dense<{{\[\[}}4.375000e-01, 5.960460e-08], [-2.187500e-01, -1.788140e-07], [4.375000e-01, 5.960460e-08], [4.375000e-01, 5.960460e-08]]> : tensor<4x2xf16>
coreai.graph @coarse(%x: tensor<3x4xf16>) {
  // expected-warning @unknown {{weight 'coarse' of @coarse (tensor<4x2xf16>, read by coreai.batch_matmul) has 1 of 2 tables whose scale f16 can't represent: they have the nearest that it can, for which values near zero may be too small; use lut_dtype=none}}
  %w = coreai.constant dense<[[0.4375, 2.0e-7], [-0.21875, -2.0e-7], [0.4375, 0.5e-7], [0.4375, 0.0]]> : tensor<4x2xf16> loc("coarse")
  %y = coreai.batch_matmul %x, %w : (tensor<3x4xf16>, tensor<4x2xf16>) -> tensor<3x2xf16>
  coreai.output
}

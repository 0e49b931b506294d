// What the remarks say of each weight, palettized or not.
//
// RUN: coreai-opt %s --coreai-palettize="n_bits=1 weight_num_threshold=3 granularity=per_grouped_channel group_size=2" \
// RUN:   --remarks-filter=palettize -o /dev/null 2>&1 | FileCheck %s

// Each column pair is exact in two values: no error, whatever the norm.
// CHECK: remark: [Passed] palettized | Category:palettize | axis=1, bits_per_weight=1.800000e+01, bytes_after=9, bytes_before=16, cluster_dim=1, consumers=coreai.batch_matmul, enable_fast_kmeans_mode=true, enable_per_channel_scale=false, granularity=per_grouped_channel, graph=lossless, group_size=2, lut_dtype=none, max_abs_error=0.000000e+00, n_bits=1, on_indivisible=skip, rounding_precision=4, snr_db=INF, tables=1, type=tensor<2x2xf32>, weight=weight, weight_num_threshold=3
coreai.graph @lossless(%x: tensor<3x2xf32>) {
  %w = coreai.constant dense<[[0.75, 0.25], [0.25, 0.75]]> : tensor<2x2xf32>
  %y = coreai.batch_matmul %x, %w : (tensor<3x2xf32>, tensor<2x2xf32>) -> tensor<3x2xf32>
  coreai.output
}

// Zeros of both signs: nothing to lose.
// CHECK: remark: [Passed] palettized | {{.*}}snr_db=INF
coreai.graph @zeros(%x: tensor<3x2xf32>) {
  %w = coreai.constant dense<[[0.0, -0.0], [0.0, 0.0]]> : tensor<2x2xf32>
  %y = coreai.batch_matmul %x, %w : (tensor<3x2xf32>, tensor<2x2xf32>) -> tensor<3x2xf32>
  coreai.output
}

// 0 1 2 9 become 1 1 1 9: an error of 2 in 86, at most 1 each. The name comes
// from the location.
// CHECK: remark: {{.*}}[Passed] palettized | Category:palettize | axis=1, {{.*}}max_abs_error=1.000000e+00, {{.*}}snr_db=1.633468e+01, {{.*}}weight=layers.0.weight
coreai.graph @lossy(%x: tensor<3x2xf32>) {
  %w = coreai.constant dense<[[0.0, 1.0], [2.0, 9.0]]> : tensor<2x2xf32> loc("layers.0.weight")
  %y = coreai.batch_matmul %x, %w : (tensor<3x2xf32>, tensor<2x2xf32>) -> tensor<3x2xf32>
  coreai.output
}

// CHECK: warning: weight 'weight' of @skipped (tensor<2x3xf32>, read by coreai.batch_matmul) is not palettized (indivisible-group)
// CHECK: remark: [Missed] skipped | Category:palettize | Reason="its 3 output channels (axis 1) can't be divided into groups of 2", code=indivisible-group, consumers=coreai.batch_matmul, graph=skipped, type=tensor<2x3xf32>, weight=weight
coreai.graph @skipped(%x: tensor<3x2xf32>) {
  %w = coreai.constant dense<[[0.0, 1.0, 2.0], [2.0, 9.0, 3.0]]> : tensor<2x3xf32>
  %y = coreai.batch_matmul %x, %w : (tensor<3x2xf32>, tensor<2x3xf32>) -> tensor<3x3xf32>
  coreai.output
}

// What never was a candidate has a remark, and no warning.
// CHECK-NOT: warning
// CHECK: remark: [Missed] skipped | Category:palettize | Reason="coreai.decomposable.broadcasting_add reads it, and declares no weight there", code=consumer
coreai.graph @bias(%x: tensor<2x2xf32>) {
  %b = coreai.constant dense<[[0.0, 1.0], [2.0, 8.0]]> : tensor<2x2xf32>
  %y = coreai.decomposable.broadcasting_add %x, %b : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  coreai.output
}

// And a line sums it up.
// CHECK: palettized 3 of 5 float constants: 48 bytes became 27 (56.2 %), 18.00 bits per weight; 1 skipped with a warning

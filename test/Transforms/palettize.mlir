// What a weight becomes: indices, a table, an axis, and `lut_to_dense`.
//
// RUN: coreai-opt %s --coreai-palettize="n_bits=1 weight_num_threshold=3" | FileCheck %s
// RUN: coreai-opt %s --coreai-palettize="n_bits=1 weight_num_threshold=3" \
// RUN:   | coreai-opt --coreai-palettize="n_bits=1 weight_num_threshold=3" | FileCheck %s

// Two clusters sit exactly on the data, so the palette is exact. Indices are
// 1 0 0 1, packed from the low bit: 0x09 after four bytes of alignment.
// CHECK-LABEL: coreai.graph @two_values
// CHECK-DAG:     %[[I:.*]] = coreai.constant dense_resource<weight_indices> : tensor<2x2xui1>
// CHECK-DAG:     %[[T:.*]] = coreai.constant dense<{{\[\[\[}}[2.500000e-01], [7.500000e-01]]]]> : tensor<1x1x2x1xf32>
// CHECK-DAG:     %[[A:.*]] = coreai.constant dense<0> : tensor<si16>
// CHECK:         %[[W:.*]] = coreai.lut_to_dense %[[I]], %[[T]], %[[A]] : (tensor<2x2xui1>, tensor<1x1x2x1xf32>, tensor<si16>) -> tensor<2x2xf32>
// CHECK:         coreai.batch_matmul %{{.*}}, %[[W]]
coreai.graph @two_values(%x: tensor<3x2xf32>) -> tensor<3x2xf32> {
  %w = coreai.constant dense<[[0.75, 0.25], [0.25, 0.75]]> : tensor<2x2xf32>
  %y = coreai.batch_matmul %x, %w : (tensor<3x2xf32>, tensor<2x2xf32>) -> tensor<3x2xf32>
  coreai.output %y : tensor<3x2xf32>
}

// The best two values for 0 1 2 9 are their means 1 and 9, ties or not; the
// names come from the weight's resource.
// CHECK-LABEL: coreai.graph @means
// CHECK-DAG:     coreai.constant dense_resource<layers.0.weight_indices> : tensor<2x2xui1>
// CHECK-DAG:     coreai.constant dense<{{\[\[\[}}[1.000000e+00], [9.000000e+00]]]]> : tensor<1x1x2x1xf16>
// CHECK-NOT:     dense_resource<layers.0.weight>
// CHECK:         coreai.output
coreai.graph @means(%x: tensor<3x2xf16>) -> tensor<3x2xf16> {
  %w = coreai.constant dense_resource<layers.0.weight> : tensor<2x2xf16>
  %y = coreai.decomposable.broadcasting_batch_matmul %x, %w : (tensor<3x2xf16>, tensor<2x2xf16>) -> tensor<3x2xf16>
  coreai.output %y : tensor<3x2xf16>
}

// Signed zeros are one value, which decodes to +0. One distinct value makes
// the indices a splat, and fills the table.
// CHECK-LABEL: coreai.graph @zeros
// CHECK-DAG:     coreai.constant dense<false> : tensor<2x2xui1>
// CHECK-DAG:     coreai.constant dense<0.000000e+00> : tensor<1x1x2x1xf32>
coreai.graph @zeros(%x: tensor<3x2xf32>) -> tensor<3x2xf32> {
  %w = coreai.constant dense<[[0.0, -0.0], [0.0, 0.0]]> : tensor<2x2xf32>
  %y = coreai.batch_matmul %x, %w : (tensor<3x2xf32>, tensor<2x2xf32>) -> tensor<3x2xf32>
  coreai.output %y : tensor<3x2xf32>
}

// A weight used twice is one weight.
// CHECK-LABEL: coreai.graph @shared
// CHECK:         %[[W:.*]] = coreai.lut_to_dense
// CHECK-NOT:     coreai.lut_to_dense
// CHECK:         coreai.batch_matmul %{{.*}}, %[[W]]
// CHECK:         coreai.batch_matmul %{{.*}}, %[[W]]
coreai.graph @shared(%x: tensor<3x2xbf16>) -> tensor<3x2xbf16> {
  %w = coreai.constant dense<[[0.75, 0.25], [0.25, 0.75]]> : tensor<2x2xbf16>
  %y = coreai.batch_matmul %x, %w : (tensor<3x2xbf16>, tensor<2x2xbf16>) -> tensor<3x2xbf16>
  %z = coreai.batch_matmul %y, %w : (tensor<3x2xbf16>, tensor<2x2xbf16>) -> tensor<3x2xbf16>
  coreai.output %z : tensor<3x2xbf16>
}

// CHECK-DAG: {{^ *}}weight_indices: "0x1000000009"
// CHECK-DAG: {{^ *}}layers.0.weight_indices: "0x1000000008"
// CHECK-DAG: {{^ *}}weight_indices_1: "0x1000000009"

{-#
  dialect_resources: {
    builtin: {
      layers.0.weight: "0x100000000000003C00408048"
    }
  }
#-}

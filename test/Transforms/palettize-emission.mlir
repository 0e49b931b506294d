// emission=cast: what is looked up in a narrow table is cast to f32, scaled
// there, and cast back. The direct form is in palettize-options.mlir.
//
// RUN: coreai-opt %s --coreai-palettize="n_bits=2 weight_num_threshold=3 emission=cast lut_dtype=uint8" 2>/dev/null | FileCheck %s --check-prefix=UINT8
// RUN: coreai-opt %s --coreai-palettize="n_bits=2 weight_num_threshold=3 emission=cast lut_dtype=int8 enable_per_channel_scale=true" 2>/dev/null | FileCheck %s --check-prefix=BOTH
// RUN: not coreai-opt %s --coreai-palettize="emission=indirect" 2>&1 | FileCheck %s --check-prefix=WRONG
// WRONG: error: invalid options for coreai-palettize: emission is direct or cast, got indirect

// Without a narrow table there is nothing to cast.
// RUN: coreai-opt %s --coreai-palettize="n_bits=2 weight_num_threshold=3 emission=cast enable_per_channel_scale=true" -o %t.cast 2>/dev/null
// RUN: coreai-opt %s --coreai-palettize="n_bits=2 weight_num_threshold=3 emission=direct enable_per_channel_scale=true" -o %t.direct 2>/dev/null
// RUN: cmp %t.cast %t.direct

// The zero point is a float, as what it is subtracted from.
// UINT8-LABEL: coreai.graph @half
// UINT8:         %[[D:.*]] = coreai.lut_to_dense {{.*}} -> tensor<4x2xui8>
// UINT8-NEXT:    %[[F:.*]] = coreai.cast %[[D]] : tensor<4x2xui8> to tensor<4x2xf32>
// UINT8-NEXT:    %[[S:.*]] = coreai.constant dense<0.551269531> : tensor<1x1xf32>
// UINT8-NEXT:    %[[Z:.*]] = coreai.constant dense<1.270000e+02> : tensor<1x1xf32>
// UINT8-NEXT:    %[[O:.*]] = coreai.constant dense<0.000000e+00> : tensor<1x1xf32>
// UINT8-NEXT:    %[[R:.*]] = coreai.blockwise_shift_scale %[[F]], %[[S]], %[[Z]], %[[O]] : (tensor<4x2xf32>, tensor<1x1xf32>, tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<4x2xf32>
// UINT8-NEXT:    %[[W:.*]] = coreai.cast %[[R]] : tensor<4x2xf32> to tensor<4x2xf16>
// UINT8-NEXT:    coreai.batch_matmul %{{.*}}, %[[W]]
// BOTH-LABEL: coreai.graph @half
// BOTH:         %[[D:.*]] = coreai.lut_to_dense {{.*}} -> tensor<4x2xsi8>
// BOTH-NEXT:    %[[F:.*]] = coreai.cast %[[D]] : tensor<4x2xsi8> to tensor<4x2xf32>
// BOTH:         coreai.blockwise_shift_scale %[[F]], {{.*}} : (tensor<4x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<4x2xf32>
// BOTH-NEXT:    coreai.cast {{.*}} : tensor<4x2xf32> to tensor<4x2xf16>
coreai.graph @half(%x: tensor<3x4xf16>) {
  %w = coreai.constant dense<[[1.0, 20.0], [3.0, -40.0], [-5.0, 60.0], [7.0, 80.0]]> : tensor<4x2xf16>
  %y = coreai.batch_matmul %x, %w : (tensor<3x4xf16>, tensor<4x2xf16>) -> tensor<3x2xf16>
  coreai.output
}

// A weight of f32 is what it was scaled to.
// UINT8-LABEL: coreai.graph @single
// UINT8:         coreai.cast %{{.*}} : tensor<4x2xui8> to tensor<4x2xf32>
// UINT8:         %[[R:.*]] = coreai.blockwise_shift_scale
// UINT8-NEXT:    coreai.batch_matmul %{{.*}}, %[[R]]
coreai.graph @single(%x: tensor<3x4xf32>) {
  %w = coreai.constant dense<[[1.0, 20.0], [3.0, -40.0], [-5.0, 60.0], [7.0, 80.0]]> : tensor<4x2xf32>
  %y = coreai.batch_matmul %x, %w : (tensor<3x4xf32>, tensor<4x2xf32>) -> tensor<3x2xf32>
  coreai.output
}

// All that stands in a weight's place has its location.
// RUN: coreai-opt %s --coreai-palettize="n_bits=2 weight_num_threshold=3 emission=cast lut_dtype=uint8" --mlir-print-debuginfo 2>/dev/null | FileCheck %s --check-prefix=LOC
// LOC-LABEL: coreai.graph @located
// LOC:             coreai.constant {{.*}} loc(#[[L:loc[0-9]*]])
// LOC-COUNT-9:     loc(#[[L]])
// LOC-NEXT:        coreai.batch_matmul
// LOC:           #[[L]] = loc("w"(
coreai.graph @located(%x: tensor<3x4xf16>) {
  %w = coreai.constant dense<[[1.0, 20.0], [3.0, -40.0], [-5.0, 60.0], [7.0, 80.0]]> : tensor<4x2xf16> loc("w"("weights.mlir":1:1))
  %y = coreai.batch_matmul %x, %w : (tensor<3x4xf16>, tensor<4x2xf16>) -> tensor<3x2xf16>
  coreai.output
}

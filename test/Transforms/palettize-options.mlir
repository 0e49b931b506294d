// What tables are made of, and what scales them: types, shapes, and numbers that
// can be checked by hand.
//
// RUN: coreai-opt %s --coreai-palettize="n_bits=2 weight_num_threshold=3 lut_dtype=int8" | FileCheck %s --check-prefix=INT8
// RUN: coreai-opt %s --coreai-palettize="n_bits=2 weight_num_threshold=3 lut_dtype=uint8 granularity=per_channel" | FileCheck %s --check-prefix=UINT8
// RUN: coreai-opt %s --coreai-palettize="n_bits=2 weight_num_threshold=3 lut_dtype=fp8_e4m3fn" | FileCheck %s --check-prefix=E4M3
// RUN: coreai-opt %s --coreai-palettize="n_bits=2 weight_num_threshold=3 lut_dtype=fp8_e5m2" | FileCheck %s --check-prefix=E5M2
// RUN: coreai-opt %s --coreai-palettize="n_bits=2 weight_num_threshold=3 enable_per_channel_scale=true" | FileCheck %s --check-prefix=SCALE
// RUN: coreai-opt %s --coreai-palettize="n_bits=2 weight_num_threshold=3 enable_per_channel_scale=true lut_dtype=uint8" | FileCheck %s --check-prefix=BOTH
// RUN: coreai-opt %s --coreai-palettize="n_bits=2 weight_num_threshold=3 cluster_dim=2" | FileCheck %s --check-prefix=VECTOR
// RUN: coreai-opt %s --coreai-palettize="n_bits=2 weight_num_threshold=3 cluster_dim=2 lut_dtype=int8" | FileCheck %s --check-prefix=VECTOR8

// Exact clustering says what it may take. A small weight takes nothing special.
// RUN: coreai-opt %s --coreai-palettize="n_bits=2 weight_num_threshold=3 num_kmeans_workers=1 enable_fast_kmeans_mode=false" 2>&1 | FileCheck %s --check-prefix=EXACT
// EXACT: remark: without fast mode, clustering may take up to 68 MiB of memory

// Tables too large for the device are made, and said to be.
// RUN: coreai-opt %s --coreai-palettize="n_bits=8 weight_num_threshold=3 cluster_dim=2" 2>&1 | FileCheck %s --check-prefix=LARGE
// LARGE: remark: tables of 512 values are more than the Neural Engine takes, which is 256; lower n_bits or cluster_dim
// LARGE-NOT: remark
// LARGE: tensor<1x1x256x2xf32>
// RUN: coreai-opt %s --coreai-palettize="n_bits=8 weight_num_threshold=3" 2>&1 | FileCheck %s --check-prefix=FITS
// FITS-NOT: remark

// With a table for each channel, scales would change nothing.
// RUN: coreai-opt %s --coreai-palettize="n_bits=2 weight_num_threshold=3 lut_dtype=uint8 granularity=per_channel" -o %t.without
// RUN: coreai-opt %s --coreai-palettize="n_bits=2 weight_num_threshold=3 lut_dtype=uint8 granularity=per_channel enable_per_channel_scale=true" -o %t.with
// RUN: cmp %t.without %t.with

// The output of every one is a program that can be read.
// RUN: coreai-opt %t.with -o /dev/null

// The channels are the columns (1, 3, -5, 7) and (20, -40, 60, 80). In one table
// they make the clusters -40; -5, ..., 7; 20; 60, 80, the last with the mean 70,
// which is 127 times the scale.
// INT8-LABEL: coreai.graph @columns
// INT8:         %[[I:.*]] = coreai.constant dense_resource<weight_indices> : tensor<4x2xui2>
// INT8:         %[[T:.*]] = coreai.constant dense<{{\[\[\[\[}}-73], [3], [36], [127]]]]> : tensor<1x1x4x1xsi8>
// INT8:         %[[A:.*]] = coreai.constant dense<0> : tensor<si16>
// INT8:         %[[D:.*]] = coreai.lut_to_dense %[[I]], %[[T]], %[[A]] : (tensor<4x2xui2>, tensor<1x1x4x1xsi8>, tensor<si16>) -> tensor<4x2xsi8>
// INT8:         %[[S:.*]] = coreai.constant dense<0.551181138> : tensor<1x1xf32>
// INT8:         %[[Z:.*]] = coreai.constant dense<0> : tensor<1x1xsi8>
// INT8:         %[[O:.*]] = coreai.constant dense<0.000000e+00> : tensor<1x1xf32>
// INT8:         %[[W:.*]] = coreai.blockwise_shift_scale %[[D]], %[[S]], %[[Z]], %[[O]] : (tensor<4x2xsi8>, tensor<1x1xf32>, tensor<1x1xsi8>, tensor<1x1xf32>) -> tensor<4x2xf32>
// INT8:         coreai.batch_matmul %{{.*}}, %[[W]]

// Scales are 7 / 127 and 80 / 127; entries less 127 are -5, 1, 3, 7 over them.
// UINT8-LABEL: coreai.graph @columns
// UINT8:         dense<{{\[\[\[\[}}36], [145], [181], [254]], {{\[\[}}64], [159], [222], [254]]]]> : tensor<1x2x4x1xui8>
// UINT8:         coreai.constant dense<1> : tensor<si16>
// UINT8:         coreai.constant dense<{{\[\[}}0.0551181138, 0.629921317]]> : tensor<1x2xf32>
// UINT8:         coreai.constant dense<127> : tensor<1x2xui8>
// UINT8:         (tensor<4x2xui8>, tensor<1x2xf32>, tensor<1x2xui8>, tensor<1x2xf32>) -> tensor<4x2xf32>

// 448 is 70 over 0.15625, and the others over it are -256, 9.6 and 128.
// E4M3-LABEL: coreai.graph @columns
// E4M3:         dense<{{.*}}-2.560000e+02], [1.000000e+01], [1.280000e+02], [4.480000e+02]]]]> : tensor<1x1x4x1xf8E4M3FN>
// E4M3:         coreai.constant dense<1.562500e-01> : tensor<1x1xf32>
// E4M3:         coreai.constant dense<0.000000e+00> : tensor<1x1xf8E4M3FN>
// E5M2-LABEL: coreai.graph @columns
// E5M2:         dense<{{.*}}-3.276800e+04], [1.280000e+03], [1.638400e+04], [5.734400e+04]]]]> : tensor<1x1x4x1xf8E5M2>
// E5M2:         coreai.constant dense<0.00122070313> : tensor<1x1xf32>

// Over their scales, columns are multiples of 1/7 and 1/4. The second one counts
// for so much more that the first hardly moves its entries.
// SCALE-LABEL: coreai.graph @columns
// SCALE:         dense<{{\[\[\[\[}}-0.50162816], [0.250538617], [7.500000e-01], [1.000000e+00]]]]> : tensor<1x1x4x1xf32>
// SCALE:         coreai.constant dense<0> : tensor<si16>
// SCALE:         coreai.constant dense<{{\[\[}}7.000000e+00, 8.000000e+01]]> : tensor<1x2xf32>
// SCALE:         (tensor<4x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<4x2xf32>
// BOTH-LABEL: coreai.graph @columns
// BOTH:         dense<{{\[\[\[\[}}63], [159], [222], [254]]]]> : tensor<1x1x4x1xui8>
// BOTH:         coreai.constant dense<{{\[\[}}0.0551181138, 0.629921317]]> : tensor<1x2xf32>
// BOTH:         coreai.constant dense<127> : tensor<1x2xui8>

// A row is a vector of both channels, and there are as many as entries.
// VECTOR-LABEL: coreai.graph @columns
// VECTOR:         coreai.constant dense_resource<weight_indices> : tensor<4x1xui2>
// VECTOR:         dense<{{\[\[\[\[}}-5.000000e+00, 6.000000e+01], [1.000000e+00, 2.000000e+01], [3.000000e+00, -4.000000e+01], [7.000000e+00, 8.000000e+01]]]]> : tensor<1x1x4x2xf32>
// VECTOR:         coreai.constant dense<1> : tensor<si16>
// VECTOR-NEXT:    coreai.lut_to_dense {{.*}} : (tensor<4x1xui2>, tensor<1x1x4x2xf32>, tensor<si16>) -> tensor<4x2xf32>
// VECTOR8-LABEL: coreai.graph @columns
// VECTOR8:         dense<{{\[\[\[\[}}-8, 95], [2, 32], [5, -63], [11, 127]]]]> : tensor<1x1x4x2xsi8>
// VECTOR8:         coreai.constant dense<0.629921317> : tensor<1x1xf32>
coreai.graph @columns(%x: tensor<3x4xf32>) {
  %w = coreai.constant dense<[[1.0, 20.0], [3.0, -40.0], [-5.0, 60.0], [7.0, 80.0]]> : tensor<4x2xf32>
  %y = coreai.batch_matmul %x, %w : (tensor<3x4xf32>, tensor<4x2xf32>) -> tensor<3x2xf32>
  coreai.output
}

00000000000000000000000000000000coreai.graph @dequantize(%arg0: tensor<1x64x1x64xsi8>, %arg1: tensor<64xf16>, %arg2: tensor<64xsi8>, %arg3: tensor<64xf16>, %arg4: tensor<si32>) {
  %0 = coreai.dequantize %arg0, %arg1, %arg2, %arg3, %arg4 : (tensor<1x64x1x64xsi8>, tensor<64xf16>, tensor<64xsi8>, tensor<64xf16>, tensor<si32>) -> tensor<1x64x1x64xf16>
  coreai.output
}
coreai.graph @blockwise_shift_scale(%arg0: tensor<64x64x1x1xsi8>, %arg1: tensor<64x2x1x1xf16>, %arg2: tensor<64x2x1x1xsi8>, %arg3: tensor<64x2x1x1xf16>) {
  %0 = coreai.blockwise_shift_scale %arg0, %arg1, %arg2, %arg3 : (tensor<64x64x1x1xsi8>, tensor<64x2x1x1xf16>, tensor<64x2x1x1xsi8>, tensor<64x2x1x1xf16>) -> tensor<64x64x1x1xf16>
  coreai.output
}
coreai.graph @lut_to_dense(%arg0: tensor<64x64x1x1xui4>, %arg1: tensor<1x1x1x1x16x1xsi8>, %arg2: tensor<si16>) {
  %0 = coreai.lut_to_dense %arg0, %arg1, %arg2 : (tensor<64x64x1x1xui4>, tensor<1x1x1x1x16x1xsi8>, tensor<si16>) -> tensor<64x64x1x1xsi8>
  coreai.output
}
// Regions, sparse values, kernels.
coreai.graph @if(%arg0: tensor<2x3xf32>, %arg1: tensor<i1>, %arg2: tensor<f32>) -> tensor<2x3xf32> {
  %0 = coreai.if %arg1 {
    %2 = coreai.decomposable.broadcasting_add %arg0, %arg2 : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xf32>
    coreai.yield %2 : tensor<2x3xf32>
  } else {
    %2 = coreai.decomposable.broadcasting_sub %arg0, %arg2 : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xf32>
    coreai.yield %2 : tensor<2x3xf32>
  } : tensor<i1> -> tensor<2x3xf32>
  %1:2 = coreai.if %arg1 {
    coreai.yield %arg0, %arg2 : tensor<2x3xf32>, tensor<f32>
  } else {
    coreai.yield %0, %arg2 : tensor<2x3xf32>, tensor<f32>
  } : tensor<i1> -> tensor<2x3xf32>, tensor<f32>
  coreai.if %arg1 {
    coreai.yield
  } else {
    coreai.yield
  } : tensor<i1>
  coreai.output %0 : tensor<2x3xf32>
}
coreai.graph @while(%arg0: tensor<si32>, %arg1: tensor<4xf32>) -> tensor<4xf32> {
  %0:2 = coreai.while %arg0, %arg1 {
  ^bb0(%arg2: tensor<si32>, %arg3: tensor<4xf32>):
    %1 = coreai.greater %arg0, %arg2 : (tensor<si32>, tensor<si32>) -> tensor<i1>
    coreai.condition %1, %arg2, %arg3 : tensor<i1>, tensor<si32>, tensor<4xf32>
  } do {
  ^bb0(%arg2: tensor<si32>, %arg3: tensor<4xf32>):
    %1 = coreai.add %arg2, %arg2 : (tensor<si32>, tensor<si32>) -> tensor<si32>
    coreai.yield %1, %arg3 : tensor<si32>, tensor<4xf32>
  } : tensor<si32>, tensor<4xf32> -> tensor<si32>, tensor<4xf32>
  coreai.output %0#1 : tensor<4xf32>
}
coreai.graph @scatter(%arg0: tensor<5x3xf32>, %arg1: tensor<2x3xf32>, %arg2: tensor<?x1xsi32>) -> tensor<5x3xf32> {
  %0 = coreai.scatter_nd %arg0 with %arg1 at %arg2 {
  ^bb0(%arg3: tensor<f32>, %arg4: tensor<f32>):
    coreai.yield %arg4 : tensor<f32>
  } : (tensor<5x3xf32>, tensor<2x3xf32>, tensor<?x1xsi32>) to tensor<5x3xf32>
  coreai.output %0 : tensor<5x3xf32>
}
coreai.graph @group(%arg0: tensor<2xf32>) -> tensor<2xf32> {
  %0 = coreai.isolated_group<"Interpreter"> %arg0 {
  ^bb0(%arg1: tensor<2xf32>):
    coreai.yield %arg1 : tensor<2xf32>
  } : (tensor<2xf32>) -> tensor<2xf32>
  coreai.output %0 : tensor<2xf32>
}
coreai.graph @sparse(%arg0: tensor<37xf16>, %arg1: tensor<8x8xui1>) -> tensor<8x8xf16> {
  %0 = coreai.build_sparse_with_bitmask %arg0, %arg1 : (tensor<37xf16>, tensor<8x8xui1>) -> !coreai.sparse_with_bitmask<tensor<8x8xf16>>
  %1 = coreai.sparse_with_bitmask_to_dense %0 : (!coreai.sparse_with_bitmask<tensor<8x8xf16>>) -> tensor<8x8xf16>
  coreai.output %1 : tensor<8x8xf16>
}
coreai.graph @kernel(%arg0: tensor<4x4x4xf16>, %arg1: tensor<3xui32>) -> tensor<4x4x4xf16> {
  %0 = coreai.metal4_kernel kernel_args(%arg0, %arg0), threads_per_grid %arg1, threads_per_thread_group %arg1, result_shapes(%arg1) {kernel_name = "custom_add_abc", kernel_source = "kernel void custom_add_abc() {}"} : (tensor<4x4x4xf16>, tensor<4x4x4xf16>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>) -> tensor<4x4x4xf16>
  coreai.output %0 : tensor<4x4x4xf16>
}

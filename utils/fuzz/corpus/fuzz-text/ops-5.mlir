00000000000000000000000000000000coreai.graph @conv2d(%arg0: tensor<1x3x8x8xf32>, %arg1: tensor<8x3x3x3xf32>, %arg2: tensor<2xui32>, %arg3: tensor<ui32>) {
  %0 = coreai.conv2d %arg0, %arg1, %arg2, %arg2, %arg3 : (tensor<1x3x8x8xf32>, tensor<8x3x3x3xf32>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x8x6x6xf32>
  coreai.output
}
coreai.graph @conv3d(%arg0: tensor<1x3x6x6x6xf32>, %arg1: tensor<4x3x3x3x3xf32>, %arg2: tensor<3xui32>, %arg3: tensor<ui32>) {
  %0 = coreai.conv3d %arg0, %arg1, %arg2, %arg2, %arg3 : (tensor<1x3x6x6x6xf32>, tensor<4x3x3x3x3xf32>, tensor<3xui32>, tensor<3xui32>, tensor<ui32>) -> tensor<1x4x4x4x4xf32>
  coreai.output
}
coreai.graph @conv_transpose2d(%arg0: tensor<1x3x4x4xf32>, %arg1: tensor<3x8x3x3xf32>, %arg2: tensor<2xui32>, %arg3: tensor<2xui32>, %arg4: tensor<2xui32>, %arg5: tensor<2xui32>, %arg6: tensor<ui32>) {
  %0 = coreai.conv_transpose2d %arg0, %arg1, %arg2, %arg3, %arg4, %arg5, %arg6 : (tensor<1x3x4x4xf32>, tensor<3x8x3x3xf32>, tensor<2xui32>, tensor<2xui32>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x8x8x8xf32>
  coreai.output
}
coreai.graph @conv_transpose3d(%arg0: tensor<1x3x4x4x4xf32>, %arg1: tensor<3x8x3x3x3xf32>, %arg2: tensor<3xui32>, %arg3: tensor<3xui32>, %arg4: tensor<3xui32>, %arg5: tensor<3xui32>, %arg6: tensor<ui32>) {
  %0 = coreai.conv_transpose3d %arg0, %arg1, %arg2, %arg3, %arg4, %arg5, %arg6 : (tensor<1x3x4x4x4xf32>, tensor<3x8x3x3x3xf32>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>, tensor<ui32>) -> tensor<1x8x9x9x9xf32>
  coreai.output
}
coreai.graph @sum_pool_2d(%arg0: tensor<1x3x8x8xf32>, %arg1: tensor<2xui32>, %arg2: tensor<2xui32>) {
  %0 = coreai.sum_pool_2d %arg0, %arg1, %arg1, %arg2 : (tensor<1x3x8x8xf32>, tensor<2xui32>, tensor<2xui32>, tensor<2xui32>) -> tensor<1x3x2x2xf32>
  coreai.output
}
coreai.graph @sum_pool_3d(%arg0: tensor<1x3x?x?x?xf32>, %arg1: tensor<3xui32>, %arg2: tensor<3xui32>, %arg3: tensor<3xui32>) {
  %0 = coreai.sum_pool_3d %arg0, %arg1, %arg2, %arg3 : (tensor<1x3x?x?x?xf32>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>) -> tensor<1x3x2x2x2xf32>
  coreai.output
}
coreai.graph @max_pool_2d(%arg0: tensor<1x3x4x4xf32>, %arg1: tensor<2xui32>, %arg2: tensor<2xui32>, %arg3: tensor<i1>) {
  %0 = coreai.max_pool_2d %arg0, %arg1, %arg1, %arg2, %arg3 : (tensor<1x3x4x4xf32>, tensor<2xui32>, tensor<2xui32>, tensor<2xui32>, tensor<i1>) -> tensor<1x3x2x2xf32>
  coreai.output
}
coreai.graph @max_pool_3d(%arg0: tensor<1x3x4x4x4xf32>, %arg1: tensor<3xui32>, %arg2: tensor<3xui32>, %arg3: tensor<i1>) {
  %0 = coreai.max_pool_3d %arg0, %arg1, %arg1, %arg2, %arg3 : (tensor<1x3x4x4x4xf32>, tensor<3xui32>, tensor<3xui32>, tensor<3xui32>, tensor<i1>) -> tensor<1x3x2x2x2xf32>
  coreai.output
}
coreai.graph @interpolate(%arg0: tensor<1x3x4x4xf32>, %arg1: tensor<4xsi32>, %arg2: tensor<4xf32>, %arg3: tensor<4xf32>) {
  %0 = coreai.interpolate %arg0, %arg1, %arg2, %arg3 {interpolation_mode = #coreai.interpolation_mode<linear>} : (tensor<1x3x4x4xf32>, tensor<4xsi32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x3x8x8xf32>
  coreai.output
}
coreai.graph @interpolate_coordinates(%arg0: tensor<3x8x8xf32>, %arg1: tensor<192x3xf32>) {
  %0 = coreai.interpolate_coordinates %arg0, %arg1 {interpolation_mode = #coreai.interpolation_mode<linear>} : (tensor<3x8x8xf32>, tensor<192x3xf32>) -> tensor<192xf32>
  coreai.output
}
coreai.graph @quantize(%arg0: tensor<1x64x1x64xf16>, %arg1: tensor<64xf16>, %arg2: tensor<64xsi8>, %arg3: tensor<64xf16>, %arg4: tensor<si32>) {
  %0 = coreai.quantize %arg0, %arg1, %arg2, %arg3, %arg4 : (tensor<1x64x1x64xf16>, tensor<64xf16>, tensor<64xsi8>, tensor<64xf16>, tensor<si32>) -> tensor<1x64x1x64xsi8>
  coreai.output
}

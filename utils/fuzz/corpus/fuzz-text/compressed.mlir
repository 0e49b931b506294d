00000000000000000000000000000000coreai.graph @main(%x: tensor<1x2x1x1xf16>, %c: tensor<i1>) -> tensor<1x4x1x1xf16> {
  %i = coreai.constant dense<[[[[0]], [[1]]], [[[2]], [[3]]], [[[1]], [[1]]], [[[0]], [[2]]]]> : tensor<4x2x1x1xui2>
  %l = coreai.constant dense<[[[[[[-1], [0], [1], [2]]]]]]> : tensor<1x1x1x1x4x1xsi8>
  %a = coreai.constant dense<0> : tensor<si16>
  %0 = coreai.lut_to_dense %i, %l, %a : (tensor<4x2x1x1xui2>, tensor<1x1x1x1x4x1xsi8>, tensor<si16>) -> tensor<4x2x1x1xsi8>
  %s = coreai.constant dense<0.5> : tensor<1x1x1x1xf16>
  %z = coreai.constant dense<0> : tensor<1x1x1x1xsi8>
  %m = coreai.constant dense<0.0> : tensor<1x1x1x1xf16>
  %w = coreai.blockwise_shift_scale %0, %s, %z, %m : (tensor<4x2x1x1xsi8>, tensor<1x1x1x1xf16>, tensor<1x1x1x1xsi8>, tensor<1x1x1x1xf16>) -> tensor<4x2x1x1xf16>
  %1 = coreai.constant dense<1> : tensor<2xui32>
  %g = coreai.constant dense<1> : tensor<ui32>
  %2 = coreai.conv2d %x, %w, %1, %1, %g : (tensor<1x2x1x1xf16>, tensor<4x2x1x1xf16>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x4x1x1xf16>
  %3 = coreai.if %c {
    coreai.yield %2 : tensor<1x4x1x1xf16>
  } else {
    %4 = coreai.decomposable.broadcasting_add %2, %2 : (tensor<1x4x1x1xf16>, tensor<1x4x1x1xf16>) -> tensor<1x4x1x1xf16>
    coreai.yield %4 : tensor<1x4x1x1xf16>
  } : tensor<i1> -> tensor<1x4x1x1xf16>
  coreai.output %3 : tensor<1x4x1x1xf16>
}

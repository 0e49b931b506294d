00000000000000000000000000000000coreai.graph @or(%arg0: tensor<2x3xi1>, %arg1: tensor<2x3xi1>) {
  %0 = coreai.or %arg0, %arg1 : (tensor<2x3xi1>, tensor<2x3xi1>) -> tensor<2x3xi1>
  coreai.output
}
coreai.graph @xor(%arg0: tensor<2x3xi1>, %arg1: tensor<2x3xi1>) {
  %0 = coreai.xor %arg0, %arg1 : (tensor<2x3xi1>, tensor<2x3xi1>) -> tensor<2x3xi1>
  coreai.output
}
coreai.graph @bitwise_and(%arg0: tensor<2x3xsi32>, %arg1: tensor<2x3xsi32>) {
  %0 = coreai.bitwise_and %arg0, %arg1 : (tensor<2x3xsi32>, tensor<2x3xsi32>) -> tensor<2x3xsi32>
  coreai.output
}
coreai.graph @bitwise_or(%arg0: tensor<2x3xsi32>, %arg1: tensor<2x3xsi32>) {
  %0 = coreai.bitwise_or %arg0, %arg1 : (tensor<2x3xsi32>, tensor<2x3xsi32>) -> tensor<2x3xsi32>
  coreai.output
}
coreai.graph @bitwise_xor(%arg0: tensor<2x3xsi32>, %arg1: tensor<2x3xsi32>) {
  %0 = coreai.bitwise_xor %arg0, %arg1 : (tensor<2x3xsi32>, tensor<2x3xsi32>) -> tensor<2x3xsi32>
  coreai.output
}
coreai.graph @select(%arg0: tensor<2x3xi1>, %arg1: tensor<2x3xf32>, %arg2: tensor<2x3xf32>) {
  %0 = coreai.select %arg0, %arg1, %arg2 : (tensor<2x3xi1>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @cast(%arg0: tensor<2x3xf32>) {
  %0 = coreai.cast %arg0 : tensor<2x3xf32> to tensor<2x3xf16>
  coreai.output
}
coreai.graph @reshape(%arg0: tensor<2x1xf32>, %arg1: tensor<1xui32>) {
  %0 = coreai.reshape %arg0, %arg1 : (tensor<2x1xf32>, tensor<1xui32>) -> tensor<2xf32>
  coreai.output
}
coreai.graph @expand_dims(%arg0: tensor<?x?xsi32>, %arg1: tensor<1xsi32>) {
  %0 = coreai.expand_dims %arg0, %arg1 : (tensor<?x?xsi32>, tensor<1xsi32>) to tensor<?x?x1xsi32>
  coreai.output
}
coreai.graph @shrink_dims(%arg0: tensor<?x1xf32>, %arg1: tensor<1xsi32>) {
  %0 = coreai.shrink_dims %arg0, %arg1 : (tensor<?x1xf32>, tensor<1xsi32>) to tensor<?xf32>
  coreai.output
}
coreai.graph @transpose(%arg0: tensor<3x4xf32>, %arg1: tensor<2xui32>) {
  %0 = coreai.transpose %arg0, %arg1 : (tensor<3x4xf32>, tensor<2xui32>) -> tensor<4x3xf32>
  coreai.output
}
coreai.graph @slice(%arg0: tensor<2xui32>, %arg1: tensor<1xsi32>, %arg2: tensor<1xsi32>) {
  %0 = coreai.slice %arg0, %arg1, %arg2, %arg2 : (tensor<2xui32>, tensor<1xsi32>, tensor<1xsi32>, tensor<1xsi32>) -> tensor<1xui32>
  coreai.output
}
coreai.graph @slice_update(%arg0: tensor<2x4x3xf32>, %arg1: tensor<2x2x3xf32>, %arg2: tensor<3xsi32>, %arg3: tensor<3xsi32>, %arg4: tensor<3xsi32>) {
  %0 = coreai.slice_update %arg0 with %arg1 at (%arg2, %arg3, %arg4) : (tensor<2x4x3xf32>, tensor<2x2x3xf32>, tensor<3xsi32>, tensor<3xsi32>, tensor<3xsi32>) to tensor<2x4x3xf32>
  coreai.output
}
coreai.graph @concat(%arg0: tensor<si32>, %arg1: tensor<4xui32>, %arg2: tensor<1xui32>) {
  %0 = coreai.concat %arg0, %arg1, %arg2 : (tensor<si32>, tensor<4xui32>, tensor<1xui32>) -> tensor<5xui32>
  coreai.output
}
coreai.graph @split(%arg0: tensor<4x3xf32>, %arg1: tensor<2xui32>, %arg2: tensor<si32>) {
  %0:2 = coreai.split %arg0, %arg1, %arg2 : (tensor<4x3xf32>, tensor<2xui32>, tensor<si32>) -> (tensor<2x3xf32>, tensor<2x3xf32>)
  coreai.output
}
coreai.graph @tile(%arg0: tensor<2x3xf32>, %arg1: tensor<2xui32>) {
  %0 = coreai.tile %arg0, %arg1 : (tensor<2x3xf32>, tensor<2xui32>) -> tensor<4x9xf32>
  coreai.output
}
coreai.graph @reverse(%arg0: tensor<2x3xf32>, %arg1: tensor<1xsi32>) {
  %0 = coreai.reverse %arg0, %arg1 : (tensor<2x3xf32>, tensor<1xsi32>) -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @broadcast_to(%arg0: tensor<?x3xf32>, %arg1: tensor<2xui32>) {
  %0 = coreai.broadcast_to %arg0, %arg1 : (tensor<?x3xf32>, tensor<2xui32>) -> tensor<?x3xf32>
  coreai.output
}
coreai.graph @broadcast_in_dims(%arg0: tensor<1x3xf32>, %arg1: tensor<1xui32>, %arg2: tensor<1xsi32>) {
  %0 = coreai.broadcast_in_dims %arg0, %arg1, %arg2 : (tensor<1x3xf32>, tensor<1xui32>, tensor<1xsi32>) -> tensor<2x3xf32>
  coreai.output
}

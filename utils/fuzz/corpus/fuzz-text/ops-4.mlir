00000000000000000000000000000000coreai.graph @broadcast_shapes(%arg0: tensor<2xui32>, %arg1: tensor<3xui32>) {
  %0 = coreai.broadcast_shapes %arg0, %arg1 : (tensor<2xui32>, tensor<3xui32>) -> tensor<3xui32>
  coreai.output
}
coreai.graph @pad(%arg0: tensor<2x3xf32>, %arg1: tensor<4xui32>, %arg2: tensor<f32>) {
  %0 = coreai.pad %arg0, %arg1, %arg2 mode = <constant> : (tensor<2x3xf32>, tensor<4xui32>, tensor<f32>) -> tensor<2x6xf32>
  coreai.output
}
coreai.graph @range(%arg0: tensor<si32>, %arg1: tensor<si32>, %arg2: tensor<si32>) {
  %0 = coreai.range %arg0, %arg1, %arg2 : (tensor<si32>, tensor<si32>, tensor<si32>) -> tensor<?xsi32>
  coreai.output
}
coreai.graph @reduce_max(%arg0: tensor<2x3xf32>, %arg1: tensor<1xsi32>) {
  %0 = coreai.reduce_max %arg0, %arg1 : (tensor<2x3xf32>, tensor<1xsi32>) -> tensor<2x1xf32>
  coreai.output
}
coreai.graph @reduce_min(%arg0: tensor<2x3xf32>, %arg1: tensor<1xsi32>) {
  %0 = coreai.reduce_min %arg0, %arg1 : (tensor<2x3xf32>, tensor<1xsi32>) -> tensor<2x1xf32>
  coreai.output
}
coreai.graph @reduce_mean(%arg0: tensor<2x3xf32>, %arg1: tensor<2xsi32>) {
  %0 = coreai.reduce_mean %arg0, %arg1 : (tensor<2x3xf32>, tensor<2xsi32>) -> tensor<1x1xf32>
  coreai.output
}
coreai.graph @reduce_sum(%arg0: tensor<2x5xf32>, %arg1: tensor<1xsi32>) {
  %0 = coreai.reduce_sum %arg0, %arg1 : (tensor<2x5xf32>, tensor<1xsi32>) -> tensor<2x1xf32>
  coreai.output
}
coreai.graph @reduce_product(%arg0: tensor<2xui32>, %arg1: tensor<1xsi32>) {
  %0 = coreai.reduce_product %arg0, %arg1 : (tensor<2xui32>, tensor<1xsi32>) -> tensor<1xui32>
  coreai.output
}
coreai.graph @any(%arg0: tensor<2x3xi1>, %arg1: tensor<2xsi32>) {
  %0 = coreai.any %arg0, %arg1 : (tensor<2x3xi1>, tensor<2xsi32>) -> tensor<1x1xi1>
  coreai.output
}
coreai.graph @all(%arg0: tensor<2x3xi1>, %arg1: tensor<2xsi32>) {
  %0 = coreai.all %arg0, %arg1 : (tensor<2x3xi1>, tensor<2xsi32>) -> tensor<1x1xi1>
  coreai.output
}
coreai.graph @argmax(%arg0: tensor<2x5xf32>, %arg1: tensor<si32>) {
  %0 = coreai.argmax %arg0, %arg1 : (tensor<2x5xf32>, tensor<si32>) -> tensor<2x1xui32>
  coreai.output
}
coreai.graph @softmax(%arg0: tensor<2x5xf32>, %arg1: tensor<si32>) {
  %0 = coreai.softmax %arg0, %arg1 : (tensor<2x5xf32>, tensor<si32>) -> tensor<2x5xf32>
  coreai.output
}
coreai.graph @sort(%arg0: tensor<2x5xf32>, %arg1: tensor<si32>, %arg2: tensor<i1>) {
  %0 = coreai.sort %arg0, %arg1, %arg2, %arg2 : (tensor<2x5xf32>, tensor<si32>, tensor<i1>, tensor<i1>) -> tensor<2x5xf32>
  coreai.output
}
coreai.graph @argsort(%arg0: tensor<2x5xf32>, %arg1: tensor<si32>, %arg2: tensor<i1>) {
  %0 = coreai.argsort %arg0, %arg1, %arg2, %arg2 : (tensor<2x5xf32>, tensor<si32>, tensor<i1>, tensor<i1>) -> tensor<2x5xsi32>
  coreai.output
}
coreai.graph @scan(%arg0: tensor<2x5xf32>, %arg1: tensor<ui32>, %arg2: tensor<i1>) {
  %0 = coreai.scan %arg0, %arg1, %arg2 combiner = <sum> : (tensor<2x5xf32>, tensor<ui32>, tensor<i1>) -> tensor<2x5xf32>
  coreai.output
}
coreai.graph @gather_nd(%arg0: tensor<10x4xf32>, %arg1: tensor<2x3x1xsi32>) {
  %0 = coreai.gather_nd %arg0 at %arg1 : (tensor<10x4xf32>, tensor<2x3x1xsi32>) to tensor<2x3x4xf32>
  coreai.output
}
coreai.graph @gather_along_axis(%arg0: tensor<2x3xf32>, %arg1: tensor<2x3xsi32>, %arg2: tensor<si32>) {
  %0 = coreai.gather_along_axis %arg0 at %arg1 along %arg2 : (tensor<2x3xf32>, tensor<2x3xsi32>, tensor<si32>) to tensor<2x3xf32>
  coreai.output
}
coreai.graph @scatter_along_axis(%arg0: tensor<3x5xf32>, %arg1: tensor<2x5xsi32>, %arg2: tensor<2x5xf32>, %arg3: tensor<si32>) {
  %0 = coreai.scatter_along_axis %arg0, %arg1, %arg2, %arg3 scatter_mode = <add> : (tensor<3x5xf32>, tensor<2x5xsi32>, tensor<2x5xf32>, tensor<si32>) -> tensor<3x5xf32>
  coreai.output
}

00000000000000000000000000000000coreai.graph @broadcasting_xor(%arg0: tensor<2xi1>, %arg1: tensor<2xi1>) {
  %0 = coreai.decomposable.broadcasting_xor %arg0, %arg1 : (tensor<2xi1>, tensor<2xi1>) -> tensor<2xi1>
  coreai.output
}
coreai.graph @broadcasting_bitwise_and(%arg0: tensor<2x3xsi32>, %arg1: tensor<2x3xsi32>) {
  %0 = coreai.decomposable.broadcasting_bitwise_and %arg0, %arg1 : (tensor<2x3xsi32>, tensor<2x3xsi32>) -> tensor<2x3xsi32>
  coreai.output
}
coreai.graph @broadcasting_bitwise_or(%arg0: tensor<2x3xsi32>, %arg1: tensor<2x3xsi32>) {
  %0 = coreai.decomposable.broadcasting_bitwise_or %arg0, %arg1 : (tensor<2x3xsi32>, tensor<2x3xsi32>) -> tensor<2x3xsi32>
  coreai.output
}
coreai.graph @broadcasting_bitwise_xor(%arg0: tensor<2x3xsi32>, %arg1: tensor<2x3xsi32>) {
  %0 = coreai.decomposable.broadcasting_bitwise_xor %arg0, %arg1 : (tensor<2x3xsi32>, tensor<2x3xsi32>) -> tensor<2x3xsi32>
  coreai.output
}
coreai.graph @broadcasting_where(%arg0: tensor<2x3xi1>, %arg1: tensor<2x3xf32>, %arg2: tensor<2x3xf32>) {
  %0 = coreai.decomposable.broadcasting_where %arg0, %arg1, %arg2 : (tensor<2x3xi1>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @broadcasting_batch_matmul(%arg0: tensor<2x4xf32>, %arg1: tensor<4x3xf32>) {
  %0 = coreai.decomposable.broadcasting_batch_matmul %arg0, %arg1 : (tensor<2x4xf32>, tensor<4x3xf32>) -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @batch_matmul(%arg0: tensor<2x24xf32>, %arg1: tensor<24x32xf32>) {
  %0 = coreai.batch_matmul %arg0, %arg1 : (tensor<2x24xf32>, tensor<24x32xf32>) -> tensor<2x32xf32>
  coreai.output
}
coreai.graph @add(%arg0: tensor<2x3xf32>, %arg1: tensor<2x3xf32>) {
  %0 = coreai.add %arg0, %arg1 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @mul(%arg0: tensor<2x3xf32>, %arg1: tensor<2x3xf32>) {
  %0 = coreai.mul %arg0, %arg1 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @not_equal(%arg0: tensor<2x3xf32>, %arg1: tensor<2x3xf32>) {
  %0 = coreai.not_equal %arg0, %arg1 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xi1>
  coreai.output
}
coreai.graph @greater(%arg0: tensor<2x3xf32>, %arg1: tensor<2x3xf32>) {
  %0 = coreai.greater %arg0, %arg1 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xi1>
  coreai.output
}
coreai.graph @sub(%arg0: tensor<2x3xf32>, %arg1: tensor<2x3xf32>) {
  %0 = coreai.sub %arg0, %arg1 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @divide(%arg0: tensor<2x3xf32>, %arg1: tensor<2x3xf32>) {
  %0 = coreai.divide %arg0, %arg1 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @floor_divide(%arg0: tensor<2x3xf32>, %arg1: tensor<2x3xf32>) {
  %0 = coreai.floor_divide %arg0, %arg1 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @modulo(%arg0: tensor<2x3xf32>, %arg1: tensor<2x3xf32>) {
  %0 = coreai.modulo %arg0, %arg1 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @pow(%arg0: tensor<2x3xf32>, %arg1: tensor<2x3xf32>) {
  %0 = coreai.pow %arg0, %arg1 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @maximum(%arg0: tensor<2x3xf32>, %arg1: tensor<2x3xf32>) {
  %0 = coreai.maximum %arg0, %arg1 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @minimum(%arg0: tensor<2x3xf32>, %arg1: tensor<2x3xf32>) {
  %0 = coreai.minimum %arg0, %arg1 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @equal(%arg0: tensor<2x3xf32>, %arg1: tensor<2x3xf32>) {
  %0 = coreai.equal %arg0, %arg1 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xi1>
  coreai.output
}
coreai.graph @and(%arg0: tensor<2x3xi1>, %arg1: tensor<2x3xi1>) {
  %0 = coreai.and %arg0, %arg1 : (tensor<2x3xi1>, tensor<2x3xi1>) -> tensor<2x3xi1>
  coreai.output
}

00000000000000000000000000000000coreai.graph @constant() {
  %0 = coreai.constant dense<[1, 1, 3]> : tensor<3xui32>
  coreai.output
}
coreai.graph @create_token() {
  %0 = coreai.create_token : !coreai.token
  coreai.output
}
coreai.graph @read_handle(%arg0: !coreai.handle<tensor<1x4xf32>>, %arg1: !coreai.token) {
  %value, %next = coreai.read_handle %arg0, %arg1 : (<tensor<1x4xf32>>, !coreai.token) -> (tensor<1x4xf32>, !coreai.token)
  coreai.output
}
coreai.graph @write_handle(%arg0: !coreai.handle<tensor<1x4xf32>>, %arg1: tensor<1x4xf32>, %arg2: !coreai.token) {
  %0 = coreai.write_handle %arg0, %arg1, %arg2 : (<tensor<1x4xf32>>, tensor<1x4xf32>, !coreai.token) -> !coreai.token
  coreai.output
}
coreai.graph @abs(%arg0: tensor<2x3xf32>) {
  %0 = coreai.abs %arg0 : tensor<2x3xf32> -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @acos(%arg0: tensor<2x3xf32>) {
  %0 = coreai.acos %arg0 : tensor<2x3xf32> -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @acosh(%arg0: tensor<2x3xf32>) {
  %0 = coreai.acosh %arg0 : tensor<2x3xf32> -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @asin(%arg0: tensor<2x3xf32>) {
  %0 = coreai.asin %arg0 : tensor<2x3xf32> -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @asinh(%arg0: tensor<2x3xf32>) {
  %0 = coreai.asinh %arg0 : tensor<2x3xf32> -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @atan(%arg0: tensor<2x3xf32>) {
  %0 = coreai.atan %arg0 : tensor<2x3xf32> -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @atanh(%arg0: tensor<2x3xf32>) {
  %0 = coreai.atanh %arg0 : tensor<2x3xf32> -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @cos(%arg0: tensor<2x3xf32>) {
  %0 = coreai.cos %arg0 : tensor<2x3xf32> -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @cosh(%arg0: tensor<2x3xf32>) {
  %0 = coreai.cosh %arg0 : tensor<2x3xf32> -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @erf(%arg0: tensor<2x3xf32>) {
  %0 = coreai.erf %arg0 : tensor<2x3xf32> -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @exp(%arg0: tensor<2x3xf32>) {
  %0 = coreai.exp %arg0 : tensor<2x3xf32> -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @log(%arg0: tensor<2x3xf32>) {
  %0 = coreai.log %arg0 : tensor<2x3xf32> -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @round(%arg0: tensor<2x3xf32>) {
  %0 = coreai.round %arg0 : tensor<2x3xf32> -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @rsqrt(%arg0: tensor<2x3xf32>) {
  %0 = coreai.rsqrt %arg0 : tensor<2x3xf32> -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @sin(%arg0: tensor<2x3xf32>) {
  %0 = coreai.sin %arg0 : tensor<2x3xf32> -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @sinh(%arg0: tensor<2x3xf32>) {
  %0 = coreai.sinh %arg0 : tensor<2x3xf32> -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @sqrt(%arg0: tensor<2x3xf32>) {
  %0 = coreai.sqrt %arg0 : tensor<2x3xf32> -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @tan(%arg0: tensor<2x3xf32>) {
  %0 = coreai.tan %arg0 : tensor<2x3xf32> -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @tanh(%arg0: tensor<2x3xf32>) {
  %0 = coreai.tanh %arg0 : tensor<2x3xf32> -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @not(%arg0: tensor<2x3xi1>) {
  %0 = coreai.not %arg0 : tensor<2x3xi1> -> tensor<2x3xi1>
  coreai.output
}
coreai.graph @gelu(%arg0: tensor<2x3xf32>) {
  %0 = coreai.gelu %arg0 approximate = <tanh> : tensor<2x3xf32> -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @get_shape(%arg0: tensor<?x?xf32>) {
  %0 = coreai.get_shape %arg0 : tensor<?x?xf32> -> tensor<2xui32>
  coreai.output
}
coreai.graph @non_zero(%arg0: tensor<2x3xf32>) {
  %0 = coreai.non_zero %arg0 : tensor<2x3xf32> -> tensor<?x2xsi32>
  coreai.output
}
coreai.graph @relu(%arg0: tensor<2x3xf32>) {
  %0 = coreai.relu %arg0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @sigmoid(%arg0: tensor<2x3xf32>) {
  %0 = coreai.sigmoid %arg0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  coreai.output
}

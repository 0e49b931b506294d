00000000000000000000000000000000coreai.graph @silu(%arg0: tensor<2x3xf32>) {
  %0 = coreai.silu %arg0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @real_part(%arg0: tensor<2x3xcomplex<f32>>) {
  %0 = coreai.real_part %arg0 : (tensor<2x3xcomplex<f32>>) -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @imaginary_part(%arg0: tensor<2x3xcomplex<f32>>) {
  %0 = coreai.imaginary_part %arg0 : (tensor<2x3xcomplex<f32>>) -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @create_complex(%arg0: tensor<2x3xf32>, %arg1: tensor<2x3xf32>) {
  %0 = coreai.create_complex %arg0, %arg1 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xcomplex<f32>>
  coreai.output
}
coreai.graph @neg(%arg0: tensor<2x3xf32>) {
  %0 = coreai.neg %arg0 : tensor<2x3xf32> -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @copy(%arg0: tensor<2x3xf32>) {
  %0 = coreai.copy %arg0 : tensor<2x3xf32> -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @broadcasting_add(%arg0: tensor<2x3xf32>, %arg1: tensor<2x3xf32>) {
  %0 = coreai.decomposable.broadcasting_add %arg0, %arg1 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @broadcasting_sub(%arg0: tensor<2x5xf32>, %arg1: tensor<2x1xf32>) {
  %0 = coreai.decomposable.broadcasting_sub %arg0, %arg1 : (tensor<2x5xf32>, tensor<2x1xf32>) -> tensor<2x5xf32>
  coreai.output
}
coreai.graph @broadcasting_mul(%arg0: tensor<1x3x4x4xf32>, %arg1: tensor<1x3x1x1xf32>) {
  %0 = coreai.decomposable.broadcasting_mul %arg0, %arg1 : (tensor<1x3x4x4xf32>, tensor<1x3x1x1xf32>) -> tensor<1x3x4x4xf32>
  coreai.output
}
coreai.graph @broadcasting_divide(%arg0: tensor<1x3x2x2xf32>, %arg1: tensor<f32>) {
  %0 = coreai.decomposable.broadcasting_divide %arg0, %arg1 : (tensor<1x3x2x2xf32>, tensor<f32>) -> tensor<1x3x2x2xf32>
  coreai.output
}
coreai.graph @broadcasting_floor_divide(%arg0: tensor<2x3xf32>, %arg1: tensor<f32>) {
  %0 = coreai.decomposable.broadcasting_floor_divide %arg0, %arg1 : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @broadcasting_modulo(%arg0: tensor<2x3xf32>, %arg1: tensor<2x3xf32>) {
  %0 = coreai.decomposable.broadcasting_modulo %arg0, %arg1 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @broadcasting_pow(%arg0: tensor<f32>, %arg1: tensor<2x3xf32>) {
  %0 = coreai.decomposable.broadcasting_pow %arg0, %arg1 : (tensor<f32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @broadcasting_maximum(%arg0: tensor<2x3xf32>, %arg1: tensor<f32>) {
  %0 = coreai.decomposable.broadcasting_maximum %arg0, %arg1 : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @broadcasting_minimum(%arg0: tensor<2x3xf32>, %arg1: tensor<f32>) {
  %0 = coreai.decomposable.broadcasting_minimum %arg0, %arg1 : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xf32>
  coreai.output
}
coreai.graph @broadcasting_equal(%arg0: tensor<2x3xf32>, %arg1: tensor<f32>) {
  %0 = coreai.decomposable.broadcasting_equal %arg0, %arg1 : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xi1>
  coreai.output
}
coreai.graph @broadcasting_not_equal(%arg0: tensor<2x3xf32>, %arg1: tensor<f32>) {
  %0 = coreai.decomposable.broadcasting_not_equal %arg0, %arg1 : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xi1>
  coreai.output
}
coreai.graph @broadcasting_greater(%arg0: tensor<1x1xf32>, %arg1: tensor<f32>) {
  %0 = coreai.decomposable.broadcasting_greater %arg0, %arg1 : (tensor<1x1xf32>, tensor<f32>) -> tensor<1x1xi1>
  coreai.output
}
coreai.graph @broadcasting_and(%arg0: tensor<2xi1>, %arg1: tensor<2xi1>) {
  %0 = coreai.decomposable.broadcasting_and %arg0, %arg1 : (tensor<2xi1>, tensor<2xi1>) -> tensor<2xi1>
  coreai.output
}
coreai.graph @broadcasting_or(%arg0: tensor<2x3xi1>, %arg1: tensor<2x3xi1>) {
  %0 = coreai.decomposable.broadcasting_or %arg0, %arg1 : (tensor<2x3xi1>, tensor<2x3xi1>) -> tensor<2x3xi1>
  coreai.output
}

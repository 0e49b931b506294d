00000000000000000000000000000000coreai.graph private noinline @f(%x: tensor<?x2xf32>) -> tensor<?x2xf32> attributes {composite_decl = #coreai.composite_declaration<"f" = {op_attrs = {version = 1 : si64}}>} {
  %p = coreai.constant dense<[1, 0]> : tensor<2xui32>
  %w = coreai.constant dense<[[1.0, 2.0], [3.0, 4.5]]> : tensor<2x2xf32>
  %t = coreai.transpose %w, %p : (tensor<2x2xf32>, tensor<2xui32>) -> tensor<2x2xf32>
  %0 = coreai.decomposable.broadcasting_batch_matmul %x, %t : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  coreai.output %0 : tensor<?x2xf32>
}
coreai.graph @main(%x: tensor<?x2xf32>, %h: !coreai.handle<tensor<1x4xf32>>) -> (tensor<?x2xf32>, !coreai.token) {
  %0 = coreai.invoke @f(%x)  : (tensor<?x2xf32>) -> tensor<?x2xf32>
  %1 = coreai.create_token : !coreai.token
  %2, %3 = coreai.read_handle %h, %1 : (<tensor<1x4xf32>>, !coreai.token) -> (tensor<1x4xf32>, !coreai.token)
  coreai.output %0, %3 : tensor<?x2xf32>, !coreai.token
}

// Every op as Core AI's tools print it, an example of each in printed form: what
// comes back, through text and through bytecode, has to be the file itself.
//
// RUN: grep -v '^ *//' %s > %t.expected
// RUN: echo "" >> %t.expected
// RUN: coreai-opt %s | diff %t.expected -
// RUN: coreai-opt %s --emit-bytecode | coreai-opt | diff %t.expected -
// RUN: coreai-opt %s --emit-bytecode --emit-bytecode-version=4 | coreai-opt | diff %t.expected -
// RUN: coreai-opt %s --mlir-print-op-generic | coreai-opt | diff %t.expected -
module {
  coreai.graph @constant() {
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
  coreai.graph @silu(%arg0: tensor<2x3xf32>) {
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
  coreai.graph @broadcasting_xor(%arg0: tensor<2xi1>, %arg1: tensor<2xi1>) {
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
  coreai.graph @or(%arg0: tensor<2x3xi1>, %arg1: tensor<2x3xi1>) {
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
  coreai.graph @broadcast_shapes(%arg0: tensor<2xui32>, %arg1: tensor<3xui32>) {
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
  coreai.graph @conv2d(%arg0: tensor<1x3x8x8xf32>, %arg1: tensor<8x3x3x3xf32>, %arg2: tensor<2xui32>, %arg3: tensor<ui32>) {
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
  coreai.graph @dequantize(%arg0: tensor<1x64x1x64xsi8>, %arg1: tensor<64xf16>, %arg2: tensor<64xsi8>, %arg3: tensor<64xf16>, %arg4: tensor<si32>) {
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
}

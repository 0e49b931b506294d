00000000000000000000000000000000coreai.graph @main(%x: tensor<2x3xf16> {coreai.name = "x"}) -> (tensor<2x4xf16> {coreai.name = "y"}) attributes {__coreai_pure__} {
  %w = coreai.constant {coreai.palettize = {n_bits = 2}} dense_resource<w> : tensor<3x4xf16>
  %0 = coreai.batch_matmul %x, %w : (tensor<2x3xf16>, tensor<3x4xf16>) -> tensor<2x4xf16>
  coreai.output %0 : tensor<2x4xf16>
}
{-#
  dialect_resources: {
    builtin: {
      w: "0x10000000003C0040004200440045004600470048803C4038003C0040"
    }
  }
#-}

// Weights behind views and calls get the tables that they would get without; what
// is no weight behind them stays, and never fails strict.
//
// RUN: coreai-opt %s --coreai-palettize="weight_num_threshold=100 granularity=per_channel n_bits=3 strict=true report=%t.json" -o %t.mlir 2>&1 | FileCheck %s --check-prefix=SUMMARY
// RUN: FileCheck %s --input-file=%t.mlir
// RUN: %python %S/Inputs/verdicts.py %t.json | FileCheck %s --check-prefix=REPORT

// SUMMARY: palettized 2 of 6 float constants: 768 bytes became 912 (118.8 %), 19.00 bits per weight; 1.0 kB of float constants left as they were: 512 bytes consumer, 256 bytes position-table, 256 bytes mask

// Tables of experts: one for each output channel of each, though the input
// channels' axis lies between.
// CHECK: dense<2> : tensor<si16>
// CHECK: coreai.lut_to_dense {{.*}} : (tensor<4x8x8xui3>, tensor<4x1x8x8x1xf16>, tensor<si16>) -> tensor<4x8x8xf16>
// CHECK: coreai.lut_to_dense {{.*}} : (tensor<16x8xui3>, tensor<16x1x8x1xf16>, tensor<si16>) -> tensor<16x8xf16>

// REPORT: experts: palettized
// REPORT-NEXT: lstm: palettized
// REPORT-NEXT: bias: skipped consumer (coreai.add reads it, and declares no weight there; give that op a constant of its own if it is a weight elsewhere)
// REPORT-NEXT: cosines: skipped position-table (coreai.gather_nd picks rows that are multiplied with activations, as cosines of positions are; set something for it by a rule or an attribute if it is a weight)
// REPORT-NEXT: mask: skipped mask (element 3 is -inf, and rows are picked from it; there is nothing to do for a mask)
// REPORT-NEXT: causal: skipped consumer (coreai.add reads it, and declares no weight there; give that op a constant of its own if it is a weight elsewhere)

// Eight values to a table of eight: what comes back is what went in, wherever its
// axes lie, also from groups, whose tables have 16 values.
// RUN: coreai-compare %s %t.mlir | FileCheck %s --check-prefix=EXACT
// RUN: coreai-opt %s --coreai-palettize="weight_num_threshold=100 granularity=per_grouped_channel group_size=2 n_bits=4" -o %t.groups.mlir
// RUN: coreai-compare %s %t.groups.mlir | FileCheck %s --check-prefix=EXACT
// EXACT: experts 4x8x8xf16 {{.*}} exact
// EXACT: lstm 16x8xf16 {{.*}} exact
// EXACT: compared 6 weights
// EXACT-NOT: differ:
// RUN: FileCheck %s --check-prefix=GROUPS --input-file=%t.groups.mlir
// GROUPS: (tensor<4x8x8xui4>, tensor<4x1x4x16x1xf16>, tensor<si16>) -> tensor<4x8x8xf16>

// Vectors and scales of channels, too: decoding is checked by the pass itself.
// RUN: coreai-opt %s --coreai-palettize="weight_num_threshold=100 granularity=per_grouped_channel group_size=4 n_bits=2 cluster_dim=2" -o - | FileCheck %s --check-prefix=VECTORS
// VECTORS: (tensor<4x8x4xui2>, tensor<4x1x2x4x2xf16>, tensor<si16>) -> tensor<4x8x8xf16>
// RUN: coreai-opt %s --coreai-palettize="weight_num_threshold=100 granularity=per_grouped_channel group_size=4 n_bits=2 lut_dtype=int8 enable_per_channel_scale=true" -o - | FileCheck %s --check-prefix=SCALES
// SCALES: (tensor<4x8x8xui2>, tensor<4x1x2x4x1xsi8>, tensor<si16>) -> tensor<4x8x8xsi8>
// SCALES: coreai.blockwise_shift_scale {{.*}} : (tensor<4x8x8xsi8>, tensor<4x1x8xf16>, tensor<4x1x8xsi8>, tensor<4x1x8xf16>) -> tensor<4x8x8xf16>

// An attribute makes a table of positions a weight.
// RUN: sed 's/dense_resource<cosines>/{coreai.palettize = {n_bits = 2}} dense_resource<cosines>/' %s > %t.asked.mlir
// RUN: coreai-opt %t.asked.mlir --coreai-palettize="weight_num_threshold=100 report=%t.asked.json" -o /dev/null
// RUN: %python %S/Inputs/verdicts.py %t.asked.json | FileCheck %s --check-prefix=ASKED
// ASKED: cosines: palettized

// What is covered can be asked for.
// RUN: not coreai-opt %s --coreai-palettize="weight_num_threshold=100 min_coverage=50" -o %t.none.mlir 2>&1 | FileCheck %s --check-prefix=COVERAGE
// RUN: not ls %t.none.mlir
// COVERAGE: error: 42.9 % of the bytes of float constants are palettized, which min_coverage=50 makes an error; left as they were: 512 bytes consumer, 256 bytes position-table, 256 bytes mask
// RUN: coreai-opt %s --coreai-palettize="weight_num_threshold=100 min_coverage=42" -o /dev/null
// RUN: not coreai-opt %s --coreai-palettize="min_coverage=101" 2>&1 | FileCheck %s --check-prefix=RANGE
// RANGE: min_coverage is 0 to 100 percent, got 101

coreai.graph @main(%x: tensor<4x2x8xf16>, %h: tensor<2x8xf16>, %i: tensor<2x1xsi32>, %a: tensor<2x8xf16>, %s: tensor<8x16xf16>) {
  %e = coreai.constant dense_resource<experts> : tensor<4x8x8xf16>
  %0 = coreai.batch_matmul %x, %e : (tensor<4x2x8xf16>, tensor<4x8x8xf16>) -> tensor<4x2x8xf16>
  %w = coreai.constant dense_resource<lstm> : tensor<16x8xf16>
  %1 = coreai.invoke @lstm_0(%h, %w)  : (tensor<2x8xf16>, tensor<16x8xf16>) -> tensor<2x16xf16>
  %b = coreai.constant dense_resource<bias> : tensor<16x8xf16>
  %p = coreai.constant dense<[1, 0]> : tensor<2xui32>
  %bt = coreai.transpose %b, %p : (tensor<16x8xf16>, tensor<2xui32>) -> tensor<8x16xf16>
  %2 = coreai.add %s, %bt : (tensor<8x16xf16>, tensor<8x16xf16>) -> tensor<8x16xf16>
  %c = coreai.constant dense_resource<cosines> : tensor<16x8xf16>
  %g = coreai.gather_nd %c at %i : (tensor<16x8xf16>, tensor<2x1xsi32>) to tensor<2x8xf16>
  %3 = coreai.mul %g, %a : (tensor<2x8xf16>, tensor<2x8xf16>) -> tensor<2x8xf16>
  %m = coreai.constant dense_resource<mask> : tensor<16x8xf16>
  %r = coreai.gather_nd %m at %i : (tensor<16x8xf16>, tensor<2x1xsi32>) to tensor<2x8xf16>
  %4 = coreai.add %r, %a : (tensor<2x8xf16>, tensor<2x8xf16>) -> tensor<2x8xf16>
  %n = coreai.constant dense_resource<causal> : tensor<16x8xf16>
  %nt = coreai.transpose %n, %p : (tensor<16x8xf16>, tensor<2xui32>) -> tensor<8x16xf16>
  %5 = coreai.add %s, %nt : (tensor<8x16xf16>, tensor<8x16xf16>) -> tensor<8x16xf16>
  coreai.output
}
coreai.graph private noinline @lstm_0(%x: tensor<2x8xf16>, %w: tensor<16x8xf16>) -> tensor<2x16xf16> attributes {composite_decl = #coreai.composite_declaration<"lstm" = {input_names = ["x", "w"], op_attrs = {}, output_names = ["output"]}>} {
  %p = coreai.constant dense<[1, 0]> : tensor<2xui32>
  %t = coreai.transpose %w, %p : (tensor<16x8xf16>, tensor<2xui32>) -> tensor<8x16xf16>
  %y = coreai.batch_matmul %x, %t : (tensor<2x8xf16>, tensor<8x16xf16>) -> tensor<2x16xf16>
  coreai.output %y : tensor<2x16xf16>
}
{-# dialect_resources: { builtin: {
  experts: "0x04000000102e003d73bbf03b25b42fb4993f0b317fa9d639823ce5a7b438cabbdeb503b754bd09be82bea3b385b120b56d2c58bd16ad9f33023ac5ba66b608c007b865c0adbd683c67c0633a3f35ffb4593738382f3c5fb3bdb8d6b8e4bbc0a949ba463c7abf60bca0bb30c09c3fd1c088b434b8a03ef1bf4a3cdab9f8b05eb920398dbc0dada8355c3fd0c01a3e963bbdb7e13475b7963eb532e6b24cb365b2a7b108bb1e40a5bf36c3ddafb1b0f5358bb2bdb05135bf3b2bb7f7b5c33f3d38e2bba640353ab6b8b3bcc634a8ba3bbc2fbd0db86e3cf0b6ccbd5a39342cc03acf3c66b1a3b0d3a98abc5a397d3d903199b329b43fba6eba6ab6bcbaffb64fbe9a35492a9cbc99c0f99f6a3cdeb9bab78cb83a3954bbe33bd9b4663b2c2867b3eabd7fb92eb44739d73393b98e36e63bc1b006b74db67c3a4f3870bb0036aeb702baf53c923acdb9142d03381eb9b5af563928bf3e35e93909385ebd1935e8ba8f38d638ed321fbabbb8d53a31bbef37173875b4ca407d2c4b4008c07dc0db3b1739ffb4dbaa9dbf08b922bc19b3173bc82af33596b9f6b62d2f84b40f3d02bb903fd9bb3d3c2fba983e5e305f36f53914b92bbc0ec0e13c92b9bcb8eba7f43feabefb3356b6413832bf5db6b93a3c3e633ed7ba002b08af81bdc3bd0e3adc3390b0dd3c02bc36381b2198abd837a13145344034c13ff9b40d3cde3898b55e3adcbaa43c",
  lstm: "0x040000007abad6b72b35a93a433b263ba1b2a6bb6638d4349fbbca3b5f32a9bb0f374dbd05bb70363bbed22868bde639d1b9d83103be82b5943b51375bbf653b233b05b6ab3d3dbc77ad753c3e3d1f3d60bc1fbf4336babd35b020bd3f3c6e3a73386324dd29c3b42236fb335937dcb6983f8434943d533d08bbbfbe073d33b63f2d26b42f30c2bc9bae6cb7c7a3acc0913a4f35e8bee0b9f8270839d50c893db42500bc69b9f339e8b8ba3a153cb538123c90b1efa0bcb8e2b843be72b849bcb6bdb030463778b5793d873b2e3cd5b8f8bd7738ee34cf39ab360b3d9cb457392abb9ec01cb7ff3db4be113c70b966b69929c732cbbb0a301a37ae3a09ba353ea13fd440",
  bias: "0x040000005dbd883170bf0d36713899bc58befe31063957ba2fb40dc1a8b9b430dc30553e91bc81c03c37bbb89534c039ce38c43d693da9be08ac004083b6bc3b26abb9b6553e2b3cccb3423b41bdcdb9383bff2840bc33374435243da83b6ab4c0b76fb056b3d93d5a3e6e3d1236d6b33a3b96b59033aabec7b6c33d1bbcf8bd3eb1ab3ece3dc1b5a5b712af73bb9628cdb4e8bda3b81cb4e3ba7abc3e3b953f98b4cbb6053856b343ba913d2abcd9b951b914bb9fb39b38c43d4d39822801bddbab88bb41aed43b8932bdb207bab6a5172f6dbb0bb80e3ba5be17b7abbc303ed7381d3857369634ac3457be2034c138b6bd993a563917be8bb7ebb437b841361bbd28b3",
  cosines: "0x040000003433cc39412ac1b38639f6bf783becb401bddeb656bf17c03cb539bade3917bb2ebdaabbdd3e8c26e4b8ecbb65bc43b1d6369b3c963c5a3446b9e2baa0c013bcba366bb5e23564bd2e3bba345c29683679c076b82cbb403fdbb10ab8d33a37bcb13d9fb995ab53bb763a58c087398fba582a9bbc5133fc31b8380835fc38f23b3ab6b8bc1cbd723905b6353cc8290cbc3e3bc53fcbb183bbc4ba1e3baeb87db67a39f3215f2f5bb81cb93f31f430bd38fdb786359d37502d90380b3c5732ff2cc1bb4135fbadf6b49aba97381e41ed36872dfc36bdb81b2e4db922b9703356332daf5bba38345abc2c3a89b568084a3a74382dbdf6b3e1355abccfc095ac00aa",
  mask: "0x04000000d836472d323000fcab33803dc137573847b67e3cf6b1e73937c0da3335ae5fb7253d7a3685b033b8803ffa393f3918ba373d77384eb4acae7fbe35395cbcbc3a06b7f7b8e635be3280bcc3acd83801b45dbdc0b3acbb9cb8fc29beaab0b299be903560b27eb6f730ae3f24bd68be143a4aba2f3dd8bbb9b7a73a433b11373f3724b004b77cb20f3da239bd240e359b3ab63c36b005ad43353041b0330d3d1abebf3a97bd4dbc0ab989b0b531d6352533f4b6274143364e390540af3b983821356a3f4abc9bbba4300bc02cba7a3c4fb734317e399ebc4e34fdb855bc5bb412ab5bb63bb9943b923c69382eae2dbc81ba62bca3323f3b3a3b2fa616b6a731b62f",
  causal: "0x04000000b638d83d6ab900fc254029c00ebfffbd10bc6bb318408bb9603cbcb5ce300bbc7f40e1a8dfb88140bd3196369eb094baabbd93b1673eac3689b1333c63bb743d3fa495ba6039153874b5d132c13b923db6ba36c10e402bb49cb6d036c5b6213cefbc7db2fbbc0b3ed4b35a3c7f3dbdbc00b3b439582a44b0ac3a3d3bb2b84db02339b6327d3072bcf63e49b33e3474a8242cc930a0baff35c53c5d36bf39b0370228333f69b91c36143ca1342dbc4fbc343e99bb90205238e62d0dbf88bfb1ae23ba26b4cd2d2d314fbdadbe773bfeb8a8bcedbf413800bd27bcf438db34783808bdb1c1d7bbc7b444b9113bbc3526bc7f38b5b0b6b7763ca4be1b3c563c17c0"
} } #-}

// What this build doesn't know passes through: ops of a newer compiler, in
// generic form, and attributes and encodings of sibling dialects.
//
// RUN: coreai-opt %s --canonicalize --cse --symbol-dce | FileCheck %s
// RUN: coreai-opt %s --emit-bytecode | coreai-opt --coreai-palettize | FileCheck %s
// RUN: coreai-opt %s --emit-bytecode --emit-bytecode-version=4 | coreai-opt | FileCheck %s
// RUN: %mlir-opt --allow-unregistered-dialect --load-dialect-plugin=%coreai_plugin %s | FileCheck %s
//
// Bytecode carries the dialect's version, so a tool without the dialect refuses
// it rather than read it wrongly.
// RUN: coreai-opt %s --emit-bytecode -o %t.mlirbc
// RUN: not %mlir-opt --allow-unregistered-dialect %t.mlirbc 2>&1 | FileCheck %s --check-prefix=WITHOUT
// WITHOUT: error: dialect 'coreai' does not implement the bytecode interface, but found a version entry

// CHECK-LABEL: coreai.graph @main
// CHECK-SAME:    tensor<2x3xf16, #coreaix.hw_constraints<MTLBuffer, alignments: [1x1x1], interleave: [1x1]>>
coreai.graph @main(%x: tensor<2x3xf16, #coreaix.hw_constraints<MTLBuffer, alignments: [1x1x1], interleave: [1x1]>>) -> tensor<2x3xf16> {
  // CHECK: "coreai.from_the_future"(%{{.*}}) {mode = "fast", taps = [1 : si64, 2 : si64]}
  %0 = "coreai.from_the_future"(%x) {mode = "fast", taps = [1 : si64, 2 : si64]} : (tensor<2x3xf16, #coreaix.hw_constraints<MTLBuffer, alignments: [1x1x1], interleave: [1x1]>>) -> tensor<2x3xf16>
  // CHECK: "udml.trace"() {note = "kept"}
  "udml.trace"() {note = "kept"} : () -> ()
  coreai.output %0 : tensor<2x3xf16>
}

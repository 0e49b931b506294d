// Who finally reads a constant, and which of its axes that takes for what: seen
// through everything that passes elements on.
//
// RUN: coreai-opt %s -split-input-file --coreai-print-weights -o /dev/null 2>&1 | FileCheck %s

// An f32 weight that is rounded and transposed.
// CHECK-LABEL: storage 'cast' tensor<4x8xf32>, 128 bytes, 1 constant
// CHECK-NEXT:  coreai.batch_matmul operand 1 in @main through coreai.cast, coreai.transpose: output 0, input 1
coreai.graph @main(%x: tensor<2x8xf16>) -> tensor<2x4xf16> {
  %w = coreai.constant dense_resource<cast> : tensor<4x8xf32>
  %c = coreai.cast %w : tensor<4x8xf32> to tensor<4x8xf16>
  %p = coreai.constant dense<[1, 0]> : tensor<2xui32>
  %t = coreai.transpose %c, %p : (tensor<4x8xf16>, tensor<2xui32>) -> tensor<8x4xf16>
  %y = coreai.batch_matmul %x, %t : (tensor<2x8xf16>, tensor<8x4xf16>) -> tensor<2x4xf16>
  coreai.output %y : tensor<2x4xf16>
}
{-# dialect_resources: { builtin: {
  cast: "0x040000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
} } #-}

// -----

// An axis that is taken apart: channels within heads; and two that are joined.
// CHECK-LABEL: storage 'weight' tensor<4x8xf32>
// CHECK-NEXT:  coreai.batch_matmul operand 1 in @heads through coreai.reshape: output 1, input 0/1%2, batch 0/2%2
// CHECK-LABEL: storage 'weight' tensor<8x2x4xf32>
// CHECK-NEXT:  coreai.batch_matmul operand 1 in @heads through coreai.reshape: output 1 x 2, input 0
coreai.graph @heads(%x: tensor<2x3x2xf32>, %z: tensor<3x8xf32>) {
  %w = coreai.constant dense<1.0> : tensor<4x8xf32>
  %s = coreai.constant dense<[2, 2, 8]> : tensor<3xsi32>
  %r = coreai.reshape %w, %s : (tensor<4x8xf32>, tensor<3xsi32>) -> tensor<2x2x8xf32>
  %y = coreai.batch_matmul %x, %r : (tensor<2x3x2xf32>, tensor<2x2x8xf32>) -> tensor<2x3x8xf32>
  %v = coreai.constant dense<2.0> : tensor<8x2x4xf32>
  %q = coreai.constant dense<[8, 8]> : tensor<2xsi32>
  %j = coreai.reshape %v, %q : (tensor<8x2x4xf32>, tensor<2xsi32>) -> tensor<8x8xf32>
  %u = coreai.batch_matmul %z, %j : (tensor<3x8xf32>, tensor<8x8xf32>) -> tensor<3x8xf32>
  coreai.output
}

// -----

// Halves of a weight, by slice and split; an axis that is added; one that is
// reversed.
// CHECK-LABEL: storage 'weight' tensor<4x8xf32>
// CHECK-DAG:   coreai.batch_matmul operand 1 in @parts through coreai.slice: output part of 1, input 0
// CHECK-DAG:   coreai.batch_matmul operand 1 in @parts through coreai.split: output part of 1, input 0
// CHECK-DAG:   coreai.batch_matmul operand 1 in @parts through coreai.expand_dims: output 1, input 0, batch none
// CHECK-DAG:   coreai.batch_matmul operand 1 in @parts through coreai.reverse: output part of 1, input 0
// CHECK-DAG:   coreai.batch_matmul operand 1 in @parts through coreai.concat: output part of 1, input 0
// CHECK-DAG:   coreai.batch_matmul operand 1 in @parts through coreai.expand_dims, coreai.broadcast_to: output 1, input 0, batch none
coreai.graph @parts(%x: tensor<2x4xf32>, %b: tensor<1x2x4xf32>, %d: tensor<3x2x4xf32>, %m: tensor<4x2xf32>) {
  %w = coreai.constant dense<1.0> : tensor<4x8xf32>
  %zero = coreai.constant dense<0> : tensor<2xsi32>
  %end = coreai.constant dense<[4, 5]> : tensor<2xsi32>
  %one = coreai.constant dense<1> : tensor<2xsi32>
  %s = coreai.slice %w, %zero, %end, %one : (tensor<4x8xf32>, tensor<2xsi32>, tensor<2xsi32>, tensor<2xsi32>) -> tensor<4x5xf32>
  %0 = coreai.batch_matmul %x, %s : (tensor<2x4xf32>, tensor<4x5xf32>) -> tensor<2x5xf32>
  %sizes = coreai.constant dense<[2, 6]> : tensor<2xui32>
  %axis = coreai.constant dense<1> : tensor<si32>
  %h:2 = coreai.split %w, %sizes, %axis : (tensor<4x8xf32>, tensor<2xui32>, tensor<si32>) -> (tensor<4x2xf32>, tensor<4x6xf32>)
  %1 = coreai.batch_matmul %x, %h#1 : (tensor<2x4xf32>, tensor<4x6xf32>) -> tensor<2x6xf32>
  %first = coreai.constant dense<0> : tensor<1xsi32>
  %e = coreai.expand_dims %w, %first : (tensor<4x8xf32>, tensor<1xsi32>) to tensor<1x4x8xf32>
  %2 = coreai.batch_matmul %b, %e : (tensor<1x2x4xf32>, tensor<1x4x8xf32>) -> tensor<1x2x8xf32>
  %second = coreai.constant dense<1> : tensor<1xsi32>
  %r = coreai.reverse %w, %second : (tensor<4x8xf32>, tensor<1xsi32>) -> tensor<4x8xf32>
  %3 = coreai.batch_matmul %x, %r : (tensor<2x4xf32>, tensor<4x8xf32>) -> tensor<2x8xf32>
  %c = coreai.concat %axis, %w, %m : (tensor<si32>, tensor<4x8xf32>, tensor<4x2xf32>) -> tensor<4x10xf32>
  %4 = coreai.batch_matmul %x, %c : (tensor<2x4xf32>, tensor<4x10xf32>) -> tensor<2x10xf32>
  %to = coreai.constant dense<[3, 4, 8]> : tensor<3xui32>
  %t = coreai.broadcast_to %e, %to : (tensor<1x4x8xf32>, tensor<3xui32>) -> tensor<3x4x8xf32>
  %5 = coreai.batch_matmul %d, %t : (tensor<3x2x4xf32>, tensor<3x4x8xf32>) -> tensor<3x2x8xf32>
  coreai.output
}

// -----

// Composites take weights as operands: their bodies say what is done with them.
// One passes the weight back to its caller.
// CHECK-LABEL: storage 'weight' tensor<16x8xf16>
// CHECK-NEXT:  coreai.batch_matmul operand 1 in @lstm_0 through coreai.invoke, coreai.transpose: output 0, input 1
// CHECK-LABEL: storage 'weight' tensor<8x4xf16>
// CHECK-NEXT:  coreai.batch_matmul operand 1 in @main through coreai.invoke, coreai.transpose, coreai.invoke: output 0, input 1
// CHECK-LABEL: storage 'weight' tensor<16xf16>
// CHECK-NEXT:  coreai.decomposable.broadcasting_add operand 1 in @lstm_0 through coreai.invoke: no weight
coreai.graph private noinline @lstm_0(%x: tensor<2x8xf16>, %w: tensor<16x8xf16>, %b: tensor<16xf16>) -> tensor<2x16xf16> attributes {composite_decl = #coreai.composite_declaration<"lstm" = {input_names = ["x", "w", "b"], op_attrs = {}, output_names = ["output"]}>} {
  %p = coreai.constant dense<[1, 0]> : tensor<2xui32>
  %t = coreai.transpose %w, %p : (tensor<16x8xf16>, tensor<2xui32>) -> tensor<8x16xf16>
  %g = coreai.batch_matmul %x, %t : (tensor<2x8xf16>, tensor<8x16xf16>) -> tensor<2x16xf16>
  %y = coreai.decomposable.broadcasting_add %g, %b : (tensor<2x16xf16>, tensor<16xf16>) -> tensor<2x16xf16>
  coreai.output %y : tensor<2x16xf16>
}
coreai.graph private @turned(%w: tensor<8x4xf16>) -> tensor<4x8xf16> {
  %p = coreai.constant dense<[1, 0]> : tensor<2xui32>
  %t = coreai.transpose %w, %p : (tensor<8x4xf16>, tensor<2xui32>) -> tensor<4x8xf16>
  coreai.output %t : tensor<4x8xf16>
}
coreai.graph @main(%x: tensor<2x8xf16>, %z: tensor<2x4xf16>) -> tensor<2x16xf16> {
  %w = coreai.constant dense<1.0> : tensor<16x8xf16>
  %v = coreai.constant dense<2.0> : tensor<8x4xf16>
  %b = coreai.constant dense<3.0> : tensor<16xf16>
  %y = coreai.invoke @lstm_0(%x, %w, %b)  : (tensor<2x8xf16>, tensor<16x8xf16>, tensor<16xf16>) -> tensor<2x16xf16>
  %t = coreai.invoke @turned(%v)  : (tensor<8x4xf16>) -> tensor<4x8xf16>
  %u = coreai.batch_matmul %z, %t : (tensor<2x4xf16>, tensor<4x8xf16>) -> tensor<2x8xf16>
  coreai.output %y : tensor<2x16xf16>
}

// -----

// Experts that are picked whole are weights of who reads them; an embedding is
// the picker's; cosines of positions are no weight, and neither is a mask.
// CHECK-LABEL: storage 'experts' tensor<8x4x16xf16>
// CHECK-NEXT:  coreai.batch_matmul operand 1 in @main through coreai.gather_nd: output 2, input 1, batch part of 0
// CHECK-LABEL: storage 'embedding' tensor<32x4xf16>
// CHECK-NEXT:  coreai.gather_nd operand 0 in @main: output 0, input 1
// CHECK-LABEL: storage 'cosines' tensor<16x4xf16>
// CHECK-NEXT:  coreai.gather_nd operand 0 in @main: a table of positions
// CHECK-LABEL: storage 'mask' tensor<4x4xf16>
// CHECK-NEXT:  coreai.add operand 1 in @main through coreai.transpose: no weight
coreai.graph @main(%x: tensor<2x3x4xf16>, %i: tensor<2x1xsi32>, %a: tensor<2x4xf16>, %s: tensor<4x4xf16>) {
  %e = coreai.constant dense<1.0> : tensor<8x4x16xf16> loc("experts")
  %g = coreai.gather_nd %e at %i : (tensor<8x4x16xf16>, tensor<2x1xsi32>) to tensor<2x4x16xf16>
  %0 = coreai.batch_matmul %x, %g : (tensor<2x3x4xf16>, tensor<2x4x16xf16>) -> tensor<2x3x16xf16>
  %t = coreai.constant dense<2.0> : tensor<32x4xf16> loc("embedding")
  %1 = coreai.gather_nd %t at %i : (tensor<32x4xf16>, tensor<2x1xsi32>) to tensor<2x4xf16>
  %2 = coreai.add %1, %a : (tensor<2x4xf16>, tensor<2x4xf16>) -> tensor<2x4xf16>
  %c = coreai.constant dense<3.0> : tensor<16x4xf16> loc("cosines")
  %3 = coreai.gather_nd %c at %i : (tensor<16x4xf16>, tensor<2x1xsi32>) to tensor<2x4xf16>
  %4 = coreai.mul %3, %a : (tensor<2x4xf16>, tensor<2x4xf16>) -> tensor<2x4xf16>
  %m = coreai.constant dense<4.0> : tensor<4x4xf16> loc("mask")
  %p = coreai.constant dense<[1, 0]> : tensor<2xui32>
  %5 = coreai.transpose %m, %p : (tensor<4x4xf16>, tensor<2xui32>) -> tensor<4x4xf16>
  %6 = coreai.add %s, %5 : (tensor<4x4xf16>, tensor<4x4xf16>) -> tensor<4x4xf16>
  coreai.output
}

// -----

// Through regions; rows that are scaled by a constant are no positions; and what
// is read by nothing, or by a permutation that isn't known.
// CHECK-LABEL: storage 'either' tensor<4x4xf32>
// CHECK-NEXT:  coreai.batch_matmul operand 1 in @main through coreai.yield: output 1, input 0
// CHECK-LABEL: storage 'scaled' tensor<16x4xf32>
// CHECK-NEXT:  coreai.gather_nd operand 0 in @main: output 0, input 1
// CHECK-LABEL: storage 'weight' tensor<2x4xf32>
// CHECK-NEXT:  coreai.mul operand 1 in @main: no weight
// CHECK-LABEL: storage 'unread' tensor<4x4xf32>, 4 bytes, 1 constant, unused
// CHECK-LABEL: storage 'turned' tensor<4x4xf32>
// CHECK-NEXT:  coreai.batch_matmul operand 1 in @main through coreai.transpose: output ?, input ?
coreai.graph @main(%x: tensor<2x4xf32>, %i: tensor<2x1xsi32>, %c: tensor<i1>, %o: tensor<4x4xf32>, %p: tensor<2xui32>) {
  %w = coreai.constant dense<1.0> : tensor<4x4xf32> loc("either")
  %r = coreai.if %c {
    coreai.yield %w : tensor<4x4xf32>
  } else {
    coreai.yield %o : tensor<4x4xf32>
  } : tensor<i1> -> tensor<4x4xf32>
  %0 = coreai.batch_matmul %x, %r : (tensor<2x4xf32>, tensor<4x4xf32>) -> tensor<2x4xf32>
  %t = coreai.constant dense<2.0> : tensor<16x4xf32> loc("scaled")
  %g = coreai.gather_nd %t at %i : (tensor<16x4xf32>, tensor<2x1xsi32>) to tensor<2x4xf32>
  %s = coreai.constant dense<5.0> : tensor<2x4xf32>
  %1 = coreai.mul %g, %s : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %u = coreai.constant dense<3.0> : tensor<4x4xf32> loc("unread")
  %v = coreai.constant dense<4.0> : tensor<4x4xf32> loc("turned")
  %q = coreai.transpose %v, %p : (tensor<4x4xf32>, tensor<2xui32>) -> tensor<4x4xf32>
  %2 = coreai.batch_matmul %x, %q : (tensor<2x4xf32>, tensor<4x4xf32>) -> tensor<2x4xf32>
  coreai.output
}

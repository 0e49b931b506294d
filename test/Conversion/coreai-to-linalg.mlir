// What ops become: the structure. What comes out of it is compared with NumPy
// in Tools/coreai-run-ops-*.test.
//
// RUN: coreai-opt %s --convert-coreai-to-linalg --canonicalize --cse | FileCheck %s
// RUN: %mlir-opt --load-dialect-plugin=%coreai_plugin --load-pass-plugin=%coreai_plugin --pass-pipeline='builtin.module(convert-coreai-to-linalg,canonicalize,cse)' %s | FileCheck %s

// CHECK-DAG: #[[$ID:.+]] = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-DAG: #[[$ROW:.+]] = affine_map<(d0, d1) -> (d1)>
// CHECK-DAG: #[[$COLUMN:.+]] = affine_map<(d0, d1) -> (d0, 0)>
// CHECK-DAG: #[[$FIRST:.+]] = affine_map<(d0, d1) -> (d0)>
// CHECK-DAG: #[[$WINDOWS:.+]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1, d4 * 2 + d2, d5 + d3 * 3)>

// Visibility, names and noinline stay. A handle becomes a memref, reading it
// copies it, and tokens are gone.
// CHECK-LABEL: func.func private @callee(
// CHECK-SAME:    tensor<2xf32> {coreai.name = "x"}) -> tensor<2xf32> attributes {no_inline}
coreai.graph private noinline @callee(%x: tensor<2xf32> {coreai.name = "x"}) -> tensor<2xf32> {
  coreai.output %x : tensor<2xf32>
}
// CHECK-LABEL: func.func @structure(
// CHECK-SAME:    %[[H:.+]]: memref<2xf32> {coreai.name = "s"}, %[[X:.+]]: tensor<2xf32> {coreai.name = "x"})
// CHECK-SAME:    -> (tensor<2xf32> {coreai.name = "y"}) {
// CHECK:         %[[Y:.+]] = call @callee(%[[X]])
// CHECK:         %[[COPY:.+]] = memref.alloc()
// CHECK:         memref.copy %[[H]], %[[COPY]]
// CHECK:         %[[READ:.+]] = bufferization.to_tensor %[[COPY]] restrict writable
// CHECK:         bufferization.materialize_in_destination %[[Y]] in restrict writable %[[H]]
// CHECK:         return %[[READ]] : tensor<2xf32>
coreai.graph @structure(%h: !coreai.handle<tensor<2xf32>> {coreai.name = "s"}, %x: tensor<2xf32> {coreai.name = "x"})
    -> (!coreai.token {coreai.name = "s"}, tensor<2xf32> {coreai.name = "y"}) {
  %0 = coreai.invoke @callee(%x)  : (tensor<2xf32>) -> tensor<2xf32>
  %1 = coreai.create_token : !coreai.token
  %2, %3 = coreai.read_handle %h, %1 : (<tensor<2xf32>>, !coreai.token) -> (tensor<2xf32>, !coreai.token)
  %4 = coreai.write_handle %h, %0, %3 : (<tensor<2xf32>>, tensor<2xf32>, !coreai.token) -> !coreai.token
  coreai.output %4, %2 : !coreai.token, tensor<2xf32>
}

// Integers lose their sign, packed ones take a byte each, and the bytes of
// other resources stay where they are.
// CHECK-LABEL: func.func @constants
// CHECK-DAG:     arith.constant dense<[1, -1]> : tensor<2xi32>
// CHECK-DAG:     arith.constant dense<[3, 0, 15]> : tensor<3xi8>
// CHECK-DAG:     arith.constant dense_resource<weight> : tensor<4xf16>
coreai.graph @constants() -> (tensor<2xui32>, tensor<3xui4>, tensor<4xf16>) {
  %0 = coreai.constant dense<[1, 4294967295]> : tensor<2xui32>
  %1 = coreai.constant dense_resource<packed> : tensor<3xui4>
  %2 = coreai.constant dense_resource<weight> : tensor<4xf16>
  coreai.output %0, %1, %2 : tensor<2xui32>, tensor<3xui4>, tensor<4xf16>
}

// CHECK-LABEL: func.func @large_and_encoded
// CHECK-DAG:     arith.constant dense<-1> : tensor<1099511627776xi8>
// CHECK-DAG:     arith.constant dense<[1.000000e+00, 2.000000e+00]> : tensor<2xf32>
coreai.graph @large_and_encoded() -> (tensor<1099511627776xsi4>, tensor<2xf32, "encoding">) {
  %0 = coreai.constant dense<-1> : tensor<1099511627776xsi4>
  %1 = coreai.constant dense<[1.0, 2.0]> : tensor<2xf32, "encoding">
  coreai.output %0, %1 : tensor<1099511627776xsi4>, tensor<2xf32, "encoding">
}

// f16 is computed with in f32 and rounded once.
// CHECK-LABEL: func.func @broadcasting
// CHECK:         linalg.generic {indexing_maps = [#[[$ID]], #[[$ROW]], #[[$ID]]], iterator_types = ["parallel", "parallel"]}
// CHECK:         arith.extf {{.*}} : f16 to f32
// CHECK:         arith.extf {{.*}} : f16 to f32
// CHECK:         %[[SUM:.+]] = arith.addf {{.*}} : f32
// CHECK:         arith.truncf %[[SUM]] : f32 to f16
// CHECK:         linalg.generic {indexing_maps = [#[[$ID]], #[[$COLUMN]], #[[$ID]]]
coreai.graph @broadcasting(%x: tensor<2x3xf16>, %y: tensor<3xf16>, %z: tensor<2x1xf16>) -> tensor<2x3xf16> {
  %0 = coreai.decomposable.broadcasting_add %x, %y : (tensor<2x3xf16>, tensor<3xf16>) -> tensor<2x3xf16>
  %1 = coreai.decomposable.broadcasting_mul %0, %z : (tensor<2x3xf16>, tensor<2x1xf16>) -> tensor<2x3xf16>
  coreai.output %1 : tensor<2x3xf16>
}

// The choice of ops keeps the signs.
// CHECK-LABEL: func.func @signs(
// CHECK-SAME:    tensor<i8>, %{{.+}}: tensor<i8>)
// CHECK:         arith.cmpi sgt
// CHECK:         arith.cmpi ugt
coreai.graph @signs(%x: tensor<si8>, %y: tensor<ui8>, %z: tensor<si8>, %w: tensor<ui8>) -> (tensor<i1>, tensor<i1>) {
  %0 = coreai.greater %x, %z : (tensor<si8>, tensor<si8>) -> tensor<i1>
  %1 = coreai.greater %y, %w : (tensor<ui8>, tensor<ui8>) -> tensor<i1>
  coreai.output %0, %1 : tensor<i1>, tensor<i1>
}

// Rows of all batches meet one matrix: one product, in f32, rounded after.
// CHECK-LABEL: func.func @matmul
// CHECK:         linalg.transpose {{.*}} permutation = [1, 0]
// CHECK:         tensor.collapse_shape {{.*}} : tensor<2x4x8xf32> into tensor<8x8xf32>
// CHECK:         linalg.matmul ins({{.*}} : tensor<8x8xf32>, tensor<8x6xf32>)
// CHECK:         arith.truncf
coreai.graph @matmul(%x: tensor<2x4x8xf16>, %w: tensor<6x8xf16>) -> tensor<2x4x6xf16> {
  %p = coreai.constant dense<[1, 0]> : tensor<2xui32>
  %0 = coreai.transpose %w, %p : (tensor<6x8xf16>, tensor<2xui32>) -> tensor<8x6xf16>
  %1 = coreai.decomposable.broadcasting_batch_matmul %x, %0 : (tensor<2x4x8xf16>, tensor<8x6xf16>) -> tensor<2x4x6xf16>
  coreai.output %1 : tensor<2x4x6xf16>
}

// A convolution is a product with what its windows cover; each group is a batch.
// CHECK-LABEL: func.func @conv
// CHECK:         linalg.generic {indexing_maps = [#[[$WINDOWS]],
// CHECK:         linalg.batch_matmul ins({{.*}} : tensor<2x3x18xf32>, tensor<2x18x6xf32>)
coreai.graph @conv(%x: tensor<1x4x8x8xf32>, %w: tensor<6x2x3x3xf32>) -> tensor<1x6x3x2xf32> {
  %s = coreai.constant dense<[2, 1]> : tensor<2xui32>
  %d = coreai.constant dense<[1, 3]> : tensor<2xui32>
  %g = coreai.constant dense<2> : tensor<ui32>
  %0 = coreai.conv2d %x, %w, %s, %d, %g : (tensor<1x4x8x8xf32>, tensor<6x2x3x3xf32>, tensor<2xui32>, tensor<2xui32>, tensor<ui32>) -> tensor<1x6x3x2xf32>
  coreai.output %0 : tensor<1x6x3x2xf32>
}

// Sums accumulate in f32.
// CHECK-LABEL: func.func @reduction
// CHECK:         linalg.fill ins({{.*}} : f32) outs({{.*}} : tensor<2xf32>)
// CHECK:         linalg.generic {indexing_maps = [#[[$ID]], #[[$FIRST]]], iterator_types = ["parallel", "reduction"]}
// CHECK:         arith.extf {{.*}} : bf16 to f32
// CHECK:         arith.addf {{.*}} : f32
// CHECK:         tensor.expand_shape {{.*}} : tensor<2xf32> into tensor<2x1xf32>
// CHECK:         arith.truncf {{.*}} : f32 to bf16
coreai.graph @reduction(%x: tensor<2x3xbf16>) -> tensor<2x1xbf16> {
  %a = coreai.constant dense<-1> : tensor<1xsi32>
  %0 = coreai.reduce_sum %x, %a : (tensor<2x3xbf16>, tensor<1xsi32>) -> tensor<2x1xbf16>
  coreai.output %0 : tensor<2x1xbf16>
}

// CHECK-LABEL: func.func @control
// CHECK:         scf.if
// CHECK:         scf.yield
// CHECK:         else
// CHECK:         scf.while
// CHECK:         scf.condition
// CHECK:         do
// CHECK-NOT:     coreai
coreai.graph @control(%c: tensor<i1>, %x: tensor<2xf32>, %n: tensor<si32>) -> tensor<2xf32> {
  %0 = coreai.if %c {
    coreai.yield %x : tensor<2xf32>
  } else {
    %1 = coreai.neg %x : tensor<2xf32> -> tensor<2xf32>
    coreai.yield %1 : tensor<2xf32>
  } : tensor<i1> -> tensor<2xf32>
  %one = coreai.constant dense<1> : tensor<si32>
  %2:2 = coreai.while %0, %n {
  ^bb0(%v: tensor<2xf32>, %i: tensor<si32>):
    %more = coreai.greater %i, %one : (tensor<si32>, tensor<si32>) -> tensor<i1>
    coreai.condition %more, %v, %i : tensor<i1>, tensor<2xf32>, tensor<si32>
  } do {
  ^bb0(%v: tensor<2xf32>, %i: tensor<si32>):
    %next = coreai.sub %i, %one : (tensor<si32>, tensor<si32>) -> tensor<si32>
    %twice = coreai.add %v, %v : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    coreai.yield %twice, %next : tensor<2xf32>, tensor<si32>
  } : tensor<2xf32>, tensor<si32> -> tensor<2xf32>, tensor<si32>
  coreai.output %2#0 : tensor<2xf32>
}

// An index can't leave the table.
// CHECK-LABEL: func.func @gather
// CHECK-DAG:     %[[ZERO:.+]] = arith.constant 0 : index
// CHECK-DAG:     %[[LAST:.+]] = arith.constant 9 : index
// CHECK:         %[[I:.+]] = arith.index_cast
// CHECK:         %[[LOW:.+]] = arith.maxsi %[[I]], %[[ZERO]]
// CHECK:         %[[AT:.+]] = arith.minsi %[[LOW]], %[[LAST]]
// CHECK:         tensor.extract %{{.+}}[%[[AT]], %{{.+}}] : tensor<10x4xf32>
coreai.graph @gather(%t: tensor<10x4xf32>, %i: tensor<3x1xsi32>) -> tensor<3x4xf32> {
  %0 = coreai.gather_nd %t at %i : (tensor<10x4xf32>, tensor<3x1xsi32>) to tensor<3x4xf32>
  coreai.output %0 : tensor<3x4xf32>
}

{-#
  dialect_resources: {
    builtin: {
      packed: "0x10000000030F",
      weight: "0x100000000000000000000000"
    }
  }
#-}

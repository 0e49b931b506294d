// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Passes that leave the dialect.

#ifndef COREAI_CONVERSION_PASSES_TD
#define COREAI_CONVERSION_PASSES_TD

include "mlir/Pass/PassBase.td"

def ConvertCoreAIToLinalgPass
    : Pass<"convert-coreai-to-linalg", "::mlir::ModuleOp"> {
  let summary = "Lowers graphs to functions of linalg ops on tensors";
  let description = [{
    Turns every `coreai.graph` into a `func.func` of the same name, and the ops
    in it into ops of `linalg`, `tensor`, `arith`, `math`, `complex` and `scf`.
    From there, MLIR's own passes lead to code for any processor.

    Shapes have to be static, and parameter operands (axes, permutations,
    strides) constant, where the result's type doesn't give them away.

    Types: integers lose their signedness, which lives on in the choice of ops;
    those narrower than eight bits, `i1` aside, take a byte. A handle becomes a
    memref: reading copies the buffer, writing overwrites it. Tokens disappear,
    as accesses keep their order.

    Numbers: elements of `f16` and `bf16` are computed with in `f32`, and
    rounded once per op of the program; products, convolutions and sums
    accumulate in `f32`. Where the dialect doesn't say what happens, nothing
    undefined does: indices out of range are clamped, integers divided by zero
    give zero, and floats beyond an integer's range become its ends, NaN zero.

    An op, or a form of one, that isn't lowered is an error that says why.

    ```mlir
    coreai.graph @main(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
      %0 = coreai.relu %x : (tensor<2x4xf32>) -> tensor<2x4xf32>
      coreai.output %0 : tensor<2x4xf32>
    }
    // becomes
    func.func @main(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
      %e = tensor.empty() : tensor<2x4xf32>
      %0 = linalg.generic {...} ins(%x : tensor<2x4xf32>) outs(%e : tensor<2x4xf32>) {
      ^bb0(%in: f32, %out: f32):
        %zero = arith.constant 0.0 : f32
        %max = arith.maximumf %in, %zero : f32
        linalg.yield %max : f32
      } -> tensor<2x4xf32>
      return %0 : tensor<2x4xf32>
    }
    ```
  }];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::bufferization::BufferizationDialect",
    "::mlir::complex::ComplexDialect", "::mlir::func::FuncDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::math::MathDialect",
    "::mlir::memref::MemRefDialect", "::mlir::scf::SCFDialect",
    "::mlir::tensor::TensorDialect"];
}

#endif // COREAI_CONVERSION_PASSES_TD

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The layers that programs are made of, written as Apple's converter writes
// their PyTorch counterparts. Each opens a scope of its own, by the name given.

#ifndef COREAI_UTILS_GEN_LAYERS_H
#define COREAI_UTILS_GEN_LAYERS_H

#include "GraphBuilder.h"

namespace coreai::gen {

/// Which axis of a stored weight counts output features.
enum class LinearStorage : uint8_t {
  OutputsFirst, // As PyTorch stores it: transposed before the product.
  InputsFirst   // As the product takes it.
};

struct LinearOptions {
  bool hasBias = false;
  LinearStorage storage = LinearStorage::OutputsFirst;
};

/// x [..., inputs] to [..., outputs].
mlir::Value linear(GraphBuilder &graph, const llvm::Twine &name, mlir::Value x,
                   int64_t outputs, const LinearOptions &options = {});

/// ids [...] to [..., width].
mlir::Value embedding(GraphBuilder &graph, const llvm::Twine &name,
                      mlir::Value ids, int64_t entries, int64_t width);

enum class NormKind : uint8_t { Rms, Layer };

/// Normalizes the last axis. Computes in 32 bits, as Core AI's own bodies do.
mlir::Value norm(GraphBuilder &graph, const llvm::Twine &name, mlir::Value x,
                 NormKind kind);

/// Self-attention of x [1, sequence, hidden] under an additive mask that
/// broadcasts to [1, heads, sequence, sequence]. Positions aren't encoded: no
/// weight takes part in that.
mlir::Value attention(GraphBuilder &graph, const llvm::Twine &name,
                      mlir::Value x, mlir::Value mask, int64_t heads);

/// The feed-forward network of Llama: down(silu(gate(x)) * up(x)).
mlir::Value gatedMlp(GraphBuilder &graph, const llvm::Twine &name,
                     mlir::Value x, int64_t intermediate);

struct ConvolutionOptions {
  int64_t kernel = 3;
  int64_t padding = 0;
  int64_t stride = 1;
  int64_t groups = 1;
};

/// images [N, C, H, W] to [N, outputs, H', W'], with a bias.
mlir::Value convolution(GraphBuilder &graph, const llvm::Twine &name,
                        mlir::Value images, int64_t outputs,
                        const ConvolutionOptions &options);

} // namespace coreai::gen

#endif // COREAI_UTILS_GEN_LAYERS_H

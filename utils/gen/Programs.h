// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The programs that can be generated, and what may be chosen about them.

#ifndef COREAI_UTILS_GEN_PROGRAMS_H
#define COREAI_UTILS_GEN_PROGRAMS_H

#include "Layers.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/Support/Error.h"

namespace coreai::gen {

/// Linear layers with biases, GELU between them. The last weight is stored
/// inputs first, the others outputs first.
struct MlpConfig {
  int64_t layers = 3;
  int64_t batch = 1;
  int64_t hidden = 256;        // Width of input and output.
  int64_t intermediate = 1024; // Width in between.
};

/// Convolutions with ReLU, average pooling, a classifier. Every second
/// convolution is grouped and halves the image.
struct ConvnetConfig {
  int64_t layers = 4;
  int64_t batch = 1;
  int64_t channels = 64;
  int64_t image = 32; // Height and width.
  int64_t kernel = 3;
  int64_t groups = 4;
  int64_t padding = 1;
  int64_t classes = 10;
};

/// A decoder of the Llama family: token ids to logits.
struct TransformerConfig {
  int64_t layers = 2;
  int64_t hidden = 256;
  int64_t intermediate = 1024;
  int64_t heads = 4;
  int64_t vocab = 1000;
  int64_t seq = 64;
  NormKind norm = NormKind::Rms;
};

/// Build a module with one graph, `main`. All sizes must be positive, but for
/// padding, which may be 0. Fail where sizes don't fit each other.
llvm::Expected<mlir::OwningOpRef<mlir::ModuleOp>>
buildMlp(mlir::MLIRContext *context, const MlpConfig &config,
         const WeightOptions &weights);
llvm::Expected<mlir::OwningOpRef<mlir::ModuleOp>>
buildConvnet(mlir::MLIRContext *context, const ConvnetConfig &config,
             const WeightOptions &weights);
llvm::Expected<mlir::OwningOpRef<mlir::ModuleOp>>
buildTransformer(mlir::MLIRContext *context, const TransformerConfig &config,
                 const WeightOptions &weights);

} // namespace coreai::gen

#endif // COREAI_UTILS_GEN_PROGRAMS_H

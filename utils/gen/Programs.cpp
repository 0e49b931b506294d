// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The programs that can be generated.

#include "Programs.h"

#include "coreai/Support/Error.h"

using namespace mlir;
using namespace coreai;
using namespace coreai::gen;
using llvm::Error;
using llvm::Expected;

/// An empty module. What is put into it has names for locations; the module
/// itself comes from nowhere.
static OwningOpRef<ModuleOp> createModule(MLIRContext *context) {
  context->loadDialect<CoreAIDialect>();
  return OwningOpRef<ModuleOp>(ModuleOp::create(UnknownLoc::get(context)));
}

//===----------------------------------------------------------------------===//
// MLP
//===----------------------------------------------------------------------===//

Expected<OwningOpRef<ModuleOp>> gen::buildMlp(MLIRContext *context,
                                              const MlpConfig &config,
                                              const WeightOptions &weights) {
  OwningOpRef<ModuleOp> module = createModule(context);
  GraphBuilder graph(*module, weights, "x", {config.batch, config.hidden});
  Value x = graph.getInput();
  for (int64_t i = 0; i + 1 < config.layers; ++i) {
    x = linear(graph, "layers." + Twine(i), x, config.intermediate,
               {.hasBias = true});
    x = graph.geluTanh(x);
  }
  x = linear(graph, "head", x, config.hidden,
             {.hasBias = true, .storage = LinearStorage::InputsFirst});
  graph.setOutput("y", x);
  return module;
}

//===----------------------------------------------------------------------===//
// Convnet
//===----------------------------------------------------------------------===//

static ConvolutionOptions getConvolution(const ConvnetConfig &config,
                                         int64_t layer) {
  bool isGrouped = layer % 2 == 1;
  return {.kernel = config.kernel,
          .padding = config.padding,
          .stride = isGrouped ? 2 : 1,
          .groups = isGrouped ? config.groups : 1};
}

static Error check(const ConvnetConfig &config) {
  if (config.channels % config.groups != 0)
    return makeError("{0} groups don't divide {1} channels", config.groups,
                     config.channels);
  int64_t size = config.image;
  for (int64_t i = 0; i != config.layers; ++i) {
    int64_t padded = size + 2 * config.padding;
    if (config.kernel > padded)
      return makeError("a kernel of size {0} doesn't fit into the image"
                       " at layer {1}, of padded size {2}",
                       config.kernel, i + 1, padded);
    size = (padded - config.kernel) / getConvolution(config, i).stride + 1;
  }
  return Error::success();
}

Expected<OwningOpRef<ModuleOp>>
gen::buildConvnet(MLIRContext *context, const ConvnetConfig &config,
                  const WeightOptions &weights) {
  if (Error error = check(config))
    return error;
  constexpr int64_t kColors = 3;
  OwningOpRef<ModuleOp> module = createModule(context);
  GraphBuilder graph(*module, weights, "image",
                     {config.batch, kColors, config.image, config.image});
  Value x = graph.getInput();
  for (int64_t i = 0; i != config.layers; ++i)
    x = graph.relu(convolution(graph, "conv" + Twine(i + 1), x, config.channels,
                               getConvolution(config, i)));
  x = graph.mean(x, {2, 3});
  x = graph.reshape(x, {config.batch, config.channels});
  x = linear(graph, "fc", x, config.classes, {.hasBias = true});
  graph.setOutput("logits", x);
  return module;
}

//===----------------------------------------------------------------------===//
// Transformer
//===----------------------------------------------------------------------===//

Expected<OwningOpRef<ModuleOp>>
gen::buildTransformer(MLIRContext *context, const TransformerConfig &config,
                      const WeightOptions &weights) {
  if (config.hidden % config.heads != 0)
    return makeError("{0} heads don't divide a hidden size of {1}",
                     config.heads, config.hidden);
  OwningOpRef<ModuleOp> module = createModule(context);
  GraphBuilder graph(*module, weights, "input_ids", {1, config.seq},
                     IntegerType::get(context, 32, IntegerType::Signed));
  Value mask = graph.causalMask(config.seq);
  Value x =
      embedding(graph, "embed", graph.getInput(), config.vocab, config.hidden);
  for (int64_t i = 0; i != config.layers; ++i) {
    Scope scope(graph, "layers." + Twine(i));
    Value normed = norm(graph, "attn_norm", x, config.norm);
    x = graph.add(x, attention(graph, "attn", normed, mask, config.heads));
    normed = norm(graph, "mlp_norm", x, config.norm);
    x = graph.add(x, gatedMlp(graph, "mlp", normed, config.intermediate));
  }
  x = norm(graph, "norm", x, config.norm);
  x = linear(graph, "lm_head", x, config.vocab);
  graph.setOutput("logits", x);
  return module;
}

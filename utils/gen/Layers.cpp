// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The layers that programs are made of.

#include "Layers.h"

#include <cmath>

using namespace mlir;
using namespace coreai::gen;

Value coreai::gen::linear(GraphBuilder &graph, const Twine &name, Value x,
                          int64_t outputs, const LinearOptions &options) {
  Scope scope(graph, name);
  int64_t inputs = getShape(x).back();
  Value weight;
  if (options.storage == LinearStorage::OutputsFirst)
    weight =
        graph.transpose(graph.parameter("weight", {outputs, inputs}), {1, 0});
  else
    weight = graph.parameter("weight", {inputs, outputs}, /*channelAxis=*/1);
  Value result = graph.matmul(x, weight);
  if (options.hasBias)
    result = graph.add(result, graph.parameter("bias", outputs));
  return result;
}

Value coreai::gen::embedding(GraphBuilder &graph, const Twine &name, Value ids,
                             int64_t entries, int64_t width) {
  Scope scope(graph, name);
  return graph.lookUpRows(graph.parameter("weight", {entries, width}), ids);
}

Value coreai::gen::norm(GraphBuilder &graph, const Twine &name, Value x,
                        NormKind kind) {
  // What PyTorch's LayerNorm and Llama's RMSNorm add to the variance.
  constexpr double kEpsilon = 1e-5;
  Scope scope(graph, name);
  Type wide = graph.getTypes().getF32Type();
  int64_t width = getShape(x).back();

  Value values = graph.cast(x, wide);
  if (kind == NormKind::Layer)
    values = graph.sub(values, graph.mean(values, -1));
  Value variance = graph.mean(graph.mul(values, values), -1);
  Value scale = graph.rsqrt(graph.add(variance, graph.scalar(kEpsilon, wide)));
  Value result = graph.cast(graph.mul(values, scale), graph.getElementType());
  // Trained scales stay near 1.
  result = graph.mul(result, graph.parameter("weight", width, /*channelAxis=*/0,
                                             /*mean=*/1));
  if (kind == NormKind::Layer)
    result = graph.add(result, graph.parameter("bias", width));
  return result;
}

/// [1, sequence, hidden] to [1, heads, sequence, hidden / heads].
static Value splitHeads(GraphBuilder &graph, Value x, int64_t heads) {
  ArrayRef<int64_t> shape = getShape(x);
  Value split = graph.reshape(x, {1, shape[1], heads, shape[2] / heads});
  return graph.transpose(split, {0, 2, 1, 3});
}

Value coreai::gen::attention(GraphBuilder &graph, const Twine &name, Value x,
                             Value mask, int64_t heads) {
  Scope scope(graph, name);
  int64_t hidden = getShape(x).back(), headWidth = hidden / heads;
  Value query = splitHeads(graph, linear(graph, "q_proj", x, hidden), heads);
  Value key = splitHeads(graph, linear(graph, "k_proj", x, hidden), heads);
  Value value = splitHeads(graph, linear(graph, "v_proj", x, hidden), heads);

  Value scores = graph.matmul(query, graph.transpose(key, {0, 1, 3, 2}));
  double scale = 1 / std::sqrt(static_cast<double>(headWidth));
  scores = graph.mul(scores, graph.scalar(scale, graph.getElementType()));
  Value shares = graph.softmax(graph.add(scores, mask), -1);

  Value joined = graph.transpose(graph.matmul(shares, value), {0, 2, 1, 3});
  return linear(graph, "o_proj", graph.reshape(joined, getShape(x)), hidden);
}

Value coreai::gen::gatedMlp(GraphBuilder &graph, const Twine &name, Value x,
                            int64_t intermediate) {
  Scope scope(graph, name);
  Value gate = graph.silu(linear(graph, "gate_proj", x, intermediate));
  Value up = linear(graph, "up_proj", x, intermediate);
  return linear(graph, "down_proj", graph.mul(gate, up), getShape(x).back());
}

Value coreai::gen::convolution(GraphBuilder &graph, const Twine &name,
                               Value images, int64_t outputs,
                               const ConvolutionOptions &options) {
  Scope scope(graph, name);
  int64_t inputs = getShape(images)[1];
  if (options.padding != 0)
    images = graph.padImages(images, options.padding);
  Value weight = graph.parameter("weight", {outputs, inputs / options.groups,
                                            options.kernel, options.kernel});
  Value result = graph.conv2d(images, weight, options.stride, options.groups);
  Value bias = graph.parameter("bias", {1, outputs, 1, 1}, /*channelAxis=*/1);
  return graph.add(result, bias);
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Builds a Core AI graph op by op.

#include "GraphBuilder.h"

#include "coreai/IR/ConstantData.h"

#include "mlir/Dialect/Traits.h"

using namespace mlir;
using namespace coreai;
using namespace coreai::gen;

ArrayRef<int64_t> coreai::gen::getShape(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

/// The type of a tensor like \p value, but of another shape.
static RankedTensorType withShape(Value value, ArrayRef<int64_t> shape) {
  return cast<RankedTensorType>(value.getType()).clone(shape);
}

//===----------------------------------------------------------------------===//
// Scope
//===----------------------------------------------------------------------===//

Scope::Scope(GraphBuilder &graph, const Twine &name)
    : graph(graph), outerPath(graph.path), outerLoc(graph.builder.getLoc()) {
  std::string inner = (outerPath + name).str();
  graph.builder.setLoc(NameLoc::get(graph.builder.getStringAttr(inner)));
  graph.path = inner + ".";
}

Scope::~Scope() {
  graph.path = outerPath;
  graph.builder.setLoc(outerLoc);
}

//===----------------------------------------------------------------------===//
// The graph
//===----------------------------------------------------------------------===//

static constexpr StringLiteral kNameAttr = "coreai.name";

GraphBuilder::GraphBuilder(ModuleOp module, const WeightOptions &weights,
                           StringRef inputName, ArrayRef<int64_t> inputShape,
                           Type inputElement)
    : builder(
          ImplicitLocOpBuilder::atBlockEnd(module.getLoc(), module.getBody())),
      elementType(getMlirType(builder.getContext(),
                              elements::elementType(weights.format))),
      weights(weights) {
  Type inputType = RankedTensorType::get(
      inputShape, inputElement ? inputElement : elementType);
  graph = GraphOp::create(builder, "main",
                          builder.getFunctionType(inputType, /*results=*/{}));
  graph.setArgAttr(0, kNameAttr, builder.getStringAttr(inputName));
  graph->setAttr("__coreai_pure__", builder.getUnitAttr());
  builder.setInsertionPointToStart(&graph.getBody().front());
}

Value GraphBuilder::getInput() { return graph.getBody().getArgument(0); }

void GraphBuilder::setOutput(StringRef name, Value value) {
  OutputOp::create(builder, value);
  graph.setFunctionType(
      builder.getFunctionType(getInput().getType(), value.getType()));
  graph.setResultAttr(0, kNameAttr, builder.getStringAttr(name));
}

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

Value GraphBuilder::newConstant(ElementsAttr elements, Location loc) {
  OpBuilder::InsertionGuard guard(builder);
  if (lastConstant)
    builder.setInsertionPointAfter(lastConstant);
  else
    builder.setInsertionPointToStart(&graph.getBody().front());
  lastConstant = ConstantOp::create(builder, loc, elements);
  return lastConstant->getResult(0);
}

Value GraphBuilder::sharedConstant(ElementsAttr elements) {
  Value &value = sharedConstants[elements];
  // Its users lie in several scopes, so it has no place of its own.
  if (!value)
    value = newConstant(elements, builder.getUnknownLoc());
  return value;
}

Value GraphBuilder::integers(ArrayRef<int64_t> shape, ArrayRef<int64_t> values,
                             bool isSigned) {
  ConstantBuffer buffer(
      RankedTensorType::get(shape, builder.getIntegerType(32, isSigned)));
  buffer.setIntegers(values);
  return sharedConstant(buffer.take("integers"));
}

Value GraphBuilder::sizes(ArrayRef<int64_t> values) {
  return integers(values.size(), values, /*isSigned=*/false);
}

Value GraphBuilder::size(int64_t value) {
  return integers({}, value, /*isSigned=*/false);
}

Value GraphBuilder::axes(ArrayRef<int64_t> values) {
  return integers(values.size(), values, /*isSigned=*/true);
}

Value GraphBuilder::axis(int64_t value) {
  return integers({}, value, /*isSigned=*/true);
}

Value GraphBuilder::scalar(double value, Type type) {
  ConstantBuffer buffer(RankedTensorType::get({}, type));
  buffer.setFloats(value);
  return sharedConstant(buffer.take("scalar"));
}

Value GraphBuilder::parameter(StringRef name, ArrayRef<int64_t> shape,
                              int64_t channelAxis, double mean) {
  WeightLayout layout;
  layout.index = numParameters++;
  layout.channels = shape[channelAxis];
  layout.inner = llvm::product_of(shape.drop_front(channelAxis + 1));
  layout.mean = mean;
  ConstantBuffer buffer(RankedTensorType::get(shape, elementType));
  fillWeight(weights, layout, buffer.bytes());
  StringAttr fullName = builder.getStringAttr(path + name);
  return newConstant(buffer.take(fullName), NameLoc::get(fullName));
}

Value GraphBuilder::causalMask(int64_t length) {
  // What is common where infinity must be avoided. Any exponential of it is
  // zero in 32 bits.
  constexpr double kMasked = -1e4;
  ConstantBuffer buffer(
      RankedTensorType::get({1, 1, length, length}, elementType));
  std::byte *bytes = buffer.bytes().data();
  size_t index = 0;
  for (int64_t row = 0; row != length; ++row)
    for (int64_t column = 0; column != length; ++column)
      elements::store(weights.format, bytes, index++,
                      column > row ? kMasked : 0);
  StringAttr name = builder.getStringAttr(path + "causal_mask");
  return newConstant(buffer.take(name), NameLoc::get(name));
}

//===----------------------------------------------------------------------===//
// Ops
//===----------------------------------------------------------------------===//

template <typename Op>
Value GraphBuilder::broadcast(Value x, Value y) {
  SmallVector<int64_t> shape;
  [[maybe_unused]] bool fits =
      OpTrait::util::getBroadcastedShape(getShape(x), getShape(y), shape);
  assert(fits && "shapes don't broadcast");
  return Op::create(builder, withShape(x, shape), x, y);
}

Value GraphBuilder::add(Value x, Value y) {
  return broadcast<BroadcastingAddOp>(x, y);
}

Value GraphBuilder::sub(Value x, Value y) {
  return broadcast<BroadcastingSubOp>(x, y);
}

Value GraphBuilder::mul(Value x, Value y) {
  return broadcast<BroadcastingMulOp>(x, y);
}

Value GraphBuilder::matmul(Value x, Value y) {
  SmallVector<int64_t> shape;
  [[maybe_unused]] bool fits = OpTrait::util::getBroadcastedShape(
      getShape(x).drop_back(2), getShape(y).drop_back(2), shape);
  assert(fits && "batch dimensions don't broadcast");
  shape.push_back(getShape(x).drop_back().back());
  shape.push_back(getShape(y).back());
  return BroadcastingBatchMatmulOp::create(builder, withShape(x, shape), x, y);
}

Value GraphBuilder::rsqrt(Value x) {
  return RsqrtOp::create(builder, x.getType(), x);
}

Value GraphBuilder::relu(Value x) {
  return ReluOp::create(builder, x.getType(), x);
}

Value GraphBuilder::silu(Value x) {
  return SiluOp::create(builder, x.getType(), x);
}

Value GraphBuilder::geluTanh(Value x) {
  return GeluOp::create(builder, x.getType(), x, GeluApproximation::Tanh);
}

Value GraphBuilder::softmax(Value x, int64_t axisIndex) {
  return SoftmaxOp::create(builder, x.getType(), x, axis(axisIndex));
}

Value GraphBuilder::mean(Value x, ArrayRef<int64_t> reducedAxes) {
  SmallVector<int64_t> shape(getShape(x));
  for (int64_t axis : reducedAxes)
    (axis < 0 ? shape.end() : shape.begin())[axis] = 1;
  return ReduceMeanOp::create(builder, withShape(x, shape), x,
                              axes(reducedAxes));
}

Value GraphBuilder::cast(Value x, Type type) {
  auto oldType = llvm::cast<RankedTensorType>(x.getType());
  if (oldType.getElementType() == type)
    return x;
  return CastOp::create(builder, oldType.clone(type), x);
}

Value GraphBuilder::transpose(Value x, ArrayRef<int64_t> permutation) {
  SmallVector<int64_t> shape;
  for (int64_t axis : permutation)
    shape.push_back(getShape(x)[axis]);
  return TransposeOp::create(builder, withShape(x, shape), x,
                             sizes(permutation));
}

Value GraphBuilder::reshape(Value x, ArrayRef<int64_t> shape) {
  return ReshapeOp::create(builder, withShape(x, shape), x, sizes(shape));
}

Value GraphBuilder::lookUpRows(Value table, Value ids) {
  SmallVector<int64_t> shape(getShape(ids));
  shape.push_back(1);
  Value indices =
      ExpandDimsOp::create(builder, withShape(ids, shape), ids, axes(-1));
  shape.back() = getShape(table).back();
  return GatherNdOp::create(builder, withShape(table, shape), table, indices);
}

Value GraphBuilder::padImages(Value images, int64_t padding) {
  SmallVector<int64_t> shape(getShape(images));
  for (int64_t &dim : MutableArrayRef(shape).drop_front(2))
    dim += 2 * padding;
  SmallVector<int64_t, 8> amounts = {0, 0, 0, 0};
  amounts.append(4, padding);
  // Named, here and below, for their order: that of arguments is up to the
  // compiler.
  Value amountsValue = sizes(amounts);
  Value zero = scalar(0, elementType);
  return PadOp::create(builder, withShape(images, shape), images, amountsValue,
                       zero, PaddingMode::Constant);
}

Value GraphBuilder::conv2d(Value images, Value weight, int64_t stride,
                           int64_t groups) {
  SmallVector<int64_t> shape = {getShape(images)[0], getShape(weight)[0]};
  for (int64_t axis : {2, 3})
    shape.push_back((getShape(images)[axis] - getShape(weight)[axis]) / stride +
                    1);
  Value strides = sizes({stride, stride});
  Value dilations = sizes({1, 1});
  Value groupsValue = size(groups);
  return Conv2dOp::create(builder, withShape(images, shape), images, weight,
                          strides, dilations, groupsValue);
}

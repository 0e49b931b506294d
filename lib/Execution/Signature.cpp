// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A graph's inputs, outputs and state: their names, types and sizes.

#include "Execution/Signature.h"

#include "coreai/IR/ElementwiseOps.h"
#include "coreai/IR/GatherOps.h"
#include "coreai/IR/ShapeOps.h"
#include "coreai/Support/Error.h"
#include "coreai/Support/Text.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"

#include <limits>

using namespace mlir;
using namespace coreai;
using namespace coreai::execution;
using llvm::Expected;

NpyType execution::getNpyType(Type type) {
  if (auto complex = dyn_cast<ComplexType>(type))
    return {'c', 2 * getNpyType(complex.getElementType()).size};
  if (type.isBF16())
    return {'u', 2};
  unsigned size = std::max(1U, type.getIntOrFloatBitWidth() / 8);
  if (isa<FloatType>(type))
    return {'f', size};
  if (type.isSignlessInteger(1))
    return {'b', 1};
  return {type.isSignedInteger() ? 'i' : 'u', size};
}

size_t Port::byteSize() const {
  return type.getNumElements() * getNpyType(type.getElementType()).size;
}

//===----------------------------------------------------------------------===//
// Finding a graph
//===----------------------------------------------------------------------===//

GraphOp execution::findGraph(ModuleOp module, StringRef name) {
  for (auto graph : module.getOps<GraphOp>())
    if (graph.getSymName() == name)
      return graph;
  return nullptr;
}

SmallVector<std::string> execution::listEntryPoints(ModuleOp module) {
  SmallVector<std::string> names;
  for (auto graph : module.getOps<GraphOp>())
    if (!graph.getSymVisibility())
      names.push_back(printable(graph.getSymName()));
  return names;
}

//===----------------------------------------------------------------------===//
// Ports
//===----------------------------------------------------------------------===//

/// Whether elements have an array type. Complex numbers have one for f32.
static bool isSupported(Type type) {
  if (auto complex = dyn_cast<ComplexType>(type))
    return complex.getElementType().isF32();
  if (auto integer = dyn_cast<IntegerType>(type))
    return llvm::is_contained({16U, 32U, 64U}, integer.getWidth()) ||
           (integer.getWidth() >= 1 && integer.getWidth() <= 8);
  return isa<Float16Type, BFloat16Type, Float32Type, Float64Type>(type);
}

/// Whether an array of doubles, which figures are computed from, could hold the
/// elements; extents of 0 count as 1, since strides are products of others.
static bool fitsMemory(RankedTensorType type) {
  size_t numbers = isa<ComplexType>(type.getElementType()) ? 2 : 1;
  size_t size = numbers * sizeof(double); // No element takes more bytes.
  for (int64_t dim : type.getShape())
    if (__builtin_mul_overflow(size, std::max<size_t>(dim, 1), &size))
      return false;
  return size <= std::numeric_limits<ptrdiff_t>::max();
}

static StringRef getName(DictionaryAttr attributes) {
  auto name =
      attributes ? attributes.getAs<StringAttr>("coreai.name") : nullptr;
  return name ? name.getValue() : StringRef();
}

/// The sizes that the indices, operand 1 of \p user, have to be less than.
static ArrayRef<int64_t> getIndexedSizes(Operation *user) {
  if (auto gather = dyn_cast<GatherNdOp>(user)) {
    auto indices = cast<RankedTensorType>(gather.getIndices().getType());
    auto input = cast<RankedTensorType>(gather.getInput().getType());
    return input.getShape().take_front(indices.getShape().back());
  }
  if (auto gather = dyn_cast<GatherAlongAxisOp>(user))
    return cast<RankedTensorType>(gather.getInput().getType()).getShape();
  return {};
}

/// The smallest size that the indices in \p value meet. Follows them through
/// ops that keep their values.
static std::optional<int64_t> getIndexLimit(Value value) {
  std::optional<int64_t> limit;
  llvm::SetVector<Value> indices;
  indices.insert(value);
  // Grows on the way.
  for (size_t i = 0; i != indices.size(); ++i)
    for (OpOperand &use : indices[i].getUses()) {
      Operation *user = use.getOwner();
      unsigned number = use.getOperandNumber();
      if (number == 1)
        for (int64_t size : getIndexedSizes(user))
          limit = std::min(limit.value_or(size), size);
      if (number == 0 && isa<ExpandDimsOp, ShrinkDimsOp, ReshapeOp, TransposeOp,
                             SliceOp, CastOp, CopyOp, BroadcastToOp>(user))
        indices.insert(user->getResult(0));
    }
  return limit;
}

static Expected<Port> makePort(Type type, StringRef name,
                               const Twine &fallback) {
  Port port;
  port.name = name.empty() ? fallback.str() : name.str();
  if (auto handle = dyn_cast<HandleType>(type)) {
    port.isState = true;
    type = handle.getValueType();
  }
  port.type = dyn_cast<RankedTensorType>(type);
  if (!port.type)
    return makeError("'{0}': expects a tensor, got {1}", printable(port.name),
                     type);
  if (!port.type.hasStaticShape())
    return makeError("'{0}': expects a static shape, got {1}",
                     printable(port.name), type);
  if (!isSupported(port.type.getElementType()))
    return makeError("'{0}': expects elements that an array can hold, "
                     "got {1}",
                     printable(port.name), type);
  if (!fitsMemory(port.type))
    return makeError("'{0}': {1} doesn't fit memory", printable(port.name),
                     type);
  return port;
}

static llvm::Error checkUnique(ArrayRef<Port> ports) {
  llvm::StringSet<> names;
  for (const Port &port : ports)
    if (!names.insert(port.name).second)
      return makeError("the name '{0}' isn't unique", printable(port.name));
  return llvm::Error::success();
}

Expected<Signature> execution::getSignature(GraphOp graph) {
  Signature signature;
  for (BlockArgument argument : graph.getArguments()) {
    unsigned index = argument.getArgNumber();
    if (isa<TokenType>(argument.getType()))
      continue;
    Expected<Port> port =
        makePort(argument.getType(), getName(graph.getArgAttrDict(index)),
                 "arg" + Twine(index));
    if (!port)
      return port.takeError();
    if (!port->isState)
      port->indexLimit = getIndexLimit(argument);
    signature.inputs.push_back(std::move(*port));
  }
  for (auto [index, type] : llvm::enumerate(graph.getResultTypes())) {
    if (isa<TokenType>(type))
      continue;
    Expected<Port> port = makePort(
        type, getName(graph.getResultAttrDict(index)), "result" + Twine(index));
    if (!port)
      return port.takeError();
    if (port->isState)
      return makeError("'{0}': expects a tensor result, got a handle",
                       printable(port->name));
    signature.outputs.push_back(std::move(*port));
  }
  if (llvm::Error error = checkUnique(signature.inputs))
    return error;
  if (llvm::Error error = checkUnique(signature.outputs))
    return error;
  return signature;
}

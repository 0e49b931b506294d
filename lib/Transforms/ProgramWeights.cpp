// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The weights of a program, dense or compressed.

#include "coreai/Transforms/ProgramWeights.h"

#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/Support/DebugStringHelper.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SetVector.h"

#include "WeightUses.h"
#include "coreai/IR/ConstantData.h"
#include "coreai/IR/CoreAIOps.h"
#include "coreai/Support/Text.h"
#include "coreai/Transforms/WeightSource.h"

using namespace mlir;
using namespace coreai;

static bool isFloat(Value value) {
  auto type = dyn_cast<RankedTensorType>(value.getType());
  return type && isa<FloatType>(type.getElementType());
}

static bool readsAsPart(Operation *user);

/// Whether some op reads `value` as a part of a compressed weight.
static bool isRead(Value value, bool asPart) {
  return llvm::any_of(value.getUsers(), [asPart](Operation *user) {
    return readsAsPart(user) == asPart;
  });
}

/// Whether a decompression, and then casts, make `value`.
static bool isDecompressed(Value value) {
  Operation *op = value.getDefiningOp();
  if (auto cast = dyn_cast_or_null<CastOp>(op))
    return isDecompressed(cast.getX());
  return op && isDecompression(op);
}

/// Whether `user` reads its operands as parts of a compressed weight, or of a
/// compressed activation.
static bool readsAsPart(Operation *user) {
  if (isDecompression(user) || isa<BuildSparseWithBitmaskOp, QuantizeOp>(user))
    return true;
  auto cast = dyn_cast<CastOp>(user);
  if (!cast)
    return false;
  if (!isFloat(cast.getX()) || isRead(cast.getResult(), /*asPart=*/true))
    return true;
  // The last op of a chain has the weight's name, where ops have names; what
  // the program itself does to a weight has another.
  return isDecompressed(cast.getX()) &&
         getWeightName(cast.getResult()) == getWeightName(cast.getX());
}

/// Whether weights end at the result of `op`, as far as its kind says.
static bool endsWeight(Operation *op) {
  if (isa<ConstantOp>(op) || isDecompression(op))
    return true;
  return isa<CastOp>(op) && readsAsPart(op);
}

/// Adds the names of the ops that read `value`, seen through casts.
static void addConsumers(Value value, llvm::SetVector<StringRef> &names) {
  llvm::SmallVector<StringRef> direct(findConsumers(value));
  bool isCast = false;
  for (Operation *user : value.getUsers()) {
    auto cast = dyn_cast<CastOp>(user);
    if (!cast || !isFloat(cast.getResult()) || cast.getResult().use_empty())
      continue;
    addConsumers(cast.getResult(), names);
    isCast = true;
  }
  for (StringRef name : direct)
    if (!isCast || name != CastOp::getOperationName())
      names.insert(name);
}

/// Adds the constants that `value` is computed from, each once.
static void addConstants(Value value, llvm::SetVector<Operation *> &constants) {
  Operation *op = value.getDefiningOp();
  if (isa_and_present<ConstantOp>(op))
    constants.insert(op);
  else if (op)
    for (Value operand : getSourceOperands(op))
      addConstants(operand, constants);
}

/// What tells the bytes of one constant from those of another.
static const void *getIdentity(ElementsAttr elements) {
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(elements))
    return resource.getRawHandle().getResource();
  return elements.getAsOpaquePointer();
}

static ProgramWeight describe(Value value, const DecodedValue &decoded) {
  auto type = cast<RankedTensorType>(value.getType());
  ProgramWeight weight;
  weight.name = getWeightName(value);
  weight.graph = getGraphName(value.getDefiningOp());
  weight.shape = type.getShape();
  weight.elementType = debugString(type.getElementType());
  weight.isCompressed = decoded.isCompressed;
  weight.source = decoded.source;
  weight.reason = decoded.reason;

  llvm::SetVector<StringRef> consumers;
  addConsumers(value, consumers);
  for (StringRef consumer : consumers)
    weight.consumers.push_back(consumer.str());
  llvm::sort(weight.consumers);

  llvm::SetVector<Operation *> constants;
  addConstants(value, constants);
  for (Operation *constant : constants) {
    ElementsAttr elements = cast<ConstantOp>(constant).getValue();
    StoredPart part = {getIdentity(elements), getStoredSize(elements)};
    auto isSame = [&](const StoredPart &other) {
      return other.identity == part.identity;
    };
    if (llvm::any_of(weight.parts, isSame))
      continue;
    weight.parts.push_back(part);
    weight.bytes += part.bytes;
  }
  return weight;
}

FailureOr<std::vector<ProgramWeight>>
coreai::collectProgramWeights(ModuleOp program) {
  std::vector<ProgramWeight> weights;
  WeightSources sources;
  bool hasFailed = false;
  program.walk([&](Operation *op) {
    if (!endsWeight(op) || !isFloat(op->getResult(0)) ||
        !isRead(op->getResult(0), /*asPart=*/false))
      return;
    Value value = op->getResult(0);
    const DecodedValue &decoded = sources.get(value);
    bool isWeight = isa<ConstantOp>(op) || decoded.isCompressed;
    if (!isWeight || decoded.status == DecodedValue::Status::NotConstant)
      return;
    if (decoded.status == DecodedValue::Status::NoData) {
      emitError(op->getLoc()) << "weight '" << printable(getWeightName(value))
                              << "' can't be read: " << decoded.reason;
      hasFailed = true;
      return;
    }
    weights.push_back(describe(value, decoded));
  });
  if (hasFailed)
    return failure();
  return weights;
}

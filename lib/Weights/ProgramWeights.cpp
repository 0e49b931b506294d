// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The weights of a program, dense or compressed.

#include "coreai/Weights/ProgramWeights.h"

#include "coreai/IR/ConstantData.h"
#include "coreai/IR/CoreAIOps.h"
#include "coreai/Support/Text.h"
#include "coreai/Weights/Storage.h"
#include "coreai/Weights/WeightDescription.h"
#include "coreai/Weights/WeightGraph.h"
#include "coreai/Weights/WeightSource.h"

#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace coreai;

static bool isFloat(Value value) {
  auto type = dyn_cast<RankedTensorType>(value.getType());
  return type && isa<FloatType>(type.getElementType());
}

namespace {

/// Which ops read their operands as parts of compressed weights, or of
/// compressed activations: decompressions, and casts on the way to one or from
/// one to the end of its chain.
class PartReaders {
public:
  explicit PartReaders(Operation *program);

  bool contains(Operation *user) const {
    return isAlways(user) || casts.contains(user);
  }

  /// Whether some op reads `value` as a weight, or as no part of one.
  bool areNotAllOf(Value value) const {
    return llvm::any_of(value.getUsers(),
                        [&](Operation *user) { return !contains(user); });
  }

private:
  static bool isAlways(Operation *user) {
    return isDecompression(user) ||
           isa<BuildSparseWithBitmaskOp, QuantizeOp>(user);
  }
  void addCastsOf(Operation *decompression);

  llvm::DenseSet<Operation *> casts;
  llvm::DenseSet<Operation *> castsOfDecompressed;
};

} // namespace

/// Adds the casts, of casts, of what `decompression` makes that are still part
/// of the weight. The last op of a chain has the weight's name, where ops have
/// names; what the program itself does to a weight has another.
void PartReaders::addCastsOf(Operation *decompression) {
  using Named = std::pair<Value, std::string>;
  Value result = decompression->getResult(0);
  SmallVector<Named> worklist = {{result, getWeightName(result)}};
  while (!worklist.empty()) {
    auto [value, name] = worklist.pop_back_val();
    for (Operation *user : value.getUsers()) {
      if (!isa<CastOp>(user) || !castsOfDecompressed.insert(user).second)
        continue;
      auto location = user->getLoc()->findInstanceOf<NameLoc>();
      std::string ownName = location ? location.getName().str() : name;
      if (ownName == name)
        casts.insert(user);
      worklist.push_back({user->getResult(0), ownName});
    }
  }
}

PartReaders::PartReaders(Operation *program) {
  SmallVector<Operation *> worklist;
  program->walk([&](Operation *op) {
    if (isDecompression(op))
      addCastsOf(op);
    else if (auto cast = dyn_cast<CastOp>(op);
             cast &&
             (!isFloat(cast.getX()) || llvm::any_of(op->getUsers(), isAlways)))
      worklist.push_back(op);
  });
  worklist.append(casts.begin(), casts.end());
  // A cast of whose result an op reads a part makes a part.
  casts.insert(worklist.begin(), worklist.end());
  while (!worklist.empty()) {
    auto cast = llvm::cast<CastOp>(worklist.pop_back_val());
    auto maker = cast.getX().getDefiningOp<CastOp>();
    if (maker && casts.insert(maker).second)
      worklist.push_back(maker);
  }
}

/// Whether weights end at the result of `op`, as far as its kind says.
static bool endsWeight(Operation *op, const PartReaders &readers) {
  if (isa<ConstantOp>(op) || isDecompression(op))
    return true;
  return isa<CastOp>(op) && readers.contains(op);
}

/// The constants that `value` is computed from, each once.
static SmallVector<ConstantOp> findConstants(Value value) {
  SmallVector<ConstantOp> constants;
  SmallVector<Value> worklist = {value};
  llvm::SmallDenseSet<Value> seen;
  while (!worklist.empty()) {
    Value next = worklist.pop_back_val();
    Operation *op = next.getDefiningOp();
    if (!op || !seen.insert(next).second)
      continue;
    if (auto constant = dyn_cast<ConstantOp>(op))
      constants.push_back(constant);
    else
      llvm::append_range(worklist, llvm::reverse(getSourceOperands(op)));
  }
  return constants;
}

static ProgramWeight describe(Value value, const DecodedValue &decoded,
                              const UseFinder &finder) {
  ProgramWeight weight;
  static_cast<WeightDescription &>(weight) =
      describeWeight(value, getReaderNames(finder.find(value)));
  weight.isCompressed = decoded.isCompressed;
  weight.source = decoded.source;
  weight.reason = decoded.reason;

  for (ConstantOp constant : findConstants(value)) {
    ElementsAttr elements = constant.getValue();
    StoredPart part = {getStorageIdentity(elements), getStoredSize(elements)};
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
  PartReaders readers(program);
  UseFinder finder(program);
  bool hasFailed = false;
  program.walk([&](Operation *op) {
    if (!endsWeight(op, readers) || !isFloat(op->getResult(0)) ||
        !readers.areNotAllOf(op->getResult(0)))
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
    weights.push_back(describe(value, decoded, finder));
  });
  if (hasFailed)
    return failure();
  return weights;
}

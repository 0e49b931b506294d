// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a weight is called, how large it is and who reads it.

#include "coreai/Weights/WeightDescription.h"

#include "coreai/IR/CoreAIOps.h"
#include "coreai/Weights/WeightSource.h"

#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Support/DebugStringHelper.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace mlir;
using namespace coreai;

std::string coreai::getWeightName(Value value) {
  llvm::SmallPtrSet<Operation *, 8> seen; // Ops may depend on each other.
  while (Operation *op = value.getDefiningOp()) {
    if (!seen.insert(op).second)
      break;
    if (auto name = op->getLoc()->findInstanceOf<NameLoc>())
      return name.getName().str();
    if (auto constant = dyn_cast<ConstantOp>(op)) {
      auto resource = dyn_cast<DenseResourceElementsAttr>(constant.getValue());
      if (!resource)
        break;
      StringRef key = resource.getRawHandle().getKey();
      key.consume_back("_indices");
      return key.str();
    }
    SmallVector<Value> operands = getSourceOperands(op);
    if (operands.empty() || operands.front() == value)
      break;
    value = operands.front();
  }
  return kUnnamedWeight.str();
}

std::string coreai::getGraphName(Operation *op) {
  for (Operation *parent = op->getParentOp(); parent;
       parent = parent->getParentOp())
    if (auto symbol =
            parent->getAttrOfType<StringAttr>(SymbolTable::getSymbolAttrName()))
      return symbol.str();
  return "";
}

size_t WeightDescription::count() const {
  size_t count = 1;
  for (int64_t dim : shape)
    count *= dim;
  return count;
}

WeightDescription coreai::describeWeight(Value value,
                                         std::vector<std::string> consumers) {
  auto type = cast<RankedTensorType>(value.getType());
  return {getWeightName(value), getGraphName(value.getDefiningOp()),
          std::vector<int64_t>(type.getShape()),
          debugString(type.getElementType()), std::move(consumers)};
}

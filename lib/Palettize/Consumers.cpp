// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The ops whose weight operands are palettized, by name.

#include "Palettize/Consumers.h"

#include "coreai/IR/CoreAIDialect.h"
#include "coreai/IR/CoreAIInterfaces.h"

#include "mlir/IR/OperationSupport.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace coreai;

/// The consumers that Core AI's palettize_weights documents.
static constexpr llvm::StringLiteral kDocumentedConsumers[] = {
    "batch_matmul", "conv2d", "decomposable.broadcasting_batch_matmul",
    "gather_nd", "transpose"};

std::string coreai::qualify(StringRef name) {
  std::string prefix = (CoreAIDialect::getDialectNamespace() + ".").str();
  return name.starts_with(prefix) ? name.str() : prefix + name.str();
}

StringRef coreai::getMnemonic(StringRef name) {
  name.consume_front(qualify(""));
  return name;
}

bool coreai::readsWeights(StringRef name, MLIRContext *context) {
  auto op = RegisteredOperationName::lookup(name, context);
  return op && (op->hasInterface<WeightConsumerOpInterface>() ||
                op->hasInterface<ViewOpInterface>());
}

std::string coreai::listWeightReaders(MLIRContext *context) {
  std::vector<StringRef> names;
  for (RegisteredOperationName op : context->getRegisteredOperations())
    if (StringRef name = op.getStringRef();
        readsWeights(name, context) && name.starts_with(qualify("")))
      names.push_back(getMnemonic(name));
  llvm::sort(names);
  return llvm::join(names, ", ");
}

llvm::StringSet<> coreai::getConsumers(const std::vector<std::string> &more) {
  llvm::StringSet<> consumers;
  for (StringRef name : kDocumentedConsumers)
    consumers.insert(qualify(name));
  for (StringRef name : more)
    consumers.insert(qualify(name));
  return consumers;
}

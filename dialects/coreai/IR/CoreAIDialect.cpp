// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Registers everything the dialect holds; verifies its types.

#include "coreai/IR/CoreAIDialect.h"

#include "mlir/IR/Builders.h"
#include "llvm/ADT/TypeSwitch.h"

#include "coreai/IR/CoreAIOps.h"

using namespace mlir;
using namespace coreai;

#include "coreai/IR/CoreAIDialect.cpp.inc"

#include "coreai/IR/CoreAIEnums.cpp.inc"

#define GET_TYPEDEF_CLASSES
#include "coreai/IR/CoreAITypes.cpp.inc"

#define GET_ATTRDEF_CLASSES
#include "coreai/IR/CoreAIAttrs.cpp.inc"

#include "coreai/IR/CoreAIInterfaces.cpp.inc"

void CoreAIDialect::initialize() {
  addTypes<
#define GET_TYPEDEF_LIST
#include "coreai/IR/CoreAITypes.cpp.inc"
      >();
  addAttributes<
#define GET_ATTRDEF_LIST
#include "coreai/IR/CoreAIAttrs.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "coreai/IR/CoreAIOps.cpp.inc"
      >();
}

Operation *CoreAIDialect::materializeConstant(OpBuilder &builder,
                                              Attribute value, Type type,
                                              Location loc) {
  auto elements = dyn_cast<ElementsAttr>(value);
  if (!elements || elements.getType() != type || !isa<RankedTensorType>(type))
    return nullptr;
  return ConstantOp::create(builder, loc, type, elements);
}

LogicalResult HandleType::verify(function_ref<InFlightDiagnostic()> emitError,
                                 Type valueType) {
  if (!isa<RankedTensorType>(valueType)) // C1
    return emitError() << "expects a handle of a ranked tensor, got "
                       << valueType;
  return success();
}

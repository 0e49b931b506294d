// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Registers everything the dialect holds; verifies its types.

#include "coreai/IR/CoreAIDialect.h"

#include "coreai/IR/CoreAIInterfaces.h"
#include "coreai/IR/ElementwiseOps.h"
#include "coreai/IR/StructureOps.h"
#include "coreai/IR/VerifyUtils.h"

#include "mlir/Bytecode/BytecodeImplementation.h"
#include "mlir/IR/Builders.h"
#include "mlir/Transforms/InliningUtils.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace coreai;

#include "coreai/IR/CoreAIDialect.cpp.inc"
#include "coreai/IR/CoreAIEnums.cpp.inc"

#define GET_TYPEDEF_CLASSES
#include "coreai/IR/CoreAITypes.cpp.inc"

#define GET_ATTRDEF_CLASSES
#include "coreai/IR/CoreAIAttrs.cpp.inc"
#include "coreai/IR/CoreAIInterfaces.cpp.inc"

namespace {

/// Graphs are inlined unless they say otherwise.
struct CoreAIInlinerInterface : public DialectInlinerInterface {
  using DialectInlinerInterface::DialectInlinerInterface;

  bool isLegalToInline(Operation *, Operation *callable, bool) const final {
    auto graph = dyn_cast<GraphOp>(callable);
    return graph && !graph.getNoinline() && !graph.getExternalize();
  }

  bool isLegalToInline(Operation *, Region *, bool, IRMapping &) const final {
    return true;
  }

  bool isLegalToInline(Region *, Region *, bool, IRMapping &) const final {
    return true;
  }

  void handleTerminator(Operation *op, ValueRange replaced) const final {
    for (auto [from, to] : llvm::zip_equal(replaced, op->getOperands()))
      from.replaceAllUsesWith(to);
  }

  /// A call may know shapes to another extent than the graph that it calls.
  Operation *materializeCallConversion(OpBuilder &builder, Value input,
                                       Type resultType,
                                       Location loc) const final {
    if (!areCompatible(input.getType(), resultType))
      return nullptr;
    return CastOp::create(builder, loc, resultType, input);
  }
};

/// The version of the dialect that a program was written with.
struct CoreAIVersion : public DialectVersion {
  uint64_t number;
};

/// Bytecode carries the dialect's version. Attributes are written by name, so
/// that programs of other versions are read: what this build doesn't know is
/// kept. A version is there for the day when a name changes its meaning.
struct CoreAIBytecodeInterface : public BytecodeDialectInterface {
  explicit CoreAIBytecodeInterface(Dialect *dialect)
      : BytecodeDialectInterface(dialect) {}

  static constexpr uint64_t kVersion = 1;

  void writeVersion(DialectBytecodeWriter &writer) const final {
    writer.writeVarInt(kVersion);
  }

  std::unique_ptr<DialectVersion>
  readVersion(DialectBytecodeReader &reader) const final {
    auto version = std::make_unique<CoreAIVersion>();
    if (failed(reader.readVarInt(version->number)))
      return nullptr;
    return version;
  }
};

} // namespace

void CoreAIDialect::initialize() {
  addInterfaces<CoreAIInlinerInterface, CoreAIBytecodeInterface>();
  // A newer compiler's ops pass through, in generic form.
  allowUnknownOperations();
  addTypes<
#define GET_TYPEDEF_LIST
#include "coreai/IR/CoreAITypes.cpp.inc"
      >();
  addAttributes<
#define GET_ATTRDEF_LIST
#include "coreai/IR/CoreAIAttrs.cpp.inc"
      >();
  registerStructureOps();
  registerControlFlowOps();
  registerStateOps();
  registerElementwiseOps();
  registerMatmulOps();
  registerShapeOps();
  registerReductionOps();
  registerGatherOps();
  registerConvolutionOps();
  registerPoolingOps();
  registerResamplingOps();
  registerCompressionOps();
}

Operation *CoreAIDialect::materializeConstant(OpBuilder &builder,
                                              Attribute value, Type type,
                                              Location loc) {
  auto elements = dyn_cast<ElementsAttr>(value);
  if (!elements || elements.getType() != type || !isa<RankedTensorType>(type))
    return nullptr;
  return ConstantOp::create(builder, loc, type, elements);
}

LogicalResult
SparseWithBitmaskType::verify(function_ref<InFlightDiagnostic()> emitError,
                              Type denseType) {
  if (!isa<RankedTensorType>(denseType)) // C1
    return emitError() << "expects a sparse value of a ranked tensor, got "
                       << denseType;
  return success();
}

LogicalResult HandleType::verify(function_ref<InFlightDiagnostic()> emitError,
                                 Type valueType) {
  if (!isa<RankedTensorType>(valueType)) // C1
    return emitError() << "expects a handle of a ranked tensor, got "
                       << valueType;
  return success();
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a program is made of: the constraints and syntax of graphs, calls
// between them, and constants.

#include "coreai/IR/StructureOps.h"

#include "coreai/IR/ConstantData.h"
#include "coreai/IR/VerifyUtils.h"

#include "mlir/IR/Builders.h"
#include "mlir/Interfaces/FunctionImplementation.h"

using namespace mlir;
using namespace coreai;

//===----------------------------------------------------------------------===//
// ConstantOp
//===----------------------------------------------------------------------===//

OpFoldResult ConstantOp::fold(FoldAdaptor) { return getValue(); }

LogicalResult ConstantOp::verify() {
  if (!isa<DenseElementsAttr, DenseResourceElementsAttr>(getValue())) // C3
    return emitOpError("expects dense elements or a dense resource, got ")
           << getValue();
  return verifyResource(getValue(), [&] { return emitOpError(); }); // C2
}

//===----------------------------------------------------------------------===//
// GraphOp
//===----------------------------------------------------------------------===//

static constexpr StringLiteral kPrivate = "private";

void GraphOp::build(OpBuilder &builder, OperationState &state, StringRef name,
                    FunctionType type) {
  state.addAttribute(getSymNameAttrName(state.name),
                     builder.getStringAttr(name));
  state.addAttribute(getFunctionTypeAttrName(state.name), TypeAttr::get(type));
  Block &body = state.addRegion()->emplaceBlock();
  body.addArguments(type.getInputs(),
                    SmallVector<Location>(type.getNumInputs(), state.location));
}

ParseResult GraphOp::parse(OpAsmParser &parser, OperationState &result) {
  Builder &builder = parser.getBuilder();
  if (succeeded(parser.parseOptionalKeyword(kPrivate)))
    result.addAttribute(getSymVisibilityAttrName(result.name),
                        builder.getStringAttr(kPrivate));
  for (StringAttr flag :
       {getExternalizeAttrName(result.name), getNoinlineAttrName(result.name)})
    if (succeeded(parser.parseOptionalKeyword(flag.getValue())))
      result.addAttribute(flag, builder.getUnitAttr());

  StringAttr name;
  SmallVector<OpAsmParser::Argument> arguments;
  SmallVector<Type> resultTypes;
  SmallVector<DictionaryAttr> resultAttrs;
  bool isVariadic = false;
  if (parser.parseSymbolName(name, getSymNameAttrName(result.name),
                             result.attributes) ||
      function_interface_impl::parseFunctionSignatureWithArguments(
          parser, /*allowVariadic=*/false, arguments, isVariadic, resultTypes,
          resultAttrs) ||
      parser.parseOptionalAttrDictWithKeyword(result.attributes))
    return failure();

  SmallVector<Type> argumentTypes;
  for (const OpAsmParser::Argument &argument : arguments)
    argumentTypes.push_back(argument.type);
  result.addAttribute(
      getFunctionTypeAttrName(result.name),
      TypeAttr::get(builder.getFunctionType(argumentTypes, resultTypes)));
  call_interface_impl::addArgAndResultAttrs(
      builder, result, arguments, resultAttrs, getArgAttrsAttrName(result.name),
      getResAttrsAttrName(result.name));
  return parser.parseRegion(*result.addRegion(), arguments);
}

void GraphOp::print(OpAsmPrinter &printer) {
  if (std::optional<StringRef> visibility = getSymVisibility())
    printer << ' ' << *visibility;
  if (getExternalize())
    printer << ' ' << getExternalizeAttrName().getValue();
  if (getNoinline())
    printer << ' ' << getNoinlineAttrName().getValue();
  printer << ' ';
  printer.printSymbolName(getSymName());
  function_interface_impl::printFunctionSignature(
      printer, *this, getArgumentTypes(), /*isVariadic=*/false,
      getResultTypes());
  function_interface_impl::printFunctionAttributes(
      printer, *this,
      {getFunctionTypeAttrName(), getSymVisibilityAttrName(),
       getExternalizeAttrName(), getNoinlineAttrName(), getArgAttrsAttrName(),
       getResAttrsAttrName()});
  printer << ' ';
  printer.printRegion(getBody(), /*printEntryBlockArgs=*/false);
}

LogicalResult GraphOp::verify() {
  // C1 is verified by FunctionOpInterface.
  std::optional<StringRef> visibility = getSymVisibility();
  if (visibility && *visibility != kPrivate) // C3
    return emitOpError("expects public or private visibility, got ")
           << *visibility;
  if (visibility && getExternalize()) // C3
    return emitOpError(
        "expects a graph to be private or externalize, got both");
  return success();
}

LogicalResult GraphOp::verifyRegions() {
  Block &block = getBody().front();
  if (block.empty() || !isa<OutputOp>(block.back())) // C2
    return emitOpError("expects its block to end with coreai.output");
  return success();
}

//===----------------------------------------------------------------------===//
// OutputOp
//===----------------------------------------------------------------------===//

LogicalResult OutputOp::verify() {
  ArrayRef<Type> expected =
      (*this)->getParentOfType<GraphOp>().getResultTypes();
  if (getNumOperands() != expected.size()) // C1
    return emitOpError("expects ")
           << expected.size() << " operands, one per result of the graph, got "
           << getNumOperands();
  for (auto [index, type] : llvm::enumerate(expected))
    if (getOperand(index).getType() != type) // C1
      return emitOpError("expects operand #")
             << index << " of type " << type << ", got "
             << getOperand(index).getType();
  return success();
}

//===----------------------------------------------------------------------===//
// InvokeOp
//===----------------------------------------------------------------------===//

static LogicalResult verifyCompatibleTypes(InvokeOp op, StringRef what,
                                           TypeRange actual,
                                           ArrayRef<Type> expected) {
  if (actual.size() != expected.size())
    return op.emitOpError("expects ")
           << expected.size() << ' ' << what << "s for " << op.getCallee()
           << ", got " << actual.size();
  for (auto [index, type] : llvm::enumerate(expected))
    if (!areCompatible(actual[index], type))
      return op.emitOpError("expects ") << what << " #" << index << " of type "
                                        << type << ", got " << actual[index];
  return success();
}

LogicalResult InvokeOp::verifySymbolUses(SymbolTableCollection &symbolTable) {
  Operation *symbol = symbolTable.lookupNearestSymbolFrom(*this, getCallee());
  bool isNested = !getCallee().getNestedReferences().empty();
  if (!symbol && isNested) {
    Operation *root = symbolTable.lookupNearestSymbolFrom(
        *this, getCallee().getRootReference());
    if (root && !root->isRegistered())
      return success();
  }
  auto graph = dyn_cast_or_null<GraphOp>(symbol);
  if (!graph) { // C1
    InFlightDiagnostic error =
        emitOpError("expects a coreai.graph for callee, got ") << getCallee();
    if (symbol)
      return error << ", a " << symbol->getName();
    error << ", which isn't defined";
    Operation *table = SymbolTable::getNearestSymbolTable(*this);
    if (auto name =
            table->getAttrOfType<StringAttr>(SymbolTable::getSymbolAttrName()))
      error << " in " << FlatSymbolRefAttr::get(name);
    return error;
  }
  if (failed(verifyCompatibleTypes(*this, "operand", getOperandTypes(),
                                   graph.getArgumentTypes()))) // C2
    return failure();
  return verifyCompatibleTypes(*this, "result", getResultTypes(),
                               graph.getResultTypes()); // C3
}

//===----------------------------------------------------------------------===//
// What TableGen writes
//===----------------------------------------------------------------------===//

#define GET_OP_CLASSES
#include "coreai/IR/StructureOps.cpp.inc"

void CoreAIDialect::registerStructureOps() {
  addOperations<
#define GET_OP_LIST
#include "coreai/IR/StructureOps.cpp.inc"
      >();
}

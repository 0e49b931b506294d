// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Regions that run once, one of two, or again and again. The text of the loop
// and of its condition is known in part, so every spelling that fits what is
// known is read, and one is printed.

#include "coreai/IR/ControlFlowOps.h"

#include "coreai/IR/GatherOps.h"
#include "coreai/IR/VerifyUtils.h"

#include "mlir/IR/Builders.h"

using namespace mlir;
using namespace coreai;

/// Parses `T, T`, `(T, T)` or `()`.
static ParseResult parseTypes(OpAsmParser &parser,
                              SmallVectorImpl<Type> &types) {
  if (failed(parser.parseOptionalLParen()))
    return parser.parseTypeList(types);
  if (succeeded(parser.parseOptionalRParen()))
    return success();
  return failure(parser.parseTypeList(types) || parser.parseRParen());
}

/// Checks which op a region ends with.
template <typename TerminatorOp>
static LogicalResult verifyTerminator(Operation *op, Region &region) {
  Block &block = region.front();
  if (block.empty() || !isa<TerminatorOp>(block.back()))
    return op->emitOpError("expects a region that ends with ")
           << TerminatorOp::getOperationName();
  return success();
}

//===----------------------------------------------------------------------===//
// IfOp
//===----------------------------------------------------------------------===//

/// Parses `C`, `C -> T, T` or `C -> (T, T)`.
static ParseResult parseIfTypes(OpAsmParser &parser, Type &condition,
                                SmallVectorImpl<Type> &results) {
  if (parser.parseType(condition))
    return failure();
  if (failed(parser.parseOptionalArrow()))
    return success();
  if (failed(parser.parseOptionalLParen()))
    return parser.parseTypeList(results);
  if (succeeded(parser.parseOptionalRParen()))
    return success();
  return failure(parser.parseTypeList(results) || parser.parseRParen());
}

static void printIfTypes(OpAsmPrinter &printer, Operation *, Type condition,
                         TypeRange results) {
  printer << condition;
  if (!results.empty())
    printer << " -> " << results;
}

void IfOp::getSuccessorRegions(RegionBranchPoint point,
                               SmallVectorImpl<RegionSuccessor> &regions) {
  if (!point.isParent()) {
    regions.push_back(RegionSuccessor(getOperation(), getResults()));
    return;
  }
  regions.push_back(RegionSuccessor(&getThenRegion()));
  regions.push_back(RegionSuccessor(&getElseRegion()));
}

void IfOp::getEntrySuccessorRegions(ArrayRef<Attribute> operands,
                                    SmallVectorImpl<RegionSuccessor> &regions) {
  auto condition = dyn_cast_or_null<DenseIntElementsAttr>(operands.front());
  if (!condition)
    return getSuccessorRegions(RegionBranchPoint::parent(), regions);
  bool taken = *condition.value_begin<bool>();
  regions.push_back(
      RegionSuccessor(taken ? &getThenRegion() : &getElseRegion()));
}

bool IfOp::areTypesCompatible(Type a, Type b) { return areCompatible(a, b); }

LogicalResult IfOp::verifyRegions() {
  // What they yield is compared with the results by RegionBranchOpInterface.
  return success(succeeded(verifyTerminator<YieldOp>(*this, getThenRegion())) &&
                 succeeded(verifyTerminator<YieldOp>(*this, getElseRegion())));
}

//===----------------------------------------------------------------------===//
// ConditionOp
//===----------------------------------------------------------------------===//

MutableOperandRange ConditionOp::getMutableSuccessorOperands(RegionSuccessor) {
  return getValuesMutable();
}

void ConditionOp::getSuccessorRegions(
    ArrayRef<Attribute> operands, SmallVectorImpl<RegionSuccessor> &regions) {
  auto loop = cast<WhileOp>((*this)->getParentOp());
  auto known = dyn_cast_or_null<DenseIntElementsAttr>(operands.front());
  bool mayEnter = !known || *known.value_begin<bool>();
  bool mayLeave = !known || !*known.value_begin<bool>();
  if (mayEnter)
    regions.push_back(
        RegionSuccessor(&loop.getAfter(), loop.getAfter().getArguments()));
  if (mayLeave)
    regions.push_back(RegionSuccessor(loop.getOperation(), loop.getResults()));
}

/// `%c, %a : tensor<i1>, T`, or `(%c) %a : T`.
ParseResult ConditionOp::parse(OpAsmParser &parser, OperationState &result) {
  Type flag = RankedTensorType::get({}, parser.getBuilder().getI1Type());
  SmallVector<OpAsmParser::UnresolvedOperand> operands(1);
  SmallVector<Type> types;
  SMLoc loc = parser.getCurrentLocation();
  if (succeeded(parser.parseOptionalLParen())) {
    types.push_back(flag);
    if (parser.parseOperand(operands.front()) || parser.parseRParen() ||
        parser.parseOperandList(operands) ||
        parser.parseOptionalAttrDict(result.attributes) ||
        parser.parseOptionalColonTypeList(types))
      return failure();
  } else {
    operands.clear();
    if (parser.parseOperandList(operands) ||
        parser.parseOptionalAttrDict(result.attributes) ||
        parser.parseColonTypeList(types))
      return failure();
  }
  return parser.resolveOperands(operands, types, loc, result.operands);
}

void ConditionOp::print(OpAsmPrinter &printer) {
  printer << ' ' << getOperands();
  printer.printOptionalAttrDict((*this)->getAttrs());
  printer << " : " << getOperandTypes();
}

//===----------------------------------------------------------------------===//
// WhileOp
//===----------------------------------------------------------------------===//

OperandRange WhileOp::getEntrySuccessorOperands(RegionSuccessor) {
  return getInits();
}

void WhileOp::getSuccessorRegions(RegionBranchPoint point,
                                  SmallVectorImpl<RegionSuccessor> &regions) {
  Operation *terminator = point.getTerminatorPredecessorOrNull();
  if (!terminator || terminator->getParentRegion() == &getAfter()) {
    regions.push_back(
        RegionSuccessor(&getBefore(), getBefore().getArguments()));
    return;
  }
  regions.push_back(RegionSuccessor(getOperation(), getResults()));
  regions.push_back(RegionSuccessor(&getAfter(), getAfter().getArguments()));
}

bool WhileOp::areTypesCompatible(Type a, Type b) { return areCompatible(a, b); }

namespace {

/// The operands of a loop, and the names they give the first region's
/// arguments if they do.
struct LoopHeader {
  SmallVector<OpAsmParser::UnresolvedOperand> inits;
  SmallVector<OpAsmParser::Argument> arguments;
};

} // namespace

/// Parses `%a, %b`, `(%a, %b)`, `(%x = %a, %y = %b)`, or nothing.
static ParseResult parseLoopHeader(OpAsmParser &parser, LoopHeader &header) {
  if (failed(parser.parseOptionalLParen()))
    return parser.parseOperandList(header.inits);
  auto parseInit = [&]() -> ParseResult {
    OpAsmParser::UnresolvedOperand operand;
    OptionalParseResult present = parser.parseOptionalOperand(operand);
    if (!present.has_value())
      return success();
    if (failed(*present))
      return failure();
    if (succeeded(parser.parseOptionalEqual())) {
      OpAsmParser::Argument argument;
      argument.ssaName = operand;
      header.arguments.push_back(argument);
      if (parser.parseOperand(operand))
        return failure();
    }
    header.inits.push_back(operand);
    return success();
  };
  return failure(parser.parseCommaSeparatedList(parseInit) ||
                 parser.parseRParen());
}

/// Parses `: types -> types`, or nothing.
static ParseResult parseLoopTypes(OpAsmParser &parser, bool &found,
                                  SmallVectorImpl<Type> &inits,
                                  SmallVectorImpl<Type> &results) {
  found = succeeded(parser.parseOptionalColon());
  if (!found)
    return success();
  if (succeeded(parser.parseOptionalArrow()))
    return parseTypes(parser, results);
  return failure(parseTypes(parser, inits) || parser.parseArrow() ||
                 parseTypes(parser, results));
}

ParseResult WhileOp::parse(OpAsmParser &parser, OperationState &result) {
  LoopHeader header;
  SmallVector<Type> inits, results;
  bool typesFirst = false, typesLast = false;
  SMLoc loc = parser.getCurrentLocation();
  if (parseLoopHeader(parser, header) ||
      parseLoopTypes(parser, typesFirst, inits, results))
    return failure();
  if (!header.arguments.empty()) {
    if (header.arguments.size() != inits.size())
      return parser.emitError(loc, "expects a type before the region for each "
                                   "argument that is named");
    for (auto [argument, type] : llvm::zip_equal(header.arguments, inits))
      argument.type = type;
  }
  if (parser.parseRegion(*result.addRegion(), header.arguments) ||
      parser.parseKeyword("do") || parser.parseRegion(*result.addRegion()) ||
      parser.parseOptionalAttrDict(result.attributes))
    return failure();

  SmallVector<Type> lastInits, lastResults;
  if (parseLoopTypes(parser, typesLast, lastInits, lastResults))
    return failure();
  if (!typesFirst && !typesLast)
    return parser.emitError(parser.getCurrentLocation(),
                            "expects ': types -> types'");
  if (typesLast) {
    inits = std::move(lastInits);
    results = std::move(lastResults);
  }
  result.addTypes(results);
  return parser.resolveOperands(header.inits, inits, loc, result.operands);
}

void WhileOp::print(OpAsmPrinter &printer) {
  if (!getInits().empty())
    printer << ' ' << getInits();
  printer << ' ';
  printer.printRegion(getBefore());
  printer << " do ";
  printer.printRegion(getAfter());
  printer.printOptionalAttrDict((*this)->getAttrs());
  auto printTypes = [&](TypeRange types) {
    if (types.empty())
      printer << "()";
    else
      printer << types;
  };
  printer << " : ";
  printTypes(getInits().getTypes());
  printer << " -> ";
  printTypes(getResultTypes());
}

LogicalResult WhileOp::verifyRegions() {
  // The types of what is passed on are compared by RegionBranchOpInterface.
  return success(succeeded(verifyTerminator<ConditionOp>(*this, getBefore())) &&
                 succeeded(verifyTerminator<YieldOp>(*this, getAfter())));
}

//===----------------------------------------------------------------------===//
// IsolatedGroupOp
//===----------------------------------------------------------------------===//

LogicalResult IsolatedGroupOp::verifyRegions() {
  Block &block = getBody().front();
  TypeRange expected = getInputs().getTypes(),
            actual = block.getArgumentTypes();
  if (actual.size() != expected.size() ||
      !llvm::all_of_zip(actual, expected, areCompatible)) // C1
    return emitOpError("expects a region that takes (")
           << expected << "), got (" << actual << ")";
  return verifyYield(*this, block, getResultTypes()); // C2
}

//===----------------------------------------------------------------------===//
// What TableGen writes
//===----------------------------------------------------------------------===//

#define GET_OP_CLASSES
#include "coreai/IR/ControlFlowOps.cpp.inc"

void CoreAIDialect::registerControlFlowOps() {
  addOperations<
#define GET_OP_LIST
#include "coreai/IR/ControlFlowOps.cpp.inc"
      >();
}

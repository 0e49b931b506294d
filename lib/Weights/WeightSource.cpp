// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From IR to numbers: decoding sources of values.

#include "coreai/Weights/WeightSource.h"

#include "coreai/IR/ConstantData.h"
#include "coreai/IR/CoreAIOps.h"
#include "coreai/IR/VerifyUtils.h"

#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/SymbolTable.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace coreai;
using coreai::decoding::SourcePtr;
using coreai::elements::ElementType;
using Status = DecodedValue::Status;

bool coreai::isDecompression(Operation *op) {
  return isa<LutToDenseOp, BlockwiseShiftScaleOp, DequantizeOp,
             SparseWithBitmaskToDenseOp>(op);
}

static std::string toString(Type type) {
  std::string text;
  llvm::raw_string_ostream(text) << type;
  return text;
}

static decoding::Shape getShape(Value value) {
  ArrayRef<int64_t> shape = getTensorType(value).getShape();
  return decoding::Shape(shape.begin(), shape.end());
}

/// The element of a constant rank-0 operand that gives an axis.
static std::optional<int64_t> getAxis(Value axis) {
  auto elements = getConstantIntegers(axis);
  if (!elements || elements->size() != 1)
    return std::nullopt;
  return elements->front();
}

//===----------------------------------------------------------------------===//
// Ops, whose operands are decoded and whose types are static
//===----------------------------------------------------------------------===//

static DecodedValue unsupported(const Twine &reason) {
  return {Status::Unsupported, nullptr, reason.str()};
}

static DecodedValue decodeConstant(ConstantOp op, ElementType type) {
  if (!hasData(op.getValue())) {
    auto resource = cast<DenseResourceElementsAttr>(op.getValue());
    return {Status::NoData, nullptr,
            ("the data of '" + resource.getRawHandle().getKey() +
             "' is missing; read a program printed with its resources")
                .str()};
  }
  auto stored = viewElements(op.getValue());
  if (!stored)
    return unsupported("a constant of type " + toString(op.getType()) +
                       " holds what isn't of its type");
  decoding::Shape shape = getShape(op.getOutput());
  SourcePtr source;
  if (stored->isSplat) {
    double value;
    elements::decodeElements(type, stored->bytes, 0, std::span(&value, 1));
    source = decoding::makeSplat(type, shape, value);
  } else if (!stored->repacked.empty()) {
    source = decoding::makeConstant(type, shape, std::move(stored->repacked));
  } else {
    source = decoding::makeConstant(type, shape, stored->bytes);
  }
  return {Status::Decoded, std::move(source), {}};
}

SmallVector<Value> coreai::getSourceOperands(Operation *op) {
  return llvm::TypeSwitch<Operation *, SmallVector<Value>>(op)
      .Case([](CastOp cast) { return SmallVector<Value>{cast.getX()}; })
      .Case([](LutToDenseOp lookUp) {
        return SmallVector<Value>{lookUp.getIndices(), lookUp.getLut()};
      })
      .Case<BlockwiseShiftScaleOp>([](BlockwiseShiftScaleOp scale) {
        return SmallVector<Value>{scale.getData(), scale.getScale(),
                                  scale.getOffset1(), scale.getOffset2()};
      })
      .Case([](DequantizeOp dequantize) {
        return SmallVector<Value>{dequantize.getInput(), dequantize.getScale(),
                                  dequantize.getOffset1(),
                                  dequantize.getOffset2()};
      })
      .Case([](SparseWithBitmaskToDenseOp fill) {
        auto build = fill.getSparse().getDefiningOp<BuildSparseWithBitmaskOp>();
        if (!build)
          return SmallVector<Value>{fill.getSparse()}; // Isn't decoded.
        return SmallVector<Value>{build.getValues(), build.getBitmask()};
      })
      .Default([](Operation *) { return SmallVector<Value>(); });
}

/// The source of an op's result, which has elements of \p type, given those of
/// getSourceOperands. Null, and the reason, if there is none.
static SourcePtr makeSource(Operation *op, ElementType type,
                            ArrayRef<SourcePtr> operands, std::string &reason) {
  return llvm::TypeSwitch<Operation *, SourcePtr>(op)
      .Case([&](CastOp) { return decoding::makeCast(operands[0], type); })
      .Case([&](LutToDenseOp lookUp) -> SourcePtr {
        auto axis = getAxis(lookUp.getAxis());
        // Scalars have no axis along which to lie.
        if (!axis && operands[1]->shape().back() != 1) {
          reason = "the axis of its vectors isn't a constant";
          return nullptr;
        }
        return decoding::makeLutToDense(operands[0], operands[1],
                                        axis.value_or(0));
      })
      .Case([&](BlockwiseShiftScaleOp) {
        return decoding::makeBlockwiseShiftScale(operands[0], operands[1],
                                                 operands[2], operands[3]);
      })
      .Case([&](DequantizeOp dequantize) -> SourcePtr {
        auto axis = getAxis(dequantize.getAxis());
        if (!axis && !operands[1]->shape().empty()) {
          reason = "the axis of its scales isn't a constant";
          return nullptr;
        }
        return decoding::makeDequantize(operands[0], operands[1], operands[2],
                                        operands[3], axis.value_or(0));
      })
      .Case([&](SparseWithBitmaskToDenseOp) -> SourcePtr {
        if (operands[0]->type() == ElementType::F8E8M0FNU) {
          reason = "f8E8M0FNU has no zero to fill up with";
          return nullptr;
        }
        // The op is verified where the mask is a constant, not behind a cast.
        size_t ones = decoding::countOnes(*operands[1]);
        if (ones != operands[0]->size()) {
          reason = "its bitmask has " + std::to_string(ones) + " ones for " +
                   std::to_string(operands[0]->size()) + " values";
          return nullptr;
        }
        return decoding::makeSparseToDense(operands[0], operands[1]);
      });
}

//===----------------------------------------------------------------------===//
// WeightSources
//===----------------------------------------------------------------------===//

/// The values that have to be decoded before \p value.
static SmallVector<Value> getSources(Value value) {
  Operation *op = value.getDefiningOp();
  return op ? getSourceOperands(op) : SmallVector<Value>();
}

// Without recursion: there may be any number of ops in a row.
const DecodedValue &WeightSources::get(Value value) {
  SmallVector<Value> pending = {value};
  llvm::SmallDenseSet<Value> waiting;
  while (!pending.empty()) {
    Value next = pending.back();
    auto [place, isNew] = decoded.try_emplace(next);
    if (isNew) {
      // What it is to those that it waits for: it depends on itself.
      place->second = std::make_unique<DecodedValue>();
      waiting.insert(next);
      for (Value source : getSources(next))
        if (!decoded.contains(source))
          pending.push_back(source);
      continue;
    }
    pending.pop_back();
    if (waiting.erase(next))
      *decoded.at(next) = decode(next);
  }
  return *decoded.at(value);
}

DecodedValue WeightSources::decode(Value value) {
  Operation *op = value.getDefiningOp();
  if (!op || !(isa<ConstantOp, CastOp>(op) || isDecompression(op)))
    return {};
  DecodedValue result = decode(op);
  if (isDecompression(op)) {
    result.isCompressed = true;
    bool isLacking =
        result.status == Status::NoData || result.status == Status::Unsupported;
    if (isLacking && !result.blockingOp)
      result.blockingOp = op;
  }
  return result;
}

DecodedValue WeightSources::decode(Operation *op) {
  DecodedValue failure = {Status::Decoded, nullptr, {}}; // The first.
  SmallVector<SourcePtr> operands;
  bool isCompressed = false;
  unsigned depth = 0;
  for (Value operand : getSourceOperands(op)) {
    const DecodedValue &decodedOperand = *decoded.at(operand);
    isCompressed |= decodedOperand.isCompressed;
    depth = std::max(depth, decodedOperand.depth + 1);
    operands.push_back(decodedOperand.source);
    // What depends on more than constants needs no other reason.
    if (decodedOperand.status == Status::NotConstant)
      return {};
    if (failure.status == Status::Decoded)
      failure = decodedOperand;
  }
  failure.isCompressed = isCompressed;
  if (failure.status != Status::Decoded)
    return failure;

  auto type = cast<RankedTensorType>(op->getResult(0).getType());
  auto elementType = getElementType(type.getElementType());
  DecodedValue result;
  std::string reason;
  if (depth > kMaxDepth)
    result = unsupported("more than " + Twine(kMaxDepth) +
                         " ops in a row compute it");
  else if (!type.hasStaticShape())
    result = unsupported("its type, " + toString(type) + ", isn't static");
  else if (!elementType)
    result = unsupported("elements of type " + toString(type.getElementType()) +
                         " have no decoder");
  else if (!getResourceSize(type))
    result = unsupported("its type, " + toString(type) +
                         ", takes 2^64 bytes or more");
  else if (auto constant = dyn_cast<ConstantOp>(op))
    result = decodeConstant(constant, *elementType);
  else if (SourcePtr source = makeSource(op, *elementType, operands, reason))
    result = {Status::Decoded, std::move(source), {}};
  else
    result = unsupported(reason);
  result.isCompressed = isCompressed;
  result.depth = depth;
  return result;
}

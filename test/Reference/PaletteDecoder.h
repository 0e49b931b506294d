// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What palettized weights decode to, worked out from what the dialect's ops are
// defined to mean: bytes from the attribute on, without a line of the code that
// wrote them.

#ifndef COREAI_TEST_REFERENCE_PALETTEDECODER_H
#define COREAI_TEST_REFERENCE_PALETTEDECODER_H

#include "coreai/IR/CoreAIOps.h"

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "llvm/ADT/APFloat.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace coreai::test {

/// A tensor's elements as numbers, in row-major order. Every type here is a
/// subset of double.
struct Tensor {
  mlir::RankedTensorType type;
  std::vector<double> elements;
};

/// \p value as the nearest number of \p type, ties to even.
inline double roundTo(mlir::Type type, double value) {
  llvm::APFloat number(value);
  bool losesInfo;
  number.convert(mlir::cast<mlir::FloatType>(type).getFloatSemantics(),
                 llvm::APFloat::rmNearestTiesToEven, &losesInfo);
  return number.convertToDouble();
}

/// The number that a pattern of as many bits as \p type has stands for.
inline double numberOf(mlir::Type type, uint64_t pattern) {
  llvm::APInt bits(type.getIntOrFloatBitWidth(), pattern);
  if (auto floatType = mlir::dyn_cast<mlir::FloatType>(type))
    return llvm::APFloat(floatType.getFloatSemantics(), bits).convertToDouble();
  return type.isSignedInteger() ? static_cast<double>(bits.getSExtValue())
                                : static_cast<double>(bits.getZExtValue());
}

/// Reads a resource: a stream of bits from the lowest of the first byte on, in
/// which elements follow each other without padding.
inline std::optional<std::vector<double>>
readStream(mlir::RankedTensorType type, llvm::ArrayRef<char> bytes) {
  size_t width = type.getElementTypeBitWidth();
  size_t bits = type.getNumElements() * width;
  if (bytes.size() != (bits + 7) / 8) {
    ADD_FAILURE() << bytes.size() << " bytes for " << bits << " bits";
    return std::nullopt;
  }
  auto bitAt = [&](size_t position) -> uint64_t {
    return static_cast<uint8_t>(bytes[position / 8]) >> position % 8 & 1;
  };
  for (size_t position = bits; position < 8 * bytes.size(); ++position)
    EXPECT_EQ(bitAt(position), 0u) << "padding isn't zero";
  std::vector<double> elements;
  for (size_t begin = 0; begin < bits; begin += width) {
    uint64_t pattern = 0;
    for (size_t bit = 0; bit < width; ++bit)
      pattern |= bitAt(begin + bit) << bit;
    elements.push_back(numberOf(type.getElementType(), pattern));
  }
  return elements;
}

inline std::optional<Tensor> readConstant(ConstantOp op) {
  Tensor result{mlir::cast<mlir::RankedTensorType>(op.getType()), {}};
  mlir::Type element = result.type.getElementType();
  if (auto dense = mlir::dyn_cast<mlir::DenseElementsAttr>(op.getValue())) {
    if (mlir::isa<mlir::FloatType>(element))
      for (const llvm::APFloat &value : dense.getValues<llvm::APFloat>())
        result.elements.push_back(value.convertToDouble());
    else
      for (const llvm::APInt &value : dense.getValues<llvm::APInt>())
        result.elements.push_back(numberOf(element, value.getZExtValue()));
    return result;
  }
  auto resource =
      mlir::dyn_cast<mlir::DenseResourceElementsAttr>(op.getValue());
  mlir::AsmResourceBlob *blob =
      resource ? resource.getRawHandle().getBlob() : nullptr;
  if (!blob) {
    ADD_FAILURE() << "a constant without data";
    return std::nullopt;
  }
  auto elements = readStream(result.type, blob->getData());
  if (!elements)
    return std::nullopt;
  result.elements = std::move(*elements);
  return result;
}

/// Counts through the positions of \p shape in row-major order.
class Position {
public:
  explicit Position(llvm::ArrayRef<int64_t> shape)
      : shape(shape), coordinates(shape.size()) {}

  void next() {
    for (size_t axis = shape.size(); axis-- > 0;) {
      if (++coordinates[axis] < shape[axis])
        return;
      coordinates[axis] = 0;
    }
  }

  int64_t operator[](size_t axis) const { return coordinates[axis]; }

  /// The row-major place, among blocks that divide the shape into
  /// \p blockCounts along each axis, of the one that this position is in.
  int64_t blockIn(llvm::ArrayRef<int64_t> blockCounts) const {
    int64_t block = 0;
    for (size_t axis = 0; axis < shape.size(); ++axis)
      block = block * blockCounts[axis] +
              coordinates[axis] / (shape[axis] / blockCounts[axis]);
    return block;
  }

private:
  llvm::ArrayRef<int64_t> shape;
  llvm::SmallVector<int64_t> coordinates;
};

/// The elements of \p value, which constants determine by way of the ops that
/// compressed weights are made of. Fails the test on any other op.
inline std::optional<Tensor> evaluate(mlir::Value value);

/// out[.., i_axis * V + v, ..] = lut[.. i / block .., indices[i], v].
inline std::optional<Tensor> evaluate(LutToDenseOp op) {
  auto indices = evaluate(op.getIndices()), lut = evaluate(op.getLut());
  auto axisValue = evaluate(op.getAxis());
  if (!indices || !lut || !axisValue)
    return std::nullopt;
  auto axis = static_cast<size_t>(axisValue->elements.front());
  llvm::ArrayRef<int64_t> shape = indices->type.getShape();
  llvm::ArrayRef<int64_t> lutShape = lut->type.getShape();
  int64_t entries = lutShape[shape.size()], length = lutShape.back();

  Tensor result{op.getType(),
                std::vector<double>(op.getType().getNumElements())};
  Position position(shape);
  for (double index : indices->elements) {
    int64_t table = position.blockIn(lutShape.take_front(shape.size()));
    int64_t entry = table * entries + static_cast<int64_t>(index);
    for (int64_t v = 0; v < length; ++v) {
      int64_t place = 0;
      for (size_t i = 0; i < shape.size(); ++i)
        place = place * op.getType().getDimSize(i) +
                (i == axis ? position[i] * length + v : position[i]);
      result.elements[place] = lut->elements[entry * length + v];
    }
    position.next();
  }
  return result;
}

/// (data - offset1) * scale + offset2, rounded once: neither the difference nor
/// the product of what tables hold needs more digits than a double has.
inline std::optional<Tensor> evaluate(BlockwiseShiftScaleOp op) {
  auto data = evaluate(op.getData()), scale = evaluate(op.getScale());
  auto offset1 = evaluate(op.getOffset1()), offset2 = evaluate(op.getOffset2());
  if (!data || !scale || !offset1 || !offset2)
    return std::nullopt;
  Tensor result{op.getType(), {}};
  Position position(data->type.getShape());
  for (double element : data->elements) {
    int64_t block = position.blockIn(scale->type.getShape());
    result.elements.push_back(
        roundTo(op.getType().getElementType(),
                (element - offset1->elements[block]) * scale->elements[block] +
                    offset2->elements[block]));
    position.next();
  }
  return result;
}

/// Of numbers to a float type: nothing here casts to integers.
inline std::optional<Tensor> evaluate(CastOp op) {
  auto result = evaluate(op.getX());
  if (!result)
    return std::nullopt;
  result->type = mlir::cast<mlir::RankedTensorType>(op.getResult().getType());
  for (double &element : result->elements)
    element = roundTo(result->type.getElementType(), element);
  return result;
}

inline std::optional<Tensor> evaluate(mlir::Value value) {
  mlir::Operation *op = value.getDefiningOp();
  if (auto constant = mlir::dyn_cast_if_present<ConstantOp>(op))
    return readConstant(constant);
  if (auto lookup = mlir::dyn_cast_if_present<LutToDenseOp>(op))
    return evaluate(lookup);
  if (auto scaled = mlir::dyn_cast_if_present<BlockwiseShiftScaleOp>(op))
    return evaluate(scaled);
  if (auto cast = mlir::dyn_cast_if_present<CastOp>(op))
    return evaluate(cast);
  ADD_FAILURE() << "nothing that weights decode from: "
                << (op ? op->getName().getStringRef().str() : "an argument");
  return std::nullopt;
}

} // namespace coreai::test

#endif // COREAI_TEST_REFERENCE_PALETTEDECODER_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Decoding as the formulas are written: one element at a time, from whole
// tensors. And what tests compare with it.

#ifndef COREAI_TEST_REFERENCE_DECODER_H
#define COREAI_TEST_REFERENCE_DECODER_H

#include "Reference/Elements.h"
#include "coreai/Decoding/Source.h"

#include <gtest/gtest.h>

#include <random>
#include <span>
#include <vector>

namespace coreai::decoding::reference {

using namespace elements::reference;

inline constexpr ElementType kIndexTypes[] = {
    ElementType::UI1, ElementType::UI2, ElementType::UI3,
    ElementType::UI4, ElementType::UI6, ElementType::UI8};

inline constexpr ElementType kWideFloats[] = {
    ElementType::F16, ElementType::BF16, ElementType::F32, ElementType::F64};

//===----------------------------------------------------------------------===//
// Tensors
//===----------------------------------------------------------------------===//

struct Tensor {
  ElementType type;
  Shape shape;
  std::vector<double> values;
};

/// The position of an element along each axis.
inline Shape coordinates(const Shape &shape, size_t position) {
  Shape result(shape.size());
  for (size_t d = shape.size(); d-- > 0; position /= shape[d])
    result[d] = position % shape[d];
  return result;
}

inline size_t positionOf(const Shape &shape, const Shape &coordinates) {
  size_t position = 0;
  for (size_t d = 0; d < shape.size(); ++d)
    position = position * shape[d] + coordinates[d];
  return position;
}

inline Tensor lutToDense(const Tensor &indices, const Tensor &lut,
                         int64_t axis) {
  size_t rank = indices.shape.size(), length = lut.shape.back();
  if (axis < 0)
    axis += static_cast<int64_t>(rank);
  Tensor result = {lut.type, indices.shape, {}};
  if (rank != 0)
    result.shape[axis] *= length;
  for (size_t i = 0; i < elementCount(result.shape); ++i) {
    Shape at = coordinates(result.shape, i);
    size_t component = 0;
    if (rank != 0) {
      component = at[axis] % length;
      at[axis] /= length;
    }
    auto index = size_t(indices.values[positionOf(indices.shape, at)]);
    for (size_t d = 0; d < rank; ++d)
      at[d] /= indices.shape[d] / lut.shape[d];
    at.push_back(index);
    at.push_back(component);
    result.values.push_back(lut.values[positionOf(lut.shape, at)]);
  }
  return result;
}

inline double shiftScaleOne(ElementType type, double value, double scale,
                            double offset1, double offset2) {
  return convertOne(type, (value - offset1) * scale + offset2);
}

inline Tensor blockwiseShiftScale(const Tensor &data, const Tensor &scale,
                                  const Tensor &offset1,
                                  const Tensor &offset2) {
  Tensor result = {offset2.type, data.shape, {}};
  for (size_t i = 0; i < data.values.size(); ++i) {
    Shape at = coordinates(data.shape, i);
    size_t j = 0;
    if (!scale.shape.empty()) {
      for (size_t d = 0; d < at.size(); ++d)
        at[d] /= data.shape[d] / scale.shape[d];
      j = positionOf(scale.shape, at);
    }
    result.values.push_back(shiftScaleOne(offset2.type, data.values[i],
                                          scale.values[j], offset1.values[j],
                                          offset2.values[j]));
  }
  return result;
}

inline Tensor dequantize(const Tensor &input, const Tensor &scale,
                         const Tensor &offset1, const Tensor &offset2,
                         int64_t axis) {
  Tensor result = {offset2.type, input.shape, {}};
  for (size_t i = 0; i < input.values.size(); ++i) {
    size_t j = scale.shape.empty() ? 0 : coordinates(input.shape, i)[axis];
    result.values.push_back(shiftScaleOne(offset2.type, input.values[i],
                                          scale.values[j], offset1.values[j],
                                          offset2.values[j]));
  }
  return result;
}

inline Tensor sparseToDense(const Tensor &values, const Tensor &mask) {
  Tensor result = {values.type, mask.shape, {}};
  size_t next = 0;
  for (double bit : mask.values)
    result.values.push_back(bit == 1 ? values.values[next++] : 0);
  return result;
}

inline Tensor cast(const Tensor &input, ElementType type) {
  Tensor result = {type, input.shape, {}};
  for (double value : input.values)
    result.values.push_back(convertOne(type, value));
  return result;
}

//===----------------------------------------------------------------------===//
// Random operands
//===----------------------------------------------------------------------===//

/// A tensor and the source that stores it.
struct Pair {
  Tensor tensor;
  SourcePtr source;
};

/// Stores bit patterns, one per element.
inline Pair makePair(ElementType type, Shape shape,
                     const std::vector<uint64_t> &patterns) {
  Tensor tensor = {type, shape, {}};
  // What follows the last element is no part of it.
  std::vector<std::byte> bytes(storageSize(type, patterns.size()) +
                               (isPacked(type) ? 2 : 0));
  for (size_t i = 0; i < patterns.size(); ++i) {
    tensor.values.push_back(decodePattern(type, patterns[i]));
    for (unsigned bit = 0; bit < storageBits(type); ++bit) {
      size_t position = i * storageBits(type) + bit;
      bytes[position / 8] |= std::byte(patterns[i] >> bit & 1)
                             << (position % 8);
    }
  }
  return {std::move(tensor),
          makeConstant(type, std::move(shape), std::move(bytes))};
}

/// Random bit patterns, stored.
inline Pair randomPair(ElementType type, Shape shape, std::mt19937_64 &random) {
  std::vector<uint64_t> patterns =
      randomPatterns(type, elementCount(shape), random);
  return makePair(type, std::move(shape), patterns);
}

/// The elements given, which are of the type.
inline Pair valuePair(ElementType type, Shape shape,
                      const std::vector<double> &values) {
  std::vector<uint64_t> patterns;
  for (double value : values) {
    uint64_t pattern = 0;
    if (auto format = floatFormat(type)) {
      pattern = elements::encode(*format, value);
    } else if (isFloat(type)) {
      while (decodePattern(type, pattern) != value)
        ++pattern;
    } else {
      pattern = static_cast<uint64_t>(static_cast<int64_t>(value)) &
                ((uint64_t(1) << storageBits(type)) - 1);
    }
    patterns.push_back(pattern);
  }
  return makePair(type, std::move(shape), patterns);
}

/// A shape of \p rank, each dimension at most \p limit.
inline Shape randomShape(size_t rank, size_t limit, std::mt19937_64 &random) {
  Shape shape(rank);
  for (size_t &dim : shape)
    dim = random() % limit + 1;
  return shape;
}

/// A divisor of each dimension.
inline Shape randomBlocks(const Shape &shape, std::mt19937_64 &random) {
  Shape counts = shape;
  for (size_t &count : counts) {
    size_t dim = count;
    do {
      count = random() % dim + 1;
    } while (dim % count != 0);
  }
  return counts;
}

//===----------------------------------------------------------------------===//
// Comparison
//===----------------------------------------------------------------------===//

inline void expectRange(const Source &source, const Tensor &expected,
                        size_t begin, size_t count) {
  auto values = std::span(expected.values).subspan(begin, count);
  // Guards show that nothing beyond the range is written.
  std::vector<double> read(count + 2, 123);
  source.read(begin, std::span(read).subspan(1, count));
  ASSERT_EQ(read.front(), 123);
  ASSERT_EQ(read.back(), 123);
  for (size_t i = 0; i < count; ++i)
    ASSERT_TRUE(areSame(read[i + 1], values[i]))
        << "element " << begin + i << " is " << read[i + 1] << ", not "
        << values[i];

  size_t size = storageSize(source.type(), count);
  std::vector<std::byte> bytes(size + 2, std::byte(123));
  source.encode(begin, count, std::span(bytes).subspan(1, size));
  ASSERT_EQ(bytes.front(), std::byte(123));
  ASSERT_EQ(bytes.back(), std::byte(123));
  expectElements(source.type(), std::span(bytes).subspan(1, size), values);
}

/// Compares the whole and ranges that start and end anywhere.
inline void expectDecodes(const Source &source, const Tensor &expected,
                          std::mt19937_64 &random) {
  ASSERT_EQ(source.type(), expected.type);
  ASSERT_EQ(source.shape(), expected.shape);
  ASSERT_EQ(source.size(), expected.values.size());
  ASSERT_NO_FATAL_FAILURE(expectRange(source, expected, 0, source.size()));
  for (unsigned i = 0; i < 5; ++i) {
    size_t begin = random() % (source.size() + 1);
    size_t count = random() % (source.size() - begin + 1);
    ASSERT_NO_FATAL_FAILURE(expectRange(source, expected, begin, count))
        << "range of " << count << " from " << begin;
  }
}

} // namespace coreai::decoding::reference

#endif // COREAI_TEST_REFERENCE_DECODER_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The numbers that go in and come out: read, made up, summarized, compared.

#include "Execution/Tensors.h"

#include "coreai/Elements/FloatFormat.h"
#include "coreai/IR/ConstantData.h"
#include "coreai/Support/Error.h"
#include "coreai/Support/OutputFile.h"
#include "coreai/Support/Text.h"

#include "llvm/Support/xxhash.h"

#include <chrono>
#include <cmath>
#include <cstring>
#include <limits>
#include <numbers>
#include <random>

using namespace mlir;
using namespace coreai;
using namespace coreai::execution;
using llvm::Expected;

static std::string shapeText(ArrayRef<int64_t> shape) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  llvm::interleave(shape, stream, "x");
  return text.empty() ? "a scalar" : text;
}

//===----------------------------------------------------------------------===//
// Running
//===----------------------------------------------------------------------===//

double execution::runOnTensors(Program &program, const Tensors &inputs,
                               Tensors &outputs, Tensors &state) {
  const Signature &signature = program.signature();
  SmallVector<char *> inputPointers, outputPointers;
  Tensors copies;
  for (const Port &port : signature.inputs) {
    std::vector<char> &bytes = (port.isState ? state : copies)[port.name];
    bytes = inputs.at(port.name);
    inputPointers.push_back(bytes.data());
  }
  for (const Port &port : signature.outputs) {
    std::vector<char> &bytes = outputs[port.name];
    bytes.resize(port.byteSize());
    outputPointers.push_back(bytes.data());
  }
  auto start = std::chrono::steady_clock::now();
  program.run(inputPointers, outputPointers);
  std::chrono::duration<double> passed =
      std::chrono::steady_clock::now() - start;
  return passed.count();
}

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

namespace {

/// Reads and writes elements of a program's type in an array of its own type.
class ElementAccess {
public:
  explicit ElementAccess(Type type)
      : integer(dyn_cast<IntegerType>(type)), size(getNpyType(type).size) {
    if (!integer)
      format = getFloatFormat(type).value();
  }

  double load(const char *bytes, size_t index) const {
    if (!integer)
      return elements::load(format, reinterpret_cast<const std::byte *>(bytes),
                            index);
    uint64_t raw = 0;
    std::memcpy(&raw, bytes + index * size, size);
    if (integer.isSigned())
      return static_cast<double>(llvm::SignExtend64(raw, 8 * size));
    return static_cast<double>(raw);
  }

  void store(char *bytes, size_t index, double value) const {
    if (!integer)
      return elements::store(format, reinterpret_cast<std::byte *>(bytes),
                             index, value);
    auto raw = static_cast<int64_t>(value);
    std::memcpy(bytes + index * size, &raw, size);
  }

  /// Whether a number is one of the type's. Only integers that share their
  /// array's type with wider ones can fail it.
  bool contains(double value) const {
    if (!integer)
      return true;
    double end = std::ldexp(1.0, integer.getWidth() - integer.isSigned());
    return value < end && value >= (integer.isSigned() ? -end : 0);
  }

private:
  IntegerType integer;
  unsigned size;
  elements::FloatFormat format = elements::FloatFormat::F32;
};

} // namespace

/// Complex elements are two of their parts' type.
static Type getPartType(const Port &port, size_t &count) {
  Type type = port.type.getElementType();
  count = port.type.getNumElements();
  auto complex = dyn_cast<ComplexType>(type);
  if (!complex)
    return type;
  count *= 2;
  return complex.getElementType();
}

std::vector<double> execution::getNumbers(const Port &port,
                                          ArrayRef<char> bytes) {
  size_t count = 0;
  ElementAccess access(getPartType(port, count));
  std::vector<double> numbers(count);
  for (size_t i = 0; i != count; ++i)
    numbers[i] = access.load(bytes.data(), i);
  return numbers;
}

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

Expected<std::vector<char>> execution::readTensor(const Port &port,
                                                  StringRef path) {
  Expected<NpyArray> array = readNpy(path);
  if (!array)
    return array.takeError();
  Type element = port.type.getElementType();
  NpyType expected = getNpyType(element);
  if (array->type != expected)
    return makeError("{0}: expects elements of type {1} for '{2}'{3}, got {4}",
                     path, expected.text(), printable(port.name),
                     element.isBF16() ? ", the bits of bf16" : "",
                     array->type.text());
  if (ArrayRef(array->shape) != port.type.getShape())
    return makeError("{0}: expects shape {1} for '{2}', got {3}", path,
                     shapeText(port.type.getShape()), printable(port.name),
                     shapeText(array->shape));
  size_t count = 0;
  ElementAccess access(getPartType(port, count));
  for (size_t i = 0; i != count; ++i)
    if (double value = access.load(array->bytes.data(), i);
        !access.contains(value))
      return makeError("{0}: expects elements in the range of '{1}', "
                       "got {2}",
                       path, printable(port.name), value);
  return std::move(array->bytes);
}

llvm::Error execution::writeTensor(const Port &port, ArrayRef<char> bytes,
                                   StringRef path) {
  std::string message;
  LogicalResult written = writeOutputFile(
      path,
      [&](llvm::raw_ostream &stream) {
        writeNpy(stream, getNpyType(port.type.getElementType()),
                 port.type.getShape(), bytes);
        return success();
      },
      [&](const Twine &error) { message = error.str(); });
  if (failed(written))
    return llvm::createStringError(message);
  return llvm::Error::success();
}

//===----------------------------------------------------------------------===//
// Random numbers
//===----------------------------------------------------------------------===//

namespace {

/// The standard library's engine is the same everywhere, its distributions
/// aren't.
class Random {
public:
  Random(uint64_t seed, StringRef name)
      : engine(seed ^ llvm::xxh3_64bits(name)) {}

  /// In [0, 1).
  double uniform() { return std::ldexp(engine() >> 11, -53); }

  /// Source: G. E. P. Box, M. E. Muller, "A Note on the Generation of Random
  ///         Normal Deviates", Ann. Math. Stat. 29(2), 1958.
  double normal() {
    double radius = std::sqrt(-2 * std::log(1 - uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
  }

  int64_t below(int64_t limit) {
    return std::min(static_cast<int64_t>(uniform() * limit), limit - 1);
  }

private:
  std::mt19937_64 engine;
};

} // namespace

std::vector<char> execution::makeRandomTensor(const Port &port, uint64_t seed) {
  size_t count = 0;
  Type type = getPartType(port, count);
  ElementAccess access(type);
  Random random(seed, port.name);
  std::vector<char> bytes(port.byteSize());
  int64_t limit = 10;
  if (auto integer = dyn_cast<IntegerType>(type);
      integer && integer.getWidth() < 8)
    limit = std::min<int64_t>(
        limit, int64_t(1) << (integer.getWidth() - integer.isSigned()));
  limit = std::max<int64_t>(port.indexLimit.value_or(limit), 1);
  for (size_t i = 0; i != count; ++i)
    access.store(bytes.data(), i,
                 isa<IntegerType>(type)
                     ? static_cast<double>(random.below(limit))
                     : random.normal());
  return bytes;
}

//===----------------------------------------------------------------------===//
// Figures
//===----------------------------------------------------------------------===//

static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

Summary execution::summarize(ArrayRef<double> numbers) {
  Summary summary{kNone, kNone, kNone, 0};
  double sum = 0;
  for (double number : numbers) {
    if (!std::isfinite(number)) {
      ++summary.nonFinite;
      continue;
    }
    // fmin and fmax take the number where the other is NaN.
    summary.min = std::fmin(summary.min, number);
    summary.max = std::fmax(summary.max, number);
    sum += number;
  }
  if (size_t finite = numbers.size() - summary.nonFinite)
    summary.mean = sum / static_cast<double>(finite);
  return summary;
}

double execution::argmaxAgreement(ArrayRef<double> reference,
                                  ArrayRef<double> other, size_t rowLength) {
  size_t rows = rowLength == 0 ? 0 : reference.size() / rowLength, agreed = 0;
  for (size_t row = 0; row != rows; ++row) {
    auto argmax = [&](ArrayRef<double> numbers) {
      ArrayRef<double> slice = numbers.slice(row * rowLength, rowLength);
      return std::max_element(slice.begin(), slice.end()) - slice.begin();
    };
    agreed += argmax(reference) == argmax(other);
  }
  return rows == 0 ? kNone : static_cast<double>(agreed) / rows;
}

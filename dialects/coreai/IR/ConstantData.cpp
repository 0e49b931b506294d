// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The one place where MLIR's element types and attributes meet the bytes behind
// them.

#include "coreai/IR/ConstantData.h"

#include "coreai/Elements/BitPacking.h"

#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/Support/TypeID.h"

#include <cassert>
#include <cstring>

using namespace mlir;
using coreai::elements::ElementKind;
using coreai::elements::ElementType;
using coreai::elements::FloatFormat;

namespace coreai {

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

namespace {

/// A float type in MLIR.
struct MlirFloat {
  ElementType type;
  TypeID id;
  Type (*get)(MLIRContext *context);
};

} // namespace

template <typename T>
static MlirFloat makeFloat(ElementType type) {
  return {type, TypeID::get<T>(),
          [](MLIRContext *context) -> Type { return T::get(context); }};
}

/// All floats among the element types. Integers are told by sign and width.
static ArrayRef<MlirFloat> getFloats() {
  static const MlirFloat floats[] = {
      makeFloat<Float4E2M1FNType>(ElementType::F4E2M1FN),
      makeFloat<Float8E8M0FNUType>(ElementType::F8E8M0FNU),
      makeFloat<Float8E4M3FNType>(ElementType::F8E4M3FN),
      makeFloat<Float8E5M2Type>(ElementType::F8E5M2),
      makeFloat<Float16Type>(ElementType::F16),
      makeFloat<BFloat16Type>(ElementType::BF16),
      makeFloat<Float32Type>(ElementType::F32),
      makeFloat<Float64Type>(ElementType::F64),
  };
  return floats;
}

std::optional<ElementType> getElementType(Type type) {
  if (auto integer = dyn_cast<IntegerType>(type)) {
    if (!integer.isSignless())
      return elements::integerType(integer.isSigned(), integer.getWidth());
    return integer.getWidth() == 1 ? std::optional(ElementType::I1)
                                   : std::nullopt;
  }
  for (const MlirFloat &known : getFloats())
    if (type.getTypeID() == known.id)
      return known.type;
  return std::nullopt;
}

Type getMlirType(MLIRContext *context, ElementType type) {
  unsigned bits = elements::storageBits(type);
  switch (elements::traitsOf(type).kind) {
  case ElementKind::Boolean:
    return IntegerType::get(context, 1);
  case ElementKind::Unsigned:
    return IntegerType::get(context, bits, IntegerType::Unsigned);
  case ElementKind::Signed:
    return IntegerType::get(context, bits, IntegerType::Signed);
  case ElementKind::Float:
    break;
  }
  return llvm::find_if(
             getFloats(),
             [&](const MlirFloat &known) { return known.type == type; })
      ->get(context);
}

std::optional<FloatFormat> getFloatFormat(Type type) {
  auto known = getElementType(type);
  return known ? elements::floatFormat(*known) : std::nullopt;
}

namespace {

/// How one element lies in a resource.
struct ElementLayout {
  unsigned bits;
  /// Elements share bytes.
  bool isPacked() const { return bits < 8; }
};

} // namespace

/// The layout of a type's elements in a resource, none if it isn't known. More
/// types have one than there are element types: they need not be decoded.
static std::optional<ElementLayout> getElementLayout(Type type) {
  if (auto complex = dyn_cast<ComplexType>(type)) {
    auto part = getElementLayout(complex.getElementType());
    if (!part || part->isPacked())
      return std::nullopt;
    return ElementLayout{2 * part->bits};
  }
  if (auto known = getElementType(type))
    return ElementLayout{elements::storageBits(*known)};
  if (!type.isIntOrFloat())
    return std::nullopt;
  unsigned bits = type.getIntOrFloatBitWidth();
  if (bits % 8 != 0 && !elements::isPackedWidth(bits))
    return std::nullopt;
  return ElementLayout{bits};
}

/// The number of elements of a static shape, none if it exceeds 64 bits.
static std::optional<size_t> getElementCount(ArrayRef<int64_t> shape) {
  size_t count = 1;
  for (int64_t dim : shape)
    if (ShapedType::isDynamic(dim) ||
        __builtin_mul_overflow(count, static_cast<size_t>(dim), &count))
      return std::nullopt;
  return count;
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

std::optional<size_t> getResourceSize(ShapedType type) {
  auto layout = getElementLayout(type.getElementType());
  auto count = getElementCount(type.getShape());
  size_t size = 0;
  if (!layout || !count)
    return std::nullopt;
  if (layout->isPacked())
    return elements::packedSize(*count, layout->bits);
  if (__builtin_mul_overflow(*count, layout->bits / 8, &size))
    return std::nullopt;
  return size;
}

/// The bytes of a resource, or a null blob if they are absent.
static AsmResourceBlob *getBlob(DenseResourceElementsAttr resource) {
  return resource.getRawHandle().getBlob();
}

bool hasData(ElementsAttr elements) {
  auto resource = dyn_cast<DenseResourceElementsAttr>(elements);
  return !resource || getBlob(resource);
}

size_t getStoredSize(ElementsAttr elements) {
  if (auto dense = dyn_cast<DenseElementsAttr>(elements))
    return dense.getRawData().size();
  auto resource = dyn_cast<DenseResourceElementsAttr>(elements);
  AsmResourceBlob *blob = resource ? getBlob(resource) : nullptr;
  return blob ? blob->getData().size() : 0;
}

/// Whether \p actual bytes hold \p type, which takes \p expected.
static bool isRightSize(ShapedType type, size_t expected, size_t actual) {
  bool isPacked = getElementLayout(type.getElementType())->isPacked();
  return actual == expected || (isPacked && actual > expected);
}

LogicalResult verifyResource(ElementsAttr elements,
                             function_ref<InFlightDiagnostic()> emitError) {
  auto resource = dyn_cast<DenseResourceElementsAttr>(elements);
  AsmResourceBlob *blob = resource ? getBlob(resource) : nullptr;
  ShapedType type = elements.getShapedType();
  if (!blob || !getElementLayout(type.getElementType()))
    return success();
  auto expected = getResourceSize(type);
  if (!expected)
    return emitError()
           << "expects a type of less than 2^64 bytes for resource '"
           << resource.getRawHandle().getKey() << "', got " << type;
  size_t actual = blob->getData().size();
  if (isRightSize(type, *expected, actual))
    return success();
  return emitError() << "expects " << *expected << " bytes in resource '"
                     << resource.getRawHandle().getKey() << "' for " << type
                     << ", got " << actual;
}

FailureOr<FloatElements>
viewFloats(ElementsAttr elements,
           function_ref<InFlightDiagnostic()> emitError) {
  ShapedType type = elements.getShapedType();
  auto format = getFloatFormat(type.getElementType());
  auto count = getElementCount(type.getShape());
  if (!format || !count)
    return emitError() << "expects a static tensor of floats, got " << type;

  FloatElements view{*format, *count, /*isSplat=*/false, {}};
  ArrayRef<char> data;
  if (auto dense = dyn_cast<DenseElementsAttr>(elements)) {
    data = dense.getRawData();
    view.isSplat = dense.isSplat();
  } else if (auto resource = dyn_cast<DenseResourceElementsAttr>(elements)) {
    AsmResourceBlob *blob = getBlob(resource);
    if (!blob)
      return emitError() << "expects data in resource '"
                         << resource.getRawHandle().getKey()
                         << "', got a program printed without it";
    if (failed(verifyResource(elements, emitError)))
      return failure();
    data = blob->getData();
  } else {
    return emitError() << "expects dense elements or a dense resource, got "
                       << elements;
  }
  view.bytes = std::as_bytes(std::span(data.data(), data.size()));
  return view;
}

/// Element \p index of a dense attribute whose elements have less than eight
/// bits, or are booleans. MLIR packs those of one bit and gives others a byte.
/// None if the bits above the element are neither zeros nor its sign.
static std::optional<uint8_t> getDenseField(ArrayRef<char> raw, Type type,
                                            size_t index) {
  unsigned bits = type.getIntOrFloatBitWidth();
  if (bits == 1)
    return static_cast<uint8_t>(raw[index / 8]) >> (index % 8) & 1;
  auto byte = static_cast<uint8_t>(raw[index]);
  uint8_t field = byte & ((1u << bits) - 1);
  auto extended = static_cast<uint8_t>(elements::signExtend(field, bits));
  if (byte == field || (type.isSignedInteger() && byte == extended))
    return field;
  return std::nullopt;
}

std::optional<StoredElements> viewElements(ElementsAttr elements) {
  ShapedType type = elements.getShapedType();
  Type element = type.getElementType();
  auto layout = getElementLayout(element);
  auto size = getResourceSize(type);
  if (!layout || !size)
    return std::nullopt;
  StoredElements stored;
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(elements)) {
    AsmResourceBlob *blob = getBlob(resource);
    if (!blob || !isRightSize(type, *size, blob->getData().size()))
      return std::nullopt;
    ArrayRef<char> data = blob->getData();
    stored.bytes = std::as_bytes(std::span(data.data(), data.size()));
    return stored;
  }

  auto dense = dyn_cast<DenseElementsAttr>(elements);
  if (!dense || isa<DenseStringElementsAttr>(elements))
    return std::nullopt;
  stored.isSplat = dense.isSplat();
  ArrayRef<char> raw = dense.getRawData();
  if (!layout->isPacked() && !element.isInteger(1)) {
    stored.bytes = std::as_bytes(std::span(raw.data(), raw.size()));
    return stored;
  }
  SmallVector<uint8_t> fields(stored.isSplat ? 1 : dense.getNumElements());
  for (auto [index, field] : llvm::enumerate(fields)) {
    auto read = getDenseField(raw, element, index);
    if (!read)
      return std::nullopt;
    field = *read;
  }
  stored.repacked.resize(elements::packedSize(fields.size(), layout->bits));
  elements::pack(fields, layout->bits, stored.repacked);
  stored.bytes = stored.repacked;
  return stored;
}

/// Reads a resource whose size has been checked.
static SmallVector<int64_t> readIntegerResource(IntegerType type, size_t count,
                                                ArrayRef<char> data) {
  SmallVector<int64_t> values(count);
  unsigned bits = getElementLayout(type)->bits;
  auto bytes = std::as_bytes(std::span(data.data(), data.size()));
  if (bits < 8) {
    SmallVector<uint8_t> fields(count);
    elements::unpack(bytes, bits, fields);
    for (auto [value, field] : llvm::zip_equal(values, fields))
      value = type.isSigned() ? elements::signExtend(field, bits) : field;
    return values;
  }
  for (auto [index, value] : llvm::enumerate(values)) {
    uint64_t raw = 0;
    std::memcpy(&raw, bytes.data() + index * (bits / 8), bits / 8);
    value = type.isSigned() ? llvm::SignExtend64(raw, bits)
                            : static_cast<int64_t>(raw);
  }
  return values;
}

std::optional<SmallVector<int64_t>> readIntegers(ElementsAttr elements) {
  ShapedType type = elements.getShapedType();
  auto integer = dyn_cast<IntegerType>(type.getElementType());
  auto count = getElementCount(type.getShape());
  if (!integer || integer.getWidth() > 64 || !count)
    return std::nullopt;
  if (auto dense = dyn_cast<DenseIntElementsAttr>(elements)) {
    SmallVector<int64_t> values;
    for (const APInt &value : dense.getValues<APInt>())
      values.push_back(integer.isSigned() ? value.getSExtValue()
                                          : value.getZExtValue());
    return values;
  }
  auto resource = dyn_cast<DenseResourceElementsAttr>(elements);
  AsmResourceBlob *blob = resource ? getBlob(resource) : nullptr;
  auto size = getResourceSize(type);
  if (!blob || !size || blob->getData().size() < *size)
    return std::nullopt;
  return readIntegerResource(integer, *count, blob->getData());
}

std::optional<size_t> countOnes(ElementsAttr bitmask) {
  ShapedType type = bitmask.getShapedType();
  assert(type.getElementType().isUnsignedInteger(1));
  auto count = getElementCount(type.getShape());
  if (!count)
    return std::nullopt;
  if (auto dense = dyn_cast<DenseIntElementsAttr>(bitmask)) {
    if (dense.isSplat())
      return dense.getSplatValue<APInt>().isZero() ? 0 : *count;
    return llvm::count_if(dense.getValues<APInt>(),
                          [](const APInt &bit) { return bit.isOne(); });
  }
  auto resource = dyn_cast<DenseResourceElementsAttr>(bitmask);
  AsmResourceBlob *blob = resource ? getBlob(resource) : nullptr;
  if (!blob || blob->getData().size() < elements::packedSize(*count, 1))
    return std::nullopt;
  ArrayRef<char> bytes = blob->getData();
  size_t ones = 0;
  for (char byte : bytes.take_front(*count / 8))
    ones += llvm::popcount(static_cast<uint8_t>(byte));
  // Bits of the last byte that belong to no element don't count.
  if (unsigned rest = *count % 8)
    ones += llvm::popcount(
        static_cast<uint8_t>(bytes[*count / 8] & ((1u << rest) - 1)));
  return ones;
}

//===----------------------------------------------------------------------===//
// Building
//===----------------------------------------------------------------------===//

/// MLIR's bytecode keeps a blob's alignment, and refuses to read one from a
/// buffer that is less aligned. Memory from a pipe is aligned to 16 bytes.
static constexpr size_t kBlobAlignment = 16;

ConstantBuffer::ConstantBuffer(RankedTensorType type)
    : type(type), blob(HeapAsmResourceBlob::allocate(
                      getResourceSize(type).value(), kBlobAlignment)) {}

std::span<std::byte> ConstantBuffer::bytes() {
  MutableArrayRef<char> data = blob.getMutableData();
  return std::as_writable_bytes(std::span(data.data(), data.size()));
}

void ConstantBuffer::setIntegers(ArrayRef<int64_t> values) {
  unsigned bits = getElementLayout(type.getElementType())->bits;
  assert(static_cast<int64_t>(values.size()) == type.getNumElements());
  if (bits < 8) {
    uint8_t mask = (1u << bits) - 1;
    SmallVector<uint8_t> fields;
    for (int64_t value : values)
      fields.push_back(static_cast<uint8_t>(value) & mask);
    elements::pack(fields, bits, bytes());
    return;
  }
  for (auto [index, value] : llvm::enumerate(values))
    std::memcpy(bytes().data() + index * (bits / 8), &value, bits / 8);
}

void ConstantBuffer::setFloats(ArrayRef<double> values) {
  FloatFormat format = getFloatFormat(type.getElementType()).value();
  assert(static_cast<int64_t>(values.size()) == type.getNumElements());
  for (auto [index, value] : llvm::enumerate(values))
    elements::store(format, bytes().data(), index, value);
}

/// The first of \p count elements if all are equal. A stream of equal elements
/// of w bits repeats after w bytes, which hold eight of them.
static std::optional<uint8_t> getPackedSplat(std::span<const std::byte> bytes,
                                             unsigned bits, size_t count) {
  if (count == 0)
    return std::nullopt;
  uint8_t first = 0;
  elements::unpack(bytes, bits, std::span(&first, 1));
  size_t whole = count / 8 * bits;
  if (whole > bits &&
      std::memcmp(bytes.data(), bytes.data() + bits, whole - bits) != 0)
    return std::nullopt;
  uint8_t fields[8];
  for (size_t start : {size_t(0), count / 8 * 8}) {
    size_t length = std::min<size_t>(8, count - start);
    elements::unpack(bytes.subspan(start / 8 * bits), bits,
                     std::span(fields, length));
    if (!llvm::all_of(ArrayRef(fields, length),
                      [&](uint8_t field) { return field == first; }))
      return std::nullopt;
  }
  return first;
}

ElementsAttr ConstantBuffer::take(StringRef name) {
  unsigned bits = getElementLayout(type.getElementType())->bits;
  std::span<const std::byte> data = bytes();
  if (bits < 8) {
    if (auto splat = getPackedSplat(data, bits, type.getNumElements())) {
      APInt field(bits, *splat);
      if (auto floatType = dyn_cast<FloatType>(type.getElementType()))
        return DenseElementsAttr::get(
            type, APFloat(floatType.getFloatSemantics(), field));
      return DenseElementsAttr::get(type, field);
    }
    return DenseResourceElementsAttr::get(type, name, std::move(blob));
  }
  size_t width = bits / 8;
  bool isSplat =
      data.size() >= width &&
      std::memcmp(data.data(), data.data() + width, data.size() - width) == 0;
  if (isSplat || data.size() <= kMaxInlineBytes) {
    auto raw = ArrayRef(reinterpret_cast<const char *>(data.data()),
                        isSplat ? width : data.size());
    return DenseElementsAttr::getFromRawBuffer(type, raw);
  }
  return DenseResourceElementsAttr::get(type, name, std::move(blob));
}

} // namespace coreai

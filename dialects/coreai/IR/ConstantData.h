// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The one place where MLIR's element types and attributes meet the bytes behind
// them: naming a type, reading a constant whatever its attribute, and building
// one from numbers.
// How elements lie in those bytes is known to coreai/Elements.

#ifndef COREAI_IR_CONSTANTDATA_H
#define COREAI_IR_CONSTANTDATA_H

#include "coreai/Elements/FloatFormat.h"

#include "mlir/IR/AsmState.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Diagnostics.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace coreai {

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

/// The element type that \p type is; none for types that neither weights nor
/// what they are made from have.
std::optional<elements::ElementType> getElementType(mlir::Type type);

/// The type in MLIR of an element type: what getElementType undoes.
mlir::Type getMlirType(mlir::MLIRContext *context, elements::ElementType type);

/// The format of a float type; none for other types and for floats that no
/// weight or table is stored in.
std::optional<elements::FloatFormat> getFloatFormat(mlir::Type type);

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

/// The bytes that a resource takes to hold \p type. None if the shape isn't
/// static, if the element type has no known layout, or if the number of bytes
/// doesn't fit 64 bits.
std::optional<size_t> getResourceSize(mlir::ShapedType type);

/// Checks that a resource, where \p elements is one and its bytes are present,
/// holds what the type takes. Packed integers may be followed by padding.
llvm::LogicalResult
verifyResource(mlir::ElementsAttr elements,
               llvm::function_ref<mlir::InFlightDiagnostic()> emitError);

/// Whether the bytes of \p elements are at hand. They aren't in a program that
/// was printed without its resources.
bool hasData(mlir::ElementsAttr elements);

/// The bytes that \p elements keeps: one element of a splat, none of a resource
/// whose data is missing.
size_t getStoredSize(mlir::ElementsAttr elements);

/// A constant's float elements, viewed where they are.
struct FloatElements {
  elements::FloatFormat format;
  size_t count;
  /// Every element has the value of the only one that is stored.
  bool isSplat;
  /// `count` elements, or one if `isSplat`, at any alignment.
  std::span<const std::byte> bytes;

  /// Element \p index of the constant, in row-major order.
  double operator[](size_t index) const {
    return elements::load(format, bytes.data(), isSplat ? 0 : index);
  }
};

/// Views the elements of a static tensor of floats. Emits an error and fails if
/// they aren't floats, or if their bytes are missing or of the wrong number.
llvm::FailureOr<FloatElements>
viewFloats(mlir::ElementsAttr elements,
           llvm::function_ref<mlir::InFlightDiagnostic()> emitError);

/// A constant's elements in the layout of a resource.
struct StoredElements {
  /// Every element has the value of the only one that is stored.
  bool isSplat = false;
  /// All elements, or one if `isSplat`, at any alignment: those of the
  /// attribute, or `repacked`.
  std::span<const std::byte> bytes;
  /// Holds elements that lie otherwise in the attribute. Empty if none do.
  std::vector<std::byte> repacked;
};

/// Views the elements of a static tensor. None if their type has no layout, if
/// their bytes are missing or of the wrong number, or if one of less than eight
/// bits isn't a value of its type.
std::optional<StoredElements> viewElements(mlir::ElementsAttr elements);

/// Reads the elements of a static tensor of integers of up to 64 bits, in
/// row-major order. None if they aren't integers or their bytes are missing.
std::optional<llvm::SmallVector<int64_t>>
readIntegers(mlir::ElementsAttr elements);

/// Counts the ones of a static tensor of one-bit unsigned integers, without
/// unpacking them: a bitmask is as large as a weight. None if the bytes are
/// missing.
std::optional<size_t> countOnes(mlir::ElementsAttr bitmask);

//===----------------------------------------------------------------------===//
// Building
//===----------------------------------------------------------------------===//

/// The elements of a constant that is being made.
///
/// Bytes are filled first, by any thread, in the layout of a resource. The
/// attribute is made afterwards, in program order, since the name of a resource
/// depends on the names taken before it.
class ConstantBuffer {
public:
  /// Allocates the bytes of \p type, uninitialised. The type must have a
  /// resource size.
  explicit ConstantBuffer(mlir::RankedTensorType type);

  mlir::RankedTensorType getType() const { return type; }
  std::span<std::byte> bytes();

  /// Overwrites all elements: as many values as the type has, integers within
  /// the range of theirs, floats rounded to nearest even.
  void setIntegers(llvm::ArrayRef<int64_t> values);
  void setFloats(llvm::ArrayRef<double> values);

  /// Makes the attribute and gives up the bytes. Elements that are all equal
  /// become a splat; up to `kMaxInlineBytes` of elements of eight bits and more
  /// are kept in the attribute; the rest becomes a resource named \p name, or
  /// \p name with a number if that is taken.
  mlir::ElementsAttr take(llvm::StringRef name);

  /// The size above which Core AI's compiler uses resources lies between 864
  /// and 1296 bytes.
  static constexpr size_t kMaxInlineBytes = 1024;

private:
  mlir::RankedTensorType type;
  mlir::AsmResourceBlob blob;
};

} // namespace coreai

#endif // COREAI_IR_CONSTANTDATA_H

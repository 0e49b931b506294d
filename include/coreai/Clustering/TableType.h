// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a table's entries are stored as: numbers of the weight's own format, or
// narrower ones that a scale is multiplied with.

#ifndef COREAI_CLUSTERING_TABLETYPE_H
#define COREAI_CLUSTERING_TABLETYPE_H

#include "coreai/Elements/FloatFormat.h"

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace coreai::clustering {

/// Int8 entries are -127 to 127. UInt8 entries are 0 to 254 and stand for
/// themselves less the zero point, 127. Entries of the two 8-bit formats are
/// finite. All are symmetric about zero, and all but AsWeight need a scale.
enum class TableType : uint8_t { AsWeight, Int8, UInt8, F8E4M3FN, F8E5M2 };

/// The format whose bit patterns are the codes of \p type: none for the two
/// types of integers, and none for AsWeight.
constexpr std::optional<elements::FloatFormat> floatFormat(TableType type) {
  switch (type) {
  case TableType::F8E4M3FN:
    return elements::FloatFormat::F8E4M3FN;
  case TableType::F8E5M2:
    return elements::FloatFormat::F8E5M2;
  default:
    return std::nullopt;
  }
}

/// What is subtracted from the entries of a table of type \p type.
constexpr int zeroPoint(TableType type) {
  return type == TableType::UInt8 ? 127 : 0;
}

/// The type of the entries in the table of a weight of format \p format.
constexpr elements::ElementType entryType(TableType type,
                                          elements::FloatFormat format) {
  switch (type) {
  case TableType::AsWeight:
    return elements::elementType(format);
  case TableType::Int8:
    return elements::ElementType::SI8;
  case TableType::UInt8:
    return elements::ElementType::UI8;
  case TableType::F8E4M3FN:
    return elements::ElementType::F8E4M3FN;
  case TableType::F8E5M2:
    return elements::ElementType::F8E5M2;
  }
  assert(false && "unknown table type");
  return elements::elementType(format);
}

/// Bytes of an entry in the table of a weight of format \p format.
constexpr size_t tableByteWidth(TableType type, elements::FloatFormat format) {
  return elements::storageSize(entryType(type, format), 1);
}

/// The numbers that entries of \p type stand for before scaling, less their
/// zero point, strictly ascending, with zero as +0: 255, 255, 253 or 247 of
/// them. \p type is not AsWeight.
std::span<const double> tableLevels(TableType type);

/// The byte that stores the entry that stands for tableLevels(type)[level].
std::byte tableCode(TableType type, size_t level);

/// The number that a stored byte of \p type stands for, before scaling and less
/// the zero point. \p type is not AsWeight.
double tableValue(TableType type, std::byte code);

} // namespace coreai::clustering

#endif // COREAI_CLUSTERING_TABLETYPE_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tests what is known of element types: that rows of the table make sense, and
// what derives from them.

#include "coreai/Elements/ElementType.h"

#include "coreai/Elements/FloatFormat.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

using namespace coreai::elements;
using testing::ElementsAre;

namespace {

/// The types for which \p predicate holds.
template <typename Predicate>
std::vector<ElementType> typesThat(Predicate predicate) {
  std::vector<ElementType> types;
  for (const ElementTraits &row : kElementTypes)
    if (predicate(row.type))
      types.push_back(row.type);
  return types;
}

TEST(ElementTypeTest, RowsMakeSense) {
  std::set<std::string_view> names;
  for (const ElementTraits &row : kElementTypes) {
    SCOPED_TRACE(row.name);
    EXPECT_TRUE(names.insert(row.name).second);
    EXPECT_TRUE(isPackedWidth(row.bits) || row.bits % 8 == 0);
    unsigned magnitude = row.exponentBits + row.fractionBits;
    if (!isFloat(row.type)) {
      EXPECT_EQ(magnitude, 0u);
      EXPECT_EQ(row.specials, FloatSpecials::None);
      continue;
    }
    // Up to one bit is the sign, and a double holds every value.
    EXPECT_TRUE(row.bits == magnitude || row.bits == magnitude + 1);
    EXPECT_LE(row.exponentBits, 11);
    EXPECT_LE(row.fractionBits, 52);
  }
}

// Names of integers and floats say how many bits they have.
TEST(ElementTypeTest, NamesSayTheBits) {
  for (const ElementTraits &row : kElementTypes) {
    std::string name(row.name);
    std::string bits = name.substr(name.find_first_of("0123456789"));
    if (row.kind != ElementKind::Boolean)
      EXPECT_EQ(std::stoi(bits), row.bits) << name;
    EXPECT_EQ(isSigned(row.type), name.starts_with("si"));
    EXPECT_EQ(isInteger(row.type), name.find("i") == 1);
    size_t exponent = name.find('E'), fraction = name.find('M');
    if (fraction == std::string::npos)
      continue;
    EXPECT_EQ(std::stoi(name.substr(exponent + 1)), row.exponentBits) << name;
    EXPECT_EQ(std::stoi(name.substr(fraction + 1)), row.fractionBits) << name;
  }
}

TEST(ElementTypeTest, Predicates) {
  EXPECT_THAT(typesThat(isPacked),
              ElementsAre(ElementType::UI1, ElementType::UI2, ElementType::UI3,
                          ElementType::UI4, ElementType::UI6, ElementType::SI2,
                          ElementType::SI4, ElementType::F4E2M1FN));
  EXPECT_THAT(typesThat(isIndex),
              ElementsAre(ElementType::UI1, ElementType::UI2, ElementType::UI3,
                          ElementType::UI4, ElementType::UI6,
                          ElementType::UI8));
  EXPECT_THAT(typesThat(isFloat),
              ElementsAre(ElementType::F4E2M1FN, ElementType::F8E8M0FNU,
                          ElementType::F8E4M3FN, ElementType::F8E5M2,
                          ElementType::F16, ElementType::BF16, ElementType::F32,
                          ElementType::F64));
}

TEST(ElementTypeTest, IntegersByWidth) {
  EXPECT_EQ(integerType(/*isSigned=*/false, 1), ElementType::UI1);
  EXPECT_EQ(integerType(/*isSigned=*/true, 8), ElementType::SI8);
  EXPECT_EQ(integerType(/*isSigned=*/true, 3), std::nullopt);
  EXPECT_EQ(integerType(/*isSigned=*/false, 64), std::nullopt);
  for (ElementType type : typesThat(isInteger))
    EXPECT_EQ(integerType(isSigned(type), storageBits(type)), type);
}

TEST(ElementTypeTest, StorageSizes) {
  EXPECT_EQ(storageSize(ElementType::I1, 9), 9u);
  EXPECT_EQ(storageSize(ElementType::UI1, 9), 2u);
  EXPECT_EQ(storageSize(ElementType::UI6, 3), 3u);
  EXPECT_EQ(storageSize(ElementType::BF16, 3), 6u);
  EXPECT_EQ(storageSize(ElementType::F64, 3), 24u);
}

// A format is a type: going there and back changes nothing.
TEST(ElementTypeTest, FormatsAreTypes) {
  EXPECT_THAT(kFloatFormats,
              ElementsAre(FloatFormat::F8E4M3FN, FloatFormat::F8E5M2,
                          FloatFormat::F16, FloatFormat::BF16, FloatFormat::F32,
                          FloatFormat::F64));
  EXPECT_EQ(elementType(FloatFormat::BF16), ElementType::BF16);
  for (FloatFormat format : kFloatFormats)
    EXPECT_EQ(floatFormat(elementType(format)), format);
  EXPECT_EQ(floatFormat(ElementType::F4E2M1FN), std::nullopt);
  EXPECT_EQ(floatFormat(ElementType::F8E8M0FNU), std::nullopt);
  EXPECT_EQ(floatFormat(ElementType::UI16), std::nullopt);
}

TEST(ElementTypeTest, VisitsTheFormatThatIsGiven) {
  for (FloatFormat format : kFloatFormats)
    EXPECT_EQ(visitFormat(format, [](auto known) { return known.value; }),
              format);
}

} // namespace

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tests .npy files: what NumPy writes is read, what is written has its form,
// and what isn't understood is refused with a reason.

#include "Execution/Npy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <string>

using namespace coreai;
using namespace coreai::execution;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

/// A file with this header, its length counted in \p lengthSize bytes, and
/// elements.
std::string makeFile(unsigned major, const std::string &header,
                     const std::string &elements) {
  std::string file = "\x93NUMPY";
  file += static_cast<char>(major);
  file += '\0';
  size_t lengthSize = major == 1 ? 2 : 4;
  for (size_t i = 0; i != lengthSize; ++i)
    file += static_cast<char>(header.size() >> (8 * i));
  return file + header + elements;
}

std::string getError(const std::string &file) {
  llvm::Expected<NpyArray> array = parseNpy(file);
  return array ? "" : llvm::toString(array.takeError());
}

constexpr const char *kPlain =
    "{'descr': '<i2', 'fortran_order': False, 'shape': (2,), }";

TEST(NpyTest, ReadsEveryVersion) {
  for (unsigned major : {1, 2, 3}) {
    std::string file = makeFile(major, std::string(kPlain) + "   \n", "abcd");
    llvm::Expected<NpyArray> array = parseNpy(file);
    ASSERT_TRUE(static_cast<bool>(array)) << major;
    EXPECT_EQ(array->type, (NpyType{'i', 2}));
    EXPECT_THAT(array->shape, ElementsAre(2));
    EXPECT_THAT(array->bytes, ElementsAre('a', 'b', 'c', 'd'));
  }
}

TEST(NpyTest, ReadsShapesAndTypes) {
  auto parse = [](const std::string &type, const std::string &shape,
                  size_t size) {
    return parseNpy(makeFile(1,
                             "{\"shape\": " + shape +
                                 ", \"fortran_order\":False,'descr':'" + type +
                                 "'}",
                             std::string(size, '\1')));
  };
  EXPECT_THAT(llvm::cantFail(parse("<f8", "()", 8)).shape, IsEmpty());
  EXPECT_THAT(llvm::cantFail(parse("|b1", "(2, 3)", 6)).shape,
              ElementsAre(2, 3));
  EXPECT_THAT(llvm::cantFail(parse("|u1", "(2L, 0L)", 0)).shape,
              ElementsAre(2, 0));
  // Of one byte, there is no order.
  EXPECT_EQ(llvm::cantFail(parse(">i1", "(1,)", 1)).type, (NpyType{'i', 1}));
  EXPECT_EQ(llvm::cantFail(parse("<c8", "(1,)", 8)).type, (NpyType{'c', 8}));
}

TEST(NpyTest, RefusesWhatItDoesNotUnderstand) {
  EXPECT_THAT(getError("PK\3\4 a zip file"), HasSubstr("expects a .npy file"));
  EXPECT_THAT(getError(""), HasSubstr("expects a .npy file"));
  EXPECT_THAT(getError(makeFile(4, kPlain, "abcd")), HasSubstr("got 4.0"));
  EXPECT_THAT(getError(makeFile(1, kPlain, "abc")),
              HasSubstr("expects 4 bytes of elements, got 3"));
  EXPECT_THAT(getError(makeFile(1, kPlain, "abcde")),
              HasSubstr("expects 4 bytes of elements, got 5"));
  EXPECT_THAT(getError(makeFile(1, kPlain, "").substr(0, 30)),
              HasSubstr("truncated header"));
  auto withType = [](const std::string &type) {
    return getError(makeFile(
        1, "{'descr': " + type + ", 'fortran_order': False, 'shape': (1,)}",
        "abcd"));
  };
  EXPECT_THAT(withType("'>f4'"), HasSubstr("little-endian"));
  EXPECT_THAT(withType("'<f16'"), HasSubstr("got '<f16'"));
  EXPECT_THAT(withType("'<V2'"), HasSubstr("got '<V2'"));
  EXPECT_THAT(withType("[('a', '<f4')]"), HasSubstr("got a record"));
  EXPECT_THAT(
      getError(makeFile(
          1, "{'descr': '<f4', 'fortran_order': True, 'shape': (1,)}", "abcd")),
      HasSubstr("row-major"));
  EXPECT_THAT(getError(makeFile(1, "{'descr': '<f4', 'shape': (1,)}", "abcd")),
              HasSubstr("malformed"));
  // A product that wraps around to the size at hand.
  EXPECT_THAT(
      getError(makeFile(1,
                        "{'descr': '<f4', 'fortran_order': False, 'shape': "
                        "(4294967296, 4294967296)}",
                        "")),
      HasSubstr("fits memory"));
}

TEST(NpyTest, WritesWhatItReads) {
  const char bytes[] = {1, 2, 3, 4, 5, 6};
  for (llvm::SmallVector<int64_t> shape :
       {llvm::SmallVector<int64_t>{6}, {2, 3}, {1, 6, 1}}) {
    std::string file;
    llvm::raw_string_ostream stream(file);
    writeNpy(stream, {'u', 1}, shape, bytes);
    // Elements can be mapped: they start at a multiple of 64.
    EXPECT_EQ((file.size() - sizeof(bytes)) % 64, 0U);
    NpyArray array = llvm::cantFail(parseNpy(file));
    EXPECT_EQ(array.type, (NpyType{'u', 1}));
    EXPECT_EQ(array.shape, shape);
    EXPECT_THAT(array.bytes, testing::ElementsAreArray(bytes));
  }
}

} // namespace

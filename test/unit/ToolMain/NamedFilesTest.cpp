// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Options of the form name=file: what they say, and what they would lose.

#include "ToolMain/NamedFiles.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

using namespace coreai;
using llvm::StringRef;
using testing::ElementsAre;

namespace {

/// The error, or an empty text.
std::string parse(const std::vector<std::string> &values) {
  auto files = parseNamedFiles("input", values);
  return files ? "" : toString(files.takeError());
}

TEST(NamedFilesTest, TakesTheFirstEqualsSign) {
  auto files = parseNamedFiles("input", {"x=a=b.npy", "y=c.npy"});
  ASSERT_TRUE(bool(files)) << toString(files.takeError());
  EXPECT_EQ(files->size(), 2U);
  EXPECT_EQ(files->lookup("x"), "a=b.npy");
  EXPECT_EQ(files->lookup("y"), "c.npy");
}

TEST(NamedFilesTest, RefusesOtherForms) {
  EXPECT_EQ(parse({"x"}), "--input expects name=file.npy, got 'x'");
  EXPECT_EQ(parse({"=a"}), "--input expects name=file.npy, got '=a'");
  EXPECT_EQ(parse({"x\n="}), "--input expects name=file.npy, got 'x\\u{A}='");
  EXPECT_EQ(parse({"x=-"}), "--input expects a file for 'x', got '-'");
  EXPECT_EQ(parse({"x=a", "x=b"}), "--input names 'x' twice");
}

TEST(NamedFilesTest, KnowsWhichNamesThereAre) {
  NamedFiles files;
  files["x"] = "a.npy";
  EXPECT_EQ(toString(checkNames(files, "input", {"x", "y"})), "");
  EXPECT_EQ(toString(checkNames(files, "input", {"y", "z\n"})),
            "no 'x' in the graph; --input takes: y, z\\u{A}");
  EXPECT_EQ(toString(checkNames(files, "input", {})),
            "no 'x' in the graph; --input takes: nothing, there are none");
}

TEST(NamedFilesTest, FilesOfAFolderDifferAndStayThere) {
  NamedFiles files;
  files["given"] = "elsewhere.npy";
  addFolder("out", {"given", "../up", "a/b", "a%2Fb"}, files);
  EXPECT_EQ(files.lookup("given"), "elsewhere.npy");
  EXPECT_EQ(files.lookup("../up"), "out/..%2Fup.npy");
  EXPECT_EQ(files.lookup("a/b"), "out/a%2Fb.npy");
  EXPECT_EQ(files.lookup("a%2Fb"), "out/a%252Fb.npy");
}

TEST(NamedFilesTest, FindsFilesThatWouldBeLost) {
  NamedFiles files;
  files["x"] = "a.npy";
  files["y"] = "./a.npy";
  EXPECT_EQ(toString(ReplacedFiles({}).add({"x"}, files)), "");
  EXPECT_EQ(toString(ReplacedFiles({}).add({"x", "y"}, files)),
            "'x' and 'y' would both be written to ./a.npy");
  // From one call to the next.
  ReplacedFiles replaced({});
  EXPECT_EQ(toString(replaced.add({"x"}, files)), "");
  NamedFiles others;
  others["z"] = "a.npy";
  EXPECT_EQ(toString(replaced.add({"z"}, others)),
            "'x' and 'z' would both be written to a.npy");
}

} // namespace

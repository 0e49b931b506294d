// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tests that programs are read whole, from files and from pipes.

#include "ToolMain/InputFile.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <random>
#include <string>
#include <thread>

using namespace coreai;
using llvm::MemoryBuffer;

namespace {

constexpr size_t kPageSize = 4096;
const std::string kBytecodeMagic = "ML\xefR";

/// A folder that lives as long as a test.
class OpenProgramFile : public testing::Test {
protected:
  OpenProgramFile() {
    llvm::sys::fs::createUniqueDirectory("coreai-input", folder);
  }
  ~OpenProgramFile() override { llvm::sys::fs::remove_directories(folder); }

  std::string pathOf(llvm::StringRef name) const {
    llvm::SmallString<128> path(folder);
    llvm::sys::path::append(path, name);
    return path.str().str();
  }

  std::string write(const std::string &bytes) const {
    std::string path = pathOf("program");
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }

  llvm::SmallString<128> folder;
};

std::string makeBytes(size_t count) {
  std::mt19937 random(count);
  std::string bytes(count, '\0');
  for (char &byte : bytes)
    byte = static_cast<char>(1 + random() % 255); // As in text.
  return bytes;
}

/// What openProgramFile gives; nothing if it fails.
std::unique_ptr<MemoryBuffer> openOrFail(const std::string &path) {
  auto buffer = openProgramFile(path);
  if (buffer)
    return std::move(*buffer);
  ADD_FAILURE() << toString(buffer.takeError());
  return MemoryBuffer::getMemBuffer("");
}

void expectHolds(const MemoryBuffer &buffer, const std::string &bytes,
                 bool isTerminated) {
  EXPECT_TRUE(buffer.getBuffer() == bytes);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(buffer.getBufferStart()) % 64, 0u);
  if (isTerminated) {
    EXPECT_EQ(*buffer.getBufferEnd(), '\0');
  }
}

TEST_F(OpenProgramFile, HoldsAFile) {
  for (size_t size : {size_t(1), kPageSize - 1, kPageSize, kPageSize + 1,
                      16 * kPageSize, 300 * kPageSize + 7}) {
    std::string bytes = makeBytes(size);
    expectHolds(*openOrFail(write(bytes)), bytes, /*isTerminated=*/true);
  }
}

TEST_F(OpenProgramFile, MapsBytecodeOfWholePages) {
  std::string bytes = kBytecodeMagic + makeBytes(64 * kPageSize - 4);
  auto buffer = openOrFail(write(bytes));
  expectHolds(*buffer, bytes, /*isTerminated=*/false);
  EXPECT_EQ(buffer->getBufferKind(), MemoryBuffer::MemoryBuffer_MMap);
}

/// A writer that hands over little at a time, past several doublings.
TEST_F(OpenProgramFile, HoldsAPipe) {
  for (size_t size : {size_t(3), (size_t(1) << 20) - 1, size_t(1) << 20,
                      (size_t(1) << 23) + 13}) {
    std::string bytes = makeBytes(size), path = pathOf("pipe");
    ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
    std::thread writer([&] { std::ofstream(path, std::ios::binary) << bytes; });
    auto buffer = openOrFail(path);
    writer.join();
    expectHolds(*buffer, bytes, /*isTerminated=*/true);
    unlink(path.c_str());
  }
}

TEST_F(OpenProgramFile, TakesStandardInput) {
  std::string bytes = kBytecodeMagic + makeBytes(40 * kPageSize);
  int saved = dup(STDIN_FILENO);
  ASSERT_TRUE(freopen(write(bytes).c_str(), "rb", stdin));
  auto mapped = openOrFail("-");
  expectHolds(*mapped, bytes, /*isTerminated=*/false);
  EXPECT_EQ(mapped->getBufferIdentifier(), "<stdin>");

  // What was read before isn't read again.
  ASSERT_EQ(lseek(STDIN_FILENO, 5000, SEEK_SET), 5000);
  expectHolds(*openOrFail("-"), bytes.substr(5000), /*isTerminated=*/true);
  dup2(saved, STDIN_FILENO);
  close(saved);
}

TEST_F(OpenProgramFile, SaysWhatIsWrong) {
  auto expectFails = [](const std::string &path, const std::string &before,
                        const std::string &after) {
    EXPECT_EQ(toString(openProgramFile(path).takeError()),
              before + "input file '" + path + "'" + after);
  };
  expectFails(pathOf("absent"), "cannot open ", ": No such file or directory");
  expectFails(std::string(folder), "cannot open ", ": Is a directory");
  expectFails("/dev/null", "", " is empty");
  expectFails(write(""), "", " is empty");
  for (const std::string &bytes :
       {std::string(1, '\0'), std::string(3 * kPageSize, '\0'),
        std::string("\0module", 7)})
    expectFails(write(bytes), "",
                " holds neither MLIR's text nor its bytecode");
}

TEST_F(OpenProgramFile, TakesAStringWithItsZero) {
  std::string bytes("module {}", 10);
  expectHolds(*openOrFail(write(bytes)), bytes, /*isTerminated=*/true);
}

TEST_F(OpenProgramFile, LeavesNoFileOpen) {
  std::string path = write(makeBytes(kPageSize));
  int before = dup(STDERR_FILENO);
  close(before);
  for (int i = 0; i < 5; ++i)
    EXPECT_TRUE(bool(openProgramFile(path)));
  consumeError(openProgramFile(pathOf("absent")).takeError());
  int after = dup(STDERR_FILENO);
  close(after);
  EXPECT_EQ(before, after);
}

} // namespace

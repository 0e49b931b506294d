// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Opens programs, of any size, without a copy more than needed.

#include "ToolMain/InputFile.h"

#include "mlir/Bytecode/BytecodeReader.h"
#include "llvm/Support/FileSystem.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

using llvm::ErrorOr;
using llvm::Expected;
using llvm::MemoryBuffer;
using llvm::StringRef;
namespace fs = llvm::sys::fs;

/// Weights in bytecode are aligned to this at most.
static constexpr uint64_t kAlignment = 64;

static std::error_code lastError() { return {errno, std::generic_category()}; }

namespace {

/// What came through a pipe. LLVM's buffer for that would be copied as it
/// grows, and once more at the end: twice the memory of the program. Here the
/// kernel moves pages.
class StreamBuffer final : public MemoryBuffer {
public:
  static ErrorOr<std::unique_ptr<MemoryBuffer>> read(int file, StringRef name);

  ~StreamBuffer() override {
    if (data)
      munmap(data, capacity);
  }

  BufferKind getBufferKind() const override { return MemoryBuffer_MMap; }
  StringRef getBufferIdentifier() const override { return name; }

private:
  explicit StreamBuffer(StringRef name) : name(name) {}

  bool resize(size_t newCapacity);

  std::string name;
  char *data = nullptr;
  size_t capacity = 0;
};

} // namespace

/// Pages that nothing was written to are zeros, and take no memory.
bool StreamBuffer::resize(size_t newCapacity) {
  void *moved =
      data ? mremap(data, capacity, newCapacity, MREMAP_MAYMOVE)
           : mmap(nullptr, newCapacity, PROT_READ | PROT_WRITE,
                  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, /*fd=*/-1, 0);
  if (moved == MAP_FAILED)
    return false;
  data = static_cast<char *>(moved);
  capacity = newCapacity;
  return true;
}

ErrorOr<std::unique_ptr<MemoryBuffer>> StreamBuffer::read(int file,
                                                          StringRef name) {
  constexpr size_t kFirstCapacity = size_t(1) << 20;
  std::unique_ptr<StreamBuffer> buffer(new StreamBuffer(name));
  size_t size = 0;
  for (;;) {
    // There is always room for the zero at the end.
    if (size + 1 >= buffer->capacity &&
        !buffer->resize(std::max(2 * buffer->capacity, kFirstCapacity)))
      return lastError();
    ssize_t count =
        ::read(file, buffer->data + size, buffer->capacity - size - 1);
    if (count == 0)
      break;
    if (count > 0)
      size += static_cast<size_t>(count);
    else if (errno != EINTR)
      return lastError();
  }
  buffer->init(buffer->data, buffer->data + size,
               /*RequiresNullTerminator=*/true);
  return buffer;
}

/// Whether a file begins as bytecode does. It needs no zero at the end.
static bool startsAsBytecode(int file) {
  char magic[4];
  return pread(file, magic, sizeof(magic), 0) == sizeof(magic) &&
         mlir::isBytecode(
             llvm::MemoryBufferRef(StringRef(magic, sizeof(magic)), ""));
}

static ErrorOr<std::unique_ptr<MemoryBuffer>> openFile(int file,
                                                       StringRef name) {
  fs::file_status status;
  if (std::error_code error = fs::status(file, status))
    return error;
  if (fs::is_directory(status))
    return std::make_error_code(std::errc::is_a_directory);
  // Of a file on standard input, something may have been read.
  if (!fs::is_regular_file(status) || lseek(file, 0, SEEK_CUR) != 0)
    return StreamBuffer::read(file, name);
  return MemoryBuffer::getOpenFile(
      file, name, status.getSize(),
      /*RequiresNullTerminator=*/!startsAsBytecode(file), /*IsVolatile=*/false,
      llvm::Align(kAlignment));
}

static ErrorOr<std::unique_ptr<MemoryBuffer>> open(StringRef path) {
  if (path == "-")
    return openFile(STDIN_FILENO, "<stdin>");
  auto file = fs::openNativeFileForRead(path);
  if (!file)
    return errorToErrorCode(file.takeError());
  auto buffer = openFile(*file, path);
  [[maybe_unused]] std::error_code ignored = fs::closeFile(*file);
  return buffer;
}

/// What keeps bytes from being a program at first sight, if something does. Of
/// text, MLIR's parser takes zeros for blanks, so that a file that was never
/// written would be a program without anything; and of what isn't text it would
/// quote lines.
static const char *findFlaw(const MemoryBuffer &buffer) {
  constexpr size_t kHeadSize = 4096;
  StringRef text = buffer.getBuffer(), head = text.take_front(kHeadSize);
  if (text.empty())
    return "is empty";
  if (mlir::isBytecode(buffer.getMemBufferRef()))
    return nullptr;
  if (head.size() == text.size()) // It may be a string with its zero.
    head = head.rtrim('\0');
  if (head.empty() || head.contains('\0'))
    return "holds neither MLIR's text nor its bytecode";
  return nullptr;
}

Expected<std::unique_ptr<MemoryBuffer>>
coreai::openProgramFile(StringRef path) {
  std::string name =
      path == "-" ? "standard input" : ("input file '" + path + "'").str();
  auto buffer = open(path);
  if (!buffer)
    return llvm::createStringError("cannot open " + name + ": " +
                                   buffer.getError().message());
  if (const char *flaw = findFlaw(**buffer))
    return llvm::createStringError(name + " " + flaw);
  return std::move(*buffer);
}

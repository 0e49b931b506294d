// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Writes a file whole or not at all.

#include "coreai/Support/OutputFile.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/ErrorOr.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Signals.h"

#include <unistd.h>

#include <climits>
#include <csignal>
#include <optional>
#include <string>
#include <utility>

using llvm::LogicalResult;
using llvm::raw_fd_ostream;
using llvm::raw_ostream;
using llvm::StringRef;
using llvm::Twine;
namespace fs = llvm::sys::fs;

namespace {

using WriteFn = llvm::function_ref<LogicalResult(raw_ostream &)>;
using ErrorFn = llvm::function_ref<void(const Twine &)>;

/// Lets signals to this thread wait.
class SignalBlock {
public:
  SignalBlock() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
  }
  ~SignalBlock() { pthread_sigmask(SIG_SETMASK, &before, nullptr); }
  SignalBlock(const SignalBlock &) = delete;
  SignalBlock &operator=(const SignalBlock &) = delete;

private:
  sigset_t before;
};

} // namespace

/// Subject to the process's mask, as for any new file.
static constexpr unsigned kNewFileMode = 0666;

static LogicalResult reportUnwritable(StringRef path, const Twine &reason,
                                      ErrorFn emitError) {
  emitError("cannot write '" + path + "': " + reason);
  return llvm::failure();
}

/// Runs \p write on a stream and checks that everything arrived. The stream
/// would abort the process if an error were left in it.
static LogicalResult writeStream(raw_fd_ostream &stream, StringRef path,
                                 WriteFn write, ErrorFn emitError) {
  LogicalResult written = write(stream);
  stream.flush();
  std::error_code error = stream.error();
  stream.clear_error();
  if (failed(written))
    return llvm::failure();
  if (!error)
    return llvm::success();
  // Weights are written from where they are.
  if (error == std::errc::bad_address)
    return reportUnwritable(path, coreai::kTruncatedInput, emitError);
  return reportUnwritable(path, error.message(), emitError);
}

static LogicalResult writeDirectly(StringRef path, WriteFn write,
                                   ErrorFn emitError) {
  std::error_code error;
  raw_fd_ostream stream(path, error);
  if (error)
    return reportUnwritable(path, error.message(), emitError);
  return writeStream(stream, path, write, emitError);
}

/// Goes on where the descriptor is, which to open anew would not.
static LogicalResult writeToDescriptor(int descriptor, StringRef path,
                                       WriteFn write, ErrorFn emitError) {
  raw_fd_ostream stream(descriptor, /*shouldClose=*/false);
  return writeStream(stream, path, write, emitError);
}

namespace {

/// Where a path leads in the end.
struct Destination {
  std::string path;              // No link, unless it is the system's.
  bool isSystem = false;         // In /proc: whatever a process has open.
  std::optional<int> descriptor; // Of this process.

  /// Whether it is to be replaced, or made, not written directly.
  bool isReplaced() const;
};

} // namespace

bool Destination::isReplaced() const {
  fs::file_status status;
  return !isSystem && (fs::status(path, status) || !fs::exists(status) ||
                       fs::is_regular_file(status));
}

/// The folder that a path without links is in.
static StringRef folderOf(StringRef path) {
  StringRef parent = llvm::sys::path::parent_path(path);
  return parent.empty() ? "." : parent;
}

/// Where the link \p path points, if it is one.
static std::optional<std::string> readLink(const std::string &path) {
  llvm::SmallVector<char, 0> target(PATH_MAX);
  ssize_t length = readlink(path.c_str(), target.data(), target.size());
  if (length < 0)
    return std::nullopt;
  return std::string(target.data(), length);
}

/// Follows links, also to what isn't there yet.
static llvm::ErrorOr<Destination> findDestination(StringRef path) {
  constexpr int kMaxLinks = 40; // As Linux has it.
  Destination found = {path.str(), false, std::nullopt};
  for (int links = 0; links != kMaxLinks; ++links) {
    std::optional<std::string> link = readLink(found.path);
    if (!link)
      return found;
    llvm::SmallString<128> folder;
    if (std::error_code error = fs::real_path(folderOf(found.path), folder))
      return error;
    if (folder.starts_with("/proc/")) {
      found.isSystem = true;
      llvm::SmallString<32> descriptors;
      int descriptor = 0;
      if (!fs::real_path("/proc/self/fd", descriptors) &&
          descriptors == folder &&
          llvm::to_integer(llvm::sys::path::filename(found.path), descriptor))
        found.descriptor = descriptor;
      return found;
    }
    llvm::SmallString<128> next;
    if (llvm::sys::path::is_relative(*link))
      next = folderOf(found.path);
    llvm::sys::path::append(next, *link);
    found.path = next.str().str();
  }
  return std::make_error_code(std::errc::too_many_symbolic_link_levels);
}

namespace {

/// A new file beside the one that it is to become. It is removed unless it is
/// kept, also if a signal ends the process. LLVM's own would take each '%' in
/// the folder's name for a random digit.
class TemporaryFile {
public:
  static llvm::ErrorOr<TemporaryFile> create(StringRef folder);

  TemporaryFile(TemporaryFile &&other) noexcept
      : path(std::exchange(other.path, {})), fd(std::exchange(other.fd, -1)) {}
  TemporaryFile(const TemporaryFile &) = delete;
  TemporaryFile &operator=(const TemporaryFile &) = delete;
  TemporaryFile &operator=(TemporaryFile &&) = delete;
  ~TemporaryFile();

  int getDescriptor() const { return fd; }

  /// Takes the mode of \p target, whatever the process's mask is.
  std::error_code takeMode(StringRef target);

  /// Takes the place of \p target.
  std::error_code keep(StringRef target);

private:
  TemporaryFile(std::string path, int fd) : path(std::move(path)), fd(fd) {}

  std::string path;
  int fd;
};

} // namespace

llvm::ErrorOr<TemporaryFile> TemporaryFile::create(StringRef folder) {
  // The file is made first, and then remembered.
  SignalBlock block;
  for (int attempt = 0; attempt != 128; ++attempt) {
    // Not made of the target's name, which may be as long as names can be.
    std::string name;
    llvm::raw_string_ostream(name) << llvm::formatv(
        "coreai-{0:x-8}.tmp", llvm::sys::Process::GetRandomNumber());
    llvm::SmallString<128> path = folder;
    llvm::sys::path::append(path, name);
    int fd = -1;
    std::error_code error = fs::openFileForReadWrite(path, fd, fs::CD_CreateNew,
                                                     fs::OF_None, kNewFileMode);
    if (error == std::errc::file_exists)
      continue;
    if (error)
      return error;
    TemporaryFile file(path.str().str(), fd);
    if (llvm::sys::RemoveFileOnSignal(path))
      return std::make_error_code(std::errc::io_error);
    return std::move(file);
  }
  return std::make_error_code(std::errc::file_exists);
}

TemporaryFile::~TemporaryFile() {
  if (fd < 0)
    return;
  close(fd);
  unlink(path.c_str());
  llvm::sys::DontRemoveFileOnSignal(path);
}

std::error_code TemporaryFile::takeMode(StringRef target) {
  fs::file_status status;
  if (fs::status(target, status) || !fs::exists(status))
    return {};
  return fs::setPermissions(fd, status.permissions());
}

std::error_code TemporaryFile::keep(StringRef target) {
  if (std::error_code error = fs::rename(path, target)) {
    // Of what is mounted only the contents can be replaced.
    return error == std::errc::device_or_resource_busy
               ? fs::copy_file(path, target)
               : error;
  }
  llvm::sys::DontRemoveFileOnSignal(path);
  if (close(std::exchange(fd, -1)) != 0)
    return llvm::errnoAsErrorCode();
  return {};
}

static LogicalResult writeBeside(StringRef path, StringRef target,
                                 WriteFn write, ErrorFn emitError) {
  auto temporary = TemporaryFile::create(llvm::sys::path::parent_path(target));
  if (!temporary)
    return reportUnwritable(path, temporary.getError().message(), emitError);
  if (std::error_code error = temporary->takeMode(target))
    return reportUnwritable(path, error.message(), emitError);
  LogicalResult written = llvm::failure();
  {
    raw_fd_ostream stream(temporary->getDescriptor(), /*shouldClose=*/false);
    written = writeStream(stream, path, write, emitError);
  }
  if (failed(written))
    return llvm::failure();
  if (fsync(temporary->getDescriptor()) != 0)
    return reportUnwritable(path, llvm::sys::StrError(), emitError);
  if (std::error_code error = temporary->keep(target))
    return reportUnwritable(path, error.message(), emitError);
  return llvm::success();
}

LogicalResult coreai::writeOutputFile(StringRef path, WriteFn write,
                                      ErrorFn emitError) {
  if (path == "-")
    return writeDirectly(path, write, emitError);
  llvm::ErrorOr<Destination> found = findDestination(path);
  if (!found)
    return reportUnwritable(path, found.getError().message(), emitError);
  if (found->descriptor)
    return writeToDescriptor(*found->descriptor, path, write, emitError);
  if (!found->isReplaced())
    return writeDirectly(path, write, emitError);
  return writeBeside(path, found->path, write, emitError);
}

std::string coreai::getReplacedFile(StringRef path) {
  if (path == "-")
    return {};
  llvm::ErrorOr<Destination> found = findDestination(path);
  if (!found || !found->isReplaced())
    return {};
  llvm::SmallString<128> file(found->path);
  if (fs::make_absolute(file))
    return {};
  // The folder that is there, of which there may be several paths; and from it
  // on, what isn't there yet.
  StringRef folder = llvm::sys::path::parent_path(file);
  fs::UniqueID id;
  while (fs::getUniqueID(folder, id)) {
    folder = llvm::sys::path::parent_path(folder);
    if (folder.empty())
      return {};
  }
  llvm::SmallString<128> rest(file.substr(folder.size()));
  llvm::sys::path::remove_dots(rest, /*remove_dot_dot=*/true);
  return llvm::formatv("{0}:{1}:{2}", id.getDevice(), id.getFile(),
                       llvm::sys::path::relative_path(rest));
}

bool coreai::isSameFile(StringRef path, StringRef other) {
  std::string replaced = getReplacedFile(path);
  return !replaced.empty() && replaced == getReplacedFile(other);
}

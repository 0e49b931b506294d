// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Writes a file whole or not at all.

#include "coreai/Support/OutputFile.h"

#include "llvm/Support/Errno.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/FileSystem.h"

#include <csignal>

#include <unistd.h>

#include "coreai/Support/InputFile.h"

using llvm::Error;
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

/// Runs `write` on a stream and checks that everything arrived. The stream
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

/// Makes a file that is removed if a signal ends the process. LLVM makes it
/// first, and then remembers to remove it.
static llvm::Expected<fs::TempFile> createTemporary(const Twine &model,
                                                    unsigned mode) {
  SignalBlock block;
  return fs::TempFile::create(model, mode);
}

static LogicalResult writeBeside(StringRef path, unsigned mode, WriteFn write,
                                 ErrorFn emitError) {
  auto temporary = createTemporary(path + ".%%%%%%%%.tmp", mode);
  if (!temporary)
    return reportUnwritable(path, toString(temporary.takeError()), emitError);
  LogicalResult written = llvm::failure();
  {
    raw_fd_ostream stream(temporary->FD, /*shouldClose=*/false);
    written = writeStream(stream, path, write, emitError);
  }
  if (succeeded(written) && fsync(temporary->FD) != 0)
    written = reportUnwritable(path, llvm::sys::StrError(), emitError);
  if (failed(written)) {
    consumeError(temporary->discard());
    return llvm::failure();
  }
  if (Error error = temporary->keep(path))
    return reportUnwritable(path, toString(std::move(error)), emitError);
  return llvm::success();
}

LogicalResult coreai::writeOutputFile(StringRef path, WriteFn write,
                                      ErrorFn emitError) {
  fs::file_status status;
  if (path == "-" || (!fs::status(path, status) && fs::exists(status) &&
                      !fs::is_regular_file(status)))
    return writeDirectly(path, write, emitError);

  // A path that doesn't resolve is a new file, made with the default mode.
  llvm::SmallString<128> target;
  if (fs::real_path(path, target))
    return writeBeside(path, kNewFileMode, write, emitError);
  return writeBeside(target, status.permissions(), write, emitError);
}

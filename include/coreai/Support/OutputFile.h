// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Writes a file whole or not at all.

#ifndef COREAI_SUPPORT_OUTPUTFILE_H
#define COREAI_SUPPORT_OUTPUTFILE_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/LogicalResult.h"
#include "llvm/Support/raw_ostream.h"

namespace coreai {

/// Calls \p write with a stream whose contents become the file \p path if it
/// succeeds. Until then, and after any failure, an existing file is as it was:
/// output goes to a temporary file beside it, which takes its place, and its
/// mode, at the end. Of a symbolic link the target is replaced, or made.
/// Standard output (`-`), what the process has open (`/dev/stdout`,
/// `/dev/fd/3`), pipes and devices are written directly.
///
/// Fails if \p write fails, which reports its own errors, or if the file can't
/// be written, which is reported to \p emitError.
llvm::LogicalResult writeOutputFile(
    llvm::StringRef path,
    llvm::function_ref<llvm::LogicalResult(llvm::raw_ostream &)> write,
    llvm::function_ref<void(const llvm::Twine &)> emitError);

/// A key of the file that writing \p path replaces or makes: all paths to that
/// file have the same key, and another file has another one. Empty if \p path
/// is written directly, and if its file can't be told.
std::string getReplacedFile(llvm::StringRef path);

/// Whether writing one of the files replaces the other: both paths lead to the
/// same file, which may not be there yet. False for a file that is written
/// directly, since nothing is lost then.
bool isSameFile(llvm::StringRef path, llvm::StringRef other);

/// What to say where bytes of a mapped file are gone when they are to be
/// used: also for those who end a process then.
inline constexpr char kTruncatedInput[] =
    "an input file was truncated while it was in use";

} // namespace coreai

#endif // COREAI_SUPPORT_OUTPUTFILE_H

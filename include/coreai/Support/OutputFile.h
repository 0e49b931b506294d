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

/// What is the same for all paths to the file that writing \p path replaces or
/// makes, and another for any other file. Empty if \p path is written directly,
/// and if it can't be told.
std::string getReplacedFile(llvm::StringRef path);

/// Whether writing one of the files replaces the other: both paths lead to the
/// same one, which may not be there yet. Nothing is lost, and so it isn't the
/// same, if it is written directly.
bool isSameFile(llvm::StringRef path, llvm::StringRef other);

} // namespace coreai

#endif // COREAI_SUPPORT_OUTPUTFILE_H

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Opens programs, of any size, without a copy more than needed.

#ifndef COREAI_LIB_TOOLMAIN_INPUTFILE_H
#define COREAI_LIB_TOOLMAIN_INPUTFILE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"

#include <memory>

namespace coreai {

/// Opens the file \p path, or standard input for `-`.
///
/// A regular file is mapped, also where it comes as standard input; but text is
/// read if its size is a multiple of that of pages, since it has to end with a
/// zero. Pipes and devices are read to their end, into memory that grows in
/// place. Bytes are aligned to 64: MLIR's bytecode refers to weights where they
/// are, and asks for the alignment that it was written with.
///
/// Errors: what can't be opened or read; what is empty, or neither text nor
/// bytecode. The message names \p path.
llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
openProgramFile(llvm::StringRef path);

} // namespace coreai

#endif // COREAI_LIB_TOOLMAIN_INPUTFILE_H

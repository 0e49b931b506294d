// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Errors with messages for people.

#ifndef COREAI_SUPPORT_ERROR_H
#define COREAI_SUPPORT_ERROR_H

#include "llvm/Support/Error.h"
#include "llvm/Support/FormatVariadic.h"

#include <utility>

namespace coreai {

/// An error whose message is \p format with \p args in it, as llvm::formatv
/// puts them there. What comes from a file or a user has to be printable, see
/// Text.h.
template <typename... Args>
llvm::Error makeError(const char *format, Args &&...args) {
  return llvm::createStringError(
      llvm::formatv(format, std::forward<Args>(args)...).str());
}

} // namespace coreai

#endif // COREAI_SUPPORT_ERROR_H

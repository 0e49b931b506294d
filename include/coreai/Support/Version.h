// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which release this is.

#ifndef COREAI_SUPPORT_VERSION_H
#define COREAI_SUPPORT_VERSION_H

#include "llvm/ADT/StringRef.h"

namespace coreai {

/// The project's version, such as "0.1.0".
llvm::StringRef getVersion();

} // namespace coreai

#endif // COREAI_SUPPORT_VERSION_H

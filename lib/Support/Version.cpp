// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The version, which the build knows.

#include "coreai/Support/Version.h"

llvm::StringRef coreai::getVersion() { return COREAI_VERSION; }

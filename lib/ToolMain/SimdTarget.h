// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Chooses which of the processor's SIMD instructions Highway's code uses.

#ifndef COREAI_LIB_TOOLMAIN_SIMDTARGET_H
#define COREAI_LIB_TOOLMAIN_SIMDTARGET_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

namespace coreai {

/// Names of the instruction sets that this processor has and that there is code
/// for, such as AVX2, the best first.
llvm::SmallVector<llvm::StringRef> getSimdTargets();

/// Uses the instruction set \p name, not the best one, from now on. Returns
/// whether there is one of that name. Nothing may be computing meanwhile.
bool setSimdTarget(llvm::StringRef name);

} // namespace coreai

#endif // COREAI_LIB_TOOLMAIN_SIMDTARGET_H

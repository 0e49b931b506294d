// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Chooses which of the processor's SIMD instructions Highway's code uses.

#include "ToolMain/SimdTarget.h"

#include <hwy/targets.h>

llvm::SmallVector<llvm::StringRef> coreai::getSimdTargets() {
  llvm::SmallVector<llvm::StringRef> names;
  for (int64_t target : hwy::SupportedAndGeneratedTargets())
    names.push_back(hwy::TargetName(target));
  return names;
}

bool coreai::setSimdTarget(llvm::StringRef name) {
  for (int64_t target : hwy::SupportedAndGeneratedTargets()) {
    if (name != hwy::TargetName(target))
      continue;
    hwy::SetSupportedTargetsForTest(target);
    return true;
  }
  return false;
}
